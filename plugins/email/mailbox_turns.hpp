// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "plugins/email/sense_cursor.hpp"

namespace kith::email {

/// Which of `mailboxes` are asked for their state now, where each costs a command of its own: all
/// but those in which nothing came for long and that the person did not ask for, of which one has
/// its turn; once about a day, where their turns do not come by themselves, all of them. So whoever
/// looks once a day or oftener asks for each within a day. By `asked_at`, which whoever has read
/// what is new in one sets. Pure.
std::vector<MailboxProgress*> whose_turn(std::vector<MailboxProgress>& mailboxes, std::int64_t now);

} // namespace kith::email
