// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/settings.hpp"

namespace kith::policy {

/// Takes people out of a text that others may read, or that is to be silent about them: names, ids
/// and addresses, as whole words in any case, become `someone`.
class Nameless {
  public:
    Nameless() = default; ///< nobody
    /// Everyone configured.
    explicit Nameless(const Settings& settings);
    void add(const Connection& connection);
    /// What this person is called is said all the same: two may bear one name.
    void spare(const Connection& person);
    /// And every word that `knows`, of those whose names are kept as hashes alone.
    void also(std::function<bool(std::string_view word)> knows) { knows_ = std::move(knows); }

    [[nodiscard]] std::string operator()(std::string_view text) const;
    /// Whether `text` speaks of any of them.
    [[nodiscard]] bool finds(std::string_view text) const;

  private:
    void add_word(std::string_view word);
    [[nodiscard]] bool is_known(std::string_view word) const;

    struct LongestFirst {
        bool operator()(const std::string& a, const std::string& b) const {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        }
    };
    std::set<std::string, LongestFirst> words_; ///< lower case
    std::set<std::string, std::less<>> spared_;
    std::function<bool(std::string_view)> knows_;
};

} // namespace kith::policy
