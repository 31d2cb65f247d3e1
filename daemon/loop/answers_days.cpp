// SPDX-License-Identifier: MIT
// What the person says about their days: energy, hard weeks, time away, pauses (domain.md B9).
#include <algorithm>

#include <fmt/format.h>

#include "core/policy/spans.hpp"
#include "core/policy/support.hpp"
#include "core/words/life_events.hpp"
#include "daemon/life/when.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

constexpr auto kBereavement = std::chrono::days{28};

policy::Standing days_now(const Life& life) {
    return policy::standing(life.settings(), life.memory(), life.zone(), life.now());
}

std::string_view leave_words(LifeEvent what) {
    switch (what) {
    case LifeEvent::Away: return "Have a good time away.";
    case LifeEvent::NewBaby: return "Welcome to the little one.";
    case LifeEvent::Exams: return "All the best for the exams.";
    case LifeEvent::Illness: return "Get well in your own time.";
    case LifeEvent::Bereavement: return "I am sorry.";
    }
    return {};
}

} // namespace

std::string Answers::day_of(Instant at) const { return when(at, life_.now(), life_.zone()); }

Result<std::string> Answers::energy(const std::string& word, const std::string& text) {
    const auto level = energy_from(word);
    if (!level) return fail("energy is low, usual or bright");
    const auto end = until(text);
    if (!end) return std::unexpected(end.error());
    auto e = event(EventKind::EnergySet);
    e.energy = level;
    e.until = end->value_or(e.at + policy::from_hours(life_.settings().modes.energy_ttl_d * 24));
    const auto usual = life_.settings().you.usual_energy;
    if (auto done = commit({e}, {}); !done) return done;
    const auto still = still_words(); // which the word itself may have ended
    const auto lapses = *level == usual ? "" : fmt::format("until {}", day_of(*e.until));
    switch (*level) {
    case Energy::Low:
        return fmt::format("Only small things, and only with people who feel safe{}{}.{}",
                           lapses.empty() ? "" : ", ", lapses, still);
    case Energy::Bright:
        if (!still.empty()) return "Good to hear." + still;
        return fmt::format("Good to hear. Room for something bigger{}{}.",
                           lapses.empty() ? "" : " ", lapses);
    case Energy::Usual: break;
    }
    if (lapses.empty()) return "As usual, then." + still;
    return fmt::format("As usual, then, {}. After that it is {} again, as your configuration has "
                       "it.{}",
                       lapses, to_word(usual), still);
}

/// What keeps Kith quiet whatever the energy.
std::string Answers::still_words() const {
    if (days_now(life_).hard_week)
        return " The hard week still holds; `kith hard-week --over` ends it.";
    return ends_of_stillness().empty() ? "" : " Kith is still quiet; `kith resume` ends that.";
}

/// Whom to lean on, as prepared in good times.
std::string Answers::lean_on_words() const {
    const auto board = life_.board(life_.now(), life_.now(), {});
    std::vector<std::string> near;
    for (const auto i : policy::to_lean_on(life_.goals(), board)) near.push_back(name_of(i));
    return near.empty() ? std::string{}
                        : fmt::format(" To lean on, if you like: {}.", fmt::join(near, ", "));
}

Result<std::string> Answers::hard_week(int days, std::optional<Instant> told) {
    auto e = event(EventKind::HardWeek);
    const double length = days > 0 ? days : life_.settings().modes.hard_week_d;
    e.until = std::max(e.at, told.value_or(e.at) + policy::from_hours(length * 24));
    // What was said later than this holds.
    const auto& weeks = life_.memory().modes.hard_weeks;
    if (told && !weeks.empty()) e.until = std::max(*e.until, weeks.back().until);
    auto say = fmt::format("I will stay quiet until {}, and then until you stir. Everything keeps.",
                           day_of(*e.until));
    say += lean_on_words();
    return with_help_line(commit({e}, std::move(say)));
}

Result<std::string> Answers::with_help_line(Result<std::string> done) {
    if (!done || !policy::help_is_due(life_.memory(), life_.now())) return done;
    auto told = event(EventKind::Told);
    told.occasion = policy::kHelp;
    if (!life_.commit({told}, {})) return done;
    return *done +
           " A doctor or therapist can be part of your circle too; `kith support` has names. "
           "(`kith skip help` ends this line for good.)";
}

Result<std::string> Answers::hard_week_over() {
    if (!days_now(life_).hard_week) return fail("no hard week is on.");
    return commit({event(EventKind::HardWeekOver)},
                  "Good. It starts gently, and nothing has piled up.");
}

Result<std::string> Answers::away(const std::string& why, const std::string& text) {
    const auto what = why.empty() ? std::optional{LifeEvent::Away} : words::read_life_event(why);
    if (!what) return fail("--for takes " + words::life_event_words());
    const auto end = until(text);
    if (!end) return std::unexpected(end.error());
    auto e = event(EventKind::LeaveSet);
    e.life_event = what;
    e.until = *end;
    if (*what == LifeEvent::Bereavement && !e.until) e.until = e.at + kBereavement;
    const auto quiet = e.until ? fmt::format("Kith is quiet until {}", day_of(*e.until))
                               : std::string{"Kith is quiet"};
    auto say =
        fmt::format("{} {}; `kith resume` ends it. Everything keeps.", leave_words(*what), quiet);
    if (*what == LifeEvent::Bereavement) say += lean_on_words();
    return commit({e}, std::move(say));
}

Result<std::string> Answers::pause(const std::string& text) {
    const auto end = until(text);
    if (!end) return std::unexpected(end.error());
    auto e = event(EventKind::Paused);
    e.until = *end;
    std::vector<Event> events{e};
    if (const auto& o = life_.memory().outstanding) {
        auto gone = event(EventKind::Withdrawn, o->connection);
        gone.nudge = o->nudge;
        events.push_back(std::move(gone));
    }
    return commit(
        std::move(events),
        *end ? fmt::format("Quiet until {}. `kith resume` ends it sooner; everything keeps.",
                           day_of(**end))
             : "Quiet from now on. `kith resume` ends it; everything keeps.");
}

std::vector<Event> Answers::ends_of_stillness() const {
    const auto now = life_.now();
    const auto& memory = life_.memory();
    std::vector<Event> events;
    if (std::ranges::any_of(memory.pauses, [&](const Interval& pause) {
            return pause.from <= now && now < pause.to;
        }))
        events.push_back(event(EventKind::Resumed));
    if (days_now(life_).away) events.push_back(event(EventKind::LeaveOver));
    return events;
}

Result<std::string> Answers::resume() {
    auto events = ends_of_stillness();
    if (events.empty())
        return fail(days_now(life_).hard_week
                        ? "Kith was not paused. `kith hard-week --over` ends a hard week."
                        : "Kith was not paused.");
    return commit(std::move(events), "Good to be back. Nothing has piled up.");
}

Result<std::string> Answers::fresh_start() {
    auto events = ends_of_stillness();
    if (const auto& o = life_.memory().outstanding) {
        auto gone = event(EventKind::Withdrawn, o->connection);
        gone.nudge = o->nudge;
        events.push_back(std::move(gone));
    }
    events.push_back(event(EventKind::FreshStart)); // the last: it is what `undo` names
    return commit(std::move(events), "Everyone begins anew, and all is in good time. `kith undo` "
                                     "takes it back.");
}

} // namespace kith::daemon
