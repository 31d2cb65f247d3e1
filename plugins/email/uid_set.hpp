// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace kith::email {

using Uid = std::uint32_t;

/// A set of UIDs as ascending ranges: a hundred thousand mails are a few bytes.
class UidSet {
  public:
    /// A part of the set as a command names it, with its bounds.
    struct Chunk {
        std::string text; ///< `7:9,12`
        Uid low = 0;
        Uid high = 0;
        std::size_t count = 0;
    };

    /// Adds first..last; in any order, overlaps are fine. 0 is no UID.
    void add(Uid first, Uid last);
    [[nodiscard]] bool empty() const { return ranges_.empty(); }
    [[nodiscard]] std::size_t count();
    [[nodiscard]] Uid highest();

    /// Takes out the highest, at most `most`, in a text that fits on a command line. Gaps of a few
    /// UIDs are bridged: they are mostly mails long gone, and a shorter command is cheaper.
    Chunk take_highest(std::size_t most);
    /// The same from the other end.
    Chunk take_lowest(std::size_t most);
    /// Forgets what is not above `uid`.
    void keep_above(Uid uid);

  private:
    struct Range {
        Uid low;
        Uid high;
    };

    void settle();
    Chunk take(std::size_t most, bool highest);

    std::deque<Range> ranges_;
    bool in_order_ = true;
};

} // namespace kith::email
