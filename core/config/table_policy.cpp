// SPDX-License-Identifier: MIT
#include <array>

#include "core/config/table_rows.hpp"

namespace kith::config::rows {
namespace {

constexpr Key number(std::string_view name, std::string_view fallback, double min, double max,
                     std::string_view help, std::string_view source) {
    return {.name = name,
            .type = Type::Number,
            .fallback = fallback,
            .min = min,
            .max = max,
            .help = help,
            .source = source};
}

constexpr Key integer(std::string_view name, std::string_view fallback, double min, double max,
                      std::string_view help, std::string_view source) {
    return {.name = name,
            .type = Type::Integer,
            .fallback = fallback,
            .min = min,
            .max = max,
            .help = help,
            .source = source};
}

constexpr std::array kPolicy{
    number("f", "0.33", 0.01, 0.66, "How wide the good moment is, as a share of the rhythm.",
           "domain B3"),
    number("f_kin", "0.5", 0.01, 0.66, "The same for family.", "domain B1"),
    number("far", "3", 1.7, 20, "From this many rhythms on, an opener gets smaller.", "domain B3"),
    number("dormant", "8", 2, 100,
           "From this many rhythms on, only the picture shows a connection. More than far.",
           "domain B3"),
    number("theta", "0.35", 0.01, 2, "How good a moment has to be before it is offered.",
           "domain B4"),
    number("load", "0.6", 0.1, 1,
           "Which part of the weekly budget the rhythms may ask for before all "
           "of them slow down alike.",
           "domain B3"),
    number("jitter", "0.1", 0, 0.3, "How far rhythms drift apart, so that not all fall on one day.",
           "domain B3"),
    number(
        "settle_h", "48", 0, 720,
        "Hours of quiet after the first start, once everything is read. 0 switches settling off.",
        "domain B3"),
    number("settle_max_days", "7", 0, 60, "Days after which settling is over in any case.",
           "domain B3"),
    number("after_social_h", "3", 0, 48, "Hours of rest after time spent with people.",
           "domain B5"),
    number("stale_h", "24", 1, 72,
           "Hours after which a source that could not be read counts as out "
           "of date.",
           "domain B5"),
    integer("event_margin_min", "15", 0, 240,
            "Minutes kept free before and after a calendar entry.", "domain B5"),
};

constexpr std::array kBudget{
    number("min_gap_h", "18", 6, 336, "Hours between two offers, at least.", "domain B6"),
    Key{.name = "per_7d",
        .type = Type::Integer,
        .max = 10,
        .help = "Offers in any seven days, at most. Unset: as pace says.",
        .source = "domain B6"},
    integer("per_cycle", "2", 1, 2, "Offers about one connection until there is a touch.",
            "domain B6"),
    number("goal_gap_min_d", "3", 1, 60, "Days between two offers about one connection, at least.",
           "domain B6"),
    number("goal_gap_share", "0.5", 0.1, 2, "The same as a share of its rhythm; the longer counts.",
           "domain B6"),
    number("kind_share", "0.75", 0.1, 1, "Which part of the week's offers may go to one kind.",
           "domain B6"),
    integer("outstanding", "1", 1, 1, "Offers open at one time. Always one.", "domain B6"),
    integer("micro_7d", "2", 0, 5, "Small hellos in seven days, within the budget.", "domain B6"),
};

constexpr std::array kResponse{
    number("expire_h", "36", 6, 168, "Hours after which an offer goes away by itself.",
           "domain B8"),
    number("engaged_h", "48", 1, 168, "Hours in which a touch counts as taking up the offer.",
           "domain B8"),
    integer("snoozes_per_cycle", "2", 1, 5,
            "Which *not now* about one connection counts as not this "
            "time.",
            "domain B8"),
    integer("ignore_limit", "2", 1, 2,
            "After this many unanswered offers a connection rests in the "
            "weekly page.",
            "domain B8"),
    integer("ambient_after_ignored", "9", 3, 30,
            "After this many unanswered offers Kith goes quiet.", "domain B8"),
};

constexpr std::array kModes{
    number("energy_ttl_d", "3", 0.5, 30, "Days a low or bright spell lasts.", "domain B9"),
    number("hard_week_d", "7", 1, 60, "Days a hard week lasts.", "domain B9"),
    number("resume_half_budget_d", "7", 0, 60,
           "Days of half the offers after a pause, a hard week or time away of a day or more.",
           "domain B9"),
};

constexpr std::array kHonestCheck{
    number("withhold", "0", 0, 0.5,
           "Which part of the offers is held back, to compare; 0.15 is "
           "a good choice, 0 none. Only offers about people whose contact is all seen.",
           "domain D"),
};

} // namespace

std::span<const Key> policy() { return kPolicy; }
std::span<const Key> budget() { return kBudget; }
std::span<const Key> response() { return kResponse; }
std::span<const Key> modes() { return kModes; }
std::span<const Key> honest_check() { return kHonestCheck; }

} // namespace kith::config::rows
