// SPDX-License-Identifier: MIT
#include "plugins/email/offer_mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "core/model/instant.hpp"
#include "plugins/support/mail/encode.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kTitleChars = 120;
constexpr std::size_t kBodyChars = 400;
constexpr std::size_t kLabelChars = 40;
constexpr std::string_view kIdPrefix = "kith.";
constexpr std::size_t kIdDigits = 32;
constexpr std::string_view kThread = ".thread";

/// A link a mail program may be given, or empty.
std::string link_of(const plugin::Nudge& nudge) {
    static constexpr std::array<std::string_view, 8> kSchemes{
        "mailto:", "https:", "http:", "tel:", "sms:", "xmpp:", "matrix:", "sgnl:"};
    if (!nudge.open_uri || nudge.discreet || nudge.open_uri->size() > 900) return {};
    const bool known = std::ranges::any_of(
        kSchemes, [&](std::string_view s) { return nudge.open_uri->starts_with(s); });
    const bool plain =
        std::ranges::all_of(*nudge.open_uri, [](char c) { return c > ' ' && c < 0x7f; });
    return known && plain ? *nudge.open_uri : std::string{};
}

std::string label_of(const plugin::Nudge& nudge, std::string_view answer) {
    const auto found = std::ranges::find(nudge.answers, answer, &plugin::AnswerButton::answer);
    return found == nudge.answers.end() ? std::string{} : clean_line(found->label, kLabelChars);
}

/// What a reply may say, in the words of the buttons.
std::string answers_line(const plugin::Nudge& nudge) {
    std::string out;
    for (const auto& each : nudge.answers) {
        const auto label = clean_line(each.label, kLabelChars);
        if (!label.empty()) out += (out.empty() ? "" : " · ") + label;
    }
    const auto before = clean_line(nudge.reply_with, kLabelChars);
    return out.empty() || before.empty() ? out : before + ": " + out;
}

struct Words {
    std::string title, body, link, say_hi, answers;
};

Words words_of(const plugin::Nudge& nudge, const MailFrame& frame) {
    Words out;
    out.title = clean_line(nudge.title, kTitleChars);
    if (out.title.empty()) out.title = "Kith";
    out.body = clean_line(nudge.body, kBodyChars);
    out.link = link_of(nudge);
    out.say_hi = label_of(nudge, "going");
    if (frame.can_answer) out.answers = answers_line(nudge);
    return out;
}

std::string plain_text(const Words& words) {
    auto out = words.title + "\n\n" + words.body + "\n";
    if (!words.link.empty())
        out +=
            fmt::format("\n{}{}{}\n", words.say_hi, words.say_hi.empty() ? "" : ": ", words.link);
    if (!words.answers.empty()) out += "\n" + words.answers + "\n";
    return out;
}

std::string page(const Words& words) {
    auto out =
        fmt::format("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{0}</title></head>"
                    "<body>\n<p><b>{0}</b></p>\n<p>{1}</p>\n",
                    escape_markup(words.title), escape_markup(words.body));
    if (!words.link.empty())
        out += fmt::format("<p><a href=\"{}\">{}</a></p>\n", escape_markup(words.link),
                           escape_markup(words.say_hi.empty() ? words.link : words.say_hi));
    if (!words.answers.empty()) out += fmt::format("<p>{}</p>\n", escape_markup(words.answers));
    return out + "</body></html>\n";
}

/// RFC 5322, in UTC.
std::string date_line(std::int64_t at) {
    static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const Instant moment{seconds{at}};
    const auto day = floor<days>(moment);
    const year_month_day date{day};
    const hh_mm_ss time{moment - day};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                       kDays.at(weekday{day}.c_encoding()), static_cast<unsigned>(date.day()),
                       kMonths.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string part(std::string_view type, std::string_view text) {
    return fmt::format("Content-Type: {}; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}",
                       type, mail::quoted_printable(text));
}

bool is_hex(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

std::string wording_of(const plugin::Nudge& nudge) {
    return fmt::format("{:016x}", fmix64(fnv1a64(nudge.title + "\n" + nudge.body)));
}

std::string offer_mail(const plugin::Nudge& nudge, const MailFrame& frame) {
    const auto words = words_of(nudge, frame);
    const auto domain = frame.from.substr(frame.from.rfind('@') + 1);
    const auto first = fmt::format("<{}{}@{}>", kIdPrefix, nudge.id, domain);
    // Some servers put a Message-ID of their own in place of ours; this one stays, and comes back
    // among the References of a reply. It alone, so that a reply to that one is told apart.
    const auto thread = fmt::format("<{}{}{}@{}>", kIdPrefix, nudge.id, kThread, domain);
    const auto border = "kith-" + nudge.id;
    std::string out =
        fmt::format("From: Kith <{}>\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\n", frame.from,
                    frame.to, mail::encode_header(words.title), date_line(frame.at));
    // An answer goes to the mailbox that is read for answers.
    if (frame.can_answer && frame.from != frame.to)
        out += fmt::format("Reply-To: {}\r\n", frame.to);
    if (nudge.replaces)
        out += fmt::format("Message-ID: <{}{}.{}@{}>\r\nIn-Reply-To: {}\r\n", kIdPrefix, nudge.id,
                           wording_of(nudge), domain, first);
    else
        out += fmt::format("Message-ID: {}\r\n", first);
    out += fmt::format("References: {}\r\n", thread);
    out += fmt::format("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                       "Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n",
                       border);
    out += fmt::format("--{0}\r\n{1}--{0}\r\n{2}--{0}--\r\n", border,
                       part("text/plain", plain_text(words)), part("text/html", page(words)));
    return out;
}

std::optional<std::string> nudge_of(std::string_view message_id) {
    if (!message_id.starts_with(kIdPrefix)) return std::nullopt;
    message_id.remove_prefix(kIdPrefix.size());
    const auto id = message_id.substr(0, kIdDigits);
    const auto rest = message_id.substr(id.size());
    const bool ends = rest.starts_with('@') || rest.starts_with('.');
    if (id.size() != kIdDigits || !is_hex(id) || !ends) return std::nullopt;
    return std::string{id};
}

std::optional<std::string> nudge_of_thread(std::string_view message_id) {
    auto out = nudge_of(message_id);
    if (!out) return std::nullopt;
    const auto rest = message_id.substr(kIdPrefix.size() + kIdDigits);
    const bool is_thread =
        rest.starts_with(kThread) && rest.substr(kThread.size()).starts_with('@');
    return is_thread ? out : std::nullopt;
}

} // namespace kith::email
