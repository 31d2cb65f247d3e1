// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "core/model/settings.hpp"
#include "daemon/fleet/secret_reader.hpp"

namespace kith::daemon {

/// Reads secrets where the configuration says they are: a file only its owner can read, or a
/// credential that systemd hands over in $CREDENTIALS_DIRECTORY. Never a prompt, nothing kept, and
/// no error repeats what was read.
class SecretStore final : public fleet::SecretReader {
  public:
    void use(const std::map<std::string, SecretSource>& sources) { sources_ = sources; }
    void read(const std::string& name, Done done) override;

  private:
    std::map<std::string, SecretSource> sources_;
};

} // namespace kith::daemon
