// SPDX-License-Identifier: MIT
// The honest check: when the coin is tossed, and what it tells.
#include "core/policy/trial.hpp"

#include "core/policy/asks.hpp"
#include "core/policy/line.hpp"
#include "core/policy/offer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/told.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Ana is ripe, and the coin is tossed for every second offer.
struct Coin : Scene {
    explicit Coin(Sight sight = Sight::Seen) {
        add("ana", Circle::Close, sight);
        set_ratio("ana", 1.5);
        settings.withhold = 0.5;
    }
    Event toss(Decision d) {
        auto e = chosen_event(frame(), test::spoken(), d, "n1");
        toss_coin(frame(), d, e);
        return e;
    }
    Event toss() {
        decide();
        REQUIRE(decision.nudge);
        return toss(decision);
    }
};

std::vector<Trial> many(int sent, int sent_followed, int kept, int kept_followed,
                        Instant first = kNoon - days{90}) {
    std::vector<Trial> out;
    for (int i = 0; i < sent; ++i) out.push_back({"ana", first, false, i < sent_followed});
    for (int i = 0; i < kept; ++i) out.push_back({"ana", first, true, i < kept_followed});
    return out;
}

Verdict verdict(const std::vector<Trial>& trials) { return compare(trials, kNoon).verdict; }

} // namespace

TEST_CASE("The coin is off by default, and then nothing is on trial", "[trial]") {
    Coin s;
    s.settings.withhold = Settings{}.withhold;
    const auto e = s.toss();
    CHECK(e.kind == EventKind::Chosen);
    CHECK_FALSE(e.on_trial);
}

TEST_CASE("About its share is kept back, the same each time it is asked", "[trial]") {
    Coin s;
    s.settings.withhold = 0.15;
    int kept = 0;
    for (int day = 0; day < 1000; ++day) {
        s.move_to(kNoon + days{day});
        s.set_ratio("ana", 1.5);
        const auto e = s.toss();
        CHECK(e.on_trial);
        CHECK(s.toss().kind == e.kind);
        if (e.kind != EventKind::Withheld) continue;
        ++kept;
        CHECK((e.title.empty() && e.body.empty() && e.words.empty()));
        CHECK(e.slot == s.now);
    }
    CHECK(kept > 110);
    CHECK(kept < 190);
}

TEST_CASE("Some offers are worth more than an answer", "[trial]") {
    Coin s;
    s.decide();
    REQUIRE(s.decision.nudge);
    const auto on_trial = [&](auto change) {
        auto d = s.decision;
        change(d);
        return s.toss(d).on_trial;
    };
    CHECK(on_trial([](Decision&) {}));
    CHECK_FALSE(on_trial([](Decision& d) { d.is_return = true; }));
    CHECK_FALSE(on_trial([](Decision& d) { d.about = words::Occasion::Meeting; }));
    CHECK_FALSE(on_trial([](Decision& d) { d.standing.reach = true; }));
    CHECK_FALSE(on_trial([](Decision& d) {
        d.occasion.emplace();
        d.occasion->name = "date:birthday:2026-03-02";
    }));
    for (const auto sight : {Sight::Partly, Sight::Unseen})
        CHECK_FALSE(Coin(sight).toss().on_trial);
}

TEST_CASE("What is kept back spends its budget and costs nobody anything", "[trial]") {
    Told t;
    auto e = t.make(EventKind::Withheld, kNoon, "choir", "n1");
    e.slot = kNoon;
    e.step = Step{"one-line", "one line", 1, Channel::Message};
    t.say(e);
    CHECK_FALSE(t.memory.outstanding);
    CHECK(t.memory.past.empty());
    CHECK(t.memory.recent_words.empty());
    REQUIRE(t.memory.pushes.size() == 1);
    CHECK(t.memory.pushes.front().withheld);
    CHECK(t.of("choir").pushes.front().withheld);
    CHECK(t.of("ana").named_by_other == kNoon);
    CHECK(t.k("choir") == 0);
    CHECK(t.memory.g == 0);
}

TEST_CASE("What is kept back takes no open offer's place", "[trial]") {
    Told t;
    auto e = t.make(EventKind::Chosen, kNoon, "ana", "n1");
    e.slot = kNoon;
    e.step = Step{"one-line", "one line", 1, Channel::Message};
    t.say(e);
    auto kept = t.make(EventKind::Withheld, kNoon + 18h, "choir", "n2");
    kept.slot = kNoon + 18h;
    kept.step = e.step;
    const auto open = t.memory.outstanding;
    t.say(kept);
    REQUIRE(t.memory.outstanding);
    CHECK(t.memory.outstanding == open);
    CHECK(t.memory.past.empty());
}

