// SPDX-License-Identifier: MIT
#include "plugins/email/witness.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace kith::email {
namespace {

/// How far from a mail another is looked for.
constexpr Uid kNear = 500;
/// So many mails, or mailboxes, are tried at a time.
constexpr int kAttempts = 3;
/// Of a stranger's mail no more is anybody's business.
constexpr std::string_view kProofItems = "UID BODY.PEEK[HEADER.FIELDS (DATE)]";

void leave_out(UidSet& mails, const UidSet& than, const MailboxProgress& box) {
    mails.remove(than);
    auto unfit = box.held;
    for (const auto& owed : box.owed) unfit.add(owed.uid, owed.uid);
    for (const auto uid : box.doubted) unfit.add(uid, uid);
    mails.remove(std::move(unfit));
}

} // namespace

bool Witness::shows(Uid uid, MailboxProgress& box) {
    bool came = false;
    try {
        (void)session_.fetch(std::to_string(uid), kProofItems, [&](const FetchedMail& mail) {
            came = came || (mail.uid == uid && mail.has_header);
        });
    } catch (const MailboxUnshown&) { // of this mail, or of the hour
        return false;
    } catch (...) {
        box.doubt(uid);
        keep_();
        throw;
    }
    if (!came) box.doubt(uid);
    return came;
}

UidSet Witness::near(const UidSet& than, const MailboxProgress& box) {
    auto asked = than;
    const auto at = asked.highest();
    UidSet out;
    session_.search(fmt::format("UID {}:{}", at > kNear ? at - kNear : 1,
                                at < UINT32_MAX - kNear ? at + kNear : UINT32_MAX),
                    out);
    leave_out(out, than, box);
    auto read = out;
    if (box.bottom > 0) {
        UidSet unread;
        unread.add(1, box.bottom - 1);
        if (box.top < UINT32_MAX) unread.add(box.top + 1, UINT32_MAX);
        read.remove(std::move(unread));
    }
    return box.bottom == 0 || read.empty() ? out : read;
}

bool Witness::shows_one_of(UidSet mails, const UidSet& than, MailboxProgress& box) {
    leave_out(mails, than, box);
    const auto far_from = UidSet{than}.highest();
    for (int i = 0; i < kAttempts && !mails.empty(); ++i) {
        const auto high = mails.highest(), low = UidSet{mails}.take_lowest(1).low;
        const auto below = far_from > low ? far_from - low : 0;
        const auto above = high > far_from ? high - far_from : 0;
        const auto uid = above >= below ? high : low;
        if (shows(uid, box)) return true;
        UidSet asked;
        asked.add(uid, uid);
        mails.remove(std::move(asked));
    }
    return false;
}

bool Witness::shows_last(const UidSet& than, MailboxProgress& box) {
    if (!last_.lies_in(box)) return false;
    UidSet last;
    last.add(last_.uid, last_.uid);
    leave_out(last, than, box);
    return !last.empty() && shows(last_.uid, box);
}

bool Witness::shows_another(const UidSet& than, MailboxProgress& box) {
    return shows_last(than, box) || shows_one_of(near(than, box), than, box);
}

bool Witness::shows_any(const UidSet& than, MailboxProgress& box) {
    if (shows_last(than, box)) return true;
    auto mails = near(than, box);
    if (!mails.empty()) return shows_one_of(std::move(mails), than, box);
    const bool shown = shows_elsewhere(box);
    const auto again = session_.examine(box.name);
    if (!again) throw MailboxUnshown(again.error());
    if (again->validity != 0 && again->validity != box.validity) throw MailboxUnshown("");
    return shown;
}

bool Witness::shows_elsewhere(const MailboxProgress& box) {
    std::vector<MailboxProgress*> others;
    for (auto& each : cursor_.mailboxes)
        if (each.name != box.name && !each.hangs_up() && !each.closed) others.push_back(&each);
    std::ranges::stable_partition(others,
                                  [this](const auto* each) { return last_.lies_in(*each); });
    int attempts = 0;
    for (auto* other : others) {
        if (other->bottom == 0 || other->bottom > other->top) continue; // nothing was read in it
        if (attempts++ >= kAttempts) return false;
        if (shows_one_in(*other)) return true;
    }
    return false;
}

bool Witness::shows_one_in(MailboxProgress& other) try {
    const auto numbers = session_.examine(other.name);
    if (!numbers || (numbers->validity != 0 && numbers->validity != other.validity)) return false;
    if (last_.lies_in(other)) return shows(last_.uid, other);
    UidSet mails;
    session_.search(fmt::format("UID {}:{}",
                                std::max(other.bottom, other.top > kNear ? other.top - kNear : 1),
                                other.top),
                    mails);
    return shows_one_of(std::move(mails), {}, other);
} catch (const MailboxUnshown&) {
    return false;
}

} // namespace kith::email
