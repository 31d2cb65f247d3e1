// SPDX-License-Identifier: MIT
// The functions of kith_host: C in, records out. Nothing may be thrown through the plugin's frames.
#include "plugins/host/services.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/host/start_outside.hpp"
#include "wire/conversation.hpp"
#include "wire/redaction.hpp"

namespace kith::host {
namespace {

std::string text(const char* raw) { return raw ? std::string{raw} : std::string{}; }

std::vector<std::string> texts(const char* const* list) {
    std::vector<std::string> out;
    for (; list && *list && out.size() < wire::kMaxListed; ++list) out.emplace_back(*list);
    return out;
}

Instant instant(std::int64_t seconds) { return Instant{std::chrono::seconds{seconds}}; }

std::optional<bool> bit(const kith_attention& a, std::uint32_t mask) {
    if ((a.known & mask) == 0) return std::nullopt;
    return (a.is & mask) != 0;
}

wire::FailKind fail_kind(int kind) {
    switch (kind) {
    case KITH_FAIL_AUTH: return wire::FailKind::Auth;
    case KITH_FAIL_CONFIG: return wire::FailKind::Config;
    case KITH_FAIL_REFUSED: return wire::FailKind::Refused;
    case KITH_FAIL_UNKNOWN: return wire::FailKind::Unknown;
    case KITH_FAIL_ABSENT: return wire::FailKind::Absent;
    default: return wire::FailKind::Temporary;
    }
}

/// A file is readable at any time, and so is what is not there.
bool can_be_waited_for(int fd) {
    struct stat what{};
    if (::fstat(fd, &what) != 0) return false;
    const auto type = what.st_mode & S_IFMT;
    return type == S_IFIFO || type == S_IFSOCK || type == 0; // a timerfd or eventfd has none
}

/// Version 1 of each record is frozen, so a shorter one is not of this contract.
template <class Raw>
bool whole(const Raw* raw) {
    return raw != nullptr && raw->struct_size >= sizeof(Raw);
}

} // namespace

/// Runs `body(services)`; out of memory ends the job instead of the plugin's stack.
template <class Body>
int Services::guarded(void* ctx, const Body& body) noexcept {
    auto& me = *static_cast<Services*>(ctx);
    try {
        return body(me);
    } catch (const std::exception&) {
        me.over_limits_ = true;
        me.out_of_memory_ = true;
        return -1;
    }
}

/// A record that breaks a rule is passed over and counted; the job goes on.
template <class Record>
int Services::emit(Record record) {
    if (over_limits_) return still_refusing();
    std::string ref;
    if constexpr (requires { record.ref; }) ref = record.ref;
    if (!wire::may_send(request_.call, record))
        return refuse(
            fmt::format("a record that has no place in a {} job", wire::to_word(request_.call)),
            ref);
    if (const auto fine = wire::tidy(record); !fine) return refuse(fine.error().text, ref);
    const wire::Record tidied{std::move(record)};
    if (wire::tells_secret(tidied, never_kept_)) return refuse(wire::kToldSecret, ref);
    return send(tidied);
}

void Services::on_log(void* ctx, int level, const char* raw) noexcept {
    guarded(ctx, [&](Services& me) {
        if (++me.log_lines_ > wire::kMaxLogLines) return 0;
        wire::LogRecord record{level, me.without_secrets(text(raw))};
        return wire::tidy(record) ? me.send(wire::Record{std::move(record)}) : 0;
    });
}

void Services::on_fail(void* ctx, int kind, const char* raw) noexcept {
    guarded(ctx, [&](Services& me) {
        if (me.over_limits_) return 0;
        me.failure_ = {fail_kind(kind),
                       clean_line(me.without_secrets(text(raw)), wire::kMaxSentence)};
        return 0;
    });
}

int Services::on_touchpoint(void* ctx, const kith_touchpoint* r) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (!whole(r)) return me.refuse("a touchpoint was too short");
        const auto channel = channel_from(text(r->channel));
        const auto direction = direction_from(text(r->direction));
        if (!channel || !direction)
            return me.refuse(
                fmt::format("a touchpoint names no known {}", channel ? "direction" : "channel"),
                text(r->ref));
        wire::TouchpointRecord out;
        out.at = instant(r->at);
        out.address = text(r->address);
        out.connection = text(r->connection);
        out.channel = *channel;
        out.direction = *direction;
        if (r->minutes >= 0) out.minutes = r->minutes;
        out.ref = text(r->ref);
        out.name = text(r->name);
        out.because = text(r->because);
        return me.emit(std::move(out));
    });
}

int Services::on_skipped(void* ctx, const kith_skipped* r) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (!whole(r) || me.host_.want_skipped == 0) return 0;
        return me.emit(wire::SkippedRecord{text(r->ref), text(r->because)});
    });
}

int Services::on_busy(void* ctx, const kith_busy* r) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (!whole(r)) return me.refuse("a busy time was too short");
        wire::BusyRecord out;
        out.from = instant(r->from);
        out.to = instant(r->to);
        out.all_day = r->all_day != 0;
        out.connection = text(r->connection);
        out.address = text(r->address);
        out.ref = text(r->ref);
        return me.emit(std::move(out));
    });
}

