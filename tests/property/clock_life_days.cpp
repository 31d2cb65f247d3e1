// SPDX-License-Identifier: MIT
// What happens in a life whose clock is not always right, and the rules it is held to.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/policy/candidates.hpp"
#include "core/policy/life.hpp"
#include "core/policy/spans.hpp"
#include "tests/property/clock_life.hpp"
#include "tests/property/random_settings.hpp"

namespace kith::test {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::array<seconds, 8> kJumps{minutes{61}, hours{5}, hours{20}, days{2},
                                        days{4},     days{10}, days{40},  days{365}};
constexpr std::array<seconds, 5> kSpells{minutes{10}, hours{1}, hours{6}, days{2}, days{5}};

} // namespace

void ClockLife::rule(bool holds, const char* name, const std::string& detail) {
    if (!holds && broken_) broken_(fmt::format("{} {}", name, detail));
}

/// One day's worth of what may come.
void ClockLife::invent(Instant from) {
    const auto some_time = [&] { return from + minutes{draw_.within(0, 24 * 60 - 1)}; };
    if (draw_.chance(0.5)) invent_touch(some_time());
    if (draw_.chance(0.08)) invent_spell(some_time());
    if (draw_.chance(0.03)) agenda_.emplace(some_time(), [this] { pause(); });
    if (draw_.chance(0.05)) agenda_.emplace(some_time(), [this] { start(); });
    if (draw_.chance(0.02))
        agenda_.emplace(some_time(), [this] {
            zone_ = some_zone(draw_);
            rule(life_->rezone(zone_).has_value(), "it is somewhere else");
        });
    if (draw_.chance(0.05))
        agenda_.emplace(some_time(), [this] {
            // A clock that is wrong for more than a week is not known to have been.
            const auto length = hours{draw_.within(1, spell_ != 0 ? 20 : 100)};
            asleep_until_ = wall_.truth + length;
            shaken_ = shaken_ || length > hours{36};
        });
}

