// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace kith::email {

using Uid = std::uint32_t;

struct UidRange {
    Uid low = 0;
    Uid high = 0;
};

/// A set of UIDs as ascending ranges: a hundred thousand mails are a few bytes.
class UidSet {
  public:
    /// A part of the set as a command names it, with its bounds.
    struct Chunk {
        std::string text;              ///< `7:9,12`
        std::vector<UidRange> members; ///< without the gaps that `text` may bridge
        Uid low = 0;
        Uid high = 0;
        std::size_t count = 0;
    };

    /// Adds first..last; in any order, overlaps are fine. 0 is no UID. A set that is overfull takes
    /// no more.
    void add(Uid first, Uid last);
    void add(std::span<const UidRange> ranges);
    void add(const UidSet& others);
    /// More ranges than the search of any mailbox gives: whoever fills it is up to no good.
    [[nodiscard]] bool overfull() const { return ranges_.size() >= kMost; }
    void remove(UidSet others);
    [[nodiscard]] bool empty() const { return ranges_.empty(); }
    [[nodiscard]] std::size_t count();
    [[nodiscard]] Uid highest();
    [[nodiscard]] bool has(Uid uid) const;
    [[nodiscard]] std::size_t ranges() const;
    /// `7:9,12`, as add_sequence() reads it.
    [[nodiscard]] std::string text() const;

    /// What a command's text may name besides the members.
    enum class Gaps : std::uint8_t {
        Bridged, ///< a few UIDs between: mostly mails long gone, and a shorter command is cheaper
        Kept,    ///< nothing
    };
    /// Takes out the highest, at most `most`, in a text that fits on a command line.
    Chunk take_highest(std::size_t most, Gaps gaps = Gaps::Bridged);
    /// The same from the other end.
    Chunk take_lowest(std::size_t most);
    /// Forgets what is not above `uid`.
    void keep_above(Uid uid);

  private:
    static constexpr std::size_t kMost = 1'000'000; // 8 MB

    void settle();
    Chunk take(std::size_t most, bool highest, Gaps gaps);

    std::deque<UidRange> ranges_;
    bool in_order_ = true;
};

} // namespace kith::email
