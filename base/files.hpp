// SPDX-License-Identifier: MIT
// Whole files read and written so that nothing is ever half there. Errors name the file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

#include "base/result.hpp"

namespace kith {

/// Makes the folder and its missing parents, readable by their owner alone, and closes an existing
/// one that is more open. Fails if it is no folder or another user's.
Result<void> make_private_dir(const std::filesystem::path& dir);

/// Replaces the file in one step: written beside it, flushed, renamed, the folder flushed. After an
/// error the old content stands (or, if only the last step failed, the new one may not last).
Result<void> atomic_write(const std::filesystem::path& file, std::string_view content,
                          mode_t mode = 0600);

/// The whole of an ordinary file of at most `cap` bytes. Anything else (a pipe, a device) is an
/// error at once, never a wait.
Result<std::string> read_file(const std::filesystem::path& file, std::size_t cap);

/// The same, but a pipe is read to its end and waited for: for what a person names by hand.
Result<std::string> read_file_or_pipe(const std::filesystem::path& file, std::size_t cap);

/// Makes what happened to the folder's entries last through a power cut.
Result<void> flush_dir(const std::filesystem::path& dir);

/// `text: what errno says`, for errors of the system.
std::string errno_text(std::string_view text, int error);

} // namespace kith
