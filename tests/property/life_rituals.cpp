// SPDX-License-Identifier: MIT
// Rituals in an invented life, and what they make true (domain.md B12). On which days one falls is
// worked out here once more.
#include "tests/property/life.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/groups.hpp"
#include "core/policy/ritual_answers.hpp"
#include "core/policy/rituals.hpp"

namespace kith::test {

using namespace policy;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr auto kFrom = hours{9}, kLong = hours{2}; // as random_settings writes them
constexpr calendar::Day kSince{std::chrono::year{2026} / 1 / 11};

bool falls_on(const Ritual& ritual, calendar::Day day) {
    const std::chrono::weekday weekday{day};
    if (ritual.rule == "every Saturday") return weekday == std::chrono::Saturday;
    if (ritual.rule == "every other Sunday")
        return weekday == std::chrono::Sunday && (day - kSince).count() % 14 == 0;
    return ritual.rule == "every day";
}

bool stands_with(const Ritual& ritual, const std::string& id) {
    return std::ranges::find(ritual.with, id) != ritual.with.end();
}

} // namespace

Interval Life::instance_on(calendar::Day day) const {
    const auto from = zone_.to_instant_earliest(day + kFrom);
    return {from, from + kLong};
}

/// It is one that was called off, or it is the nearest to that where one has moved since.
bool Life::is_off(const Ritual& ritual, calendar::Day day) const {
    const auto at = instance_on(day).from;
    return std::ranges::any_of(books_.rituals.at(ritual.id).off, [&](Instant off) {
        if (std::chrono::abs(at - off) > hours{26}) return false; // as far as zones are apart
        for (auto other = day - days{3}; other <= day + days{3}; other += days{1}) {
            const auto apart = std::chrono::abs(instance_on(other).from - off);
            if (!falls_on(ritual, other) || apart > std::chrono::abs(at - off)) continue;
            if (apart < std::chrono::abs(at - off) || other > day) return false;
        }
        return true;
    });
}

void Life::begin_rituals() {
    Event e;
    e.kind = EventKind::ConfigEdited;
    e.at = begun_;
    for (const auto& ritual : settings_.rituals) {
        e.occasion = ritual.id;
        books_.rituals[ritual.id] = {.stands_from = begun_};
        tell(e);
    }
}

void Life::note_ritual(const Event& said) {
    auto& book = books_.rituals[said.occasion];
    book.unsaid = 0;
    book.asked = false;
    book.put_off.reset();
    book.put_offs = 0;
    if (said.text == "yes") book.kept = said.at;
    if (said.text == "cancelled") {
        ++book.cancelled;
        const auto day = calendar::local_day(*said.slot, zone_);
        const auto& ritual = *std::ranges::find(settings_.rituals, said.occasion, &Ritual::id);
        auto next = calendar::local_day(said.at, zone_);
        while (!falls_on(ritual, next) || is_off(ritual, next) || instance_on(next).to <= said.at)
            next += days{1};
        rule(day == next, "B12: the next one is called off", said.occasion);
        book.off.push_back(*said.slot);
        return;
    }
    if (book.resting) book.stands_from = said.at;
    book.resting = said.text == "resting";
    book.cancelled = 0;
}

void Life::invent_ritual_word(Instant at) {
    static constexpr std::array<std::string_view, 4> kWords{"keep", "rest", "cancel", "cancel"};
    if (settings_.rituals.empty()) return;
    const auto id = settings_.rituals[draw_.below(settings_.rituals.size())].id;
    const auto word = draw_.of(kWords);
    agenda_.emplace_back(at, [this, id, word](Instant now) {
        const auto said =
            say_of_ritual(Situation{settings_, goals_, memory_, slots_, now}, id, word);
        const auto is_gone = [&](const std::string& who) {
            return settings_.connections[*goals_.find(who)].state >= State::Ended ||
                   std::ranges::any_of(books_.people[who].apart, [&](const auto& s) {
                       const auto& [state, span] = s;
                       return state >= State::Ended && span.from <= now && now < span.to;
                   });
        };
        const auto& with = std::ranges::find(settings_.rituals, id, &Ritual::id)->with;
        if (std::ranges::all_of(with, is_gone))
            return rule(!said, "B14: one that nobody is left of is gone", id);
        if (!said) return rule(word == "cancel", "B12: a ritual takes what is said of it", id);
        for (const auto& e : said->events) tell(e);
        withdraw_if_needless(now);
    });
}

