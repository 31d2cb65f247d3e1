// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/fleet/fleet.hpp"
#include "daemon/life/life.hpp"
#include "wire/catalog.hpp"

namespace kith::daemon {

/// Whether others may be looking where this deliverer shows what it brings. The desktop knows when
/// its screen is locked.
inline bool others_may_see(const PluginInstance& deliverer) {
    return deliverer.plugin != "desktop";
}

/// Turns plugin instances of the configuration into jobs for the fleet. Borrows everything.
class Jobs {
  public:
    Jobs(fleet::Fleet& fleet, Life& life, std::filesystem::path state_dir)
        : fleet_(fleet), life_(life), state_dir_(std::move(state_dir)) {}

    /// Looks for plugins anew; called with every configuration.
    void rescan() { catalog_ = wire::Catalog::scan(); }
    [[nodiscard]] const wire::Catalog& catalog() const { return catalog_; }

    /// Instances whose plugin has the role, in the order of the configuration.
    [[nodiscard]] std::vector<const PluginInstance*> with_role(std::string_view role) const;
    [[nodiscard]] const PluginInstance* instance(const std::string& id) const;

    /// For each instance all that it runs with, as one text, to see what was edited.
    [[nodiscard]] std::map<std::string, std::string> prints() const;

    /// A request for a call of an instance, everything but the nudge filled in.
    [[nodiscard]] wire::JobRequest request(const PluginInstance& instance, wire::Call call) const;

    /// Submits; an error is why the instance cannot run now.
    Result<fleet::TaskId> submit(const PluginInstance& instance, wire::JobRequest request,
                                 fleet::JobCallbacks callbacks, bool forced = false);

    [[nodiscard]] fleet::Fleet& fleet() { return fleet_; }

  private:
    fleet::Fleet& fleet_;
    Life& life_;
    std::filesystem::path state_dir_;
    wire::Catalog catalog_;
};

} // namespace kith::daemon
