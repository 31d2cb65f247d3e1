// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "plugins/email/imap_session.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// Tells a mail that is not shown from an hour in which none is: asks for another one now. One that
/// does not come either is doubted, so that the next time another is asked for. Of what it asks for
/// it learns the Date alone. Borrows all it is given. Throws what the session throws.
class Witness {
  public:
    /// `keep` makes what the cursor holds last, and asks the server nothing.
    Witness(ImapSession& session, SenseCursor& cursor, std::function<void()> keep)
        : session_(session), cursor_(cursor), keep_(std::move(keep)) {}

    /// This mail came, in this conversation.
    void came(const MailboxProgress& box, Uid uid) { last_ = {box.name, box.validity, uid}; }

    /// Whether this one comes now. The mailbox is open.
    bool shows(Uid uid, MailboxProgress& box);

    /// Whether one of these does. Damaged mails lie side by side, so the farthest from one is asked
    /// for first.
    bool shows_one_of(UidSet mails, const UidSet& than, MailboxProgress& box);

    /// Those within reach that may be asked for; of those that were read before, if there are any.
    UidSet near(const UidSet& than, const MailboxProgress& box);

    /// Whether another mail of the mailbox does, which is open.
    bool shows_another(const UidSet& than, MailboxProgress& box);

    /// The same; where none lies near that could, one of another mailbox will do.
    bool shows_any(const UidSet& than, MailboxProgress& box);

  private:
    struct Last {
        std::string mailbox;
        std::uint32_t validity = 0;
        Uid uid = 0;
        [[nodiscard]] bool lies_in(const MailboxProgress& box) const {
            return uid != 0 && mailbox == box.name && validity == box.validity;
        }
    };

    /// The last that came, where it lies there.
    bool shows_last(const UidSet& than, MailboxProgress& box);
    bool shows_elsewhere(const MailboxProgress& box);
    bool shows_one_in(MailboxProgress& other);

    ImapSession& session_;
    SenseCursor& cursor_;
    std::function<void()> keep_;
    Last last_;
};

} // namespace kith::email
