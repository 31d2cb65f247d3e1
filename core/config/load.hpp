// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "core/config/parse.hpp"

namespace kith::config {

/// The one function here that reads files: kith.yaml and connections/*.yaml below `dir`, each named
/// as `dir` was written. Editors' leftovers (hidden files, `~` endings) are passed over. What
/// cannot be read is a problem at the place of its file; nothing is thrown.
struct Loaded {
    std::vector<SourceFile> files;
    Problems problems;
};
Loaded load_files(const std::filesystem::path& dir);

/// load_files and parse in one.
Parsed load(const std::filesystem::path& dir, const Manifests* manifests);

} // namespace kith::config
