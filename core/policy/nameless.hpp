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
#include "core/policy/namesakes.hpp"

namespace kith::policy {

/// Takes people out of a text that others may read, or that is to be silent about them: names, ids
/// and addresses, in small or large letters of any script and in the genitive, become `someone`.
/// Whole words alone, but in scripts without spaces. What is a mere part of a name may be a word as
/// well (winter), and counts only with a capital, in alphabets that have them, or beside what they
/// are called by (tom winter). One thread.
class Nameless {
  public:
    Nameless() = default; ///< nobody
    /// Everyone configured.
    explicit Nameless(const Settings& settings);
    /// Of somebody without contact, each telling part of the name as well.
    void add(const Connection& connection);
    /// What this person is called is said all the same (Namesakes).
    void spare(const Connection& person) { spared_.add(person); }
    /// Nobody was: who is to be is told anew.
    void spare_nobody() { spared_.clear(); }
    /// And every word that `knows`, of those whose names are kept as hashes alone.
    void also(std::function<NameWord(std::string_view word)> knows) { knows_ = std::move(knows); }

    [[nodiscard]] std::string operator()(std::string_view text) const;
    /// Whether `text` speaks of any of them.
    [[nodiscard]] bool finds(std::string_view text) const;
    /// Whether it says what any of them is called by, and not a part of a name alone. A name of two
    /// letters (an, al) has to have a capital there.
    [[nodiscard]] bool calls(std::string_view text) const;
    /// Whether it does beyond doubt, since what goes by it never comes back: with a capital, by
    /// more than one word, or where nothing else stands there. In small letters a name may be a
    /// word (I hope she will call), and some are one with a capital too (May be moving in June).
    [[nodiscard]] bool calls_surely(std::string_view text) const;
    /// The same as calls() of what is no sentence, in any letters: whether an id is called after
    /// them.
    [[nodiscard]] bool is_after(std::string_view id) const;
    /// Whether it may speak of any of them, by a part in small letters too: for what is no sentence
    /// (a reference, a file's name).
    [[nodiscard]] bool hints_at(std::string_view text) const;

  private:
    /// How much of a name has to stand there.
    enum class Least { Sure, Called, After, Written, Part };
    struct Found {
        FoldedText::Spot spot;
        NameWord is = NameWord::None;
        bool with_more = false; ///< another word of the name, or a title, stands beside it
    };

    [[nodiscard]] bool is_empty() const { return words_.empty() && parts_.empty() && !knows_; }
    void add_word(std::string_view word);
    void add_part(std::string_view word);
    /// Where any of them may stand, and by how much of a name.
    [[nodiscard]] std::vector<Found> found(const FoldedText& text) const;
    /// Where they stand, the longest first.
    [[nodiscard]] std::vector<FoldedText::Spot> spots(const FoldedText& text, Least least) const;

    struct LongestFirst {
        bool operator()(const std::string& a, const std::string& b) const {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        }
    };
    std::set<std::string, LongestFirst> words_, parts_; ///< in small letters
    Namesakes spared_;
    std::function<NameWord(std::string_view)> knows_;
};

} // namespace kith::policy
