// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/support/temp_dir.hpp"

namespace kith::test {

/// A program that ends with its owner. The first word is looked up in PATH; throws
/// std::runtime_error if it cannot be started. Its output goes nowhere.
class ChildProcess {
  public:
    explicit ChildProcess(const std::vector<std::string>& words);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() { end(); }

    void end();
    [[nodiscard]] pid_t pid() const { return pid_; }

  private:
    pid_t pid_ = -1;
};

/// A service file for the bus: it starts `program` when somebody calls `name`.
struct Activatable {
    std::string name;
    std::string program;
};

/// A real dbus-daemon nobody else knows of, in a scratch folder; ends with its owner. Ready when
/// the constructor returns. Nothing is set in the environment: use EnvVar of temp_dir.hpp with
/// address().
class PrivateBus {
  public:
    explicit PrivateBus(const std::vector<Activatable>& services = {});
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;
    ~PrivateBus() { stop(); }

    [[nodiscard]] const std::string& address() const { return address_; }
    void stop();

  private:
    TempDir dir_;
    std::string address_;
    pid_t pid_ = -1;
};

} // namespace kith::test
