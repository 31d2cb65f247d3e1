// SPDX-License-Identifier: MIT
#include "plugins/email/reply_opener.hpp"

#include <algorithm>
#include <array>

#include "plugins/email/mail_fetch.hpp"
#include "plugins/support/mail/written_line.hpp"

namespace kith::email {
namespace {

/// Of a reply to an offer: that it is one, how it is written, and its first lines.
constexpr std::string_view kReplyItems =
    "UID BODY.PEEK[HEADER.FIELDS (FROM IN-REPLY-TO REFERENCES MIME-VERSION CONTENT-TYPE "
    "CONTENT-TRANSFER-ENCODING)] BODY.PEEK[TEXT]<0.65536>";
constexpr std::string_view kReferenceItems =
    "UID BODY.PEEK[HEADER.FIELDS (FROM IN-REPLY-TO REFERENCES)]";
/// A reply at whose words the conversation ended so often is let go.
constexpr int kMostBroken = 5;

} // namespace

void ReplyOpener::open_those_in(MailboxProgress& box) {
    auto replies = taker_.replies();
    // Of a piece elsewhere that was not read to its end, so it will be read again; its number means
    // another mail here.
    std::erase_if(replies, [&](const Reply& reply) { return !reply.lies_in(box); });
    for (const auto& reply : replies)
        if (!cursor_.knows_reply(reply.ref) && !box.owes(reply.uid)) owe(reply, replies, box);
    // One that may end the conversation goes last.
    std::ranges::stable_sort(replies, {}, [&](const Reply& reply) {
        const auto owed = std::ranges::find(box.owed, reply.uid, &OwedMail::uid);
        return owed == box.owed.end() ? 0 : owed->broken;
    });
    for (const auto& reply : replies) open(reply, box);
}

void ReplyOpener::owe(const Reply& reply, const std::vector<Reply>& all, MailboxProgress& box) {
    if (cursor_.owe(box, std::array{reply.uid}, now_)) return;
    MailboxProgress* other = nullptr;
    OwedMail oldest;
    for (auto& each : cursor_.mailboxes)
        for (const auto& mail : each.owed) {
            const bool is_reply =
                &each == &box && std::ranges::find(all, mail.uid, &Reply::uid) != all.end();
            if (is_reply || (other && mail.since >= oldest.since)) continue;
            other = &each;
            oldest = mail;
        }
    if (!other) return;
    std::erase_if(other->owed, [&](const OwedMail& mail) { return mail.uid == oldest.uid; });
    if (!cursor_.hold(*other, one(oldest.uid), now_)) steps_.give_up_on(*other, oldest.uid);
    (void)cursor_.owe(box, std::array{reply.uid}, now_);
}

void ReplyOpener::open(const Reply& reply, MailboxProgress& box) {
    const auto forget = [&] {
        std::erase_if(box.owed, [&](const OwedMail& mail) { return mail.uid == reply.uid; });
    };
    if (cursor_.knows_reply(reply.ref)) return forget(); // its copy lies among the sent mails
    const auto owed = std::ranges::find(box.owed, reply.uid, &OwedMail::uid);
    if (owed != box.owed.end()) {
        if (owed->broken >= kMostBroken) {
            cursor_.note_reply(reply.ref);
            forget();
            return steps_.give_up_on(box, reply.uid);
        }
        owed->awaits_words = true;
        ++owed->broken;
        steps_.keep();
    }
    if (const auto is_answer = hand_on(reply)) {
        if (*is_answer) cursor_.note_reply(reply.ref);
        forget();
    } else if (owed != box.owed.end()) {
        owed->broken = 0;
    }
}

std::optional<std::string> ReplyOpener::nudge_in_references(const Reply& reply) {
    std::optional<std::string> out;
    try {
        const auto take = [&](const FetchedMail& mail) {
            if (mail.uid == reply.uid && mail.has_header)
                out = taker_.nudge_answered(mail::MailHeaders{mail.header}).value_or("");
        };
        (void)session_.fetch(std::to_string(reply.uid), kReferenceItems, take);
    } catch (const MailboxUnshown&) { // the fetch of the next piece will tell
    }
    return out;
}

std::optional<bool> ReplyOpener::hand_on(const Reply& reply) {
    const auto nudge = reply.nudge.empty() ? nudge_in_references(reply) : reply.nudge;
    if (!nudge) return std::nullopt;
    if (nudge->empty()) return false;
    std::optional<bool> came;
    try {
        (void)session_.fetch(std::to_string(reply.uid), kReplyItems, [&](const FetchedMail& mail) {
            if (mail.uid != reply.uid || !mail.has_header ||
                taker_.nudge_answered(mail::MailHeaders{mail.header}) != nudge)
                return;
            came = true;
            const auto line = mail::first_written_line(mail.header, mail.body);
            if (!line.empty()) host_.reply(*nudge, line, reply.ref, reply.at);
        });
    } catch (const MailboxUnshown&) { // the fetch of the next piece will tell
    }
    return came;
}

} // namespace kith::email
