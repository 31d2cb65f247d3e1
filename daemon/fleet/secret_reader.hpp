// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <functional>
#include <string>

#include "base/secret.hpp"
#include "wire/fail_kind.hpp"

namespace kith::fleet {

/// Why a secret cannot be had. `text` is a sentence that names the command that mends it, and never
/// repeats what was read.
struct SecretTrouble {
    std::string text;
    /// Absent: it may come by itself (an unlock), so nobody waits longer than half an hour.
    wire::FailKind kind = wire::FailKind::Absent;
};

using SecretAnswer = std::expected<Secret, SecretTrouble>;

/// Where the fleet gets the secrets a job needs. Reading may take a while (a command, an unlock):
/// `done` is called once, at once or later, on the loop's thread.
class SecretReader {
  public:
    using Done = std::function<void(SecretAnswer)>;

    SecretReader() = default;
    SecretReader(const SecretReader&) = delete;
    SecretReader& operator=(const SecretReader&) = delete;
    virtual ~SecretReader() = default;

    /// `name` is a key under `secrets:` of the configuration.
    virtual void read(const std::string& name, Done done) = 0;
};

} // namespace kith::fleet
