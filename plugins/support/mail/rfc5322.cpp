// SPDX-License-Identifier: MIT
#include "plugins/support/mail/rfc5322.hpp"

#include <cstdint>
#include <memory>

#include <gmime/gmime.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/calendar/civil.hpp"

namespace kith::mail {
namespace {

constexpr Instant kFirstMail{std::chrono::sys_days{std::chrono::year{1990} / 1 / 1}};

struct GFree {
    void operator()(void* p) const { g_free(p); }
};
struct GUnref {
    void operator()(void* p) const { g_object_unref(p); }
};
using GText = std::unique_ptr<char, GFree>;
using AddressList = std::unique_ptr<InternetAddressList, GUnref>;

void start_gmime() {
    static const bool started = [] {
        g_mime_init();
        return true;
    }();
    (void)started;
}

/// GMime 3.2 calls its mailbox a group when a word and a colon stand in front.
InternetAddressMailbox* single_mailbox(InternetAddressList* list) {
    if (list == nullptr || internet_address_list_length(list) < 1) return nullptr;
    auto* const first = internet_address_list_get_address(list, 0);
    return INTERNET_ADDRESS_IS_MAILBOX(first) ? INTERNET_ADDRESS_MAILBOX(first) : nullptr;
}

AddressList parse(const std::string& mailbox) {
    start_gmime();
    return AddressList{internet_address_list_parse(nullptr, mailbox.c_str())};
}

std::optional<Instant> plain_date(const std::string& value) {
    start_gmime();
    GDateTime* const date = g_mime_utils_header_decode_date(value.c_str());
    if (date == nullptr) return std::nullopt;
    const Instant at{std::chrono::seconds{g_date_time_to_unix(date)}};
    g_date_time_unref(date);
    return at;
}

/// GMime refuses a leap second, and reads `GMT+02:00` as plain GMT.
std::string mended(std::string value) {
    if (const auto leap = value.find(":60"); leap != std::string::npos)
        value.replace(leap, 3, ":59");
    for (const std::string_view word : {"GMT", "UTC"}) {
        const auto at = value.find(word);
        if (at == std::string::npos || at + 4 >= value.size()) continue;
        const auto zone = value.substr(at + 3);
        if (zone.front() != '+' && zone.front() != '-') continue;
        value.erase(at, word.size());
        if (const auto colon = value.find(':', at); colon != std::string::npos)
            value.erase(colon, 1);
    }
    return value;
}

/// Scripts that write words without blanks between them.
bool is_unspaced(std::uint32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x2E80 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

bool is_word_char(std::uint32_t c) {
    return g_unichar_isalnum(c) != FALSE || g_unichar_ismark(c) != FALSE;
}

bool is_joiner(std::uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == '_'; }

std::size_t previous_start(std::string_view text, std::size_t pos) {
    do --pos;
    while (pos > 0 && (static_cast<unsigned char>(text[pos]) & 0xC0) == 0x80);
    return pos;
}

bool starts_word(std::string_view text, std::size_t pos) {
    if (pos == 0 || is_unspaced(decode_utf8(text, pos).value)) return true;
    const auto before = previous_start(text, pos);
    const auto c = decode_utf8(text, before).value;
    if (is_word_char(c)) return is_unspaced(c);
    if (!is_joiner(c) || before == 0) return true;
    return !is_word_char(decode_utf8(text, previous_start(text, before)).value);
}

bool ends_word(std::string_view text, std::size_t end) {
    if (end >= text.size() || is_unspaced(decode_utf8(text, previous_start(text, end)).value))
        return true;
    const auto after = decode_utf8(text, end);
    if (is_word_char(after.value)) return is_unspaced(after.value);
    if (!is_joiner(after.value) || end + after.size >= text.size()) return true;
    return !is_word_char(decode_utf8(text, end + after.size).value);
}

} // namespace

std::optional<std::string> decode_mailbox(const std::string& mailbox) {
    const auto list = parse(mailbox);
    auto* const found = single_mailbox(list.get());
    if (found == nullptr) return std::nullopt;
    const char* const address = internet_address_mailbox_get_idn_addr(found);
    if (address == nullptr || *address == '\0') return std::nullopt;
    return std::string{address};
}

std::string decode_display_name(const std::string& mailbox) {
    const auto list = parse(mailbox);
    auto* const found = single_mailbox(list.get());
    if (found == nullptr) return {};
    const char* const name = internet_address_get_name(INTERNET_ADDRESS(found));
    return name == nullptr ? std::string{} : clean_line(name, 100);
}

std::optional<Instant> decode_date(const std::string& value) {
    auto at = plain_date(mended(value));
    if (!at) {
        const auto iso = calendar::parse_instant(value);
        if (iso) at = *iso;
    }
    return at && *at >= kFirstMail ? at : std::nullopt;
}

std::string ascii_domain(std::string_view domain) {
    auto lower = lower_ascii(domain);
    if (is_utf8(lower) && lower.size() != utf8_length(lower)) {
        start_gmime();
        const auto decoded = decode_mailbox("x@" + lower);
        if (decoded && decoded->size() > 2) lower = lower_ascii(decoded->substr(2));
    }
    return lower;
}

std::string fold_text(std::string_view text) {
    if (!is_utf8(text)) return {};
    std::string folded;
    if (utf8_length(text) == text.size()) {
        folded = lower_ascii(text);
    } else {
        const GText normal{g_utf8_normalize(text.data(), static_cast<gssize>(text.size()),
                                            G_NORMALIZE_ALL_COMPOSE)};
        if (!normal) return {};
        const GText lower{g_utf8_casefold(normal.get(), -1)};
        folded = lower.get();
    }
    std::string out;
    for (const char c : folded) {
        const bool blank = static_cast<unsigned char>(c) <= ' ';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

bool has_words(std::string_view text, std::string_view name) {
    if (name.empty()) return false;
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1))
        if (starts_word(text, at) && ends_word(text, at + name.size())) return true;
    return false;
}

std::string short_hash(std::string_view text) {
    const GText sum{g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(text.data()), text.size())};
    return std::string{sum.get()}.substr(0, 32);
}

} // namespace kith::mail
