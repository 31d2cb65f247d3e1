// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

/// What an offer is about, where its step alone does not tell.
enum class Occasion : std::uint8_t {
    Hello,    ///< the usual one: a tie to keep alive
    Meeting,  ///< a group's meeting ahead
    Small,    ///< a small hello to nobody in particular
    Ask,      ///< asking for support
    Give,     ///< offering support
    Birthday, ///< of someone active
    Date,
    Memory,    ///< a day of someone who is remembered
    Ritual,    ///< a standing touchpoint, the evening before; {event} is what it is
    RitualAsk, ///< whether it still stands
    Plan,      ///< put down in pencil; {step} is what it is
};

/// What the words are about. Borrowed. Empty texts are not known, and no template that needs one is
/// chosen then.
struct Situation {
    std::string_view name{};
    bool whole_name = false; ///< not cut to its first word: a label, or one of two called alike
    bool whole_also = false, whole_easy = false, whole_name2 = false; ///< likewise
    bool nobody = false; ///< nobody in particular: no template that names somebody is chosen
    Channel channel = Channel::Message;
    int cost = 1;
    Sight sight = Sight::Seen;
    bool usual_time = false; ///< they are often in touch at this time
    bool evening = false;
    bool long_gap = false;
    std::string_view step{};      ///< slug, e.g. voice-note
    std::string_view step_text{}; ///< as the person wrote it, e.g. "swim in the river"
    bool own_step = false;        ///< not one of the library's
    bool named_step = false;      ///< of the library, but to be named: errand, meal
    Occasion occasion = Occasion::Hello;
    Circle circle = Circle::Close;
    Energy energy = Energy::Usual;
    bool kin = false;
    bool confidant = false;
    bool emotional = false, practical = false, informational = false; ///< their support
    bool today = false, tomorrow = false, past = false; ///< the event, date or meeting
    bool thing_is_new = false;
    bool they_wrote = false, they_rang = false; ///< and nothing went back
    bool absent = false;                        ///< nobody was seen at the last two meetings
    bool morning = false, afternoon = false;    ///< of `day`
    bool mourning = false;                      ///< the person themselves
    bool sad = false;                           ///< a note of theirs tells of hard news
    bool line = false;                          ///< to a group, whenever it meets
    std::string_view thing{}, event{}, topic{}; ///< from notes
    std::string_view task{}, place{}, group{}, easy_name{};
    std::string_view also{};   ///< another person the message is about
    std::string_view date{};   ///< the label of a date: "wedding day"
    std::string_view day{};    ///< the name of a day, in the bank's language
    std::string_view on_day{}; ///< likewise: "on Saturday", "tomorrow"
    std::string_view time{};   ///< "15:30"
    // Of the weekly page:
    bool quiet_week = false, may_let_go = false;
    std::string_view name2{}, moment{}, moment2{};
    std::optional<Topic> section{}; ///< said of no offer: the section it stands in
};

struct Words {
    std::string key; ///< the template's
    std::string title;
    std::string body;
};

/// Title and body together are at most this many code points, with any name.
inline constexpr std::size_t kMaxChars = 120;

/// Where words of this situation are found.
Topic topic_of(const Situation& situation);

/// Whether `t` may be said now, leaving aside what was said lately.
bool fits(const Template& t, const Situation& situation);

/// Chooses a template that fits and fills it in. `recent` holds the keys of the last offers, oldest
/// first: one that is not among them goes first, else the one used longest ago; among equals what
/// the moment asks for (they wrote or rang, a group nobody was seen at), then the lowest
/// unit("words:SEED:KEY") divided by what the template is made for (a condition counts one, a
/// placeholder besides the name and step three, plus one). Deterministic. Names, steps and notes
/// are data: cleaned, cut to fit at whole signs, set apart where they run from right to left, never
/// read as placeholders, and without exclamation marks.
Words compose(const Bank& bank, const Situation& situation, std::span<const std::string> recent,
              std::string_view seed);

/// The words for a screen that others may see: nobody is named. Deterministic by `seed`.
/// Not of those whose words `shuns`, where there are others.
Words discreet(const Bank& bank, std::string_view seed, std::span<const std::string> recent = {},
               const std::function<bool(std::string_view)>& shuns = {});

} // namespace kith::words
