// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/policy/decide.hpp"

namespace kith::policy {

/// A question that only the person can answer. It is never pushed: it stands where they look.
struct Ask {
    std::string connection; ///< empty: about all of it
    std::string kind;       ///< new-friend, old-friend, keep-rest-let-go, fresh-start, honest-check
    std::string text;       ///< one or two sentences

    friend bool operator==(const Ask&, const Ask&) = default;
};

/// Event::occasion of what is told once and then stands where one looks for a while.
inline constexpr std::string_view kFreshStart = "fresh-start";

/// Most people are far away, and it may be offered once more: to begin anew with everyone. Never in
/// a hard week, while away, in low energy or in grief, and at most once in thirty days.
bool fresh_start_due(const Frame& frame, const Decision& decision);

/// The open questions, in the connections' order. None in a hard week, while away or in low energy.
std::vector<Ask> open_asks(const Frame& frame, const Decision& decision);

} // namespace kith::policy
