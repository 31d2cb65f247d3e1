// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/address.hpp"
#include "core/model/instant.hpp"
#include "core/model/vocabulary.hpp"

namespace kith {

/// One small thing to do (domain.md B10). Its type is its channel.
struct Step {
    std::string name; ///< slug, as in records: "voice-note", "swim-in-the-river"
    std::string text; ///< as shown: "voice note", "swim in the river"
    int cost = 1;     ///< 0..3
    Channel channel = Channel::Message;

    friend bool operator==(const Step&, const Step&) = default;
};

inline constexpr std::size_t kUsualSteps = 5, kBuiltInSteps = 19;

/// Kith's own steps (domain.md B10). The first kUsualSteps (B18: one-line, voice-note, call,
/// letter, walk) are what is offered to anybody; each of the others has its moment, or its place in
/// `steps:`.
std::span<const Step> built_in_steps() noexcept;

/// `every:` as written, in days. `every: never` has dates only.
struct Rhythm {
    double ideal_days = 0;
    double outer_days = 0; ///< equal to ideal_days unless a range was written
    bool never = false;

    friend bool operator==(const Rhythm&, const Rhythm&) = default;
};

/// A date the person wrote: birthday, anniversary or another label.
struct DateEntry {
    std::string label;
    std::optional<int> year;
    unsigned month = 1;
    unsigned day = 1;
    int lead_days = 2;

    friend bool operator==(const DateEntry&, const DateEntry&) = default;
};

/// When a group meets: a rule in words or RRULE, local times of day as "HH:MM".
struct Meets {
    std::string rule;
    std::string from;
    std::string to;
    std::string since{}; ///< YYYY-MM-DD: a day it met, from which the rule is counted

    friend bool operator==(const Meets&, const Meets&) = default;
};

enum class SatisfiedBy : std::uint8_t { Any, All, Rotate, Quorum };

/// One thing the person wants to keep alive, as configured: defaults of its circle filled in.
struct Connection {
    std::string id;
    // What every decision asks of everybody, side by side.
    Circle circle = Circle::Close;
    Counts counts = Counts::Any;
    std::optional<Feels> feels; ///< unset is mixed
    Importance importance = Importance::Usual;
    Access access = Access::Usual;
    Give direction = Give::Both;
    KeptBy keeps_alive_by = KeptBy::Unset;
    State state = State::Active;
    SatisfiedBy satisfied_by = SatisfiedBy::Any;
    bool kin = false;
    bool confidant = false;
    bool nervous = false;
    bool deeper = false;
    bool buddy = false;
    bool lean_on = false;
    bool discreet = false;
    int quorum = 0;

    std::string name;
    std::optional<Rhythm> every; ///< unset: the circle's rhythm, if it has one
    std::vector<Address> addresses;
    std::vector<std::string> also_called;
    std::vector<std::string> support; ///< emotional informational practical belonging
    std::vector<Step> steps;
    std::vector<DateEntry> dates;
    std::string timezone; ///< IANA name, or empty: the person's own
    std::string why;
    std::string place; ///< where you like to be together; of a small hello, where they are met
    std::string label; ///< private wording for screens and calendars
    std::string bridge_to;
    std::vector<std::string> remember_on; ///< YYYY-MM-DD or --MM-DD
    std::optional<Meets> meets;           ///< groups only
    std::vector<std::string> members;     ///< ids, groups only

    friend bool operator==(const Connection&, const Connection&) = default;
};

/// What screens call them: the private label, where there is one.
inline std::string_view shown_name(const Connection& c) {
    return c.label.empty() ? c.name : c.label;
}

} // namespace kith
