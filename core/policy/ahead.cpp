// SPDX-License-Identifier: MIT
#include "core/policy/ahead.hpp"

#include <algorithm>
#include <memory>

#include "core/policy/explain.hpp"
#include "core/policy/life.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

constexpr auto kFar = std::chrono::days{366};
constexpr int kTries = 8; ///< in one slot, after one appointment or another
constexpr double kRounding = 1e-9;

class Lookout {
  public:
    Lookout(const Frame& frame, const calendar::SlotPlan& slots)
        : frame_(frame), slots_(slots),
          stale_(std::make_unique<bool[]>(frame.goals.all.size())) { // vector<bool> gives no span
        for (std::size_t i = 0; i < frame.goals.all.size(); ++i)
            stale_[i] = frame.board.facts[i].stale;
        const auto& open = frame.memory.outstanding;
        if (!frame.memory.interrupted && (!open || open->delivered_at)) return;
        // The pause ends with this slot, and what is on its way will have arrived.
        later_ = frame.memory;
        later_->interrupted = false;
        if (open && !open->delivered_at) later_->outstanding->delivered_at = frame.now;
    }

    std::optional<Ahead> in_slot(const calendar::SlotWindow& slot, Instant at) {
        for (int i = 0; i < kTries && slot.contains(at) && !slots_.is_quiet(at); ++i) {
            if (auto found = at_moment(slot, at)) return found;
            if (!free_again_ || *free_again_ <= at) break;
            at = *free_again_;
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] const Memory& memory() const { return later_ ? *later_ : frame_.memory; }

    /// Plans that calendars know of are in the board alone. What comes of one is contact, most
    /// likely: nobody is looked for before their rhythm has gone by after it.
    void keep_plans(Board& board, Instant at) const {
        for (const auto i : frame_.board.planned) {
            const auto from = frame_.board.facts[i].plan_from;
            const auto& goal = frame_.goals.all[i];
            auto& facts = board.facts[i];
            if (days_between(from, at) >= std::max(plan_rest(goal), goal.rhythm)) continue;
            if (facts.plan_from == Instant::max()) board.planned.push_back(i);
            facts.plan_from = std::min(facts.plan_from, std::max(from, at));
        }
    }

    std::optional<Ahead> at_moment(const calendar::SlotWindow& slot, Instant at) {
        const std::span<const bool> flags{stale_.get(), frame_.goals.all.size()};
        auto board = gather(frame_.goals, memory(), flags, {}, slot.start, at);
        keep_plans(board, at);
        auto around = plain_surroundings(slots_, slot, at);
        around.busy_known = frame_.around.busy_known;
        around.busy = frame_.around.busy;
        const Frame then{frame_.settings, frame_.goals, memory(), board, around, at};
        decide(then, decision_);
        free_again_.reset();
        if (decision_.nudge) return Ahead{at, who()};
        if (decision_.global.has(Guard::Event) || decision_.global.has(Guard::AfterSocial))
            for (const auto& check : slot_checks(then, decision_))
                if (check.holds &&
                    (check.guard == Guard::Event || check.guard == Guard::AfterSocial))
                    free_again_ = std::max(free_again_.value_or(at), check.clears.value_or(at));
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::size_t> who() const {
        std::vector<std::size_t> out{*decision_.nudge};
        if (decision_.occasion)
            out.insert(out.end(), decision_.occasion->also.begin(), decision_.occasion->also.end());
        if (decision_.is_return || decision_.occasion || decision_.about != words::Occasion::Hello)
            return out;
        for (std::size_t i = 0; i < decision_.goals.size(); ++i) {
            const auto& view = decision_.goals[i];
            if (i != out.front() && view.counted && view.failed.empty() &&
                view.score_value() >= frame_.settings.policy.theta - kRounding)
                out.push_back(i);
        }
        std::stable_sort(out.begin() + 1, out.end(), [&](std::size_t a, std::size_t b) {
            return decision_.goals[a].score > decision_.goals[b].score;
        });
        return out;
    }

    const Frame& frame_;
    const calendar::SlotPlan& slots_;
    std::unique_ptr<bool[]> stale_;
    std::optional<Memory> later_; ///< where it is otherwise by then
    Decision decision_;
    std::optional<Instant> free_again_; ///< after company, where that alone may hold
};

} // namespace

std::optional<Ahead> look_ahead(const Frame& frame, const Decision& decision,
                                const calendar::SlotPlan& slots, Instant slot_done) {
    const auto from = slot_possible_from(frame, decision);
    const auto waits = [](const auto& known) { return known.second.waiting.has_value(); };
    const bool may_speak =
        frame.goals.weekly > 0 || std::ranges::any_of(frame.memory.connections, waits);
    if (!from || !may_speak) return std::nullopt;
    Lookout lookout{frame, slots};
    auto slot = slots.slot_at(*from);
    if (!slot) slot = slots.next_slot(*from);
    for (; slot && slot->start - frame.now < kFar; slot = slots.next_slot(slot->start)) {
        if (!slot->first_allowed || slot->start == slot_done) continue;
        if (auto found = lookout.in_slot(*slot, std::max(*from, *slot->first_allowed)))
            return found;
    }
    return std::nullopt;
}

} // namespace kith::policy
