// SPDX-License-Identifier: MIT
#include "daemon/loop/answers.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/random.hpp"
#include "base/text.hpp"
#include "core/config/duration.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/steps.hpp"
#include "core/policy/support.hpp"
#include "daemon/life/when.hpp"

namespace kith::daemon {
namespace {

constexpr auto kPlanLength = std::chrono::hours{2};
constexpr auto kPlanSoon = std::chrono::days{2};
constexpr std::size_t kMostPlans = 3;
constexpr auto kNoon = std::chrono::hours{12};
constexpr std::array<std::string_view, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};

/// Plans still ahead with others; a second one with somebody takes no place of its own.
std::size_t active_plans(const policy::Memory& memory, const std::string& besides, Instant now) {
    std::size_t count = 0;
    for (const auto& [id, c] : memory.connections) {
        const bool planned =
            std::ranges::any_of(c.holds, [&](const policy::Hold& h) { return h.to > now; });
        count += planned && id != besides ? 1 : 0;
    }
    return count;
}

/// A touch was noted for this offer, and nothing else has been said about it since.
bool noted_already(ledger::Ledger& ledger, const policy::Target& target) {
    constexpr int kLookBack = 50;
    try {
        for (const auto& e : ledger.recent_events(target.connection, kLookBack)) {
            if (e.kind != EventKind::Answered || e.nudge != target.nudge) continue;
            if (e.answer != Answer::Done && e.answer != Answer::Already) return false;
            const auto ref = fmt::format("{}:{}", to_word(*e.answer), target.nudge);
            return !ledger.find_touches(ref).empty();
        }
    } catch (const ledger::SqlError&) {
        return false; // whether it can be remembered now is for the commit to say
    }
    return false;
}

} // namespace

Event Answers::event(EventKind kind, const std::string& connection) const {
    Event e;
    e.kind = kind;
    e.at = life_.now();
    e.connection = connection;
    return e;
}

Result<Instant> Answers::moment(const std::string& text) const {
    auto at = calendar::parse_moment(text, life_.zone());
    if (at) return at;
    if (const auto length = parse_duration(text)) return life_.now() + *length;
    if (const auto target = calendar::later_target(text))
        if (const auto slot = life_.slots().later(*target, life_.now())) return slot->start;
    const auto day = std::ranges::find(kWeekdays, lower_ascii(text));
    if (day == kWeekdays.end())
        return fail(clean_line(text, 40) + " is no moment Kith knows; write saturday, tomorrow, 2 "
                                           "days, 2026-03-02 or 2026-03-02T12:30");
    const std::chrono::weekday wanted{static_cast<unsigned>(day - kWeekdays.begin())};
    const auto today = calendar::local_day(life_.now(), life_.zone());
    const auto ahead = (wanted - calendar::weekday_of(today)).count();
    return life_.zone().to_instant_earliest(today + std::chrono::days{ahead == 0 ? 7 : ahead} +
                                            kNoon);
}

/// The same behind us: `yesterday`, `saturday`, or `2 hours` ago.
Result<Instant> Answers::past_moment(const std::string& text) const {
    auto at = calendar::parse_moment(text, life_.zone());
    if (at) return at;
    if (const auto length = parse_duration(text)) return life_.now() - *length;
    const auto today = calendar::local_day(life_.now(), life_.zone());
    if (const auto time = calendar::parse_time_of_day(text))
        return life_.zone().to_instant_earliest(today + *time);
    const auto word = lower_ascii(text);
    if (word == "today") return life_.now();
    const auto day = std::ranges::find(kWeekdays, word);
    if (word != "yesterday" && day == kWeekdays.end())
        return fail(clean_line(text, 40) +
                    " is no moment Kith knows; write today, yesterday, "
                    "saturday, 18:30, 2 hours, 2026-03-02 or 2026-03-02T12:30");
    auto back = std::chrono::days{1};
    if (day != kWeekdays.end()) {
        const std::chrono::weekday wanted{static_cast<unsigned>(day - kWeekdays.begin())};
        back = calendar::weekday_of(today) - wanted;
        if (back.count() == 0) back = std::chrono::days{7};
    }
    return life_.zone().to_instant_earliest(today - back + kNoon);
}

Result<std::optional<Instant>> Answers::until(const std::string& text) const {
    if (text.empty()) return std::optional<Instant>{};
    const auto at = moment(text);
    if (!at) return std::unexpected(at.error());
    if (*at <= life_.now()) return fail("that moment is past; please name one ahead");
    return std::optional{*at};
}

Result<std::string> Answers::commit(std::vector<Event> events, std::string say) {
    const auto before = life_.memory().outstanding;
    if (auto done = life_.commit(std::move(events), {}); !done)
        return std::unexpected(done.error());
    if (auto done = life_.refresh(); !done) return std::unexpected(done.error());
    if (before &&
        (!life_.memory().outstanding || life_.memory().outstanding->nudge != before->nudge))
        delivery_.take_down(*before);
    withdraw_if_needless();
    if (on_change) on_change();
    return say;
}