int Services::on_person(void* ctx, const kith_person* r) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (!whole(r)) return me.refuse("a person was too short");
        return me.emit(wire::PersonRecord{text(r->ref), text(r->name), texts(r->addresses),
                                          text(r->birthday)});
    });
}

int Services::on_cursor(void* ctx, const char* cursor) noexcept {
    return guarded(ctx, [&](Services& me) {
        wire::CursorRecord record{text(cursor)};
        // Passed over in silence, the plugin would read the same again for ever.
        if (const auto fine = wire::tidy(record); !fine) {
            me.over(wire::FailKind::TooMuch, fine.error().text);
            return -1;
        }
        if (wire::tells_secret(wire::Record{record}, me.never_kept_)) {
            me.over(wire::FailKind::Garbled, wire::kCursorWithSecret);
            return -1;
        }
        return me.emit(std::move(record));
    });
}

int Services::on_coverage(void* ctx, const kith_coverage* c) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (!whole(c)) return me.refuse("a coverage was too short");
        return me.emit(
            wire::CoverageRecord{instant(c->since), c->complete != 0, texts(c->schemes)});
    });
}

int Services::on_attention(void* ctx, const kith_attention* a) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (!whole(a)) return me.refuse("an attention was too short");
        return me.emit(wire::AttentionRecord{bit(*a, KITH_ATTEND_LOCKED), bit(*a, KITH_ATTEND_IDLE),
                                             bit(*a, KITH_ATTEND_DND),
                                             bit(*a, KITH_ATTEND_FULLSCREEN)});
    });
}

int Services::on_receipt(void* ctx, const char* receipt) noexcept {
    return guarded(ctx, [&](Services& me) {
        me.receipt_ = text(receipt);
        return 0;
    });
}

int Services::on_answer(void* ctx, const char* nudge, const char* answer) noexcept {
    return guarded(ctx, [&](Services& me) {
        if (me.request_.nudge && text(nudge) != me.request_.nudge->id)
            return me.refuse("an answer was to a nudge this job does not have");
        me.answered_ = me.answered_ || answer_from(text(answer)).has_value();
        return me.emit(wire::AnswerRecord{text(nudge), text(answer)});
    });
}

int Services::on_reply(void* ctx, const char* nudge, const char* words, const char* ref) noexcept {
    return guarded(ctx, [&](Services& me) {
        return me.emit(wire::ReplyRecord{text(nudge), text(words), text(ref)});
    });
}

int Services::on_reply_at(void* ctx, const char* nudge, const char* words, const char* ref,
                          std::int64_t at) noexcept {
    return guarded(ctx, [&](Services& me) {
        return me.emit(wire::ReplyRecord{text(nudge), text(words), text(ref), instant(at)});
    });
}

int Services::on_retract(void* ctx, const char* ref) noexcept {
    return guarded(ctx, [&](Services& me) { return me.emit(wire::RetractRecord{text(ref)}); });
}

const char* Services::on_secret(void* ctx, const char* key) noexcept {
    const char* out = nullptr;
    guarded(ctx, [&](Services& me) {
        const auto it = me.request_.secrets.find(text(key));
        if (it != me.request_.secrets.end()) out = it->second.c_str();
        return 0;
    });
    return out;
}

const char* Services::on_state_dir(void* ctx) noexcept {
    const char* out = nullptr;
    guarded(ctx, [&](Services& me) {
        if (me.request_.state_dir.empty()) return 0;
        if (me.state_dir_.empty()) me.state_dir_ = me.request_.state_dir.string();
        out = me.state_dir_.c_str();
        return 0;
    });
    return out;
}

std::int64_t Services::on_time_left(void* ctx) noexcept {
    using std::chrono::milliseconds;
    const auto& me = *static_cast<Services*>(ctx);
    if (me.resident_) return INT64_MAX;
    const auto left =
        std::chrono::duration_cast<milliseconds>(me.until_ - std::chrono::steady_clock::now());
    return std::max<std::int64_t>(0, left.count());
}

int Services::on_start(void* ctx, const char* const* words, const char* const* environment,
                       kith_program* program) noexcept {
    if (words == nullptr || !whole(program)) return EINVAL;
    int error = EACCES;
    guarded(ctx, [&](Services& me) {
        if (me.request_.plugin.exec) error = start_outside(words, environment, *program);
        return 0;
    });
    return error;
}

int Services::on_watch(void* ctx, int fd, int timeout_ms, int (*ready)(void*, int),
                       void* plugin) noexcept {
    return guarded(ctx, [&](Services& me) {
        me.watch_.reset();
        if (fd < 0) return 0;
        if (ready == nullptr || !can_be_waited_for(fd)) {
            // The offer may be shown already.
            if (!me.failure_)
                me.failure_ = {wire::FailKind::Unknown, "wants to watch what cannot be waited for; "
                                                        "a socket, pipe, timerfd or eventfd can"};
            return -1;
        }
        me.watch_ = Watch{fd, timeout_ms, ready, plugin};
        return 0;
    });
}

} // namespace kith::host
