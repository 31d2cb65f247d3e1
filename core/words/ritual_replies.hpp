// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

/// What a line written back to an offer about a ritual says of it, in the bank's language or in
/// English: *keep it* is Going, *resting* is Rest; *moved*, *cancelled* and *no* are Rest where the
/// offer was the question whether it stands, and NotThisTime after a word the evening before; *not
/// this week* is Later to the question. A yes alone, and whatever else, is for read_reply().
std::optional<Answer> read_ritual_reply(std::string_view line, const Bank& bank, bool is_question);

} // namespace kith::words
