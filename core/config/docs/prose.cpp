// SPDX-License-Identifier: MIT
#include "core/config/docs/prose.hpp"

#include <fmt/format.h>

namespace kith::config {

std::string default_text(const Key& key) {
    std::string out{key.fallback};
    for (const auto& [circle, value] : key.circles)
        out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", value, kith::to_word(circle));
    return out;
}

std::string heading(const Section& section) {
    if (section.path.empty()) return "kith.yaml";
    std::string out{section.path};
    for (auto at = out.find("[]"); at != std::string::npos; at = out.find("[]")) out.erase(at, 2);
    return out;
}

} // namespace kith::config
