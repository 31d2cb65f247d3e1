// SPDX-License-Identifier: MIT
// A rehearsal, answer by answer (design.md 9, domain.md B18).
#include "core/policy/rehearse.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Monday 5 January 2026, midnight.
constexpr Instant kFrom = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5};
constexpr Instant kFirst = kFrom + 12h + 30min;

/// People last heard of by mail six weeks ago, one slot a day at 12:30 and one at 17:30.
struct Play {
    Settings settings;
    RehearsalPlan plan;
    RehearsalSummary summary;
    std::vector<RehearsalLine> lines;

    explicit Play(std::initializer_list<const char*> people) {
        plan.words = &test::spoken();
        plan.from = kFrom;
        plan.to = kFrom + days{10};
        plan.has_history = true;
        for (const auto* id : people) {
            Connection c;
            c.id = c.name = id;
            c.addresses = {{"mailto", c.id + "@example.org"}};
            settings.connections.push_back(c);
            heard(id, kFrom - days{42});
        }
    }
    void heard(const std::string& id, Instant at, const std::string& source = "mail") {
        Touchpoint t;
        t.connection = id;
        t.at = at;
        t.channel = Channel::Together;
        t.direction = Direction::Both;
        t.source = source;
        t.ref = std::to_string(plan.history.size());
        plan.history.push_back(t);
    }
    void run() {
        lines.clear();
        summary = rehearse(settings, calendar::Zone::utc(), plan,
                           [this](const RehearsalLine& line) { lines.push_back(line); });
    }
    const RehearsalLine& at(Instant slot) {
        return *std::ranges::find(lines, slot, &RehearsalLine::at);
    }
    bool silent(Instant slot, Guard guard) {
        return !at(slot).nudge && at(slot).because.has(guard);
    }
};

} // namespace

TEST_CASE("A first rehearsal settles, one with a history is settled", "[rehearse]") {
    Play play({"ana"});
    play.run();
    CHECK(play.at(kFirst).nudge);
    play.plan.has_history = false;
    play.plan.history.clear();
    play.run();
    CHECK(play.lines.size() == 20);
    for (const auto& line : play.lines)
        CHECK(line.because.has(Guard::Settling) == (line.at < kFrom + days{2}));
}

TEST_CASE("Two daily rituals do not keep it quiet for good", "[rehearse]") {
    Play play({"ana", "ben"});
    play.plan.to = kFrom + days{60};
    play.settings.rituals = {{"coffee", {"ana"}, "every day", "12:00", "13:30", "", "", ""},
                             {"tea", {"ana"}, "every day", "17:00", "18:00", "", "", ""}};
    play.run();
    CHECK(play.silent(kFirst, Guard::Event));
    CHECK(std::ranges::any_of(play.lines,
                              [](const RehearsalLine& l) { return l.connection == "ben"; }));
}

TEST_CASE("A daily ritual that is answered is not asked about week after week", "[rehearse]") {
    Play play({"ana"});
    play.plan.to = kFrom + days{200};
    play.plan.answers = Answers::Accept;
    play.settings.rituals = {{"tea", {"ana"}, "every day", "15:30", "16:00", "", "", ""}};
    play.run();
    CHECK(play.summary.nudges >= 2); // of nothing else there is anything to say
    CHECK(play.summary.nudges <= 5);
}

TEST_CASE("What the history names is sensed", "[rehearse]") {
    Play play({"ana"});
    play.run();
    CHECK(play.at(kFirst).sight == Sight::Seen);
    SECTION("but nobody without an address") {
        play.settings.connections[0].addresses.clear();
        play.run();
        CHECK(play.at(kFirst).sight == Sight::Unseen);
    }
    SECTION("and logging by hand is no sensing") {
        play.plan.history[0].source = "manual";
        play.run();
        CHECK(play.at(kFirst).sight == Sight::Unseen);
    }
}

