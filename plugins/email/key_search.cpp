// SPDX-License-Identifier: MIT
#include "plugins/email/key_search.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "kith/plugin.hpp"

namespace kith::email {
namespace {

/// So many mails are searched to see whether any is.
constexpr int kAttempts = 3;
/// Reading on like this is not worth a comparison, in seconds.
constexpr double kSoonDone = 5;

} // namespace

bool KeySearch::is_due(MailboxProgress& box, std::size_t left) {
    if (way_ != Way::Auto) return way_ == Way::Search;
    if (keys_.empty()) return false;
    if (cursor_.unsearched || box.overlooked || headers_.mails == 0) return false;
    if (headers_.each() * static_cast<double>(left) < kSoonDone || left <= kPiece) return false;
    if (compared_ != box.name) {
        if (!finds_the_same(box)) return false;
        middle_ = left / 2;
    }
    if (left <= middle_) {
        middle_ = 0;
        return false;
    }
    return search_.each() < headers_.each();
}

bool KeySearch::finds_the_same(MailboxProgress& box) {
    if (sample_of_ != box.name || sample_.contacts.empty()) return false;
    const auto began = std::chrono::steady_clock::now();
    UidSet hits;
    if (!find(sample_.low, sample_.high, hits)) return false;
    sample_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    search_.add(sample_);
    compared_ = box.name;
    sample_.contacts.remove(std::move(hits));
    box.overlooked = !sample_.contacts.empty();
    return !box.overlooked;
}

void KeySearch::searched(MailboxProgress& box, const Piece& piece) {
    search_.add(piece);
    if (way_ == Way::Auto) box.searched_from = std::max(box.searched_from, piece.high);
}

bool KeySearch::overlooks(MailboxProgress& box) {
    if (!std::exchange(is_unproven_, false) || box.searched_from == 0) return false;
    if (!cursor_.unsearched && (sample_.contacts.empty() || finds_the_same(box))) return false;
    box.take_back_searched();
    return true;
}

bool KeySearch::find(Uid low, Uid high, UidSet& out) try {
    UidSet failing;
    for (const auto& keys : keys_) {
        if (way_ == Way::Search) {
            if (!search_around(low, high, keys, out, failing)) session_.refuse_search(refusal_);
            continue;
        }
        const auto told = session_.find(fmt::format("UID {}:{} {}", low, high, keys), out);
        if (told) continue;
        if (!told.error().is_passing()) cursor_.unsearched = true;
        return false;
    }
    out.add(failing);
    return true;
} catch (const plugin::Failure&) { // it took too long, or hung up
    if (way_ != Way::Search && !std::exchange(cursor_.unsearched, true)) keep_();
    throw;
}

bool KeySearch::search_around(Uid low, Uid high, const std::string& keys, UidSet& out,
                              UidSet& failing) {
    UidSet found;
    const auto told = session_.find(fmt::format("UID {}:{} {}", low, high, keys), found);
    if (told) {
        out.add(found);
        return true;
    }
    refusal_ = told.error();
    if (!refusal_.is_about_a_mail() || failing.count() >= kRefusals)
        session_.refuse_search(refusal_);
    if (low == high) {
        failing.add(low, high);
        return false;
    }
    const auto middle = low + (high - low) / 2;
    const bool above = search_around(middle + 1, high, keys, out, failing);
    const bool below = search_around(low, middle, keys, out, failing);
    return above || below;
}

bool KeySearch::searches_one_of(UidSet mails) {
    if (keys_.empty()) return false;
    for (int i = 0; i < kAttempts && !mails.empty(); ++i) {
        const auto uid = (i % 2 == 0 ? mails.take_highest(1) : mails.take_lowest(1)).low;
        UidSet found;
        if (std::ranges::all_of(keys_, [&](const std::string& keys) {
                return session_.find(fmt::format("UID {}:{} {}", uid, uid, keys), found)
                    .has_value();
            }))
            return true;
    }
    return false;
}

void KeySearch::add_unindexed(Uid low, Uid high, UidSet& out) {
    if (keys_.empty()) return;
    UidSet there, indexed, failing;
    session_.search(fmt::format("UID {}:{}", low, high), there);
    if (!search_around(low, high, "FROM \"@\"", indexed, failing)) session_.refuse_search(refusal_);
    there.remove(std::move(indexed));
    out.add(there);
}

void KeySearch::read(const MailboxProgress& box, Piece piece) {
    headers_.add(piece);
    sample_of_ = box.name;
    sample_ = std::move(piece);
    is_unproven_ = true;
}

} // namespace kith::email
