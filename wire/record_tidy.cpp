// SPDX-License-Identifier: MIT
// The rules a record must hold to, whether it came as a line or as a struct.
#include "wire/record.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "core/model/address.hpp"
#include "wire/limits.hpp"

namespace kith::wire {
namespace {

using std::chrono::seconds;
constexpr Instant kEarliest{seconds{0}};
constexpr Instant kLatest{seconds{253'402'300'799}}; // 9999-12-31T23:59:59Z
constexpr int kMaxMinutes = 31 * 24 * 60;

void clean(std::string& text, std::size_t max_chars) { text = clean_line(text, max_chars); }

Result<void> tidy_ref(std::string& ref) {
    // Cutting a ref could make two contacts one, so a long one is refused instead.
    if (ref.size() > kMaxRef) return fail(fmt::format("`ref` is longer than {} bytes", kMaxRef));
    clean(ref, kMaxRef);
    if (ref.empty()) return fail("`ref` is missing");
    return {};
}

Result<void> tidy_address(std::string& address) {
    if (address.size() > kMaxAddress)
        return fail(fmt::format("`address` is longer than {} bytes", kMaxAddress));
    auto parsed = parse_address(clean_line(address, kMaxAddress));
    if (!parsed) return std::unexpected(parsed.error());
    address = parsed->text();
    return {};
}

Result<void> tidy_who(std::string& address, std::string& connection) {
    clean(connection, kMaxId);
    if (!address.empty() && !connection.empty())
        return fail("`address` and `connection` cannot both be given");
    if (!address.empty()) return tidy_address(address);
    return {};
}

bool is_birthday(std::string_view text) {
    const std::string_view shape = text.starts_with("--") ? "--00-00" : "0000-00-00";
    return text.size() == shape.size() &&
           std::ranges::equal(text, shape, [](char given, char wanted) {
               return wanted == '0' ? std::isdigit(static_cast<unsigned char>(given)) != 0
                                    : given == wanted;
           });
}

bool is_scheme(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return std::islower(static_cast<unsigned char>(c)) ||
               std::isdigit(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
    });
}

Result<void> opaque(std::string_view key, std::string_view text, std::size_t max_bytes) {
    if (text.size() > max_bytes)
        return fail(fmt::format("`{}` is longer than {} bytes", key, max_bytes));
    if (!is_utf8(text)) return fail(fmt::format("`{}` is not UTF-8", key));
    return {};
}

Result<void> check_nudge(std::string_view id) {
    const bool hex = id.size() == 32 && std::ranges::all_of(id, [](char c) {
                         return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                     });
    if (!hex) return fail("`nudge` must be 32 hexadecimal digits");
    return {};
}

} // namespace

bool is_plausible(Instant at) { return at >= kEarliest && at <= kLatest; }

Result<void> tidy(TouchpointRecord& record) {
    if (!is_plausible(record.at)) return fail("`at` is not a moment between 1970 and 9999");
    if (auto who = tidy_who(record.address, record.connection); !who) return who;
    if (record.address.empty() && record.connection.empty())
        return fail("`address` or `connection` is missing");
    if (record.minutes && (*record.minutes < 0 || *record.minutes > kMaxMinutes))
        return fail(fmt::format("`minutes` must be between 0 and {}", kMaxMinutes));
    clean(record.source, kMaxId);
    clean(record.name, kMaxName);
    clean(record.because, kMaxSentence);
    return tidy_ref(record.ref);
}

Result<void> tidy(SkippedRecord& record) {
    clean(record.because, kMaxSentence);
    return tidy_ref(record.ref);
}

Result<void> tidy(BusyRecord& record) {
    if (!is_plausible(record.from) || !is_plausible(record.to) || record.to < record.from)
        return fail("`from` and `to` must be moments in that order");
    if (auto who = tidy_who(record.address, record.connection); !who) return who;
    return tidy_ref(record.ref);
}

Result<void> tidy(PersonRecord& record) {
    clean(record.name, kMaxName);
    if (record.name.empty()) return fail("`name` is missing");
    if (record.addresses.size() > kMaxListed)
        return fail(fmt::format("`addresses` has more than {} members", kMaxListed));
    // One address an old phone garbled should not cost the person.
    std::erase_if(record.addresses, [](std::string& address) { return !tidy_address(address); });
    if (!record.birthday.empty() && !is_birthday(record.birthday))
        return fail("`birthday` must look like 1980-03-02 or --03-02");
    return tidy_ref(record.ref);
}

Result<void> tidy(CoverageRecord& record) {
    if (!is_plausible(record.since)) return fail("`since` is not a moment between 1970 and 9999");
    if (record.schemes.size() > kMaxListed || !std::ranges::all_of(record.schemes, is_scheme))
        return fail("`schemes` must be a short list of words like mailto");
    return {};
}

Result<void> tidy(AttentionRecord&) { return {}; }

Result<void> tidy(CursorRecord& record) {
    if (auto fine = opaque("cursor", record.cursor, kMaxCursor); !fine) return fine;
    if (to_line(Json(record.cursor)).size() > kMaxCursorEncoded)
        return fail("`cursor` has too many characters that must be escaped");
    return {};
}

Result<void> tidy(ReceiptRecord& record) { return opaque("receipt", record.receipt, kMaxReceipt); }

Result<void> tidy(AnswerRecord& record) {
    if (auto fine = check_nudge(record.nudge); !fine) return fine;
    clean(record.answer, kMaxId);
    if (!answer_from(record.answer) && record.answer != "dismissed" && record.answer != "closed")
        return fail(fmt::format("`answer` \"{}\" is not one Kith knows", record.answer));
    return {};
}

Result<void> tidy(ReplyRecord& record) {
    if (auto fine = check_nudge(record.nudge); !fine) return fine;
    if (record.at && !is_plausible(*record.at)) record.at.reset();
    clean(record.text, kMaxReply);
    if (record.text.empty()) return fail("`text` is missing");
    return tidy_ref(record.ref);
}

Result<void> tidy(RetractRecord& record) { return tidy_ref(record.ref); }

Result<void> tidy(LogRecord& record) {
    if (record.level < 3 || record.level > 7) record.level = 6;
    clean(record.text, kMaxLogLine);
    return {};
}

Result<void> tidy(ResultRecord& record) {
    clean(record.text, kMaxSentence);
    if (record.ok != (record.kind == FailKind::None))
        return fail("`kind` must be given when `ok` is false, and only then");
    if (record.rejected < 0) return fail("`rejected` cannot be negative");
    return {};
}

Result<void> tidy(ConfinedRecord& record) {
    clean(record.level, kMaxId);
    clean(record.text, kMaxSentence);
    for (auto* list : {&record.reached, &record.refused}) {
        list->resize(std::min(list->size(), kMaxListed));
        for (auto& host : *list) clean(host, kMaxAddress);
    }
    return {};
}

} // namespace kith::wire
