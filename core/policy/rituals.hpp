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

/// Its first person who may be spoken of in an offer, or nobody.
std::optional<std::size_t> lead_of(const StandingRitual& ritual, const Frame& frame);

/// Six instances in a row without any other sign: the weekly page asks whether it still stands, as
/// long as it does.
bool is_stale(const StandingRitual& ritual, const Memory& memory);

/// What the question about a ritual is filed under: `ritual-ask:walk`.
std::string ritual_question(std::string_view id);

/// What has come to pass by `now`: a RitualPassed event for each instance that nobody called off,
/// and its touches, whole or half. Time in which somebody's clock stood still gives none. Where
/// anybody of it was heard of since the last instance, that is a sign that it lives.
Reply passed_rituals(const Goals& goals, const Memory& memory, Instant now);

/// The ritual of an occasion's name, `ritual:walk:2026-03-07` or `ritual-ask:walk`; empty for any
/// other.
std::string_view ritual_of(std::string_view occasion);

/// The evening before an instance one word, where nothing was heard of the ritual since the last
/// one; or, once, the question whether it still stands: after two cancellations, and where no
/// weekly page is sent that would ask. Within all guards and budgets of the slot.
std::optional<OccasionOffer> ritual_to_offer(const Frame& frame, const Decision& decision);

bool ritual_still_wanted(const Frame& frame, const std::string& occasion);

/// An answer to either: *going*, *done* and *already* keep it, *rest* rests it, *not this time*
/// calls this one instance off.
Reply ritual_reply(const Situation& at, const Target& target, Answer answer);

/// What the person says of a ritual by its id: keep, rest, moved (it rests
/// until its new rule stands) or cancel (the next instance); yes and resting are the first two.
/// Errors say what there is.
Result<Reply> say_of_ritual(const Situation& at, std::string_view id, std::string_view word);

} // namespace kith::policy
