// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "plugins/email/folder_hints.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::email {

/// For who looks closely, as hint_at_folders() is: the addresses the newest mails of each folder of
/// sent mail are from that are neither the person's by the settings nor one of their people's. Only
/// From is asked for. Throws what the session throws; what was found before has been handed over.
void hint_at_senders(const plugin::Host& host, ImapSession& session, const Listing& listing,
                     std::span<const ChosenMailbox> chosen, const mail::People& people,
                     const HintSearch& search);

} // namespace kith::email
