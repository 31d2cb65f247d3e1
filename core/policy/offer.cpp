// SPDX-License-Identifier: MIT
#include "core/policy/offer.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/called.hpp"
#include "core/policy/day_words.hpp"
#include "core/policy/offer_words.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/steps.hpp"
#include "core/words/compose.hpp"

namespace kith::policy {
namespace {

constexpr int kEveningHour = 17, kNoonHour = 12;
constexpr std::size_t kLongest = 120; // title and body, in letters (domain.md C)

bool calls_ok(const Frame& frame, const Goal& goal) {
    return is_call_hour(frame.goals.zones[goal.zone], frame.now);
}

/// Where there is room, the question about a ritual says how it is answered at a terminal.
void name_command(const OccasionOffer& occasion, Event& e) {
    if (occasion.about != words::Occasion::RitualAsk || occasion.label.empty()) return;
    const auto command = fmt::format(" `kith ritual {} keep|moved|rest`", ritual_of(occasion.name));
    if (utf8_length(e.title) + utf8_length(e.body) + command.size() <= kLongest) e.body += command;
}

/// The last look: words or a step that name somebody who is gone become a small idea about nobody
/// in particular. A group or a place may be called after them, and a step of the person's own.
void be_silent(const Frame& frame, const words::Bank& bank, Event& e) {
    const auto& gone = frame.board.gone;
    if (e.step && gone.finds(e.step->text)) e.step = *find_built_in("one-line");
    if (!gone.finds(e.title) && !gone.finds(e.body)) return;
    auto said = words::discreet(
        bank, e.connection + calendar::format_instant(frame.now, frame.goals.zones.front()),
        frame.memory.recent_words, [&](std::string_view text) { return gone.finds(text); });
    e.title = std::move(said.title);
    e.body = std::move(said.body);
    e.words = std::move(said.key);
}

} // namespace

Event chosen_event(const Frame& frame, const words::Bank& bank, const Decision& decision,
                   std::string nudge_id) {
    const auto index = *decision.nudge;
    const auto& goal = frame.goals.all[index];
    const auto& view = decision.goals[index];
    const auto& step = *view.step;
    const auto* occasion = decision.occasion ? &*decision.occasion : nullptr;
    auto words = words_for(frame, bank, index, step, view.ratio, decision.about, occasion);
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
    if (occasion) {
        e.occasion = occasion->name;
        for (const auto i : occasion->also) e.also.push_back(frame.goals.all[i].connection->id);
        name_command(*occasion, e);
    }
    be_silent(frame, bank, e);
    return e;
}

std::string plan_line(const Goals& goals, const words::Bank& bank, std::size_t goal,
                      const Step& step, Instant at, Instant now, const Nameless& gone,
                      std::string_view name) {
    const auto& zone = goals.zones.front();
    const auto local = zone.to_local(at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto hour = std::chrono::floor<std::chrono::hours>(local - day).count();
    const auto days = day_words(bank, day, calendar::local_day(now, zone));
    const auto& c = *goals.all[goal].connection;
    // Their label and a step of the person's own may speak of somebody who is gone.
    auto them = called(goals.all[goal], gone);
    if (them.name == c.label && gone.finds(c.label)) them = {c.name, false};
    if (!name.empty() && them.name == c.name) them.name = name;
    const auto& what = gone.finds(step.text) ? *find_built_in("walk") : step;
    words::Situation situation{.name = them.name,
                               .whole_name = them.whole || c.circle == Circle::Group,
                               .channel = what.channel,
                               .step = what.name};
    situation.step_text = find_built_in(what.name)
                              ? words::Bank::text(bank.steps, what.name, what.text)
                              : std::string_view{what.text};
    situation.occasion = words::Occasion::Plan;
    situation.morning = hour < kNoonHour;
    situation.afternoon = hour >= kNoonHour && hour < kEveningHour;
    situation.evening = hour >= kEveningHour;
    situation.today = days.today;
    situation.tomorrow = days.tomorrow;
    situation.day = days.day;
    situation.on_day = days.on_day;
    const auto said = words::compose(bank, situation, {}, c.id);
    return said.title + ": " + said.body;
}

std::optional<Event> smaller_event(const Frame& frame, const words::Bank& bank,
                                   const Outstanding& nudge) {
    const auto index = frame.goals.find(nudge.connection);
    if (!index || !nudge.occasion.empty()) return std::nullopt; // a wish is as small as it gets
    const auto& goal = frame.goals.all[*index];
    const auto* current = find_step(goal, nudge.step);
    const auto* smaller = current ? smaller_step(goal, *current, calls_ok(frame, goal)) : nullptr;
    if (!smaller) return std::nullopt;
    auto words = words_for(frame, bank, *index, *smaller, 1, words::Occasion::Hello);
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
    be_silent(frame, bank, e);
    return e;
}

} // namespace kith::policy
