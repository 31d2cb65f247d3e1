// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plugins/files/told.hpp"

namespace kith::files {

/// What earlier runs have read, so that a later one reads only what is new. Kept in the state
/// folder; which generation of it holds is in the cursor, which kithd commits together with the
/// records: a crash in between leaves the older generation in force, and nothing is lost.
class Seen {
  public:
    /// A calendar file as it was last read, and when it has to be looked at again: an event in the
    /// future becomes a contact without the file changing.
    struct Calendar {
        std::uint64_t shape = 0; ///< of size and time of change
        std::int64_t again_at = INT64_MAX;
    };

    /// Nothing seen: the first run, other people or settings, or a state that cannot be read.
    Seen() = default;

    /// The state that `cursor` belongs to, or an empty one. `rules` changes with what is looked
    /// for and what decides.
    static Seen load(const std::optional<std::string>& dir,
                     const std::optional<std::string>& cursor, std::uint64_t rules,
                     std::int64_t since);

    /// Writes the next generation and returns the cursor that makes it hold. Without a folder
    /// nothing is kept, and everything is read again the next time.
    std::string save(const std::optional<std::string>& dir);

    /// What the calendars have given; outlives a change of the rules.
    Told& told() { return told_; }
    [[nodiscard]] std::uint64_t rules() const { return rules_; }

    [[nodiscard]] bool has_mail(std::uint64_t name) const;
    void add_mail(std::uint64_t name) { fresh_mail_.push_back(name); }

    /// The folder's time of change when it was last read to its end, or nothing.
    [[nodiscard]] std::optional<std::int64_t> folder(const std::string& path) const;
    void set_folder(const std::string& path, std::int64_t changed) { folders_[path] = changed; }

    [[nodiscard]] const Calendar* calendar(std::uint64_t path) const;
    void set_calendar(std::uint64_t path, Calendar what) { calendars_[path] = what; }
    /// Forgets all files but those listed, by key and sorted: one that comes back is read again,
    /// also where nothing of it has changed.
    void keep_calendars(std::span<const std::uint64_t> listed);

  private:
    [[nodiscard]] std::string encode() const;
    bool decode(const std::string& text);

    std::uint64_t generation_ = 0;
    std::uint64_t rules_ = 0;
    std::int64_t since_ = 0;
    std::vector<std::uint64_t> mail_;       ///< sorted
    std::vector<std::uint64_t> fresh_mail_; ///< of this run
    std::map<std::string, std::int64_t> folders_;
    std::map<std::uint64_t, Calendar> calendars_;
    Told told_;
};

} // namespace kith::files
