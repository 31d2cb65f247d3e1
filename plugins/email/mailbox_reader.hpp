// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "plugins/email/imap_session.hpp"
#include "plugins/email/key_search.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/settings.hpp"
#include "plugins/email/witness.hpp"

namespace kith::email {

/// Reads the mails of one mailbox after another in pieces, each of which moves its progress and is
/// committed: so a job that ends early goes on where it was. Borrows all it is given. Throws
/// MailboxUnshown, besides what the session throws.
class MailboxReader {
  public:
    struct Steps {
        /// One mail that came, and its mailbox; true for a contact.
        std::function<bool(const FetchedMail&, const MailboxProgress&)> take;
        std::function<void(MailboxProgress&)> commit;
        /// The progress is to be kept, and the server asked nothing: it hung up.
        std::function<void()> keep;
        std::function<bool()> has_time;
        /// Remembers mails that lie there and did not come; false where there are too many.
        std::function<bool(MailboxProgress&, std::span<const Uid>)> owe;
        /// A mail the server does not show, while it shows others.
        std::function<void(MailboxProgress&, Uid)> give_up_on;
    };

    MailboxReader(ImapSession& session, SenseCursor& cursor, std::vector<std::string> keys, Way way,
                  std::int64_t now, Steps steps)
        : session_(session), always_searches_(way == Way::Search), now_(now),
          steps_(std::move(steps)), witness_(session, cursor, steps_.keep),
          search_(session, cursor, std::move(keys), way, steps_.keep) {}

    /// Those that did not come before, once more; one that never comes is given up on after some
    /// runs and a day. The mailbox is open.
    void read_owed(MailboxProgress& box);

    /// What came since the last run, oldest first. `next` is UIDNEXT, 0 where it is not known;
    /// `day` the window's beginning, as SEARCH writes it. The mailbox is open. False when time ran
    /// out.
    bool read_new(MailboxProgress& box, Uid next, const std::string& day);

    /// The window down to its beginning, newest first. The mailbox is
    /// open. False when time ran out.
    bool read_back(MailboxProgress& box, const std::string& day);

  private:
    std::string items();
    /// What came of the mails asked for.
    struct Yield {
        std::size_t piece = 0; ///< how many mails the piece is, sought ones among them
        std::string first_set; ///< those asked for first
        UidSet asked, came, contacts;
        std::vector<Uid> refused;
        std::size_t in_a_row = 0; ///< of those, since one came
        std::string words;        ///< of the refusal
        bool is_stuck = false;    ///< it held up the mailbox for some runs
    };

    void read(const UidSet::Chunk& chunk, bool searching, MailboxProgress& box);
    void read_piece(const UidSet::Chunk& chunk, bool searching, bool is_stuck,
                    MailboxProgress& box);
    void fetch(const UidSet::Chunk& chunk, MailboxProgress& box, Yield& yield);
    /// As the session's, of as many mails, the lowest of which is `low`; where the server hangs up,
    /// fewer are asked for next time.
    std::expected<void, std::string> ask(std::string_view set, std::size_t count, Uid low,
                                         MailboxProgress& box, const ImapSession::OnMail& on_mail);
    /// True for a mail at which the server hung up again and again, the last time in the very
    /// conversation in which it had shown another; then it is given up on.
    bool spoils(MailboxProgress& box, Uid uid);
    /// Throws where what came of the piece comes no more, nor another where nothing came: it is the
    /// hour, and nothing is given up.
    void insist(const Yield& yield, MailboxProgress& box);
    void settle(const Yield& yield, MailboxProgress& box);
    /// Gives up on those owed for too long, beside others that are `shown`.
    void let_go(MailboxProgress& box, bool shown);
    UidSet still_there(UidSet mails);

    ImapSession& session_;
    bool always_searches_;
    std::int64_t now_;
    Steps steps_;
    Witness witness_;
    KeySearch search_;
    /// The piece held up the mailbox for some runs, and another mail was shown just now: what is
    /// said of the hour is taken to be about a mail.
    bool insists_ = false;
    Uid witnessed_ = 0; ///< another was shown, and this one is asked for now
};

} // namespace kith::email
