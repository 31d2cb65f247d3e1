// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kith/plugin.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// What went wrong with single folders while the others were read, by their names, with the
/// server's words (maybe none).
struct FolderTrouble {
    std::map<std::string, std::string> closed;  ///< it does not open them
    std::map<std::string, std::string> unshown; ///< their mails do not come
    std::map<std::string, std::string>
        withheld; ///< one of their mails did not, and will be asked for
    std::map<std::string, std::string>
        given_up; ///< one never came, and will not be asked for again

    /// Forgets that of others than `mailboxes`.
    void keep(const std::vector<MailboxProgress>& mailboxes);
    /// Notes what is owed of them, or was given up on and not told yet; and marks the closed ones.
    void mark(std::vector<MailboxProgress>& mailboxes);
    /// Whether none of `mailboxes` could be read, or one of those most contact goes through: INBOX,
    /// what was sent. Then nobody's silence means anything, whatever else was read.
    [[nodiscard]] bool hides_contact(const std::vector<MailboxProgress>& mailboxes) const;
    /// Nothing is left to read; a mail that was given up on is no part of that.
    [[nodiscard]] bool none() const {
        return closed.empty() && unshown.empty() && withheld.empty();
    }
    [[nodiscard]] bool at(const std::string& mailbox) const {
        return closed.contains(mailbox) || unshown.contains(mailbox) || withheld.contains(mailbox);
    }
};

/// The last words of a run at `place`, of which everything else has been handed over. Throws
/// plugin::Failure where contact may be hidden; what is wrong with single folders, or with their
/// names in the settings, is only told.
void tell_trouble(const plugin::Host& host, const std::string& place, const SenseCursor& cursor,
                  const FolderTrouble& trouble);

} // namespace kith::email
