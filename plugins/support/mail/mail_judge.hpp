// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/support/mail/mail_headers.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::mail {

/// What the user may set about which mail counts.
struct MailRules {
    std::size_t max_recipients = 5; ///< mail to more is mail to many
};

/// What one message is: a contact with `others`, or passed over for a reason.
struct Judgement {
    bool out = false;                ///< the user wrote it
    std::vector<std::string> others; ///< canonical addresses of the connections it touches
    std::string_view why_not;        ///< a few plain words; empty where it counts
};

/// Decides whether a message is a contact (domain.md B2): From a connection is one from them, from
/// the user to a connection one to them. Lists, bulk, automatic mail, bounces, no-reply senders,
/// calendar answers, mail to many and mail to oneself are none. Names never count, addresses alone.
/// `in_sent`: it lies among sent mail, where a From that is no connection's is the user's own,
/// though they did not list it.
Judgement judge(const MailHeaders& mail, const People& people, const MailRules& rules,
                bool in_sent);

/// Of a mail among those sent: the one address it is from, where that is the user's by where it
/// lies alone, neither theirs by the list nor a connection's; else empty.
std::string unlisted_sender(const MailHeaders& mail, const People& people);

/// When it happened: the Date field if it is not later than a day after `filed` (when the mailbox
/// got it), else `filed`; never after `now`.
Instant moment_of(const MailHeaders& mail, Instant filed, Instant now);

} // namespace kith::mail
