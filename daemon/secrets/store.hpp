// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <list>
#include <map>
#include <string>

#include "base/event_loop.hpp"
#include "core/model/settings.hpp"
#include "daemon/fleet/secret_reader.hpp"
#include "daemon/secrets/child.hpp"
#include "daemon/secrets/unlock_watch.hpp"

namespace kith::daemon {

/// Reads secrets where the configuration says they are: a systemd credential, the desktop's
/// keyring, an account of GNOME Online Accounts, a program, or a file only its owner can open.
/// Files are read at once; everything else runs in a process of its own, at most
/// SecretChild::kLongest. Never a prompt, nothing kept, and no error repeats what was read.
class SecretStore final : public fleet::SecretReader {
  public:
    explicit SecretStore(EventLoop& loop);

    void use(const std::map<std::string, SecretSource>& sources);
    void read(const std::string& name, Done done) override;
    [[nodiscard]] const std::map<std::string, SecretSource>& sources() const { return sources_; }

    /// Something that was locked may be open now: what failed for it is worth another try.
    std::function<void()> on_unlock;

  private:
    using Told = fleet::SecretAnswer (*)(const SecretSource& source, ChildSaid said);
    void run(const SecretSource& source, const ChildOrder& order, Told tell, Done done);

    EventLoop& loop_;
    std::map<std::string, SecretSource> sources_;
    std::list<SecretChild> running_;
    UnlockWatch watch_;
};

} // namespace kith::daemon
