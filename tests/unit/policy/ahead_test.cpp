// SPDX-License-Identifier: MIT
// What `kith status` and `kith next` look ahead to.
#include "core/policy/ahead.hpp"

#include <algorithm>

#include "core/policy/explain.hpp"
#include "core/policy/life.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/ready.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// A word tells whom the next offer is about; `at` keeps when it comes.
struct Lookahead : Scene {
    Instant at{};

    Lookahead() { settings.hours.slots = {12h + 30min, 17h + 30min}; }

    std::string next(Instant slot_done = Instant::min()) {
        const auto slots = slot_plan(settings, zone);
        const auto seen = frame();
        policy::decide(seen, decision);
        const auto ahead = look_ahead(seen, decision, slots, slot_done);
        if (!ahead) return "nothing";
        at = ahead->at;
        std::string out;
        for (const auto i : ahead->who)
            out += (out.empty() ? "" : " ") + goals.all[i].connection->id;
        return out;
    }
};

} // namespace

TEST_CASE("A lapse comes when its time has, and whoever else is ripe is named", "[ahead]") {
    Lookahead s;
    s.add("ana");
    s.set_ratio("ana", 1.6);
    s.add("ben");
    s.set_ratio("ben", 2);
    CHECK(s.next() == "ana ben");
    CHECK(s.at == kNoon);
    CHECK(s.next(kNoon) == "ana ben");
    CHECK(s.at == kNoon + 5h);
    s.set_ratio("ana", 0.1);
    s.set_ratio("ben", 0.2);
    CHECK(s.next() == "ben");
    CHECK(s.at > kNoon + days{15});
    s.move_to(s.at);
    CHECK(s.outcome() == "ben"); // as it was said
}

TEST_CASE("What no rhythm brings is looked ahead to as well", "[ahead]") {
    Lookahead meeting;
    auto& choir = meeting.add("choir", Circle::Group);
    choir.meets = Meets{"every Sunday", "10:00", "11:30"};
    meeting.of("choir").first_seen = kNoon - days{2};
    meeting.add("ana");
    meeting.set_ratio("ana", 0.3);
    CHECK(meeting.next() == "choir");
    CHECK(meeting.at == kNoon + days{5} + 5h); // the eve, in the day's last slot

    Lookahead hello;
    hello.add("baker", Circle::SmallHello);
    CHECK(hello.next() == "baker");
    hello.pushed("baker", kNoon - days{1});
    CHECK(hello.next() == "baker");
    CHECK(hello.at >= kNoon + days{2});

    Lookahead old;
    old.add("lou", Circle::OldFriend);
    CHECK(old.next() == "lou");
    old.pushed("lou", kNoon - days{10});
    CHECK(old.next() == "lou");
    CHECK(old.at == kNoon + days{20});
}

TEST_CASE("An unseen person's cycle ends, a seen one's does not", "[ahead]") {
    for (const auto sight : {Sight::Unseen, Sight::Seen}) {
        Lookahead s;
        s.add("ana", Circle::Inner, sight);
        s.set_ratio("ana", 1.5);
        s.pushed("ana", kNoon - days{20});
        s.pushed("ana", kNoon - days{10}).opens_cycle = false;
        s.of("ana").pushes.back().opens_cycle = false;
        const auto seen = s.frame();
        policy::decide(seen, s.decision);
        CHECK(s.decision.goals[0].failed.has(Guard::BudgetCycle));
        const auto checks = goal_checks(seen, s.decision, 0);
        const auto cycle = std::ranges::find(checks, Guard::BudgetCycle, &Check::guard);
        REQUIRE(cycle != checks.end());
        const bool unseen = sight == Sight::Unseen;
        CHECK(cycle->clears == (unseen ? std::optional{kNoon + days{10}} : std::nullopt));
        CHECK(s.next() == (unseen ? "ana" : "nothing"));
        if (unseen) CHECK(s.at == kNoon + days{10});
    }
}

TEST_CASE("Nobody is promised who will not be offered", "[ahead]") {
    Lookahead s;
    auto& mum = s.add("mum");
    mum.dates = {{"birthday", {}, 3, 9, 0}};
    s.set_ratio("mum", 0.1);
    CHECK(s.next() == "mum");
    CHECK(s.at == kNoon + days{7});
    s.settings.you.usual_energy = Energy::Low;
    CHECK(s.next() == "nothing");
    s.settings.you.usual_energy = Energy::Usual;
    s.memory.pauses = {{kNoon - 1h, Instant::max()}};
    CHECK(s.next() == "nothing");
    s.memory.pauses = {{kNoon - 1h, kNoon + days{2}}};
    CHECK(s.next() == "mum");
    s.stale[0] = true;
    s.connection(0).dates.clear();
    CHECK(s.next() == "nothing");
}

TEST_CASE("Plans and company are waited for", "[ahead]") {
    Lookahead s;
    s.add("ana");
    s.set_ratio("ana", 2);
    s.around.busy = {{kNoon - 1h, kNoon + 1h, false, false}};
    s.around.busy_known = true;
    CHECK(s.next() == "ana");
    CHECK(s.at == kNoon + 1h + 15min);
    s.around.busy.clear();
    s.upcoming = {{"ana", kNoon + days{2}, kNoon + days{2} + 2h}};
    CHECK(s.next() == "ana");
    CHECK(s.at >= kNoon + days{9});
    s.upcoming.clear();
    s.outstanding("ana", kNoon - 1h).delivered_at.reset(); // being handed over
    CHECK(s.next() == "ana");
    CHECK(s.at == kNoon + days{1});
}
