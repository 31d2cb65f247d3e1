// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "core/policy/goals.hpp"
#include "core/policy/nameless.hpp"

namespace kith::policy {

/// How nudges and the page call somebody.
struct Called {
    std::string_view name;
    bool whole = false; ///< not cut to its first word
};

/// The label, where there is one. Where another would be called alike, the whole name, and a remark
/// that tells them apart as long as it speaks of nobody in `gone`; else a name to be cut. Points
/// into the goal.
Called called(const Goal& goal, const Nameless& gone);

/// Sets Goal::whole_name of whoever a living person's first name would mean as well. `states` is
/// aligned to the goals; groups are left out.
void tell_apart(Goals& goals, std::span<const State> states);

} // namespace kith::policy
