// SPDX-License-Identifier: MIT
#include "daemon/control/commands.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/steps.hpp"
#include "daemon/control/replies.hpp"

namespace kith::daemon {
namespace {

constexpr int kPastLines = 12;

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

std::unexpected<CommandError> wrong_use(std::string text) {
    return std::unexpected(CommandError{true, std::move(text)});
}

std::string touch_text(const Touchpoint& t) {
    std::string_view way = "";
    if (t.direction == Direction::In) way = ", they to you";
    if (t.direction == Direction::Out) way = ", you to them";
    if (t.source == "ritual") return "together, as your ritual has it";
    if (t.said)
        return fmt::format("in touch, as you said{}", t.via.empty() ? "" : ", with " + t.via);
    return fmt::format("{}{}{}{}", to_word(t.channel), way,
                       t.minutes ? fmt::format(", {} min", *t.minutes) : "",
                       t.source == "manual" ? ", logged" : ", seen by " + t.source);
}

std::string event_text(const Event& e) {
    switch (e.kind) {
    case EventKind::Chosen: return fmt::format("offered: {}", e.title);
    case EventKind::Answered:
        return fmt::format("you answered: {}", to_word(e.answer.value_or(Answer::Going)));
    case EventKind::Ended: return "the offer ended by itself";
    case EventKind::Withdrawn: return "the offer was taken back";
    case EventKind::Failed: return "no deliverer could bring it";
    case EventKind::Unknown: return "whether it arrived is not known";
    case EventKind::StateSet:
        return fmt::format("{} from here on", to_word(e.state.value_or(State::Resting)));
    case EventKind::StateLifted: return "back among your people";
    case EventKind::HoldPut: return "a plan";
    default: return {};
    }
}

} // namespace

std::optional<std::string> Commands::unready() const {
    if (life_.ready()) return std::nullopt;
    if (!life_.begun())
        return "nothing can be remembered just now, so Kith offers nothing; `kith status` says "
               "what "
               "to mend";
    return "the configuration cannot be used yet, so Kith offers nothing; `kith check` says what "
           "to "
           "mend";
}

CommandResult Commands::look(const std::function<CommandResult(const Outlook&)>& make) {
    if (auto why = unready()) return not_so(std::move(*why));
    const auto view = conductor_.view();
    const policy::Frame frame{life_.settings(), life_.goals(), life_.memory(),
                              view.board,       view.around,   life_.now()};
    const Outlook outlook{.settings = life_.settings(),
                          .origins = life_.origins(),
                          .goals = life_.goals(),
                          .memory = life_.memory(),
                          .slots = life_.slots(),
                          .board = view.board,
                          .decision = view.decision,
                          .frame = frame,
                          .words = life_.words(),
                          .sources = life_.sources(),
                          .health = daemon::lines(house_.health()),
                          .jail = house_.jail(),
                          .deciding = life_.remembers(),
                          .now = life_.now()};
    return make(outlook);
}

std::optional<std::string> Commands::bad_moment(const std::string& text) const {
    if (text.empty()) return std::nullopt;
    const auto at = answers_.moment(text);
    return at ? std::nullopt : std::optional{at.error().text};
}

CommandResult Commands::said(Result<std::string> outcome) {
    if (!outcome) return not_so(outcome.error().text);
    conductor_.replan();
    return Json{{"say", *outcome}, {"text", Json::array({*outcome})}};
}

CommandResult Commands::status() {
    const auto bus = house_.bus();
    const auto with_bus = [&bus](Json reply) {
        reply["bus"] = bus.held;
        if (!bus.text.empty()) reply["text"].push_back(bus.text);
        return reply;
    };
    if (life_.ready()) return look([&](const Outlook& o) { return with_bus(status_reply(o)); });
    Json text = Json::array(
        {life_.begun()
             ? "Quiet: the configuration cannot be used yet. `kith check` says what to mend."
             : "Quiet: nothing can be remembered just now."});
    const auto health = lines(house_.health());
    for (const auto& line : health) text.push_back(line);
    return with_bus(Json{{"line", text.front()},
                         {"deciding", false},
                         {"health", health},
                         {"text", std::move(text)}});
}

CommandResult Commands::list() {
    return look([](const Outlook& o) { return list_reply(o); });
}

CommandResult Commands::ids() {
    return look([](const Outlook& o) -> CommandResult {
        Json text = Json::array();
        for (std::size_t i = 0; i < o.goals.all.size(); ++i)
            if (!is_hidden(o.board.facts[i].state)) text.push_back(o.goals.all[i].connection->id);
        return Json{{"text", std::move(text)}};
    });
}

std::vector<PastLine> Commands::past_of(const std::string& id) const {
    std::vector<PastLine> out;
    for (const auto& t : life_.ledger().recent_touches(id, kPastLines))
        out.push_back({t.at, touch_text(t), t.ref});
    for (const auto& e : life_.ledger().recent_events(id, kPastLines * 3))
        if (auto text = event_text(e); !text.empty()) out.push_back({e.at, std::move(text), {}});
    std::ranges::stable_sort(out, std::ranges::greater{}, &PastLine::at);
    if (out.size() > kPastLines) out.resize(kPastLines);
    return out;
}

CommandResult Commands::show(const std::string& name) {
    return look([&](const Outlook& o) -> CommandResult {
        const auto i = life_.find(name);
        if (!i) return not_so(i.error().text);
        return show_reply(o, *i, past_of(o.goals.all[*i].connection->id));
    });
}

CommandResult Commands::why(const std::string& name, bool turned) {
    return look([&](const Outlook& o) -> CommandResult {
        if (name.empty()) return why_reply(o, std::nullopt, turned);
        const auto i = life_.find(name);
        if (!i) return not_so(i.error().text);
        return why_reply(o, *i, turned, past_of(o.goals.all[*i].connection->id));
    });
}

CommandResult Commands::next() {
    return look([](const Outlook& o) { return next_reply(o); });
}

CommandResult Commands::outstanding() {
    return look([](const Outlook& o) -> CommandResult { return outstanding_reply(o); });
}

/// One suggestion because it was asked for: outside budgets and settling, never outside boundaries.
CommandResult Commands::offer(int minutes) {
    return look([&](const Outlook& o) -> CommandResult {
        std::optional<std::size_t> best;
        const Step* best_step = nullptr;
        double best_score = 0;
        bool too_long = false;
        for (std::size_t i = 0; i < o.goals.all.size(); ++i) {
            const auto& view = o.decision.goals[i];
            auto step = view.step;
            const auto blocked = [&](policy::Guard g) { return view.failed.has(g); };
            if (!view.counted || !step || blocked(policy::Guard::State) ||
                blocked(policy::Guard::PlanAhead) || blocked(policy::Guard::RecentTouch))
                continue;
            if (view.score_value() <= best_score) continue;
            // A line or a voice note takes no longer than it takes to think of it.
            while (step && minutes > 0 && step->cost > 1 &&
                   policy::step_length(*step, view.ratio).count() > minutes)
                step = policy::smaller_step(o.goals.all[i], *step);
            too_long = too_long || !step;
            if (!step) continue;
            best = i;
            best_step = step;
            best_score = view.score_value();
        }
        if (!best) {
            Json text = Json::array(
                {too_long ? "Nothing fits into that time. It keeps."
                          : "Nobody comes to mind. Everyone is warm, resting or planned with."});
            if (auto idea = too_long ? std::string{} : an_idea(); !idea.empty())
                text.push_back(std::move(idea));
            return Json{{"found", false}, {"text", std::move(text)}};
        }
        auto decision = o.decision;
        decision.nudge = best;
        decision.is_return = false;
        decision.goals[*best].step = best_step;
        const auto e = policy::chosen_event(o.frame, life_.words(), decision, {});
        Json text = Json::array({e.title, e.body});
        Json out{{"found", true},
                 {"connection", e.connection},
                 {"step", e.step->name},
                 {"title", e.title},
                 {"body", e.body}};
        const auto& goal = o.goals.all[*best];
        const bool calls = policy::is_call_hour(o.goals.zones[goal.zone], o.now);
        const auto also = [&](const char* key, std::string_view label, const Step* other) {
            if (!other) return;
            out[key] = other->name;
            const auto length = policy::step_length(*other, o.decision.goals[*best].ratio);
            const bool timed =
                policy::is_call(*other) && (minutes <= 0 || length.count() <= minutes);
            text.push_back(fmt::format(
                "{}: {}{}", label, words::Bank::text(life_.words().steps, other->name, other->text),
                timed ? fmt::format(" (about {} min)", length.count()) : ""));
        };
        also("smaller", "Smaller", policy::smaller_step(goal, *best_step, calls));
        const auto* bigger = policy::bigger_step(goal, *best_step, calls);
        const auto room = bigger ? policy::step_length(*bigger, o.decision.goals[*best].ratio)
                                 : std::chrono::minutes{};
        also("bigger", "Bigger", minutes > 0 && room.count() > minutes ? nullptr : bigger);
        text.push_back(fmt::format("If you did: kith log {}", e.connection));
        out["text"] = std::move(text);
        return out;
    });
}

CommandResult Commands::log(const Answers::Logged& what) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (const auto touch = answers_.read(what); !touch) return wrong_use(touch.error().text);
    return said(answers_.log(what));
}
CommandResult Commands::not_a_touch(const std::string& ref) {
    return unready() ? said(fail(*unready())) : said(life_.not_a_touch(ref));
}
CommandResult Commands::undo() { return unready() ? said(fail(*unready())) : said(life_.undo()); }
CommandResult Commands::answer(const std::string& word, const std::string& nudge) {
    return unready() ? said(fail(*unready())) : said(answers_.say(word, nudge));
}
CommandResult Commands::plan(const std::string& name, const std::string& when) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (auto bad = bad_moment(when)) return wrong_use(*bad);
    return said(answers_.plan(name, when));
}
CommandResult Commands::rest(const std::string& name, const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.rest(name, until));
}
CommandResult Commands::wake(const std::string& name) {
    return unready() ? said(fail(*unready())) : said(answers_.wake(name));
}
namespace {

/// Those remembered but no longer configured.
std::vector<std::string> only_remembered(const Life& life) {
    std::vector<std::string> out;
    for (const auto& [id, memory] : life.memory().connections)
        if (!life.goals().find(id) &&
            policy::state_at(memory, State::Active, life.now()) != State::NoContact)
            out.push_back(id);
    return out;
}

} // namespace

