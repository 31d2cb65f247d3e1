// SPDX-License-Identifier: MIT
#include "core/policy/offer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/notes.hpp"
#include "core/policy/score.hpp"
#include "core/policy/steps.hpp"
#include "core/words/compose.hpp"

namespace kith::policy {
namespace {

constexpr int kEveningFrom = 17 * 60;
constexpr double kLongGap = 3;

words::Words words_for(const Frame& frame, const words::Bank& bank, std::size_t index,
                       const Step& step, double ratio) {
    const auto& goal = frame.goals.all[index];
    const auto local = frame.goals.zones.front().to_local(frame.now);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    const auto weekday = std::int64_t{std::chrono::weekday{day}.iso_encoding()} - 1;
    const std::chrono::year_month_day date{day};
    const auto seed =
        fmt::format("{:04}-{:02}-{:02}:{}:{}", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    frame.around.slot.index, goal.connection->id);
    const auto& c = *goal.connection;
    const auto known = frame.memory.connections.find(c.id);
    const auto notes = known == frame.memory.connections.end()
                           ? NoteWords{}
                           : note_words(known->second.notes, bank, frame.goals.zones.front(), day);
    const auto gives = [&](std::string_view kind) {
        return std::ranges::find(c.support, kind) != c.support.end();
    };
    const bool built_in = find_built_in(step.name) != nullptr;
    const auto days = standing(frame.settings, frame.memory, frame.goals.zones.front(), frame.now);
    const words::Situation situation{
        .name = goal.connection->name,
        .channel = step.channel,
        .cost = step.cost,
        .sight = goal.sight,
        .usual_time = is_usual_time(frame.board.facts[index].week_minutes,
                                    static_cast<int>(weekday * 1440 + minute)),
        .evening = minute >= kEveningFrom,
        .long_gap = ratio >= kLongGap,
        .step = step.name,
        .step_text = built_in ? words::Bank::text(bank.steps, step.name, step.text)
                              : std::string_view{step.text},
        .own_step = !built_in,
        .named_step = is_named(step),
        .occasion = days.reach ? words::Occasion::Ask : words::Occasion::Hello,
        .circle = goal.connection->circle,
        .energy = days.energy,
        .kin = goal.connection->kin,
        .confidant = goal.connection->confidant,
        .emotional = gives("emotional"),
        .practical = gives("practical"),
        .informational = gives("informational"),
        .today = notes.today,
        .tomorrow = notes.tomorrow,
        .past = notes.past,
        .thing_is_new = notes.thing_is_new,
        .thing = notes.thing,
        .event = notes.event,
        .topic = notes.topic,
        .task = notes.task,
    };
    return words::compose(bank, situation, frame.memory.recent_words, seed);
}

bool calls_ok(const Frame& frame, const Goal& goal) {
    return is_call_hour(frame.goals.zones[goal.zone], frame.now);
}

} // namespace

Event chosen_event(const Frame& frame, const words::Bank& bank, const Decision& decision,
                   std::string nudge_id) {
    const auto index = *decision.nudge;
    const auto& goal = frame.goals.all[index];
    const auto& view = decision.goals[index];
    const auto& step = *view.step;
    auto words = words_for(frame, bank, index, step, view.ratio);
    Event e;
    e.kind = EventKind::Chosen;
    e.at = frame.now;
    e.connection = goal.connection->id;
    e.nudge = std::move(nudge_id);
    e.slot = frame.around.slot.start;
    e.step = step;
    e.title = std::move(words.title);
    e.body = std::move(words.body);
    e.words = std::move(words.key);
    e.sight = goal.sight;
    e.is_return = decision.is_return;
    e.opens_cycle = decision.opens_cycle;
    e.ratio = view.ratio;
    e.score = view.score_value();
    return e;
}

std::optional<Event> smaller_event(const Frame& frame, const words::Bank& bank,
                                   const Outstanding& nudge) {
    const auto index = frame.goals.find(nudge.connection);
    if (!index) return std::nullopt;
    const auto& goal = frame.goals.all[*index];
    const auto* current = find_step(goal, nudge.step);
    const auto* smaller = current ? smaller_step(goal, *current, calls_ok(frame, goal)) : nullptr;
    if (!smaller) return std::nullopt;
    auto words = words_for(frame, bank, *index, *smaller, 1);
    Event e;
    e.kind = EventKind::Answered;
    e.at = frame.now;
    e.connection = nudge.connection;
    e.nudge = nudge.nudge;
    e.answer = Answer::Smaller;
    e.step = *smaller;
    e.title = std::move(words.title);
    e.body = std::move(words.body);
    e.words = std::move(words.key);
    return e;
}

} // namespace kith::policy
