// SPDX-License-Identifier: MIT
// Commands about support in both directions, and notes.
#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "core/model/address.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/self_check.hpp"
#include "core/policy/support.hpp"
#include "daemon/control/commands.hpp"
#include "daemon/control/reply_parts.hpp"
#include "daemon/life/when.hpp"

namespace kith::daemon {
namespace {

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

std::unexpected<CommandError> wrong_use(std::string text) {
    return std::unexpected(CommandError{true, std::move(text)});
}

constexpr std::string_view kKinds =
    "What would help? One of these, and Kith writes a sentence for you to copy:\n"
    "  kith ask ear       someone to listen\n"
    "  kith ask hand      something done together, or for you\n"
    "  kith ask advice    what somebody knows\n"
    "  kith ask company   not being alone with it\n"
    "Then, if you like, whom, and what about: kith ask hand ana --about \"the boxes\"";

} // namespace

/// Kept, sent and concluded is nothing then; not even who it was about.
Json Commands::help() const {
    Json lines = Json::array();
    for (const auto& line : house_.help()) lines.push_back(line);
    lines.push_back("What you typed was not kept.");
    return Json{{"help", true}, {"text", std::move(lines)}};
}

CommandResult Commands::note(const std::string& name, const std::string& text,
                             const std::string& on, const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (trim(text).empty())
        return wrong_use("a few words are missing, like `kith note ana new job Monday`");
    if (policy::speaks_of_crisis(life_.words(), text)) return help();
    return said(answers_.note(name, text, on, until));
}

CommandResult Commands::felt(const std::string& how, const std::string& name) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (how != "lighter" && how != "same" && how != "drained")
        return wrong_use("contact may have felt lighter, same or drained");
    return said(answers_.felt(how, name));
}

CommandResult Commands::self_check(const std::string& answers) {
    if (auto why = unready()) return not_so(std::move(*why));
    std::vector<std::string> words;
    for (auto& word : split(answers, ' '))
        if (!word.empty()) words.push_back(std::move(word));
    if (!words.empty()) {
        if (!policy::self_check_text(words))
            return wrong_use("three answers are needed, each hardly-ever, sometimes or often");
        return said(answers_.self_check(words));
    }
    return look([](const Outlook& o) -> CommandResult {
        Json questions = Json::array();
        Json earlier = Json::array();
        Json text = Json::array({"Three questions, here because you asked. Each takes hardly-ever, "
                                 "sometimes or often:"});
        for (const auto question : policy::kSelfCheckQuestions) {
            questions.push_back(question);
            text.push_back(fmt::format("  {}", question));
        }
        text.push_back("To keep your answers: kith self-check sometimes hardly-ever sometimes");
        if (!o.memory.self_checks.empty()) text.push_back("What you said before:");
        for (const auto& each : o.memory.self_checks) {
            const auto day =
                calendar::format_date(calendar::local_day(each.at, o.goals.zones.front()));
            earlier.push_back({{"day", day}, {"answers", split(each.how, ' ')}});
            text.push_back(fmt::format("  {}  {}", day, fmt::join(split(each.how, ' '), ", ")));
        }
        return Json{{"questions", std::move(questions)},
                    {"earlier", std::move(earlier)},
                    {"text", std::move(text)}};
    });
}

CommandResult Commands::ritual(const std::string& id, const std::string& word) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (!word.empty()) {
        static constexpr std::array<std::string_view, 6> kWords{"keep",    "yes",  "moved",
                                                                "resting", "rest", "cancel"};
        if (std::ranges::find(kWords, word) == kWords.end())
            return wrong_use("a ritual takes keep, moved, rest or cancel");
        return said(answers_.ritual(id, word));
    }
    return look([&](const Outlook& o) -> CommandResult {
        Json all = Json::array();
        Json text = Json::array();
        const auto& zone = o.goals.zones.front();
        for (const auto& each : o.goals.rituals) {
            const auto& r = *each.ritual;
            if (!id.empty() && r.id != id && id != policy::numbered(o.goals, each)) continue;
            const auto next = policy::next_instance(each, o.memory, zone, o.now);
            std::vector<std::string> names;
            Json with = Json::array();
            for (const auto i : each.with) {
                if (o.board.facts[i].state >= State::Ended) continue; // nobody who is gone is named
                names.push_back(name_of(o, i));
                with.push_back(o.goals.all[i].connection->id);
            }
            if (names.empty()) continue;
            // One that is called after somebody who is gone goes by its number.
            const auto called =
                r.unsaid || o.board.gone.finds(r.id) ? policy::numbered(o.goals, each) : r.id;
            const auto place = o.board.gone.finds(r.place) ? std::string{} : r.place;
            Json one{{"id", called},
                     {"with", std::move(with)},
                     {"rule", r.rule},
                     {"place", place},
                     {"next", nullptr}};
            if (next) one["next"] = calendar::format_instant(next->from, zone);
            all.push_back(std::move(one));
            const auto known = o.memory.rituals.find(r.id);
            const bool rests = known != o.memory.rituals.end() && known->second.resting;
            text.push_back(fmt::format("{} with {}{}: {}", called, join_words(names),
                                       place.empty() ? "" : ", " + place,
                                       next    ? "next " + when(next->from, o.now, zone)
                                       : rests ? "resting"
                                               : "none ahead, by its rule"));
        }
        if (all.empty() && !id.empty())
            return not_so(clean_line(id, 40) + " is no ritual; `kith ritual` lists them");
        if (all.empty())
            text.push_back("No rituals yet; `rituals:` in kith.yaml holds them, like a walk every "
                           "Saturday.");
        return Json{{"rituals", std::move(all)}, {"text", std::move(text)}};
    });
}

