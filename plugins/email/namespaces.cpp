// SPDX-License-Identifier: MIT
#include "plugins/email/namespaces.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "plugins/email/imap_tokens.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kMostPrefixes = 200;

/// The length of the longest prefix that fits, or nothing.
std::optional<std::size_t> longest(const std::vector<std::string>& prefixes,
                                   std::string_view mailbox) {
    const auto name = lower_ascii(mailbox); // INBOX has no case
    std::optional<std::size_t> out;
    for (const auto& prefix : prefixes)
        if (name.starts_with(lower_ascii(prefix)) && (!out || prefix.size() > *out))
            out = prefix.size();
    return out;
}

/// `(("INBOX." ".") ...)` or NIL; false where it is neither.
bool read_prefixes(ImapTokens& in, std::vector<std::string>& out) {
    if (in.take_word("NIL")) return true;
    if (!in.take('(')) return false;
    while (!in.take(')')) {
        if (!in.take('(')) return false;
        auto prefix = in.text();
        if (!prefix || out.size() >= kMostPrefixes) return false;
        out.push_back(std::move(*prefix));
        while (!in.take(')')) // the delimiter, and extensions
            if (!in.skip_value()) return false;
    }
    return true;
}

} // namespace

bool Namespaces::is_own(std::string_view mailbox) const {
    if (lower_ascii(mailbox) == "inbox") return true;
    const auto theirs = longest(foreign, mailbox);
    if (!theirs) return true;
    const auto mine = longest(own, mailbox);
    return mine && *mine >= *theirs;
}

std::string_view Namespaces::below(std::string_view mailbox) const {
    return mailbox.substr(longest(own, mailbox).value_or(0));
}

std::optional<Namespaces> read_namespaces(std::string_view response) {
    ImapTokens in{response};
    Namespaces out;
    if (!in.take('*') || !in.take_word("NAMESPACE") || !read_prefixes(in, out.own) ||
        !read_prefixes(in, out.foreign) || !read_prefixes(in, out.foreign))
        return std::nullopt;
    return out;
}

} // namespace kith::email
