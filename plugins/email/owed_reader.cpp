// SPDX-License-Identifier: MIT
#include "plugins/email/owed_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace kith::email {
namespace {

/// Of the held mails so many that are refused are found out in one run.
constexpr std::size_t kMostRefused = 64;

} // namespace

void OwedReader::read_owed(MailboxProgress& box) {
    UidSet asked;
    for (const auto& each : box.owed) asked.add(each.uid, each.uid);
    const auto there = fetch_.still_there(std::move(asked));
    std::erase_if(box.owed, [&](const OwedMail& mail) { return !there.has(mail.uid); });
    if (box.owes(box.broke_at) && fetch_.spoils(box, box.broke_at))
        std::erase_if(box.owed, [&](const OwedMail& mail) { return mail.uid == box.broke_at; });
    std::vector<Uid> came;
    UidSet owed;
    for (auto& mail : box.owed) {
        ++mail.tries;
        mail.awaits_words = false;
        if (mail.since == 0 || mail.since > now_) mail.since = now_;
        owed.add(mail.uid, mail.uid);
    }
    bool excused = false;
    for (const auto uid : uids_of(owed)) {
        const auto take = [&](const FetchedMail& each) {
            if (each.uid != uid || !each.has_header) return;
            came.push_back(uid);
            fetch_.witness().came(box, uid);
            (void)steps_.take(each, box);
        };
        // One by one: a quarrel about one of them is about no other.
        try {
            (void)fetch_.ask(std::to_string(uid), 1, uid, box, take);
        } catch (const MailboxUnshown&) {
            excused = excused || fetch_.witness().shows_any(owed, box);
            if (!excused) throw;
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

void OwedReader::let_go(MailboxProgress& box, bool shown) {
    const auto overdue = [this](const OwedMail& mail) {
        return mail.tries >= kTries && now_ - mail.since >= kTryFor;
    };
    UidSet owed;
    for (const auto& mail : box.owed) owed.add(mail.uid, mail.uid);
    if (std::ranges::none_of(box.owed, overdue) ||
        (!shown && !fetch_.witness().shows_any(owed, box)))
        return;
    for (const auto& mail : box.owed)
        if (overdue(mail)) steps_.give_up_on(box, mail.uid);
    std::erase_if(box.owed, overdue);
}

void OwedReader::ask_for_held(UidSet mails, MailboxProgress& box, MailFetch::Yield& yield) {
    while (!mails.empty() && yield.refused.size() < yield.most_refused && steps_.has_time()) {
        const auto chunk = mails.take_highest(box.at_once(), UidSet::Gaps::Kept);
        if (chunk.count == 1 && fetch_.spoils(box, chunk.low)) {
            box.held.remove(one(chunk.low));
            continue;
        }
        yield.piece = chunk.count;
        fetch_.fetch(chunk, box, yield);
        box.ask_for_more(chunk.count);
        box.held_at = yield.refused.size() < yield.most_refused ? chunk.low : yield.refused.back();
    }
}

void OwedReader::read_held(MailboxProgress& box) {
    box.held = fetch_.still_there(box.held);
    if (box.held.empty()) return;
    box.held_tries = std::min(box.held_tries + 1, kTries);
    if (box.held_since > now_) box.held_since = now_;
    const bool overdue = box.held_tries >= kTries && now_ - box.held_since >= kTryFor;
    MailFetch::Yield yield;
    yield.is_stuck = true;
    yield.most_refused = kMostRefused;
    fetch_.insist_on(overdue && fetch_.witness().shows_any(box.held, box));
    try {
        UidSet above;
        if (box.held_at > 0) {
            above = box.held;
            above.keep_above(box.held_at - 1);
        }
        auto below = box.held;
        below.remove(above);
        ask_for_held(std::move(below), box, yield);
        ask_for_held(std::move(above), box, yield);
    } catch (const MailboxUnshown&) { // they are owed, and hold up nothing
        fetch_.insist_on(false);
        if (!fetch_.witness().shows_any(box.held, box)) throw;
    }
    fetch_.insist_on(false);
    steps_.commit(box);
    auto missing = yield.answered;
    missing.remove(yield.came);
    box.held.remove(yield.came);
    steps_.keep();
    if (missing.empty() || !overdue) return;
    if (yield.came.empty() && !fetch_.witness().shows_any(box.held, box)) return;
    for (const auto uid : uids_of(missing)) steps_.give_up_on(box, uid);
    box.held.remove(std::move(missing));
    box.pass_break();
}

void OwedReader::read_junk(MailboxProgress& box) {
    std::erase_if(box.junk, [this](const JunkMail& mail) {
        return mail.filed < now_ - kJunkFor || mail.filed > now_ + kTryFor;
    });
    if (box.junk.empty()) return;
    UidSet asked;
    for (const auto& mail : box.junk) asked.add(mail.uid, mail.uid);
    const auto chunk = asked.take_highest(box.junk.size(), UidSet::Gaps::Kept);
    const auto take = [&](const FetchedMail& mail) {
        if (mail.has_header) (void)steps_.take(mail, box);
    };
    try {
        // Whatever does not come has gone; what is junk still is noted again.
        if (fetch_.ask(chunk.text, chunk.count, chunk.low, box, take)) box.junk.clear();
    } catch (const MailboxUnshown&) { // tomorrow, then
    }
    steps_.commit(box);
}

} // namespace kith::email