Result<std::string> Answers::finish(const policy::Reply& reply, bool was_open) {
    const auto before = life_.memory().outstanding;
    if (auto done = life_.commit_said(reply); !done) return std::unexpected(done.error());
    if (was_open && before) delivery_.take_down(*before);
    withdraw_if_needless();
    if (on_change) on_change();
    return reply.say;
}

Result<std::string> Answers::smaller(const policy::Target& target) {
    const auto& memory = life_.memory();
    if (!target.open || !memory.outstanding) return fail("that offer is no longer open");
    const auto now = life_.now();
    const auto board = life_.board(memory.outstanding->slot, now, senses_.upcoming(now));
    policy::Surroundings around;
    const policy::Frame frame{life_.settings(), life_.goals(), memory, board, around, now};
    auto e = policy::smaller_event(frame, life_.words(), *memory.outstanding);
    if (!e) return fail("that is the smallest already. Another day is fine too.");
    auto title = e->title;
    if (auto done = life_.commit({*e}, {}); !done) return std::unexpected(done.error());
    delivery_.show_again();
    if (on_change) on_change();
    return title;
}

Result<std::string> Answers::say(const std::string& text, const std::string& nudge) {
    if (!life_.ready()) return fail("the configuration has to be read first; `kith check` helps");
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    const auto answer = answer_from(word);
    if (!answer) return fail(fmt::format("{} is no answer Kith knows", clean_line(word, 40)));
    if (*answer == Answer::NotThisTime && nudge == policy::kHelp) {
        auto never = event(EventKind::Dismissed);
        never.occasion = policy::kHelp;
        return commit({never}, "All right, that line will not come again. `kith support` stays.");
    }
    const auto target = policy::find_target(life_.memory(), nudge);
    if (!target)
        return fail(nudge.empty() ? "no offer has been made yet" : "no recent offer has that id");
    const policy::Situation at{life_.settings(), life_.goals(), life_.memory(), life_.slots(),
                               life_.now()};
    // A ritual knows fewer answers, and its own meaning of them.
    if (!policy::ritual_of(target->occasion).empty())
        return finish(policy::ritual_reply(at, *target, *answer), target->open);
    switch (*answer) {
    case Answer::Smaller: return smaller(*target);
    case Answer::Later: {
        const auto to =
            calendar::later_target(space == std::string::npos ? "" : text.substr(space + 1));
        if (!to) return fail("later takes tonight, tomorrow, weekend or next-week");
        auto reply = policy::reply_later(at, *target, *to);
        if (!reply) return std::unexpected(reply.error());
        if (const auto& until = reply->events.front().until;
            until && reply->events.front().answer == Answer::Later)
            reply->say += fmt::format(" {}.", when(*until, life_.now(), life_.zone()));
        return finish(*reply, target->open);
    }
    case Answer::Rest: return rest(target->connection, "");
    case Answer::Plan: return plan(target->connection, "");
    case Answer::NotATouch: return fail("`kith not-a-touch REF` takes a touchpoint back");
    case Answer::Done:
    case Answer::Already:
        if (noted_already(life_.ledger(), *target))
            return std::string{"That is noted already. `kith undo` takes it back."};
        break;
    case Answer::Going:
    case Answer::NotThisTime: break;
    }
    return finish(policy::reply(at, *target, *answer), target->open);
}

Result<Touchpoint> Answers::read(const Logged& what) const {
    Touchpoint touch;
    touch.at = life_.now();
    touch.source = "manual";
    touch.said = what.channel.empty();
    if (!what.channel.empty()) {
        const auto channel = channel_from(what.channel);
        if (!channel)
            return fail(fmt::format(
                "{} is no channel; there are together, call, video, voice-note, message, "
                "email, letter, event and reaction",
                clean_line(what.channel, 40)));
        touch.channel = *channel;
    }
    if (!what.direction.empty()) {
        const auto direction = direction_from(what.direction);
        if (!direction) return fail("a direction is in, out or both");
        touch.direction = *direction;
    }
    if (what.minutes >= 0) touch.minutes = what.minutes;
    if (!what.at.empty()) {
        const auto at = past_moment(what.at);
        if (!at) return std::unexpected(at.error());
        if (*at > life_.now())
            return fail("that moment is still ahead; `kith plan` notes what is to come");
        touch.at = *at;
    }
    return touch;
}

/// *hello* is a small hello, where nobody is called so.
Result<std::size_t> Answers::find_logged(const std::string& name) const {
    auto found = life_.find(name);
    if (found || lower_ascii(name) != "hello") return found;
    const auto& all = life_.goals().all;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].connection->circle == Circle::SmallHello &&
            life_.state_of(i) <= State::TheirTurn)
            return i;
    return fail("there is no small hello among your connections yet; one with `circle: "
                "small-hello` takes them");
}

