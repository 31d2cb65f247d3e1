// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_reader.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include <fmt/format.h>

#include "plugins/email/mail_taker.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kHits = 500;
/// After so many mails in a row that are not shown, none will be.
constexpr std::size_t kRefusals = 16;
/// A mail that was asked for in so many runs, for so long, will never come. While an offer waits
/// there are many runs in an hour, and a server in trouble needs longer than that.
constexpr int kTries = 12;
constexpr std::int64_t kTryFor = 86'400;

UidSet one(Uid uid) {
    UidSet out;
    out.add(uid, uid);
    return out;
}

std::vector<Uid> uids_of(UidSet set) {
    std::vector<Uid> out;
    while (!set.empty())
        for (const auto& [low, high] : set.take_lowest(kPiece).members)
            for (std::uint64_t uid = low; uid <= high; ++uid) out.push_back(static_cast<Uid>(uid));
    return out;
}

} // namespace

std::string MailboxReader::items() { return header_items(session_.has_capability("X-GM-EXT-1")); }

std::expected<void, std::string> MailboxReader::ask(std::string_view set, std::size_t count,
                                                    Uid low, MailboxProgress& box,
                                                    const ImapSession::OnMail& on_mail) {
    try {
        return session_.fetch(set, items(), on_mail);
    } catch (const MailboxUnshown& why) {
        if (!insists_) throw;
        return std::unexpected(why.what());
    } catch (...) {
        if (count > 1) {
            box.ask_for_less(count);
        } else {
            box.breaks = box.broke_at == low ? box.breaks + 1 : 1;
            box.broke_at = low;
            box.spoilt = witnessed_ == low;
        }
        steps_.keep();
        throw;
    }
}

bool MailboxReader::spoils(MailboxProgress& box, Uid uid) {
    if (box.broke_at != uid || !box.hangs_up()) return false;
    if (!box.spoilt) {
        // Maybe it was the hour and not the mail: it is asked for again.
        witnessed_ = witness_.shows_any(one(uid), box) ? uid : 0;
        return false;
    }
    box.breaks = 0;
    box.spoilt = false;
    steps_.give_up_on(box, uid);
    return true;
}

void MailboxReader::fetch(const UidSet::Chunk& chunk, MailboxProgress& box, Yield& yield) {
    constexpr auto kept = UidSet::Gaps::Kept;
    if (yield.first_set.empty()) yield.first_set = chunk.text;
    yield.asked.add(chunk.members);
    const auto in_chunk = [&](const FetchedMail& mail) {
        if (mail.uid < chunk.low || mail.uid > chunk.high || !mail.has_header) return;
        yield.came.add(mail.uid, mail.uid);
        yield.in_a_row = 0;
        witness_.came(box, mail.uid);
        if (steps_.take(mail, box)) yield.contacts.add(mail.uid, mail.uid);
    };
    const auto shown = ask(chunk.text, yield.piece, chunk.low, box, in_chunk);
    if (shown) return;
    yield.words = shown.error();
    // One mail the server cannot show spoils the whole answer: find it, and leave it alone.
    if (chunk.low == chunk.high) {
        yield.refused.push_back(chunk.low);
        if (++yield.in_a_row < kRefusals) return;
        if (!steps_.has_time()) {
            box.ask_for_less(yield.piece);
            throw MailboxUnshown(yield.words);
        }
        insist(yield, box);
        yield.in_a_row = 0;
        return;
    }
    UidSet rest;
    rest.add(chunk.members);
    while (!rest.empty()) fetch(rest.take_highest((chunk.count + 1) / 2, kept), box, yield);
}

void MailboxReader::insist(const Yield& yield, MailboxProgress& box) {
    auto came = yield.came;
    UidSet refused;
    for (const auto uid : yield.refused) refused.add(uid, uid);
    const bool shown = came.empty() ? witness_.shows_another(yield.asked, box) ||
                                          witness_.shows_one_of(yield.asked, refused, box)
                                    : witness_.shows(came.highest(), box);
    if (!shown) throw MailboxUnshown(yield.words);
}

UidSet MailboxReader::still_there(UidSet mails) {
    auto outside = UidSet{};
    auto out = UidSet{};
    for (auto left = mails; !left.empty();)
        session_.search("UID " + left.take_highest(kPiece).text, out);
    outside = out; // a command's text bridges gaps
    outside.remove(std::move(mails));
    out.remove(std::move(outside));
    return out;
}

/// A mail is given up on only beside others that come now: where none does, it is the mailbox that
/// cannot be read just now. Cyrus says OK and shows nothing then; so it does of mails that went.
/// Where only some did not come, those that lie there still are asked for again later, refused or
/// not: a NO may be about the hour as well. Beyond what is remembered refused ones are given up on,
/// and after some runs those that an OK left out, or they would plug the mailbox for ever.
void MailboxReader::settle(const Yield& yield, MailboxProgress& box) {
    if (yield.came.empty()) {
        if (yield.first_set.empty()) return;
        UidSet there;
        session_.search("UID " + yield.first_set, there);
        if (there.empty() && yield.refused.empty()) return;
        if (!witness_.shows_another(yield.asked, box)) throw MailboxUnshown(yield.words);
    }
    auto missing = yield.asked;
    missing.remove(yield.came);
    if (missing.empty()) return;
    auto withheld = still_there(std::move(missing));
    if (withheld.empty()) return;
    if (withheld.count() > kPiece) throw MailboxUnshown("");
    const auto uids = uids_of(withheld);
    if (steps_.owe(box, uids)) return;
    if (!yield.came.empty()) insist(yield, box);
    for (const auto uid : yield.refused) withheld.remove(one(uid));
    if (!withheld.empty() && !steps_.owe(box, uids_of(withheld)) && !yield.is_stuck)
        throw MailboxUnshown("");
    for (const auto uid : uids | std::views::reverse)
        if (!box.owes(uid) && !steps_.owe(box, std::array{uid})) steps_.give_up_on(box, uid);
}

