// SPDX-License-Identifier: MIT
// The words of one language: templates, the buttons, the days, and what may not be said. Read from
// config/words/*.yaml by core/config; here they are plain values.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/words/phrase.hpp"

namespace kith::words {

/// What a template is about: the sections of a word file (domain.md C).
enum class Topic : std::uint8_t {
    Text, ///< a message, mail or reaction
    Letter,
    VoiceNote,
    Call,     ///< a call or video
    Together, ///< the library's walk, meal and their like
    Own,      ///< a step that is named: in the person's own words, or of the library
    Alone,    ///< no contact at all: a photo, a memory
    Note,     ///< what a note tells: with any line, voice note or offer of support
    Group,    ///< a meeting ahead
    Small,    ///< small hellos: no name, nobody sensed
    Ask,      ///< asking for support
    Give,     ///< offering support
    Birthday,
    Date,      ///< any other day the person wrote down
    Memory,    ///< a day of someone who is remembered
    Ritual,    ///< the evening before a standing touchpoint
    RitualAsk, ///< keep, move or rest it
    Plan,      ///< a plan put down in pencil
    Discreet,  ///< names nobody
    Digest,    ///< what is sent of the weekly page
    Week,      ///< what the week held
    Question,  ///< one for the page, in turn
    Ahead,     ///< one easy step
    Mix,       ///< a group that meets, in a week without one
    Keep,      ///< whether to go on
    Share,     ///< somebody gives every kind of support
    Content,   ///< a line for the month
    Resting,   ///< whether a hard week goes on
    Heavy,     ///< the help page
};
inline constexpr std::size_t kTopics = 29;

/// What must hold, besides the topic, before a template may be chosen. A placeholder needs its
/// value without saying so.
enum class When : std::uint8_t {
    UsualTime, ///< they are often in touch at this time
    Evening,
    LongGap,
    Voice, ///< a call without a picture
    Low,   ///< energy
    Bright,
    Seen,   ///< Kith can see how this tie goes
    Unseen, ///< it cannot, in part or at all
    Inner,
    Close,
    Wide,
    Outer,
    NewFriend,
    OldFriend,
    Kin,
    Confidant,
    Today, ///< the event, date or meeting is today
    Tomorrow,
    Past,      ///< the event has been
    New,       ///< the note tells of something new; {thing} is it
    Emotional, ///< kinds of support
    Practical,
    Informational,
    TheyWrote,
    TheyRang,
    Morning,
    Afternoon,
    OwnIdea,   ///< the step is of the person's own list
    Several,   ///< the message is about more than one
    Absent,    ///< nobody was seen at the group's last two meetings
    QuietWeek, ///< nobody was heard of
    MayLetGo,  ///< of a wide ring, and no kin
    Glad,      ///< nothing sad is near: no mourning, no hard news in a note
    Sad,       ///< a note tells of hard news
    Line,      ///< a few words to a group, whenever it meets
};
inline constexpr std::size_t kWhens = 35;

std::string_view to_word(Topic topic);
std::string_view to_word(When when);

/// The placeholders a template may hold, without their braces.
std::span<const std::string_view> placeholders();

struct Template {
    std::string key; ///< `call.plenty`
    Topic topic = Topic::Text;
    std::string title, body;
    std::vector<When> when;
    bool rarely = false; ///< says how welcome a hello is: at most one offer in five may
};

/// A kind of thing no nudge says, with the sentence that tells why.
struct Forbidden {
    std::string why;
    std::vector<Phrase> phrases;
};

/// What a deliverer brings that is no offer: in a bank as written, with its holes.
struct Message {
    std::string title, body;
};

/// One language. A bank without templates still speaks, in one plain sentence.
struct Bank {
    std::string language = "en";
    std::vector<Template> templates;
    std::vector<Forbidden> forbidden;
    std::vector<std::string> numbers;                        ///< one, two ... as `#` knows them
    std::array<std::string, 7> days;                         ///< from Sunday
    std::array<std::string, 7> on_days;                      ///< likewise: on Sunday
    std::array<std::string, 12> months;                      ///< short, from January
    std::map<std::string, std::string, std::less<>> labels;  ///< of answers, by their words
    std::map<std::string, std::string, std::less<>> steps;   ///< of the library, by slug
    std::map<std::string, std::string, std::less<>> page;    ///< headings of the weekly page
    std::map<std::string, std::string, std::less<>> moments; ///< by channel: a call with {name}
    std::map<std::string, std::string, std::less<>> says;    ///< other small words: them, hello
    /// What is said beside offers, by the keys of messages.hpp: title and body.
    std::map<std::string, Message, std::less<>> messages;
    std::vector<std::string> newly;        ///< words a note of something new begins with: new
    std::vector<std::string> no_day_after; ///< before a day they leave open which: next, since
    std::vector<std::string> knows;        ///< what a note of a topic begins with: knows about
    std::vector<std::string> helps;        ///< what a note of a task begins with: can help with
    std::map<std::string, std::string, std::less<>> asks; ///< a sentence to copy, by kind of help
    /// What in a note of the person's own opens the help page, as Phrase takes it. Many, and asked
    /// seldom, so they are kept as they are written.
    std::vector<std::string> crisis;
    std::vector<Phrase> sad;            ///< hard news in a note: met with quiet words alone
    std::vector<std::string> help;      ///< the help page, line by line
    std::vector<std::string> questions; ///< one thing to ask, before meeting somebody
    std::vector<std::string> ideas;     ///< a group, a club, an hour of volunteering

    /// The text under `key` of `map`, or `fallback`.
    static std::string_view text(const std::map<std::string, std::string, std::less<>>& map,
                                 std::string_view key, std::string_view fallback);
};

/// Code points to keep free for each placeholder of `text`, the longest value it may take in a
/// template that holds others too.
std::size_t room_for_placeholders(std::string_view text);

} // namespace kith::words
