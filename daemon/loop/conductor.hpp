// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "base/event_loop.hpp"
#include "core/policy/page.hpp"
#include "core/policy/rehearse.hpp"
#include "daemon/loop/answers.hpp"
#include "daemon/loop/notices.hpp"
#include "daemon/loop/troubles.hpp"

namespace kith::daemon {

/// Decides when to look: at a slot's opening, while a nudge is out, once a night, and otherwise not
/// at all. A slow source holds a slot back for a moment only: then it is decided without its
/// people, and again once it has answered. Everything on the loop's thread.
class Conductor {
  public:
    Conductor(EventLoop& loop, Life& life, Senses& senses, Delivery& delivery, Notices& notices,
              Answers& answers, Troubles& troubles);

    /// Settings came into force, or something was said: plan the next wake-up anew.
    void replan();
    /// Looks now: what is due happens. Also called by the timer.
    void wake();
    /// Looks now, whatever was due: something that was in the way may be gone.
    void look_again();
    /// Runs `then` when calendars are known: at once, or after they have been read, which is not
    /// waited for longer than an asker has patience.
    void with_calendars(std::function<void()> then);
    /// Senses and decides once, in the open slot if there is one; `done` gets the line of the slot,
    /// and of an offer whether it was brought. One that was put off is brought by the next run.
    using OnceDone = std::function<void(const policy::RehearsalLine&, Handed)>;
    void run_once(OnceDone done);
    /// The wall clock was set, or the machine slept.
    void clock_changed();

    /// The reasoning as of now, for `why` and `status`.
    struct View {
        policy::Board board;
        policy::Surroundings around;
        policy::Decision decision;
    };
    [[nodiscard]] View view() const;
    /// The start of the last slot that brings nothing any more.
    [[nodiscard]] Instant slot_done() const { return slot_done_; }

    /// The weekly page as of now; `away`: it leaves for a screen that others may see.
    [[nodiscard]] policy::Page page(bool away) const;

    /// Before anything is looked at.
    std::function<void()> on_wake;
    /// A nudge was chosen.
    std::function<void()> on_offer;
    /// Something may have changed.
    std::function<void()> on_replan;

  private:
    static constexpr auto kNightly = std::chrono::hours{4}; ///< local time of day
    [[nodiscard]] static std::chrono::nanoseconds since_boot();
    void look_around(bool slot);
    void looked(bool slot);
    void out_of_patience();
    void decide_slot();
    [[nodiscard]] policy::RehearsalLine decide(const calendar::SlotWindow& slot);
    /// Whether it is now to be said that Kith goes quiet, after a decision.
    [[nodiscard]] bool quiet_is_due() const;
    /// Whether a message that is no offer may be said, after a decision.
    [[nodiscard]] bool may_speak() const;
    /// Says that Kith goes quiet, or what does not work, where that is due; then `done`.
    void speak(std::function<void()> done);
    [[nodiscard]] std::vector<Touchpoint> week_of_touches() const;
    /// Whether this week's page is still to be sent today: it has a deliverer, and its hour has
    /// come.
    [[nodiscard]] bool page_waits() const;
    /// A quiet word where today is a day to remember somebody on: then the slot brings nothing
    /// else.
    bool remember(const calendar::SlotWindow& slot);
    /// Whether offers come from this machine at all (`speak`).
    [[nodiscard]] bool speaks_here() const;
    /// Sends it, where nothing stands in the way and there is anything to tell.
    void send_page();
    void pass_interrupted(const calendar::SlotWindow& slot);
    [[nodiscard]] policy::RehearsalLine used_slot(const calendar::SlotWindow& slot) const;
    void decide_once(const OnceDone& done);
    /// What is told of the open offer where it is brought in a later run.
    [[nodiscard]] policy::RehearsalLine put_off_line(const calendar::SlotWindow& slot) const;
    void expire();
    void credit();
    void pass_rituals();
    void notice();
    void nightly();
    /// What is told once and then stands where one looks: that one may begin anew, and what the
    /// coin of honest_check has shown.
    void offer_fresh_start();
    void tell_honestly();
    void told(std::string_view occasion);
    void tend();
    void forget_the_future();
    void mark_alive();
    [[nodiscard]] Instant next_wake() const;
    [[nodiscard]] std::optional<calendar::SlotWindow> open_slot() const;

    EventLoop& loop_;
    Life& life_;
    Senses& senses_;
    Delivery& delivery_;
    Notices& notices_;
    Answers& answers_;
    Troubles& troubles_;
    TimerSource timer_;
    TimerSource patience_;               ///< with sources that are slow to answer in a slot
    Instant slot_done_ = Instant::min(); ///< start of the last slot that needs no more looking;
                                         ///< the ledger keeps it where an offer was made in it
    Instant looked_at_ = Instant::min(); ///< when the world was looked at last
    Instant tended_at_ = Instant::min();
    calendar::Day page_done_{}; ///< the last page that had nothing to tell
    Instant last_wake_ = Instant::min();
    std::chrono::nanoseconds awake_ref_{}; ///< boot time at last_wake_
    policy::Decision decision_;
    struct Asker {
        std::function<void()> then;
        std::unique_ptr<TimerSource> patience;
    };
    void answer(int asker);
    std::map<int, Asker> askers_; ///< who waits for calendars
    int asked_ = 0;
    bool once_ = false; ///< one look and no more: nothing is planned
};

} // namespace kith::daemon
