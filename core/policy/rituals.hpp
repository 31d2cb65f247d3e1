// SPDX-License-Identifier: MIT
// Standing touchpoints: a walk on Saturdays. While one stands it keeps its people warm by itself
// (domain.md B12).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy/decide.hpp"
#include "core/policy/life.hpp"

namespace kith::policy {

/// Instances in a row without any other sign, after which one question is asked and each later
/// instance counts half.
inline constexpr int kRitualUnsaid = 6;
/// After a yes it is trusted to stand for as long, however often it comes round.
inline constexpr auto kRitualTrusted = std::chrono::days{42};
/// A question that was put off is asked again no sooner, and each further time after twice as long,
/// up to eight weeks.
inline constexpr auto kRitualPutOff = std::chrono::days{7};
inline constexpr int kRitualPutOffMost = 3; ///< times it doubles
/// Cancellations in a row after which the same question is asked.
inline constexpr int kRitualCancelled = 2;

/// The source of the touches that a ritual gives by itself.
inline constexpr std::string_view kRitualSource = "ritual";

/// The next instance that has not ended and was not called off, within a year. Not for one that
/// rests: nothing stands then.
std::optional<Interval> next_instance(const StandingRitual& ritual, const Memory& memory,
                                      const calendar::Zone& zone, Instant now);

/// Its instances that touch [from, to] and were not called off. Not of one that rests.
std::vector<Interval> instances_between(const StandingRitual& ritual, const Memory& memory,
                                        const calendar::Zone& zone, Instant from, Instant to);

/// What is heard of it: "swim in the lake" for swim-in-the-lake; empty where that would name
/// somebody in `gone`.
std::string label_of(const Ritual& ritual, const Nameless& gone = {});

/// `ritual-2`: what it may be called where its own id is not said.
std::string numbered(const Goals& goals, const StandingRitual& ritual);

/// The one with this id or number, or null.
const StandingRitual* find_ritual(const Goals& goals, std::string_view id);

/// Its first person who may be spoken of in an offer, or nobody.
std::optional<std::size_t> lead_of(const StandingRitual& ritual, const Frame& frame);

/// Six instances in a row without any other sign, and no yes in the last six weeks: the weekly page
/// asks whether it still stands, as long as it does.
bool is_stale(const StandingRitual& ritual, const Memory& memory, Instant now);

/// What the question about a ritual is filed under: `ritual-ask:walk`.
std::string ritual_question(std::string_view id);

/// What has come to pass by `now`: a RitualPassed event for each instance that nobody called off,
/// and its touches, whole or half. Time in which somebody's clock stood still gives none. Where
/// anybody of it was heard of since the last instance, that is a sign that it lives.
Reply passed_rituals(const Goals& goals, const Memory& memory, Instant now);

/// Whether an occasion's name is that of the question, not of a word the evening before.
bool is_ritual_question(std::string_view occasion);

/// The ritual of an occasion's name, `ritual:walk:2026-03-07` or `ritual-ask:walk`; empty for any
/// other.
std::string_view ritual_of(std::string_view occasion);

/// The evening before an instance one word, where nothing was heard of the ritual since the last
/// one; or, once, the question whether it still stands: after two cancellations, and where no
/// weekly page is sent that would ask. Within all guards and budgets of the slot.
std::optional<OccasionOffer> ritual_to_offer(const Frame& frame, const Decision& decision);

bool ritual_still_wanted(const Frame& frame, const std::string& occasion);

} // namespace kith::policy
