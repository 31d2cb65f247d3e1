// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace kith::config {

/// Where something stands in the configuration: file as it was named when read, line and column
/// from 1, the column in characters. Line 0: the file as a whole.
struct Place {
    std::string file;
    int line = 0;
    int col = 0;

    friend auto operator<=>(const Place&, const Place&) = default;
};

enum class Severity : std::uint8_t { Error, Warning };

/// Something the person should know about their configuration. One error anywhere means the whole
/// configuration is not used; warnings change nothing.
struct Problem {
    Place place;
    Severity severity = Severity::Error;
    std::string key;    ///< dotted: `connections.ana.every`; `yaml` for the form of the file itself
    std::string reason; ///< a sentence without its full stop

    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

/// `FILE:LINE:COL: error: KEY: REASON` (or `warning`), one line whatever the file held. A file as a
/// whole is 1:1.
std::string format(const Problem& problem);

/// `kith.yaml:12`, as lists and "also written at" show it.
std::string format(const Place& place);

bool has_errors(const Problems& problems);

/// By file, line and column; what stands at one place keeps its order.
void sort_by_place(Problems& problems);

} // namespace kith::config
