// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kith::mail {

/// One address Kith looks for, as a job's request gives it.
struct Known {
    bool is_self = false;
    std::string connection;
    std::string address; ///< `mailto:ana@example.net`, bare, or of another scheme (not used here)
    std::vector<std::string> names; ///< may match a calendar title
};

/// Who is who by mail address, and by name in a title. Built once a job; reading is const. Where
/// no list is given at all, everybody is of interest (`open`): what `kith plugin try` shows then.
/// A list of the user's own addresses alone means nobody.
class People {
  public:
    /// `plus_addresses`: sam+shop@example.org is sam@example.org. For the user's own alone.
    /// `also_own`: addresses of the user's, whether the list holds them or not.
    People(std::span<const Known> known, bool plus_addresses,
           std::span<const std::string> also_own = {});

    [[nodiscard]] bool open() const { return open_; }
    [[nodiscard]] bool has_self() const { return has_self_; }
    [[nodiscard]] bool is_self(std::string_view address) const;
    /// True if a canonical address is a connection's; with `open`, if it is not the user's.
    [[nodiscard]] bool is_known(std::string_view address) const;
    /// The connections that have a canonical address: usually one.
    [[nodiscard]] std::span<const std::string> connections(std::string_view address) const;
    /// The connections one of whose names stands in a title, each once.
    [[nodiscard]] std::vector<std::string> named_in(std::string_view title) const;
    [[nodiscard]] bool has_names() const { return !names_.empty(); }
    /// Changes when anything that decides a match does.
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

  private:
    /// Takes it up and tells what decides a match of it.
    void add(const Known& person, std::vector<std::string>& facts);

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct Entry {
        bool self = false;
        std::vector<std::string> connections;
    };
    struct Name {
        std::string folded;
        std::string connection;
    };

    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
    std::vector<Name> names_;
    std::uint64_t fingerprint_ = 0;
    bool open_;
    bool has_self_ = false;
    bool plus_;
};

} // namespace kith::mail
