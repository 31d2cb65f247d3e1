// SPDX-License-Identifier: MIT
// Whom the weekly page thinks of.
#pragma once

#include "core/policy/page.hpp"

namespace kith::policy {

/// A page in a hard week, in mourning or away suggests nothing.
bool wants_quiet(const Frame& frame, const Decision& decision);

/// Whether the page may name them at all: there, not hard, and, where others may look on, neither
/// discreet nor without a label.
bool may_be_on_page(const Frame& frame, std::size_t goal, bool away);

/// Easy to say hi to: someone whose time has come or is past; the same at most once in 28 days, and
/// nobody in low energy. The same all week.
std::optional<std::size_t> easy_hello(const Frame& frame, const Decision& decision,
                                      const PageWeek& week);

/// For the one easy step of the week ahead: whoever would be offered next, besides `except`.
std::optional<std::size_t> ahead_of_all(const Frame& frame, const Decision& decision,
                                        const PageWeek& week, std::optional<std::size_t> except);

/// Those of whom the monthly page asks whether to go on, three at most: long quiet, or left open by
/// three unanswered lines; and new friends of twelve weeks, of whom it asks which circle suits.
/// Each at most once a year.
std::vector<std::size_t> left_to_decide(const Frame& frame, const Decision& decision,
                                        const PageWeek& week);

/// The one person who gives every kind of support that anybody gives, where those are three or
/// more and nobody else gives any; once a quarter.
std::optional<std::size_t> carries_all(const Frame& frame, const PageWeek& week);

/// Whether to go on with somebody is asked once in so long (domain.md B11).
inline constexpr std::chrono::days kKeepApart{365};

/// What each is told under, the first two with the connection.
inline constexpr std::string_view kEasy = "page-easy", kKeep = "page-keep";
inline constexpr std::string_view kShare = "page:share";

} // namespace kith::policy
