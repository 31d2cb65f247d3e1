// SPDX-License-Identifier: MIT
#include "core/policy/self_check.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"

namespace kith::policy {
namespace {

constexpr std::array<std::string_view, 3> kAnswers{"hardly-ever", "sometimes", "often"};
constexpr int kWeighs = 6;
constexpr auto kApart = std::chrono::days{14}, kLately = std::chrono::days{92};

} // namespace

std::optional<std::string> self_check_text(const std::vector<std::string>& answers) {
    if (answers.size() != kSelfCheckQuestions.size()) return std::nullopt;
    for (const auto& answer : answers)
        if (std::ranges::find(kAnswers, answer) == kAnswers.end()) return std::nullopt;
    return fmt::format("{}", fmt::join(answers, " "));
}

int self_check_sum(std::string_view text) {
    int sum = 0;
    for (const auto& word : split(text, ' ')) {
        const auto found = std::ranges::find(kAnswers, word);
        if (found == kAnswers.end()) return 0;
        sum += static_cast<int>(found - kAnswers.begin()) + 1;
    }
    return sum;
}

bool self_checks_weigh(const Memory& m) {
    if (m.self_checks.empty() || self_check_sum(m.self_checks.back().how) < kWeighs) return false;
    const auto newest = m.self_checks.back().at;
    return std::ranges::any_of(m.self_checks, [&](const Feeling& f) {
        return newest - f.at >= kApart && newest - f.at <= kLately &&
               self_check_sum(f.how) >= kWeighs;
    });
}

} // namespace kith::policy
