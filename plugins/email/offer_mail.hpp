// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kith/plugin.hpp"

namespace kith::email {

/// How an offer's mail is addressed.
struct MailFrame {
    std::string from; ///< as mail servers take it
    std::string to;
    std::int64_t at = 0;     ///< for the Date field
    bool can_answer = false; ///< replies are read
};

/// The whole message of an offer: plain text, and a small plain page beside it, CRLF line ends. Its
/// id holds the nudge's; shown again with other words it is a reply to the first. With `discreet`
/// it names nobody.
std::string offer_mail(const plugin::Nudge& nudge, const MailFrame& frame);

/// Tells one wording of an offer from another.
std::string wording_of(const plugin::Nudge& nudge);

/// The nudge a message id of Kith's belongs to: 32 hexadecimal digits, or nothing.
std::optional<std::string> nudge_of(std::string_view message_id);
/// The same of the id that no mail bears and every offer names in References.
std::optional<std::string> nudge_of_thread(std::string_view message_id);

} // namespace kith::email
