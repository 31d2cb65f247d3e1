// SPDX-License-Identifier: MIT
#include "plugins/email/imap_answers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/text.hpp"
#include "plugins/email/imap_tokens.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kMostAttributes = 64;

std::string upper(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return out;
}

/// The tokens of an untagged response of this kind.
std::optional<ImapTokens> untagged(std::string_view response, std::string_view kind) {
    ImapTokens in{response};
    if (!in.take('*') || !in.take_word(kind)) return std::nullopt;
    return in;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without what Dovecot puts behind a refusal for whoever reads its log:
/// `[2026-03-02 10:00:00] (0.001 + 0.000 secs).`
std::string_view without_timing(std::string_view text) {
    auto rest = trim(text);
    if (rest.ends_with('.')) rest.remove_suffix(1);
    const auto open = rest.rfind(" (");
    const bool is_timed = rest.ends_with(" secs)") && open != std::string_view::npos;
    if (is_timed) rest = trim(rest.substr(0, open));
    const auto date = rest.rfind('[');
    if (rest.ends_with(']') && date != std::string_view::npos && is_digit(rest[date + 1]) &&
        rest.find(':', date) != std::string_view::npos)
        return trim(rest.substr(0, date));
    return is_timed ? rest : text;
}

/// Exactly `digits` digits.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

void read_flags(std::string_view flags, FetchedMail& out) {
    bool junk = false;
    bool not_junk = false;
    for (const auto& mark : split(lower_ascii(flags), ' ')) {
        out.draft = out.draft || mark == "\\draft";
        junk = junk || mark == "$junk" || mark == "junk" || mark == "\\junk";
        not_junk = not_junk || mark == "$notjunk" || mark == "notjunk" || mark == "nonjunk";
    }
    out.junk = out.junk || (junk && !not_junk); // both: nobody knows
}

/// Those of Gmail's own; what a person made up counts for nothing. Where the list makes no sense
/// none does.
bool read_labels(ImapTokens& in, FetchedMail& out) {
    const auto before = in;
    FetchedMail told;
    if (!in.take('(')) return in.skip_value();
    while (!in.take(')')) {
        const auto word = in.text();
        if (!word) {
            in = before;
            return in.raw_list().has_value();
        }
        const auto mark = lower_ascii(*word);
        told.labelled_draft = told.labelled_draft || mark == "\\draft" || mark == "\\drafts";
        told.sent = told.sent || mark == "\\sent";
        told.trash = told.trash || mark == "\\trash";
        told.junk = told.junk || mark == "\\junk" || mark == "\\spam";
    }
    out.has_labels = true;
    out.labelled_draft = told.labelled_draft;
    out.sent = told.sent;
    out.trash = told.trash;
    out.junk = out.junk || told.junk;
    return true;
}

} // namespace

bool ImapStatus::is_passing() const {
    static constexpr std::array<std::string_view, 7> kCodes{
        "UNAVAILABLE", "LIMIT", "OVERQUOTA", "INUSE", "SERVERBUG", "CONTACTADMIN", "THROTTLED"};
    return std::ranges::find(kCodes, code) != kCodes.end();
}

bool ImapStatus::is_about_a_mail() const {
    return kind == Kind::No && (!is_passing() || code == "SERVERBUG");
}

std::optional<ImapStatus> read_status(std::string_view text) {
    ImapTokens in{text};
    ImapStatus out;
    if (in.take_word("OK"))
        out.kind = ImapStatus::Kind::Ok;
    else if (in.take_word("NO"))
        out.kind = ImapStatus::Kind::No;
    else if (in.take_word("BAD"))
        out.kind = ImapStatus::Kind::Bad;
    else if (in.take_word("BYE"))
        out.kind = ImapStatus::Kind::Bye;
    else
        return std::nullopt;
    auto rest = trim(in.rest());
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        out.code = upper(rest.substr(1, close == std::string_view::npos ? close : close - 1));
        rest.remove_prefix(close == std::string_view::npos ? rest.size() : close + 1);
    }
    out.text = clean_line(without_timing(rest), 120);
    return out;
}

bool ListedMailbox::has(std::string_view attribute) const {
    return std::ranges::find(attributes, attribute) != attributes.end();
}

std::optional<ListedMailbox> read_list(std::string_view response) {
    auto in = untagged(response, "LIST");
    if (!in || !in->take('(')) return std::nullopt;
    ListedMailbox out;
    while (!in->take(')')) {
        const auto attribute = in->atom();
        if (!attribute || out.attributes.size() >= kMostAttributes) return std::nullopt;
        out.attributes.push_back(lower_ascii(*attribute));
    }
    auto delimiter = in->text();
    auto name = in->text();
    if (!delimiter || !name || name->empty()) return std::nullopt;
    out.delimiter = std::move(*delimiter);
    out.name = std::move(*name);
    return out;
}

