// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/email/imap_session.hpp"
#include "plugins/email/reading_steps.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/witness.hpp"

namespace kith::email {

UidSet one(Uid uid);
std::vector<Uid> uids_of(UidSet set);

/// Asks for mails of the mailbox that is open, and finds out which of them the server does not
/// show. Borrows all it is given. Throws MailboxUnshown, besides what the session throws.
class MailFetch {
  public:
    MailFetch(ImapSession& session, SenseCursor& cursor, const ReadingSteps& steps)
        : session_(session), steps_(steps), witness_(session, cursor, steps.keep) {}

    /// What came of the mails asked for.
    struct Yield {
        std::size_t piece = 0; ///< how many mails the piece is, sought ones among them
        std::string first_set; ///< those asked for first
        UidSet asked, came, contacts;
        UidSet answered; ///< what came, was left out, or is refused by itself
        std::vector<Uid> refused;
        std::size_t most_refused = SIZE_MAX; ///< after so many no more is asked for
        std::size_t in_a_row = 0;            ///< of those, since one came
        std::string words;                   ///< of the refusal
        bool is_stuck = false;               ///< it held up the mailbox for some runs
    };

    /// Where the answer is no, half of them are asked for, and so on.
    void fetch(const UidSet::Chunk& chunk, MailboxProgress& box, Yield& yield);
    /// As the session's, of as many mails, the lowest of which is `low`; where the server hangs up,
    /// fewer are asked for next time.
    std::expected<void, std::string> ask(std::string_view set, std::size_t count, Uid low,
                                         MailboxProgress& box, const ImapSession::OnMail& on_mail);
    /// The server hung up at so many mails, the lowest of which is `low`.
    void note_break(std::size_t count, Uid low, MailboxProgress& box);
    /// True for a mail at which the server hung up again and again, the last time in the very
    /// conversation in which it had shown another; then it is given up on.
    bool spoils(MailboxProgress& box, Uid uid);
    /// Throws where what came of the piece comes no more, nor another where nothing came: it is the
    /// hour, and nothing is given up.
    void insist(const Yield& yield, MailboxProgress& box);
    /// Whether the server shows another mail than these; of another mailbox too, where these few
    /// held up theirs for some runs and there may be no other in it.
    bool shows_others(const UidSet& than, bool is_stuck, MailboxProgress& box);
    /// Those of them that lie there.
    UidSet still_there(UidSet mails);

    Witness& witness() { return witness_; }
    /// From now on what is said of the hour is taken to be about a mail, or not any more.
    void insist_on(bool insists) { insists_ = insists; }

  private:
    std::string items();

    ImapSession& session_;
    const ReadingSteps& steps_;
    Witness witness_;
    bool insists_ = false;
    Uid witnessed_ = 0; ///< the one asked for by itself, after another was shown
};

} // namespace kith::email
