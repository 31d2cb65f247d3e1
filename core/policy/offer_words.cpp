// SPDX-License-Identifier: MIT
#include "core/policy/offer_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/called.hpp"
#include "core/policy/day_words.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/openings.hpp"
#include "core/policy/score.hpp"
#include "core/policy/steps.hpp"
#include "core/policy/support.hpp"

namespace kith::policy {
namespace {

constexpr int kEveningFrom = 17 * 60;
constexpr double kLongGap = 3;
constexpr int kAbsencesSpokenOf = 2;

/// Texts of a situation, which borrows them.
struct Texts {
    NoteWords notes;
    DayWords called;
    std::string label, time;
};

bool gives(const Connection& c, std::string_view kind) {
    return std::ranges::find(c.support, kind) != c.support.end();
}

/// Weeks from Monday in turn: who is there for the person is asked for something in the one and
/// simply greeted in the other, so that no tie is all favours.
bool is_week_to_ask(calendar::Day today) {
    constexpr int kThursday = 3, kWeek = 7; // the first day of all days was one
    return (today.time_since_epoch().count() + kThursday) / kWeek % 2 != 0;
}

/// In a hard week an offer is to lean on somebody. A goal of giving or receiving speaks of that,
/// unless the person named what to do, or a reply is waited for; where energy is low, receiving is
/// preferred (domain B9).
words::Occasion about_of(const Frame& frame, std::size_t index, const words::Situation& s,
                         const Standing& days, words::Occasion about) {
    using words::Occasion;
    const auto& goal = frame.goals.all[index];
    if (days.reach) return Occasion::Ask;
    if (about != Occasion::Hello || s.own_step || s.named_step || s.they_wrote || s.they_rang ||
        s.cost == 0)
        return about;
    if (goal.connection->direction == Give::Give && !s.mourning && !days.hard_week)
        return Occasion::Give;
    const auto today = calendar::local_day(frame.now, frame.goals.zones.front());
    if (goal.connection->direction == Give::Receive &&
        (days.energy == Energy::Low || is_week_to_ask(today)) &&
        may_be_asked(goal, frame.board.facts[index]))
        return Occasion::Ask;
    return about;
}

/// They wrote, or rang, and a reply is what is offered.
void see_reply(words::Situation& s, const Facts& facts) {
    const bool open = s.step == "reply" && facts.they_wrote != Instant::min();
    s.they_rang = open && facts.they_rang;
    s.they_wrote = open && !facts.they_rang;
}

/// They are there, and their company is no burden today.
bool may_go_along(const Frame& frame, std::size_t index) {
    const auto& c = *frame.goals.all[index].connection;
    const auto days = standing(frame.settings, frame.memory, frame.goals.zones.front(), frame.now);
    return frame.board.facts[index].state == State::Active && c.feels != Feels::Hard &&
           days.suits(c);
}

void see_meeting(words::Situation& s, const Frame& frame, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& meeting = frame.board.facts[index].meeting;
    s.group = shown_name(*goal.connection);
    s.tomorrow = s.channel == Channel::Event;
    s.line = s.channel != Channel::Event;
    s.absent = meeting.absences >= kAbsencesSpokenOf;
    const auto* with = meeting.companion ? &frame.goals.all[*meeting.companion] : nullptr;
    s.nobody = !with || with->connection->discreet || !may_go_along(frame, *meeting.companion);
    if (s.nobody) return;
    const auto them = called(*with, frame.board.gone);
    s.name = them.name;
    s.whole_name = them.whole;
}

/// Room for something together, where calendars tell of it.
void see_openings(words::Situation& s, Texts& texts, const Frame& frame, const words::Bank& bank) {
    const auto& zone = frame.goals.zones.front();
    if (const auto hour = free_hour(frame, s.energy)) {
        const auto local = zone.to_local(*hour);
        texts.time = calendar::format_time_of_day(std::chrono::duration_cast<TimeOfDay>(
            local - std::chrono::floor<std::chrono::days>(local)));
        s.time = texts.time;
    }
    const auto opening = weekend_opening(frame, s.energy);
    if (!opening) return;
    texts.called = day_words(bank, opening->day, calendar::local_day(frame.now, zone));
    s.day = texts.called.day;
    s.on_day = texts.called.on_day;
    s.morning = opening->morning;
    s.afternoon = !opening->morning;
}

/// A label may be read by others: beside it nothing stands that was noted. Hard news is still met
/// with quiet words.
void say_nothing_of(NoteWords& notes) {
    const bool sad = notes.sad;
    notes = {};
    notes.sad = sad;
}

/// What is told of a meeting, a small hello or a long gap beside the usual.
void see_occasion(words::Situation& s, Texts& texts, const Frame& frame, const words::Bank& bank,
                  std::size_t index) {
    const auto& c = *frame.goals.all[index].connection;
    s.place = c.place;
    // A small hello is to nobody in particular, unless it has its place.
    if (s.occasion == words::Occasion::Small) s.nobody = c.place.empty();
    if (s.occasion == words::Occasion::Meeting) see_meeting(s, frame, index);
    if (s.occasion == words::Occasion::Hello && s.channel == Channel::Together)
        see_openings(s, texts, frame, bank);
    s.long_gap = s.long_gap || c.circle == Circle::OldFriend;
    if (!s.long_gap) return;
    const auto easy = easy_friend(frame, index);
    if (!easy) return;
    const auto them = called(frame.goals.all[*easy], frame.board.gone);
    s.easy_name = them.name;
    s.whole_easy = them.whole;
}

void see_date(words::Situation& s, Texts& texts, const Frame& frame, const words::Bank& bank,
              const OccasionOffer& occasion) {
    texts.called =
        day_words(bank, occasion.day, calendar::local_day(frame.now, frame.goals.zones.front()));
    texts.label = occasion.label.empty()
                      ? std::string{words::Bank::text(bank.says, "together", "time together")}
                      : occasion.label;
    std::ranges::replace(texts.label, '_', ' ');
    if (!occasion.also.empty()) {
        const auto also = called(frame.goals.all[occasion.also.front()], frame.board.gone);
        s.also = also.name;
        s.whole_also = also.whole;
    }
    s.occasion = occasion.about;
    s.today = texts.called.today;
    s.tomorrow = texts.called.tomorrow;
    s.past = false;
    s.day = texts.called.day;
    s.on_day = texts.called.on_day;
    if (occasion.about == words::Occasion::Date) s.date = texts.label;
    if (occasion.about == words::Occasion::Ritual || occasion.about == words::Occasion::RitualAsk)
        s.event = texts.label;
}

} // namespace

words::Words words_for(const Frame& frame, const words::Bank& bank, std::size_t index,
                       const Step& step, double ratio, words::Occasion about,
                       const OccasionOffer* occasion) {
    const auto& goal = frame.goals.all[index];
    const auto& c = *goal.connection;
    const auto& zone = frame.goals.zones.front();
    const auto local = zone.to_local(frame.now);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    const auto seed =
        fmt::format("{}:{}:{}", calendar::format_date(day), frame.around.slot.index, c.id);
    Texts texts;
    if (const auto known = frame.memory.connections.find(c.id);
        known != frame.memory.connections.end())
        texts.notes = note_words(known->second.notes, bank, zone, day);
    leave_out(texts.notes, frame.board.gone);
    if (c.discreet && !c.label.empty()) say_nothing_of(texts.notes);
    const auto& notes = texts.notes;
    const bool built_in = find_built_in(step.name) != nullptr;
    const auto them = called(goal, frame.board.gone);
    const auto days = standing(frame.settings, frame.memory, zone, frame.now);
    words::Situation situation{
        .name = them.name,
        .whole_name = them.whole,
        .channel = step.channel,
        .cost = step.cost,
        .sight = goal.sight,
        .usual_time = frame.board.facts[index].usual_time,
        .evening = minute >= kEveningFrom,
        .long_gap = ratio >= kLongGap,
        .step = step.name,
        .step_text = built_in ? words::Bank::text(bank.steps, step.name, step.text)
                              : std::string_view{step.text},
        .own_step = !built_in,
        .named_step = is_named(step),
        .circle = c.circle,
        .energy = days.energy,
        .kin = c.kin,
        .confidant = c.confidant,
        .emotional = gives(c, "emotional"),
        .practical = gives(c, "practical"),
        .informational = gives(c, "informational"),
        .today = notes.today,
        .tomorrow = notes.tomorrow,
        .past = notes.past,
        .thing_is_new = notes.thing_is_new,
        .mourning = is_grieving(frame.memory.modes, frame.now),
        .sad = notes.sad,
        .thing = notes.thing,
        .event = notes.event,
        .topic = notes.topic,
        .task = notes.task,
    };
    see_reply(situation, frame.board.facts[index]);
    situation.occasion = about_of(frame, index, situation, days, about);
    if (occasion) see_date(situation, texts, frame, bank, *occasion);
    see_occasion(situation, texts, frame, bank, index);
    return words::compose(bank, situation, frame.memory.recent_words, seed);
}

} // namespace kith::policy
