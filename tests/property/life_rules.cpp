// SPDX-License-Identifier: MIT
// The rules a life is held to (domain.md B17), from its own books.
#include "tests/property/life.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/dates.hpp"
#include "core/policy/rituals.hpp"
#include "core/words/lint.hpp"
#include "core/words/names.hpp"
#include "tests/support/spoken.hpp"

namespace kith::test {

using namespace policy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

seconds in_days(double d) { return seconds{static_cast<std::int64_t>(d * 86400)}; }

/// Whether `name`, which ends with a number, stands in `text`.
bool says(std::string_view text, std::string_view name) {
    for (auto at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        if (end == text.size() || text[end] < '0' || text[end] > '9') return true;
    }
    return false;
}

/// Quiet by the wall clock, worked out here once more.
bool is_quiet(const Hours& h, const calendar::Zone& zone, Instant now) {
    const auto local = zone.to_local(now);
    const auto day = std::chrono::floor<days>(local);
    const auto weekday = std::chrono::weekday{day};
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    const auto time = local - day;
    const auto to = weekend ? h.quiet_weekend_to : h.quiet_to;
    if (h.quiet_from == to) return false;
    if (h.quiet_from < to) return h.quiet_from <= time && time < to;
    return time >= h.quiet_from || time < to;
}

} // namespace

void Life::rule(bool holds, const char* name, const std::string& detail) {
    if (!holds) broken_(fmt::format("{} {}", name, detail));
}

