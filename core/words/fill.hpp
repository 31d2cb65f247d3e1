// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/words/compose.hpp"

namespace kith::words {

/// Whether the situation knows a value for every placeholder of `text`. A name and a step always
/// have one.
bool has_values(std::string_view text, const Situation& situation);

/// Placeholders of `text` besides {name} and {step}.
int special_values(std::string_view text);

/// Title and body with their values: at most kMaxChars together. Precondition: has_values of both.
Words fill(const Bank& bank, const Template& t, const Situation& situation);

} // namespace kith::words
