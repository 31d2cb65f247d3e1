// SPDX-License-Identifier: MIT
#include "wire/catalog.hpp"

#include <algorithm>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"

namespace kith::wire {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".plugin.yaml";
/// Who owns what, inside a user namespace that does not show the owner; outside, nobody's.
constexpr uid_t kUnseenOwner = 65534;
constexpr std::size_t kMaxManifest = std::size_t{64} * 1024;

/// Code from a place others can write to is not loaded. Kith's own folder may show as another owner
/// inside a user namespace, so there only the mode counts.
std::string unsafe(const fs::path& path, bool bundled) {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) return fmt::format("{} is not there", path.string());
    if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
        return fmt::format("{} is not a file", path.string());
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return fmt::format("others can write to {}; close it with chmod go-w", path.string());
    if (!bundled && info.st_uid == kUnseenOwner && info.st_uid != ::geteuid())
        return fmt::format("the service cannot see whose {} is; a copy of your own in "
                           "~/.local/share/kith/plugins can be used",
                           path.string());
    if (!bundled && info.st_uid != 0 && info.st_uid != ::geteuid())
        return fmt::format("{} belongs to another user", path.string());
    return {};
}

bool is_program(const config::Manifest& manifest) {
    const auto& may = manifest.permissions;
    return may.exec && !may.network && may.paths.empty();
}

/// Whether it brings something: offers, or the weekly page.
bool is_told(const std::string& instance, const Settings& settings) {
    const auto names = [&](const std::vector<std::string>& ids) {
        return std::ranges::find(ids, instance) != ids.end();
    };
    return names(settings.deliver) || names(settings.reflection.by);
}

bool is_said_to_sense(const PluginInstance& instance) {
    const auto given = instance.settings.find(std::string{Catalog::kSenses});
    const auto* senses =
        given == instance.settings.end() ? nullptr : std::get_if<bool>(&given->second);
    return senses && *senses;
}

} // namespace

Catalog Catalog::scan() {
    std::vector<fs::path> folders;
    if (const char* path = std::getenv("KITH_PLUGIN_PATH"))
        for (const auto& part : split(path, ':'))
            if (!part.empty()) folders.emplace_back(part);
    folders.push_back(data_home() / "kith" / "plugins");
    return scan(folders, bundled_plugin_dir());
}

Catalog Catalog::scan(const std::vector<fs::path>& folders, const fs::path& bundled) {
    Catalog out;
    for (const auto& folder : folders) out.add_folder(folder, false);
    out.add_folder(bundled, true);
    return out;
}

void Catalog::add_folder(const fs::path& folder, bool bundled) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error))
        if (it->path().filename().string().ends_with(kSuffix)) files.push_back(it->path());
    std::ranges::sort(files);
    // Who can write to the folder can put another file under the name.
    const auto open_folder = files.empty() ? std::string{} : unsafe(folder, bundled);
    for (const auto& file : files) {
        const auto base = file.filename().string();
        const auto name = base.substr(0, base.size() - kSuffix.size());
        if (entries_.contains(name)) continue;
        CatalogEntry entry;
        entry.manifest_file = file;
        entry.library = folder / (name + ".so");
        entry.bundled = bundled;
        if (auto text = read_file(file, kMaxManifest); text) {
            auto parsed = config::parse_manifest(file.string(), *text);
            entry.manifest = std::move(parsed.manifest);
            entry.problems = std::move(parsed.problems);
        } else
            entry.refusal = text.error().text;
        if (entry.refusal.empty() && entry.manifest.name != name &&
            !config::has_errors(entry.problems))
            entry.refusal = fmt::format("{} calls itself {}", file.string(),
                                        clean_line(entry.manifest.name, 60));
        if (entry.refusal.empty()) entry.refusal = open_folder;
        if (entry.refusal.empty()) entry.refusal = unsafe(file, bundled);
        if (entry.refusal.empty()) entry.refusal = unsafe(entry.library, bundled);
        if (!config::has_errors(entry.problems)) manifests_.emplace(name, entry.manifest);
        entries_.emplace(name, std::move(entry));
    }
}

const CatalogEntry* Catalog::find(std::string_view name) const {
    const auto it = entries_.find(name);
    return it == entries_.end() ? nullptr : &it->second;
}

bool Catalog::needs_trust(const CatalogEntry& entry) {
    const auto& may = entry.manifest.permissions;
    return !entry.bundled && (may.exec || !may.bus.empty() || !may.system_bus.empty());
}

std::string Catalog::refusal(const CatalogEntry& entry, bool trusted) {
    for (const auto& problem : entry.problems)
        if (problem.severity == config::Severity::Error) return config::format(problem);
    if (!entry.refusal.empty()) return entry.refusal;
    if (needs_trust(entry) && !trusted)
        return fmt::format(
            "the plugin {} is not part of Kith and wants to run programs or use a bus; write "
            "`trust: true` beside it if you trust it",
            entry.manifest.name);
    return {};
}

bool Catalog::plays(const CatalogEntry& entry, std::string_view role,
                    const PluginInstance& instance, const Settings& settings) {
    if (!entry.manifest.has_role(role) || !entry.manifest.is_given(instance, role)) return false;
    if (role != "sense" || !is_program(entry.manifest)) return true;
    if (is_told(instance.id, settings)) return false;
    return !entry.manifest.setting(kSenses) || is_said_to_sense(instance);
}

bool Catalog::is_idle(const CatalogEntry& entry, const PluginInstance& instance,
                      const Settings& settings) {
    return is_program(entry.manifest) && entry.manifest.setting(kSenses) &&
           !is_told(instance.id, settings) && !plays(entry, "sense", instance, settings);
}

bool Catalog::senses_in_vain(const CatalogEntry& entry, const PluginInstance& instance,
                             const Settings& settings) {
    return is_program(entry.manifest) && is_told(instance.id, settings) &&
           is_said_to_sense(instance);
}

PluginRef Catalog::ref(const CatalogEntry& entry) {
    PluginRef out;
    out.library = entry.library;
    out.name = entry.manifest.name;
    out.abi = static_cast<std::uint32_t>(entry.manifest.abi);
    for (const auto& role : entry.manifest.roles) out.roles |= role_bit(role);
    const auto& may = entry.manifest.permissions;
    out.network = may.network;
    out.discovery = may.network && may.discovery;
    if (may.network) {
        out.host_keys = may.hosts;
        for (const auto& setting : entry.manifest.settings)
            if (setting.type == config::SettingType::Url) out.host_keys.push_back(setting.key);
    }
    out.path_keys = may.paths;
    out.bus = may.bus;
    out.system_bus = may.system_bus;
    out.exec = may.exec;
    return out;
}

} // namespace kith::wire
