// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

/// Brings one offer as a mail and hands in its receipt. What passes is tried again while the job
/// has time. An offer shown again is a second mail only if its words are other ones. Throws
/// plugin::Failure.
void deliver(const plugin::Host& host, const plugin::Nudge& nudge, const MailSettings& settings);

} // namespace kith::email
