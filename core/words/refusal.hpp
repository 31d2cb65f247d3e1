// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/words/bank.hpp"

namespace kith::words {

/// Whether `words` are a plain no, in any language replies are read in.
bool is_no(std::string_view words);

/// Whether a plain no stands with what follows it: nothing, thanks, or anything behind a mark that
/// does not turn it. *No llamé*, *no problem* and *no, but tomorrow* are no refusal. `rest` is
/// folded.
bool stays_no(std::string_view rest);

/// Whether a line says that one is through with something, which is no contact: *done with this*.
/// `line` is folded.
bool is_through_with(std::string_view line);

/// Whether a line tells of hard news, as the bank's `sad` has it. What was put off for that does
/// not come back by itself.
bool tells_hard_news(std::string_view line, const Bank& bank);

} // namespace kith::words
