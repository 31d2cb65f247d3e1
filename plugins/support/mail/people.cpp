// SPDX-License-Identifier: MIT
#include "plugins/support/mail/people.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "plugins/support/mail/address_list.hpp"
#include "plugins/support/mail/rfc5322.hpp"

namespace kith::mail {
namespace {

/// The mail address in `text`, or empty where it is of another scheme.
std::string_view mail_part(std::string_view text) {
    if (lower_ascii(text.substr(0, 7)) == "mailto:") return text.substr(7);
    const auto colon = text.find(':');
    const auto at = text.find('@');
    if (at == std::string_view::npos ||
        (colon != std::string_view::npos && colon < at && text.front() != '"'))
        return {};
    return text;
}

} // namespace

People::People(std::span<const Known> known, bool plus_addresses,
               std::span<const std::string> also_own)
    : open_(known.empty()), plus_(plus_addresses) {
    std::vector<std::string> facts{plus_ ? "plus" : "exact"};
    for (const auto& person : known) add(person, facts);
    for (const auto& own : also_own) add({true, "", own, {}}, facts);
    std::ranges::sort(facts); // the order in which people are listed decides nothing
    for (const auto& fact : facts) fingerprint_ = fnv1a64(fact + '\0', fingerprint_);
}

void People::add(const Known& person, std::vector<std::string>& facts) {
    facts.push_back((person.is_self ? "self" : person.connection) + '\n' + person.address);
    if (const auto mail = mail_part(person.address); !mail.empty()) {
        auto& entry = entries_[canonical_address(mail)];
        if (person.is_self)
            entry.self = has_self_ = true;
        else if (std::ranges::find(entry.connections, person.connection) == entry.connections.end())
            entry.connections.push_back(person.connection);
    }
    for (const auto& name : person.names) {
        auto folded = fold_text(name);
        facts.push_back(person.connection + '\t' + folded);
        // One letter would match in half of all titles.
        if (person.is_self || utf8_length(folded) < 2) continue;
        names_.push_back({std::move(folded), person.connection});
    }
}

bool People::is_self(std::string_view address) const {
    const auto found = entries_.find(address);
    if (found != entries_.end()) return found->second.self;
    if (!plus_) return false;
    const auto at = address.rfind('@');
    const auto plus = address.find('+');
    if (at == std::string_view::npos || plus == std::string_view::npos || plus == 0 || plus > at)
        return false;
    const auto plain = std::string{address.substr(0, plus)} + std::string{address.substr(at)};
    const auto base = entries_.find(plain);
    return base != entries_.end() && base->second.self;
}

bool People::is_known(std::string_view address) const {
    return open_ ? !is_self(address) : !connections(address).empty();
}

std::span<const std::string> People::connections(std::string_view address) const {
    const auto found = entries_.find(address);
    if (found == entries_.end() || found->second.self) return {};
    return found->second.connections;
}

std::vector<std::string> People::named_in(std::string_view title) const {
    std::vector<std::string> out;
    if (names_.empty() || title.empty()) return out;
    const auto folded = fold_text(title);
    for (const auto& name : names_)
        if (has_words(folded, name.folded) && std::ranges::find(out, name.connection) == out.end())
            out.push_back(name.connection);
    return out;
}

} // namespace kith::mail
