// SPDX-License-Identifier: MIT
#include "plugins/email/capabilities.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "plugins/email/imap_answers.hpp"
#include "plugins/email/imap_tokens.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kMost = 1000;

} // namespace

bool Capabilities::take(std::string_view response) {
    const auto status =
        read_status(response.substr(std::min(response.size(), response.find(' ') + 1)));
    ImapTokens in{status ? std::string_view{status->code} : response};
    if (status ? status->kind != ImapStatus::Kind::Ok : !in.take('*')) return false;
    if (!in.take_word("CAPABILITY")) return false;
    while (const auto word = in.atom()) {
        if (overfull()) return true;
        words_.push_back(lower_ascii(*word));
    }
    return true;
}

bool Capabilities::has(std::string_view name) const {
    return std::ranges::find(words_, lower_ascii(name)) != words_.end();
}

bool Capabilities::overfull() const { return words_.size() > kMost; }

} // namespace kith::email
