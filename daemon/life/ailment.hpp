// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::daemon {

/// Something that is not well: a line for `kith status`, and the one command in it that mends it,
/// or shows what does.
struct Ailment {
    std::string line;
    std::string command;
};

/// `text; COMMAND does` with the command in backticks; a full stop is added, and one that ends the
/// text goes.
Ailment ailment(std::string text, std::string command, std::string_view does);

/// A text that names its command itself, last of what stands in backticks in it. Where it names
/// none, `kith doctor` tries again.
Ailment with_its_own(std::string text);

/// The lines alone.
std::vector<std::string> lines(const std::vector<Ailment>& ailments);

} // namespace kith::daemon
