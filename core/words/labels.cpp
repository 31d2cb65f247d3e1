// SPDX-License-Identifier: MIT
#include "core/words/labels.hpp"

#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::words {

std::vector<Label> labels(const Bank& bank, Sight sight, bool has_smaller) {
    const auto label = [&](std::string_view answer, std::string_view fallback) {
        return Label{answer, Bank::text(bank.labels, answer, fallback)};
    };
    const auto going = label("going", "Say hi");
    const auto later = label("later", "Not now");
    if (sight != Sight::Seen) return {label("already", "Been in touch"), going, later};
    if (!has_smaller) return {going, later};
    return {going, label("smaller", "Smaller"), later};
}

Message going_quiet() {
    return {"Going quiet",
            "I will stop tapping your shoulder. The picture is here when you want it."};
}

Message sample() {
    return {"A sample from Kith", "You asked for it with `kith doctor --ring`. This way works."};
}

Message trouble(std::span<const std::string> things) {
    constexpr std::size_t kLongestId = 24;
    std::vector<std::string> plugins;
    bool configuration = false;
    for (const auto& thing : things) {
        if (thing == kConfigurationFile)
            configuration = true;
        else
            plugins.push_back(clean_line(thing, kLongestId));
    }
    if (plugins.empty())
        return {"A look at kith.yaml?",
                "Something in it cannot be read, so the earlier settings hold. `kith check` says "
                "where."};
    if (plugins.size() > 1) plugins = {"More than one plugin"};
    return {"Kith could use a hand",
            fmt::format("{}{} out of reach just now. `kith status` says what helps.",
                        plugins.front(), configuration ? " and kith.yaml are" : " is")};
}

} // namespace kith::words
