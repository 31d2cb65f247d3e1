// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/life/ailment.hpp"
#include "daemon/loop/senses.hpp"
#include "daemon/secrets/store.hpp"

namespace kith::daemon {

/// What a look at everything found beside the health lines, which it brings up to date.
struct Examination {
    std::vector<std::string> fine;  ///< what is well, a sentence each
    std::vector<Ailment> ailments;  ///< secrets that cannot be had
    std::vector<std::string> hints; ///< what may be worth a thought
    bool tried = false;             ///< every source, just now
};

/// Tries everything that can be tried, for `kith doctor`: every source, calendar and presence now,
/// whatever they wait for; every secret; and, where asked to ring, a sample by each deliverer.
/// Nothing waits; `done` runs once, when the last has ended.
class Doctor {
  public:
    Doctor(Jobs& jobs, Life& life, Senses& senses, SecretStore& secrets)
        : jobs_(jobs), life_(life), senses_(senses), secrets_(secrets) {}

    void examine(bool ring, std::function<void(Examination)> done);

  private:
    struct Visit;
    using Shared = std::shared_ptr<Visit>;
    static void ended(const Shared& visit);
    void look_at_secrets(const Shared& visit);
    void look_at_sources(const Shared& visit);
    /// Folders and addresses worth a look: the source reads on from its cursor once more, and
    /// nothing of that is kept.
    void ask_for_hints(const PluginInstance& instance, const Shared& visit);
    void ring(const PluginInstance& instance, const Shared& visit);
    [[nodiscard]] bool fails(const std::string& instance, wire::Call call) const;
    /// Whether a health line tells of what it was read for.
    [[nodiscard]] bool is_troubled(const std::string& instance) const;

    Jobs& jobs_;
    Life& life_;
    Senses& senses_;
    SecretStore& secrets_;
};

} // namespace kith::daemon
