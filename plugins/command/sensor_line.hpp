// SPDX-License-Identifier: MIT
// What a sensing program prints, one JSON object a line. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <kith/plugin_records.hpp>

#include "base/result.hpp"

namespace kith::command {

struct Cursor {
    std::string text;
};
struct Retraction {
    std::string ref;
};
using SensorLine = std::variant<plugin::Touchpoint, plugin::Coverage, Cursor, Retraction>;

/// Reads one line:
///   {"at":"2026-03-02T18:00:00Z","address":"tel:+351210000000","channel":"call","direction":"in",
///    "ref":"call-17","minutes":12}            a contact; "connection":"ana" may stand for
///    "address"
///   {"cursor":"17"}                            what the next run gets back
///   {"type":"coverage","schemes":["tel"],"since":"2026-01-01T00:00:00Z"}
///                                              every contact of these schemes since then was told
///   {"type":"retract","ref":"call-17"}         a contact told earlier was none
/// Unknown keys are passed over. The error says what is wrong and never repeats the content.
Result<SensorLine> read_sensor_line(std::string_view line);

} // namespace kith::command
