// SPDX-License-Identifier: MIT
#include "plugins/email/sense_cursor.hpp"

#include <algorithm>
#include <iterator>

namespace kith::email {
namespace {

constexpr std::size_t kMostReplies = 64;
constexpr std::size_t kMostOwed = 64;
constexpr std::size_t kMostDoubted = 16;
constexpr std::size_t kMostHeld = 64; // ranges
constexpr std::size_t kMostJunk = 16;
/// A piece at which the server hung up is asked for again in so many parts.
constexpr std::uint32_t kParts = 16;

} // namespace

bool MailboxProgress::is_another(const MailboxNumbers& now) const {
    return validity == 0 || validity != now.validity || (now.next != 0 && now.next <= top);
}

bool MailboxProgress::owes(Uid uid) const {
    return std::ranges::find(owed, uid, &OwedMail::uid) != owed.end();
}

void MailboxProgress::pass_break() {
    if (bottom == 0 || broke_at < bottom || broke_at > top || owes(broke_at) || held.has(broke_at))
        return;
    breaks = 0;
    spoilt = false;
}

bool MailboxProgress::is_broken() const {
    return hangs_up() || dateless > 0 ||
           std::ranges::any_of(owed, [](const OwedMail& mail) { return mail.broken > 0; });
}

std::size_t MailboxProgress::at_once() const {
    return piece == 0 ? kPiece : std::min<std::size_t>(piece, kPiece);
}

void MailboxProgress::ask_for_less(std::size_t count) {
    piece = std::max<std::uint32_t>(static_cast<std::uint32_t>(count) / kParts, 1);
    narrow = static_cast<std::uint32_t>(count);
}

void MailboxProgress::ask_for_more(std::size_t came) {
    narrow -= static_cast<std::uint32_t>(std::min<std::size_t>(narrow, came));
    if (narrow > 0) return;
    piece *= kParts;
    narrow = piece * kParts;
    if (piece >= kPiece) piece = narrow = 0;
}

void MailboxProgress::stick_at(Uid uid, std::int64_t now) {
    if (stuck_at != uid || stuck == 0 || stuck_since > now) stuck_since = now;
    stuck = stuck_at == uid ? std::min(stuck + 1, kStuckRuns) : 1;
    stuck_at = uid;
}

void MailboxProgress::doubt(Uid uid) {
    std::erase(doubted, uid);
    if (doubted.size() >= kMostDoubted) doubted.erase(doubted.begin());
    doubted.push_back(uid);
}

void MailboxProgress::take_back_searched() {
    overlooked = true;
    bottom = searched_from + 1;
    searched_from = 0;
    done = false;
}

void MailboxProgress::end_before(Uid next) {
    if (next == 0 || bottom == 0 || bottom != top + 1 || next >= bottom) return;
    top = next - 1;
    bottom = next;
}

void MailboxProgress::begin_again(std::uint32_t new_validity, Uid next) {
    if (read_at != 0 && restless < kRestless) ++restless;
    if (restless < kRestless)
        from = 0;
    else if (done)
        from = read_at;
    validity = new_validity;
    top = next == 0 ? 0 : next - 1;
    bottom = next;
    done = false;
    owed.clear();
    held = {};
    held_at = 0;
    junk.clear();
    doubted.clear();
    searched_from = 0;
    piece = 0;
    breaks = 0;
    spoilt = false;
    stuck = 0;
    dateless = 0;
}

bool SenseCursor::complete() const {
    return std::ranges::all_of(mailboxes, &MailboxProgress::done);
}

MailboxProgress* SenseCursor::find(const std::string& name) {
    const auto it = std::ranges::find(mailboxes, name, &MailboxProgress::name);
    return it == mailboxes.end() ? nullptr : &*it;
}

bool SenseCursor::knows_reply(const std::string& ref) const {
    return std::ranges::find(replies, ref) != replies.end();
}

void SenseCursor::note_reply(const std::string& ref) {
    if (knows_reply(ref)) return;
    if (replies.size() >= kMostReplies) replies.erase(replies.begin());
    replies.push_back(ref);
}

bool SenseCursor::owe(MailboxProgress& box, std::span<const Uid> uids, std::int64_t now) const {
    std::vector<OwedMail> more;
    for (const auto uid : uids)
        if (std::ranges::find(box.owed, uid, &OwedMail::uid) == box.owed.end())
            more.push_back({uid, 1, now});
    std::size_t all = more.size();
    for (const auto& each : mailboxes) all += each.owed.size();
    if (all > kMostOwed) return false;
    std::ranges::copy(more, std::back_inserter(box.owed));
    return true;
}

bool SenseCursor::hold(MailboxProgress& box, const UidSet& mails, std::int64_t now) const {
    auto all = box.held;
    auto fresh = mails;
    fresh.remove(box.held);
    if (fresh.empty()) return true;
    all.add(fresh);
    std::size_t ranges = all.ranges();
    for (const auto& each : mailboxes)
        if (&each != &box) ranges += each.held.ranges();
    if (ranges > kMostHeld) return false;
    box.held = std::move(all);
    box.held_tries = 0;
    box.held_since = now;
    return true;
}

void SenseCursor::note_junk(MailboxProgress& box, JunkMail mail) {
    std::erase_if(box.junk, [&](const JunkMail& each) { return each.uid == mail.uid; });
    std::size_t all = 1;
    for (const auto& each : mailboxes) all += each.junk.size();
    if (all > kMostJunk) {
        auto* fullest = &*std::ranges::max_element(
            mailboxes, {}, [](const MailboxProgress& each) { return each.junk.size(); });
        fullest->junk.erase(std::ranges::min_element(fullest->junk, {}, &JunkMail::filed));
    }
    box.junk.push_back(mail);
}

} // namespace kith::email
