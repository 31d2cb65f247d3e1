// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/settings.hpp"
#include "core/policy/name_spots.hpp"

namespace kith::policy {

/// Takes people out of a text that others may read, or that is to be silent about them: names, ids
/// and addresses, in small or large letters of any script and in the genitive, become `someone`.
/// Whole words alone, but in scripts without spaces.
class Nameless {
  public:
    Nameless() = default; ///< nobody
    /// Everyone configured.
    explicit Nameless(const Settings& settings);
    /// Of somebody without contact, each telling part of the name as well.
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
    /// Where they stand, the longest first.
    [[nodiscard]] std::vector<FoldedText::Spot> spots(const FoldedText& text) const;
    /// Somebody of that very name is there.
    [[nodiscard]] bool is_spared(const FoldedText& text, const FoldedText::Spot& spot) const;

    struct LongestFirst {
        bool operator()(const std::string& a, const std::string& b) const {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        }
    };
    std::set<std::string, LongestFirst> words_; ///< in small letters
    std::set<std::string, std::less<>> spared_;
    std::function<bool(std::string_view)> knows_;
};

} // namespace kith::policy
