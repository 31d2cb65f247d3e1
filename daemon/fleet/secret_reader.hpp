// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"

namespace kith::fleet {

/// Where the fleet gets the secrets a job needs. Reading may take a while (a command, an unlock):
/// `done` is called once, at once or later, on the loop's thread; an error says what is in the way.
class SecretReader {
  public:
    using Done = std::function<void(Result<std::string>)>;

    SecretReader() = default;
    SecretReader(const SecretReader&) = delete;
    SecretReader& operator=(const SecretReader&) = delete;
    virtual ~SecretReader() = default;

    /// `name` is a key under `secrets:` of the configuration.
    virtual void read(const std::string& name, Done done) = 0;
};

} // namespace kith::fleet
