// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/json.hpp"
#include "plugins/email/sense_cursor.hpp"

namespace kith::email {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMostOwed = 64;
constexpr std::string_view kDigits = "0123456789abcdef";

/// How much of a mailbox is written.
enum class Detail : std::uint8_t {
    All,
    Tries, ///< not which mails prove nothing
    Place, ///< nor how often what was tried, nor when something came
};

std::uint32_t as_number(std::int64_t value) {
    return value < 0 || value > UINT32_MAX ? 0 : static_cast<std::uint32_t>(value);
}

std::uint32_t number(const Json& object, const char* key) {
    return as_number(int_or(object, key, 0));
}

int count(const Json& object, const char* key, std::uint32_t most) {
    return static_cast<int>(std::min(number(object, key), most));
}

/// The list of that name, or an empty one.
const Json& list(const Json& object, const char* key) {
    static const Json kNone = Json::array();
    const auto it = object.find(key);
    return it == object.end() || !it->is_array() ? kNone : *it;
}

std::int64_t item(const Json& array, std::size_t at) {
    return at < array.size() && array[at].is_number_integer() ? array[at].get<std::int64_t>() : 0;
}

void read_texts(const Json& object, const char* key, std::vector<std::string>& out) {
    for (const auto& each : list(object, key))
        if (each.is_string()) out.push_back(each.get<std::string>());
}

void read_owed(const Json& object, std::vector<OwedMail>& out) {
    for (const auto& each : list(object, "owed")) {
        if (out.size() >= kMostOwed) continue;
        OwedMail mail;
        if (each.is_array())
            mail = {as_number(item(each, 0)),
                    static_cast<int>(std::min<std::uint32_t>(as_number(item(each, 1)), 1000)),
                    item(each, 2),
                    static_cast<int>(std::min<std::uint32_t>(as_number(item(each, 3)), 1000))};
        else if (each.is_object()) // as it was written before
            mail = {number(each, "uid"), count(each, "tries", 1000), int_or(each, "since", 0),
                    count(each, "broken", 1000)};
        if (mail.uid != 0) out.push_back(mail);
    }
}

/// What people call their folders may be anything, a password too: no cursor holds that in clear.
std::string to_hex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
    return out;
}

std::string from_hex(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const auto high = kDigits.find(text[i]);
        const auto low = kDigits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return {};
        out += static_cast<char>(high << 4U | low);
    }
    return out;
}

MailboxProgress read_mailbox(const Json& each) {
    // Words of their own are from before.
    const auto flags = string_or(each, "flags");
    const auto is = [&](char letter, const char* word) {
        return flags.find(letter) != std::string::npos || bool_or(each, word, false);
    };
    MailboxProgress box;
    box.name = each.contains("hex") ? from_hex(string_or(each, "hex")) : string_or(each, "name");
    box.sent = is('s', "sent");
    box.done = is('d', "done");
    box.closed = is('c', "closed");
    box.always = is('a', "always");
    box.overlooked = is('o', "overlooked");
    box.untold = is('u', "untold");
    box.takes_junk = is('j', "takes_junk");
    box.validity = number(each, "validity");
    box.top = number(each, "top");
    box.bottom = number(each, "bottom");
    box.read_at = int_or(each, "read_at", 0);
    box.from = int_or(each, "from", 0);
    box.restless = count(each, "restless", kRestless);
    box.news_at = int_or(each, "news_at", 0);
    box.asked_at = int_or(each, "asked_at", 0);
    box.searched_from = number(each, "searched_from");
    read_owed(each, box.owed);
    (void)add_sequence(string_or(each, "held"), box.held);
    box.held_tries = count(each, "held_tries", 1000);
    box.held_since = int_or(each, "held_since", 0);
    box.held_at = number(each, "held_at");
    for (const auto& mail : list(each, "junk"))
        if (mail.is_array() && as_number(item(mail, 0)) != 0)
            box.junk.push_back({as_number(item(mail, 0)), item(mail, 1)});
    for (const auto& uid : list(each, "doubted"))
        if (uid.is_number_unsigned() && uid.get<std::uint64_t>() <= UINT32_MAX)
            box.doubt(uid.get<Uid>());
    box.piece = number(each, "piece");
    box.narrow = number(each, "narrow");
    box.broke_at = number(each, "broke_at");
    box.breaks = count(each, "breaks", 1000);
    box.spoilt = bool_or(each, "spoilt", false);
    box.dateless = count(each, "dateless", kDateless);
    box.stuck_at = number(each, "stuck_at");
    box.stuck = count(each, "stuck", kStuckRuns);
    box.stuck_since = int_or(each, "stuck_since", 0);
    return box;
}

