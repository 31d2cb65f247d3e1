// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::wire {

/// Why a job did not do what it was asked.
enum class FailKind : std::uint8_t {
    None,
    // What a plugin reports, as KITH_FAIL_* of kith/plugin.h.
    Temporary,
    Auth,
    Config,
    Refused,
    Unknown,
    Absent,
    // What the host finds.
    Unfit,   ///< the library is not the plugin its manifest describes
    TooMuch, ///< more records, bytes or memory than a job may have
    // What the starter sees.
    Crashed,  ///< ended by a signal
    Exited,   ///< ended without a result
    TimedOut, ///< past its deadline
    Garbled,  ///< said something that is no record
    NotStarted,
};

std::string_view to_word(FailKind kind);
std::optional<FailKind> fail_kind_from(std::string_view word);

} // namespace kith::wire
