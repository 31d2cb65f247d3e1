// SPDX-License-Identifier: MIT
#include "daemon/loop/conductor.hpp"

#include <algorithm>
#include <malloc.h>

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/random.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/trial.hpp"

namespace kith::daemon {
namespace {

using policy::from_hours;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kInSlotEvery = minutes{10};
constexpr auto kOutsideEvery = minutes{30}; ///< what has failed is tried again where no slot waits
constexpr auto kPatience = seconds{20};
constexpr auto kAskersPatience = seconds{10};
constexpr auto kOutstandingEvery = minutes{30};
constexpr std::chrono::microseconds kAccuracy = seconds{5};

void keep_done(ledger::Change& change, Instant slot) {
    change.keep("slot_done", std::to_string(slot.time_since_epoch().count()));
}

/// What may pass while the slot is open: then looking again makes sense.
bool may_pass(const policy::GuardSet& because) {
    using policy::Guard;
    for (const auto g : {Guard::Quiet, Guard::Dnd, Guard::Event, Guard::AfterSocial, Guard::Away,
                         Guard::Locked, Guard::Outstanding, Guard::Stale})
        if (because.has(g)) return true;
    return false;
}

} // namespace

Conductor::Conductor(EventLoop& loop, Life& life, Senses& senses, Delivery& delivery,
                     Notices& notices, Answers& answers, Troubles& troubles)
    : loop_(loop), life_(life), senses_(senses), delivery_(delivery), notices_(notices),
      answers_(answers), troubles_(troubles),
      timer_(loop, TimerClock::Realtime, [this] { wake(); }),
      patience_(loop, TimerClock::Boottime, [this] { out_of_patience(); }), last_wake_(life.now()),
      awake_ref_(since_boot()) {
    delivery_.on_lost = [this] { replan(); };
}

std::optional<calendar::SlotWindow> Conductor::open_slot() const {
    const auto slot = life_.slots().slot_at(life_.now());
    if (!slot || !slot->first_allowed || life_.now() < *slot->first_allowed) return std::nullopt;
    return slot;
}

Instant Conductor::next_wake() const {
    const auto now = life_.now();
    Instant at = Instant::max();
    // While the disk refuses, what is due stays due.
    const auto soonest = now + (life_.remembers() ? seconds{1} : kInSlotEvery);
    const auto consider = [&](Instant when) { at = std::min(at, std::max(when, soonest)); };
    if (const auto slot = life_.slots().slot_at(now);
        slot && slot->start != slot_done_ && slot->first_allowed) {
        consider(std::max(*slot->first_allowed, looked_at_ + kInSlotEvery));
        if (const auto again = senses_.next_try(true); again && *again > looked_at_)
            consider(std::max(*slot->first_allowed, *again));
    }
    if (const auto again = senses_.next_try(false); again && *again > looked_at_)
        consider(std::max(*again, looked_at_ + kOutsideEvery));
    auto next = life_.slots().next_slot(now);
    for (int i = 0; next && !next->first_allowed && i < 32; ++i)
        next = life_.slots().next_slot(next->start);
    if (next && next->first_allowed) consider(*next->first_allowed);
    const auto& memory = life_.memory();
    if (memory.outstanding && memory.outstanding->delivered_at) {
        consider(looked_at_ + kOutstandingEvery);
        const auto expires = senses_.senses_presence()
                                 ? from_hours(life_.settings().response.expire_h)
                                 : seconds{hours{72}};
        consider(*memory.outstanding->delivered_at + expires);
    }
    if (const auto again = delivery_.next_try()) consider(*again);
    if (const auto again = delivery_.next_showing();
        again && memory.outstanding && memory.outstanding->delivered_at)
        consider(*again);
    if (delivery_.has_unsaid()) consider(now + kOutsideEvery);
    if (page_waits()) consider(looked_at_ + kInSlotEvery);
    if (const auto& page = life_.settings().reflection; !page.by.empty())
        consider(policy::next_page(page, life_.zone(), now + seconds{1}));
    for (const auto& credit : memory.credits)
        consider(credit.said + from_hours(life_.settings().response.engaged_h));
    const auto local = life_.zone().to_local(now);
    auto night = std::chrono::floor<std::chrono::days>(local) + kNightly;
    if (night <= local) night += std::chrono::days{1};
    consider(life_.zone().to_instant_earliest(night));
    return at;
}

void Conductor::replan() {
    if (on_replan) on_replan();
    if (life_.ready() && !once_) timer_.set_at(next_wake(), kAccuracy);
}

void Conductor::wake() {
    // What is seen by a clock that is wrong would be dated wrongly. It will be set, and that wakes.
    if (!life_.ready() || life_.now() < ledger::kFirstYear) return;
    // Whatever breaks on the way, it looks again.
    if (!once_) timer_.set_at(life_.now() + kInSlotEvery, kAccuracy);
    if (on_wake) on_wake();
    forget_the_future();
    mark_alive();
    delivery_.say_unsaid();
    expire();
    credit();
    pass_rituals();
    nightly();
    const auto slot = open_slot();
    const bool slot_waits = slot && slot->start != slot_done_;
    const auto now = life_.now();
    const auto again = senses_.next_try(slot_waits);
    const bool retry = again && looked_at_ < *again && *again <= now;
    const bool due = looked_at_ == Instant::min() ||
                     (retry && (slot_waits || now >= looked_at_ + kOutsideEvery)) ||
                     (slot_waits && now >= looked_at_ + kInSlotEvery) ||
                     (life_.memory().outstanding && now >= looked_at_ + kOutstandingEvery) ||
                     delivery_.next_try().value_or(Instant::max()) <= now ||
                     (page_waits() && now >= looked_at_ + kInSlotEvery);
    if (delivery_.next_showing().value_or(Instant::max()) <= now) delivery_.keep_shown();
    if ((slot_waits && looked_at_ < slot->start) || due) look_around(slot_waits);
    replan();
}

void Conductor::look_again() {
    const auto slot = open_slot();
    look_around(slot && slot->start != slot_done_);
    replan();
}

void Conductor::look_around(bool slot) {
    looked_at_ = life_.now();
    if (slot) patience_.set_in(kPatience, seconds{1});
    const bool speaks = slot || page_waits();
    // Without calendars the first answers after a start would speak of people one is about to meet.
    senses_.refresh(
        {true, speaks || !senses_.calendars_known(), speaks || life_.memory().outstanding},
        [this, slot] { looked(slot); });
}

void Conductor::with_calendars(std::function<void()> then) {
    if (senses_.calendars_known()) return then();
    const int asker = ++asked_;
    auto patience = std::make_unique<TimerSource>(loop_, TimerClock::Boottime,
                                                  [this, asker] { answer(asker); });
    patience->set_in(kAskersPatience, seconds{1});
    askers_[asker] = {std::move(then), std::move(patience)};
    senses_.refresh({.calendars = true}, [this, asker] { answer(asker); });
}

void Conductor::answer(int asker) {
    const auto waiting = askers_.extract(asker);
    if (!waiting.empty()) waiting.mapped().then();
}

void Conductor::looked(bool slot) {
    patience_.disable(); // it is for the round that has just ended
    (void)life_.refresh();
    notice();
    answers_.withdraw_if_needless();
    delivery_.keep_shown();
    if (delivery_.next_try()) delivery_.try_again(!policy::means_silence(view().decision.global));
    offer_fresh_start();
    if (slot) decide_slot();
    send_page();
    replan();
    (void)::malloc_trim(0); // what a round took lies idle for hours
}

/// People of a source that is still being read drop out; whoever has never been read could be
/// anybody's.
void Conductor::out_of_patience() {
    if (life_.ready() && senses_.running() && !senses_.reading_first()) looked(true);
}

policy::RehearsalLine Conductor::decide(const calendar::SlotWindow& slot) {
    const auto now = life_.now();
    const auto board = life_.board(slot.start, now, senses_.upcoming(now));
    const auto around = senses_.surroundings(slot, now);
    const policy::Frame frame{life_.settings(), life_.goals(), life_.memory(), board, around, now};
    policy::decide(frame, decision_);
    policy::RehearsalLine line;
    line.at = slot.start;
    line.slot = slot.index;
    line.because = decision_.because;
    line.candidates = decision_.candidates;
    if (!decision_.nudge) return line;
    auto chosen = policy::chosen_event(frame, life_.words(), decision_, random_id());
    policy::toss_coin(frame, decision_, chosen);
    // One that is kept back takes nobody's place: an open offer stays where it is.
    const auto old = chosen.kind == EventKind::Withheld ? std::nullopt : life_.memory().outstanding;
    std::vector<Event> events;
    if (decision_.replaces && old)
        events.push_back(policy::replaced(life_.memory(), senses_.senses_presence(), now));
    events.push_back(chosen);
    // Committed before anything is shown: a crash from here on costs the offer, never a second one.
    const auto used = [&](ledger::Change& change) { keep_done(change, slot.start); };
    if (!life_.commit(std::move(events), {}, used)) {
        line.because.add(policy::Guard::Stale); // what cannot be remembered is not known for long
        return line;
    }
    if (old) delivery_.take_down(*old);
    policy::tell_choice(chosen, decision_, line);
    if (line.withheld) return line;
    log_event(Level::Info, episode::kOffered, {{"connection", life_.alias(chosen.connection)}});
    if (on_offer) on_offer();
    return line;
}

bool Conductor::quiet_is_due() const {
    const auto& memory = life_.memory();
    return !memory.ambient_told && !memory.outstanding && life_.goals().weekly != 0 &&
           decision_.backoff >= life_.settings().response.ambient_after_ignored;
}

void Conductor::speak(std::function<void()> done) {
    if (!may_speak()) return done();
    if (quiet_is_due()) return notices_.go_quiet(std::move(done));
    const auto troubles = troubles_.due();
    auto by = life_.settings().deliver;
    std::erase_if(by, [&](const std::string& id) { return troubles_.brings_nothing(id); });
    if (troubles.empty() || by.empty()) return done();
    notices_.tell_troubles(troubles, std::move(by), std::move(done));
}

bool Conductor::may_speak() const {
    return !life_.settings().deliver.empty() && life_.remembers() && !life_.memory().interrupted &&
           !policy::means_silence(decision_.global);
}

void Conductor::decide_slot() {
    const auto slot = open_slot();
    // With nobody to bring it, an offer would only use up the week.
    if (!slot || slot->start == slot_done_ || life_.settings().deliver.empty() ||
        !life_.remembers() || !speaks_here() || remember(*slot))
        return;
    const auto line = decide(*slot);
    if (line.nudge || line.withheld) slot_done_ = slot->start;
    if (line.nudge) delivery_.hand_over(slot->end, [this](Handed) { replan(); });
    if (line.nudge || line.withheld) return;
    speak([] {});
    // What is still being read decides again when it has ended.
    if (may_pass(line.because) || !life_.remembers() || senses_.running()) return;
    slot_done_ = slot->start;
    pass_interrupted(*slot);
}

/// The first slot after a long pause stays silent to its end: a restart within it is no second one.
void Conductor::pass_interrupted(const calendar::SlotWindow& slot) {
    if (!life_.memory().interrupted) return;
    slot_done_ = slot.start;
    Event e;
    e.kind = EventKind::SlotPassed;
    e.at = life_.now();
    e.slot = slot.start;
    (void)life_.commit({e}, {}, [&](ledger::Change& change) { keep_done(change, slot.start); });
}

Conductor::View Conductor::view() const {
    View out;
    const auto now = life_.now();
    auto slot = life_.slots().slot_at(now);
    const bool open = slot.has_value();
    if (!slot) slot = life_.slots().next_slot(now);
    calendar::SlotWindow window = slot.value_or(calendar::SlotWindow{now, now, {}, 0, {}});
    if (!open) window.start = now; // budgets as they stand now
    out.board = life_.board(window.start, now, senses_.upcoming(now));
    out.around = senses_.surroundings(window, now);
    out.around.in_slot = open;
    policy::decide({life_.settings(), life_.goals(), life_.memory(), out.board, out.around, now},
                   out.decision);
    return out;
}

} // namespace kith::daemon
