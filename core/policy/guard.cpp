// SPDX-License-Identifier: MIT
#include "core/policy/guard.hpp"

#include <algorithm>
#include <array>

namespace kith::policy {
namespace {

struct Entry {
    std::string_view word;
    std::string_view meaning;
};

constexpr std::array<Entry, kGuardCount> kTable{{
    {"not-in-slot", "no slot is open now"},
    {"quiet", "it is quiet time"},
    {"dnd", "the desktop asks not to be disturbed"},
    {"event", "something you planned is on, or about to be"},
    {"after-social", "you have just been in company; that deserves a rest"},
    {"away", "you are away, or nobody seems to be at the screen"},
    {"paused", "you paused Kith"},
    {"hard-week", "this is a hard week; nothing is asked of you"},
    {"settling", "Kith is still settling in"},
    {"locked", "the screen is locked"},
    {"outstanding", "one offer is still open"},
    {"stale", "a source that would show contact with them has not been read lately"},
    {"budget.gap", "the last offer is too recent"},
    {"budget.week", "this week's offers are used up"},
    {"budget.goal", "they were offered not long ago"},
    {"budget.person", "they were part of another offer not long ago"},
    {"budget.kind", "there were enough offers of this kind this week"},
    {"budget.cycle",
     "they were offered often enough; they come up again once there was contact, or "
     "after a while where no source would show it"},
    {"plan-ahead", "there is already a plan with them"},
    {"recent-touch", "you were in touch not long ago"},
    {"state",
     "they are resting, put off or left alone, or kept out of offers by your own settings"},
    {"ignored", "two offers passed by; they stay in the picture only"},
    {"running-twice", "the last offer was about them, and someone else would be glad too"},
    {"nothing-ripe", "it is nobody's moment"},
}};

constexpr std::uint32_t kBudgets = (1U << static_cast<unsigned>(Guard::BudgetGap)) |
                                   (1U << static_cast<unsigned>(Guard::BudgetWeek)) |
                                   (1U << static_cast<unsigned>(Guard::BudgetGoal)) |
                                   (1U << static_cast<unsigned>(Guard::BudgetPerson)) |
                                   (1U << static_cast<unsigned>(Guard::BudgetKind)) |
                                   (1U << static_cast<unsigned>(Guard::BudgetCycle));

} // namespace

std::string_view to_word(Guard guard) { return kTable.at(static_cast<std::size_t>(guard)).word; }
std::string_view meaning(Guard guard) { return kTable.at(static_cast<std::size_t>(guard)).meaning; }

GuardSet GuardSet::without_budgets() const {
    GuardSet out = *this;
    out.bits_ &= ~kBudgets;
    return out;
}

std::vector<Guard> GuardSet::list() const {
    std::vector<Guard> out;
    for (int i = 0; i < kGuardCount; ++i)
        if (has(static_cast<Guard>(i))) out.push_back(static_cast<Guard>(i));
    return out;
}

bool means_silence(GuardSet failed) {
    constexpr std::array kAll{Guard::Quiet, Guard::Dnd,    Guard::Event,    Guard::AfterSocial,
                              Guard::Away,  Guard::Paused, Guard::HardWeek, Guard::Locked};
    return std::ranges::any_of(kAll, [&](Guard g) { return failed.has(g); });
}

} // namespace kith::policy
