// SPDX-License-Identifier: MIT
#include "daemon/loop/written_answers.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"
#include "core/words/messages.hpp"
#include "core/words/ritual_replies.hpp"

namespace kith::daemon {
namespace {

constexpr auto kHeardFor = std::chrono::days{14};
constexpr const char *kHeardDays = "heard_days", *kAskedBack = "asked_back"; ///< in the ledger
constexpr std::size_t kRemembered = 4096; ///< bytes of ids; more are not heard in those days

/// *Tomorrow*, to a word on the evening before, says when it is; so does a weekend.
bool names_its_day(const words::ReplyMeaning& meaning) {
    return meaning.name.empty() && meaning.days == words::DayWord::None &&
           meaning.answer == Answer::Later &&
           (meaning.target == "tonight" || meaning.target == "tomorrow" ||
            meaning.target == "weekend");
}

bool is_evening_word(const policy::Target& target) {
    return !policy::ritual_of(target.occasion).empty() &&
           !policy::is_ritual_question(target.occasion);
}

} // namespace

Result<void> WrittenAnswers::taken(const std::string& nudge, const Result<std::string>& said) {
    if (said) return {};
    if (!life_.remembers()) return std::unexpected(said.error());
    log_event(Level::Debug, "an answer changed nothing", {{"why", said.error().text}});
    return answers_.let_pass(nudge); // whoever wrote back was not silent
}

Result<void> WrittenAnswers::take(const wire::ReplyRecord& reply) {
    if (!life_.ready()) return fail("nothing can be remembered just now");
    const auto target = policy::find_target(life_.memory(), reply.nudge);
    if (!target || target->nudge != reply.nudge || life_.now() - target->offered > kHeardFor)
        return {};
    const auto at = written_at(reply, *target);
    if (!policy::ritual_of(target->occasion).empty())
        if (const auto answer = words::read_ritual_reply(
                reply.text, life_.words(), policy::is_ritual_question(target->occasion)))
            return taken(reply.nudge, answers_.say(std::string{to_word(*answer)}, reply.nudge, at));
    const auto meaning = words::read_reply(reply.text, life_.words());
    if (meaning && target->step == "meeting" && names_its_day(*meaning))
        return taken(reply.nudge, answers_.say("going", reply.nudge, at));
    if (!meaning || (is_evening_word(*target) && names_its_day(*meaning)))
        return answers_.let_pass(reply.nudge);
    if (!meaning->name.empty()) return log(reply, *meaning, *target);
    if (meaning->days != words::DayWord::None) return take_days(meaning->days, reply, at);
    auto word = std::string{to_word(meaning->answer)};
    if (!meaning->target.empty()) word += " " + meaning->target;
    return taken(reply.nudge, answers_.say(word, reply.nudge, at));
}

Instant WrittenAnswers::written_at(const wire::ReplyRecord& reply,
                                   const policy::Target& target) const {
    return std::min(std::max(reply.at.value_or(life_.now()), target.offered), life_.now());
}

Result<void> WrittenAnswers::take_days(words::DayWord days, const wire::ReplyRecord& reply,
                                       Instant at) {
    const auto heard = is_noted(kHeardDays, reply.ref);
    if (!heard) return std::unexpected(heard.error());
    if (*heard) return {};
    const auto until = at + policy::from_hours(life_.settings().modes.energy_ttl_d * 24);
    if (auto done =
            taken(reply.nudge,
                  days == words::DayWord::QuietWeek
                      ? answers_.hard_week(0, at)
                      : answers_.energy("low", calendar::format_instant(until, life_.zone())));
        !done)
        return done;
    if (auto done = answers_.let_pass(reply.nudge); !done) return done;
    return note(kHeardDays, reply.ref);
}

std::string WrittenAnswers::offered(const policy::Target& target) const {
    const auto about = life_.goals().find(target.connection);
    if (!about) return "";
    const auto& all = life_.goals().all;
    const auto circle = all[*about].connection->circle;
    if (circle == Circle::Group || circle == Circle::SmallHello) return "";
    // A date may be of several, who then share the message.
    const std::string_view occasion = target.occasion;
    const bool of_several =
        occasion.starts_with("date:") && std::ranges::any_of(all, [&](const auto& goal) {
            return goal.connection->id != target.connection &&
                   std::ranges::any_of(goal.connection->dates, [&](const DateEntry& date) {
                       return occasion.ends_with(fmt::format("-{:02}-{:02}", date.month, date.day));
                   });
        });
    return of_several ? "" : target.connection;
}

Result<void> WrittenAnswers::log(const wire::ReplyRecord& reply, const words::ReplyMeaning& meaning,
                                 const policy::Target& target) {
    std::vector<words::Person> known;
    const auto& all = life_.goals().all;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const auto& c = *all[i].connection; life_.state_of(i) < State::Ended)
            known.push_back({c.id, c.name, c.also_called, c.label, c.discreet});
    const auto at = written_at(reply, target);
    auto people = words::people_named(meaning.name, known, offered(target), life_.words());
    // A yes or a no stands where it is not sure who else was met.
    if (people.ids.empty() && meaning.before)
        return taken(reply.nudge,
                     answers_.say(std::string{to_word(*meaning.before)}, reply.nudge, at));
    if (!people.unsure.empty())
        if (auto asked = ask_back(target, people); !asked) return asked;
    if (people.ids.empty()) return answers_.let_pass(reply.nudge);
    Answers::Logged what;
    what.names = std::move(people.ids);
    what.channel = to_word(meaning.channel);
    what.at = meaning.when;
    what.ref = "reply:" + reply.ref;
    what.told = at;
    if (auto done = taken(reply.nudge, answers_.log(what)); !done) return done;
    return answers_.let_pass(reply.nudge); // also where somebody else was met
}

