// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "plugins/files/calendar_files.hpp"

namespace kith::files {

/// What one reading of a calendar file showed.
struct CalendarReading {
    std::map<std::string, std::int64_t> refs; ///< the contacts in it, and when each began
    /// Refs of events of their own, single ones or overrides, that are off or still to come.
    std::set<std::string> called_off;
    std::set<std::string> left_out;  ///< refs of a series that an EXDATE or its cancellation names
    std::set<std::string> own;       ///< refs of all single events and overrides in it
    std::set<std::string> repeating; ///< uids of all series in it
    std::string
        first_day;     ///< on which the earliest event that does not repeat was over; `20260302`
    bool whole = true; ///< nothing in it was unreadable or still being written
};

/// How much of a ref is its event's uid: that of one of a series ends in `#` and its original time.
std::size_t uid_length(const std::string& ref);

/// The contacts that calendar files have given, so that one which was called off, moved or deleted
/// afterwards is taken back. In doubt nothing is: a disk that is not there, a file that cannot be
/// read, an old event tidied away, one past the end of an export or a series that has ended or
/// was changed leaves everything as it was.
class Told {
  public:
    struct Ref {
        std::int64_t at = 0;     ///< the contact began
        std::uint64_t rules = 0; ///< it was last given by

        friend bool operator==(const Ref&, const Ref&) = default;
    };
    struct File {
        std::string path;
        std::uint64_t folder = 0; ///< which folder it lay in, whatever that is called
        std::map<std::string, Ref> refs;
    };
    /// How a run looks: by which rules, from when on, and when.
    struct Look {
        std::uint64_t rules = 0;
        std::int64_t since = 0;
        std::int64_t now = 0;
    };

    /// True if this file has given that contact.
    [[nodiscard]] bool has(std::uint64_t key, const std::string& ref) const;
    /// A file was read. What it gave before and does not give now is off, or is kept where that is
    /// not sure: what other rules gave may be there still, and be looked for no more. What began
    /// before `look.since` is forgotten.
    void read(const CalendarFile& file, const CalendarReading& reading, const Look& look);
    /// A file is there and has not changed.
    void still_there(const CalendarFile& file);
    /// After every file was looked at: the refs to take back, which no file gives any more.
    /// `listed` are the keys of all files that were there, sorted. `named` are files and folders
    /// that the settings name; where one of them is missing itself, its contacts stay.
    std::vector<std::string> settle(const std::vector<std::filesystem::path>& named,
                                    std::span<const std::uint64_t> listed, const Look& look);

    /// As it is stored (seen.cpp).
    std::map<std::uint64_t, File> files;
    std::set<std::string> loose; ///< off in one file, the others not yet looked at
    std::int64_t looked_at = 0;  ///< when every file was last looked at; 0: not known

  private:
    std::uint64_t folder_of(const std::filesystem::path& file);
    bool is_gone(const File& file, std::int64_t now);

    std::string last_folder_; ///< most files lie beside each other
    std::uint64_t last_identity_ = 0;
};

} // namespace kith::files
