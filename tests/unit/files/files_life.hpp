// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/fake_host.hpp"
#include "tests/support/temp_dir.hpp"

namespace kith::test {

using Refs = std::vector<std::string>;

inline constexpr std::int64_t kDay = 86400;
inline const std::string kAna = "ATTENDEE:mailto:ana@example.net\r\n";

/// Puts a text into a file; its folder need not be there.
void write(const std::filesystem::path& file, const std::string& text);

/// A moment as calendars write it, in UTC.
std::string stamp(std::int64_t at);

/// A calendar with one event, of an hour where no DURATION stands in `more`.
std::string event(const std::string& uid, std::int64_t from, const std::string& more);

/// A life in a scratch folder: a Maildir, a folder of calendars, the plugin over both.
class FilesLife {
    TempDir dir_; // first: what follows lies in it

  public:
    FilesLife();

    [[nodiscard]] std::filesystem::path mail() const { return dir_ / "mail"; }
    [[nodiscard]] std::filesystem::path calendars() const { return dir_ / "ics"; }
    [[nodiscard]] std::filesystem::path state() const { return dir_ / "state"; }

    /// Puts a mail from Ana there; its Message-ID is `id`.
    void put(const std::string& file, const std::string& id, std::int64_t hours_ago = 48) const;

    /// One run of sense; true if it succeeded. Goes on from the last cursor.
    bool sense();
    bool plan(std::int64_t from, std::int64_t to);

    /// Of the contacts of the last run, in order.
    [[nodiscard]] Refs refs() const;

    std::string settings;
    FakeHost host{state()};
    std::string cursor;
    std::int64_t at; ///< past the times of every file the tests make: folders count as settled
    std::int64_t since = 0;
    std::int64_t until = 0;
    std::vector<std::string> friends{"mailto:ana@example.net"};

  private:
    bool call(int (*role)(void*, const kith_request*)) const;
};

} // namespace kith::test