Result<bool> WrittenAnswers::is_noted(const std::string& key, const std::string& what) const {
    const auto done = life_.ledger().read_kept(key);
    if (!done) return std::unexpected(done.error());
    return done->contains(what + " ");
}

Result<void> WrittenAnswers::note(const std::string& key, const std::string& what) {
    auto done = life_.ledger().read_kept(key);
    if (!done) return std::unexpected(done.error());
    done->insert(0, what + " ");
    // What is dropped, from the end, is the oldest.
    if (done->size() > kRemembered) done->resize(done->rfind(' ', kRemembered - 1) + 1);
    const auto keep = [&](ledger::Change& change) { change.keep(key, *done); };
    const auto kept = life_.commit({}, {}, keep);
    return kept ? Result<void>{} : std::unexpected(kept.error());
}

const PluginInstance* WrittenAnswers::brought_by(const policy::Target& target) const {
    constexpr int kLookBack = 50;
    try {
        for (const auto& e : life_.ledger().recent_events(target.connection, kLookBack))
            if (e.nudge == target.nudge && !e.deliverer.empty()) return jobs_.instance(e.deliverer);
    } catch (const ledger::SqlError&) {
        return nullptr; // whether anything can be remembered now is for the commit to say
    }
    return nullptr;
}

Result<void> WrittenAnswers::ask_back(const policy::Target& target, const words::People& people) {
    const auto* plugin = brought_by(target);
    const auto which =
        fmt::format("{}.{:016x}", target.nudge, fmix64(fnv1a64(lower_ascii(people.unsure))));
    if (!plugin) return {};
    const auto asked = is_noted(kAskedBack, which);
    if (!asked) return std::unexpected(asked.error());
    if (*asked) return {};
    if (auto done = note(kAskedBack, which); !done) return done; // first: rather not twice
    auto request = jobs_.request(*plugin, wire::Call::Deliver);
    auto perhaps = people.perhaps;
    std::erase_if(perhaps, [&](const auto& each) { return life_.shunned_names().finds(each); });
    if (perhaps.empty()) perhaps = life_.could_be(people.unsure);
    const auto words = words::whom(life_.words(), perhaps);
    wire::NudgeOrder order;
    order.id = target.nudge;
    order.title = words.title;
    order.body = words.body;
    order.expires = life_.now() + kHeardFor;
    order.replaces = true;
    request.nudge = std::move(order);
    if (const auto task = jobs_.submit(*plugin, std::move(request), {}); !task)
        log_event(Level::Info, "a question could not be asked", {{"why", task.error().text}});
    return {};
}

} // namespace kith::daemon
