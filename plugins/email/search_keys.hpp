// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kith/plugin.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

/// SEARCH programs that together find every mail from, to, cc or bcc one of the connections' mail
/// addresses, each short enough for one command line. They find more than that: servers match parts
/// of words, and an address that cannot stand in a search is looked for by a part of it. Empty
/// where nobody has a mail address.
std::vector<std::string> search_keys(std::span<const plugin::KnownAddress> addresses);

/// The same for the mails of the last weeks that the person wrote to an address to which answers to
/// offers go: by From and To, for many servers search the field In-Reply-To badly or not at all.
std::vector<std::string> answer_keys(const plugin::Request& request, const MailSettings& settings);

/// What a search has to find: the people's mails, and where offers go out by mail the person's own
/// that may answer one.
std::vector<std::string> all_keys(const plugin::Request& request, const MailSettings& settings);

/// By headers where no list of people was given and so everybody counts; by search alone where none
/// of them has a mail address: strangers' fields would be read for nothing. Else as settings say.
Way way_to_read(const plugin::Request& request, const MailSettings& settings);

/// `17-Jul-2026`, as SEARCH writes days; of the UTC day `days` before.
std::string search_day(std::int64_t at, int days_before);

} // namespace kith::email
