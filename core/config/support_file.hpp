// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/parse.hpp"
#include "core/words/bank.hpp"

namespace kith::config {

/// Someone to talk to: a helpline or a place, as support.yaml has it.
struct HelpEntry {
    std::string country; ///< two letters, or any
    std::string name, call, text, web;
    std::string checked, from; ///< when it was looked up, and where
};

/// The entries of both files, the person's own first: what that one says of a country stands
/// instead of what Kith brings for it. What is wrong is told at its place and left out. Pure.
struct SupportRead {
    std::vector<HelpEntry> entries;
    Problems problems;
};
SupportRead parse_support(const std::optional<SourceFile>& brought,
                          const std::optional<SourceFile>& own);

/// support.yaml below each folder. Without one, nothing is known and the page says where to look.
SupportRead load_support(const std::filesystem::path& brought, const std::filesystem::path& own);

/// Whether somebody of that very country is among them.
bool knows_country(const SupportRead& support, std::string_view country);

/// The help page of a language, with who is there in `country` and everywhere; without one (not
/// set, or nobody is known there), with everybody Kith knows of.
std::vector<std::string> help_page(const words::Bank& bank, const SupportRead& support,
                                   std::string_view country);

} // namespace kith::config
