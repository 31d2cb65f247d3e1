// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

/// What a line says of the person's own days, beside any offer.
enum class DayWord : std::uint8_t { None, LowEnergy, QuietWeek };

/// What the person meant by a line they wrote back to an offer: an answer to it, a contact with
/// somebody (where `name` is filled), or a word about their days (where `days` is set).
struct ReplyMeaning {
    Answer answer = Answer::Going;
    std::string target; ///< Later: tonight, tomorrow, weekend, next-week; empty: a few days on
    Channel channel = Channel::Together;
    std::string name; ///< as it was written
    DayWord days = DayWord::None;
    std::string when;             ///< as `kith log --at` takes it, in English; empty: now
    std::optional<Answer> before; ///< a contact's yes or no: where nobody is named, that counts
};

/// Reads a line in the bank's language, or in English. The beginning decides (*yes, gladly*; *met
/// Ana yesterday*), where it stands alone, before a mark or with a word of courtesy; the words on
/// the offer's buttons are understood as well. A no is *not this time*, and so is what is put off
/// with hard news. Nothing where it asks, or is anything else: a letter is no command, so a line of
/// more than sixty characters never is one.
std::optional<ReplyMeaning> read_reply(std::string_view line, const Bank& bank);

} // namespace kith::words
