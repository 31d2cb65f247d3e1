// SPDX-License-Identifier: MIT
#include "plugins/email/imap_session.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/random.hpp"
#include "base/text.hpp"
#include "kith/plugin.hpp"
#include "plugins/email/failures.hpp"
#include "plugins/email/fetched_mails.hpp"
#include "plugins/email/imap_tokens.hpp"

namespace kith::email {

using plugin::FailKind;
using plugin::Failure;

namespace {

constexpr std::string_view kNoImap = "answers in a way that is no IMAP";
/// What a server may say beside the answer to one command; on a bad day it is a few lines.
constexpr int kMostRemarks = 10'000;

} // namespace

ImapSession::ImapSession(net::Connection& connection)
    : connection_(connection),
      reader_([this](std::span<char> into) { return connection_.receive(into); }),
      // Nobody who writes mail can know what the next answer's tag will be.
      prefix_("K" + random_id().substr(0, 6)) {
    with_net_failures([&] { connection_.open(); });
    Capabilities told;
    if (told.take(trim(connection_.told_at_login()))) capabilities_ = std::move(told);
}

void ImapSession::give_up(std::string_view what) const {
    throw Failure(FailKind::Temporary, fmt::format("{} {}", place(), what));
}

std::string ImapSession::tagged(std::string_view command) {
    return fmt::format("{}{} {}\r\n", prefix_, ++commands_, command);
}

std::string_view ImapSession::next() {
    try {
        return with_net_failures([&] { return reader_.next(); });
    } catch (const ImapBroken& broken) {
        give_up(broken.what());
    }
}

ImapStatus ImapSession::finish_one(std::span<std::string> tags, std::size_t& ended,
                                   const OnUntagged& on_untagged) {
    for (int remarks = 0;;) {
        const auto response = next();
        if (response.empty()) { // some leave a line free between two
            if (++remarks > kMostRemarks) give_up(kTooLong);
            continue;
        }
        if (!response.starts_with("* ")) {
            const auto tag = response.substr(0, response.find(' '));
            const auto found = std::ranges::find(tags, tag);
            if (tag.empty() || tag.size() == response.size() || found == tags.end())
                give_up(kNoImap);
            const auto status = read_status(response.substr(tag.size() + 1));
            if (!status) give_up(kNoImap);
            ended = static_cast<std::size_t>(found - tags.begin());
            found->clear();
            return *status;
        }
        const auto status = read_status(response.substr(2));
        if (status && status->kind == ImapStatus::Kind::Bye)
            give_up(fmt::format("{}: {}", status->is_passing() ? kPause : ends_at_,
                                status->text.empty() ? "goodbye" : status->text));
        if (status && ++remarks > kMostRemarks) give_up(kTooLong);
        if (on_untagged) on_untagged(response);
    }
}

ImapStatus ImapSession::finish(const std::string& tag, const OnUntagged& on_untagged) {
    std::string tags[] = {tag};
    std::size_t ended = 0;
    return finish_one(tags, ended, on_untagged);
}

ImapStatus ImapSession::run(std::string_view command, const OnUntagged& on_untagged) {
    const auto line = tagged(command);
    with_net_failures([&] { connection_.send(line); });
    return finish(line.substr(0, line.find(' ')), on_untagged);
}

void ImapSession::expect(const ImapStatus& status, std::string_view what) const {
    if (status.kind == ImapStatus::Kind::Ok) return;
    if (status.kind == ImapStatus::Kind::No && !status.is_passing()) return;
    give_up(fmt::format("did not {}{}{}", what, status.text.empty() ? "" : ": ", status.text));
}

bool ImapSession::has_capability(std::string_view name) {
    if (!capabilities_) {
        capabilities_.emplace();
        const auto status = run("CAPABILITY", [&](std::string_view response) {
            (void)capabilities_->take(response);
            if (capabilities_->overfull()) give_up(kTooLong);
        });
        expect(status, "say what it can do");
    }
    return capabilities_->has(name);
}

void ImapSession::introduce() {
    if (std::exchange(introduced_, true) || !has_capability("ID")) return;
    (void)run(R"(ID ("name" "Kith"))", {});
}

Namespaces ImapSession::namespaces() {
    Namespaces out;
    if (!has_capability("NAMESPACE")) return out;
    const auto status = run("NAMESPACE", [&](std::string_view response) {
        if (auto told = read_namespaces(response)) out = std::move(*told);
    });
    expect(status, "tell whose its folders are");
    return out;
}

bool ImapSession::tells_many() {
    return has_capability("LIST-STATUS") && has_capability("LIST-EXTENDED");
}

ImapSession::Numbers ImapSession::examine(const std::string& mailbox) {
    MailboxNumbers out;
    const auto name = quoted(mailbox);
    if (!name) return std::unexpected(std::string{});
    introduce();
    const auto status = run("EXAMINE " + *name, [&](std::string_view response) {
        const auto line =
            response.starts_with("* ") ? read_status(response.substr(2)) : std::nullopt;
        if (!line) return;
        ImapTokens code{line->code};
        if (code.take_word("UIDVALIDITY"))
            out.validity = code.validity().value_or(0);
        else if (code.take_word("UIDNEXT"))
            out.next = code.number().value_or(0);
    });
    if (status.kind != ImapStatus::Kind::Ok) return std::unexpected(status.text);
    return out;
}

std::expected<void, ImapStatus> ImapSession::find(const std::string& keys, UidSet& out) {
    const auto extended = has_capability("ESEARCH") ? "RETURN (ALL) " : "";
    const auto status =
        run(fmt::format("UID SEARCH {}{}", extended, keys), [&](std::string_view response) {
            (void)read_search(response, out);
            if (out.overfull()) give_up(kTooLong);
        });
    if (status.kind != ImapStatus::Kind::Ok) return std::unexpected(status);
    return {};
}

void ImapSession::refuse_search(const ImapStatus& status) const {
    if (status.kind == ImapStatus::Kind::No) throw MailboxUnshown(status.text);
    give_up("did not search: " + status.text);
}

void ImapSession::search(const std::string& keys, UidSet& out) {
    if (const auto told = find(keys, out); !told) refuse_search(told.error());
}

std::expected<void, std::string> ImapSession::fetch(std::string_view set, std::string_view items,
                                                    const OnMail& on_mail) {
    FetchedMails mails{on_mail};
    ImapStatus status;
    ends_at_ = "broke the connection off";
    try {
        status = run(fmt::format("UID FETCH {} ({})", set, items), [&](std::string_view response) {
            if (auto mail = read_fetch(response)) mails.add(std::move(*mail));
        });
    } catch (...) {
        mails.hand_on();
        throw;
    }
    ends_at_ = kPause;
    mails.hand_on();
    if (status.kind == ImapStatus::Kind::Ok) return {};
    if (status.kind != ImapStatus::Kind::No) expect(status, "show the mails");
    // A quarrel about one mail is said with NO, and with SERVERBUG by some.
    if (status.is_passing() && status.code != "SERVERBUG") {
        MailboxUnshown why{status.text};
        why.over_limit = status.code == "LIMIT";
        throw why;
    }
    return std::unexpected(status.text);
}

void ImapSession::leave() noexcept {
    try {
        connection_.send(tagged("LOGOUT"));
    } catch (...) { // it is over either way
    }
    connection_.close();
}

} // namespace kith::email
