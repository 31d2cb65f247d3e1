// SPDX-License-Identifier: MIT
#include "core/config/docs/documents.hpp"

#include <fmt/format.h>

#include "core/config/docs/prose.hpp"

namespace kith::config {
namespace {

/// scdoc reads * and _ as emphasis; what stands between backticks becomes bold.
std::string scd(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '`') {
            out += '*';
            continue;
        }
        if (c == '*' || c == '_' || c == '\\' || c == '#') out += '\\';
        out += c;
    }
    return out;
}

std::string upper(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string entry(const Key& key) {
    const auto fallback = default_text(key);
    std::string details = fmt::format("Takes {}.", expectation(key));
    if (!fallback.empty()) details += fmt::format(" Default: {}.", fallback);
    if (key.required) details += " Needed.";
    if (key.status == Status::Kept) details += " Kept, not used yet.";
    return fmt::format("*{}*\n\t{}++\n{}\n\n", scd(key.name), scd(key.help), scd(details));
}

} // namespace

std::string config_man() {
    std::string out =
        "kith.yaml(5)\n\n; Generated from the table in core/config by the target "
        "config-docs.\n\n# NAME\n\nkith.yaml - what you tell Kith about your people and "
        "your days\n";
    for (const auto& [title, text] : kProse)
        out += fmt::format("\n# {}\n\n{}\n", upper(title), scd(text));
    for (const auto& section : sections()) {
        out += fmt::format("\n# {}\n\n{}\n\n", upper(heading(section)), scd(section.help));
        for (const auto& key : section.keys) out += entry(key);
        out.pop_back();
    }
    out += fmt::format("\n# PRESETS\n\n{}\n\n", scd(kPresetsProse));
    for (const auto& preset : presets())
        out += fmt::format("*{}*\n\t{}++\n{}.\n\n", scd(preset.name), scd(preset.help),
                           scd(preset_text(preset)));
    out.pop_back();
    return out + "\n# SEE ALSO\n\n*kith*(1), *kithd*(8)\n";
}

} // namespace kith::config
