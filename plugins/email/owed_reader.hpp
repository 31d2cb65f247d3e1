// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "plugins/email/mail_fetch.hpp"
#include "plugins/email/reading_steps.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// Asks once more for mails that lie in a mailbox and did not come before, or did not count. The
/// mailbox is open. Borrows all it is given. Throws MailboxUnshown, besides what the session
/// throws.
class OwedReader {
  public:
    OwedReader(MailFetch& fetch, const ReadingSteps& steps, std::int64_t now)
        : fetch_(fetch), steps_(steps), now_(now) {}

    /// Those that are owed one by one; one that never comes is given up on after some runs and a
    /// day.
    void read_owed(MailboxProgress& box);
    /// Those that are owed many at once, from where the run before ended; no more than a few that
    /// are refused.
    void read_held(MailboxProgress& box);
    /// Those that were flagged as junk, for some days: the flag may be off by now.
    void read_junk(MailboxProgress& box);

  private:
    /// Gives up on those owed for too long, beside others that are `shown`.
    void let_go(MailboxProgress& box, bool shown);
    /// Asks for some of the held mails, the highest first; where it has to stop, those below are
    /// left for the next run.
    void ask_for_held(UidSet mails, MailboxProgress& box, MailFetch::Yield& yield);

    MailFetch& fetch_;
    const ReadingSteps& steps_;
    std::int64_t now_;
};

} // namespace kith::email
