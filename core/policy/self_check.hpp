// SPDX-License-Identifier: MIT
// Three questions about company, for whoever asks for them: the three items of the UCLA Loneliness
// Scale (Hughes et al. 2004), with its own answers. Kept as words, never shown as a figure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy/memory.hpp"

namespace kith::policy {

inline constexpr std::array<std::string_view, 3> kSelfCheckQuestions{
    "How often do you feel that you lack companionship?", "How often do you feel left out?",
    "How often do you feel isolated from others?"};

/// Three answers as they are kept, "sometimes often hardly-ever"; nothing where there are not three
/// of these words.
std::optional<std::string> self_check_text(const std::vector<std::string>& answers);

/// 3 to 9, from hardly ever 1 to often 3; 0 for what is no such text.
int self_check_sum(std::string_view text);

/// Whether the newest answers, and some at least 14 days and at most a quarter of a year before
/// them, both come to 6 or more: what the person told twice, and was no passing thing (domain B13).
bool self_checks_weigh(const Memory& memory);

} // namespace kith::policy
