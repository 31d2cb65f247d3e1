// SPDX-License-Identifier: MIT
#include "wire/fail_kind.hpp"

#include <array>
#include <cstddef>

namespace kith::wire {
namespace {

constexpr std::array<std::string_view, 14> kWords{
    "none",  "temporary", "auth",    "config", "refused",   "unknown", "absent",
    "unfit", "too-much",  "crashed", "exited", "timed-out", "garbled", "not-started"};
static_assert(kWords.size() == static_cast<std::size_t>(FailKind::NotStarted) + 1);

} // namespace

std::string_view to_word(FailKind kind) { return kWords.at(static_cast<std::size_t>(kind)); }

std::optional<FailKind> fail_kind_from(std::string_view word) {
    for (std::size_t i = 0; i < kWords.size(); ++i)
        if (kWords.at(i) == word) return static_cast<FailKind>(i);
    return std::nullopt;
}

} // namespace kith::wire
