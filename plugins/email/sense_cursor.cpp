// SPDX-License-Identifier: MIT
#include "plugins/email/sense_cursor.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/json.hpp"

namespace kith::email {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMostReplies = 64;
constexpr std::size_t kMostOwed = 64;
constexpr std::size_t kMostDoubted = 16;
/// A piece at which the server hung up is asked for again in so many parts.
constexpr std::uint32_t kParts = 16;
constexpr int kRestless = 3; // a mailbox that was moved or restored is another one once

std::uint32_t number(const Json& object, const char* key) {
    const auto value = int_or(object, key, 0);
    return value < 0 || value > UINT32_MAX ? 0 : static_cast<std::uint32_t>(value);
}

void read_texts(const Json& object, const char* key, std::vector<std::string>& out) {
    const auto it = object.find(key);
    if (it == object.end() || !it->is_array()) return;
    for (const auto& each : *it)
        if (each.is_string()) out.push_back(each.get<std::string>());
}

void read_doubted(const Json& object, MailboxProgress& box) {
    const auto it = object.find("doubted");
    if (it == object.end() || !it->is_array()) return;
    for (const auto& each : *it)
        if (each.is_number_unsigned() && each.get<std::uint64_t>() <= UINT32_MAX)
            box.doubt(each.get<Uid>());
}

void read_owed(const Json& object, std::vector<OwedMail>& out) {
    const auto it = object.find("owed");
    if (it == object.end() || !it->is_array()) return;
    for (const auto& each : *it) {
        if (!each.is_object() || out.size() >= kMostOwed) continue;
        const OwedMail mail{
            number(each, "uid"),
            static_cast<int>(std::min<std::uint32_t>(number(each, "tries"), 1000)),
            int_or(each, "since", 0),
            static_cast<int>(std::min<std::uint32_t>(number(each, "broken"), 1000))};
        if (mail.uid != 0) out.push_back(mail);
    }
}

void read_mailboxes(const Json& object, SenseCursor& out) {
    const auto it = object.find("boxes");
    if (it == object.end() || !it->is_array()) return;
    for (const auto& each : *it) {
        if (!each.is_object()) continue;
        MailboxProgress box;
        box.name = string_or(each, "name");
        box.sent = bool_or(each, "sent", false);
        box.validity = number(each, "validity");
        box.top = number(each, "top");
        box.bottom = number(each, "bottom");
        box.done = bool_or(each, "done", false);
        box.read_at = int_or(each, "read_at", 0);
        box.from = int_or(each, "from", 0);
        box.restless =
            static_cast<int>(std::clamp<std::int64_t>(int_or(each, "restless", 0), 0, kRestless));
        box.closed = bool_or(each, "closed", false);
        box.always = bool_or(each, "always", false);
        box.news_at = int_or(each, "news_at", 0);
        box.asked_at = int_or(each, "asked_at", 0);
        read_owed(each, box.owed);
        read_doubted(each, box);
        box.overlooked = bool_or(each, "overlooked", false);
        box.searched_from = number(each, "searched_from");
        box.untold = bool_or(each, "untold", false);
        box.piece = number(each, "piece");
        box.narrow = number(each, "narrow");
        box.broke_at = number(each, "broke_at");
        box.spoilt = bool_or(each, "spoilt", false);
        box.stuck_at = number(each, "stuck_at");
        box.stuck = static_cast<int>(std::min<std::uint32_t>(number(each, "stuck"), kStuckRuns));
        box.breaks = static_cast<int>(std::min<std::uint32_t>(number(each, "breaks"), 1000));
        out.mailboxes.push_back(std::move(box));
    }
}

} // namespace

bool MailboxProgress::is_another(const MailboxNumbers& now) const {
    return validity == 0 || validity != now.validity || (now.next != 0 && now.next <= top);
}

bool MailboxProgress::owes(Uid uid) const {
    return std::ranges::find(owed, uid, &OwedMail::uid) != owed.end();
}

void MailboxProgress::pass_break() {
    if (bottom == 0 || broke_at < bottom || broke_at > top || owes(broke_at)) return;
    breaks = 0;
    spoilt = false;
}

bool MailboxProgress::is_broken() const {
    return hangs_up() ||
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

void MailboxProgress::stick_at(Uid uid) {
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
    doubted.clear();
    searched_from = 0;
    piece = 0;
    breaks = 0;
    spoilt = false;
    stuck = 0;
}

SenseCursor SenseCursor::from(const std::optional<std::string>& text, std::uint64_t people,
                              std::int64_t since) {
    SenseCursor out;
    out.people = people;
    out.since = since;
    if (!text) return out;
    const auto json = parse_json(*text);
    if (!json || !json->is_object() || int_or(*json, "v", 0) != kVersion) return out;
    read_texts(*json, "replies", out.replies);
    out.login_command = bool_or(*json, "login_command", false);
    const auto old_since = int_or(*json, "since", 0);
    if (string_or(*json, "people") != fmt::format("{:016x}", people) || since < old_since)
        return out;
    out.since = old_since;
    // Without the word it is from before sent mail was asked for: the folders are looked at again.
    out.listed = json->contains("shows_sent") ? int_or(*json, "listed", 0) : 0;
    out.list_status = bool_or(*json, "list_status", false);
    out.unsearched = bool_or(*json, "unsearched", false);
    out.shows_sent = bool_or(*json, "shows_sent", false);
    read_texts(*json, "missing", out.missing);
    read_texts(*json, "missing_sent", out.missing_sent);
    read_mailboxes(*json, out);
    return out;
}

std::string SenseCursor::text() const {
    Json boxes = Json::array();
    for (const auto& box : mailboxes) {
        boxes.push_back({{"name", box.name},
                         {"sent", box.sent},
                         {"validity", box.validity},
                         {"top", box.top},
                         {"bottom", box.bottom},
                         {"done", box.done},
                         {"read_at", box.read_at},
                         {"from", box.from},
                         {"restless", box.restless},
                         {"closed", box.closed},
                         {"always", box.always},
                         {"news_at", box.news_at},
                         {"asked_at", box.asked_at}});
        if (box.piece != 0) {
            boxes.back()["piece"] = box.piece;
            boxes.back()["narrow"] = box.narrow;
        }
        if (box.breaks != 0) {
            boxes.back()["broke_at"] = box.broke_at;
            boxes.back()["breaks"] = box.breaks;
            boxes.back()["spoilt"] = box.spoilt;
        }
        if (box.stuck != 0) {
            boxes.back()["stuck_at"] = box.stuck_at;
            boxes.back()["stuck"] = box.stuck;
        }
        if (!box.doubted.empty()) boxes.back()["doubted"] = box.doubted;
        if (box.overlooked) boxes.back()["overlooked"] = true;
        if (box.searched_from != 0) boxes.back()["searched_from"] = box.searched_from;
        if (box.untold) boxes.back()["untold"] = true;
        for (const auto& mail : box.owed) {
            auto& owed = boxes.back()["owed"];
            owed.push_back({{"uid", mail.uid}, {"tries", mail.tries}, {"since", mail.since}});
            if (mail.broken != 0) owed.back()["broken"] = mail.broken;
        }
    }
    return to_line({{"v", kVersion},
                    {"people", fmt::format("{:016x}", people)},
                    {"since", since},
                    {"listed", listed},
                    {"list_status", list_status},
                    {"login_command", login_command},
                    {"unsearched", unsearched},
                    {"shows_sent", shows_sent},
                    {"boxes", std::move(boxes)},
                    {"missing", missing},
                    {"missing_sent", missing_sent},
                    {"replies", replies}});
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

} // namespace kith::email