std::optional<MailboxNumbers> read_mailbox_status(std::string_view response, std::string& name) {
    auto in = untagged(response, "STATUS");
    if (!in) return std::nullopt;
    auto mailbox = in->text();
    if (!mailbox || !in->take('(')) return std::nullopt;
    name = std::move(*mailbox);
    MailboxNumbers out;
    while (!in->take(')')) {
        const auto item = in->atom();
        if (!item) return std::nullopt;
        std::optional<std::uint32_t> value;
        if (lower_ascii(*item) == "uidvalidity" && (value = in->validity()))
            out.validity = *value;
        else if (lower_ascii(*item) == "uidnext" && (value = in->number()))
            out.next = *value;
        else if (!in->skip_value())
            return std::nullopt;
    }
    return out;
}

bool add_sequence(std::string_view text, UidSet& out) {
    while (!text.empty()) {
        const auto part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        Uid low = 0;
        Uid high = 0;
        const auto* const stop = part.data() + part.size();
        const auto first = std::from_chars(part.data(), stop, low);
        if (first.ec != std::errc{}) return false;
        high = low;
        if (first.ptr != stop) {
            if (*first.ptr != ':') return false;
            const auto second = std::from_chars(first.ptr + 1, stop, high);
            if (second.ec != std::errc{} || second.ptr != stop) return false;
        }
        out.add(low, high);
    }
    return true;
}

bool read_search(std::string_view response, UidSet& out) {
    if (auto plain = untagged(response, "SEARCH")) {
        while (const auto uid = plain->number()) out.add(*uid, *uid);
        return true;
    }
    auto in = untagged(response, "ESEARCH");
    if (!in) return false;
    if (in->take('('))
        while (!in->take(')'))
            if (!in->text()) return true;
    (void)in->take_word("UID");
    while (const auto item = in->atom()) {
        if (lower_ascii(*item) != "all") {
            if (!in->skip_value()) return true;
            continue;
        }
        const auto set = in->atom();
        if (set) (void)add_sequence(*set, out);
    }
    return true;
}

std::optional<FetchedMail> read_fetch(std::string_view response) {
    ImapTokens in{response};
    if (!in.take('*') || !in.number() || !in.take_word("FETCH") || !in.take('('))
        return std::nullopt;
    FetchedMail out;
    while (!in.take(')')) {
        const auto name = in.item_name();
        if (!name) return std::nullopt;
        const auto item = upper(name->substr(0, 12));
        if (item == "UID") {
            out.uid = in.number().value_or(0);
        } else if (item == "INTERNALDATE") {
            const auto text = in.text();
            if (text) out.filed = read_internal_date(*text);
        } else if (item.starts_with("BODY[HEADER")) {
            out.header = in.bytes().value_or("");
            out.has_header = !out.header.empty();
        } else if (item == "X-GM-LABELS") {
            if (!read_labels(in, out)) return std::nullopt;
        } else if (item == "FLAGS") {
            // A lax server lets anything be a flag.
            const auto flags = in.raw_list();
            if (!flags && !in.skip_value()) return std::nullopt;
            if (flags && flags->find_first_of("(\"{") == std::string_view::npos)
                read_flags(*flags, out);
        } else if (item.starts_with("BODY[")) {
            out.body = in.bytes().value_or("");
        } else if (!in.skip_value()) {
            return std::nullopt;
        }
    }
    return out.uid == 0 ? std::nullopt : std::optional{out};
}

std::optional<Instant> read_internal_date(std::string_view text) {
    static constexpr std::array<std::string_view, 12> kMonths{
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    using namespace std::chrono;
    text = trim(text);
    const auto dash = text.find('-');
    if (dash > 2 || text.size() != dash + 24) return std::nullopt; // past 2 where there is none
    const auto month = std::ranges::find(kMonths, lower_ascii(text.substr(dash + 1, 3)));
    const auto d = digits(text.substr(0, dash));
    const auto y = digits(text.substr(dash + 5, 4));
    const auto h = digits(text.substr(dash + 10, 2));
    const auto m = digits(text.substr(dash + 13, 2));
    const auto s = digits(text.substr(dash + 16, 2));
    const auto zone = digits(text.substr(dash + 20, 4));
    const char sign = text[dash + 19];
    if (month == kMonths.end() || !d || !y || !h || !m || !s || !zone ||
        (sign != '+' && sign != '-'))
        return std::nullopt;
    const year_month_day date{
        year{*y}, std::chrono::month{static_cast<unsigned>(month - kMonths.begin() + 1)},
        day{static_cast<unsigned>(*d)}};
    if (!date.ok() || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
    const auto offset = hours{*zone / 100} + minutes{*zone % 100};
    const auto local = sys_days{date} + hours{*h} + minutes{*m} + seconds{*s};
    return sign == '+' ? local - offset : local + offset;
}

std::optional<std::string> quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\0' || c == '\r' || c == '\n') return std::nullopt;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

} // namespace kith::email
