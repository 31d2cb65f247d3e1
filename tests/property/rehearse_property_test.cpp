// SPDX-License-Identifier: MIT
// The rehearsal is a life too: its weekly cap, its liveness (P24), and that it repeats itself.
#include <set>

#include "core/policy/rehearse.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::array kAnswers{Answers::Ignore, Answers::Accept, Answers::Mixed};

Instant start() { return std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}; }

std::vector<RehearsalLine> lines_of(const Settings& settings, const RehearsalPlan& plan,
                                    RehearsalSummary* summary = nullptr) {
    std::vector<RehearsalLine> lines;
    const auto zone = calendar::Zone::utc();
    auto sum = rehearse(settings, zone, plan, [&](const RehearsalLine& l) { lines.push_back(l); });
    if (summary) *summary = sum;
    return lines;
}

RehearsalPlan random_plan(Draw& draw, const Settings& settings) {
    RehearsalPlan plan;
    plan.words = &test::spoken();
    plan.from = start();
    plan.to = start() + days{120};
    plan.answers = draw.of(kAnswers);
    plan.seed = std::to_string(draw.below(1000));
    plan.has_history = draw.chance(0.5);
    for (int n = plan.has_history ? draw.within(0, 60) : 0; n > 0; --n) {
        Touchpoint t;
        t.connection = settings.connections[draw.below(settings.connections.size())].id;
        t.at = start() + hours{draw.within(-24 * 200, 24 * 120)};
        t.channel = draw.chance(0.5) ? Channel::Message : Channel::Together;
        t.source = draw.chance(0.5) ? "mail" : "manual";
        t.ref = std::to_string(n);
        plan.history.push_back(t);
    }
    return plan;
}

/// Six people who were last heard of a season ago.
Settings six(std::array<Circle, 6> circles) {
    Settings s;
    for (std::size_t i = 0; i < circles.size(); ++i) {
        Connection c;
        c.id = c.name = "p" + std::to_string(i);
        c.circle = circles.at(i);
        c.addresses = {{"mailto", c.id + "@example.org"}};
        s.connections.push_back(c);
    }
    return s;
}

int offers_in(const std::vector<RehearsalLine>& lines, Instant from, Instant to) {
    int n = 0;
    for (const auto& line : lines) n += line.nudge && line.at >= from && line.at < to ? 1 : 0;
    return n;
}

constexpr auto I = Circle::Inner, C = Circle::Close, N = Circle::NewFriend;
constexpr std::array<std::array<Circle, 6>, 6> kMixes{{{I, I, I, I, I, I},
                                                       {C, C, C, C, C, C},
                                                       {I, I, C, C, C, C},
                                                       {N, N, I, C, C, C},
                                                       {I, C, C, C, C, N},
                                                       {N, N, N, N, N, N}}};

} // namespace

TEST_CASE("P1 and P15 of rehearsals", "[lives]") {
    const auto first = first_seed(), count = lives(200);
    for (auto seed = first; seed < first + count; ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        const auto settings = random_settings(draw, 20);
        const auto plan = random_plan(draw, settings);
        RehearsalSummary summary;
        const auto lines = lines_of(settings, plan, &summary);
        const bool birthdays = std::ranges::any_of(settings.connections, [](const Connection& c) {
            return std::ranges::find(c.dates, "birthday", &DateEntry::label) != c.dates.end();
        });
        CHECK(summary.per_week_max <= weekly_budget(settings) + (birthdays ? 1 : 0));
        CHECK(summary.slots == summary.nudges + summary.silences);
        CHECK(summary.slots == static_cast<int>(lines.size()));
        std::optional<Instant> last;
        for (const auto& line : lines) {
            CHECK(line.nudge == line.because.empty());
            if (!line.nudge || line.is_return) continue;
            if (last) CHECK(line.at - *last >= hours{static_cast<int>(settings.budget.min_gap_h)});
            last = line.at;
        }
        const auto again = lines_of(settings, plan);
        REQUIRE(again.size() == lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            CHECK(again[i].connection == lines[i].connection);
            CHECK(again[i].title + again[i].body == lines[i].title + lines[i].body);
            CHECK(again[i].because == lines[i].because);
            CHECK(again[i].score == lines[i].score);
        }
    }
}

