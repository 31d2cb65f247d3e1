// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plugins/email/imap_session.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

/// Whether the server is to search a mailbox for the mails of people, or the headers of all are to
/// be read. Which is cheaper depends on the line (a pass brings 300 bytes a mail) and on the server
/// (a search may read every mail from its disk), so both are tried on a piece and measured; and
/// what was found among the headers of a piece the search has to find too: at first, and later in
/// one piece from the middle and in the oldest, for a server's index may not reach so far. Where
/// there was nothing to find, nothing is proven. A server that refuses to search, or takes too
/// long, is not asked again. Borrows all it is given.
class KeySearch {
  public:
    /// `keys` as search_keys() makes them; with none a search finds nothing. `keep` makes what the
    /// cursor holds last.
    KeySearch(ImapSession& session, SenseCursor& cursor, std::vector<std::string> keys, Way way,
              std::function<void()> keep)
        : session_(session), cursor_(cursor), keys_(std::move(keys)), way_(way),
          keep_(std::move(keep)) {}

    /// For the next piece of a mailbox that is open and of which `left` mails have yet to be read.
    [[nodiscard]] bool is_due(MailboxProgress& box, std::size_t left);

    /// Adds what is found between two UIDs. False where the server does not search. Where only the
    /// search is to be used, a mail at which the server fails is to be asked for, and added too.
    bool find(Uid low, Uid high, UidSet& out);

    /// Adds those between two UIDs that the server does not find by what each mail has in its
    /// field From: its index does not know them yet.
    void add_unindexed(Uid low, Uid high, UidSet& out);

    /// Whether the server searches one of these by the same keys now; a few are tried.
    [[nodiscard]] bool searches_one_of(UidSet mails);

    /// Whether the server last said no in a way that may be about a mail.
    [[nodiscard]] bool refused_at_a_mail() const { return refusal_.is_about_a_mail(); }

    /// Of a piece that was read: the contacts among it, and how long it took.
    struct Piece {
        Uid low = 0, high = 0;
        std::size_t count = 0;
        UidSet contacts;
        double seconds = 0;
    };
    void searched(MailboxProgress& box, const Piece& piece);
    void read(const MailboxProgress& box, Piece piece);
    /// Whether the search misses a contact of the piece that was just read by its headers, or
    /// cannot be asked any more: then what was only searched of the mailbox is to be read again.
    bool overlooks(MailboxProgress& box);

  private:
    /// Seconds a mail, as measured.
    struct Cost {
        double seconds = 0;
        std::size_t mails = 0;
        [[nodiscard]] double each() const { return seconds / static_cast<double>(mails); }
        void add(const Piece& piece) {
            seconds += piece.seconds;
            mails += piece.count;
        }
    };

    bool finds_the_same(MailboxProgress& box);
    /// Searches between two UIDs. Mails at which the server fails, while it searches others, are
    /// found out by halves; a few at most. False where it searches none of them.
    bool search_around(Uid low, Uid high, const std::string& keys, UidSet& out, UidSet& failing);

    ImapSession& session_;
    SenseCursor& cursor_;
    std::vector<std::string> keys_;
    Way way_;
    std::function<void()> keep_;
    ImapStatus refusal_; ///< the last no
    Cost headers_, search_;
    std::string sample_of_;    ///< the mailbox that `sample_` lies in
    Piece sample_;             ///< read by its headers
    bool is_unproven_ = false; ///< the sample has not been searched
    std::string compared_;     ///< the mailbox whose sample was searched
    std::size_t middle_ = 0;   ///< so many mails before its window's end a piece is read by headers
};

} // namespace kith::email
