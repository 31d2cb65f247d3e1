// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/jobs.hpp"

namespace kith::daemon {

/// What has not worked for so long that the person is told (domain.md B5): a source or a deliverer
/// for 72 hours, the configuration for a day; memory that was lost, at once. Since when outlives a
/// restart. A spell is told once, and one thing at most every 30 days.
class Troubles {
  public:
    Troubles(Jobs& jobs, Life& life) : jobs_(jobs), life_(life) {}

    /// How a job ended.
    void note(const fleet::Health& health);
    /// Whether the configuration could be taken up as it stands now.
    void note_configuration(bool good);
    /// The ledger was damaged, and goes on from a copy or anew.
    void note_memory_lost();
    /// The instance was edited or taken out: what went wrong before says nothing of it.
    void forgive(const std::string& instance);

    /// Instances, words::kConfigurationFile or words::kMemoryFile, of which it is to be told now.
    [[nodiscard]] std::vector<std::string> due() const;
    /// True while a deliverer's last try has failed.
    [[nodiscard]] bool brings_nothing(const std::string& deliverer) const;

  private:
    void note(const std::string& key, bool well);
    [[nodiscard]] std::optional<Instant> since(const std::string& key) const;
    [[nodiscard]] std::optional<Instant> blind_since(const std::string& instance) const;
    [[nodiscard]] bool is_due(const std::string& thing, Instant since) const;

    Jobs& jobs_;
    Life& life_;
};

} // namespace kith::daemon
