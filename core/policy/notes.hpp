// SPDX-License-Identifier: MIT
// What the person wrote about somebody, and which words of an offer it may fill.
#pragma once

#include <chrono>
#include <span>
#include <string>

#include "core/calendar/civil.hpp"
#include "core/policy/memory.hpp"
#include "core/policy/nameless.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// A note is kept in at most so many code points.
inline constexpr std::size_t kMaxNote = 120;

/// A civil day as notes hold it, and back.
Instant civil(calendar::Day day);
calendar::Day civil_day(Instant midnight);

/// Of a text as typed: cleaned, and where it ends with a day ("new job Monday", "exam tomorrow"),
/// that day taken off it and into `about`. Where it may be another day, or many ("next Monday",
/// "since Monday", "every Monday", the bank's no_day_after), the text stays whole and no day is
/// taken. `today` is the person's.
Note read_note(std::string_view text, const words::Bank& bank, calendar::Day today);

/// What notes fill in today. Empty texts are not known.
struct NoteWords {
    std::string thing, event, topic, task;
    bool thing_is_new = false;
    bool today = false, tomorrow = false, past = false; ///< the event
    bool sad = false; ///< one that holds tells of hard news, as the bank's `sad` has it
};

/// The newest note that holds today decides, for each kind: one that begins as `helps` does tells a
/// task; of those that do not speak of oneself one as `knows` a topic, one with a day an event up
/// to it and a thing for a week on, any other a thing for two months. `until` ends any of them.
NoteWords note_words(std::span<const Note> notes, const words::Bank& bank,
                     const calendar::Zone& zone, calendar::Day today);

/// Whether a note is dated within three days of `today`: with the day it is about, else the day it
/// was written (domain.md B4, B18).
bool is_life_event(std::span<const Note> notes, const calendar::Zone& zone, calendar::Day today);

/// Leaves out what speaks of those in `gone`.
void leave_out(NoteWords& words, const Nameless& gone);

/// Whether the person's own line holds a phrase of the language's `crisis` list, with its accents
/// and apostrophes or without: it is answered with the help page and kept nowhere.
bool speaks_of_crisis(const words::Bank& bank, std::string_view text);

} // namespace kith::policy
