// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/files/seen.hpp"
#include "plugins/files/settings.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::files {

/// Reads what is new in the Maildirs, newest first, and hands over its contacts. Commits a cursor
/// now and then, so that a job that runs out of time goes on the next time. False when time ran
/// out.
bool sense_mail(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                const plugin::Request& request, Seen& seen,
                const std::optional<std::string>& state_dir);

} // namespace kith::files
