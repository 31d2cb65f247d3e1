// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/config/manifest.hpp"
#include "wire/request.hpp"

namespace kith::wire {

/// One plugin that was found.
struct CatalogEntry {
    std::filesystem::path manifest_file;
    std::filesystem::path library;
    config::Manifest manifest;
    bool bundled = false;      ///< from Kith's own folder
    config::Problems problems; ///< of the manifest; with errors the plugin cannot be used
    std::string refusal;       ///< why the library may not be loaded, or empty
};

/// The plugins of this machine, found by their manifests: no code is loaded. Search order:
/// $KITH_PLUGIN_PATH (folders between colons), $XDG_DATA_HOME/kith/plugins, Kith's own folder; the
/// first of a name wins.
class Catalog {
  public:
    /// Looks through the folders. Never throws for what lies in them.
    static Catalog scan();
    static Catalog scan(const std::vector<std::filesystem::path>& folders,
                        const std::filesystem::path& bundled);

    [[nodiscard]] const std::map<std::string, CatalogEntry, std::less<>>& entries() const {
        return entries_;
    }
    /// Null when there is none of that name.
    [[nodiscard]] const CatalogEntry* find(std::string_view name) const;
    /// The manifests of the usable ones, for config::parse.
    [[nodiscard]] const config::Manifests& manifests() const { return manifests_; }

    /// Whether it wants more than files and network and comes from elsewhere, so that the person
    /// has to say that they trust it.
    static bool needs_trust(const CatalogEntry& entry);

    /// Why an instance of this plugin may not run, or empty: refused files, a broken manifest, or
    /// permissions beyond files and network for a plugin from elsewhere without `trust: true`.
    static std::string refusal(const CatalogEntry& entry, bool trusted);

    /// Whether an instance of this plugin is called in a role: not without what the role needs.
    /// A program (the `command` plugin) is a deliverer or a sensor: one named in `deliver`
    /// or `reflection.by` is not asked for contacts, nor is one that takes kSenses and was not
    /// given it.
    static bool plays(const CatalogEntry& entry, std::string_view role,
                      const PluginInstance& instance, const Settings& settings);
    /// Whether nothing calls this instance, and kSenses would have it asked for contacts.
    static bool is_idle(const CatalogEntry& entry, const PluginInstance& instance,
                        const Settings& settings);
    /// Whether kSenses was given to one that brings messages, and so is without effect.
    static bool senses_in_vain(const CatalogEntry& entry, const PluginInstance& instance,
                               const Settings& settings);

    /// The setting that makes a program a sensor, which is handed the addresses of everybody.
    static constexpr std::string_view kSenses = "senses";

    /// What a job needs to know of it.
    static PluginRef ref(const CatalogEntry& entry);

  private:
    void add_folder(const std::filesystem::path& folder, bool bundled);

    std::map<std::string, CatalogEntry, std::less<>> entries_;
    config::Manifests manifests_;
};

} // namespace kith::wire