/// Everything but the configuration: that is the person's own, and would bring them back at once.
CommandResult Commands::forget(const std::string& name) {
    if (auto why = unready()) return not_so(std::move(*why));
    // An edit of a moment ago is to be in force, in the copy of the last good settings too.
    if (auto wrong = house_.reload(); !wrong.empty()) return not_so(std::move(wrong));
    const auto wanted = lower_ascii(trim(name));
    for (const auto& goal : life_.goals().all) {
        const auto& c = *goal.connection;
        if (c.id != wanted && lower_ascii(c.name) != wanted) continue;
        const auto origin = life_.origins().find("connections." + c.id + ".id");
        return not_so(fmt::format(
            "{} still stands in {}; take that out first, then `kith forget {}` clears the rest",
            c.name,
            origin == life_.origins().end()
                ? "the configuration"
                : fmt::format("{}:{}", origin->second.place.file, origin->second.place.line),
            c.id));
    }
    if (!life_.memory().connections.contains(wanted)) {
        const auto others = only_remembered(life_);
        return not_so(fmt::format("nobody of the id {} is remembered; {}", clean_line(name, 40),
                                  others.empty()
                                      ? "there is nobody to forget"
                                      : "no longer in the configuration but remembered: " +
                                            join_words(others)));
    }
    answers_.withdraw_from(wanted);
    if (const auto done = life_.forget(wanted); !done) return not_so(done.error().text);
    house_.clear_plugins();
    return said(std::string{"Forgotten. Nothing Kith keeps speaks of them any more."});
}

CommandResult Commands::reload() {
    if (auto wrong = house_.reload(); !wrong.empty()) return not_so(std::move(wrong));
    return Json{{"text", Json::array({"Read anew; it is in force."})}};
}

} // namespace kith::daemon