void Life::check_offer(const Frame& frame, const Event& chosen) {
    const auto& around = frame.around;
    const auto now = frame.now;
    const auto& goal = goals_.all[*decision_.nudge];
    const auto& view = decision_.goals[*decision_.nudge];
    const auto& person = books_.people[chosen.connection];
    const auto who = fmt::format("({} at {})", chosen.connection, now.time_since_epoch().count());

    rule(!is_quiet(settings_.hours, zone_, now), "P2: not in quiet hours", who);
    rule(!around.dnd && !around.locked && !around.idle, "P2: not to an empty chair", who);
    rule(!books_.pause || now < books_.pause->from || now >= books_.pause->to, "P2: not in a pause",
         who);
    for (const auto& b : around.busy) {
        if (b.all_day) continue;
        rule(now < b.from - minutes{15} || now >= b.to + minutes{15}, "P2: not in an event", who);
        if (b.social && b.to - b.from >= minutes{45})
            rule(now < b.to || now >= b.to + hours{3}, "P2: not after company", who);
    }
    check_company(now, who);
    if (settings_.policy.settle_h > 0)
        rule(now - begun_ >=
                 std::min(in_days(7), seconds{static_cast<int>(settings_.policy.settle_h * 3600)}),
             "P2: not while settling", who);

    if (!ritual_of(chosen.occasion).empty()) return check_ritual_offer(frame, chosen, who);
    if (!chosen.occasion.empty()) return check_date(frame, chosen, who);
    rule(goal.connection->state <= State::TheirTurn, "P3: only people who take part", who);
    rule(!person.resting_until || now >= *person.resting_until, "P3: not while resting", who);
    for (const auto& [state, span] : person.bounds)
        rule(now < span.from || now >= span.to, "P3, P26: the most restrictive state wins", who);
    rule(goal.connection->feels != Feels::Hard, "P3: not where it is hard", who);
    rule(goal.rhythmic || goal.kind == Kind::Collective || goal.kind == Kind::Micro ||
             goal.connection->circle == Circle::OldFriend,
         "P3: only goals with a rhythm or an occasion", who);
    rule(goal.connection->circle != Circle::Care, "B13: care is never offered", who);
    int before = 0; // by circle, and then as they are written
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        const auto& c = *goals_.all[i].connection;
        const bool counts =
            goals_.all[i].rhythmic && c.state <= State::TheirTurn && c.feels != Feels::Hard;
        const auto place = std::pair{c.circle, i};
        before += counts && place < std::pair{goal.connection->circle, *decision_.nudge} ? 1 : 0;
    }
    rule(!goal.rhythmic || before < 24, "B15: the first 24 alone", who);
    check_dates_ahead(frame, chosen, who);
    check_rituals(chosen.connection, who);
    if (goal.kind == Kind::Collective) check_members(frame, chosen, who);
    for (const auto& touch : person.touches)
        rule(touch > now || now - touch >= in_days(std::max(2.0, goal.rhythm / 2)),
             "P5: not soon after a touch", who);
    rule(view.ratio < settings_.policy.dormant, "P7: never dormant", who);
    const auto& facts = frame.board.facts[*decision_.nudge];
    rule(!facts.left_alone, "B11: nothing after three unanswered", who);
    rule(!facts.reply_offered || chosen.is_return || chosen.step->name != "reply",
         "B11: a reply, and no second", who);
    rule(chosen.step->name != "reply" || chosen.is_return ||
             now - std::max(facts.they_wrote, facts.last_touch) <
                 in_days(std::max(14.0, goal.rhythm)),
         "B11: no reply to what is old", who);
    rule(chosen.step->name != "meeting" || facts.meeting.absences < 3,
         "B13: after two absences once more, then quiet", who);
    const auto heard = std::ranges::max_element(person.touches);
    const auto k = std::ranges::count_if(
        person.unheard, [&](Instant at) { return heard == person.touches.end() || at > *heard; });
    rule(k < settings_.response.ignore_limit, "P8: never after two unanswered", who);
    rule(!person.hidden || now >= *person.hidden, "P12: hidden stays hidden", who);
    const bool cancelled =
        heard != person.touches.end() && person.put_off && *heard > *person.put_off;
    rule(!person.returns || cancelled || frame.around.slot.start >= *person.returns,
         "P12: nothing returns before its time", who);
    rule(chosen.step->cost <= (view.ratio >= 3 && !chosen.is_return ? 1 : 3), "P16: a small step",
         who);
    check_days(chosen, who);
    rule(!stale_.at(*decision_.nudge), "P17: not on a stale source", who);
    const bool call =
        chosen.step->channel == Channel::Call || chosen.step->channel == Channel::Video;
    const auto theirs = goals_.zones[goal.zone].to_local(now);
    const auto hour = std::chrono::floor<hours>(theirs - std::chrono::floor<days>(theirs));
    rule(!call || (hour >= hours{9} && hour < hours{21}), "B5: no call into their night", who);
    if (!chosen.is_return) check_budgets(chosen, who);
    check_words(chosen, who);
}

/// Nobody a group's word names is named too often by others, and who goes along may be named.
void Life::check_members(const Frame& frame, const Event& chosen, const std::string& who) {
    rule(decision_.about == words::Occasion::Meeting, "B13: a meeting", who);
    const auto& group = goals_.all[*decision_.nudge];
    for (const auto& id : group.connection->members) {
        const auto member = goals_.find(id);
        if (!member || chosen.is_return) continue; // budgets do not hold for what was put off
        for (const auto& o : books_.offers) {
            const auto also = goals_.naming.also_names.find(o.connection);
            const bool names =
                o.connection == id || (also != goals_.naming.also_names.end() &&
                                       std::ranges::find(also->second, id) != also->second.end());
            if (o.is_return || o.connection == chosen.connection || !names) continue;
            rule(*chosen.slot - o.slot >= in_days(std::max(3.0, goals_.all[*member].rhythm / 2)),
                 "P9: gaps of a member",
                 fmt::format("{} {}, named with {}", who, id, o.connection));
        }
    }
    if (const auto with = frame.board.facts[*decision_.nudge].meeting.companion) {
        const auto& c = *goals_.all[*with].connection;
        rule(c.state == State::Active && c.feels != Feels::Hard, "B14: who goes along", who);
    }
}

