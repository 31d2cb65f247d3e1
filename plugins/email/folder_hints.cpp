// SPDX-License-Identifier: MIT
#include "plugins/email/folder_hints.hpp"

#include <chrono>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/support/mail/mailbox_name.hpp"

namespace kith::email {
namespace {

/// A server may have to read each mail from its disk for a search: so many in one command.
constexpr std::size_t kPiece = 500;
constexpr std::chrono::seconds kShare{5};

struct Found {
    std::size_t mails = 0;
    bool all = true; ///< the folder was searched to its end
};

/// A folder the server does not search holds nothing to hint at.
Found search_folder(ImapSession& session, const HintSearch& search) try {
    Found out;
    UidSet window;
    session.search("SINCE " + search.day, window);
    const auto until = std::chrono::steady_clock::now() + kShare;
    while (!window.empty()) {
        if (!search.has_time() || std::chrono::steady_clock::now() > until) {
            out.all = false;
            break;
        }
        const auto piece = window.take_highest(kPiece);
        UidSet found;
        for (const auto& each : search.keys)
            session.search(fmt::format("UID {}:{} {}", piece.low, piece.high, each), found);
        out.mails += found.count();
    }
    return out;
} catch (const MailboxUnshown&) {
    return {};
}

} // namespace

void hint_at_folders(const plugin::Host& host, ImapSession& session, const Listing& listing,
                     std::span<const ChosenMailbox> chosen, const HintSearch& search) {
    for (const auto& name : other_mailboxes(listing, chosen)) {
        if (!search.has_time()) return;
        if (!session.examine(name)) continue;
        const auto found = search_folder(session, search);
        if (found.mails == 0) continue;
        host.skipped({"folder:" + clean_line(mail::readable_mailbox(name), 80),
                      fmt::format("mail of your people seems to be there ({}{}); name it in "
                                  "`folders` to have them counted",
                                  found.mails, found.all ? "" : " or more")});
    }
}

} // namespace kith::email
