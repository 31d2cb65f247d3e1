// SPDX-License-Identifier: MIT
// What an ImapSession asks of the folders: which there are, and their numbers.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/email/failures.hpp"
#include "plugins/email/imap_session.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kMostListed = 10'000;
constexpr std::size_t kCommandBytes = 4000; // servers take at least 8
constexpr std::size_t kListedBytes = std::size_t{2} * 1024 * 1024;

std::string key_of(const std::string& name) {
    return lower_ascii(name) == "inbox" ? std::string{"INBOX"} : name;
}

} // namespace

std::vector<ListedMailbox> ImapSession::list() {
    std::vector<ListedMailbox> out;
    std::size_t bytes = 0;
    const bool special = has_capability("SPECIAL-USE") && has_capability("LIST-EXTENDED");
    const auto status = run(special ? R"(LIST "" "*" RETURN (SPECIAL-USE))" : R"(LIST "" "*")",
                            [&](std::string_view response) {
                                auto mailbox = read_list(response);
                                if (!mailbox || out.size() >= kMostListed) return;
                                bytes += mailbox->name.size();
                                if (bytes > kListedBytes) give_up(kTooLong);
                                out.push_back(std::move(*mailbox));
                            });
    if (status.kind != ImapStatus::Kind::Ok) give_up("did not list the folders: " + status.text);
    return out;
}

std::vector<ImapSession::Numbers> ImapSession::status(std::span<const std::string> mailboxes) {
    std::string lines;
    std::vector<std::string> tags;
    for (const auto& mailbox : mailboxes) {
        const auto line = tagged(
            fmt::format("STATUS {} (UIDVALIDITY UIDNEXT)", quoted(mailbox).value_or("\"\"")));
        tags.push_back(line.substr(0, line.find(' ')));
        lines += line;
    }
    if (lines.empty()) return {};
    with_net_failures([&] { connection_.send(lines); });
    std::vector<Numbers> out(mailboxes.size(), std::unexpected(std::string{}));
    std::vector<std::pair<std::string, MailboxNumbers>> told;
    for (std::size_t left = tags.size(); left > 0; --left) {
        std::size_t at = 0;
        const auto status = finish_one(tags, at, [&](std::string_view response) {
            std::string name;
            if (const auto numbers = read_mailbox_status(response, name);
                numbers && told.size() < kMostListed)
                told.emplace_back(std::move(name), *numbers);
        });
        // A server may work on several at once (RFC 3501, 5.5). One may spell the name its own way.
        auto found = std::ranges::find(told, key_of(mailboxes[at]),
                                       [](const auto& each) { return key_of(each.first); });
        const bool told_well = status.kind == ImapStatus::Kind::Ok;
        if (found == told.end() && told_well && told.size() == 1) found = told.begin();
        if (!told_well)
            out[at] = std::unexpected(status.text);
        else if (found != told.end())
            out[at] = found->second;
        if (found != told.end()) told.erase(found);
    }
    return out;
}

std::vector<ImapSession::Numbers> ImapSession::list_status(std::span<const std::string> mailboxes,
                                                           bool& tells) {
    std::map<std::string, MailboxNumbers> told;
    std::string names;
    const auto ask = [&] {
        if (names.empty()) return;
        const auto command =
            fmt::format(R"(LIST "" ({}) RETURN (STATUS (UIDVALIDITY UIDNEXT)))", names);
        names.clear();
        // Where it will have none of this after all, they are asked for one by one.
        (void)run(command, [&](std::string_view response) {
            std::string name;
            if (const auto numbers = read_mailbox_status(response, name);
                numbers && numbers->validity != 0 && told.size() < kMostListed)
                told[key_of(name)] = *numbers;
        });
    };
    for (const auto& mailbox : mailboxes) {
        const auto name = quoted(mailbox);
        if (!name || mailbox.find_first_of("*%") != std::string::npos) continue;
        if (names.size() + name->size() > kCommandBytes) ask();
        names += (names.empty() ? "" : " ") + *name;
    }
    ask();
    tells = tells || !told.empty();
    std::vector<std::string> left;
    for (const auto& mailbox : mailboxes)
        if (!told.contains(key_of(mailbox))) left.push_back(mailbox);
    auto one_by_one = status(left);
    std::vector<Numbers> out;
    auto next = one_by_one.begin();
    for (const auto& mailbox : mailboxes)
        if (const auto found = told.find(key_of(mailbox)); found != told.end())
            out.emplace_back(found->second);
        else
            out.push_back(std::move(*next++));
    return out;
}

} // namespace kith::email
