// SPDX-License-Identifier: MIT
#include "daemon/control/commands.hpp"

#include "daemon/control/replies.hpp"
#include "daemon/life/honest_check.hpp"
#include "daemon/life/unnamed.hpp"

namespace kith::daemon {
namespace {

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

std::unexpected<CommandError> wrong_use(std::string text) {
    return std::unexpected(CommandError{true, std::move(text)});
}

} // namespace

std::optional<std::string> Commands::unready() const {
    if (life_.ready()) return std::nullopt;
    if (!life_.begun() || !house_.mistaken())
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
                          .sources = unnamed_sources(life_),
                          .health = daemon::lines(house_.health()),
                          .jail = house_.jail(),
                          .outlived_lines = life_.outlived_lines(),
                          .shunned = life_.shunned_names(),
                          .deciding = life_.remembers(),
                          .brings = house_.brings(),
                          .slot_done = conductor_.slot_done(),
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
        {life_.begun() && house_.mistaken()
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
        Json ids = Json::array();
        for (std::size_t i = 0; i < o.goals.all.size(); ++i)
            if (!is_hidden(o.board.facts[i].state)) ids.push_back(o.goals.all[i].connection->id);
        return Json{{"ids", ids}, {"text", ids}};
    });
}

CommandResult Commands::show(const std::string& name) {
    return look([&](const Outlook& o) -> CommandResult {
        const auto i = life_.find(name);
        if (!i) return not_so(i.error().text);
        return show_reply(o, *i, past_of(o, *i));
    });
}

CommandResult Commands::why(const std::string& name, bool turned) {
    return look([&](const Outlook& o) -> CommandResult {
        if (name.empty()) {
            auto all = why_reply(o, std::nullopt, turned);
            if (!turned && !longer_rhythms(o).empty())
                all["text"].push_back("Some rhythms could be longer, going by how contact comes; "
                                      "`kith list --kinder` shows which.");
            if (turned || o.settings.withhold <= 0) return all; // nothing is on trial
            if (auto trial = policy::trial_text(honest_check(life_)); !trial.empty())
                all["text"].push_back(std::move(trial));
            return all;
        }
        const auto i = life_.find(name);
        if (!i) return not_so(i.error().text);
        return why_reply(o, *i, turned, past_of(o, *i));
    });
}

void Commands::next(const Done& done) {
    const auto answer = [this, done] {
        done(look([](const Outlook& o) { return next_reply(o); }));
    };
    unready() ? answer() : conductor_.with_calendars(answer);
}

CommandResult Commands::outstanding() {
    return look([](const Outlook& o) -> CommandResult { return outstanding_reply(o); });
}

CommandResult Commands::log(const Answers::Logged& what) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (const auto touch = answers_.read(what); !touch) return wrong_use(touch.error().text);
    return said(answers_.log(what));
}
CommandResult Commands::not_a_touch(const std::string& ref) {
    return unready() ? said(fail(*unready())) : said(life_.not_a_touch(ref));
}
CommandResult Commands::undo() {
    return unready() ? said(fail(*unready())) : said(answers_.undo());
}
CommandResult Commands::answer(const std::string& word, const std::string& nudge) {
    return unready() ? said(fail(*unready())) : said(answers_.say(word, nudge));
}
CommandResult Commands::plan(const std::string& name, const std::string& when) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (when == "off") return said(answers_.plan_off(name));
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

CommandResult Commands::reload() {
    if (auto wrong = house_.reload(); !wrong.empty()) return not_so(std::move(wrong));
    return Json{{"text", Json::array({"Read anew; it is in force."})}};
}

} // namespace kith::daemon
