// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/json.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "cli/common/connection.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/config_dir.hpp"
#include "cli/offline/fences.hpp"
#include "cli/offline/folder_command.hpp"
#include "core/config/settings_json.hpp"
#include "wire/grants.hpp"

namespace kith::cli {
namespace {

using Texts = std::vector<std::string>;

/// What one instance may reach, by its manifest and its settings.
struct Reach {
    std::string id, plugin;
    std::vector<wire::Endpoint> hosts;
    Texts paths, session_bus, system_bus;
    Texts secret_hosts; ///< settings whose secret value names hosts
    bool discovery = false;
    bool programs = false;
    bool best_effort = false;
    std::string refusal; ///< why it does not run at all
    Texts fences;        ///< how far it was fenced in when it ran last
};

Reach reach_of(const PluginInstance& instance, const wire::CatalogEntry& entry) {
    Reach out;
    out.id = instance.id;
    out.plugin = instance.plugin;
    wire::JobRequest request;
    request.plugin = wire::Catalog::ref(entry);
    request.settings = config::settings_json(instance);
    out.hosts = wire::named_endpoints(request);
    for (const auto& path : wire::named_paths(request, home())) out.paths.push_back(path.string());
    for (const auto& key : request.plugin.host_keys)
        if (instance.secret_refs.contains(key)) out.secret_hosts.push_back(key);
    out.session_bus = request.plugin.bus;
    out.system_bus = request.plugin.system_bus;
    out.discovery = request.plugin.discovery;
    out.programs = request.plugin.exec;
    out.best_effort = instance.best_effort_sandbox;
    out.refusal = wire::Catalog::refusal(entry, instance.trust);
    return out;
}

Json to_json(const Reach& r) {
    Json hosts = Json::array();
    for (const auto& host : r.hosts) hosts.push_back(wire::to_text(host));
    return {{"id", r.id},
            {"plugin", r.plugin},
            {"hosts", std::move(hosts)},
            {"secret_hosts", r.secret_hosts},
            {"discovery", r.discovery},
            {"paths", r.paths},
            {"bus", r.session_bus},
            {"system_bus", r.system_bus},
            {"programs", r.programs},
            {"sandbox", r.best_effort ? "best-effort" : "strict"},
            {"refused", r.refusal},
            {"fenced", r.fences}};
}

void print_text(const Reach& r, bool kithd_told) {
    print(fmt::format("{} ({})", r.id, r.plugin));
    const auto line = [](const std::string& what, const Texts& list) {
        if (!list.empty()) print(fmt::format("  {} {}", what, join_words(list)));
    };
    if (!r.refusal.empty()) print("  does not run: " + r.refusal);
    Texts hosts;
    for (const auto& host : r.hosts)
        hosts.push_back(wire::to_text(host) + (host.port == 0 ? " (any port)" : ""));
    line("connects to", hosts);
    line("connects to what is kept secret in", r.secret_hosts);
    if (r.discovery) print("  and to where those lead, within their own domains");
    line("reads", r.paths);
    line("speaks on the session bus to", r.session_bus);
    line("speaks on the system bus to", r.system_bus);
    if (r.programs) print("  has programs started, outside its jail");
    if (r.best_effort) print("  runs even where this computer cannot fence it in fully");
    if (r.hosts.empty() && r.secret_hosts.empty() && r.paths.empty() && r.session_bus.empty() &&
        r.system_bus.empty() && !r.programs)
        print("  reaches nothing");
    for (const auto& each : r.fences) print("  fenced in when it ran last: " + each);
    if (kithd_told && r.fences.empty()) print("  nothing is known yet of its last run");
}

void print_here(const std::string& level) {
    if (level.empty()) return print("How far this computer can fence one in could not be tried.");
    print(fmt::format("This computer fences a plugin in: {}", level));
}

bool is_own(const std::string& dir) {
    std::error_code error;
    return dir.empty() || std::filesystem::equivalent(config_dir(dir), config_dir({}), error);
}

int audit(const std::string& dir, bool json) {
    const auto checked = read_config(config_dir(dir));
    if (!checked.parsed.ok()) {
        for (const auto& problem : checked.parsed.problems) complain(config::format(problem));
        return kNotSo;
    }
    const Fences fences(is_own(dir));
    if (fences.hangs())
        complain(fmt::format(
            "{} Until then it is not known how plugins were fenced in when they ran last.",
            kSilent));
    Json all = Json::array();
    for (const auto& instance : checked.parsed.settings.plugins) {
        const auto* entry = checked.catalog.find(instance.plugin);
        if (!entry) continue;
        auto reach = reach_of(instance, *entry);
        reach.fences = fences.at_last_run(instance.id);
        if (json)
            all.push_back(to_json(reach));
        else
            print_text(reach, fences.told());
    }
    const auto here = Fences::here();
    if (json) {
        print(to_line({{"plugins", std::move(all)}, {"here", here}}));
        return kOk;
    }
    if (checked.parsed.settings.plugins.empty())
        print("No plugins are configured, so nothing is reached.");
    print_here(here);
    return kOk;
}

} // namespace

void add_audit(CLI::App& app, int& code) {
    add_folder_command(
        app,
        {"audit", "Show what each of your plugins may reach",
         "Everything else is kept from them. Where kithd runs, it tells how far that went "
         "when each ran last, and\nwhere a server led it (`kith status --json` has the "
         "same under `confined`). The last line is tried here and now.\n\n"
         "  kith audit",
         audit},
        code);
}

} // namespace kith::cli
