// SPDX-License-Identifier: MIT
#include "core/config/place.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::config {
namespace {

constexpr std::size_t kLongestReason = 600;

} // namespace

std::string format(const Problem& problem) {
    return fmt::format("{}:{}:{}: {}: {}: {}", clean_line(problem.place.file, kLongestReason),
                       std::max(problem.place.line, 1), std::max(problem.place.col, 1),
                       problem.severity == Severity::Error ? "error" : "warning",
                       clean_line(problem.key), clean_line(problem.reason, kLongestReason));
}

std::string format(const Place& place) {
    return fmt::format("{}:{}", clean_line(place.file, kLongestReason), std::max(place.line, 1));
}

bool has_errors(const Problems& problems) {
    return std::ranges::any_of(problems,
                               [](const Problem& p) { return p.severity == Severity::Error; });
}

void sort_by_place(Problems& problems) {
    // By hand, since std::stable_sort leans on what C++17 deprecated and clang says so.
    std::multimap<Place, Problem> sorted;
    for (auto& problem : problems) {
        auto place = problem.place;
        sorted.emplace(std::move(place), std::move(problem));
    }
    problems.clear();
    for (auto& [place, problem] : sorted) problems.push_back(std::move(problem));
}

} // namespace kith::config
