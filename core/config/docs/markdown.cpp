// SPDX-License-Identifier: MIT
#include "core/config/docs/documents.hpp"

#include <fmt/format.h>

#include "core/config/docs/prose.hpp"

namespace kith::config {
namespace {

/// A bar would end the cell.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string row(const Key& key) {
    const auto fallback = default_text(key);
    const std::string_view note = key.required ? "*needed*" : "";
    return fmt::format("| `{}` | {} | {} | {}{} |\n", key.name, cell(expectation(key)),
                       fallback.empty() ? note : cell('`' + fallback + '`'), cell(key.help),
                       key.status == Status::Kept ? " *Kept, not used yet.*" : "");
}

} // namespace

std::string config_markdown() {
    std::string out =
        "<!-- Generated from the table in core/config by the target config-docs. -->\n"
        "# Configuration\n";
    for (const auto& [title, text] : kProse) out += fmt::format("\n## {}\n\n{}\n", title, text);
    for (const auto& section : sections()) {
        out += fmt::format("\n## `{}`\n\n{}\n\n| key | takes | default | what it does |\n"
                           "|---|---|---|---|\n",
                           heading(section), section.help);
        for (const auto& key : section.keys) out += row(key);
    }
    out +=
        fmt::format("\n## Presets\n\n{}\n\n| preset | for whom | what it sets |\n|---|---|---|\n",
                    kPresetsProse);
    for (const auto& preset : presets())
        out += fmt::format("| `{}` | {} | {} |\n", preset.name, preset.help, preset_text(preset));
    return out;
}

} // namespace kith::config
