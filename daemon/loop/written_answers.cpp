// SPDX-License-Identifier: MIT
#include "daemon/loop/written_answers.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "core/policy/life.hpp"

namespace kith::daemon {
namespace {

constexpr auto kHeardFor = std::chrono::days{14};
constexpr std::size_t kRemembered = 64; ///< nudges; more are not offered in the days they are heard

/// An error of ours as a sentence of its own.
std::string sentence(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 32);
    return text.ends_with('?') ? text : text + ".";
}

void tell(const Result<std::string>& said) {
    if (!said) log_event(Level::Info, "an answer changed nothing", {{"why", said.error().text}});
}

} // namespace

void WrittenAnswers::take(const std::string& instance, const wire::ReplyRecord& reply) {
    if (!life_.ready()) return;
    const auto target = policy::find_target(life_.memory(), reply.nudge);
    if (!target || target->nudge != reply.nudge || life_.now() - target->offered > kHeardFor)
        return;
    const auto meaning = words::read_reply(reply.text, life_.words());
    if (!meaning) return;
    if (!meaning->name.empty()) return log(instance, reply, *meaning);
    if (meaning->days != words::DayWord::None) {
        const bool low = meaning->days == words::DayWord::LowEnergy;
        return tell(low ? answers_.energy("low", "") : answers_.hard_week(0));
    }
    auto word = std::string{to_word(meaning->answer)};
    if (!meaning->target.empty()) word += " " + meaning->target;
    tell(answers_.say(word, reply.nudge));
}

void WrittenAnswers::log(const std::string& instance, const wire::ReplyRecord& reply,
                         const words::ReplyMeaning& meaning) {
    if (const auto who = life_.find(meaning.name); !who)
        return ask_back(instance, reply.nudge, who.error().text);
    Answers::Logged what;
    what.names = {meaning.name};
    what.channel = to_word(meaning.channel);
    what.at = meaning.when;
    what.ref = "reply:" + reply.ref;
    tell(answers_.log(what));
}

bool WrittenAnswers::first_question(const std::string& nudge) {
    const std::string key = "asked_back";
    auto asked = life_.ledger().kept(key).value_or("");
    if (asked.contains(nudge)) return false;
    asked.insert(0, nudge + " ");
    asked.resize(std::min(asked.size(), kRemembered * (nudge.size() + 1)));
    const auto keep = [&](ledger::Change& change) { change.keep(key, asked); };
    return life_.commit({}, {}, keep).has_value();
}

void WrittenAnswers::ask_back(const std::string& instance, const std::string& nudge,
                              const std::string& why) {
    const auto* plugin = jobs_.instance(instance);
    if (!plugin || !first_question(nudge)) return;
    auto request = jobs_.request(*plugin, wire::Call::Deliver);
    wire::NudgeOrder order;
    order.id = nudge;
    order.title = "Whom do you mean?";
    order.body = sentence(why) + " One more reply will do.";
    order.expires = life_.now() + kHeardFor;
    order.replaces = true;
    request.nudge = std::move(order);
    if (const auto task = jobs_.submit(*plugin, std::move(request), {}); !task)
        log_event(Level::Info, "a question could not be asked", {{"why", task.error().text}});
}

} // namespace kith::daemon
