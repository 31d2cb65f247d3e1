// SPDX-License-Identifier: MIT
#include "plugins/support/mail/mail_headers.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "plugins/support/mail/address_list.hpp"
#include "plugins/support/mail/header_block.hpp"
#include "plugins/support/mail/rfc5322.hpp"

namespace kith::mail {
namespace {

constexpr std::size_t kMaxRef = 400;
constexpr std::size_t kMaxReplyIds = 20;

/// A field's first word in lower case: `auto-replied (vacation)` -> `auto-replied`.
std::string first_word(std::string_view body) {
    const auto text = lower_ascii(unfold(body));
    return text.substr(0, text.find_first_of(" ;("));
}

void add_addresses(std::vector<std::string>& out, std::string_view body) {
    auto more = parse_addresses(unfold(body));
    std::ranges::move(more, std::back_inserter(out));
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

/// The message ids of a field without their brackets, so many at most.
std::vector<std::string> ids_in(std::string_view field) {
    const auto text = unfold(field);
    std::vector<std::string> out;
    for (std::size_t at = 0; out.size() < kMaxReplyIds;) {
        const auto open = text.find('<', at);
        const auto close = text.find('>', open);
        if (open == std::string::npos || close == std::string::npos) break;
        out.push_back(text.substr(open + 1, close - open - 1));
        at = close + 1;
    }
    return out;
}

/// Only fields that begin with one of these letters are ever looked at.
bool is_interesting(char first) {
    return std::string_view{"fdtcbmrlpaxi"}.find(static_cast<char>(first | 0x20)) !=
           std::string_view::npos;
}

} // namespace

MailHeaders::MailHeaders(std::string_view block) {
    HeaderBlock fields{block};
    const auto keep_first = [](std::string_view& slot, std::string_view body) {
        if (slot.empty()) slot = body;
    };
    while (const auto field = fields.next()) {
        if (!is_interesting(field->name.front()) || field->name.size() > 30) continue;
        const auto name = lower_ascii(field->name);
        if (name == "from")
            keep_first(from_, field->body);
        else if (name == "date")
            keep_first(date_, field->body);
        else if (name == "message-id")
            keep_first(id_, field->body);
        else if (name == "to" || name == "cc")
            to_.push_back(field->body);
        else if (name == "bcc")
            bcc_.push_back(field->body);
        else if (name == "in-reply-to")
            keep_first(reply_, field->body);
        else if (name == "references")
            keep_first(references_, field->body);
        else if (name == "resent-from")
            keep_first(resent_, field->body);
        else
            take_mark(name, field->body);
    }
}

void MailHeaders::take_mark(const std::string& name, std::string_view body) {
    static constexpr std::array<std::string_view, 3> kBulk{"bulk", "list", "junk"};
    static constexpr std::array<std::string_view, 3> kAutoFields{"x-autoreply", "x-autorespond",
                                                                 "x-autoresponder"};
    if (name.starts_with("list-") || name == "mailing-list" || name == "x-mailing-list")
        list_ = true;
    else if (name == "precedence") {
        const auto word = first_word(body);
        bulk_ = bulk_ || is_one_of(word, kBulk);
        automatic_ = automatic_ || word == "auto_reply";
    } else if (name == "auto-submitted" || is_one_of(name, kAutoFields))
        automatic_ = automatic_ || first_word(body) != "no";
    else if (name == "return-path")
        report_ = report_ || unfold(body).starts_with("<>");
    else if (name == "content-type")
        take_content_type(body);
    else if (name == "content-class") // Exchange: answers to invitations, wrapped as alternatives
        calendar_answer_ =
            calendar_answer_ || lower_ascii(unfold(body)).ends_with("calendarmessage");
}

void MailHeaders::take_content_type(std::string_view body) {
    static constexpr std::array<std::string_view, 3> kReports{
        "multipart/report", "message/delivery-status", "message/disposition-notification"};
    static constexpr std::array<std::string_view, 5> kAnswers{"reply", "counter", "declinecounter",
                                                              "cancel", "refresh"};
    const auto type = first_word(body);
    report_ = report_ || is_one_of(type, kReports);
    if (type != "text/calendar") return;
    auto text = lower_ascii(unfold(body));
    std::erase_if(text, [](char c) { return c == ' ' || c == '"'; });
    const auto method = text.find("method=");
    if (method == std::string::npos) return;
    const auto value = std::string_view{text}.substr(method + 7);
    calendar_answer_ = is_one_of(value.substr(0, value.find(';')), kAnswers);
}

std::vector<std::string> MailHeaders::from() const { return parse_addresses(unfold(from_)); }

std::vector<std::string> MailHeaders::recipients() const {
    std::vector<std::string> out;
    for (const auto body : to_) add_addresses(out, body);
    return out;
}

std::vector<std::string> MailHeaders::hidden_recipients() const {
    std::vector<std::string> out;
    for (const auto body : bcc_) add_addresses(out, body);
    return out;
}

std::vector<std::string> MailHeaders::resent_from() const {
    return parse_addresses(unfold(resent_));
}

std::string MailHeaders::sender_name() const {
    const auto field = unfold(from_);
    const auto mailboxes = split_mailboxes(field);
    return mailboxes.empty() ? std::string{} : decode_display_name(std::string{mailboxes.front()});
}

std::optional<Instant> MailHeaders::date() const { return decode_date(unfold(date_)); }

std::string MailHeaders::ref() const {
    auto id = unfold(id_);
    if (const auto open = id.find('<'); open != std::string::npos) {
        id.erase(0, open + 1);
        id = id.substr(0, id.find('>'));
    }
    std::erase(id, ' ');
    const bool printable = std::ranges::all_of(id, [](char c) { return c > ' ' && c < 0x7f; });
    if (!id.empty() && printable && id.size() <= kMaxRef) return id;
    std::string all = unfold(date_) + '\n' + unfold(from_);
    for (const auto body : to_) all += '\n' + unfold(body);
    return fmt::format("mail-{:016x}", fmix64(fnv1a64(all)));
}

std::string MailHeaders::hashed_ref() const { return "mail-" + short_hash(ref()); }

std::vector<std::string> MailHeaders::in_reply_to() const { return ids_in(reply_); }

std::vector<std::string> MailHeaders::references() const { return ids_in(references_); }

} // namespace kith::mail
