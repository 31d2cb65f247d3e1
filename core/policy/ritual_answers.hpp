// SPDX-License-Identifier: MIT
// What the person says of a ritual, to an offer about it or by its id.
#pragma once

#include <string_view>

#include "core/policy/life.hpp"

namespace kith::policy {

/// An answer to either: *going*, *done* and *already* keep it, *rest* rests it. *Not this time* and
/// *later* call off the instance an evening's word was about; to the question either asks again
/// another week.
Reply ritual_reply(const Situation& at, const Target& target, Answer answer);

/// What the person says of a ritual by its id: keep, rest, moved (it rests
/// until its new rule stands) or cancel (the next instance); yes and resting are the first two.
/// Errors say what there is. One that nobody is left of is none any more.
Result<Reply> say_of_ritual(const Situation& at, std::string_view id, std::string_view word);

} // namespace kith::policy
