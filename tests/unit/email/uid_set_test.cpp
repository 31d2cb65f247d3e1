// SPDX-License-Identifier: MIT
#include "plugins/email/uid_set.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

TEST_CASE("A set is taken from its upper end", "[email]") {
    UidSet set;
    for (const Uid uid : {1U, 2U, 3U, 100U, 101U, 500U}) set.add(uid, uid);
    CHECK(set.count() == 6);
    CHECK(set.highest() == 500);
    const auto first = set.take_highest(2);
    CHECK(first.text == "101,500");
    CHECK((first.low == 101 && first.high == 500 && first.count == 2));
    CHECK(set.take_highest(10).text == "1:3,100");
    CHECK(set.empty());
    CHECK(set.take_highest(10).text.empty());
}

TEST_CASE("A set is taken from its lower end", "[email]") {
    UidSet set;
    set.add(1, 10);
    set.add(90, 4294967295U);
    CHECK(set.take_lowest(4).text == "1:4");
    CHECK(set.take_lowest(7).text == "5:10,90");
    set.keep_above(4294967293U);
    CHECK(set.take_lowest(9).text == "4294967294:4294967295");
}

TEST_CASE("UIDs in any order, twice, or nought", "[email]") {
    UidSet set;
    set.add(9, 7);
    set.add(3, 3);
    set.add(8, 12);
    set.add(0, 0);
    set.add(3, 3);
    CHECK(set.count() == 7);
    CHECK(set.highest() == 12);
    set.keep_above(8);
    CHECK(set.take_highest(100).text == "9:12");
}

TEST_CASE("A set less another", "[email]") {
    const auto set = [](std::initializer_list<UidRange> ranges) {
        UidSet out;
        for (const auto& [low, high] : ranges) out.add(low, high);
        return out;
    };
    const auto left = [](UidSet from, const UidSet& others) {
        from.remove(others);
        std::string out;
        while (!from.empty())
            for (const auto& [low, high] : from.take_lowest(1000).members)
                out += std::to_string(low) + "-" + std::to_string(high) + " ";
        return out;
    };
    const auto all = set({{1, 10}, {20, 30}, {40, 40}});
    CHECK(left(all, {}) == "1-10 20-30 40-40 ");
    CHECK(left(all, set({{1, 100}})).empty());
    CHECK(left(all, set({{5, 25}, {40, 40}})) == "1-4 26-30 ");
    CHECK(left(all, set({{28, 29}, {3, 4}, {7, 7}})) == "1-2 5-6 8-10 20-27 30-30 40-40 ");
    CHECK(left(set({{4294967290U, 4294967295U}}), set({{4294967292U, 4294967295U}})) ==
          "4294967290-4294967291 ");
    CHECK(left({}, all).empty());
}

TEST_CASE("Mails between those that were found are not asked for", "[email]") {
    UidSet set;
    for (const Uid uid : {10U, 11U, 13U, 50U}) set.add(uid, uid);
    auto found = set;
    CHECK(set.take_highest(10).text == "10:50");
    const auto chunk = found.take_highest(10, UidSet::Gaps::Kept);
    CHECK(chunk.text == "10:11,13,50");
    CHECK((chunk.low == 10 && chunk.high == 50 && chunk.count == 4));
}

TEST_CASE("A set that a server never stops filling is overfull", "[email]") {
    UidSet set;
    for (Uid i = 1; i < 3'000'000; i += 2) set.add(i, i);
    CHECK(set.overfull());
    CHECK(set.count() == 1'000'000);
}

TEST_CASE("A command line stays short however scattered the mails are", "[email]") {
    UidSet set;
    for (Uid i = 1; i <= 2000; ++i) set.add(i * 1'000'000, i * 1'000'000);
    std::size_t seen = 0;
    while (!set.empty()) {
        const auto chunk = set.take_highest(2000);
        CHECK(chunk.text.size() < 4000);
        CHECK(chunk.count > 0);
        seen += chunk.count;
    }
    CHECK(seen == 2000);
}

TEST_CASE("A set is written and read", "[email]") {
    UidSet set;
    for (const Uid uid : {9U, 1U, 2U, 7U, 3U}) set.add(uid, uid);
    set.add(100, 4294967295U);
    CHECK(set.text() == "1:3,7,9,100:4294967295");
    CHECK(set.ranges() == 4);
    CHECK((set.has(1) && set.has(3) && set.has(9) && set.has(5000)));
    CHECK_FALSE((set.has(4) || set.has(99) || set.has(0)));
    UidSet back;
    back.add(20, 21);
    back.add(set);
    CHECK(back.text() == "1:3,7,9,20:21,100:4294967295");
    CHECK(UidSet{}.text().empty());
}