Result<std::string> Answers::log(const Logged& what) {
    auto read_touch = read(what);
    if (!read_touch) return std::unexpected(read_touch.error());
    auto touch = std::move(*read_touch);
    policy::Reply reply;
    std::vector<std::string> names;
    for (const auto& name : what.names) {
        const auto i = find_logged(name);
        if (!i) return std::unexpected(i.error());
        const auto& c = *life_.goals().all[*i].connection;
        if (std::ranges::find(reply.touches, c.id, &Touchpoint::connection) != reply.touches.end())
            continue; // named twice, met once
        touch.connection = c.id;
        touch.ref = what.ref.empty() ? "log:" + random_id() : what.ref;
        reply.events.push_back(event(EventKind::Logged, c.id));
        reply.touches.push_back(touch);
        names.push_back(c.name);
    }
    const auto only = reply.touches.size() == 1
                          ? life_.goals().find(reply.touches.front().connection)
                          : std::nullopt;
    const bool small = only && life_.goals().all[*only].connection->circle == Circle::SmallHello;
    reply.say = small ? std::string{"Noted: a small hello."}
                      : fmt::format("Noted: you were in touch with {}.", join_words(names));
    return finish(reply, false);
}

Result<std::string> Answers::rest(const std::string& name, const std::string& text) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto end = until(text);
    if (!end) return std::unexpected(end.error());
    const auto& c = *life_.goals().all[*i].connection;
    auto e = event(EventKind::StateSet, c.id);
    e.state = State::Resting;
    e.until = *end;
    return commit({e}, fmt::format("{} can rest. `kith wake {}` ends it.", c.name, c.id));
}

Result<std::string> Answers::wake(const std::string& name) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto& c = *life_.goals().all[*i].connection;
    const auto it = life_.memory().connections.find(c.id);
    const bool rests = it != life_.memory().connections.end() &&
                       std::ranges::any_of(it->second.states, [&](const policy::StateSpan& span) {
                           return span.state < State::Ended && span.from <= life_.now() &&
                                  life_.now() < span.until;
                       });
    if (!rests) return fail(fmt::format("{} was not resting.", c.name));
    return commit({event(EventKind::StateLifted, c.id)},
                  fmt::format("{} is back among your people.", c.name));
}

Result<std::string> Answers::plan(const std::string& name, const std::string& text) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto& c = *life_.goals().all[*i].connection;
    auto e = event(EventKind::HoldPut, c.id);
    e.nudge = random_id();
    const auto at = text.empty() ? Result<Instant>{life_.now() + kPlanSoon} : moment(text);
    if (!at) return std::unexpected(at.error());
    if (*at <= life_.now()) return fail("that moment is past; `kith log` notes what has been");
    e.slot = *at;
    e.until = *at + kPlanLength;
    if (active_plans(life_.memory(), c.id, life_.now()) >= kMostPlans)
        return fail("three plans are pencilled in already, and that is plenty; `kith log` notes "
                    "one that has been, and each goes by itself when its time is over");
    std::vector<Event> events{e};
    const auto* step = policy::find_built_in("walk");
    if (const auto& o = life_.memory().outstanding; o && o->connection == c.id) {
        if (const auto* offered = policy::find_step(life_.goals().all[*i], o->step)) step = offered;
        auto answered = event(EventKind::Answered, c.id);
        answered.nudge = o->nudge;
        answered.answer = Answer::Plan;
        events.push_back(std::move(answered));
    }
    return commit(std::move(events), fmt::format("{} Kith keeps quiet about {} until then: {}.",
                                                 policy::plan_line(life_.goals(), life_.words(), *i,
                                                                   *step, *at, life_.now()),
                                                 c.name, when(*at, life_.now(), life_.zone())));
}

void Answers::withdraw_from(const std::string& connection) {
    const auto open = life_.memory().outstanding;
    if (!open || (open->connection != connection &&
                  std::ranges::find(open->also, connection) == open->also.end()))
        return;
    auto gone = event(EventKind::Withdrawn, open->connection);
    gone.nudge = open->nudge;
    if (life_.commit({gone}, {})) delivery_.take_down(*open);
}

void Answers::withdraw_if_needless() {
    const auto open = life_.memory().outstanding;
    if (!open || !life_.ready()) return;
    const auto now = life_.now();
    const auto board = life_.board(open->slot, now, senses_.upcoming(now));
    policy::Surroundings around;
    const auto gone =
        policy::withdrawal({life_.settings(), life_.goals(), life_.memory(), board, around, now});
    if (!gone || !life_.commit({*gone}, {})) return;
    delivery_.take_down(*open);
    if (on_change) on_change();
}

} // namespace kith::daemon