/// Nothing froze or ended them then, by any book.
bool Life::was_there(const std::string& id, Instant at) const {
    const auto& c = settings_.connections[*goals_.find(id)];
    const auto person = books_.people.find(id);
    const auto covers = [&](const Interval& i) { return i.from <= at && at < i.to; };
    if (c.state >= State::Ended || std::ranges::any_of(books_.pauses, covers) ||
        std::ranges::any_of(books_.hard_weeks, covers) ||
        std::ranges::any_of(books_.leaves, covers))
        return false;
    if (person == books_.people.end()) return true;
    return std::ranges::none_of(person->second.apart,
                                [&](const auto& s) { return covers(s.second); });
}

void Life::note_state(const Event& e) {
    auto& apart = books_.people[e.connection].apart;
    if (e.kind == EventKind::StateSet)
        apart.emplace_back(*e.state, Interval{e.at, e.until.value_or(Instant::max())});
    else
        for (auto& [state, span] : apart)
            if (state == *e.state) span.to = std::min(span.to, std::max(e.at, span.from));
}

/// Not now and not this time, said to an evening's word, call off what it was about.
void Life::check_called_off(const std::string& occasion, Instant now) {
    const std::string id{ritual_of(occasion)};
    const auto& book = books_.rituals[id];
    const auto& ritual = *std::ranges::find(settings_.rituals, id, &Ritual::id);
    const auto today = calendar::local_day(now, zone_);
    for (const auto day : {today, today + days{1}})
        if (occasion.ends_with(calendar::format_date(day)) && instance_on(day).to > now)
            rule(book.resting || is_off(ritual, day), "B12: what is put off is called off", id);
}

/// What has come round since the last look, as the policy tells it and by our own calendar.
void Life::pass_rituals(Instant now) {
    if (settings_.rituals.empty()) return;
    const auto passed = passed_rituals(goals_, memory_, now);
    for (const auto& e : passed.events) tell(e);
    for (const auto& touch : passed.touches) {
        for (const auto& t : with_members(settings_, touch)) record(t, now);
        rule(was_there(touch.connection, touch.at), "B12: only who was there", touch.ref);
    }
    for (const auto& ritual : settings_.rituals) {
        auto& book = books_.rituals[ritual.id];
        if (book.resting) {
            rule(std::ranges::find(passed.events, ritual.id, &Event::occasion) ==
                     passed.events.end(),
                 "B12: what rests has not been", ritual.id);
            continue;
        }
        const auto since = std::max(book.stands_from, book.been);
        for (auto day = calendar::local_day(since, zone_) - days{1};
             day <= calendar::local_day(now, zone_); day += days{1}) {
            const auto instance = instance_on(day);
            if (!falls_on(ritual, day) || instance.from <= since || instance.to > now) continue;
            const auto told = std::ranges::count_if(passed.events, [&](const Event& e) {
                return e.occasion == ritual.id && e.slot == instance.from;
            });
            const bool was = !is_off(ritual, day);
            rule(told == (was ? 1 : 0), "B12: what nobody called off has been", ritual.id);
            if (!was) continue;
            book.been = instance.from;
            ++book.unsaid;
            book.cancelled = 0;
            for (const auto& id : ritual.with)
                if (was_there(id, instance.from))
                    rule(memory_.connections.at(id).clock.last_touch >= instance.from,
                         "B12: it keeps its people warm", id);
        }
    }
}