/// The clock is set, or wrong as the machine starts; later it is put right.
void ClockLife::invent_spell(Instant from) {
    const auto far = draw_.of(kJumps) + seconds{draw_.within(0, 36'000)};
    const auto by = draw_.chance(0.5) ? far : -far;
    const auto length = draw_.of(kSpells);
    const bool starts = draw_.chance(0.3);
    agenda_.emplace(from, [this, by, length, starts] {
        if (spell_ != 0) return;
        spell_from_ = wall_.truth;
        if (starts) { // before Kith does
            wall_.ahead = by;
            start();
            const auto off = wall_.now() - alive_; // between two runs only the wall tells
            shaken_ = life_->memory().interrupted || off > hours{36} || off < -hours{1};
        }
        set_clock(by);
        agenda_.emplace(wall_.truth + length, [this] { set_clock({}); });
    });
}

void ClockLife::invent_touch(Instant at) {
    const auto& all = life_->settings().connections;
    Touchpoint t;
    t.at = at;
    t.connection = all[draw_.below(all.size())].id;
    t.channel = draw_.chance(0.5) ? Channel::Call : Channel::Together;
    agenda_.emplace(at, [this, t] { note_touch(t); });
}

/// A source shows it as it was: its time is not of this clock.
void ClockLife::note_touch(const Touchpoint& touch) {
    auto t = touch;
    t.source = "mail";
    t.ref = fmt::format("m{}", ++refs_);
    touches_[t.connection].push_back(t);
    unread_.push_back(t);
}

void ClockLife::invent_answer(const std::string& nudge) {
    if (!draw_.chance(0.6)) return;
    agenda_.emplace(wall_.truth + minutes{draw_.within(1, 40 * 60)},
                    [this, nudge] { answer(nudge); });
}

void ClockLife::answer(const std::string& nudge) {
    const auto target = policy::find_target(life_->memory(), nudge);
    if (!target || !looks()) return;
    const policy::Situation at{life_->settings(), life_->goals(), life_->memory(), life_->slots(),
                               wall_.now()};
    const auto what = draw_.below(3);
    auto said = what == 0   ? policy::reply(at, *target, Answer::Already)
                : what == 1 ? policy::reply(at, *target, Answer::NotThisTime)
                            : policy::reply_later(at, *target, calendar::LaterTarget::Bare)
                                  .value_or(policy::Reply{});
    for (auto t : said.touches) {
        t.at = wall_.truth;
        touches_[t.connection].push_back(t);
    }
    if (!said.events.empty()) rule(life_->commit_said(said).has_value(), "an answer is taken");
}

void ClockLife::pause() {
    if (!looks()) return;
    const auto length = hours{draw_.within(1, 100)};
    Event e;
    e.kind = EventKind::Paused;
    e.at = wall_.now();
    e.until = e.at + length;
    rule(life_->commit({e}, {}).has_value(), "a pause is taken");
    pauses_.push_back({wall_.truth, wall_.truth + length});
}

/// What a clock ahead takes for long ago it cannot know better. By any other clock an offer counts
/// whatever was offered before it, whenever that is dated.
void ClockLife::check_offer(const policy::Frame& frame, const Offer& made) {
    const bool ahead = wall_.ahead > seconds{0};
    const auto who = fmt::format("({} at {}, clock {} s)", made.connection,
                                 made.at.time_since_epoch().count(), wall_.ahead.count());
    int in_week = 1;
    for (const auto& o : offers_) {
        if (ahead && o.spell != made.spell) continue;
        const auto gap = made.slot - o.slot;
        rule(gap >= policy::from_hours(frame.settings.budget.min_gap_h),
             "P1: gaps between offers in true time", who);
        in_week += gap < hours{168} ? 1 : 0;
    }
    rule(in_week <= weekly_budget(frame.settings), "P1: the weekly cap in true time", who);
    if (ahead) return;
    const auto& goal = life_->goals().all[*life_->goals().find(made.connection)];
    for (const auto& t : touches_[made.connection]) {
        const DayCount since = made.at - t.at;
        rule(since.count() >= policy::touch_rest(goal) ||
                 std::ranges::find(unread_, t.ref, &Touchpoint::ref) != unread_.end(),
             "P5: not soon after a touch, in true time", who);
    }
    for (const auto& pause : pauses_)
        rule(spell_ != 0 || made.at < pause.from + blur_ || made.at >= pause.to,
             "P2: not in a pause, in true time", who);
}

/// With the clock right again everybody is as far as they would be had it never been wrong, but for
/// the days that what was said in between may be off.
void ClockLife::check_clocks() {
    for (const auto& goal : life_->goals().all) {
        const auto& id = goal.connection->id;
        const auto& c = life_->memory().connections.at(id);
        std::vector<policy::LocalTouch> was;
        for (const auto& t : touches_[id])
            if (std::ranges::find(unread_, t.ref, &Touchpoint::ref) == unread_.end())
                was.push_back(policy::to_local_touch(t, zone_));
        std::ranges::stable_sort(was, {}, &policy::LocalTouch::at);
        const auto frozen = policy::merge(pauses_);
        const auto truth = policy::elapsed_at(
            policy::replay(goal.terms, first_seen_[id], was, frozen), wall_.truth, frozen);
        const auto held =
            policy::elapsed_at(c.clock, wall_.now(), policy::frozen_intervals(life_->memory(), c));
        rule(std::abs(held - truth) <= DayCount(blur_).count() + 0.01,
             "B3: no clock is lost or leaps by a jump that is put right",
             fmt::format("({} at {}: {:.2f} d, in truth {:.2f})", id,
                         wall_.truth.time_since_epoch().count(), held, truth));
    }
}

/// P25: what the ledger keeps is what is held, and what a new start takes up.
void ClockLife::check_fold() {
    rule(ledger_->load_fold().value_or(policy::Memory{}) == life_->memory(), "P25: the fold kept");
    const auto held = life_->memory();
    start();
    rule(life_->memory() == held, "P25: a start takes up what was held");
}

} // namespace kith::test