TEST_CASE("P24: six lapsing goals get at least four offers in a quiet month", "[lives]") {
    struct Day {
        const char* what;
        std::vector<TimeOfDay> slots;
        TimeOfDay quiet_from, quiet_to;
    };
    const Day table[] = {
        {"an ordinary day",
         {hours{12} + std::chrono::minutes{30}, hours{17} + std::chrono::minutes{30}},
         hours{20} + std::chrono::minutes{30},
         hours{9}},
        {"awake only in the evening",
         {hours{20} + std::chrono::minutes{15}, hours{21} + std::chrono::minutes{30}},
         hours{23},
         hours{20}},
    };
    for (const auto& day : table)
        for (const auto& circles : kMixes)
            for (const auto answers : kAnswers)
                for (const bool sensed : {true, false}) {
                    auto settings = six(circles);
                    settings.hours.slots = day.slots;
                    settings.hours.quiet_from = day.quiet_from;
                    settings.hours.quiet_to = settings.hours.quiet_weekend_to = day.quiet_to;
                    RehearsalPlan plan;
                    plan.words = &test::spoken();
                    plan.from = start();
                    plan.to = start() + days{45};
                    plan.answers = answers;
                    CAPTURE(day.what, to_word(circles[0]), to_word(circles[5]),
                            static_cast<int>(answers), sensed);
                    // A first run: settling, then a month.
                    CHECK(offers_in(lines_of(settings, plan), start() + days{7},
                                    start() + days{37}) >= 4);
                    // A settled life, everyone lapsed.
                    plan.has_history = true;
                    for (const auto& c : settings.connections) {
                        Touchpoint t;
                        t.connection = c.id;
                        t.at = start() - days{42};
                        t.source = sensed ? "mail" : "manual";
                        t.ref = c.id;
                        plan.history.push_back(t);
                    }
                    CHECK(offers_in(lines_of(settings, plan), start(), start() + days{30}) >= 4);
                }
}

TEST_CASE("Nobody starves, at any mix", "[lives]") {
    // Four inner friends among twelve goals, answered as they come, for a year.
    for (const auto pace : {Pace::Gentle, Pace::Steady, Pace::Lively}) {
        Settings settings;
        settings.pace = pace;
        for (int i = 0; i < 12; ++i) {
            Connection c;
            c.id = c.name = "p" + std::to_string(i);
            c.circle = i < 4 ? Circle::Inner : Circle::Close;
            settings.connections.push_back(c);
        }
        RehearsalPlan plan;
        plan.words = &test::spoken();
        plan.from = start();
        plan.to = start() + days{365};
        plan.answers = Answers::Accept;
        RehearsalSummary summary;
        lines_of(settings, plan, &summary);
        CAPTURE(static_cast<int>(pace));
        CHECK(summary.by_connection.size() == 12);
        for (const auto& [id, offers] : summary.by_connection) {
            CAPTURE(id);
            CHECK(offers >= 2);
        }
    }
}

TEST_CASE("Who ignores nearly everything is left nearly alone", "[lives]") {
    auto settings = six(kMixes[0]);
    RehearsalPlan plan;
    plan.words = &test::spoken();
    plan.from = start();
    plan.to = start() + days{365};
    plan.has_history = true;
    for (const auto& c : settings.connections) {
        Touchpoint t;
        t.connection = c.id;
        t.at = start() - days{42};
        t.source = "mail";
        plan.history.push_back(t);
    }
    RehearsalSummary summary;
    lines_of(settings, plan, &summary);
    CHECK(summary.nudges <= 12); // two for each, then the picture alone
}
