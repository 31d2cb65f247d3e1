// SPDX-License-Identifier: MIT
#include "plugins/support/mail/mail_judge.hpp"

#include <algorithm>
#include <chrono>

namespace kith::mail {
namespace {

/// A local part without the marks people put between words.
std::string squeezed_local(std::string_view address) {
    std::string local{address.substr(0, address.rfind('@'))};
    std::erase_if(local, [](char c) { return c == '-' || c == '_' || c == '.'; });
    return local;
}

bool is_no_reply(std::string_view address) {
    const auto local = squeezed_local(address);
    return local.find("noreply") != std::string::npos ||
           local.find("donotreply") != std::string::npos || local == "notifications" ||
           local == "notification";
}

bool is_mail_system(std::string_view address) {
    const auto local = squeezed_local(address);
    return local == "mailerdaemon" || local == "postmaster" || local == "maildaemon" ||
           local == "bounce" || local == "bounces";
}

/// Why no mail with these marks is a person's, or empty.
std::string_view mark(const MailHeaders& mail, const std::vector<std::string>& from) {
    if (mail.is_report() || std::ranges::any_of(from, is_mail_system)) return "delivery report";
    if (mail.is_automatic()) return "automatic mail";
    if (mail.is_list_mail()) return "mailing list";
    if (mail.is_bulk()) return "bulk mail";
    if (std::ranges::any_of(from, is_no_reply)) return "no-reply sender";
    if (mail.is_calendar_answer()) return "calendar answer";
    return {};
}

void keep_distinct(std::vector<std::string>& addresses) {
    std::ranges::sort(addresses);
    const auto repeats = std::ranges::unique(addresses);
    addresses.erase(repeats.begin(), repeats.end());
}

/// A mail somebody else passed on unchanged still says From the first writer, who has not written
/// to the user: unless it went to the user anyway, or the user sent it on to another own mailbox.
bool passed_on_by_another(const MailHeaders& mail, const std::vector<std::string>& from,
                          const std::vector<std::string>& to, const People& people) {
    const auto resent = mail.resent_from();
    const auto own = [&](const std::string& a) { return people.is_self(a); };
    return !resent.empty() && std::ranges::none_of(resent, own) && std::ranges::none_of(to, own) &&
           std::ranges::find(from, resent.front()) == from.end();
}

/// Among what was sent: written by the user under an address they did not list. A mail they passed
/// on as it was keeps its first writer.
bool is_unlisted(const MailHeaders& mail, const std::vector<std::string>& from,
                 const People& people) {
    return mail.resent_from().empty() && std::ranges::all_of(from, [&](const std::string& a) {
               return people.connections(a).empty();
           });
}

} // namespace

Judgement judge(const MailHeaders& mail, const People& people, const MailRules& rules,
                bool in_sent) {
    Judgement out;
    const auto from = mail.from();
    if (from.empty()) {
        out.why_not = mail.is_message() ? "no sender" : "not a mail";
        return out;
    }
    const auto own = [&](const std::string& a) { return people.is_self(a); };
    const auto known = [&](const std::string& a) {
        return people.is_known(a) && !people.is_self(a);
    };
    out.out = std::ranges::any_of(from, own) || (in_sent && is_unlisted(mail, from, people));
    const bool from_known = !out.out && std::ranges::any_of(from, known);
    auto all = mail.recipients();
    if (out.out) {
        auto hidden = mail.hidden_recipients();
        std::ranges::move(hidden, std::back_inserter(all));
    }
    keep_distinct(all);
    const bool to_known = out.out && std::ranges::any_of(all, known);
    if (!from_known && !to_known) {
        const bool alone = out.out && !all.empty() && std::ranges::all_of(all, own);
        out.why_not = alone ? "to yourself" : "no connection takes part";
        return out;
    }
    out.why_not = mark(mail, from);
    if (out.why_not.empty() && all.size() > rules.max_recipients) out.why_not = "sent to many";
    if (out.why_not.empty() && from_known && passed_on_by_another(mail, from, all, people))
        out.why_not = "passed on by somebody else";
    if (!out.why_not.empty()) return out;
    out.others = out.out ? all : from;
    std::erase_if(out.others, [&](const std::string& a) { return !known(a); });
    keep_distinct(out.others);
    return out;
}

std::string unlisted_sender(const MailHeaders& mail, const People& people) {
    const auto from = mail.from();
    if (from.size() != 1 || people.is_self(from.front()) || !is_unlisted(mail, from, people))
        return {};
    return from.front();
}

Instant moment_of(const MailHeaders& mail, Instant filed, Instant now) {
    const auto date = mail.date();
    const auto at = date && *date <= filed + std::chrono::days{1} ? *date : filed;
    return std::min(at, now);
}

} // namespace kith::mail