void MailboxReader::read(const UidSet::Chunk& chunk, bool searching, MailboxProgress& box) {
    if (chunk.count == 1 && spoils(box, chunk.low)) return box.ask_for_more(1);
    const Uid first = chunk.low > box.top ? chunk.low : chunk.high;
    const bool is_stuck = box.is_stuck_at(first);
    UidSet members;
    members.add(chunk.members);
    insists_ = is_stuck &&
               (witness_.shows_another(members, box) || witness_.shows_one_of(members, {}, box));
    try {
        read_piece(chunk, searching, is_stuck, box);
    } catch (const MailboxUnshown&) {
        insists_ = false;
        box.stick_at(first);
        throw;
    }
    insists_ = false;
}

void MailboxReader::read_piece(const UidSet::Chunk& chunk, bool searching, bool is_stuck,
                               MailboxProgress& box) {
    const auto began = std::chrono::steady_clock::now();
    Yield yield;
    yield.piece = chunk.count;
    yield.is_stuck = is_stuck;
    UidSet hits;
    const bool found = searching && search_.find(chunk.low, chunk.high, hits);
    if (!found) fetch(chunk, box, yield);
    while (found && !hits.empty()) fetch(hits.take_highest(kHits, UidSet::Gaps::Kept), box, yield);
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

void MailboxReader::read_owed(MailboxProgress& box) {
    UidSet asked;
    for (const auto& each : box.owed) asked.add(each.uid, each.uid);
    const auto there = still_there(std::move(asked));
    std::erase_if(box.owed, [uids = uids_of(there)](const OwedMail& mail) {
        return !std::ranges::binary_search(uids, mail.uid);
    });
    if (box.owes(box.broke_at) && spoils(box, box.broke_at))
        std::erase_if(box.owed, [&](const OwedMail& mail) { return mail.uid == box.broke_at; });
    std::vector<Uid> came;
    UidSet owed;
    for (auto& mail : box.owed) {
        ++mail.tries;
        mail.awaits_words = false;
        if (mail.since == 0 || mail.since > now_) mail.since = now_;
        owed.add(mail.uid, mail.uid);
    }
    for (const auto uid : uids_of(owed)) {
        const auto take = [&](const FetchedMail& each) {
            if (each.uid != uid || !each.has_header) return;
            came.push_back(uid);
            witness_.came(box, uid);
            (void)steps_.take(each, box);
        };
        // One by one: a quarrel about one of them is about no other.
        try {
            (void)ask(std::to_string(uid), 1, uid, box, take);
        } catch (const MailboxUnshown&) {
            if (!witness_.shows_another(owed, box)) throw;
        }
    }
    steps_.commit(box);
    std::erase_if(box.owed, [&](const OwedMail& mail) {
        return !mail.awaits_words && std::ranges::find(came, mail.uid) != came.end();
    });
    steps_.keep();
    let_go(box, !came.empty());
    box.pass_break();
}

void MailboxReader::let_go(MailboxProgress& box, bool shown) {
    const auto overdue = [this](const OwedMail& mail) {
        return mail.tries >= kTries && now_ - mail.since >= kTryFor;
    };
    UidSet owed;
    for (const auto& mail : box.owed) owed.add(mail.uid, mail.uid);
    if (std::ranges::none_of(box.owed, overdue) || (!shown && !witness_.shows_any(owed, box)))
        return;
    for (const auto& mail : box.owed)
        if (overdue(mail)) steps_.give_up_on(box, mail.uid);
    std::erase_if(box.owed, overdue);
}

bool MailboxReader::read_new(MailboxProgress& box, Uid next, const std::string& day) {
    UidSet fresh;
    if (next != 0 && next - box.top <= kPiece)
        fresh.add(box.top + 1, next - 1);
    else
        session_.search(fmt::format("UID {}:* SINCE {}", std::uint64_t{box.top} + 1, day), fresh);
    fresh.keep_above(box.top); // `9:*` names the last mail, however low its number is
    while (!fresh.empty()) {
        if (!steps_.has_time()) return false;
        const auto chunk = fresh.take_lowest(box.at_once());
        read(chunk, always_searches_, box);
        box.top = chunk.high;
        box.pass_break();
        steps_.commit(box);
    }
    if (next > box.top) box.top = next - 1;
    box.pass_break();
    return true;
}

bool MailboxReader::read_back(MailboxProgress& box, const std::string& day) {
    UidSet window;
    const bool begun = box.bottom > 0;
    if (box.bottom != 1)
        session_.search(
            begun ? fmt::format("UID 1:{} SINCE {}", box.bottom - 1, day) : "SINCE " + day, window);
    if (!begun) box.top = window.highest();
    while (!window.empty()) {
        if (!steps_.has_time()) return false;
        const auto left = window.count();
        const auto chunk = window.take_highest(box.at_once());
        read(chunk, search_.is_due(box, left), box);
        const bool again = search_.overlooks(box);
        if (!again) box.bottom = chunk.low;
        box.pass_break();
        steps_.commit(box);
        if (again) return read_back(box, day);
    }
    box.done = true;
    box.searched_from = 0;
    box.pass_break();
    return true;
}

} // namespace kith::email
