// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/config/reading.hpp"
#include "core/model/settings.hpp"

namespace kith::config {

/// One file of a configuration. `name` is how problems call it.
struct SourceFile {
    std::string name;
    std::string text;
    bool connections = false; ///< from the folder connections/
};

/// A configuration read. With any error the settings are not to be used.
struct Parsed {
    Settings settings;
    Problems problems;                 ///< sorted by place
    Origins origins;                   ///< what was written, and where, by full key
    std::map<std::string, Place> kept; ///< keys whose behaviour comes later, with their first place

    [[nodiscard]] bool ok() const { return !has_errors(problems); }
};

/// Reads a whole configuration: every error is reported, each with its place. `manifests` may be
/// null: then plugin names and settings are not checked. `complete` false: a file is missing here,
/// so ids that nothing declares are let pass, as they are when a file cannot be read as YAML.
/// `Absent::Pass`: a plugin that is not there is a warning, for what was once in force. Pure,
/// besides looking up zone names.
enum class Absent : std::uint8_t { Error, Pass };
Parsed parse(const std::vector<SourceFile>& files, const Manifests* manifests, bool complete = true,
             Absent absent = Absent::Error);

} // namespace kith::config
