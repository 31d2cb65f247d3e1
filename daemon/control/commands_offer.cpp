// SPDX-License-Identifier: MIT
// `kith offer`: a suggestion on request.
#include <fmt/format.h>

#include "core/policy/offer.hpp"
#include "core/policy/steps.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {

void Commands::offer(int minutes, const Done& done) {
    const auto answer = [this, minutes, done] { done(offer_now(minutes)); };
    unready() ? answer() : conductor_.with_calendars(answer);
}

/// One suggestion because it was asked for: outside budgets and settling, never outside boundaries.
CommandResult Commands::offer_now(int minutes) {
    return look([&](const Outlook& o) -> CommandResult {
        std::optional<std::size_t> best;
        const Step* best_step = nullptr;
        double best_score = 0;
        bool too_long = false;
        for (std::size_t i = 0; i < o.goals.all.size(); ++i) {
            const auto& view = o.decision.goals[i];
            auto step = view.step;
            const auto blocked = [&](policy::Guard g) { return view.failed.has(g); };
            if (!view.counted || !step || blocked(policy::Guard::State) ||
                blocked(policy::Guard::PlanAhead) || blocked(policy::Guard::RecentTouch))
                continue;
            if (view.score_value() <= best_score) continue;
            // A line or a voice note takes no longer than it takes to think of it.
            while (step && minutes > 0 && step->cost > 1 &&
                   policy::step_length(*step, view.ratio).count() > minutes)
                step = policy::smaller_step(o.goals.all[i], *step);
            too_long = too_long || !step;
            if (!step) continue;
            best = i;
            best_step = step;
            best_score = view.score_value();
        }
        if (!best) {
            Json text =
                Json::array({too_long ? "Nothing fits into that time. It keeps."
                                      : "Nobody comes to mind just now, and that is fine."});
            if (auto idea = too_long ? std::string{} : an_idea(); !idea.empty())
                text.push_back(std::move(idea));
            return Json{{"found", false}, {"text", std::move(text)}};
        }
        auto decision = o.decision;
        decision.nudge = best;
        decision.is_return = false;
        decision.goals[*best].step = best_step;
        const auto e = policy::chosen_event(o.frame, life_.words(), decision, {});
        Json text = Json::array({e.title, e.body});
        Json out{{"found", true},
                 {"connection", e.connection},
                 {"step", e.step->name},
                 {"title", e.title},
                 {"body", e.body}};
        const auto& goal = o.goals.all[*best];
        const bool calls = policy::is_call_hour(o.goals.zones[goal.zone], o.now);
        const auto also = [&](const char* key, std::string_view label, const Step* other) {
            if (!other) return;
            out[key] = other->name;
            const auto length = policy::step_length(*other, o.decision.goals[*best].ratio);
            const bool timed =
                policy::is_call(*other) && (minutes <= 0 || length.count() <= minutes);
            text.push_back(fmt::format(
                "{}: {}{}", label, words::Bank::text(life_.words().steps, other->name, other->text),
                timed ? fmt::format(" (about {} min)", length.count()) : ""));
        };
        also("smaller", "Smaller", policy::smaller_step(goal, *best_step, calls));
        const auto* bigger = o.board.facts[*best].their_turn
                                 ? nullptr
                                 : policy::bigger_step(goal, *best_step, calls);
        const auto room = bigger ? policy::step_length(*bigger, o.decision.goals[*best].ratio)
                                 : std::chrono::minutes{};
        also("bigger", "Bigger", minutes > 0 && room.count() > minutes ? nullptr : bigger);
        text.push_back(fmt::format("If you did: kith log {}", e.connection));
        out["text"] = std::move(text);
        return out;
    });
}

} // namespace kith::daemon
