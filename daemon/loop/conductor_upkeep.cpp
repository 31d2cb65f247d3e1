// SPDX-License-Identifier: MIT
// What Conductor does at each waking whatever the slot: time that jumped, offers that ended,
// nights.
#include <cstdlib>
#include <ctime>

#include "base/log.hpp"
#include "core/policy/asks.hpp"
#include "core/policy/interruption.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/trial.hpp"
#include "daemon/life/honest_check.hpp"
#include "daemon/loop/conductor.hpp"

namespace kith::daemon {
namespace {

using policy::from_hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kNoticedApart = minutes{30};

/// None where none is kept, or the disk does not give it.
std::optional<Instant> moment_kept(Life& life, const std::string& key) {
    const auto kept = life.ledger().read_kept(key);
    if (!kept || kept->empty()) return std::nullopt;
    return Instant{seconds{std::strtoll(kept->c_str(), nullptr, 10)}};
}

void heal(Life& life) {
    if (const auto healed = life.heal(); !healed)
        log_event(Level::Warning, "the ledger could not be set right",
                  {{"why", healed.error().text}});
}

} // namespace

std::chrono::nanoseconds Conductor::since_boot() {
    timespec t{};
    (void)::clock_gettime(CLOCK_BOOTTIME, &t);
    return seconds{t.tv_sec} + std::chrono::nanoseconds{t.tv_nsec};
}

void Conductor::clock_changed() {
    heal(life_);
    wake();
}

/// After a long pause or a jump of the clock the first slot stays silent, so that nothing rings at
/// once.
void Conductor::mark_alive() {
    const auto now = life_.now();
    const auto slept = now - last_wake_;
    const auto awake = std::chrono::duration_cast<seconds>(since_boot() - awake_ref_);
    const auto alive = moment_kept(life_, "alive_at").value_or(now);
    if (slot_done_ == Instant::min())
        slot_done_ = moment_kept(life_, "slot_done").value_or(slot_done_);
    last_wake_ = now;
    awake_ref_ = since_boot();
    std::vector<Event> events;
    const policy::Waking waking{now, alive, slept, awake};
    const auto jump = policy::clock_jump(waking);
    if (auto e = policy::interruption(life_.memory(), waking)) events.push_back(std::move(*e));
    (void)life_.commit(std::move(events), {}, [&](ledger::Change& change) {
        change.keep("alive_at", std::to_string(now.time_since_epoch().count()));
        if (jump) change.keep("clock_jump", jump.text());
    });
    if (jump) heal(life_);
}

/// What was noted by a clock that ran ahead would keep Kith from looking until then.
void Conductor::forget_the_future() {
    for (auto* noted : {&slot_done_, &looked_at_, &tended_at_})
        if (*noted > life_.now()) *noted = Instant::min();
}

void Conductor::notice() {
    const auto& o = life_.memory().outstanding;
    if (!o || !o->delivered_at || !senses_.attention().present()) return;
    const auto now = life_.now();
    if (now - *o->delivered_at < minutes{1}) return;
    if (o->first_noticed && (now - *o->first_noticed < kNoticedApart || o->last_noticed)) return;
    Event e;
    e.kind = EventKind::Noticed;
    e.at = now;
    e.connection = o->connection;
    e.nudge = o->nudge;
    (void)life_.commit({e}, {});
}

void Conductor::expire() {
    const auto old = life_.memory().outstanding;
    const auto end = policy::expiry(life_.memory(), life_.settings().response,
                                    senses_.senses_presence(), life_.now());
    if (!end || !life_.commit({*end}, {})) return;
    delivery_.take_down(*old);
}

/// A ritual that nobody called off has been.
void Conductor::pass_rituals() {
    const auto passed = policy::passed_rituals(life_.goals(), life_.memory(), life_.now());
    if (passed.events.empty()) return;
    if (life_.commit_said(passed)) answers_.withdraw_if_needless();
}

/// A *say hi* that nobody could see becomes a touch, unless it was taken back.
void Conductor::credit() {
    const auto due = from_hours(life_.settings().response.engaged_h);
    const auto credits = life_.memory().credits;
    for (const auto& credit : credits) {
        if (life_.now() - credit.said < due) continue;
        Event e;
        e.kind = EventKind::Credited;
        e.at = life_.now();
        e.connection = credit.connection;
        e.nudge = credit.nudge;
        Touchpoint touch;
        touch.at = credit.said;
        touch.connection = credit.connection;
        touch.channel = credit.channel;
        touch.direction = Direction::Out;
        touch.source = "kith";
        touch.ref = "going:" + credit.nudge;
        (void)life_.commit({e}, {touch});
    }
}

/// Once since the last of those hours, whenever Kith starts: some turn their machine on at one in
/// the night and off at three.
void Conductor::nightly() {
    const auto local = life_.zone().to_local(life_.now());
    auto hour = std::chrono::floor<std::chrono::days>(local) + kNightly;
    if (hour > local) hour -= std::chrono::days{1};
    if (tended_at_ >= life_.zone().to_instant_earliest(hour)) return;
    const bool first = tended_at_ == Instant::min();
    tended_at_ = life_.now();
    tend();
    tell_honestly();
    if (!first) look_around(false);
}

void Conductor::told(std::string_view occasion) {
    Event e;
    e.kind = EventKind::Told;
    e.at = life_.now();
    e.occasion = occasion;
    (void)life_.commit({e}, {});
}

void Conductor::offer_fresh_start() {
    const auto now = view();
    const policy::Frame frame{life_.settings(), life_.goals(), life_.memory(),
                              now.board,        now.around,    life_.now()};
    if (policy::fresh_start_due(frame, now.decision)) told(policy::kFreshStart);
}

void Conductor::tell_honestly() {
    const auto& known = life_.memory().told;
    if (life_.settings().withhold <= 0 || known.contains(policy::kOffersHelp) ||
        known.contains(policy::kOffersSame))
        return;
    const auto verdict = honest_check(life_).verdict;
    if (verdict == policy::Verdict::Helps) told(policy::kOffersHelp);
    if (verdict == policy::Verdict::Same) told(policy::kOffersSame);
}

/// Piece by piece: whatever else happens has its turn in between.
void Conductor::tend() {
    constexpr int kKeepDays = 400;
    const auto more = life_.ledger().tend(life_.now(), kKeepDays, life_.zone());
    if (more && *more) return loop_.post([this] { tend(); });
    if (!more)
        log_event(Level::Warning, "the ledger could not be tended", {{"why", more.error().text}});
    life_.ledger().checkpoint();
}

} // namespace kith::daemon
