// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/policy/decide.hpp"

namespace kith::policy {

/// A question that only the person can answer. It is never pushed: it stands where they look.
struct Ask {
    std::string connection; ///< empty: about all of it
    std::string kind;       ///< new-friend, old-friend, keep-rest-let-go
    std::string text;       ///< one or two sentences

    friend bool operator==(const Ask&, const Ask&) = default;
};

/// The open questions, in the connections' order. None in a hard week, while away or in low energy.
std::vector<Ask> open_asks(const Frame& frame, const Decision& decision);

} // namespace kith::policy