TEST_CASE("Done comes an hour after the offer", "[rehearse]") {
    Play play({"ana", "ben"});
    play.settings.budget.min_gap_h = 5;
    play.run();
    CHECK(play.silent(kFirst + 5h, Guard::Outstanding));
    play.plan.answers = Answers::Accept;
    play.run();
    REQUIRE(play.at(kFirst + 5h).nudge);
    CHECK(play.at(kFirst + 5h).connection != play.at(kFirst).connection);
    CHECK(play.silent(kFirst + days{1}, Guard::NothingRipe));
}

TEST_CASE("An offer passed by is held against no one before 36 hours", "[rehearse]") {
    Play play({"ana"});
    play.settings.response.ambient_after_ignored = 1; // so that G shows at once
    play.run();
    REQUIRE(play.at(kFirst).nudge);
    CHECK_FALSE(play.silent(kFirst + days{1} + 5h, Guard::BudgetWeek)); // 29 h
    CHECK(play.silent(kFirst + days{2}, Guard::BudgetWeek));
}

TEST_CASE("Mixed answers follow unit(SEED:ORDINAL), a quarter each", "[rehearse]") {
    Play play({"ana"});
    play.plan.answers = Answers::Mixed;
    int seen[4] = {};
    for (int seed = 0; seed < 60; ++seed) {
        play.plan.seed = std::to_string(seed);
        play.run();
        REQUIRE(play.at(kFirst).nudge);
        const auto quarter = static_cast<int>(unit(fmt::format("{}:0", seed)) * 4);
        ++seen[quarter];
        CAPTURE(seed, quarter);
        // Put off at 13:30, it comes back at the first slot 48 hours on: 17:30.
        const auto& back = play.at(kFirst + days{2} + 5h);
        CHECK((back.nudge && back.is_return) == (quarter == 1));
        const auto next = kFirst + days{1};
        CHECK(play.silent(next, Guard::NothingRipe) == (quarter == 0));
        CHECK(play.silent(next, Guard::State) == (quarter == 1 || quarter == 2));
        CHECK(play.silent(next, Guard::BudgetGoal) == (quarter != 0));
        // What came back has had an answer of its own by then.
        if (quarter != 1) CHECK(play.silent(kFirst + days{4}, Guard::State) == (quarter == 2));
    }
    for (const int n : seen) CHECK(n > 5);
}

TEST_CASE("Later history is revealed at its own instant", "[rehearse]") {
    Play play({"ana", "ben"});
    play.settings.budget.min_gap_h = 5;
    play.run();
    const auto first = play.at(kFirst).connection;
    play.heard(first, kFirst + 1h);
    play.run();
    CHECK(play.at(kFirst).connection == first); // nothing is known of it yet
    CHECK(play.at(kFirst + 5h).nudge);          // withdrawn, so the place is free
    CHECK(play.at(kFirst + 5h).connection != first);
}

TEST_CASE("The summary counts what the lines say, returns left out of the week", "[rehearse]") {
    Play play({"ana", "ben", "cem"});
    play.plan.answers = Answers::Mixed;
    play.plan.to = kFrom + days{60};
    for (int seed = 0; seed < 20; ++seed) {
        play.plan.seed = std::to_string(seed);
        play.run();
        int nudges = 0, most = 0;
        for (const auto& line : play.lines) {
            nudges += line.nudge ? 1 : 0;
            int week = 0;
            for (const auto& other : play.lines)
                week += other.nudge && !other.is_return && other.at <= line.at &&
                        line.at - other.at < days{7};
            most = std::max(most, week);
        }
        CHECK(play.summary.nudges == nudges);
        CHECK(play.summary.silences == static_cast<int>(play.lines.size()) - nudges);
        CHECK(play.summary.per_week_max == most);
        int by = 0;
        for (const auto& [id, n] : play.summary.by_connection) by += n;
        CHECK(by == nudges);
    }
}
