// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "kith/plugin.hpp"
#include "plugins/email/imap_session.hpp"
#include "plugins/email/mail_taker.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// Opens the replies to offers among the mails that were taken, and hands on what they say, each
/// once. Before one is opened the cursor owes it, so that a server that hangs up at its words holds
/// up nothing but this reply, and that for some runs only. Borrows all it is given.
class ReplyOpener {
  public:
    struct Steps {
        std::function<void()> keep; ///< makes what the cursor holds last
        std::function<void(MailboxProgress&, Uid)> give_up_on;
    };

    ReplyOpener(const plugin::Host& host, ImapSession& session, MailTaker& taker,
                SenseCursor& cursor, std::int64_t now, Steps steps)
        : host_(host), session_(session), taker_(taker), cursor_(cursor), now_(now),
          steps_(std::move(steps)) {}

    /// Those in this mailbox, which is open; the others will be taken again. One whose words do not
    /// come stays owed. Throws what the session throws, but for MailboxUnshown.
    void open_those_in(MailboxProgress& box);

  private:
    using Reply = MailTaker::OwnReply;

    /// An answer counts for more than the oldest of what is owed, which is owed among many then, or
    /// given up on where all cannot be remembered.
    void owe(const Reply& reply, const std::vector<Reply>& all, MailboxProgress& box);
    void open(const Reply& reply, MailboxProgress& box);
    /// Whether it answers an offer; then what it says was handed on. Nothing where the server does
    /// not show it just now, or another mail in its place.
    std::optional<bool> hand_on(const Reply& reply);
    /// The nudge its References name, or an empty one; nothing where they did not come.
    std::optional<std::string> nudge_in_references(const Reply& reply);

    const plugin::Host& host_;
    ImapSession& session_;
    MailTaker& taker_;
    SenseCursor& cursor_;
    std::int64_t now_;
    Steps steps_;
};

} // namespace kith::email
