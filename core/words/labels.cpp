// SPDX-License-Identifier: MIT
#include "core/words/labels.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace kith::words {

namespace {

constexpr std::string_view kNotNow = "Not now", kNotThisTime = "Not this time",
                           kInTouch = "Been in touch";

} // namespace

std::vector<Label> labels(const Bank& bank, Sight sight, bool has_smaller) {
    const auto label = [&](std::string_view answer, std::string_view fallback) {
        return Label{answer, Bank::text(bank.labels, answer, fallback)};
    };
    const auto going = label("going", "Say hi");
    const auto later = label("later", kNotNow);
    if (sight != Sight::Seen) return {label("already", kInTouch), going, later};
    if (!has_smaller) return {going, later};
    return {going, label("smaller", "Smaller"), later};
}

std::vector<Label> all_labels(const Bank& bank, Sight sight, bool has_smaller) {
    auto out = labels(bank, sight, has_smaller);
    const std::array others{Label{"done", "Done"}, Label{"skip", kNotThisTime},
                            Label{"already", kInTouch}};
    for (const auto& [answer, text] : others)
        if (std::ranges::find(out, answer, &Label::answer) == out.end())
            out.push_back({answer, Bank::text(bank.labels, answer, text)});
    return out;
}

std::vector<Label> ritual_labels(const Bank& bank, bool is_question) {
    const Label keep{"going", Bank::text(bank.labels, kKeep, "Keep it")};
    const Label rest{"rest", Bank::text(bank.labels, kLetRest, "Let it rest")};
    if (is_question) return {keep, rest, {"later", Bank::text(bank.labels, "later", kNotNow)}};
    return {keep, {"skip", Bank::text(bank.labels, "skip", kNotThisTime)}, rest};
}

std::string_view reply_with(const Bank& bank) {
    return Bank::text(bank.labels, "reply", "Reply with");
}

} // namespace kith::words
