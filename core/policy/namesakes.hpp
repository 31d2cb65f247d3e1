// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/connection.hpp"
#include "core/policy/name_spots.hpp"

namespace kith::policy {

/// Those whose names are said all the same, while others are to be found: two may bear one name.
/// By what they are called, and never by a word of their name that speaks of somebody else (Leo
/// (Ben's brother), Zoe's mum, the id mum-friend-greta). Folds nothing before it is asked. One
/// thread.
class Namesakes {
  public:
    void add(const Connection& person);
    void clear() { *this = {}; }

    /// What of one text they are named by.
    class Within {
      public:
        Within(const Namesakes& all, const FoldedText& text);
        /// It stands inside their whole name.
        [[nodiscard]] bool holds(const FoldedText::Spot& spot) const;
        /// They are called just that.
        [[nodiscard]] bool called(const FoldedText::Spot& spot) const;
        /// It is a part of a name of theirs.
        [[nodiscard]] bool named(const FoldedText::Spot& spot) const;

      private:
        [[nodiscard]] bool is_of(const std::set<std::string, std::less<>>& names,
                                 const FoldedText::Spot& spot) const;

        const Namesakes& all_;
        const FoldedText& text_;
        std::vector<FoldedText::Spot> whole_; ///< where a whole name of theirs stands
    };

  private:
    using Names = std::set<std::string, std::less<>>;

    struct Written {
        std::string name, id;
    };

    void fold() const;

    mutable std::vector<Written> written_;
    mutable Names called_, parts_, whole_; ///< in small letters
};

} // namespace kith::policy
