// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::email {

/// Whose folders begin how, as the server tells it (RFC 2342). Empty where it does not: then all
/// count as the person's own.
struct Namespaces {
    std::vector<std::string> own;     ///< prefixes, such as `INBOX.`; may hold the empty one
    std::vector<std::string> foreign; ///< of other people, and shared

    /// By the longest prefix that fits. INBOX is always the person's own.
    [[nodiscard]] bool is_own(std::string_view mailbox) const;
    /// The name without the prefix of the person's own folders.
    [[nodiscard]] std::string_view below(std::string_view mailbox) const;
};

/// Of a NAMESPACE response; nothing where it is another one.
std::optional<Namespaces> read_namespaces(std::string_view response);

} // namespace kith::email
