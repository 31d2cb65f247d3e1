// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/files/seen.hpp"
#include "plugins/files/settings.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::files {

/// Reads what is new in the Maildirs, newest first, and hands over its contacts. Commits a cursor
/// now and then, so that a job that runs out of time goes on the next time. False when time ran
/// out. A Maildir that is not there is told in `trouble` (the first one; a sentence), and the
/// others are read.
bool sense_mail(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                const plugin::Request& request, Seen& seen,
                const std::optional<std::string>& state_dir, std::string& trouble);

} // namespace kith::files
