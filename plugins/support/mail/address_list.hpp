// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::mail {

/// The addresses in an address field (unfolded), each canonical, in order, repeats kept. Groups
/// are read as their members; `;` between addresses is taken for a comma; a mailbox with more than
/// one unquoted `@` is passed over. Display names are never looked at for addresses.
std::vector<std::string> parse_addresses(std::string_view field);

/// The pieces of an address field, one mailbox each, as they stand there. Views into `field`.
std::vector<std::string_view> split_mailboxes(std::string_view field);

/// The address of one mailbox, canonical.
std::optional<std::string> parse_mailbox(std::string_view mailbox);

/// An address such that equal mailboxes compare equal: lower case, domain in ASCII without a final
/// dot, local part unquoted where it needs no quotes. Lower case is for matching only.
std::string canonical_address(std::string_view address);

} // namespace kith::mail
