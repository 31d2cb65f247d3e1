// SPDX-License-Identifier: MIT
// What an IMAP server may send: cut into responses, each read as every kind there is.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "plugins/email/capabilities.hpp"
#include "plugins/email/imap_answers.hpp"
#include "plugins/email/imap_reader.hpp"
#include "plugins/email/mailbox_choice.hpp"
#include "plugins/email/namespaces.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/uid_set.hpp"
#include "plugins/support/mail/mailbox_name.hpp"
#include "plugins/support/net/server_words.hpp"

using namespace kith::email;

namespace {

void read_all(std::string_view response, UidSet& uids, Listing& listing) {
    auto& listed = listing.mailboxes;
    std::string name;
    (void)Capabilities{}.take(response);
    if (kith::net::server_words(response).text.size() > 500) std::abort();
    if (auto told = read_namespaces(response)) listing.namespaces = std::move(*told);
    (void)read_mailbox_status(response, name);
    (void)read_status(response);
    (void)read_search(response, uids);
    (void)read_internal_date(response);
    if (auto box = read_list(response); box && listed.size() < 100) {
        (void)kith::mail::readable_mailbox(box->name);
        listed.push_back(std::move(*box));
    }
    const auto mail = read_fetch(response);
    if (!mail) return;
    if (mail->header.size() + mail->body.size() > response.size()) std::abort();
    if (mail->has_header == mail->header.empty()) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text{reinterpret_cast<const char*>(data + 1), size - 1};
    const std::size_t step = data[0] % 64 + 1;
    std::size_t at = 0;
    ImapLimits limits;
    limits.keep = 64;
    limits.line = 4096;
    limits.response = 8192;
    limits.literal = 1 << 20;
    ImapReader reader{[&](std::span<char> into) {
                          const auto part = std::min({step, into.size(), text.size() - at});
                          std::copy_n(text.data() + at, part, into.data());
                          at += part;
                          return part;
                      },
                      limits};
    UidSet uids;
    Listing listing;
    try {
        for (;;) {
            const auto response = reader.next();
            if (response.size() > limits.response) std::abort();
            read_all(response, uids, listing);
        }
    } catch (const ImapBroken&) {
    }
    MailSettings settings;
    settings.sent = {"Sent.Items"};
    (void)other_mailboxes(listing, choose_mailboxes(listing, settings).mailboxes);
    (void)SenseCursor::from(std::string{text}, 1, 0);
    for (int i = 0; i < 50 && !uids.empty(); ++i) {
        const auto chunk = i % 2 == 0 ? uids.take_highest(2000) : uids.take_lowest(2000);
        if (chunk.count == 0 || chunk.low > chunk.high || chunk.text.size() > 8000) std::abort();
    }
    return 0;
}
