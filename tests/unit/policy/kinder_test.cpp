// SPDX-License-Identifier: MIT
// A longer rhythm, where contact has steadily come less often than was written.
#include "core/policy/kinder.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Real touches with these gaps between them, the last one today.
std::vector<LocalTouch> lived(const std::vector<double>& gaps, Channel channel = Channel::Call) {
    std::vector<LocalTouch> out;
    double back = 0;
    for (const auto gap : gaps) back += gap;
    for (std::size_t i = 0; i <= gaps.size(); ++i) {
        LocalTouch t;
        t.at = kNoon - in_days(back);
        t.day =
            static_cast<std::int32_t>(std::chrono::floor<days>(t.at).time_since_epoch().count());
        t.channel = channel;
        out.push_back(t);
        if (i < gaps.size()) back -= gaps[i];
    }
    return out;
}

double kinder(Scene& s, const std::vector<LocalTouch>& touches) {
    const auto frame = s.frame();
    const auto out = kinder_rhythm(frame.goals.all.front(), frame.board.facts.front(), touches);
    return out ? out->every : 0;
}

} // namespace

TEST_CASE("The median of what was lived, in whole weeks or months, and never shorter", "[kinder]") {
    Scene s;
    s.add("ana").every = Rhythm{14, 14, false};
    CHECK(kinder(s, lived({30, 31, 29, 30, 33, 30})) == 28);
    CHECK(kinder(s, lived({21, 21, 21, 21, 21, 21})) == 21);
    CHECK(kinder(s, lived({20, 20, 20, 20, 20, 20})) == 0); // not half as long again
    CHECK(kinder(s, lived({100, 100, 99, 101, 100, 100})) == 90);
    CHECK(kinder(s, lived({3, 3, 3, 3, 3, 3})) == 0); // never more often
}

TEST_CASE("It takes six gaps, most of them longer", "[kinder]") {
    Scene s;
    s.add("ana").every = Rhythm{14, 14, false};
    CHECK(kinder(s, lived({30, 30, 30, 30, 30})) == 0);
    CHECK(kinder(s, lived({5, 5, 5, 30, 30, 30, 30})) == 0);
    CHECK(kinder(s, lived({5, 30, 30, 30, 30, 30, 30})) == 28);
    // What was long ago is over: the last twelve count.
    std::vector<double> gaps(20, 30);
    gaps.insert(gaps.end(), 12, 10);
    CHECK(kinder(s, lived(gaps)) == 0);
    CHECK(kinder(s, lived({30, 30, 30, 30, 30, 30}, Channel::Reaction)) == 0);
    CHECK(kinder(s, lived({0.1, 30, 30, 30, 30, 30})) == 0); // one day is one touch
}

TEST_CASE("A range is kept up to its outer end", "[kinder]") {
    Scene s;
    s.add("ana").every = Rhythm{28, 42, false};
    CHECK(kinder(s, lived(std::vector<double>(6, 42))) == 0);
    CHECK(kinder(s, lived(std::vector<double>(6, 56))) == 56);
}

TEST_CASE("Time that stood still is no part of a gap", "[kinder]") {
    Scene s;
    s.add("ana").every = Rhythm{14, 14, false};
    s.memory.pauses = {{kNoon - days{170}, kNoon - days{50}}};
    CHECK(kinder(s, lived(std::vector<double>(6, 30))) == 0);
}

TEST_CASE("Only where contact is all seen, and offers come at all", "[kinder]") {
    const auto touches = lived(std::vector<double>(6, 90));
    for (const auto sight : {Sight::Partly, Sight::Unseen}) {
        Scene s;
        s.add("ana", Circle::Close, sight);
        CHECK(kinder(s, touches) == 0);
    }
    Scene s;
    s.add("ana");
    CHECK(kinder(s, touches) == 90);
    s.connection(0).feels = Feels::Hard;
    CHECK(kinder(s, touches) == 0);
    s.connection(0).feels.reset();
    s.connection(0).circle = Circle::NewFriend;
    CHECK(kinder(s, touches) == 0);
    s.connection(0).circle = Circle::Close;
    s.of("ana").states = {{State::Resting, kNoon - 1h, Instant::max()}};
    CHECK(kinder(s, touches) == 0);
}
