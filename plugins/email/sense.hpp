// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

/// One look at the mailboxes: what is new since the cursor, and as much of the window as time
/// allows; contacts, cursor and coverage go to the host. Throws plugin::Failure; what was read
/// until then has been committed.
void sense(const plugin::Host& host, const plugin::Request& request, const MailSettings& settings);

} // namespace kith::email
