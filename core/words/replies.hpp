// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

/// What the person meant by a line they wrote back to an offer: an answer to it, or (where `name`
/// is filled) a contact with somebody.
struct ReplyMeaning {
    Answer answer = Answer::Going;
    std::string target; ///< Later: tonight, tomorrow, weekend, next-week; empty: a few days on
    Channel channel = Channel::Together;
    std::string name; ///< as it was written
    std::string when; ///< as `kith log --at` takes it, in English; empty: now
};

/// Reads a line in the bank's language, or in English. The beginning decides (*yes, gladly*; *met
/// Ana yesterday*); the words on the offer's buttons are understood as well. Nothing where it is
/// anything else: a letter is no command, so a line of more than sixty characters never is one.
std::optional<ReplyMeaning> read_reply(std::string_view line, const Bank& bank);

} // namespace kith::words