TEST_CASE("A cycle leaves out what nobody saw", "[trial]") {
    Coin s;
    for (const int day : {60, 40}) {
        s.pushed("ana", kNoon - days{day});
        (day == 60 ? s.of("ana").pushes.back().withheld : s.of("ana").pushes.back().failed) = true;
    }
    const auto frame = s.frame();
    CHECK(frame.board.facts[0].cycle_pushes == 0);
    CHECK(frame.board.facts[0].last_budgeted == kNoon - days{40});
}

TEST_CASE("Only what was kept back, or arrived, three days ago is judged", "[trial]") {
    std::vector<Event> events;
    const auto add = [&](EventKind kind, const char* nudge, Instant at, bool on_trial) {
        Event e;
        e.kind = kind;
        e.nudge = nudge;
        e.connection = "ana";
        e.at = at;
        e.on_trial = on_trial;
        events.push_back(e);
    };
    add(EventKind::Chosen, "a", kNoon - days{9}, true);
    add(EventKind::Delivered, "a", kNoon - days{9}, false);
    add(EventKind::Chosen, "b", kNoon - days{8}, true); // reached nobody
    add(EventKind::Withheld, "c", kNoon - days{7}, true);
    add(EventKind::Chosen, "d", kNoon - days{6}, false); // no coin
    add(EventKind::Delivered, "d", kNoon - days{6}, false);
    add(EventKind::Withheld, "e", kNoon - days{2}, true); // too early
    const auto seen = [](const std::string&, Instant from, Instant to) {
        CHECK(to - from == hours{72});
        return from == kNoon - days{7};
    };
    const auto out = trials(events, seen, kNoon);
    REQUIRE(out.size() == 2);
    CHECK_FALSE(out[0].withheld);
    CHECK_FALSE(out[0].followed);
    CHECK(out[1].withheld);
    CHECK(out[1].followed);
}

TEST_CASE("Twelve weeks, five on either side, and a difference worth the word", "[trial]") {
    CHECK(verdict({}) == Verdict::Early);
    CHECK(verdict(many(30, 20, 10, 2, kNoon - days{83})) == Verdict::Early);
    CHECK(verdict(many(30, 20, 4, 0)) == Verdict::Few);
    CHECK(verdict(many(4, 4, 30, 0)) == Verdict::Few);
    CHECK(verdict(many(30, 20, 10, 2)) == Verdict::Helps);
    CHECK(verdict(many(30, 10, 10, 3)) == Verdict::Same); // three in a hundred
    CHECK(verdict(many(20, 12, 5, 2)) == Verdict::Same);  // within one standard error
    CHECK(verdict(many(30, 2, 10, 8)) == Verdict::Same);  // the other way is no help either
    CHECK(verdict(many(30, 0, 10, 0)) == Verdict::Same);
    CHECK(verdict(many(30, 30, 10, 10)) == Verdict::Same);
    CHECK(trial_text(compare({}, kNoon)).empty());
    CHECK(trial_text(compare(many(30, 20, 10, 2), kNoon)).find("seem to help") !=
          std::string::npos);
}

TEST_CASE("What it has told stands for two weeks, and no difference offers quiet", "[trial]") {
    Coin s;
    const auto text = [&] {
        const auto f = s.frame();
        policy::decide(f, s.decision);
        const auto asks = open_asks(f, s.decision);
        return asks.empty() ? std::string{} : asks.front().text;
    };
    CHECK(text().empty());
    s.memory.told[std::string{kOffersSame}] = kNoon - days{13};
    CHECK(text().find("pace: ambient") != std::string::npos);
    s.memory.told = {{std::string{kOffersHelp}, kNoon}};
    CHECK(text().find("seem to help") != std::string::npos);
    s.memory.told = {{std::string{kOffersHelp}, kNoon - days{14}}};
    CHECK(text().empty());
}

TEST_CASE("A line tells what was kept back, and the summary how many", "[trial]") {
    RehearsalLine line;
    line.withheld = true;
    line.connection = "ana";
    line.step = "one-line";
    const auto json = to_json(line, calendar::Zone::utc());
    CHECK(json.at("outcome") == "withheld");
    CHECK_FALSE(json.contains("title"));
    RehearsalSummary summary;
    CHECK_FALSE(to_json(summary).at("summary").contains("withheld"));
    summary.withheld = 2;
    CHECK(to_json(summary).at("summary").at("withheld") == 2);
}
