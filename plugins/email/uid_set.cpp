// SPDX-License-Identifier: MIT
#include "plugins/email/uid_set.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace kith::email {
namespace {

constexpr Uid kBridge = 50;
constexpr std::size_t kMostRanges = 300; // less than 7 kB of text: servers take at least 8

std::string text_of(const std::deque<UidRange>& ranges) {
    std::string out;
    for (const auto& [low, high] : ranges) {
        if (!out.empty()) out += ',';
        out += low == high ? fmt::format("{}", low) : fmt::format("{}:{}", low, high);
    }
    return out;
}

} // namespace

void UidSet::add(Uid first, Uid last) {
    if (first > last) std::swap(first, last);
    if (last == 0 || overfull()) return;
    first = std::max<Uid>(first, 1);
    if (!ranges_.empty()) {
        auto& back = ranges_.back();
        if (first >= back.low && first <= std::uint64_t{back.high} + 1) {
            back.high = std::max(back.high, last);
            return;
        }
    }
    in_order_ = in_order_ && (ranges_.empty() || first > ranges_.back().high);
    ranges_.push_back({first, last});
}

void UidSet::add(std::span<const UidRange> ranges) {
    for (const auto& [low, high] : ranges) add(low, high);
}

void UidSet::add(const UidSet& others) {
    for (const auto& [low, high] : others.ranges_) add(low, high);
}

void UidSet::remove(UidSet others) {
    settle();
    others.settle();
    std::deque<UidRange> rest;
    auto other = others.ranges_.begin();
    for (auto [low, high] : ranges_) {
        while (other != others.ranges_.end() && other->high < low) ++other;
        // One of the others may reach into the next range as well.
        for (auto each = other; each != others.ranges_.end() && each->low <= high && low <= high;
             ++each) {
            if (each->low > low) rest.push_back({low, each->low - 1});
            if (each->high >= high) {
                low = 1;
                high = 0;
            } else {
                low = each->high + 1;
            }
        }
        if (low <= high) rest.push_back({low, high});
    }
    ranges_ = std::move(rest);
}

/// Sorts and joins, for the rare server that lists UIDs in another order.
void UidSet::settle() {
    if (in_order_) return;
    in_order_ = true;
    std::ranges::sort(ranges_, {}, &UidRange::low);
    std::deque<UidRange> joined;
    for (const auto& range : ranges_) {
        if (!joined.empty() && range.low <= std::uint64_t{joined.back().high} + 1)
            joined.back().high = std::max(joined.back().high, range.high);
        else
            joined.push_back(range);
    }
    ranges_ = std::move(joined);
}

std::size_t UidSet::count() {
    settle();
    std::size_t out = 0;
    for (const auto& range : ranges_) out += std::size_t{range.high} - range.low + 1;
    return out;
}

Uid UidSet::highest() {
    settle();
    return ranges_.empty() ? 0 : ranges_.back().high;
}

bool UidSet::has(Uid uid) const {
    return std::ranges::any_of(
        ranges_, [uid](const UidRange& each) { return each.low <= uid && uid <= each.high; });
}

std::size_t UidSet::ranges() const {
    UidSet copy = *this;
    copy.settle();
    return copy.ranges_.size();
}

std::string UidSet::text() const {
    UidSet copy = *this;
    copy.settle();
    return text_of(copy.ranges_);
}

void UidSet::keep_above(Uid uid) {
    settle();
    while (!ranges_.empty() && ranges_.front().low <= uid) {
        auto& front = ranges_.front();
        if (front.high <= uid)
            ranges_.pop_front();
        else
            front.low = uid + 1;
    }
}

UidSet::Chunk UidSet::take_highest(std::size_t most, Gaps gaps) { return take(most, true, gaps); }
UidSet::Chunk UidSet::take_lowest(std::size_t most) { return take(most, false, Gaps::Bridged); }

UidSet::Chunk UidSet::take(std::size_t most, bool highest, Gaps gaps) {
    settle();
    const Uid bridge = gaps == Gaps::Bridged ? kBridge : 1;
    Chunk out;
    std::deque<UidRange> taken; // ascending
    while (!ranges_.empty() && out.count < most) {
        auto& next = highest ? ranges_.back() : ranges_.front();
        const auto size = std::size_t{next.high} - next.low + 1;
        const auto part = static_cast<Uid>(std::min(size, most - out.count));
        const auto piece = highest ? UidRange{next.high - (part - 1), next.high}
                                   : UidRange{next.low, next.low + (part - 1)};
        const bool bridged = !taken.empty() && (highest ? taken.front().low - piece.high
                                                        : piece.low - taken.back().high) <= bridge;
        if (!bridged && taken.size() == kMostRanges) break;
        if (bridged && highest)
            taken.front().low = piece.low;
        else if (bridged)
            taken.back().high = piece.high;
        else if (highest)
            taken.push_front(piece);
        else
            taken.push_back(piece);
        out.members.push_back(piece);
        out.count += part;
        if (part < size)
            (highest ? next.high : next.low) = highest ? piece.low - 1 : piece.high + 1;
        else if (highest)
            ranges_.pop_back();
        else
            ranges_.pop_front();
    }
    out.text = text_of(taken);
    if (taken.empty()) return out;
    out.low = taken.front().low;
    out.high = taken.back().high;
    return out;
}

} // namespace kith::email
