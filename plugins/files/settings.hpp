// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kith::files {

/// The settings of one instance, as the manifest describes them.
struct FileSettings {
    std::vector<std::filesystem::path> maildirs;
    std::vector<std::string> sent;
    std::vector<std::filesystem::path> calendars;
    std::size_t max_recipients = 5;
    bool plus_addresses = false;
};

/// Reads the host's JSON; `~/` is the home folder. Throws plugin::Failure (CONFIG) when neither a
/// mail folder nor a calendar is named.
FileSettings read_settings(std::string_view json);

} // namespace kith::files
