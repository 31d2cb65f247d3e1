// SPDX-License-Identifier: MIT
#include <array>

#include "core/config/table_rows.hpp"

namespace kith::config::rows {
namespace {

using Word = std::string_view;

constexpr std::array kCircles{Word{"inner"}, Word{"close"},       Word{"wide"},
                              Word{"outer"}, Word{"new-friend"},  Word{"group"},
                              Word{"care"},  Word{"small-hello"}, Word{"old-friend"}};
constexpr std::array kCounts{Word{"any"}, Word{"voice"}, Word{"together"}};
constexpr std::array kSupport{Word{"emotional"}, Word{"informational"}, Word{"practical"},
                              Word{"belonging"}};
constexpr std::array kFeels{Word{"safe"}, Word{"mixed"}, Word{"hard"}};
constexpr std::array kImportances{Word{"light"}, Word{"usual"}, Word{"high"}};
constexpr std::array kAccess{Word{"usual"}, Word{"remote"}};
constexpr std::array kDirections{Word{"both"}, Word{"give"}, Word{"receive"}};
constexpr std::array kKeptBy{Word{"unset"}, Word{"doing"}, Word{"talking"}};
constexpr std::array kStates{Word{"active"}, Word{"their_turn"}, Word{"resting"},   Word{"paused"},
                             Word{"ended"},  Word{"remembered"}, Word{"no_contact"}};
constexpr std::array kChannels{Word{"together"}, Word{"call"},  Word{"video"},  Word{"voice-note"},
                               Word{"message"},  Word{"email"}, Word{"letter"}, Word{"event"},
                               Word{"reaction"}, Word{"none"}};

constexpr std::array kEveryByCircle{
    ByCircle{Circle::Inner, "1 week"},      ByCircle{Circle::Close, "1 month"},
    ByCircle{Circle::Wide, "3 months"},     ByCircle{Circle::Outer, "6 months"},
    ByCircle{Circle::NewFriend, "10 days"},
};
constexpr std::array kCountsByCircle{ByCircle{Circle::NewFriend, "voice"}};

constexpr std::array kConnection{
    Key{.name = "id",
        .type = Type::Id,
        .required = true,
        .help = "A short name that never changes: small letters, digits and hyphens. What Kith "
                "remembers hangs on it.",
        .source = "design 1"},
    Key{.name = "name",
        .help = "The name as you say it. Unset: the id, with a capital.",
        .source = "design 8"},
    Key{.name = "circle",
        .type = Type::Word,
        .fallback = "close",
        .words = kCircles,
        .help =
            "How near they are; it gives the usual rhythm. A group is spoken of on the eve of a "
            "meeting, an old-friend and a small-hello where a day has room, care never. A "
            "new-friend is asked about after twelve weeks.",
        .source = "domain B1"},
    Key{.name = "every",
        .type = Type::Rhythm,
        .circles = kEveryByCircle,
        .help =
            "How often, as you would say it: `3 weeks`; `4-6 weeks` for an ideal and an outer end; "
            "`never` for dates only. A month is 30 days.",
        .source = "domain B1, B18"},
    Key{.name = "counts",
        .type = Type::Word,
        .fallback = "any",
        .words = kCounts,
        .circles = kCountsByCircle,
        .help = "What keeps this one warm: anything, mostly a voice, or mostly being together.",
        .source = "domain B2"},
    Key{.name = "addresses",
        .type = Type::Addresses,
        .help =
            "Where they can be reached: a mail address, \"matrix:@ana:example.net\", "
            "\"tel:+351 210 000 000\", xmpp:... Sensing looks for these, *Say hi* opens the first.",
        .source = "design 8"},
    Key{.name = "also_called",
        .type = Type::TextList,
        .help = "Other names, as in a reply. Only these are looked for in the titles of calendar "
                "entries; write `Noor` here too if that is how you note it.",
        .source = "design 8"},
    Key{.name = "support",
        .type = Type::WordList,
        .words = kSupport,
        .help = "What this connection gives: `kith ask` looks here, and offers may speak of it.",
        .source = "domain A 4.4"},
    Key{.name = "feels",
        .type = Type::Word,
        .words = kFeels,
        .help = "How contact feels. hard: Kith never offers it. Unset is taken as mixed.",
        .source = "domain B14"},
    Key{.name = "steps",
        .type = Type::Steps,
        .help =
            "Small things to do, smallest first: one of Kith's own (one-line, voice-note, call, "
            "letter, walk, look-at-a-photo, jot-it-down, hear-an-old-note, reply, photo, reaction, "
            "one-true-sentence, errand, question, coffee, meal, class, volunteering, hosting), a "
            "text of your own, or {do: TEXT, cost: 0..3, channel: CHANNEL}. They replace the usual "
            "ones.",
        .source = "domain B10, B18"},
    Key{.name = "dates",
        .type = Type::Dates,
        .help =
            "Days worth a word: {birthday: \"--02-29\", lead: 2 days}; any label, a date with or "
            "without its year. One offer each year, so long before or on the day; 29 February is "
            "the 28th in other years.",
        .source = "domain B12"},
    Key{.name = "timezone",
        .type = Type::Zone,
        .help = "Where they live, so that no call is offered in their night. Unset: your own.",
        .source = "domain B5"},
    Key{.name = "why",
        .help = "In your own words. Kith shows it when you ask.",
        .source = "domain A 1.1"},
    Key{.name = "place",
        .help =
            "Where you like to be together, as it would end a sentence: the river, the park. Of "
            "a small hello it is where you meet them, and then their name may be said.",
        .source = "domain C"},
    Key{.name = "label",
        .help =
            "What offers and the weekly page call them instead of the name, also on screens that "
            "others may see. The commands you type show the name.",
        .source = "domain B13"},
    Key{.name = "importance",
        .type = Type::Word,
        .fallback = "usual",
        .words = kImportances,
        .help = "A little more or less weight when several would be nice.",
        .source = "domain B4"},
    Key{.name = "access",
        .type = Type::Word,
        .fallback = "usual",
        .words = kAccess,
        .help = "remote: meeting in person is hard, so contact from afar counts in full.",
        .source = "domain B2"},
    Key{.name = "direction",
        .type = Type::Word,
        .fallback = "both",
        .words = kDirections,
        .help = "give: offers to do something for them, at most half of a week's; in low energy "
                "they wait "
                "while somebody else could be offered. receive: every other week an offer is to "
                "ask them for something, if they feel safe. both: neither.",
        .source = "domain A 1.22"},
    Key{.name = "keeps_alive_by",
        .type = Type::Word,
        .fallback = "unset",
        .words = kKeptBy,
        .help = "What keeps it alive. doing: every other offer is something to do together; "
                "talking: a voice comes first.",
        .source = "domain B1"},
    Key{.name = "state",
        .type = Type::Word,
        .fallback = "active",
        .words = kStates,
        .help =
            "resting and paused keep it silent for now; ended, remembered and no_contact for good: "
            "taking the line out does not end them, only `kith let-go`, `kith in-memory` or `kith "
            "no-contact` with --over does.",
        .source = "domain B14"},
    Key{.name = "kin",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Family: the same rhythm, taken more loosely.",
        .source = "domain B1"},
    Key{.name = "confidant",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Someone you can tell everything: high importance.",
        .source = "domain A 2.7"},
    Key{.name = "nervous",
        .type = Type::Bool,
        .fallback = "false",
        .help =
            "Doing something together first, talking second: every other offer is something to do.",
        .source = "domain A 1.17"},
    Key{.name = "deeper",
        .type = Type::Bool,
        .fallback = "false",
        .help = "You would like to share a little more here: one true sentence is among what is "
                "offered, where it feels safe.",
        .source = "domain A 4.11"},
    Key{.name = "buddy",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Someone who goes along with a habit: something to do together comes first.",
        .source = "domain A 3.4"},
    Key{.name = "lean_on",
        .type = Type::Bool,
        .fallback = "false",
        .help = "On your list for hard times: `kith lean-on` shows it.",
        .source = "domain A 2.5"},
    Key{.name = "discreet",
        .type = Type::Bool,
        .fallback = "false",
        .help = "While the screen is locked, an offer names nobody.",
        .source = "domain E"},
    Key{.name = "bridge_to",
        .type = Type::Id,
        .help = "Another connection this one may lead to, by id: spoken of where this one is alive "
                "and the "
                "other has been quiet, at most monthly.",
        .source = "domain A 4.9"},
    Key{.name = "remember_on",
        .type = Type::Days,
        .help =
            "Days on which Kith says a quiet word, once they are remembered (`kith in-memory`): "
            "2026-11-02, or --11-02 for every year. Nothing else is ever said of them.",
        .source = "domain B14"},
    Key{.name = "meets",
        .type = Type::Mapping,
        .section = SectionId::Meets,
        .help = "When a group meets: it may be spoken of on the evening before. After two meetings "
                "without "
                "you once more, then it is left alone until you go or are in touch.",
        .source = "domain B13"},
    Key{.name = "members",
        .type = Type::IdList,
        .help = "For a group: who in it is a connection of their own.",
        .source = "domain B2, B6"},
    Key{.name = "satisfied_by",
        .type = Type::Satisfied,
        .fallback = "any",
        .help =
            "Contact with which members keeps a group as a meeting does: any of them, all, so "
            "many ({quorum: 3}); rotate is any, and the word before a meeting names the one you "
            "have met least lately.",
        .source = "design 8"},
};

constexpr std::array kMeets{
    Key{.name = "rule",
        .type = Type::Rule,
        .required = true,
        .help = "`every Thursday`, `last Friday of the month`, or an RRULE.",
        .source = "design 9"},
    Key{.name = "from", .type = Type::Time, .help = "It begins.", .source = "design 8"},
    Key{.name = "to", .type = Type::Time, .help = "It ends.", .source = "design 8"},
    Key{.name = "since",
        .help =
            "A day it met, like 2026-03-05: needed for rules like `every other Thursday`, which "
            "are counted from it.",
        .source = "domain B13"},
};

constexpr std::array kStep{
    Key{.name = "do",
        .required = true,
        .help = "What, as it should be shown.",
        .source = "domain B10"},
    Key{.name = "cost",
        .type = Type::Integer,
        .fallback = "1",
        .max = 3,
        .help = "0 no contact, 1 under two minutes, 2 up to twenty, 3 an hour.",
        .source = "domain B10"},
    Key{.name = "channel",
        .type = Type::Word,
        .fallback = "message",
        .words = kChannels,
        .help = "How; none for a step without contact.",
        .source = "design 9"},
};

constexpr std::array kQuorum{
    Key{.name = "quorum",
        .type = Type::Integer,
        .min = 1,
        .max = 100,
        .required = true,
        .help = "How many of the members.",
        .source = "design 8"},
};

} // namespace

std::span<const Key> connection() { return kConnection; }
std::span<const Key> meets() { return kMeets; }
std::span<const Key> step() { return kStep; }
std::span<const Key> quorum() { return kQuorum; }

} // namespace kith::config::rows
