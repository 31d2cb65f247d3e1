// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>

#include "plugins/email/imap_answers.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// What those who read a mailbox leave to the run they are a part of.
struct ReadingSteps {
    /// One mail that came, and its mailbox; true for a contact.
    std::function<bool(const FetchedMail&, const MailboxProgress&)> take;
    std::function<void(MailboxProgress&)> commit;
    /// The progress is to be kept, and the server asked nothing: it hung up.
    std::function<void()> keep;
    std::function<bool()> has_time;
    /// Remembers mails that lie there and did not come; false where there are too many.
    std::function<bool(MailboxProgress&, std::span<const Uid>)> owe;
    /// The same of many at once.
    std::function<bool(MailboxProgress&, const UidSet&)> hold;
    /// A mail the server does not show, while it shows others.
    std::function<void(MailboxProgress&, Uid)> give_up_on;
};

} // namespace kith::email
