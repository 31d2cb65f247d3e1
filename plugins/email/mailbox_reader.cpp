// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_reader.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ranges>

#include <fmt/format.h>

#include "kith/plugin.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kHits = 500;

} // namespace

/// A mail is given up on only beside others that come now: where none does, it is the mailbox that
/// cannot be read just now. Cyrus says OK and shows nothing then; so it does of mails that went.
/// Where only some did not come, those that lie there still are asked for again later, refused or
/// not: a NO may be about the hour as well. Where an OK left out many, that is so after some runs,
/// or they would plug the mailbox for ever; and so is giving up, after a day, on what is too
/// scattered to be remembered.
void MailboxReader::settle(const MailFetch::Yield& yield, MailboxProgress& box) {
    if (yield.came.empty()) {
        if (yield.first_set.empty()) return;
        UidSet there;
        session_.search("UID " + yield.first_set, there);
        if (there.empty() && yield.refused.empty()) return;
        if (!fetch_.shows_others(yield.asked, yield.is_stuck, box))
            throw MailboxUnshown(yield.words);
    }
    auto missing = yield.asked;
    missing.remove(yield.came);
    if (missing.empty()) return;
    auto withheld = fetch_.still_there(std::move(missing));
    if (withheld.empty()) return;
    if (withheld.count() > kPiece) throw MailboxUnshown("");
    const auto uids = uids_of(withheld);
    if (steps_.owe(box, uids)) return;
    if (!yield.came.empty()) fetch_.insist(yield, box);
    auto left_out = withheld;
    for (const auto uid : yield.refused) left_out.remove(one(uid));
    if (!left_out.empty() && !steps_.owe(box, uids_of(left_out)) && !yield.is_stuck)
        throw MailboxUnshown("");
    for (const auto& mail : box.owed) withheld.remove(one(mail.uid));
    if (steps_.hold(box, withheld)) return;
    if (!yield.is_stuck || !box.is_hopeless(now_)) throw MailboxUnshown(yield.words);
    for (const auto uid : uids | std::views::reverse)
        if (!box.owes(uid) && !steps_.owe(box, std::array{uid})) steps_.give_up_on(box, uid);
}

void MailboxReader::read(const UidSet::Chunk& chunk, By how, MailboxProgress& box) {
    if (chunk.count == 1 && fetch_.spoils(box, chunk.low)) return box.ask_for_more(1);
    const Uid first = chunk.low > box.top ? chunk.low : chunk.high;
    const bool is_stuck = box.is_stuck_at(first);
    UidSet members;
    members.add(chunk.members);
    fetch_.insist_on(is_stuck && (fetch_.shows_others(members, is_stuck, box) ||
                                  fetch_.witness().shows_one_of(members, {}, box)));
    try {
        read_piece(chunk, how, is_stuck, box);
    } catch (const MailboxUnshown&) {
        fetch_.insist_on(false);
        box.stick_at(first, now_);
        throw;
    }
    fetch_.insist_on(false);
}

void MailboxReader::read_piece(const UidSet::Chunk& chunk, By how, bool is_stuck,
                               MailboxProgress& box) {
    const auto began = std::chrono::steady_clock::now();
    MailFetch::Yield yield;
    yield.piece = chunk.count;
    yield.is_stuck = is_stuck;
    UidSet hits;
    const bool found =
        how != By::Headers && !fails_at(chunk, is_stuck, box) && find_hits(chunk, how, hits, box);
    if (!found) fetch_.fetch(chunk, box, yield);
    while (found && !hits.empty())
        fetch_.fetch(hits.take_highest(kHits, UidSet::Gaps::Kept), box, yield);
    settle(yield, box);
    box.ask_for_more(chunk.count);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    KeySearch::Piece piece{chunk.low, chunk.high, chunk.count, std::move(yield.contacts),
                           took.count()};
    if (found)
        search_.searched(box, piece);
    else
        search_.read(box, std::move(piece));
}

bool MailboxReader::fails_at(const UidSet::Chunk& chunk, bool is_stuck, MailboxProgress& box) {
    if (chunk.count != 1) return false;
    if (box.hangs_up() && box.broke_at == chunk.low) return true;
    return is_stuck && (!always_searches_ ||
                        search_.searches_one_of(fetch_.witness().near(one(chunk.low), box)));
}

bool MailboxReader::find_hits(const UidSet::Chunk& chunk, By how, UidSet& hits,
                              MailboxProgress& box) try {
    if (!search_.find(chunk.low, chunk.high, hits)) return false;
    if (how == By::SearchOfNew) search_.add_unindexed(chunk.low, chunk.high, hits);
    return true;
} catch (const MailboxUnshown&) {
    if (always_searches_ && chunk.count > 1 && search_.refused_at_a_mail())
        box.ask_for_less(chunk.count);
    throw;
} catch (const plugin::Failure&) {
    if (always_searches_) fetch_.note_break(chunk.count, chunk.low, box);
    throw;
}

bool MailboxReader::read_new(MailboxProgress& box, Uid next, const std::string& day) {
    UidSet fresh;
    if (!steps_.has_time()) return false;
    if (next != 0 && next - box.top <= kPiece)
        fresh.add(box.top + 1, next - 1);
    else
        find_window(box, fmt::format("UID {}:*", std::uint64_t{box.top} + 1), day, fresh);
    fresh.keep_above(box.top); // `9:*` names the last mail, however low its number is
    while (!fresh.empty()) {
        if (!steps_.has_time()) return false;
        const auto chunk = fresh.take_lowest(box.at_once());
        read(chunk, always_searches_ ? By::SearchOfNew : By::Headers, box);
        box.top = chunk.high;
        box.pass_break();
        steps_.commit(box);
    }
    if (next > box.top) box.top = next - 1;
    if (next != 0 && box.done) box.dateless = 0;
    box.pass_break();
    return true;
}

bool MailboxReader::read_back(MailboxProgress& box, const std::string& day) {
    if (!steps_.has_time()) return false;
    UidSet window;
    const bool begun = box.bottom > 0;
    if (box.bottom != 1)
        find_window(box, begun ? fmt::format("UID 1:{}", box.bottom - 1) : "ALL", day, window);
    if (!begun) box.top = window.highest();
    while (!window.empty()) {
        if (!steps_.has_time()) return false;
        const auto left = window.count();
        const auto chunk = window.take_highest(box.at_once());
        read(chunk, search_.is_due(box, left) ? By::Search : By::Headers, box);
        const bool again = search_.overlooks(box);
        if (!again) box.bottom = chunk.low;
        box.pass_break();
        steps_.commit(box);
        if (again) return read_back(box, day);
    }
    box.done = true;
    box.searched_from = 0;
    box.dateless = 0;
    box.pass_break();
    return true;
}

void MailboxReader::find_window(MailboxProgress& box, const std::string& among,
                                const std::string& day, UidSet& out) {
    if (box.dateless < kDateless) {
        try {
            const auto told = session_.find(fmt::format("{} SINCE {}", among, day), out);
            if (told) {
                box.dateless = 0;
                return;
            }
            // What comes then may end the conversation: the other mailboxes first, at the next run.
            const bool again = told.error().is_about_a_mail() && box.dateless++ > 0;
            if (!again) session_.refuse_search(told.error());
        } catch (const plugin::Failure&) { // it hung up, or took too long
            ++box.dateless;
            steps_.keep();
            throw;
        }
    }
    out = {};
    session_.search(among, out);
}

} // namespace kith::email
