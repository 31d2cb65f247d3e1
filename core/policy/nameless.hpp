// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

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

    [[nodiscard]] std::string operator()(std::string_view text) const;
    /// Whether `text` speaks of any of them.
    [[nodiscard]] bool finds(std::string_view text) const;

  private:
    void add_word(std::string_view word);

    struct LongestFirst {
        bool operator()(const std::string& a, const std::string& b) const {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        }
    };
    std::set<std::string, LongestFirst> words_; ///< lower case
};

} // namespace kith::policy