/// B12: a date of theirs in the coming week keeps its place, worked out here day by day.
void Life::check_dates_ahead(const Frame& frame, const Event& chosen, const std::string& who) {
    const auto& c = *goals_.all[*decision_.nudge].connection;
    // A meeting is no lapse; where it is their turn, also by inference, no date is spoken of.
    if (c.circle == Circle::Group || frame.board.facts[*decision_.nudge].state != State::Active)
        return;
    const auto today = std::chrono::floor<days>(zone_.to_local(chosen.at));
    // No word of it comes on such a day, so there is nothing to keep a place for.
    const auto comes_about = [&](std::chrono::local_days day) {
        const auto at = std::max(chosen.at, zone_.to_instant_earliest(day));
        const auto covers = [&](const Interval& i) { return i.from <= at && at < i.to; };
        const bool suits = energy_at(at) != Energy::Low || c.feels == Feels::Safe ||
                           c.circle == Circle::SmallHello;
        return suits && std::ranges::none_of(books_.leaves, covers) &&
               std::ranges::none_of(
                   books_.hard_weeks,
                   [&](const Interval& week) { return covers({week.from, soft_end(week)}); }) &&
               !is_grieving(memory_.modes, at);
    };
    for (const auto& date : c.dates)
        for (int ahead = 0; ahead <= 7; ++ahead) {
            if (!comes_about(today + days{ahead})) continue;
            const std::chrono::year_month_day day{today + days{ahead}};
            const bool leap = date.month == 2 && date.day == 29 && !day.year().is_leap();
            const bool is_it = static_cast<unsigned>(day.month()) == date.month &&
                               static_cast<unsigned>(day.day()) == (leap ? 28 : date.day) &&
                               static_cast<int>(day.year()) >= date.year.value_or(0);
            rule(!is_it, "B12: a date keeps its place", who);
        }
}

/// A date is no lapse: the tie may be warm, but the person has to be there, and the week holds.
void Life::check_date(const Frame& frame, const Event& chosen, const std::string& who) {
    const auto today = calendar::local_day(frame.now, zone_);
    const auto day = day_of_occasion(chosen.occasion);
    rule(day && *day >= today, "B12: no date is spoken of when it is over", who);
    auto about = chosen.also;
    about.push_back(chosen.connection);
    for (const auto& id : about) {
        const auto& c = *goals_.all[*goals_.find(id)].connection;
        const bool rests =
            books_.people[id].resting_until && frame.now < *books_.people[id].resting_until;
        rule(c.state == State::Active && !rests, "P3: dates only of who is active", id);
        for (const auto& [state, span] : books_.people[id].bounds)
            rule(frame.now < span.from || frame.now >= span.to,
                 "P3, P26: the most restrictive state wins", id);
        rule(c.feels != Feels::Hard, "P3: not where it is hard", id);
        rule(std::ranges::any_of(
                 c.dates,
                 [&](const DateEntry& date) { return day && next_occurrence(date, *day) == *day; }),
             "B12: only dates the person wrote", id);
        for (const auto& o : books_.offers) {
            const bool named = o.connection == id || std::ranges::find(o.also, id) != o.also.end();
            const bool put_off = std::ranges::find(books_.people[id].dates_put_off, o.occasion) !=
                                 books_.people[id].dates_put_off.end();
            if (named && o.occasion == chosen.occasion)
                rule(put_off, "B12: one offer for one date", id);
        }
    }
    const auto slot = *chosen.slot;
    int in_week = 1;
    for (const auto& o : books_.offers) {
        if (o.is_return) continue;
        rule(slot - o.slot >= seconds{static_cast<int>(settings_.budget.min_gap_h * 3600)},
             "P1: gaps between offers", who);
        in_week += slot - o.slot < hours{168} ? 1 : 0;
    }
    rule(in_week <= weekly_budget(settings_) + (is_birthday(chosen.occasion) ? 1 : 0),
         "P1: a birthday may exceed the week by one", who);
    rule(weekly_budget(settings_) > 0, "B7: nothing in ambient", who);
    check_days(chosen, who);
    check_words(chosen, who);
}

