// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kith::policy {

/// The named reasons to stay silent (domain.md B18), in the order in which they are told. Up to
/// BudgetWeek they hold for the whole slot, after it for one goal; Stale is a goal's own too: goals
/// on a stale source drop out, the others go on.
enum class Guard : std::uint8_t {
    NotInSlot,
    Quiet,
    Dnd,
    Event,
    AfterSocial,
    Away,
    Paused,
    HardWeek,
    Settling,
    Locked,
    Outstanding,
    Stale,
    BudgetGap,
    BudgetWeek,
    BudgetGoal,
    BudgetPerson,
    BudgetKind,
    BudgetCycle,
    PlanAhead,
    RecentTouch,
    State,
    Ignored,
    RunningTwice,
    NothingRipe,
};
inline constexpr int kGuardCount = 24;

/// As in records: `quiet`, `budget.week`, ...
std::string_view to_word(Guard guard);

/// In plain words, for `kith why`: what it means when it holds.
std::string_view meaning(Guard guard);

/// A set of guards; small enough to copy.
class GuardSet {
  public:
    void add(Guard guard) { bits_ |= bit(guard); }
    void add_if(bool condition, Guard guard) { bits_ |= condition ? bit(guard) : 0U; }
    void remove(Guard guard) { bits_ &= ~bit(guard); }
    void merge(GuardSet other) { bits_ |= other.bits_; }
    [[nodiscard]] bool has(Guard guard) const { return (bits_ & bit(guard)) != 0; }
    [[nodiscard]] bool empty() const { return bits_ == 0; }
    /// Without the guards named budget.*, which a returning `later` does not meet.
    [[nodiscard]] GuardSet without_budgets() const;
    [[nodiscard]] std::vector<Guard> list() const;

    friend bool operator==(GuardSet, GuardSet) = default;

  private:
    static constexpr std::uint32_t bit(Guard guard) { return 1U << static_cast<unsigned>(guard); }
    std::uint32_t bits_ = 0;
};

/// Whether one of these makes it no moment to say anything, be it an offer or not: quiet hours, do
/// not disturb, company, a pause, a hard week, time away.
bool means_silence(GuardSet failed);

} // namespace kith::policy
