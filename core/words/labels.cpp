// SPDX-License-Identifier: MIT
#include "core/words/labels.hpp"

#include <vector>

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

std::string_view reply_with(const Bank& bank) {
    return Bank::text(bank.labels, "reply", "Reply with");
}

} // namespace kith::words