void Life::check_budgets(const Event& chosen, const std::string& who) {
    const auto slot = *chosen.slot;
    const auto& goal = goals_.all[*decision_.nudge];
    const int weekly = weekly_at(chosen.at);
    int in_week = 1, of_kind = 1;
    for (const auto& o : books_.offers) {
        if (o.is_return) continue;
        const auto gap = slot - o.slot;
        rule(gap >= seconds{static_cast<int>(settings_.budget.min_gap_h * 3600)},
             "P1: gaps between offers", who);
        if (gap < hours{168}) {
            ++in_week;
            of_kind += o.kind == goal.kind ? 1 : 0;
        }
        if (o.connection == chosen.connection)
            rule(gap >= in_days(std::max(3.0, goal.rhythm / 2)), "P9: gaps of one goal", who);
        const auto other = goals_.naming.also_names.find(o.connection);
        if (other != goals_.naming.also_names.end() &&
            std::ranges::find(other->second, chosen.connection) != other->second.end())
            rule(gap >= in_days(std::max(3.0, goal.rhythm / 2)), "P9: gaps of one person", who);
    }
    rule(in_week <= weekly, "P1: the weekly cap", who);
    rule(goal.kind != Kind::Micro || of_kind <= settings_.budget.micro_7d, "B6: micro cards", who);
    const auto gives = [&](const std::string& id) {
        return settings_.connections[*goals_.find(id)].direction == Give::Give;
    };
    if (gives(chosen.connection)) {
        int giving = 1;
        for (const auto& o : books_.offers)
            giving += !o.is_return && slot - o.slot < hours{168} && gives(o.connection) ? 1 : 0;
        rule(giving <= (weekly + 1) / 2, "B6: giving takes half at most", who);
    }
    rule(of_kind <= (3 * weekly + 3) / 4, "P1: the share of a kind", who);
    auto& person = books_.people[chosen.connection];
    const auto last = std::ranges::max_element(person.touches);
    if (last != person.touches.end())
        std::erase_if(person.cycle, [&](Instant at) { return at <= *last; });
    if (goal.sight == Sight::Seen && !goal.meets) // absences bound the word before a meeting
        rule(static_cast<int>(person.cycle.size()) < settings_.budget.per_cycle,
             "P9: offers of a cycle", who);
    if (settings_.policy.settle_h > 0 && slot - begun_ < days{7})
        rule(books_.offers.empty(), "B3: one offer in the first week", who);
    if (books_.offers.empty() || books_.offers.back().connection != chosen.connection) return;
    for (std::size_t i = 0; i < decision_.goals.size(); ++i) {
        const auto& view = decision_.goals[i];
        const bool ready = view.counted && view.failed.empty();
        if (i != *decision_.nudge && ready)
            rule(view.score_value() < settings_.policy.theta, "B5: nobody twice running", who);
    }
}

void Life::check_words(const Event& chosen, const std::string& who) {
    const auto& name = goals_.all[*decision_.nudge].connection->name;
    auto step = chosen.step->text;
    std::vector<std::string> exempt{words::short_name(name), step};
    for (const auto& c : settings_.connections) { // a group and who goes along are named as well
        exempt.push_back(c.name);
        exempt.push_back(words::short_name(c.name));
    }
    for (const auto& ritual : settings_.rituals) exempt.push_back(label_of(ritual));
    if (!step.empty()) step.front() = static_cast<char>(std::toupper(step.front()));
    exempt.push_back(step);
    std::ranges::stable_sort(exempt, std::ranges::greater{},
                             &std::string::size); // whole names first
    for (const auto& c : settings_.connections)
        if (c.state >= State::Ended && c.name.starts_with("Name"))
            rule(!says(chosen.title + ' ' + chosen.body, c.name), "P3: nobody who is gone is named",
                 who + ' ' + c.name);
    rule(utf8_length(chosen.title) + utf8_length(chosen.body) <= 120, "P19: short", who);
    for (const auto& finding : words::lint(test::spoken(), chosen.title, chosen.body, exempt))
        rule(false, "P19: lint", finding.what + ": " + finding.why);
    const auto six = std::min<std::size_t>(6, books_.offers.size());
    const auto last = std::span{books_.offers}.last(six);
    rule(std::ranges::find(last, chosen.words, &Books::Offer::words) == last.end(),
         "P19: not a template of the last six offers", who + ' ' + chosen.words);
}

