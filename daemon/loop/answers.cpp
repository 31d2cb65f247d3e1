// SPDX-License-Identifier: MIT
#include "daemon/loop/answers.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/ritual_answers.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/support.hpp"
#include "daemon/life/when.hpp"
#include "daemon/loop/said_before.hpp"

namespace kith::daemon {
namespace {

constexpr auto kLastFor = std::chrono::hours{72}; ///< it is answered without naming it

} // namespace

Event Answers::event(EventKind kind, const std::string& connection) const {
    Event e;
    e.kind = kind;
    e.at = life_.now();
    e.connection = connection;
    return e;
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

Result<std::string> Answers::finish(const policy::Target& target, const policy::Reply& reply) {
    if (said_before(life_, target, reply)) return reply.say;
    const auto before = life_.memory().outstanding;
    if (auto done = life_.commit_said(reply); !done) return std::unexpected(done.error());
    if (target.open && before) delivery_.take_down(*before);
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
    auto say = e->title;
    if (say.empty() || !std::ispunct(static_cast<unsigned char>(say.back()))) say += '.';
    say += ' ' + e->body;
    if (auto done = life_.commit({*e}, {}); !done) return std::unexpected(done.error());
    delivery_.show_again();
    if (on_change) on_change();
    return say;
}

void Answers::reopen(const policy::Outstanding& nudge) {
    const auto now = life_.now();
    const auto& settings = life_.settings();
    if (now - nudge.delivered_at.value_or(nudge.chosen_at) >=
        policy::from_hours(settings.response.expire_h)) {
        withdraw_from(nudge.connection); // its time is over, which is nobody's silence
    } else if (nudge.resident && !life_.slots().is_quiet(now))
        delivery_.show_again();
}

Result<std::string> Answers::undo() {
    const auto before = life_.memory().outstanding;
    auto said = life_.undo();
    if (!said) return said;
    const auto is_new = [&] {
        const auto& open = life_.memory().outstanding;
        return open && (!before || before->nudge != open->nudge);
    };
    if (before && (is_new() || !life_.memory().outstanding)) delivery_.take_down(*before);
    withdraw_if_needless();
    if (is_new()) reopen(*life_.memory().outstanding);
    if (on_change) on_change();
    return said;
}

Result<std::string> Answers::say(const std::string& text, const std::string& nudge,
                                 std::optional<Instant> told) {
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
    if (is_about_gone(*target)) return fail("nothing is open just now");
    // Without an id, one of another week is hardly meant.
    if (nudge.empty() && !target->open && told.value_or(life_.now()) - target->offered > kLastFor)
        return fail(*answer == Answer::Done || *answer == Answer::Already
                        ? "no offer is open just now. With whom was it? `kith log NAME` notes it"
                        : "no offer is open just now");
    const policy::Situation at{
        life_.settings(),           life_.goals(),         life_.memory(), life_.slots(),
        told.value_or(life_.now()), &life_.shunned_names()};
    const auto finish_now = [&](policy::Reply reply) {
        for (auto& e : reply.events) e.at = life_.now();
        return finish(*target, reply);
    };
    // A ritual knows fewer answers, and its own meaning of them.
    if (!policy::ritual_of(target->occasion).empty())
        return finish_now(policy::ritual_reply(at, *target, *answer));
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
        return finish_now(std::move(*reply));
    }
    case Answer::Rest:
        if (!target->open && rests_already(life_, target->connection))
            return fmt::format("It is so already. `kith wake {}` ends it.", target->connection);
        return rest(target->connection, "");
    case Answer::Plan:
        if (!target->open && planned_already(life_, target->connection))
            return std::string{"Something is pencilled in already."};
        return plan(target->connection, "");
    case Answer::NotATouch: return fail("`kith not-a-touch REF` takes a touchpoint back");
    case Answer::Done:
    case Answer::Already:
        if (noted_already(life_, *target))
            return std::string{"That is noted already. `kith undo` takes it back."};
        break;
    case Answer::Going:
    case Answer::NotThisTime: break;
    }
    return finish_now(policy::reply(at, *target, *answer));
}

/// What was offered before a boundary is answered no more: not with their name, nor with a contact.
bool Answers::is_about_gone(const policy::Target& target) const {
    const auto is_gone = [this](std::size_t i) { return life_.state_of(i) >= State::Ended; };
    const auto& goals = life_.goals();
    if (const auto* ritual = policy::find_ritual(goals, policy::ritual_of(target.occasion)))
        return std::ranges::all_of(ritual->with, is_gone);
    const auto i = goals.find(target.connection);
    return !i || is_gone(*i);
}

std::string Answers::name_of(std::size_t goal) const {
    return life_.shunned_names()(life_.goals().all[goal].connection->name);
}

/// Nothing more is said of whoever is gone.
std::string Answers::closed(std::size_t goal, State state) const {
    return fmt::format("{} is {}; nothing changes for them", name_of(goal),
                       state == State::Remembered ? "remembered" : "let go");
}

Result<std::string> Answers::rest(const std::string& name, const std::string& text) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto end = until(text);
    if (!end) return std::unexpected(end.error());
    const auto& c = *life_.goals().all[*i].connection;
    if (life_.state_of(*i) >= State::Ended) return fail(closed(*i, life_.state_of(*i)));
    auto e = event(EventKind::StateSet, c.id);
    e.state = State::Resting;
    e.until = *end;
    const auto called = name_of(*i);
    if (!*end)
        return commit({e}, fmt::format("{} can rest. `kith wake {}` ends it.", called, c.id));
    return commit({e}, fmt::format("{} can rest until {}. `kith wake {}` ends it sooner.", called,
                                   day_of(**end), c.id));
}

Result<std::string> Answers::wake(const std::string& name) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto& c = *life_.goals().all[*i].connection;
    if (life_.state_of(*i) >= State::Ended) return fail(closed(*i, life_.state_of(*i)));
    const auto called = name_of(*i);
    const auto it = life_.memory().connections.find(c.id);
    const bool rests = it != life_.memory().connections.end() &&
                       std::ranges::any_of(it->second.states, [&](const policy::StateSpan& span) {
                           return span.state < State::Ended && span.from <= life_.now() &&
                                  life_.now() < span.until;
                       });
    if (!rests && (c.state == State::Resting || c.state == State::Paused))
        return fail(
            fmt::format("your configuration lets {} rest (`state:`); take that out", called));
    if (!rests && !life_.board(life_.now(), life_.now(), {}).facts[*i].left_alone)
        return fail(fmt::format("{} was not resting.", called));
    if (!rests)
        return commit(
            {event(EventKind::StateLifted, c.id)},
            fmt::format("{} stays among your people, and small things may come up again.", called));
    return commit({event(EventKind::StateLifted, c.id)},
                  c.state == State::Resting || c.state == State::Paused
                      ? fmt::format("That rest is over; your configuration still lets {} rest "
                                    "(`state:`).",
                                    called)
                      : fmt::format("{} is back among your people.", called));
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

Result<void> Answers::let_pass(const std::string& nudge) {
    const auto open = life_.memory().outstanding;
    if (!open || open->nudge != nudge) return {};
    auto over = event(EventKind::Ended, open->connection);
    over.nudge = nudge;
    over.ending = Ending::NotNoticed;
    if (auto done = life_.commit({over}, {}); !done) return std::unexpected(done.error());
    delivery_.take_down(*open);
    if (on_change) on_change();
    return {};
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
