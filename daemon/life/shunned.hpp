// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/connection.hpp"

namespace kith::daemon {

/// Whom the person wants no contact with, as salted hashes of their id and addresses: enough to
/// know them again wherever they come up, too little to read who they are. Whoever has the file and
/// a guess can test the guess.
class Shunned {
  public:
    /// What text() wrote; a new salt where nothing was kept.
    static Shunned read(const std::optional<std::string>& kept);
    [[nodiscard]] std::string text() const;

    void add(const Connection& connection);
    /// Lets the one with this id go; true where it was there.
    bool remove(const std::string& id);
    /// By id, or by any address.
    [[nodiscard]] bool has(const Connection& connection) const;
    [[nodiscard]] bool empty() const { return people_.empty(); }

  private:
    [[nodiscard]] std::string hash(const std::string& text) const;

    std::string salt_;
    std::map<std::string, std::set<std::string>> people_; ///< hash of the id -> of the addresses
};

} // namespace kith::daemon
