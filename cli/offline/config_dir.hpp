// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "core/calendar/zone.hpp"
#include "core/config/parse.hpp"
#include "core/config/words_file.hpp"
#include "core/policy/glance.hpp"
#include "wire/catalog.hpp"

namespace kith::cli {

/// The folder as given, that of a kith.yaml that was given, or the person's own:
/// $XDG_CONFIG_HOME/kith.
std::filesystem::path config_dir(const std::string& given);

/// A configuration with the plugins it was checked against.
struct Checked {
    config::Parsed parsed;
    config::WordsRead words; ///< of its language; problems here cost a template, no more
    wire::Catalog catalog;
};

/// Reads and checks; problems are in the result.
Checked read_config(const std::filesystem::path& dir);

/// What kithd last said of the person's own life; of another folder nothing.
policy::Glance glance(const std::string& given);

/// Gives everybody the state they are in by it: remembered, let go, without contact.
void set_apart(Settings& settings, const policy::Glance& glance);

/// The time zone the settings ask for; `auto` looks at TZ and /etc/localtime.
calendar::Zone zone_of(const Settings& settings);

} // namespace kith::cli
