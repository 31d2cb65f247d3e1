// SPDX-License-Identifier: MIT
// That part of the ledger was lost, in words for the person: kept beside it from before the first
// step until Kith has dealt with it, so that a start that was cut off in between is known to the
// next.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "core/calendar/zone.hpp"

namespace kith::ledger {

/// In place of what was noted before. What it says holds from here on, also through a power cut.
Result<void> note_loss(const std::filesystem::path& dir, const std::string& text);

/// What is not dealt with yet; empty where nothing is.
std::string noted_loss(const std::filesystem::path& dir);

/// Once it is dealt with. What the disk does not take away is dealt with once more.
void drop_loss(const std::filesystem::path& dir);

/// A free name in `dir` for what is set aside: what it is, when, and `tail`.
std::filesystem::path name_aside(const std::filesystem::path& dir, std::string_view what,
                                 Instant now, std::string_view tail = {});

/// What a note adds about a log that was kept under that name because its ledger, moved away, could
/// not take it.
std::string of_kept_log(const std::filesystem::path& log);
/// That part of a note, to go on into another; empty where it tells of none.
std::string kept_log_in(const std::string& note);

} // namespace kith::ledger
