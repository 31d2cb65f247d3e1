// SPDX-License-Identifier: MIT
// The honest check (domain.md D): a coin that sometimes keeps an offer back, and what contact
// afterwards tells of whether offers help.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/policy/decide.hpp"

namespace kith::policy {

/// Tosses the coin for a chosen offer, if there is one to toss: then `chosen` is on trial, and
/// where it falls so, Withheld, without its words. Only for lapses, and only of those whose contact
/// is all seen, since of others nothing could be compared; never for a date, a ritual, a meeting, a
/// *later* that comes back, or the one offer of a hard week. One slot and person, one side of the
/// coin.
void toss_coin(const Frame& frame, const Decision& decision, Event& chosen);

/// An offer the coin was tossed for.
struct Trial {
    std::string connection;
    Instant at{};
    bool withheld = false;
    bool followed = false; ///< by contact that a source saw, within 72 hours
};

enum class Verdict : std::uint8_t { Early, Few, Helps, Same };

struct Comparison {
    int sent = 0, sent_followed = 0;
    int withheld = 0, withheld_followed = 0;
    Verdict verdict = Verdict::Early;
};

/// What a source has seen of a connection in (from, to].
using SeenBetween = std::function<bool(const std::string& id, Instant from, Instant to)>;

/// The trials among `events` that can be judged at `now`: kept back, or delivered, 72 hours ago.
std::vector<Trial> trials(std::span<const Event> events, const SeenBetween& seen, Instant now);

/// Twelve weeks after the first one, with at least five on either side. Offers seem to help where
/// contact followed them more often by ten in a hundred, and by more than one standard error.
Comparison compare(std::span<const Trial> trials, Instant now);

/// Event::occasion of what is then told, once.
inline constexpr std::string_view kOffersHelp = "honest-check:helps";
inline constexpr std::string_view kOffersSame = "honest-check:same";

/// For `kith why`: where the check stands, with its figures; empty where it never began.
std::string trial_text(const Comparison& comparison);

} // namespace kith::policy
