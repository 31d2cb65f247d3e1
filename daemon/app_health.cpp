// SPDX-License-Identifier: MIT
// What App knows is not well, each with the one command that mends it or shows what does.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/text.hpp"
#include "daemon/app.hpp"
#include "daemon/life/unnamed.hpp"
#include "daemon/secrets/sentences.hpp"
#include "wire/no_host.hpp"

namespace kith::daemon {
namespace {

using wire::FailKind;

constexpr std::size_t kLongestReason = 300; ///< characters; what is longer nobody reads
constexpr std::size_t kMostRefused = 4;     ///< names in a line

/// Where a secret that was refused is looked at or changed.
Ailment of_refused_login(std::string text, const PluginInstance& instance,
                         const Settings& settings) {
    for (const auto& [key, name] : instance.secret_refs)
        if (const auto source = settings.secrets.find(name); source != settings.secrets.end())
            return ailment(std::move(text), renewing(source->second),
                           "is where its secret stands, and then `kith doctor` tries it at once");
    return ailment(std::move(text), "kith plugin info " + instance.plugin, "tells its settings");
}

/// Whether the last word may be the plugin's own, who can write past its host, and is not Kith's.
bool is_its_own_word(const fleet::Health& health) {
    if (health.lacks_secret) return false;
    switch (health.last.kind) {
    case FailKind::None:
    case FailKind::Temporary:
    case FailKind::Auth:
    case FailKind::Config:
    case FailKind::Refused:
    case FailKind::Absent:
    case FailKind::Unknown: return !health.last.text.empty();
    default: return false;
    }
}

/// As a sentence before another; a hint may end it with a question.
std::string ended(std::string text) {
    if (!text.ends_with('?')) text += '.';
    return text;
}

/// A stranger's words in quotation marks, so that where they end and Kith's own advice begins can
/// be seen.
std::string in_quotes(std::string words) {
    std::ranges::replace(words, '"', '\'');
    return fmt::format("\"{}\"", words);
}

std::string quoted(fleet::Health health) {
    health.last.text = in_quotes(std::move(health.last.text));
    return health.line();
}

/// What a plugin was refused is a name of its own making.
std::string asked_in_vain(const std::string& instance, const std::vector<std::string>& refused) {
    std::vector<std::string> names;
    for (const auto& name : refused)
        if (name != wire::kNoHost) names.push_back(in_quotes(name));
    if (names.size() > kMostRefused) {
        const auto more = names.size() - kMostRefused + 1;
        names.resize(kMostRefused - 1);
        names.push_back(fmt::format("{} more", more));
    }
    if (names.empty())
        return fmt::format("{}: asked for {} and was refused it", instance, wire::kNoHost);
    return fmt::format("{}: asked for {} and was refused it; if that is right, name it in its "
                       "settings",
                       instance, join_words(names));
}

/// What may not be read cannot be removed either, before its modes are mended.
std::string emptying(wire::Kept kept, const std::string& folder) {
    const auto empties = typed({"rm", "-r", folder});
    if (kept != wire::Kept::Hidden) return empties;
    return typed({"chmod", "-R", "u+rwX", folder}) + " && " + empties;
}

Ailment of_plugin(const fleet::Health& health, const PluginInstance* instance,
                  const Settings& settings, bool stranger, const std::filesystem::path& keeps) {
    auto text = stranger && is_its_own_word(health) ? quoted(health) : health.line();
    if (health.last.kept != wire::Kept::Fine)
        return ailment(std::move(text), emptying(health.last.kept, keeps.string()), "empties it");
    if (health.lacks_secret && health.failures > 0) return with_its_own(std::move(text));
    const auto plugin = instance ? instance->plugin : health.instance;
    if (health.last.ok() && health.last.rejected > 0)
        return ailment(std::move(text), "journalctl --user -u kithd", "tells more");
    switch (health.last.kind) {
    case FailKind::Auth:
        if (instance) return of_refused_login(std::move(text), *instance, settings);
        [[fallthrough]];
    case FailKind::None:
    case FailKind::Config:
        return ailment(std::move(text), "kith plugin info " + plugin, "tells its settings");
    case FailKind::Unfit: return ailment(std::move(text), "kith plugin list", "tells more");
    case FailKind::Unknown:
        return ailment(text + ". It may have arrived, so it is not sent again",
                       "kith doctor --ring", "sends a sample");
    default:
        if (health.call == wire::Call::Deliver)
            return ailment(std::move(text), "kith doctor --ring", "sends a sample");
        return ailment(std::move(text), "kith doctor", "tries it again");
    }
}

} // namespace

std::vector<Ailment> App::health_of_disk() const {
    auto out = keeper_.found();
    if (life_.now() < ledger::kFirstYear)
        out.push_back(
            ailment("Clock: this computer does not know what year it is; nothing is looked for or "
                    "offered until its clock is set",
                    "sudo timedatectl set-ntp true", "has it set"));
    if (!zone_note_.empty())
        out.push_back(
            ailment("Time zone: " + zone_note_, "timedatectl list-timezones", "lists those known"));
    if (!left_behind_.empty())
        out.push_back(ailment(fmt::format("Forgetting: not all that plugins keep beside the ledger "
                                          "could be removed, and it may still speak of someone: {}",
                                          left_behind_),
                              "kith doctor", "tries it again"));
    if (!held_.empty())
        out.push_back(
            ailment("Answers: what you answered on an offer is not remembered yet; Kith notes it "
                    "down as soon as the disk takes it",
                    typed({"df", "-h", state_dir_.string()}), "shows the room"));
    std::ranges::move(keeper_.health(not_adopted_), std::back_inserter(out));
    return out;
}

std::vector<Ailment> App::health_of_settings() const {
    std::vector<Ailment> out;
    if (!problems_.empty())
        out.push_back(
            ailment(fmt::format("{} {}", ended(first_problem()),
                                on_last_good_   ? "Kith goes on with the last good copy"
                                : life_.ready() ? "The earlier settings stay in force"
                                                : "Nothing is offered until that is mended"),
                    "kith check", "tells the rest"));
    for (const auto& problem : word_problems_)
        if (problem.severity == config::Severity::Error) {
            out.push_back(ailment(ended(config::format(problem)) + " Kith speaks without it",
                                  "kith check", "tells the rest"));
            break;
        }
    for (const auto& plugin :
         life_.ready() ? life_.settings().plugins : std::vector<PluginInstance>{})
        if (const auto* entry = jobs_.catalog().find(plugin.plugin);
            entry && wire::Catalog::is_idle(*entry, plugin, life_.settings()))
            out.push_back(ailment(
                fmt::format("{}: nothing starts this program; it is neither named under `deliver:` "
                            "nor said to tell of contacts",
                            plugin.id),
                "kith check", "tells how"));
    if (life_.ready() && life_.settings().deliver.empty())
        out.push_back(ailment("Nothing brings an offer to you yet: name a plugin under `deliver:` "
                              "in kith.yaml",
                              "kith plugin list", "lists those that can"));
    return out;
}

std::vector<Ailment> App::health_of_plugins() const {
    std::vector<Ailment> out;
    for (auto each : fleet_.health())
        if (each.failures > 0 || !each.last.text.empty()) {
            if (!each.lacks_secret)
                each.last.text = clean_line(unnamed(each.last.text, life_), kLongestReason);
            const auto* instance = life_.ready() ? jobs_.instance(each.instance) : nullptr;
            const auto* entry = instance ? jobs_.catalog().find(instance->plugin) : nullptr;
            auto found = of_plugin(each, instance, life_.settings(), !entry || !entry->bundled,
                                   state_dir_ / "plugins" / each.instance);
            // What two kinds of its jobs have met is told once.
            if (std::ranges::find(out, found.line, &Ailment::line) == out.end())
                out.push_back(std::move(found));
        }
    for (const auto& source : unnamed_sources(life_))
        if (source.behind)
            out.push_back(ailment(fmt::format("{}: {}", source.instance, source.trouble),
                                  "kith doctor", "tries it again"));
    for (const auto& each : fleet_.health()) {
        const auto& last = each.last;
        if (!last.jail.empty() && last.jail != "full")
            out.push_back(ailment(
                fmt::format("{}: fenced in only in part: {}", each.instance, last.jail_text),
                "kith audit", "shows what it may reach"));
        if (!last.refused.empty())
            out.push_back(ailment(unnamed(asked_in_vain(each.instance, last.refused), life_),
                                  "kith audit", "shows what it may reach"));
    }
    return out;
}

std::vector<Ailment> App::health() const {
    auto out = health_of_disk();
    std::ranges::move(health_of_settings(), std::back_inserter(out));
    std::ranges::move(health_of_plugins(), std::back_inserter(out));
    return out;
}

std::vector<std::string> App::confinement() const {
    std::vector<std::string> out;
    for (const auto& each : fleet_.health())
        if (!each.last.jail.empty()) {
            auto line =
                fmt::format("{}: {} ({})", each.instance, each.last.jail, each.last.jail_text);
            if (!each.last.reached.empty())
                line += "; led to " + unnamed(join_words(each.last.reached), life_);
            out.push_back(std::move(line));
        }
    return out;
}

} // namespace kith::daemon
