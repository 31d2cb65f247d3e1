// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugins/email/folder_hints.hpp"
#include "plugins/email/folder_trouble.hpp"
#include "plugins/email/imap_session.hpp"
#include "plugins/email/mailbox_choice.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/settings.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::email {

/// Which mailboxes of a server a run reads, and how far each was read; chosen again where one of
/// them turns out to be closed. Borrows all it is given. Throws what the session throws.
class FolderChoice {
  public:
    FolderChoice(ImapSession& session, const MailSettings& settings, SenseCursor& cursor,
                 const FolderTrouble& trouble)
        : session_(session), settings_(settings), cursor_(cursor), trouble_(trouble) {}

    /// Fills the cursor's. Throws plugin::Failure where there is none.
    void choose(std::int64_t now);

    /// A folder that was not refused before may have another name by now; and in the place of one
    /// with all mail the others will do.
    [[nodiscard]] bool would_choose_again() const;

    /// Asks for the folders where that was not done yet.
    const Listing& listing();

    /// Hints at the others, and at addresses mail was sent from that are nobody's. What fails in
    /// here takes nothing from what was read.
    void give_hints(const plugin::Host& host, const mail::People& people, const HintSearch& search);

  private:
    ImapSession& session_;
    const MailSettings& settings_;
    SenseCursor& cursor_;
    const FolderTrouble& trouble_;
    int choices_ = 0;
    bool all_in_one_ = false;
    std::optional<Listing> listing_;
    std::vector<MailboxProgress> former_;
    std::set<std::string> refused_;
};

} // namespace kith::email
