// SPDX-License-Identifier: MIT
#include "core/model/address.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith {
namespace {

bool is_scheme(std::string_view text) {
    if (text.empty() || !std::isalpha(static_cast<unsigned char>(text.front()))) return false;
    return std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
    });
}

/// A number as people write it, with what stands between its digits.
bool looks_dialled(std::string_view text) {
    const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    return std::ranges::count_if(text, is_digit) >= 3 && std::ranges::all_of(text, [&](char c) {
               return is_digit(c) || std::string_view{"+ -.()/"}.contains(c);
           });
}

/// The local part may hold quoted spaces and at signs (RFC 5322 3.4.1); the domain is what follows
/// the last `@`.
Result<std::string> mailbox(std::string_view text) {
    if (looks_dialled(text))
        return fail(fmt::format("\"{0}\": a telephone number begins with tel:, as in \"tel:{0}\"",
                                clean_line(text, 60)));
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size())
        return fail(fmt::format("\"{}\" is not a mail address; write it like ana@example.net",
                                clean_line(text, 60)));
    const auto local = text.substr(0, at);
    const bool quoted = local.size() >= 2 && local.front() == '"' && local.back() == '"';
    const auto stray = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '@' || c == '<' || c == '>' || c == ',';
    };
    if ((!quoted && std::ranges::any_of(local, stray)) ||
        std::ranges::any_of(text.substr(at + 1), stray))
        return fail(fmt::format("\"{}\" is not a mail address; write it like ana@example.net",
                                clean_line(text, 60)));
    return lower_ascii(text);
}

Result<std::string> telephone(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (std::isdigit(static_cast<unsigned char>(c)) || (c == '+' && digits.empty()))
            digits += c;
        else if (c == ';')
            break; // RFC 3966 parameters
        else if (std::string_view{" -.()/"}.find(c) == std::string_view::npos)
            return fail(
                fmt::format("\"{}\" is not a telephone number; write it like tel:+351210000000",
                            clean_line(text, 60)));
    }
    if (digits.size() < 3)
        return fail(
            fmt::format("\"{}\" is too short for a telephone number", clean_line(text, 60)));
    return digits;
}

/// What a desktop would run or show rather than reach somebody by.
bool reaches_nobody(std::string_view scheme) {
    constexpr std::string_view kNever[] = {"about", "blob",       "data",
                                           "file",  "javascript", "vbscript"};
    return std::ranges::find(kNever, scheme) != std::end(kNever);
}

std::string percent_encode(std::string_view text, std::string_view keep) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view{"-._~"}.find(c) != std::string_view::npos ||
            keep.find(c) != std::string_view::npos)
            out += c;
        else
            out += fmt::format("%{:02X}", byte);
    }
    return out;
}

} // namespace

Result<Address> parse_address(std::string_view raw) {
    const auto text = trim(raw);
    const auto colon = text.find(':');
    const bool has_scheme = colon != std::string_view::npos && is_scheme(text.substr(0, colon));
    Address address{has_scheme ? lower_ascii(text.substr(0, colon)) : "mailto", {}};
    auto rest = has_scheme ? text.substr(colon + 1) : text;
    if (rest.empty()) return fail("an address needs something after the colon");
    if (reaches_nobody(address.scheme))
        return fail(fmt::format("\"{}:\" reaches nobody; mailto, tel, matrix, xmpp or https may",
                                address.scheme));
    Result<std::string> value = std::string{rest};
    if (address.scheme == "mailto")
        value = mailbox(rest.substr(0, rest.find('?')));
    else if (address.scheme == "tel" || address.scheme == "sms")
        value = telephone(rest);
    else if (address.scheme == "xmpp")
        value = lower_ascii(rest.substr(0, rest.find_first_of("/?")));
    else if (address.scheme == "matrix") {
        value = lower_ascii(rest);
        if (rest.front() != '@' || rest.find(':') == std::string_view::npos)
            return fail(
                fmt::format("\"{}\" is not a Matrix id; write it like \"matrix:@ana:example.net\"",
                            clean_line(text, 60)));
    }
    if (!value) return std::unexpected(value.error());
    address.value = std::move(*value);
    return address;
}

std::string open_uri(const Address& address) {
    if (address.scheme == "mailto") return "mailto:" + percent_encode(address.value, "@+!$'*");
    if (address.scheme == "tel" || address.scheme == "sms") return address.text();
    if (address.scheme == "xmpp") return "xmpp:" + percent_encode(address.value, "@") + "?message";
    if (address.scheme == "matrix")
        return "https://matrix.to/#/" + percent_encode(address.value, "@:");
    if (address.scheme == "https" || address.scheme == "http" || address.scheme == "sgnl")
        return address.scheme + ":" + percent_encode(address.value, "/?#[]@!$&'()*+,;=:%");
    return {};
}

} // namespace kith
