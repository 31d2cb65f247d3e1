// SPDX-License-Identifier: MIT
// The sample configurations in tests/data/config, for the tests of this room.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/config/parse.hpp"

namespace kith::test {

std::string read_text(const std::filesystem::path& file);
std::filesystem::path sample_dir();
/// The *.yaml of a folder below the samples, sorted.
std::vector<std::filesystem::path> samples(const std::string& folder);
/// The manifests the samples are written for.
const config::Manifests& sample_manifests();
/// `text` as the kith.yaml of a configuration.
config::Parsed parse_text(const std::string& text);
/// One line a problem, as `kith check` prints them.
std::vector<std::string> lines(const config::Problems& problems);
/// The reasons of all errors, joined, for CHECK_THAT.
std::string errors_of(const std::string& text);

} // namespace kith::test
