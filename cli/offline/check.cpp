// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/check_notes.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/config_dir.hpp"
#include "cli/offline/folder_command.hpp"
#include "core/policy/feasibility.hpp"

namespace kith::cli {
namespace {

policy::Feasibility feasibility_of(const Settings& settings, const policy::Glance& glance) {
    auto out = policy::feasibility(goals_as_written(settings));
    out.lived_a_week = glance.lived_a_week();
    return out;
}

double rounded(double figure) { return std::round(figure * 100) / 100; }

/// Of the settings, then of the words.
config::Problems all_problems(const Checked& checked) {
    auto out = checked.parsed.problems;
    out.insert(out.end(), checked.words.problems.begin(), checked.words.problems.end());
    return out;
}

/// Those that will not be run, by id, each with the reason.
std::vector<std::pair<std::string, std::string>> refused(const Checked& checked) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& p : checked.parsed.settings.plugins)
        if (const auto* entry = checked.catalog.find(p.plugin))
            if (auto why = wire::Catalog::refusal(*entry, p.trust); !why.empty())
                out.emplace_back(p.id, std::move(why));
    return out;
}

int print_json(const Checked& checked, const policy::Glance& glance) {
    Json problems = Json::array();
    const auto all = all_problems(checked);
    const bool ok = !config::has_errors(all);
    for (const auto& p : all)
        problems.push_back(
            {{"file", p.place.file},
             {"line", p.place.line},
             {"col", p.place.col},
             {"severity", p.severity == config::Severity::Error ? "error" : "warning"},
             {"key", p.key},
             {"reason", p.reason}});
    Json kept = Json::array();
    for (const auto& [key, place] : checked.parsed.kept) kept.push_back(key);
    Json not_run = Json::array();
    for (const auto& [id, why] : refused(checked)) not_run.push_back({{"id", id}, {"why", why}});
    Json out{{"ok", ok},
             {"problems", std::move(problems)},
             {"kept", std::move(kept)},
             {"refused", std::move(not_run)}};
    if (checked.parsed.ok()) {
        const auto what = feasibility_of(checked.parsed.settings, glance);
        out["asked_a_week"] = rounded(what.asked_a_week);
        out["carried_a_week"] = rounded(what.offered_a_week);
        out["fits"] = what.fits();
        if (what.lived_a_week) out["lived_a_week"] = rounded(*what.lived_a_week);
    }
    print(to_line(out));
    return ok ? kOk : kNotSo;
}

/// Which plugins are asked for contacts, so that a program meant to bring offers and forgotten
/// under `deliver:` is seen before it is run for the other purpose.
std::string sources_line(const Checked& checked) {
    std::string names;
    for (const auto& p : checked.parsed.settings.plugins) {
        const auto* entry = checked.catalog.find(p.plugin);
        if (entry && wire::Catalog::refusal(*entry, p.trust).empty() &&
            wire::Catalog::plays(*entry, "sense", p, checked.parsed.settings))
            names.append(names.empty() ? "" : ", ").append(p.id);
    }
    return names.empty() ? "No plugin looks for contacts; `kith log` tells Kith of them."
                         : "Asked for contacts: " + names + ".";
}

int check(const std::string& dir, bool json) {
    auto checked = read_config(config_dir(dir));
    const auto known = glance(dir);
    set_apart(checked.parsed.settings, known);
    note_all(checked, config_dir(dir));
    if (json) return print_json(checked, known);
    const auto all = all_problems(checked);
    for (const auto& problem : all) print(config::format(problem));
    for (const auto& [key, place] : checked.parsed.kept)
        print(fmt::format("{}:{}:{}: note: {}: kept, not used yet", place.file, place.line,
                          place.col, key));
    if (config::has_errors(all)) {
        const auto errors =
            std::ranges::count(all, config::Severity::Error, &config::Problem::severity);
        print(errors == 1 ? "One thing to mend; nothing else is lost."
                          : fmt::format("{} things to mend; nothing else is lost.", errors));
        return kNotSo;
    }
    if (checked.parsed.settings.deliver.empty())
        print("Nothing brings an offer to you yet; name a plugin's id under `deliver:`.");
    for (const auto& [id, why] : refused(checked))
        print(fmt::format("{} does not run: {}.", id, why));
    print(sources_line(checked));
    for (const auto& line :
         policy::feasibility_text(feasibility_of(checked.parsed.settings, known)))
        print(line);
    return kOk;
}

} // namespace

void add_check(CLI::App& app, int& code) {
    add_folder_command(
        app,
        {"check", "Read a configuration and say what is wrong with it, if anything",
         "Each problem is FILE:LINE:COL: error: KEY: REASON, one a line. At the end: what your "
         "goals ask\na week, and whether that fits your pace. Exit code 1 where there is an "
         "error.\n\n"
         "  kith check                  your own\n"
         "  kith check config/demo      another life",
         check},
        code);
}

} // namespace kith::cli
