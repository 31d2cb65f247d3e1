// SPDX-License-Identifier: MIT
#include "core/words/messages.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kith::words {
namespace {

struct Known {
    std::string_view key, title, body;
};

/// What is said where a word file has no such message.
constexpr std::array kKnown{
    Known{"going-quiet", "Going quiet",
          "I will stop tapping your shoulder. The picture is here when you want it."},
    Known{"sample", "A sample from Kith",
          "You asked for it with `kith doctor --ring`. This way works."},
    Known{"file", "A look at kith.yaml?",
          "Something in it cannot be read, so the earlier settings hold. `kith check` says where."},
    Known{"memory", "A look at what Kith knows?",
          "Part of its memory was lost. `kith list` shows what is left, in case something is "
          "missing."},
    Known{"plugin", "Kith could use a hand",
          "{thing} is out of reach just now. `kith status` says what helps."},
    Known{"several", "Kith could use a hand",
          "More than one thing is out of reach just now. `kith status` says what helps."},
    Known{"whom", "Whom do you mean?", "{names}? One more reply will do."},
    Known{"nobody", "Whom do you mean?",
          "That name is not in your list as it stands. One more reply will do."},
};

template <auto Member>
constexpr auto column() {
    std::array<std::string_view, kKnown.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = kKnown[i].*Member;
    return out;
}
constexpr auto kKeys = column<&Known::key>();
constexpr MessageHole kThing{"{thing}", 24}, kNames{"{names}", 48};
constexpr std::array kHoles{kThing, kNames};

Message message(const Bank& bank, std::string_view key) {
    const auto* known = std::ranges::find(kKnown, key, &Known::key);
    const auto said = bank.messages.find(key);
    if (said == bank.messages.end()) return {std::string{known->title}, std::string{known->body}};
    return said->second;
}

void fill(Message& message, const MessageHole& hole, const std::string& value) {
    for (auto* text : {&message.title, &message.body})
        if (const auto at = text->find(hole.text); at != std::string::npos)
            text->replace(at, hole.text.size(), value);
}

} // namespace

std::span<const std::string_view> message_keys() { return kKeys; }
std::span<const MessageHole> message_holes() { return kHoles; }

Message going_quiet(const Bank& bank) { return message(bank, "going-quiet"); }
Message sample(const Bank& bank) { return message(bank, "sample"); }

Message trouble(const Bank& bank, std::span<const std::string> things) {
    if (things.size() != 1) return message(bank, "several");
    if (things.front() == kConfigurationFile) return message(bank, "file");
    if (things.front() == kMemoryFile) return message(bank, "memory");
    auto out = message(bank, "plugin");
    fill(out, kThing, clean_line(things.front(), kThing.longest));
    return out;
}

Message whom(const Bank& bank, std::span<const std::string> names) {
    if (names.empty()) return message(bank, "nobody");
    std::string all;
    for (const auto& name : names) {
        const auto next = (all.empty() ? "" : " / ") + clean_line(name, kThing.longest);
        if (all.size() + next.size() > kNames.longest) break;
        all += next;
    }
    auto out = message(bank, "whom");
    fill(out, kNames, all);
    return out;
}

} // namespace kith::words
