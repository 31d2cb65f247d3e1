// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/connection.hpp"
#include "core/policy/name_spots.hpp"

namespace kith::policy {

/// Whom the person wants no contact with, as salted hashes of their id, addresses and the words of
/// their names: enough to know them again wherever they come up, too little to read who they are.
/// Whoever has the file and a guess can test the guess.
class Shunned {
  public:
    /// What text() wrote; a new salt where nothing was kept.
    static Shunned read(const std::optional<std::string>& kept);
    [[nodiscard]] std::string text() const;

    /// The same salt, and nobody yet.
    [[nodiscard]] Shunned nobody() const;
    void add(const Connection& connection);
    /// Lets the one with this id (or this mark) go; true where it was there. What is let go by its
    /// mark can be taken back by it: nothing else is left to make it from.
    bool remove(const std::string& id);
    bool restore(const std::string& mark);
    /// Those of `later` as well, as it is known later: from the same salt, or where there is nobody
    /// here yet.
    void join(const Shunned& later);
    /// What stands for them where their id is forgotten; empty for somebody else.
    [[nodiscard]] std::string mark(const std::string& id) const;
    /// No id of a connection begins so.
    [[nodiscard]] static bool is_mark(std::string_view id) { return id.starts_with('#'); }
    /// Whether `text`, which may be no sentence, has what they are called by, in any letters.
    [[nodiscard]] bool is_named(std::string_view text) const;
    /// What `folded`, in small letters, is of a name of theirs as it stands.
    [[nodiscard]] NameWord knows(std::string_view folded) const;
    /// What a text that names them is kept as: the same for the same text.
    [[nodiscard]] std::string veil(const std::string& text) const;
    /// The same for whoever has() finds.
    [[nodiscard]] std::string mark_of(const Connection& connection) const;
    /// By id, or by any address.
    [[nodiscard]] bool has(const Connection& connection) const;
    [[nodiscard]] bool empty() const { return people_.empty(); }

  private:
    using People = std::map<std::string, std::set<std::string>>;

    /// Of the two put together.
    [[nodiscard]] std::string hash(std::string_view text, std::string_view more = {}) const;
    [[nodiscard]] bool is_kept(std::string_view as, std::string_view folded) const;
    [[nodiscard]] std::string key(const std::string& id) const;
    static void move(People& from, People& to, const std::string& key);

    std::string salt_;
    People people_; ///< hash of the id -> of the addresses
    People let_go_; ///< those let go by their mark
};

} // namespace kith::policy
