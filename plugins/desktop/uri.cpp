// SPDX-License-Identifier: MIT
#include "plugins/desktop/uri.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kith::desktop {

bool may_open(std::string_view uri) {
    constexpr std::size_t kMostBytes = 2000;
    constexpr std::array<std::string_view, 6> kNever{"file",        "javascript", "data",
                                                     "view-source", "about",      "vbscript"};
    const auto colon = uri.find(':');
    if (colon == 0 || colon == std::string_view::npos || uri.size() > kMostBytes) return false;
    const std::string scheme = lower_ascii(uri.substr(0, colon));
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto fits = [&is_letter](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    const auto printable = [](char c) { return c > ' ' && c != 0x7f; };
    return is_letter(scheme.front()) && std::ranges::all_of(scheme, fits) &&
           std::ranges::find(kNever, scheme) == kNever.end() && colon + 1 < uri.size() &&
           std::ranges::all_of(uri, printable);
}

} // namespace kith::desktop
