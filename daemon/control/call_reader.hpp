// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <systemd/sd-bus.h>
#include <vector>

#include "daemon/loop/answers.hpp"

namespace kith::daemon {

/// Reads the arguments of one D-Bus call in their order. The first that is missing or of another
/// type ends the reading: all that follow are empty. Callers are strangers: what is read is bounded
/// by the bus's own message size alone, so nothing here is copied twice.
class CallReader {
  public:
    explicit CallReader(sd_bus_message* message) : message_(message) {}

    std::string text();
    bool truth();
    int number();
    /// The a{sv} of Log: `names` (as) or `name` (s); `channel`, `at`, `direction` (s); `minutes`
    /// (any integer). What it cannot take is told by complaint().
    Answers::Logged logged();

    /// A negative errno once reading failed.
    [[nodiscard]] int result() const { return result_; }
    /// A sentence for the caller, where the arguments were well-formed but make no sense.
    [[nodiscard]] const std::string& complaint() const { return complaint_; }

  private:
    /// Takes one value of the dictionary; false where its type is not of `key`'s.
    bool value(const std::string& key, char type, const char* contents, Answers::Logged& out);
    bool integer(char type, int& out);
    /// Into the next container, if there is one.
    bool enters(char type, const char* contents);
    std::vector<std::string> texts();

    sd_bus_message* message_;
    int result_ = 0;
    std::string complaint_;
};

} // namespace kith::daemon
