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

std::string preset_text(const Preset& preset) {
    std::string out;
    for (const auto& value : preset.values) {
        const auto where = heading(section(value.section));
        out += fmt::format("{}`{}{}: {}`", out.empty() ? "" : ", ",
                           value.section == SectionId::File ? "" : where + ".", value.key,
                           value.value);
        std::string circles;
        for (const auto circle : value.circles)
            circles += fmt::format("{}{}", circles.empty() ? "" : ", ", kith::to_word(circle));
        if (!circles.empty()) out += fmt::format(" ({})", circles);
    }
    return out;
}

std::string heading(const Section& section) {
    if (section.path.empty()) return "kith.yaml";
    std::string out{section.path};
    for (auto at = out.find("[]"); at != std::string::npos; at = out.find("[]")) out.erase(at, 2);
    return out;
}

} // namespace kith::config
