// SPDX-License-Identifier: MIT
#include "daemon/life/ailment.hpp"

#include <utility>

#include <fmt/format.h>

namespace kith::daemon {

Ailment ailment(std::string text, std::string command, std::string_view does) {
    while (text.ends_with('.')) text.pop_back();
    auto line = fmt::format("{}; `{}` {}.", text, command, does);
    return {std::move(line), std::move(command)};
}

Ailment with_its_own(std::string text) {
    const auto end = text.rfind('`');
    const auto begin = end == std::string::npos || end == 0 ? end : text.rfind('`', end - 1);
    if (begin == std::string::npos || begin == end)
        return ailment(std::move(text), "kith doctor", "tries it again");
    auto command = text.substr(begin + 1, end - begin - 1);
    return {std::move(text), std::move(command)};
}

std::vector<std::string> lines(const std::vector<Ailment>& ailments) {
    std::vector<std::string> out;
    out.reserve(ailments.size());
    for (const auto& each : ailments) out.push_back(each.line);
    return out;
}

} // namespace kith::daemon
