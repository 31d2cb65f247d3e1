// SPDX-License-Identifier: MIT
#include <array>

#include "core/config/presets.hpp"
#include "core/config/table_rows.hpp"

namespace kith::config::rows {
namespace {

using Word = std::string_view;

constexpr std::array kPaces{Word{"ambient"}, Word{"gentle"}, Word{"steady"}, Word{"lively"}};
constexpr std::array kEnergies{Word{"low"}, Word{"usual"}, Word{"bright"}};
constexpr std::array kWeekdays{Word{"sunday"},   Word{"monday"}, Word{"tuesday"}, Word{"wednesday"},
                               Word{"thursday"}, Word{"friday"}, Word{"saturday"}};
constexpr std::array kSandboxes{Word{"strict"}, Word{"best-effort"}};

constexpr std::array kFile{
    Key{.name = "version",
        .type = Type::Integer,
        .min = 1,
        .max = 1,
        .required = true,
        .help =
            "The version of this language. Always 1, and always there, so that a later Kith knows "
            "what it reads.",
        .source = "design 8"},
    Key{.name = "you",
        .type = Type::Mapping,
        .section = SectionId::You,
        .help = "You: your name, your own addresses, your time zone.",
        .source = "design 8"},
    Key{.name = "preset",
        .type = Type::Word,
        .words = kPresetWords,
        .help = "Defaults for a life that asks for others than most; whatever you write yourself "
                "comes first. What each of them changes stands under Presets.",
        .source = "domain A 4.19"},
    Key{.name = "pace",
        .type = Type::Word,
        .fallback = "steady",
        .words = kPaces,
        .help = "How often Kith may offer something: ambient never by itself, gentle 2, steady 3, "
                "lively 5 times in seven days at most. Most weeks have fewer.",
        .source = "domain B6"},
    Key{.name = "ideas",
        .type = Type::Bool,
        .fallback = "true",
        .help = "Now and then, when you ask for an offer and nobody comes to mind, an idea of a "
                "group or an hour of volunteering: at most once in a quarter of a year, and only "
                "while no group is among your connections.",
        .source = "domain A 2.13"},
    Key{.name = "hours",
        .type = Type::Mapping,
        .section = SectionId::Hours,
        .help = "When an offer may come, and when it never does.",
        .source = "domain B5, B7"},
    Key{.name = "deliver",
        .type = Type::IdList,
        .help =
            "Plugins that bring you an offer, by id and in order: the first that can, does. With "
            "none, ask for one yourself with `kith offer`.",
        .source = "design 8"},
    Key{.name = "speak",
        .type = Type::TextList,
        .help =
            "Host names of the machines that may make offers. All of them sense. Unset: this one.",
        .source = "design 8"},
    Key{.name = "reflection",
        .type = Type::Mapping,
        .section = SectionId::Reflection,
        .help = "The weekly page: a look back at what was good, with one easy idea. `kith reflect` "
                "shows it any time.",
        .source = "domain D"},
    Key{.name = "language",
        .type = Type::Text,
        .fallback = "en",
        .help = "The language Kith speaks: en, de, es, or one you wrote a word file for "
                "(docs/words.md).",
        .source = "design 8"},
    Key{.name = "silent_days",
        .type = Type::Days,
        .help =
            "Days on which Kith offers nothing: dates (YYYY-MM-DD, or --MM-DD for every year), or "
            "the path of one .ics file.",
        .source = "design 8"},
    Key{.name = "connections",
        .type = Type::List,
        .section = SectionId::Connection,
        .help =
            "The people, groups and places you want to keep close. They may also stand in files of "
            "their own in the folder connections/, each holding one mapping, a list, or "
            "`connections:`. Three to five is a good start.",
        .source = "design 8, domain B15"},
    Key{.name = "rituals",
        .type = Type::List,
        .section = SectionId::Ritual,
        .help = "Standing touchpoints, like a walk on Saturdays. While one stands, no offer comes "
                "for its people; what nobody calls off counts as having been.",
        .source = "domain B12"},
    Key{.name = "plugins",
        .type = Type::List,
        .section = SectionId::Plugin,
        .help = "What senses, delivers and plans for you. `kith plugin list` shows what there is.",
        .source = "design 4"},
    Key{.name = "secrets",
        .type = Type::Named,
        .section = SectionId::Secret,
        .help =
            "Where passwords come from, by the name plugin settings use in {secret: NAME}. Never "
            "the password itself.",
        .source = "design 3"},
    Key{.name = "policy",
        .type = Type::Mapping,
        .section = SectionId::Policy,
        .help = "Fine print of the rhythm. The defaults suit most lives.",
        .source = "domain B16"},
    Key{.name = "budget",
        .type = Type::Mapping,
        .section = SectionId::Budget,
        .help = "Fine print of how many offers there may be.",
        .source = "domain B6, B16"},
    Key{.name = "response",
        .type = Type::Mapping,
        .section = SectionId::Response,
        .help = "Fine print of how Kith takes your answers, and your silence.",
        .source = "domain B8, B16"},
    Key{.name = "modes",
        .type = Type::Mapping,
        .section = SectionId::Modes,
        .help = "How long energy, a hard week and an easy return last.",
        .source = "domain B9, B16"},
    Key{.name = "honest_check",
        .type = Type::Mapping,
        .section = SectionId::HonestCheck,
        .help = "Find out whether offers help you at all, by a coin that sometimes holds one back.",
        .source = "domain D"},
};

constexpr std::array kYou{
    Key{.name = "name", .help = "What to call you.", .source = "design 8"},
    Key{.name = "addresses",
        .type = Type::Addresses,
        .help = "Your own addresses, so that Kith can tell what you wrote from what was written to "
                "you.",
        .source = "design 8"},
    Key{.name = "timezone",
        .type = Type::Zone,
        .fallback = "auto",
        .help = "Your time zone, like Europe/Lisbon; auto follows the computer.",
        .source = "domain B18"},
    Key{.name = "usual_energy",
        .type = Type::Word,
        .fallback = "usual",
        .words = kEnergies,
        .help = "The energy that a passing low or bright spell goes back to.",
        .source = "domain B9"},
    Key{.name = "reach_for_me",
        .type = Type::Bool,
        .fallback = "false",
        .help = "In a hard week, let Kith offer once to ask someone for company: of those with "
                "lean_on who feel safe.",
        .source = "domain B9"},
    Key{.name = "country",
        .help = "Two letters (ISO 3166), like PT: whose numbers `kith support` lists. Unset, or "
                "where Kith has none for it: all it knows.",
        .source = "domain B13"},
};

constexpr std::array kHours{
    Key{.name = "slots",
        .type = Type::Times,
        .fallback = "[\"12:30\", \"17:30\"]",
        .min = 1,
        .max = 6,
        .help =
            "One to six times of day, earliest first. Each opens a window in which one offer may "
            "come.",
        .source = "domain B5"},
    Key{.name = "open_for",
        .type = Type::Duration,
        .fallback = "2 hours",
        .min = 15,
        .max = 360,
        .help = "How long a window stays open, 15 minutes to 6 hours. It never reaches into quiet "
                "hours.",
        .source = "domain B5"},
    Key{.name = "quiet",
        .type = Type::Mapping,
        .section = SectionId::Quiet,
        .help = "When Kith stays silent whatever happens.",
        .source = "domain B7"},
};

constexpr std::array kQuiet{
    Key{.name = "from",
        .type = Type::Time,
        .fallback = "\"20:30\"",
        .help = "Quiet from this time. The same as to: never quiet.",
        .source = "domain B7"},
    Key{.name = "to",
        .type = Type::Time,
        .fallback = "\"09:00\"",
        .help = "Until this time.",
        .source = "domain B7"},
    Key{.name = "weekend_to",
        .type = Type::Time,
        .fallback = "\"10:00\"",
        .help = "Until this time on Saturday and Sunday.",
        .source = "domain B7"},
};

constexpr std::array kReflection{
    Key{.name = "day",
        .type = Type::Word,
        .fallback = "sunday",
        .words = kWeekdays,
        .help = "The day of the page.",
        .source = "domain B7"},
    Key{.name = "at",
        .type = Type::Time,
        .fallback = "\"17:00\"",
        .help = "Its time of day.",
        .source = "domain B7"},
    Key{.name = "by",
        .type = Type::IdList,
        .help = "Plugins that bring it, by id and in order: the first that can, does. With none it "
                "is not "
                "sent; `kith reflect` has it all the same.",
        .source = "design 8"},
};

constexpr std::array kRitual{
    Key{.name = "id",
        .type = Type::Id,
        .required = true,
        .help = "A short name of its own.",
        .source = "design 8"},
    Key{.name = "with",
        .type = Type::IdList,
        .help = "Connections it is with, by id.",
        .source = "domain B12"},
    Key{.name = "rule",
        .type = Type::Rule,
        .required = true,
        .help = "When: `every Saturday`, `first Sunday of the month`, or an RRULE.",
        .source = "domain B12"},
    Key{.name = "from",
        .type = Type::Time,
        .help = "It begins, loosely, at this time.",
        .source = "domain B12"},
    Key{.name = "to",
        .type = Type::Time,
        .help = "And is over by this one. Unset: two hours later.",
        .source = "domain B12"},
    Key{.name = "since",
        .help = "A day it fell on, like 2026-03-07: needed for rules like `every other Saturday`, "
                "which are "
                "counted from it.",
        .source = "domain B12"},
    Key{.name = "place", .help = "Where, as you would say it.", .source = "domain B12"},
    Key{.name = "calendar",
        .status = Status::Kept,
        .help = "The calendar its loose entries go to.",
        .source = "domain B12"},
};

constexpr std::array kPlugin{
    Key{.name = "id",
        .type = Type::Id,
        .required = true,
        .help = "What the rest of this configuration calls it.",
        .source = "design 8"},
    Key{.name = "plugin",
        .type = Type::Text,
        .required = true,
        .help = "The plugin, as `kith plugin list` names it.",
        .source = "design 4"},
    Key{.name = "settings",
        .type = Type::Settings,
        .help = "What this plugin asks for; `kith plugin info NAME` lists it.",
        .source = "design 4"},
    Key{.name = "trust",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Needed by a plugin from outside the system's folder that wants to run programs or "
                "use a message bus.",
        .source = "design 4"},
    Key{.name = "sandbox",
        .type = Type::Word,
        .fallback = "strict",
        .words = kSandboxes,
        .help = "best-effort lets it reach other computers even where this one cannot fence it in "
                "fully.",
        .source = "design 3"},
};

constexpr std::array kSecret{
    Key{.name = "command",
        .type = Type::TextList,
        .help =
            "A program that prints it, as a list: [pass, show, mail/sam]. Its first line is the "
            "secret. It has 10 s and no way to ask you anything.",
        .source = "design 3"},
    Key{.name = "credential", .help = "The name of a systemd credential.", .source = "design 3"},
    Key{.name = "keyring",
        .type = Type::Texts,
        .help = "Attributes to look it up by in the desktop's keyring: {service: imap, user: sam}.",
        .source = "design 3"},
    Key{.name = "gnome",
        .help =
            "An account of GNOME Online Accounts: its address, or its Id where several have that.",
        .source = "design 3"},
    Key{.name = "file",
        .help = "The path of a file that only you can open (mode 0600).",
        .source = "design 3"},
};

} // namespace

std::span<const Key> file() { return kFile; }
std::span<const Key> you() { return kYou; }
std::span<const Key> hours() { return kHours; }
std::span<const Key> quiet() { return kQuiet; }
std::span<const Key> reflection() { return kReflection; }
std::span<const Key> ritual() { return kRitual; }
std::span<const Key> plugin() { return kPlugin; }
std::span<const Key> secret() { return kSecret; }

} // namespace kith::config::rows
