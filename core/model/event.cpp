// SPDX-License-Identifier: MIT
#include "core/model/event.hpp"

#include <array>

namespace kith {
namespace {

constexpr std::array<std::string_view, 43> kWords{
    "began",        "backfilled",     "appeared",     "config-edited", "interrupted",
    "slot-passed",  "chosen",         "handing",      "delivered",     "failed",
    "unknown",      "noticed",        "withdrawn",    "ended",         "answered",
    "engaged",      "logged",         "state-set",    "state-lifted",  "paused",
    "resumed",      "hold-put",       "hold-removed", "credited",      "ambient-told",
    "ambient-kept", "corrected",      "trouble-told", "trouble-kept",  "energy-set",
    "hard-week",    "hard-week-over", "leave-set",    "leave-over",    "noted",
    "felt",         "told",           "dismissed",    "ritual-passed", "ritual-said",
    "fresh-start",  "self-checked",   "withheld"};

} // namespace

std::string_view to_word(EventKind kind) { return kWords.at(static_cast<std::size_t>(kind)); }

std::optional<EventKind> event_kind_from(std::string_view word) {
    for (std::size_t i = 0; i < kWords.size(); ++i)
        if (kWords.at(i) == word) return static_cast<EventKind>(i);
    return std::nullopt;
}

} // namespace kith
