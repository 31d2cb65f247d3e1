// SPDX-License-Identifier: MIT
#include "plugins/email/search_keys.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/support/mail/address_list.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kLongestKeys = 7000; // servers take command lines of at least 8000
constexpr std::size_t kOwnInOne = 15;      // of 320 bytes at most
constexpr int kAnswerDays = 16;            // answers are heard for 14; the server has its own days

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text,
                               [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

/// The part of an address a server surely finds as it stands in a mail.
std::string term(std::string_view address) {
    const auto canonical = mail::canonical_address(address);
    const auto at = canonical.rfind('@');
    if (at == std::string::npos) return {};
    const auto local = canonical.substr(0, at);
    const auto domain = canonical.substr(at);
    // In mails a domain of other letters stands in one of two spellings.
    if (!is_plain(local)) return is_plain(domain) ? domain : std::string{};
    return domain.find("xn--") != std::string::npos ? local + "@" : canonical;
}

/// Any of the words in a field.
std::string any_of(std::string_view field, std::span<const std::string> words) {
    std::string out;
    for (const auto& word : words) {
        const auto one = fmt::format(R"({} "{}")", field, word);
        out = out.empty() ? one : fmt::format("OR {} {}", one, out);
    }
    return out;
}

} // namespace

std::vector<std::string> answer_keys(const plugin::Request& request, const MailSettings& settings) {
    std::set<std::string> own, there;
    const auto add = [](std::set<std::string>& words, std::string_view address) {
        if (auto word = term(address); !word.empty()) words.insert(std::move(word));
    };
    const auto user = settings.imap ? settings.imap->user : std::string{};
    for (const auto& address : {settings.to, settings.from, user}) add(there, address);
    own = there;
    for (const auto& alias : settings.aliases) add(own, alias);
    for (const auto& each : request.addresses)
        if (each.is_self && each.address.starts_with("mailto:"))
            add(own, std::string_view{each.address}.substr(7));
    if (there.empty()) return {};
    const std::vector<std::string> from{own.begin(), own.end()};
    const std::vector<std::string> to{there.begin(), there.end()};
    std::vector<std::string> out;
    for (std::size_t i = 0; i < from.size(); i += kOwnInOne)
        out.push_back(fmt::format(
            "SINCE {} {} {}", search_day(request.now, kAnswerDays),
            any_of("FROM", std::span{from}.subspan(i, std::min(kOwnInOne, from.size() - i))),
            any_of("TO", to)));
    return out;
}

std::vector<std::string> search_keys(std::span<const plugin::KnownAddress> addresses) {
    std::set<std::string> terms;
    for (const auto& each : addresses) {
        if (each.is_self || !each.address.starts_with("mailto:")) continue;
        if (auto word = term(std::string_view{each.address}.substr(7)); !word.empty())
            terms.insert(std::move(word));
    }
    std::vector<std::string> out;
    std::string keys;
    for (const auto& word : terms) {
        const auto one = fmt::format(R"(OR OR FROM "{0}" TO "{0}" OR CC "{0}" BCC "{0}")", word);
        if (keys.size() + one.size() + 4 > kLongestKeys) out.push_back(std::exchange(keys, {}));
        keys = keys.empty() ? one : fmt::format("OR {} {}", one, keys);
    }
    if (!keys.empty()) out.push_back(std::move(keys));
    return out;
}

std::vector<std::string> all_keys(const plugin::Request& request, const MailSettings& settings) {
    auto out = search_keys(request.addresses);
    if (settings.smtp) std::ranges::copy(answer_keys(request, settings), std::back_inserter(out));
    return out;
}

Way way_to_read(const plugin::Request& request, const MailSettings& settings) {
    if (request.addresses.empty()) return Way::Headers;
    const bool reaches_somebody = std::ranges::any_of(request.addresses, [](const auto& each) {
        return !each.is_self && each.address.starts_with("mailto:");
    });
    if (reaches_somebody) return settings.way;
    const bool nothing_to_find = all_keys(request, settings).empty();
    return nothing_to_find || settings.way == Way::Auto ? Way::Search : settings.way;
}

std::string search_day(std::int64_t at, int days_before) {
    static constexpr std::array<std::string_view, 12> kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const auto day = floor<days>(sys_seconds{seconds{at}}) - days{days_before};
    const year_month_day date{std::max(day, sys_days{year{1970} / 1 / 1})};
    return fmt::format("{}-{}-{}", static_cast<unsigned>(date.day()),
                       kMonths.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()));
}

} // namespace kith::email
