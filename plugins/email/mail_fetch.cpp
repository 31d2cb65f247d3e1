// SPDX-License-Identifier: MIT
#include "plugins/email/mail_fetch.hpp"

#include "plugins/email/mail_taker.hpp"

namespace kith::email {

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

std::string MailFetch::items() { return header_items(session_.has_capability("X-GM-EXT-1")); }

std::expected<void, std::string> MailFetch::ask(std::string_view set, std::size_t count, Uid low,
                                                MailboxProgress& box,
                                                const ImapSession::OnMail& on_mail) {
    try {
        return session_.fetch(set, items(), on_mail);
    } catch (const MailboxUnshown& why) {
        const bool is_one = set.find_first_of(",:") == std::string_view::npos;
        if (!insists_ && (!why.over_limit || is_one)) throw;
        return std::unexpected(why.what());
    } catch (...) {
        note_break(count, low, box);
        throw;
    }
}

void MailFetch::note_break(std::size_t count, Uid low, MailboxProgress& box) {
    if (count > 1) {
        box.ask_for_less(count);
    } else {
        box.breaks = box.broke_at == low ? box.breaks + 1 : 1;
        box.broke_at = low;
        box.spoilt = witnessed_ == low;
    }
    steps_.keep();
}

bool MailFetch::spoils(MailboxProgress& box, Uid uid) {
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

void MailFetch::fetch(const UidSet::Chunk& chunk, MailboxProgress& box, Yield& yield) {
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
    if (shown || chunk.low == chunk.high) yield.answered.add(chunk.members);
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
    while (!rest.empty() && yield.refused.size() < yield.most_refused)
        fetch(rest.take_highest((chunk.count + 1) / 2, kept), box, yield);
}

bool MailFetch::shows_others(const UidSet& than, bool is_stuck, MailboxProgress& box) {
    return is_stuck && UidSet{than}.count() <= kRefusals ? witness_.shows_any(than, box)
                                                         : witness_.shows_another(than, box);
}

void MailFetch::insist(const Yield& yield, MailboxProgress& box) {
    auto came = yield.came;
    UidSet refused;
    for (const auto uid : yield.refused) refused.add(uid, uid);
    const bool shown = came.empty() ? shows_others(yield.asked, yield.is_stuck, box) ||
                                          witness_.shows_one_of(yield.asked, refused, box)
                                    : witness_.shows(came.highest(), box);
    if (!shown) throw MailboxUnshown(yield.words);
}

UidSet MailFetch::still_there(UidSet mails) {
    auto out = UidSet{};
    for (auto left = mails; !left.empty();)
        session_.search("UID " + left.take_highest(kPiece).text, out);
    auto outside = out; // a command's text bridges gaps
    outside.remove(std::move(mails));
    out.remove(std::move(outside));
    return out;
}

} // namespace kith::email