void Life::check_silence(const Frame& frame) {
    ++books_.silences;
    const auto at = fmt::format("(at {})", frame.now.time_since_epoch().count());
    rule(!decision_.because.empty(), "P22: a silence has its reason", at);
    const bool gap = std::ranges::any_of(books_.offers, [&](const auto& o) {
        return !o.is_return && frame.around.slot.start - o.slot <
                                   seconds{static_cast<int>(settings_.budget.min_gap_h * 3600)};
    });
    rule(gap == decision_.global.has(Guard::BudgetGap), "P22: the gap is told as it is", at);
    if (!decision_.global.empty()) {
        rule(decision_.because == decision_.global, "P22: the slot's reasons", at);
        return;
    }
    rule(!is_quiet(settings_.hours, zone_, frame.now), "P22: quiet is told as quiet", at);
    for (std::size_t i = 0; i < decision_.goals.size(); ++i)
        if (goals_.all[i].sight == Sight::Seen &&
            decision_.goals[i].failed.has(Guard::BudgetCycle)) {
            const auto& person = books_.people[goals_.all[i].connection->id];
            const auto last = std::ranges::max_element(person.touches);
            const auto asked = std::ranges::count_if(person.cycle, [&](Instant offered) {
                return last == person.touches.end() || offered > *last;
            });
            rule(asked >= settings_.budget.per_cycle, "P22: a cycle is told as it is", at);
        }
    for (const auto& view : decision_.goals)
        if (view.counted && view.ratio >= 1.5 && view.ratio < 8 && view.failed.empty())
            rule(view.score_value() < settings_.policy.theta, "P23: someone ready was passed over",
                 at);
}

void Life::check_answer(const Memory& before, const std::string& id, Answer what) {
    const bool costs_nothing = what == Answer::Later || what == Answer::NotThisTime ||
                               what == Answer::Rest || what == Answer::Smaller;
    const auto k_before = ignored_count(before.connections.at(id));
    const auto k_after = ignored_count(memory_.connections.at(id));
    rule(k_after <= k_before, "P12: an answer never raises k", id);
    rule(memory_.g <= before.g, "P12: an answer never raises G", id);
    if (!costs_nothing) rule(k_after == 0 && memory_.g == 0, "B8: a yes starts afresh", id);
}

/// P25: what grew step by step is what the whole history folds to.
void Life::check_folds() {
    Memory again;
    for (const auto& e : events_) apply(again, e, goals_.naming);
    for (auto& [id, c] : again.connections) {
        const auto& goal = goals_.all[*goals_.find(id)];
        c.clock = replay(goal.terms, c.first_seen, touches_[id], frozen_intervals(again, c));
    }
    for (auto& [id, c] : again.connections) {
        const auto& lived = memory_.connections.at(id);
        rule(c.clock == lived.clock, "P25: the clock's fold",
             fmt::format("({}: e {} at {}, lived {} at {})", id, c.clock.elapsed,
                         c.clock.as_of.time_since_epoch().count(), lived.clock.elapsed,
                         lived.clock.as_of.time_since_epoch().count()));
        c.clock = lived.clock;
    }
    rule(again == memory_, "P25: the fold of all events");
}

} // namespace kith::test
