// SPDX-License-Identifier: MIT
// The answers of the reading commands: JSON, with the same said in plain words under `text`. Pure.
#pragma once

#include "base/json.hpp"
#include "daemon/control/say.hpp"

namespace kith::daemon {

/// Those whom no list names: let go, or no contact.
inline bool is_hidden(State state) { return state == State::Ended || state == State::NoContact; }

Json status_reply(const Outlook& outlook);
Json list_reply(const Outlook& outlook);
Json show_reply(const Outlook& outlook, std::size_t goal, const std::vector<PastLine>& past);
/// The whole reasoning of the slot, or (with a goal) of one connection, on the evidence of what is
/// known of it; `turned`: why *not* them.
Json why_reply(const Outlook& outlook, std::optional<std::size_t> goal, bool turned,
               const std::vector<PastLine>& evidence = {});
Json next_reply(const Outlook& outlook);

/// The open offer, as `watch` and NudgeOffered show it, with what it may be told; null when there
/// is none.
Json outstanding_reply(const Outlook& outlook);

} // namespace kith::daemon
