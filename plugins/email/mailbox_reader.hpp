// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugins/email/imap_session.hpp"
#include "plugins/email/key_search.hpp"
#include "plugins/email/mail_fetch.hpp"
#include "plugins/email/owed_reader.hpp"
#include "plugins/email/reading_steps.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

/// Reads the mails of one mailbox after another in pieces, each of which moves its progress and is
/// committed: so a job that ends early goes on where it was. Borrows all it is given. Throws
/// MailboxUnshown, besides what the session throws.
class MailboxReader {
  public:
    using Steps = ReadingSteps;

    MailboxReader(ImapSession& session, SenseCursor& cursor, std::vector<std::string> keys, Way way,
                  std::int64_t now, Steps steps)
        : session_(session), always_searches_(way == Way::Search), now_(now),
          steps_(std::move(steps)), fetch_(session, cursor, steps_), owed_(fetch_, steps_, now),
          search_(session, cursor, std::move(keys), way, steps_.keep) {}
    MailboxReader(const MailboxReader&) = delete;
    MailboxReader& operator=(const MailboxReader&) = delete;

    /// What did not come before, or did not count.
    [[nodiscard]] OwedReader& owed() { return owed_; }

    /// What came since the last run, oldest first. `next` is UIDNEXT, 0 where it is not known;
    /// `day` the window's beginning, as SEARCH writes it. The mailbox is open. False when time ran
    /// out.
    bool read_new(MailboxProgress& box, Uid next, const std::string& day);

    /// The window down to its beginning, newest first. The mailbox is
    /// open. False when time ran out.
    bool read_back(MailboxProgress& box, const std::string& day);

  private:
    /// How a piece is read; of what is new a search may not know yet.
    enum class By : std::uint8_t { Headers, Search, SearchOfNew };

    /// Those of `among`, a search program, that were filed since that day. For a date a server may
    /// have to read the mail, and fail at a damaged one: all of them where it says no to that a
    /// second time, or hung up at it twice.
    void find_window(MailboxProgress& box, const std::string& among, const std::string& day,
                     UidSet& out);
    void read(const UidSet::Chunk& chunk, By how, MailboxProgress& box);
    void read_piece(const UidSet::Chunk& chunk, By how, bool is_stuck, MailboxProgress& box);
    /// One at which the server hung up, or failed for some runs, is asked for and not searched for;
    /// where only the search is to be used and it said no, it has to search another then.
    bool fails_at(const UidSet::Chunk& chunk, bool is_stuck, MailboxProgress& box);
    /// False where the server does not search for that.
    bool find_hits(const UidSet::Chunk& chunk, By how, UidSet& hits, MailboxProgress& box);
    void settle(const MailFetch::Yield& yield, MailboxProgress& box);

    ImapSession& session_;
    bool always_searches_;
    std::int64_t now_;
    Steps steps_;
    MailFetch fetch_;
    OwedReader owed_;
    KeySearch search_;
};

} // namespace kith::email
