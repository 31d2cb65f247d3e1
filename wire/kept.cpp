// SPDX-License-Identifier: MIT
#include "wire/kept.hpp"

#include <fmt/format.h>

#include "wire/limits.hpp"

namespace kith::wire {

std::string_view to_word(Kept kept) {
    switch (kept) {
    case Kept::Fine: return "fine";
    case Kept::TooMuch: return "too-much";
    case Kept::Hidden: return "hidden";
    }
    return {};
}

std::optional<Kept> kept_from(std::string_view word) {
    for (const auto kept : {Kept::Fine, Kept::TooMuch, Kept::Hidden})
        if (to_word(kept) == word) return kept;
    return std::nullopt;
}

std::string to_sentence(Kept kept) {
    switch (kept) {
    case Kept::Fine: return {};
    case Kept::TooMuch:
        return fmt::format("keeps more than {} MB or {} files in its state folder",
                           kMaxState / (std::size_t{1024} * 1024), kMaxStateFiles);
    case Kept::Hidden: return "has made its state folder one that cannot be looked through";
    }
    return {};
}

} // namespace kith::wire
