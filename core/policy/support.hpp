// SPDX-License-Identifier: MIT
// Support in both directions: whom to lean on, and one sentence to ask with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/civil.hpp"
#include "core/policy/facts.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// A kind of help, as `support:` spells it (emotional, practical, informational, belonging), for
/// what a person types: one of these, or ear, hand, advice, company. Empty for anything else.
std::string_view kind_of_help(std::string_view word);

/// Those with `lean_on: true` whom one may turn to, in file order: nobody who is gone or
/// remembered, nobody with whom contact feels hard.
std::vector<std::size_t> to_lean_on(const Goals& goals, const Board& board);

/// Whether someone may be asked for support: contact feels safe, or they are on the list to lean on
/// and nothing else was said (domain.md B14: mixed is never a support suggestion).
bool may_be_asked(const Goal& goal, const Facts& facts);

/// Whom to ask for this kind of help: who gives it, is leaned on, a confidant for an ear; nothing
/// where nobody may be asked.
std::optional<std::size_t> whom_to_ask(const Goals& goals, const Board& board,
                                       std::string_view kind);

/// One specific sentence to copy, in the language of the bank. `about` is the task or the topic;
/// without one, their own notes' and else something small. Nothing is ever sent.
std::string sentence_to_ask(const words::Bank& bank, std::string_view kind, std::string_view name,
                            std::string_view about);

/// One thing to ask someone on `day`; a note's {thing} where there is one. Empty without words.
/// The same all day.
std::string question_for(const words::Bank& bank, const Connection& connection,
                         std::string_view thing, calendar::Day day);

/// The idea of a group or of volunteering, at most once in a quarter, only where no group is among
/// the goals, and not in the 90 days after somebody is remembered. Empty otherwise. `kIdea` is what
/// it is told under.
inline constexpr std::string_view kIdea = "idea:group";
std::string idea_for(const words::Bank& bank, const Goals& goals, const Memory& memory,
                     Instant now);

/// The one line that names the help page unasked: only where hard weeks, which the person declared,
/// were on for 14 of the last 28 days, or their own answers to `kith self-check` weigh; at most
/// once in 30 days, and never after it was dismissed (domain B13). `kHelp` is what it is told
/// under.
inline constexpr std::string_view kHelp = "help";
bool help_is_due(const Memory& memory, Instant now);

/// What the last feelings about contact with someone come to: three times drained in succession.
bool is_drained(const ConnectionMemory& connection);

} // namespace kith::policy
