// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/delivery.hpp"
#include "daemon/loop/senses.hpp"

namespace kith::daemon {

/// What the person says, however it comes: a button, the command line, a program. Each function
/// returns one warm line, or an error that says what to do.
class Answers {
  public:
    Answers(Life& life, Senses& senses, Delivery& delivery)
        : life_(life), senses_(senses), delivery_(delivery) {}

    /// A word of core/model (`later tonight` with its target), to the nudge with this id or id
    /// prefix; without one to the open nudge, else the last of these three days. The same once
    /// more is answered likewise, and changes nothing. `told` is when it was said, where that was
    /// earlier: contact is dated then, and *tonight* is that day's.
    Result<std::string> say(const std::string& word, const std::string& nudge,
                            std::optional<Instant> told = {});

    struct Logged {
        std::vector<std::string> names;
        std::string channel, at, direction;
        int minutes = -1;
        std::string ref;               ///< tells one telling from another; empty: each is new
        std::optional<Instant> told{}; ///< when it was said, where that was earlier: `at` counts
                                       ///< from then
    };
    Result<std::string> log(const Logged& what);
    /// What `what` says besides its names; an error is a wrong word on the command line.
    [[nodiscard]] Result<Touchpoint> read(const Logged& what) const;
    /// A moment ahead as people say it: a date or time, `tomorrow`, `saturday`, or `2 days`.
    [[nodiscard]] Result<Instant> moment(const std::string& text) const;

    Result<std::string> rest(const std::string& name, const std::string& until);
    Result<std::string> wake(const std::string& name);
    /// Remembered, ended or no_contact, by exact name; `over` takes it back.
    Result<std::string> boundary(State state, const std::string& name, bool over);
    Result<std::string> pause(const std::string& until);
    /// Ends a pause, and time away.
    Result<std::string> resume();
    /// The same where there is something to end; and everyone begins anew.
    Result<std::string> fresh_start();
    /// low, usual or bright, for a while.
    Result<std::string> energy(const std::string& level, const std::string& until);
    /// `days` 0: as long as the settings say. They count from `told`, where it was said earlier.
    Result<std::string> hard_week(int days, std::optional<Instant> told = {});
    Result<std::string> hard_week_over();
    /// `why`: empty, or what core/words/life_events knows.
    Result<std::string> away(const std::string& why, const std::string& until);
    /// A plan with someone: ends an open nudge about them and keeps offers away until it is past.
    /// It takes the place of one that was still ahead with them.
    Result<std::string> plan(const std::string& name, const std::string& when);
    /// Rubs out what is planned with someone, ahead or on; else what has been of late.
    Result<std::string> plan_off(const std::string& name);

    /// A line in the person's own words; `on` and `until` are days, or empty. Whoever calls has
    /// looked whether it speaks of a crisis.
    Result<std::string> note(const std::string& name, const std::string& text,
                             const std::string& on, const std::string& until);
    /// How contact felt: lighter, same or drained; with whom, or else the last one known.
    Result<std::string> felt(const std::string& how, const std::string& name);

    /// Answers to the three questions of core/policy/self_check.
    Result<std::string> self_check(const std::vector<std::string>& answers);

    /// Of a ritual: keep, moved, rest or cancel.
    Result<std::string> ritual(const std::string& id, const std::string& word);

    /// Takes back the last thing said. An offer that is open again is shown again where it was
    /// taken off a screen, outside quiet hours; a mail still lies where it was. Past its time it
    /// ends.
    Result<std::string> undo();

    /// Takes the open nudge back if what is known now would not offer it.
    void withdraw_if_needless();

    /// Takes the open nudge back if it is about this connection.
    void withdraw_from(const std::string& connection);

    /// Ends the open nudge, where it is this one, as one that asked nobody: it costs nothing.
    Result<void> let_pass(const std::string& nudge);

    /// Something changed that `status` would show.
    std::function<void()> on_change;

  private:
    [[nodiscard]] Result<std::size_t> find_logged(const std::string& name) const;
    [[nodiscard]] bool is_about_gone(const policy::Target& target) const;
    Result<std::string> smaller(const policy::Target& target);
    /// What undo has opened again.
    void reopen(const policy::Outstanding& nudge);
    Result<std::string> finish(const policy::Target& target, const policy::Reply& reply);
    [[nodiscard]] Result<Instant> day(const std::string& text) const;
    [[nodiscard]] Result<Instant> past_moment(const std::string& text, Instant now) const;
    [[nodiscard]] Result<std::optional<Instant>> until(const std::string& text) const;
    [[nodiscard]] std::string day_of(Instant at) const;
    [[nodiscard]] std::vector<Event> ends_of_stillness() const;
    [[nodiscard]] std::string still_words() const;
    [[nodiscard]] std::string lean_on_words() const;
    [[nodiscard]] std::vector<Event>
    rub_out(const std::string& id, const std::function<bool(const policy::Hold&)>& which) const;
    [[nodiscard]] std::string days_of(const std::vector<Event>& rubbed_out) const;
    [[nodiscard]] std::string against(State state, std::size_t goal, bool over) const;
    /// As others may read it: a group may be called after somebody without contact.
    [[nodiscard]] std::string name_of(std::size_t goal) const;
    [[nodiscard]] std::string closed(std::size_t goal, State state) const;
    /// `say`, and the line that names the help page, where that is due.
    Result<std::string> with_help_line(Result<std::string> say);
    Event event(EventKind kind, const std::string& connection = {}) const;
    Result<std::string> commit(std::vector<Event> events, std::string say);

    Life& life_;
    Senses& senses_;
    Delivery& delivery_;
};

} // namespace kith::daemon
