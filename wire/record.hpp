// SPDX-License-Identifier: MIT
// The records a plugin hands over, one JSON object a line: the lines of the host channel, of
// `kith plugin try`, of a `command` sensor and of `kith import`. One schema, one parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "core/model/instant.hpp"
#include "core/model/vocabulary.hpp"
#include "wire/fail_kind.hpp"
#include "wire/kept.hpp"

namespace kith::wire {

/// One contact that happened (a line without `type`, or with `"type":"touchpoint"`). Exactly one of
/// `address` (normalised, `scheme:value`) and `connection` is filled.
struct TouchpointRecord {
    Instant at;
    std::string address;
    std::string connection;
    Channel channel = Channel::Message;
    Direction direction = Direction::Both;
    std::optional<int> minutes;
    std::string source; ///< empty from a plugin: its instance id counts
    std::string ref;
    std::string name;
    std::string because;
};

struct SkippedRecord {
    std::string ref;
    std::string because;
};

/// A busy or upcoming time; `connection` or `address` when somebody takes part, at most one of
/// them.
struct BusyRecord {
    Instant from;
    Instant to;
    bool all_day = false;
    std::string connection;
    std::string address;
    std::string ref;
};

struct PersonRecord {
    std::string ref;
    std::string name;
    std::vector<std::string> addresses;
    std::string birthday; ///< YYYY-MM-DD, --MM-DD or empty
};

struct CoverageRecord {
    Instant since;
    bool complete = false;
    std::vector<std::string> schemes;
};

/// What is not set is not known.
struct AttentionRecord {
    std::optional<bool> locked;
    std::optional<bool> idle;
    std::optional<bool> do_not_disturb;
    std::optional<bool> fullscreen;
};

/// Commits what came before it. Opaque, kept to the byte.
struct CursorRecord {
    std::string cursor;
};

/// A nudge or hold arrived. Opaque, kept to the byte.
struct ReceiptRecord {
    std::string receipt;
    bool resident = false; ///< the job stays to hear answers: its deadline is over
};

/// `answer` is a word of core/model (going, smaller, later ...), or `dismissed` or `closed`.
struct AnswerRecord {
    std::string nudge;
    std::string answer;
};

/// The person's own words to a nudge, written where it was delivered; `ref` tells one from another.
struct ReplyRecord {
    std::string nudge;
    std::string text;
    std::string ref;
    std::optional<Instant> at{}; ///< when they were written, where that is known
};

/// A contact told earlier under this ref has not happened after all, for anybody.
struct RetractRecord {
    std::string ref;
};

struct LogRecord {
    int level = 6; ///< as syslog: 3 error, 4 warning, 6 info, 7 debug
    std::string text;
};

/// The last record of a job, exactly one.
struct ResultRecord {
    bool ok = false;
    FailKind kind = FailKind::None;
    std::string text;
    std::int64_t rejected = 0; ///< records the host passed over as malformed
};

/// From the host's own half, never from the plugin's: before any code of the plugin runs, and again
/// after it has ended. The first one's level and the last one's hosts count.
struct ConfinedRecord {
    std::string level;                ///< `full`, `partial` or `limits`
    std::string text;                 ///< what it is made of
    std::vector<std::string> reached; ///< hosts beyond the settings that it was let connect to
    std::vector<std::string> refused; ///< hosts it asked for in vain
    Kept kept = Kept::Fine;           ///< what its state folder was found to hold
};

using Record =
    std::variant<TouchpointRecord, SkippedRecord, BusyRecord, PersonRecord, CoverageRecord,
                 AttentionRecord, CursorRecord, ReceiptRecord, AnswerRecord, LogRecord,
                 ResultRecord, ConfinedRecord, ReplyRecord, RetractRecord>;

/// Strict: unknown keys are errors (import). Lenient: they are ignored (plugins).
enum class Mode : std::uint8_t { Strict, Lenient };

/// Reads one line. Every text comes out cleaned and within wire/limits.hpp; never throws. The error
/// names the key and what is expected of it.
Result<Record> parse_record(std::string_view line, Mode mode);

/// As parse_record, for a line that must be a touchpoint.
Result<TouchpointRecord> parse_touchpoint(std::string_view line, Mode mode);

/// One line without a newline; instants in UTC.
std::string format_record(const Record& record);

/// Cleans and caps the texts of a record that was not read from a line, and checks it by the same
/// rules. The error is a sentence without a place.
Result<void> tidy(TouchpointRecord& record);
Result<void> tidy(SkippedRecord& record);
Result<void> tidy(BusyRecord& record);
Result<void> tidy(PersonRecord& record);
Result<void> tidy(CoverageRecord& record);
Result<void> tidy(AttentionRecord& record);
Result<void> tidy(CursorRecord& record);
Result<void> tidy(ReceiptRecord& record);
Result<void> tidy(AnswerRecord& record);
Result<void> tidy(ReplyRecord& record);
Result<void> tidy(RetractRecord& record);
Result<void> tidy(LogRecord& record);
Result<void> tidy(ResultRecord& record);
Result<void> tidy(ConfinedRecord& record);

/// True for an instant a record may carry: 1970 to the end of 9999.
bool is_plausible(Instant at);

} // namespace kith::wire
