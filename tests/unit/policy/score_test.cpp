// SPDX-License-Identifier: MIT
#include "core/policy/score.hpp"

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

double opp_now(Scene& s, const Step& step) {
    const auto frame = s.frame();
    return opportunity(score_terms(frame), s.board.facts[0], step);
}

} // namespace

TEST_CASE("The score rises, stays, and falls with the ratio", "[score]") {
    const PolicyBlock policy;
    const std::tuple<double, double, double> table[] = {
        // r, f, s
        {0, 0.33, 0},     {0.669, 0.33, 0},    {0.67, 0.33, 0.25}, {0.999, 0.33, 0.25},
        {1, 0.33, 0.25},  {1.11, 0.33, 0.5},   {1.22, 0.33, 0.75}, {1.33, 0.33, 1},
        {2.999, 0.33, 1}, {3, 0.33, 0.6},      {7.999, 0.33, 0.6}, {8, 0.33, 0},
        {50, 0.33, 0},    {0.499, 0.5, 0},     {0.5, 0.5, 0.25},   {1.25, 0.5, 0.625},
        {1.5, 0.5, 1},    {1.33, 0.66, 0.625},
    };
    for (const auto& [r, f, s] : table) {
        CAPTURE(r, f);
        CHECK(shape(r, f, policy) == Approx(s));
    }
}

TEST_CASE("A goal in its plateau scores its importance", "[score]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1.4);
    s.pushed("ana", kNoon); // age: counted from the last offer, which is now
    s.memory.pushes.clear();
    const auto& view = s.view("ana");
    CHECK(view.ratio == Approx(1.4));
    CHECK(view.band == Band::Drifting);
    CHECK(view.shape == 1);
    CHECK(view.age == 1);
    CHECK(view.score == 1000000000);
    s.connection(0).importance = Importance::Light;
    CHECK(s.view("ana").score == 750000000);
    s.connection(0).confidant = true;
    CHECK(s.view("ana").score == 1250000000);
}

TEST_CASE("Each ignored offer halves the score", "[score]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1.4);
    const auto whole = s.view("ana").score_value();
    s.of("ana").ignored.push_back({"n1", kNoon - days{40}});
    CHECK(s.view("ana").score_value() == Approx(whole / 2).margin(1e-8));
    s.of("ana").ignored.push_back({"n2", kNoon - days{20}});
    CHECK(s.view("ana").score_value() == Approx(whole / 4).margin(1e-8));
}

TEST_CASE("A free window counts where calendars answer and the step fits in", "[score]") {
    struct Row {
        int cost;
        minutes free;
        double opp;
    };
    const Row rows[] = {{1, 10min, 1.25}, {1, 9min, 1},  {2, 20min, 1.25}, {2, 19min, 1},
                        {3, 75min, 1.25}, {3, 74min, 1}, {0, 10min, 1.25}};
    for (const auto& row : rows) {
        Scene s;
        s.around.busy_known = true;
        s.around.quiet_from = kNoon + 8h;
        s.around.busy = {{kNoon + row.free, kNoon + 8h}};
        s.add("ana");
        Step step;
        step.cost = row.cost;
        CAPTURE(row.cost, row.free.count());
        CHECK(opp_now(s, step) == Approx(row.opp));
        s.around.busy_known = false;
        CHECK(opp_now(s, step) == 1);
    }
}

TEST_CASE("Free time ends with quiet time, and all-day events take none of it", "[score]") {
    Scene s;
    s.around.busy_known = true;
    s.add("ana");
    s.around.quiet_from = kNoon + 9min;
    Step line;
    line.cost = 1;
    CHECK(opp_now(s, line) == 1);
    s.around.quiet_from = kNoon + 10min;
    CHECK(opp_now(s, line) == 1.25);
    s.around.busy = {{kNoon - 12h, kNoon + 12h, true, false}};
    CHECK(opp_now(s, line) == 1.25);
}

TEST_CASE("A usual time needs six touches, two in five near", "[score]") {
    constexpr int kMondayNoon = 12 * 60 + 30;
    const auto week = [](int day, int hour, int minute) {
        return static_cast<std::uint16_t>(day * 1440 + hour * 60 + minute);
    };
    const auto far = week(3, 3, 0);
    const auto same_hour = week(5, 13, 30), too_late = week(5, 13, 31), same_day = week(0, 23, 0);
    using Times = std::vector<std::uint16_t>;
    CHECK_FALSE(is_usual_time({}, kMondayNoon));
    CHECK_FALSE(is_usual_time(Times(5, same_day), kMondayNoon));
    CHECK(is_usual_time(Times(6, same_day), kMondayNoon));
    CHECK(is_usual_time(Times(6, same_hour), kMondayNoon));
    CHECK_FALSE(is_usual_time(Times(6, too_late), kMondayNoon));
    CHECK_FALSE(is_usual_time(Times(6, far), kMondayNoon));
    // 40 % of ten is four; either condition will do for each.
    CHECK(
        is_usual_time(Times{same_day, same_day, same_hour, same_hour, far, far, far, far, far, far},
                      kMondayNoon));
    CHECK_FALSE(is_usual_time(
        Times{same_day, same_day, same_hour, far, far, far, far, far, far, far}, kMondayNoon));
    // Around midnight an hour is an hour.
    CHECK(is_usual_time(Times(6, week(4, 23, 45)), week(1, 0, 15)));
    CHECK_FALSE(is_usual_time(Times(6, week(4, 23, 0)), week(1, 0, 15)));
}

