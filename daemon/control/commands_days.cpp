// SPDX-License-Identifier: MIT
// Commands about the person's own days.
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/words/life_events.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {
namespace {

constexpr int kLongestHardWeek = 60;

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

std::unexpected<CommandError> wrong_use(std::string text) {
    return std::unexpected(CommandError{true, std::move(text)});
}

/// `id` stands in a value as written, as a word of its own.
bool mentions(const std::string& value, const std::string& id) {
    const auto is_part = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    for (auto at = value.find(id); at != std::string::npos; at = value.find(id, at + 1)) {
        const auto end = at + id.size();
        if ((at == 0 || !is_part(value[at - 1])) && (end == value.size() || !is_part(value[end])))
            return true;
    }
    return false;
}

/// What is to be known before the yes: notes do not come back.
std::string going_line(int notes) {
    if (notes == 1)
        return "One note about others calls them by name; it is erased too if you say yes.";
    return fmt::format(
        "{} notes about others call them by name; they are erased too if you say yes.", notes);
}

std::string staying_line(int notes) {
    return fmt::format("{} that may mean them {} either way, shown without the name unless "
                       "somebody else has it.",
                       notes == 1 ? "A note" : fmt::format("{} notes", notes),
                       notes == 1 ? "stays" : "stay");
}

} // namespace

CommandResult Commands::pause(const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.pause(until));
}
CommandResult Commands::resume() {
    return unready() ? said(fail(*unready())) : said(answers_.resume());
}
CommandResult Commands::fresh_start() {
    return unready() ? said(fail(*unready())) : said(answers_.fresh_start());
}

CommandResult Commands::boundary(State state, const std::string& name, bool over) {
    if (auto why = unready()) return not_so(std::move(*why));
    const auto i = life_.find_exact(name);
    const auto id = i ? life_.goals().all[*i].connection->id : std::string{};
    // Said twice, it is about the lines that are still there.
    auto out =
        !over && state == State::NoContact && i && life_.is_shunned(id) && !life_.outlived_line(*i)
            ? CommandResult{Json{{"say", "That is so already."},
                                 {"text", Json::array({"That is so already."})}}}
            : said(answers_.boundary(state, name, over));
    if (!out || over || state != State::NoContact) return out;
    // The configuration is the person's own: what still speaks of them there is told, with place,
    // and `kith` takes it out if they say so.
    const auto now = life_.goals().find(id);
    const auto lines =
        now ? lines_about(*life_.goals().all[*now].connection) : std::vector<std::string>{};
    if (lines.empty()) return out;
    (*out)["id"] = id;
    (*out)["config"] = house_.config_dir.string();
    (*out)["lines"] = lines;
    (*out)["text"].push_back(fmt::format("These lines still hold {} ({}): {}.",
                                         shown_name(*life_.goals().all[*now].connection), id,
                                         join_words(lines, " and ")));
    const auto notes = life_.notes_of_others(id);
    if (notes.going > 0) (*out)["text"].push_back(going_line(notes.going));
    if (notes.staying > 0) (*out)["text"].push_back(staying_line(notes.staying));
    return out;
}

std::vector<std::string> Commands::lines_about(const Connection& c) const {
    std::set<config::Place> places;
    for (const auto& [key, origin] : life_.origins()) {
        const bool own = key == "connections." + c.id + ".id";
        const bool names = key.ends_with(".members") || key.ends_with(".bridge_to") ||
                           (key.starts_with("rituals") && key.ends_with(".with"));
        if (own || (names && mentions(origin.value, c.id))) places.insert(origin.place);
    }
    std::vector<std::string> out;
    for (const auto& place : places) out.push_back(config::format(place));
    return out;
}

CommandResult Commands::reflect() {
    if (auto why = unready()) return not_so(std::move(*why));
    const auto page = conductor_.page(false);
    Json lines = Json::array();
    for (const auto& line : page.lines) {
        Json one{{"kind", policy::to_word(line.kind)}};
        for (const auto& [key, value] : {std::pair{"connection", &line.connection},
                                         {"ritual", &line.ritual},
                                         {"title", &line.title},
                                         {"body", &line.body},
                                         {"command", &line.hint}})
            if (!value->empty()) one[key] = *value;
        lines.push_back(std::move(one));
    }
    return Json{{"day", calendar::format_date(page.day)},
                {"lines", std::move(lines)},
                {"text", policy::page_text(page, life_.words())}};
}

CommandResult Commands::energy(const std::string& level, const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (!energy_from(level)) return wrong_use("energy is low, usual or bright");
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.energy(level, until));
}

CommandResult Commands::hard_week(int days, bool over) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (days < 0 || days > kLongestHardWeek) return wrong_use("--days takes 1 to 60");
    return said(over ? answers_.hard_week_over() : answers_.hard_week(days));
}

CommandResult Commands::away(const std::string& what, const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (!what.empty() && !words::read_life_event(what))
        return wrong_use("--for takes " + words::life_event_words());
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.away(what, until));
}

} // namespace kith::daemon