CommandResult Commands::lean_on() {
    return look([](const Outlook& o) -> CommandResult {
        Json people = Json::array();
        Json text = Json::array();
        for (const auto i : policy::to_lean_on(o.goals, o.board)) {
            const auto& c = *o.goals.all[i].connection;
            Json ways = Json::array();
            for (const auto& address : c.addresses)
                if (auto uri = open_uri(address); !uri.empty()) ways.push_back(uri);
            auto line = name_of(o, i);
            if (!c.support.empty()) line += fmt::format("  ({})", join_words(c.support));
            text.push_back(std::move(line));
            for (const auto& way : ways) text.push_back("  " + way.get<std::string>());
            const auto why = without_shunned(o, c.why);
            if (!why.empty()) text.push_back("  " + why);
            people.push_back({{"id", c.id},
                              {"name", name_of(o, i)},
                              {"support", c.support},
                              {"open", std::move(ways)},
                              {"why", why}});
        }
        if (people.empty())
            text.push_back("Nobody is on the list yet. `lean_on: true` beside someone puts them "
                           "there; an easy day is a good day for it.");
        text.push_back("`kith ask` helps with the first sentence; `kith support` has more.");
        return Json{{"people", std::move(people)}, {"text", std::move(text)}};
    });
}

std::string Commands::an_idea() {
    if (!life_.settings().ideas) return {};
    const auto days = policy::standing(life_.settings(), life_.memory(), life_.zone(), life_.now());
    if (days.hard_week || days.away || days.energy == Energy::Low ||
        policy::is_grieving(life_.memory().modes, life_.now()))
        return {};
    auto idea = policy::idea_for(life_.words(), life_.goals(), life_.memory(), life_.now());
    if (idea.empty()) return {};
    Event e;
    e.kind = EventKind::Told;
    e.at = life_.now();
    e.occasion = policy::kIdea;
    return life_.commit({e}, {}) ? idea : std::string{}; // once, or not at all
}

CommandResult Commands::ask(const std::string& word, const std::string& name,
                            const std::string& about) {
    if (word.empty()) {
        Json text = Json::array();
        for (const auto& line : split(kKinds, '\n')) text.push_back(line);
        return Json{{"kinds", {"ear", "hand", "advice", "company"}}, {"text", std::move(text)}};
    }
    const auto kind = policy::kind_of_help(word);
    if (kind.empty())
        return wrong_use(clean_line(word, 40) + " is none of ear, hand, advice and company");
    if (policy::speaks_of_crisis(life_.words(), about)) return help();
    return look([&](const Outlook& o) -> CommandResult {
        std::optional<std::size_t> whom;
        if (name.empty()) {
            whom = policy::whom_to_ask(o.goals, o.board, kind);
            if (!whom)
                return not_so("nobody is written down as safe to ask yet (`feels: safe`, or "
                              "`lean_on: true`); `kith support` has others");
        } else {
            const auto found = life_.find(name);
            if (!found) return not_so(found.error().text);
            const auto state = o.board.facts[*found].state;
            if (state >= State::Ended) return not_so("nobody here is called that");
            whom = *found;
        }
        const auto& c = *o.goals.all[*whom].connection;
        std::string subject = about;
        // What a note tells is for a hand or for advice; an ear is about what is typed alone.
        if (subject.empty() && (kind == "practical" || kind == "informational")) {
            const auto known = o.memory.connections.find(c.id);
            const auto& zone = o.goals.zones.front();
            if (known != o.memory.connections.end()) {
                auto notes = policy::note_words(known->second.notes, life_.words(), zone,
                                                calendar::local_day(o.now, zone));
                policy::leave_out(notes, o.board.gone);
                subject = kind == "practical" ? notes.task : notes.topic;
            }
        }
        const auto called = name_of(o, *whom);
        const auto sentence = policy::sentence_to_ask(life_.words(), kind, called, subject);
        Json text = Json::array({sentence});
        Json open = nullptr;
        for (const auto& address : c.addresses)
            if (auto uri = open_uri(address); open.is_null() && !uri.empty()) open = uri;
        if (!open.is_null()) text.push_back("  to " + called + ": " + open.get<std::string>());
        text.push_back("Yours to copy and change; Kith sends nothing. People say yes more often "
                       "than one expects.");
        return Json{{"connection", c.id},
                    {"kind", kind},
                    {"sentence", sentence},
                    {"open", std::move(open)},
                    {"text", std::move(text)}};
    });
}

} // namespace kith::daemon
