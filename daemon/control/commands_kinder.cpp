// SPDX-License-Identifier: MIT
// Rhythms that could be kinder: a diff the person may apply, and nothing that applies itself.
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/duration.hpp"
#include "core/config/edit.hpp"
#include "core/config/read_file.hpp"
#include "core/policy/kinder.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {
namespace {

/// Where `every` stands, or would; nothing where the file does not read as it did.
std::optional<config::LineEdit> edit_of(std::string_view text, const config::Origins& origins,
                                        const std::string& id, const std::string& every) {
    const auto path = "connections." + id;
    if (const auto written = origins.find(path + ".every"); written != origins.end())
        return config::replace_value(text, written->second.place, "every", every);
    const auto known = origins.find(path + ".id");
    if (known == origins.end()) return std::nullopt;
    return config::add_value(text, known->second.place, "id", "every", every);
}

} // namespace

std::vector<Commands::Longer> Commands::longer_rhythms(const Outlook& o) const {
    std::vector<Longer> out;
    for (std::size_t i = 0; i < o.goals.all.size(); ++i) {
        const auto& goal = o.goals.all[i];
        std::vector<policy::LocalTouch> touches;
        for (const auto& t : life_.ledger().touches_of(goal.connection->id))
            touches.push_back(policy::to_local_touch(t, o.goals.zones.front()));
        if (const auto kinder = policy::kinder_rhythm(goal, o.board.facts[i], touches))
            out.push_back({i, rhythm_words({kinder->every, kinder->every, false})});
    }
    return out;
}

CommandResult Commands::kinder() {
    return look([&](const Outlook& o) -> CommandResult {
        std::map<std::string, std::vector<config::LineEdit>> edits;
        std::map<std::string, std::string> texts;
        Json people = Json::array();
        std::vector<std::string> names;
        for (const auto& [i, every] : longer_rhythms(o)) {
            const auto& c = *o.goals.all[i].connection;
            const auto origin = o.origins.find("connections." + c.id + ".id");
            if (origin == o.origins.end()) continue;
            const auto& file = origin->second.place.file;
            auto text = texts.find(file);
            if (text == texts.end()) {
                auto read = config::read_whole(file);
                text = texts.emplace(file, read ? std::move(*read) : std::string{}).first;
            }
            auto edit = edit_of(text->second, o.origins, c.id, every);
            if (!edit) continue;
            names.push_back(fmt::format("{} every {}", c.name, every));
            people.push_back(
                {{"id", c.id}, {"every", every}, {"file", file}, {"line", edit->line}});
            edits[file].push_back(std::move(*edit));
        }
        if (edits.empty())
            return Json{{"found", false},
                        {"rhythms", std::move(people)},
                        {"text", Json::array({"Your rhythms fit how contact comes. They can stay "
                                              "as they are."})}};
        Json text = Json::array(
            {fmt::format("# A longer rhythm would fit how it goes: {}.", join_words(names)),
             "# Only if you like it: kith list --kinder | patch -d / -p1"});
        std::string diff;
        for (auto& [file, some] : edits)
            for (const auto& line : config::unified_diff(file, texts.at(file), std::move(some))) {
                text.push_back(line);
                diff += line + "\n";
            }
        return Json{{"found", true},
                    {"rhythms", std::move(people)},
                    {"diff", std::move(diff)},
                    {"text", std::move(text)}};
    });
}

} // namespace kith::daemon
