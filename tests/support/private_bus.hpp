// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

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

/// Sets an environment variable and puts the old value back; an empty value takes it out.
class EnvVar {
  public:
    EnvVar(std::string name, const std::string& value);
    EnvVar(const EnvVar&) = delete;
    EnvVar& operator=(const EnvVar&) = delete;
    ~EnvVar();

  private:
    std::string name_;
    std::string before_;
    bool was_set_ = false;
};

/// A service file for the bus: it starts `program` when somebody calls `name`.
struct Activatable {
    std::string name;
    std::string program;
};

/// A real dbus-daemon nobody else knows of, in a scratch folder; ends with its owner. Ready when the
/// constructor returns. Nothing is set in the environment: use EnvVar with address().
class PrivateBus {
  public:
    explicit PrivateBus(const std::vector<Activatable>& services = {});
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;
    ~PrivateBus();

    [[nodiscard]] const std::string& address() const { return address_; }
    void stop();

  private:
    std::filesystem::path dir_;
    std::string address_;
    pid_t pid_ = -1;
};

} // namespace kith::test