std::string flags_of(const MailboxProgress& box) {
    std::string out;
    const std::array<std::pair<bool, char>, 7> flags{{{box.sent, 's'},
                                                      {box.done, 'd'},
                                                      {box.closed, 'c'},
                                                      {box.always, 'a'},
                                                      {box.overlooked, 'o'},
                                                      {box.untold, 'u'},
                                                      {box.takes_junk, 'j'}}};
    for (const auto& [is_so, letter] : flags)
        if (is_so) out += letter;
    return out;
}

void add_tries(const MailboxProgress& box, Json& out) {
    out["news_at"] = box.news_at;
    out["asked_at"] = box.asked_at;
    if (box.piece != 0) {
        out["piece"] = box.piece;
        out["narrow"] = box.narrow;
    }
    if (box.breaks != 0) {
        out["broke_at"] = box.broke_at;
        out["breaks"] = box.breaks;
        out["spoilt"] = box.spoilt;
    }
    if (box.dateless != 0) out["dateless"] = box.dateless;
    if (box.stuck != 0) {
        out["stuck_at"] = box.stuck_at;
        out["stuck"] = box.stuck;
        out["stuck_since"] = box.stuck_since;
    }
}

Json written(const MailboxProgress& box, Detail detail) {
    Json out{{"hex", to_hex(box.name)},
             {"flags", flags_of(box)},
             {"validity", box.validity},
             {"top", box.top},
             {"bottom", box.bottom}};
    if (box.read_at != 0) out["read_at"] = box.read_at;
    if (box.from != 0) out["from"] = box.from;
    if (box.restless != 0) out["restless"] = box.restless;
    if (box.searched_from != 0) out["searched_from"] = box.searched_from;
    for (const auto& mail : box.owed)
        out["owed"].push_back({mail.uid, mail.tries, mail.since, mail.broken});
    if (!box.held.empty()) {
        out["held"] = box.held.text();
        out["held_tries"] = box.held_tries;
        out["held_since"] = box.held_since;
        if (box.held_at != 0) out["held_at"] = box.held_at;
    }
    for (const auto& mail : box.junk) out["junk"].push_back({mail.uid, mail.filed});
    if (detail != Detail::Place) add_tries(box, out);
    if (detail == Detail::All && !box.doubted.empty()) out["doubted"] = box.doubted;
    return out;
}

std::string written(const SenseCursor& cursor, Detail detail) {
    Json boxes = Json::array();
    for (const auto& box : cursor.mailboxes) boxes.push_back(written(box, detail));
    return to_line({{"v", kVersion},
                    {"people", fmt::format("{:016x}", cursor.people)},
                    {"since", cursor.since},
                    {"listed", cursor.listed},
                    {"list_status", cursor.list_status},
                    {"login_command", cursor.login_command},
                    {"unsearched", cursor.unsearched},
                    {"shows_sent", cursor.shows_sent},
                    {"boxes", std::move(boxes)},
                    {"missing", cursor.missing},
                    {"missing_sent", cursor.missing_sent},
                    {"replies", cursor.replies}});
}

} // namespace

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
    for (const auto& each : list(*json, "boxes"))
        if (each.is_object()) out.mailboxes.push_back(read_mailbox(each));
    return out;
}

std::string SenseCursor::text() const {
    auto out = written(*this, Detail::All);
    if (out.size() > kMostText) out = written(*this, Detail::Tries);
    if (out.size() > kMostText) out = written(*this, Detail::Place);
    return out;
}

} // namespace kith::email
