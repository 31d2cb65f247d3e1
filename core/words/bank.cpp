// SPDX-License-Identifier: MIT
#include "core/words/bank.hpp"

#include <algorithm>

namespace kith::words {
namespace {

constexpr std::array<std::string_view, kTopics> kTopicWords{
    "text",       "letter", "voice-note", "call",    "together", "own",      "alone",  "note",
    "group",      "small",  "ask",        "give",    "birthday", "date",     "memory", "ritual",
    "ritual-ask", "plan",   "discreet",   "digest",  "week",     "question", "ahead",  "mix",
    "keep",       "share",  "content",    "resting", "heavy"};

constexpr std::array<std::string_view, kWhens> kWhenWords{
    "usual-time", "evening",    "long-gap",  "voice",     "low",           "bright",
    "seen",       "unseen",     "inner",     "close",     "wide",          "outer",
    "new-friend", "old-friend", "kin",       "confidant", "today",         "tomorrow",
    "past",       "new",        "emotional", "practical", "informational", "they-wrote",
    "they-rang",  "morning",    "afternoon", "own-idea",  "several",       "absent",
    "quiet-week", "may-let-go", "glad",      "sad",       "line"};

struct Placeholder {
    std::string_view name;
    std::size_t room; ///< a name is at most 24 long, and two marks may set its direction apart
};
constexpr auto kPlaceholders = std::to_array<Placeholder>({{"name", 26},
                                                           {"easy_name", 26},
                                                           {"name2", 20},
                                                           {"moment", 24},
                                                           {"moment2", 24},
                                                           {"group", 26},
                                                           {"step", 15},
                                                           {"thing", 15},
                                                           {"event", 15},
                                                           {"topic", 15},
                                                           {"task", 15},
                                                           {"place", 20},
                                                           {"date", 15},
                                                           {"day", 10},
                                                           {"on_day", 14},
                                                           {"time", 5}});

} // namespace

std::string_view to_word(Topic topic) { return kTopicWords.at(static_cast<std::size_t>(topic)); }
std::string_view to_word(When when) { return kWhenWords.at(static_cast<std::size_t>(when)); }

std::span<const std::string_view> placeholders() {
    static const auto kNames = [] {
        std::array<std::string_view, kPlaceholders.size()> out;
        std::ranges::transform(kPlaceholders, out.begin(), &Placeholder::name);
        return out;
    }();
    return kNames;
}

std::string_view Bank::text(const std::map<std::string, std::string, std::less<>>& map,
                            std::string_view key, std::string_view fallback) {
    const auto it = map.find(key);
    return it == map.end() || it->second.empty() ? fallback : std::string_view{it->second};
}

std::size_t room_for_placeholders(std::string_view text) {
    std::size_t room = 0;
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) break;
        const auto it =
            std::ranges::find(kPlaceholders, text.substr(at + 1, end - at - 1), &Placeholder::name);
        if (it != kPlaceholders.end()) room += it->room;
    }
    return room;
}

} // namespace kith::words