/// Nothing is offered in one that anybody may be at, nor soon after.
void Life::check_company(Instant now, const std::string& who) {
    for (const auto& ritual : settings_.rituals) {
        const auto& book = books_.rituals[ritual.id];
        const auto today = calendar::local_day(now, zone_);
        for (const auto day : {today - days{1}, today, today + days{1}}) {
            const auto it = instance_on(day);
            const bool met = std::ranges::any_of(
                ritual.with, [&](const std::string& id) { return was_there(id, it.from); });
            if (!falls_on(ritual, day) || it.from <= book.stands_from || book.resting ||
                book.unsaid >= policy::kRitualUnsaid || is_off(ritual, day) || !met)
                continue;
            rule(now < it.from - std::chrono::minutes{15} || now >= it.to + hours{3},
                 "P2: not in a ritual, nor soon after", who);
        }
    }
}

/// While one stands no lapse is offered for its people; a meeting is none.
void Life::check_rituals(const std::string& id, const std::string& who) {
    if (decision_.about == words::Occasion::Meeting) return;
    for (const auto& ritual : settings_.rituals)
        rule(!stands_with(ritual, id) || books_.rituals[ritual.id].resting,
             "B12: a ritual keeps its place", who);
}

/// A word on the evening before one that stands, or the question whether it does.
void Life::check_ritual_offer(const Frame& frame, const Event& chosen, const std::string& who) {
    const auto ritual =
        std::ranges::find(settings_.rituals, std::string{ritual_of(chosen.occasion)}, &Ritual::id);
    if (ritual == settings_.rituals.end()) return rule(false, "B12: no such ritual", who);
    auto& book = books_.rituals[ritual->id];
    const auto& person = books_.people[chosen.connection];
    const auto& c = settings_.connections[*goals_.find(chosen.connection)];
    rule(stands_with(*ritual, chosen.connection), "B12: one of its people", who);
    rule(c.state == State::Active && c.feels != Feels::Hard, "P3: only who is active", who);
    rule(!person.resting_until || frame.now >= *person.resting_until, "P3: not while resting", who);
    for (const auto& [state, span] : person.bounds)
        rule(frame.now < span.from || frame.now >= span.to,
             "P3, P26: the most restrictive state wins", who);
    rule(!book.resting, "B12: nothing is said of what rests", who);
    const bool trusted = book.kept && frame.now - *book.kept < days{42};
    if (chosen.occasion.starts_with("ritual-ask:")) {
        rule((book.unsaid >= 6 && !trusted) || book.cancelled >= 2,
             "B12: no question without a reason", who);
        rule(!book.asked, "B12: it asks once", who);
        rule(!book.put_off ||
                 frame.now - *book.put_off >= days{7} * (1 << std::min(book.put_offs - 1, 3)),
             "B12: it can wait", who);
        book.asked = true;
    } else {
        rule(!trusted, "B12: a yes is trusted for six weeks", who);
        const auto day = calendar::local_day(frame.now, zone_) + days{1};
        rule(chosen.occasion.ends_with(calendar::format_date(day)), "B12: the evening before", who);
        rule(falls_on(*ritual, day) && !is_off(*ritual, day), "B12: one that stands", who);
        rule(std::ranges::find(books_.offers, chosen.occasion, &Books::Offer::occasion) ==
                 books_.offers.end(),
             "B12: one word for one of them", who);
    }
    const auto slot = *chosen.slot;
    int in_week = 1;
    for (const auto& o : books_.offers) {
        if (o.is_return) continue;
        rule(slot - o.slot >=
                 std::chrono::seconds{static_cast<int>(settings_.budget.min_gap_h * 3600)},
             "P1: gaps between offers", who);
        in_week += slot - o.slot < hours{168} ? 1 : 0;
    }
    rule(in_week <= weekly_at(frame.now), "P1: the weekly cap", who);
    check_days(chosen, who);
    check_words(chosen, who);
}

} // namespace kith::test
