// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "kith/plugin.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// What went wrong with single folders while the others were read, by their names, with the
/// server's words (maybe none).
struct FolderTrouble {
    std::map<std::string, std::string> closed;  ///< it does not open them
    std::map<std::string, std::string> unshown; ///< their mails do not come

    [[nodiscard]] bool none() const { return closed.empty() && unshown.empty(); }
    [[nodiscard]] bool at(const std::string& mailbox) const {
        return closed.contains(mailbox) || unshown.contains(mailbox);
    }
};

/// The last words of a run at `place`, of which everything else has been handed over. Throws
/// plugin::Failure where something could not be read; a sent folder that is not known is only told.
void tell_trouble(const plugin::Host& host, const std::string& place, const SenseCursor& cursor,
                  const FolderTrouble& trouble);

} // namespace kith::email
