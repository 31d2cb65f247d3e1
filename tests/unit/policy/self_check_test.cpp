// SPDX-License-Identifier: MIT
#include "core/policy/self_check.hpp"

#include "core/policy/support.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::policy;
using std::chrono::days;

namespace {

constexpr Instant kNow{days{20500}};
const std::string kHeavy = "sometimes sometimes sometimes",
                  kLight = "hardly-ever sometimes sometimes";

void answer(Memory& m, Instant at, const std::string& text) {
    Event e;
    e.kind = EventKind::SelfChecked;
    e.at = at;
    e.text = text;
    apply(m, e, {});
}

} // namespace

TEST_CASE("Three of the three words are answers, and nothing else", "[self-check]") {
    CHECK(self_check_text({"often", "sometimes", "hardly-ever"}) == "often sometimes hardly-ever");
    CHECK_FALSE(self_check_text({"often", "sometimes"}));
    CHECK_FALSE(self_check_text({"often", "sometimes", "never"}));
    CHECK_FALSE(self_check_text({}));
    CHECK(self_check_sum("hardly-ever hardly-ever hardly-ever") == 3);
    CHECK(self_check_sum("often often often") == 9);
    CHECK(self_check_sum("often perhaps often") == 0);
}

TEST_CASE("Answers weigh where they do twice, two weeks apart", "[self-check]") {
    Memory m;
    CHECK_FALSE(self_checks_weigh(m));
    answer(m, kNow - days{14}, kHeavy);
    CHECK_FALSE(self_checks_weigh(m)); // once
    SECTION("twice") {
        answer(m, kNow, kHeavy);
        CHECK(self_checks_weigh(m));
        CHECK(help_is_due(m, kNow));
        m.dismissed.insert(std::string{kHelp});
        CHECK_FALSE(help_is_due(m, kNow));
    }
    SECTION("a day less apart") {
        answer(m, kNow - days{1}, kHeavy);
        CHECK_FALSE(self_checks_weigh(m));
    }
    SECTION("the newest is lighter") {
        answer(m, kNow, kHeavy);
        answer(m, kNow + days{1}, kLight);
        CHECK_FALSE(self_checks_weigh(m));
    }
    SECTION("the other is long ago") {
        answer(m, kNow + days{80}, kHeavy);
        CHECK_FALSE(self_checks_weigh(m));
    }
}

TEST_CASE("The last eight answers are kept", "[self-check]") {
    Memory m;
    for (int i = 0; i < 10; ++i) answer(m, kNow + days{i}, i == 0 ? kHeavy : kLight);
    CHECK(m.self_checks.size() == 8);
    CHECK(m.self_checks.front().at == kNow + days{2});
}
