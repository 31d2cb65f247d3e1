// SPDX-License-Identifier: MIT
// What kithd hands to a deliverer or a calendar: a nudge, or a loose calendar entry.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "core/model/instant.hpp"

namespace kith::wire {

struct AnswerChoice {
    std::string answer; ///< a word of core/model: going, smaller, later, already
    std::string label;  ///< what the button says
};

/// One offer as a deliverer gets it; the meanings are those of kith_nudge in kith/plugin.h.
struct NudgeOrder {
    std::string id; ///< 32 hex digits
    std::string connection;
    std::string title;
    std::string body;
    std::string step;
    std::optional<std::string> open_uri;
    std::vector<AnswerChoice> answers;
    std::string reply_with;              ///< before a list of the labels; may be empty
    std::optional<std::string> previous; ///< the receipt of an earlier delivery
    Instant expires;
    bool ask_first = false;
    bool replaces = false;
    bool discreet = false;
};

struct HoldOrder {
    std::string id; ///< 32 hex digits
    std::string title;
    Instant from;
    Instant to;
    bool remove = false;
    std::optional<std::string> previous;
};

/// The keys are those of the `command` plugin's line (`nudge`, `connection`, `title`, ...).
Json to_json(const NudgeOrder& order);
Json to_json(const HoldOrder& order);
NudgeOrder nudge_from(const Json& object);
HoldOrder hold_from(const Json& object);

} // namespace kith::wire
