// SPDX-License-Identifier: MIT
#include "core/policy/offer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/ideas.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/score.hpp"
#include "core/policy/steps.hpp"
#include "core/words/compose.hpp"

namespace kith::policy {
namespace {

constexpr int kEveningFrom = 17 * 60, kNoonHour = 12;
constexpr double kLongGap = 3;

/// What is told of a meeting, a small hello or an old friend beside the usual.
void fit_occasion(words::Situation& s, const Frame& frame, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    if (s.occasion == words::Occasion::Small) s.nobody = true;
    if (s.occasion == words::Occasion::Meeting) {
        const auto companion = frame.board.facts[index].meeting.companion;
        s.group = goal.connection->name;
        s.nobody = !companion;
        if (companion) s.name = frame.goals.all[*companion].connection->name;
        s.tomorrow = s.channel == Channel::Event;
    }
    s.they_wrote = s.step == "reply" && frame.board.facts[index].they_wrote != Instant::min();
    if (goal.connection->circle != Circle::OldFriend) return;
    s.long_gap = true;
    if (const auto easy = easy_friend(frame, index))
        s.easy_name = frame.goals.all[*easy].connection->name;
}

/// How a day is called from today on: today, tomorrow, Friday; else its date.
struct DayWords {
    std::string day, on_day;
    bool today = false, tomorrow = false;
};

DayWords day_words(const words::Bank& bank, calendar::Day day, calendar::Day today) {
    using words::Bank;
    DayWords out;
    const auto ahead = (day - today).count();
    out.today = ahead == 0;
    out.tomorrow = ahead == 1;
    if (out.today)
        out.day = out.on_day = Bank::text(bank.says, "today", "today");
    else if (out.tomorrow)
        out.day = out.on_day = Bank::text(bank.says, "tomorrow", "tomorrow");
    else if (ahead > 0 && ahead < 7) {
        const auto weekday = calendar::weekday_of(day).c_encoding();
        out.day = bank.days.at(weekday);
        out.on_day = bank.on_days.at(weekday);
    } else
        out.day = out.on_day = calendar::format_date(day);
    return out;
}

words::Words words_for(const Frame& frame, const words::Bank& bank, std::size_t index,
                       const Step& step, double ratio, words::Occasion about,
                       const OccasionOffer* occasion = nullptr) {
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
    words::Situation situation{
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
        .occasion = days.reach ? words::Occasion::Ask : about,
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
    DayWords called;
    std::string label;
    if (occasion) {
        called = day_words(bank, occasion->day, day);
        if (!occasion->also.empty())
            situation.also = frame.goals.all[occasion->also.front()].connection->name;
        label = occasion->label;
        std::ranges::replace(label, '_', ' ');
        situation.occasion = occasion->about;
        situation.today = called.today;
        situation.tomorrow = called.tomorrow;
        situation.past = false;
        situation.day = called.day;
        situation.on_day = called.on_day;
        if (occasion->about == words::Occasion::Date) situation.date = label;
        if (occasion->about == words::Occasion::Ritual ||
            occasion->about == words::Occasion::RitualAsk)
            situation.event = label;
    }
    fit_occasion(situation, frame, index);
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
    }
    return e;
}

std::string plan_line(const Goals& goals, const words::Bank& bank, std::size_t goal,
                      const Step& step, Instant at, Instant now) {
    const auto& zone = goals.zones.front();
    const auto local = zone.to_local(at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto hour = std::chrono::floor<std::chrono::hours>(local - day).count();
    const auto days = day_words(bank, day, calendar::local_day(now, zone));
    const auto& c = *goals.all[goal].connection;
    words::Situation situation{.name = c.name, .channel = step.channel, .step = step.name};
    situation.step_text = find_built_in(step.name)
                              ? words::Bank::text(bank.steps, step.name, step.text)
                              : std::string_view{step.text};
    situation.occasion = words::Occasion::Plan;
    situation.morning = hour < kNoonHour;
    situation.afternoon = hour >= kNoonHour && hour < kEveningFrom / 60;
    situation.evening = hour >= kEveningFrom / 60;
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
    if (!index) return std::nullopt;
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
    return e;
}

} // namespace kith::policy
