// SPDX-License-Identifier: MIT
// decide() over many connections, beside the floor: the same facts read once from a flat array.
// And a year of a full life, rehearsed.
#include <benchmark/benchmark.h>

#include "base/hash.hpp"
#include "core/policy/decide.hpp"
#include "core/policy/rehearse.hpp"

namespace {

using namespace kith;
using namespace kith::policy;
using std::chrono::days;
using std::chrono::hours;

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + hours{12};
constexpr std::array kCircles{Circle::Inner, Circle::Close, Circle::Wide, Circle::Outer};

/// A life in the middle: everyone has a clock, habits and past offers.
struct Town {
    Settings settings;
    Goals goals;
    Memory memory;
    Surroundings around;
    Board board;

    explicit Town(std::size_t people) {
        for (std::size_t i = 0; i < people; ++i) {
            Connection c;
            c.id = c.name = "person-" + std::to_string(i);
            c.circle = kCircles.at(i % kCircles.size());
            settings.connections.push_back(c);
        }
        const std::vector<State> states(people, State::Active);
        const std::vector<Sight> sights(people, Sight::Seen);
        goals = prepare(settings, calendar::Zone::utc(), states, sights);
        memory.began = kNow - days{400};
        memory.backfilled = memory.began;
        for (const auto& goal : goals.all) remember(goal);
        around.slot = {kNow, kNow + hours{2}, kNow, 0, {}};
        board = gather(goals, memory, {}, {}, kNow, kNow);
    }

    void remember(const Goal& goal) {
        auto& m = memory.connections[goal.connection->id];
        const double u = unit("bench:" + goal.connection->id);
        m.id = goal.connection->id;
        m.clock.as_of = kNow - days{10};
        m.clock.elapsed = goal.rhythm * u * 4;
        m.clock.last_touch = kNow - days{40};
        for (int i = 0; i < 12; ++i)
            m.clock.week_minutes.push_back(static_cast<std::uint16_t>(u * 800 * i));
        for (int i = 0; i < 3; ++i) m.clock.warm_days.push_back(kNow - days{5 * i + 1});
        Push push;
        push.slot = push.at = kNow - days{60};
        push.step = "one-line";
        m.pushes.assign(2, push);
    }

    [[nodiscard]] Frame frame() const { return {settings, goals, memory, board, around, kNow}; }
};

void decide_all(benchmark::State& state) {
    const Town town(static_cast<std::size_t>(state.range(0)));
    const auto frame = town.frame();
    Decision decision;
    for (auto _ : state) {
        decide(frame, decision);
        benchmark::DoNotOptimize(decision);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// What has to be gathered before: from the memory, once a look.
void gather_all(benchmark::State& state) {
    const Town town(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        const auto board = gather(town.goals, town.memory, {}, {}, kNow, kNow);
        benchmark::DoNotOptimize(board.facts.data());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// The floor: what decide() must at least read of each goal, once through.
void read_facts(benchmark::State& state) {
    const Town town(static_cast<std::size_t>(state.range(0)));
    const auto& facts = town.board.facts;
    for (auto _ : state) {
        double sum = 0;
        for (const auto& f : facts) {
            sum += f.elapsed + static_cast<double>(f.as_of.time_since_epoch().count());
            sum += static_cast<double>((f.last_touch - f.last_offer).count());
            sum += static_cast<double>((f.last_budgeted - f.named_by_other).count());
            sum += static_cast<double>((f.hidden_until - f.plan_from).count());
            sum += f.ignored + f.cycle_pushes + f.warm_days + static_cast<int>(f.state);
            sum += static_cast<double>(f.usual_time) + f.recency[0];
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// A year of 80 people, two slots a day.
void rehearse_year(benchmark::State& state) {
    Settings settings;
    for (int i = 0; i < 80; ++i) {
        Connection c;
        c.id = c.name = "person-" + std::to_string(i);
        c.circle = kCircles.at(static_cast<std::size_t>(i) % kCircles.size());
        settings.connections.push_back(c);
    }
    RehearsalPlan plan;
    plan.from = kNow - hours{12};
    plan.to = plan.from + days{365};
    plan.answers = Answers::Mixed;
    const auto zone = *calendar::Zone::named("Europe/Lisbon");
    for (auto _ : state) {
        const auto summary = rehearse(settings, zone, plan, [](const RehearsalLine& line) {
            benchmark::DoNotOptimize(&line);
        });
        benchmark::DoNotOptimize(summary.nudges);
    }
}

} // namespace

BENCHMARK(decide_all)->Arg(80)->Arg(10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(gather_all)->Arg(80)->Arg(10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_facts)->Arg(80)->Arg(10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(rehearse_year)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