TEST_CASE("Opportunity multiplies up to its cap", "[score]") {
    ScoreTerms terms;
    terms.free_short = true;
    Step line;
    line.cost = 1;
    Facts facts;
    facts.usual_time = true;
    CHECK(opportunity(terms, facts, line) == Approx(1.5));
    terms.free_short = false;
    CHECK(opportunity(terms, facts, line) == Approx(1.2));
    facts.usual_time = false;
    CHECK(opportunity(terms, facts, line) == 1);
}

TEST_CASE("A change of kind and of step is preferred", "[score]") {
    ScoreTerms terms;
    CHECK(rotation(terms, Kind::Intimate, Channel::Call) == 1);
    Push last;
    last.kind = Kind::Intimate;
    last.channel = Channel::Call;
    terms.last = &last;
    CHECK(rotation(terms, Kind::Intimate, Channel::Call) == Approx(0.64));
    CHECK(rotation(terms, Kind::Intimate, Channel::Message) == Approx(0.8));
    CHECK(rotation(terms, Kind::Relational, Channel::Call) == Approx(0.8));
    CHECK(rotation(terms, Kind::Relational, Channel::Message) == 1);
}

TEST_CASE("Waiting is worth five per cent a day, ten days at most", "[score]") {
    Facts facts;
    CHECK(age(facts, 9, 10, kNoon) == 1);
    CHECK(age(facts, 10, 10, kNoon) == 1);
    CHECK(age(facts, 14, 10, kNoon) == Approx(1.2));
    CHECK(age(facts, 20, 10, kNoon) == Approx(1.5));
    CHECK(age(facts, 90, 10, kNoon) == Approx(1.5));
    facts.last_offer = kNoon - days{3};
    CHECK(age(facts, 20, 10, kNoon) == Approx(1.15));
    CHECK(age(facts, 11, 10, kNoon) == Approx(1.05));
    const std::vector<Interval> frozen{{kNoon - days{2}, kNoon - days{1}}};
    facts.frozen = &frozen;
    CHECK(age(facts, 20, 10, kNoon) == Approx(1.10));
}

TEST_CASE("Under-tended kinds are lightly preferred", "[score]") {
    // Three inner of 7 days (target 3/7) and one close of 30 (target 1/30); sigma = 1.
    Scene s;
    s.settings.budget.per_7d = 10;
    for (const auto* id : {"a", "b", "c"}) s.add(id, Circle::Inner);
    s.add("d", Circle::Close);
    CHECK(s.view("a").balance == 1);
    CHECK(s.view("d").balance == 1);

    const auto warm = [&](const char* id, int count) {
        auto& list = s.of(id).clock.warm_days;
        list.clear();
        for (int i = 0; i < count; ++i) list.push_back(kNoon - days{count - i});
    };
    warm("a", 9);
    warm("d", 1);
    const double target = (3.0 / 7) / (3.0 / 7 + 1.0 / 30); // .9278
    CHECK(s.view("a").balance == Approx(1 + 0.3 * (target - 0.9) / target));
    CHECK(s.view("d").balance == Approx(1 + 0.3 * ((1 - target) - 0.1) / (1 - target)));
    warm("a", 0);
    warm("d", 10);
    CHECK(s.view("a").balance == 1.2); // 1.3, held at 1.2
    CHECK(s.view("d").balance == 0.8);
    // Only who may be offered has a share to aim at; others' days still are days.
    s.add("choir", Circle::Group);
    s.add("gone", Circle::Wide).state = State::Resting;
    warm("choir", 10);
    CHECK(s.view("d").balance == 0.8);
    CHECK(s.view("a").balance == 1.2);
    warm("d", 1);
    warm("a", 9);
    CHECK(s.view("a").balance == Approx(1 + 0.3 * (target - 0.45) / target)); // 9 of 20
    warm("choir", 0);
    warm("a", 0);
    // Older than 28 days counts no more.
    s.of("d").clock.warm_days = {kNoon - days{28}};
    CHECK(s.view("d").balance == 1);
    s.of("d").clock.warm_days = {kNoon - days{28} + 1s};
    CHECK(s.view("d").balance == 0.8);
}

TEST_CASE("From about 1.04 an ordinary goal is worth an offer without an opportunity", "[score]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1.03); // (.25 + .75 * .03 / .33) * (1 + .05 * .9) = .332
    CHECK(s.outcome() == "nothing-ripe");
    s.set_ratio("ana", 1.04); // .3409 * 1.06 = .361
    CHECK(s.view("ana").age == Approx(1.06));
    CHECK(s.outcome() == "ana");
    s.around.busy_known = true; // a free window brings it forward: .25 * 1.25 * 1.2 = .375
    s.of("ana").clock.week_minutes.assign(6, 750);
    s.set_ratio("ana", 0.67);
    CHECK(s.outcome() == "ana");
    s.of("ana").clock.week_minutes.clear();
    CHECK(s.outcome() == "nothing-ripe");
}
