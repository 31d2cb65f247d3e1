// SPDX-License-Identifier: MIT
#include "cli/offline/check_notes.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/clock.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "core/config/support_file.hpp"
#include "core/policy/company.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/standing.hpp"
#include "core/words/phrase.hpp"

namespace kith::cli {

policy::Goals goals_as_written(const Settings& settings) {
    std::vector<State> states;
    states.reserve(settings.connections.size());
    for (const auto& c : settings.connections) states.push_back(c.state);
    const std::vector<Sight> sights(settings.connections.size(), Sight::Seen);
    return policy::prepare(settings, zone_of(settings), states, sights);
}

namespace {

/// A warning about what is written under `key`, at its place.
void warn(Checked& checked, const std::string& key, std::string text) {
    config::Place place;
    if (const auto found = checked.parsed.origins.find(key); found != checked.parsed.origins.end())
        place = found->second.place;
    checked.parsed.problems.push_back({place, config::Severity::Warning, key, std::move(text)});
}

/// A folder that is not there may be mounted later, so it is no error.
void note_missing(Checked& checked, const PluginInstance& plugin, const std::string& key,
                  const std::string& path) {
    const bool own = path == "~" || path.starts_with("~/");
    if (!own && !path.starts_with('/')) return;
    const auto whole = own ? home() / path.substr(std::min<std::size_t>(2, path.size()))
                           : std::filesystem::path{path};
    std::error_code error;
    if (std::filesystem::exists(whole, error)) return;
    warn(checked, fmt::format("plugins.{}.settings.{}", plugin.id, key),
         fmt::format("{} is not there; until it is, nothing is read from it",
                     clean_line(path, 200)));
}

void note_missing_paths(Checked& checked) {
    for (const auto& plugin : checked.parsed.settings.plugins) {
        const auto& manifests = checked.catalog.manifests();
        const auto manifest = manifests.find(plugin.plugin);
        if (manifest == manifests.end()) continue;
        for (const auto& key : manifest->second.permissions.paths) {
            const auto value = plugin.settings.find(key);
            if (value == plugin.settings.end()) continue;
            if (const auto* text = std::get_if<std::string>(&value->second))
                note_missing(checked, plugin, key, *text);
            if (const auto* list = std::get_if<std::vector<std::string>>(&value->second))
                for (const auto& text : *list) note_missing(checked, plugin, key, text);
        }
    }
    config::sort_by_place(checked.parsed.problems);
}

/// Only the files right inside connections/ are read.
void note_folders(Checked& checked, const std::filesystem::path& dir) {
    auto& problems = checked.parsed.problems;
    std::error_code error;
    for (std::filesystem::directory_iterator it{dir / "connections", error}, end;
         !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const auto& path = it->path();
        if (path.filename().string().starts_with('.') || !it->is_directory(ignored)) continue;
        problems.push_back({{path.string(), 0, 0},
                            config::Severity::Warning,
                            "file",
                            "a folder inside connections/ is passed over; files right inside "
                            "connections/ are read"});
    }
    config::sort_by_place(problems);
}

/// The help page's numbers: what is wrong with a file of them, and whether your country has any.
void note_support(Checked& checked, const std::filesystem::path& dir) {
    const auto known = config::load_support(bundled_words_dir().parent_path(), dir);
    auto& problems = checked.parsed.problems;
    problems.insert(problems.end(), known.problems.begin(), known.problems.end());
    const auto& country = checked.parsed.settings.you.country;
    if (!country.empty() && !config::knows_country(known, country))
        warn(checked, "you.country",
             fmt::format("Kith has no number for {} yet, so `kith support` lists all it has; a "
                         "support.yaml of your own adds yours",
                         clean_line(country, 40)));
    config::sort_by_place(problems);
}

/// A rule may have an end, and then nothing of it stands any more.
void note_ended_rituals(Checked& checked) {
    const auto& settings = checked.parsed.settings;
    const auto goals = goals_as_written(settings);
    for (const auto& ritual : goals.rituals) {
        if (policy::next_instance(ritual, {}, goals.zones.front(), SystemClock{}.now())) continue;
        warn(checked, fmt::format("rituals[{}].rule", ritual.ritual - settings.rituals.data()),
             "nothing of it lies within a year, so it keeps nobody warm");
    }
    config::sort_by_place(checked.parsed.problems);
}

/// Days from one instance to the next, while it comes round; nothing where fewer than two are
/// known.
std::optional<double> days_apart(const policy::StandingRitual& ritual, const calendar::Zone& zone,
                                 Instant now) {
    using Days = std::chrono::duration<double, std::ratio<86400>>;
    constexpr auto kYear = std::chrono::days{364};
    auto some = policy::instances_between(ritual, {}, zone, now, now + 2 * kYear);
    if (some.size() < 2) // its last one: those before it tell
        some = policy::instances_between(ritual, {}, zone, now - kYear, now + 2 * kYear);
    if (some.size() < 2) return std::nullopt;
    return Days{some.back().from - some.front().from}.count() /
           static_cast<double>(some.size() - 1);
}

/// While a ritual stands its people are left to it, however seldom it comes round.
void note_rare_rituals(Checked& checked) {
    constexpr double kOften = 1.5; // of their rhythm
    const auto& settings = checked.parsed.settings;
    const auto goals = goals_as_written(settings);
    const auto& zone = goals.zones.front();
    const auto now = SystemClock{}.now();
    for (const auto& ritual : goals.rituals) {
        if (!policy::next_instance(ritual, {}, zone, now)) continue;
        const auto apart = days_apart(ritual, zone, now);
        if (!apart) continue;
        std::vector<std::string> names;
        for (const auto i : ritual.with)
            if (const auto& goal = goals.all[i]; policy::takes_part(goal.connection->state) &&
                                                 goal.rhythmic && *apart > kOften * goal.c)
                names.push_back(goal.connection->name);
        if (names.empty()) continue;
        warn(checked, fmt::format("rituals[{}].rule", ritual.ritual - settings.rituals.data()),
             fmt::format("it comes round less often than the rhythm of {}, and while it stands "
                         "nothing else is offered about them",
                         join_words(names)));
    }
    config::sort_by_place(checked.parsed.problems);
}

/// Company is left alone, and so is the rest after it: rituals at every slot would leave none.
void note_no_room(Checked& checked) {
    const auto& settings = checked.parsed.settings;
    const auto goals = goals_as_written(settings);
    const auto slots = policy::slot_plan(settings, goals.zones.front());
    const auto hour =
        std::ranges::find_if(settings.rituals, [](const Ritual& r) { return !r.from.empty(); });
    if (hour == settings.rituals.end() || goals.weekly == 0 ||
        policy::rituals_leave_room(settings, goals, slots, SystemClock{}.now()))
        return;
    warn(checked, fmt::format("rituals[{}].from", hour - settings.rituals.begin()),
         "the rituals and the rest after them take every slot of the coming weeks, so nothing is "
         "offered at all; a slot at another hour leaves room");
    config::sort_by_place(checked.parsed.problems);
}

/// Whoever is called like another is meant by the id alone.
void note_same_names(Checked& checked) {
    const auto& all = checked.parsed.settings.connections;
    std::map<std::string, std::string> ids; // by the name in small letters
    for (const auto& c : all) {
        if (c.state >= State::Ended) continue;
        const auto [first, is_new] = ids.emplace(words::fold_case(c.name), c.id);
        if (is_new) continue;
        warn(
            checked, fmt::format("connections.{}.name", c.id),
            fmt::format("{} is called the same, so commands want the id of either", first->second));
    }
    config::sort_by_place(checked.parsed.problems);
}

/// Whether somebody may be offered on a day like any other.
bool suits_usually(const Settings& settings, const Connection& connection) {
    policy::Standing usual;
    usual.energy = settings.you.usual_energy;
    return usual.suits(connection);
}

/// Usual low energy asks only of who feels safe, so whoever is not marked never comes up: neither
/// when it has been quiet nor on a birthday.
void note_left_out(Checked& checked) {
    constexpr std::size_t kTold = 5;
    const auto& settings = checked.parsed.settings;
    std::vector<std::string> ids;
    for (const auto& c : settings.connections)
        if (policy::takes_part(c.state) && c.feels != Feels::Hard && c.circle != Circle::Care &&
            !suits_usually(settings, c))
            ids.push_back(c.id);
    if (ids.empty()) return;
    const bool one = ids.size() == 1;
    if (ids.size() > kTold) {
        const auto more = ids.size() - kTold + 1;
        ids.resize(kTold - 1);
        ids.push_back(fmt::format("{} more", more));
    }
    warn(checked, "you.usual_energy",
         fmt::format("low energy offers only who feels safe: {} {} never offered, not even on a "
                     "birthday; `feels: safe` in a connection changes that",
                     join_words(ids), one ? "is" : "are"));
    config::sort_by_place(checked.parsed.problems);
}

/// A program that neither brings anything nor is said to tell of contacts, or that is said to do
/// both.
void note_idle(Checked& checked) {
    const auto& settings = checked.parsed.settings;
    for (const auto& plugin : settings.plugins) {
        const auto* entry = checked.catalog.find(plugin.plugin);
        if (!entry) continue;
        if (wire::Catalog::senses_in_vain(*entry, plugin, settings))
            warn(checked, fmt::format("plugins.{}.settings.{}", plugin.id, wire::Catalog::kSenses),
                 fmt::format("{} brings messages, so it is not asked for contacts; a second entry "
                             "under `plugins:` with the same program may be",
                             plugin.id));
        if (!wire::Catalog::is_idle(*entry, plugin, settings)) continue;
        warn(checked, fmt::format("plugins.{}.plugin", plugin.id),
             fmt::format("nothing starts {} yet: name it under `deliver:` if it brings offers; "
                         "if it tells of contacts, `{}: true` in its settings has it asked, and "
                         "given the addresses of your connections",
                         plugin.id, wire::Catalog::kSenses));
    }
    config::sort_by_place(checked.parsed.problems);
}

} // namespace

void note_all(Checked& checked, const std::filesystem::path& dir) {
    note_missing_paths(checked);
    note_support(checked, dir);
    note_folders(checked, dir);
    if (checked.parsed.ok()) {
        note_ended_rituals(checked);
        note_rare_rituals(checked);
        note_no_room(checked);
    }
    note_idle(checked);
    note_same_names(checked);
    if (checked.parsed.ok()) note_left_out(checked);
}

} // namespace kith::cli
