// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::cli {

// Exit codes, as design.md 9 fixes them.
inline constexpr int kOk = 0;
inline constexpr int kNotSo = 1;
inline constexpr int kWrongUse = 2;
inline constexpr int kNotReachable = 3;

/// True where stdout is a terminal that wants colours and NO_COLOR is not set.
bool wants_color();

/// `text` in bold or dim, where colours are wanted.
std::string bold(std::string_view text);
std::string dim(std::string_view text);

/// Writes a line to stdout or stderr; control characters in `text` are taken out, tabs and newlines
/// it was given on purpose stay.
void print(std::string_view text);
void complain(std::string_view text);

/// The exit code to leave with: `code`, unless what was printed could not be written (a full disk);
/// that is said, and kNotSo.
int finish(int code);

} // namespace kith::cli
