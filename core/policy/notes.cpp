// SPDX-License-Identifier: MIT
#include "core/policy/notes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/oneself.hpp"
#include "core/words/phrase.hpp"
#include "core/words/plain_letters.hpp"
#include "core/words/refusal.hpp"

namespace kith::policy {
namespace {

using calendar::Day;
using std::chrono::days;

constexpr auto kFresh = days{60}, kAfter = days{7}, kNear = days{3};

/// Where code point `count` of `text` begins. Folding keeps their number, not their bytes.
std::size_t at_point(std::string_view text, std::size_t count) {
    std::size_t pos = 0;
    for (; count > 0 && pos < text.size(); --count) pos += decode_utf8(text, pos).size;
    return pos;
}

/// The rest of `text` behind the first of `beginnings` it begins with, or nothing. Longest first.
std::optional<std::string> behind(std::string_view text,
                                  const std::vector<std::string>& beginnings) {
    std::size_t longest = 0;
    const auto folded = words::fold_case(text);
    for (const auto& beginning : beginnings) {
        const auto begin = words::fold_case(beginning) + " ";
        if (folded.starts_with(begin) && folded.size() > begin.size())
            longest = std::max(longest, utf8_length(begin));
    }
    if (longest == 0) return std::nullopt;
    return std::string{trim(text.substr(at_point(text, longest)))};
}

bool ends_with_word(const std::string& folded, std::string_view ending) {
    return !ending.empty() && folded.ends_with(" " + words::fold_case(ending));
}

/// `text` without `ending`, if it ends with it as a word of its own.
std::optional<std::string> before(std::string_view text, std::string_view ending) {
    if (!ends_with_word(words::fold_case(text), ending)) return std::nullopt;
    const auto kept = utf8_length(text) - utf8_length(ending) - 1;
    std::string rest{trim(text.substr(0, at_point(text, kept)))};
    while (rest.ends_with(',') || rest.ends_with(':')) rest.pop_back();
    if (rest.empty()) return std::nullopt;
    return rest;
}

std::string_view without_end_marks(std::string_view text) {
    return text.substr(0, text.find_last_not_of(" .!") + 1);
}

/// A note as its day is looked for: without the marks at its end that leave a day as it is, and
/// without brackets around its last words.
struct Told {
    std::string text;
    std::size_t own = 0; ///< how much of it stands before those brackets
};

Told told(std::string_view note) {
    const auto text = without_end_marks(note);
    const auto open = text.rfind('(');
    if (!text.ends_with(')') || open == std::string_view::npos)
        return {std::string{text}, text.size()};
    const auto own = trim(text.substr(0, open));
    const auto inside = trim(without_end_marks(text.substr(open + 1, text.size() - open - 2)));
    return {fmt::format("{} {}", own, inside), own.size()};
}

/// Whether a day behind `rest` is another one than the coming, many, or part of what is said: "next
/// Friday", "every Friday", "since Friday", "Friday morning" where morning is tomorrow's word.
bool leaves_day_open(std::string_view rest, const words::Bank& bank) {
    const auto folded = " " + words::fold_case(rest);
    const auto ends = [&](std::string_view word) { return ends_with_word(folded, word); };
    return std::ranges::any_of(bank.no_day_after, ends) || std::ranges::any_of(bank.days, ends) ||
           ends(words::Bank::text(bank.says, "today", "today")) ||
           ends(words::Bank::text(bank.says, "tomorrow", "tomorrow"));
}

Day next(std::size_t weekday, Day today) {
    const std::chrono::weekday wanted{static_cast<unsigned>(weekday)};
    return today + (wanted - calendar::weekday_of(today));
}

Day written_on(const Note& note, const calendar::Zone& zone) {
    return calendar::local_day(note.at, zone);
}

/// An event up to its day, a thing afterwards.
void take_dated(const Note& note, const words::Bank& bank, Day today, NoteWords& out) {
    const auto about = civil_day(*note.about);
    const bool over = about < today;
    if (out.event.empty()) {
        out.event = note.text;
        out.today = about == today;
        out.tomorrow = about == today + days{1};
        out.past = over;
    }
    if (!over || !out.thing.empty()) return;
    const auto fresh = behind(note.text, bank.newly);
    out.thing = fresh.value_or(note.text);
    out.thing_is_new = fresh.has_value();
}

void take(const Note& note, const words::Bank& bank, Day today, NoteWords& out) {
    auto topic = behind(note.text, bank.knows);
    auto task = topic ? std::nullopt : behind(note.text, bank.helps);
    if (task) {
        if (out.task.empty()) out.task = std::move(*task);
    } else if (words::speaks_of_oneself(note.text, bank)) {
        return;
    } else if (topic) {
        if (out.topic.empty()) out.topic = std::move(*topic);
    } else if (note.about) {
        take_dated(note, bank, today, out);
    } else if (out.thing.empty()) {
        auto fresh = behind(note.text, bank.newly);
        out.thing_is_new = fresh.has_value();
        out.thing = fresh.value_or(note.text);
    }
}

/// A topic or a task holds until it is ended; what happens in a life passes.
bool holds(const Note& note, const words::Bank& bank, const calendar::Zone& zone, Day today) {
    if (note.until) return today <= civil_day(*note.until);
    if (note.about) return today <= civil_day(*note.about) + kAfter;
    if (behind(note.text, bank.knows) || behind(note.text, bank.helps)) return true;
    return today <= written_on(note, zone) + kFresh;
}

} // namespace

Instant civil(Day day) { return Instant{day.time_since_epoch()}; }
Day civil_day(Instant midnight) {
    return Day{std::chrono::floor<days>(midnight).time_since_epoch()};
}

Note read_note(std::string_view text, const words::Bank& bank, Day today) {
    Note out;
    out.text = clean_line(trim(text), kMaxNote);
    while (out.text.ends_with('.')) out.text.pop_back();
    const auto whole = told(out.text);
    const auto take_day = [&](std::string_view ending, Day day) {
        auto rest = before(whole.text, ending);
        if (!rest || out.about || leaves_day_open(*rest, bank)) return;
        if (rest->size() > whole.own) return; // "exam (room 5, Friday)" is told in full
        constexpr std::string_view kOpenedShout = "\u00a1";
        if (rest->starts_with(kOpenedShout)) rest->erase(0, kOpenedShout.size());
        out.text = std::move(*rest);
        out.about = civil(day);
    };
    for (std::size_t i = 0; i < bank.days.size(); ++i) {
        take_day(bank.on_days.at(i), next(i, today));
        take_day(bank.days.at(i), next(i, today));
    }
    take_day(words::Bank::text(bank.says, "today", "today"), today);
    take_day(words::Bank::text(bank.says, "tomorrow", "tomorrow"), today + days{1});
    return out;
}

NoteWords note_words(std::span<const Note> notes, const words::Bank& bank,
                     const calendar::Zone& zone, Day today) {
    NoteWords out;
    for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
        if (!holds(*note, bank, zone, today)) continue;
        take(*note, bank, today, out);
        out.sad = out.sad || words::tells_hard_news(note->text, bank);
    }
    return out;
}

void leave_out(NoteWords& words, const Nameless& gone) {
    for (auto* text : {&words.thing, &words.event, &words.topic, &words.task})
        if (gone.finds(*text)) text->clear();
}

bool is_life_event(std::span<const Note> notes, const calendar::Zone& zone, Day today) {
    return std::ranges::any_of(notes, [&](const Note& note) {
        if (note.until && today > civil_day(*note.until)) return false;
        const auto day = note.about ? civil_day(*note.about) : written_on(note, zone);
        return std::chrono::abs(day - today) <= kNear;
    });
}

bool speaks_of_crisis(const words::Bank& bank, std::string_view text) {
    // The end of a line is told as a full stop, for phrases that mean it only there. So is any
    // sign: a dash, a smile, a picture of one.
    const auto all = words::tokens(words::plain_letters(text) + " .");
    auto thoughts = all;
    for (auto& token : thoughts)
        if (words::is_of_signs(token)) token = ".";
    return std::ranges::any_of(bank.crisis, [&](const std::string& phrase) {
        const words::Phrase plain{words::plain_letters(phrase)};
        return plain.stands_in(all, bank.numbers) || plain.stands_in(thoughts, bank.numbers);
    });
}

} // namespace kith::policy
