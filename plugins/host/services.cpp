// SPDX-License-Identifier: MIT
#include "plugins/host/services.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"

namespace kith::host {
namespace {

using std::chrono::steady_clock;

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

} // namespace

Services::Services(wire::HostChannel& channel, const wire::JobRequest& request)
    : channel_(channel), request_(request), until_(steady_clock::now() + request.deadline) {
    host_.struct_size = sizeof host_;
    host_.abi = KITH_PLUGIN_ABI;
    host_.ctx = this;
    host_.log = on_log;
    host_.fail = on_fail;
    host_.touchpoint = on_touchpoint;
    host_.skipped = on_skipped;
    host_.busy = on_busy;
    host_.person = on_person;
    host_.cursor = on_cursor;
    host_.coverage = on_coverage;
    host_.attention = on_attention;
    host_.receipt = on_receipt;
    host_.answer = on_answer;
    host_.secret = on_secret;
    host_.state_dir = on_state_dir;
    host_.time_left_ms = on_time_left;
    host_.watch = on_watch;
    host_.want_skipped = request.want_skipped ? 1U : 0U;
}

void Services::refuse(const std::string& why) {
    if (++rejected_ == 1) first_rejection_ = why;
}

/// A record that breaks a rule is passed over and counted; the job goes on.
template <class Record>
int Services::emit(Record record) {
    if (over_limits_) return -1;
    if (const auto fine = wire::tidy(record); !fine) {
        refuse(fine.error().text);
        return 0;
    }
    return send(wire::Record{std::move(record)});
}

int Services::send(const wire::Record& record) {
    const auto line = wire::format_record(record);
    const bool counts = !std::holds_alternative<wire::LogRecord>(record) &&
                        !std::holds_alternative<wire::ResultRecord>(record);
    if (counts &&
        (++records_ > request_.limits.records || (bytes_ += line.size()) > request_.limits.bytes)) {
        over_limits_ = true;
        failure_ = {wire::FailKind::TooMuch,
                    fmt::format("it handed over more than {} records or {} MB",
                                request_.limits.records,
                                request_.limits.bytes / (std::size_t{1024} * 1024))};
        return -1;
    }
    return channel_.send(line, wire::HostChannel::Wait::Yes) ? 0 : -1;
}

void Services::hand_in_receipt(bool resident) {
    resident_ = resident;
    wire::ReceiptRecord record{receipt_.value_or(""), resident};
    if (wire::tidy(record)) (void)send(wire::Record{record});
}

void Services::hand_in_result(bool ok, wire::FailKind kind, std::string why,
                              const std::string& jail) {
    wire::ResultRecord record;
    record.ok = ok && !over_limits_;
    record.kind = kind;
    record.text = std::move(why);
    if (!record.ok && failure_) std::tie(record.kind, record.text) = *failure_;
    if (record.ok) record.kind = wire::FailKind::None;
    record.rejected = rejected_;
    if (record.ok && rejected_ > 0) record.text = first_rejection_;
    record.jail = jail;
    (void)wire::tidy(record);
    (void)send(wire::Record{record});
}

void Services::on_log(void* ctx, int level, const char* raw) {
    wire::LogRecord record{level, text(raw)};
    if (wire::tidy(record)) (void)self(ctx).send(wire::Record{record});
}

void Services::on_fail(void* ctx, int kind, const char* raw) {
    auto& me = self(ctx);
    if (!me.over_limits_)
        me.failure_ = {fail_kind(kind), clean_line(text(raw), wire::kMaxSentence)};
}

int Services::on_touchpoint(void* ctx, const kith_touchpoint* r) {
    if (!r || r->struct_size < sizeof *r) return self(ctx).refuse("a touchpoint was too short"), 0;
    wire::TouchpointRecord out;
    out.at = instant(r->at);
    out.address = text(r->address);
    out.connection = text(r->connection);
    const auto channel = channel_from(text(r->channel));
    const auto direction = direction_from(text(r->direction));
    if (!channel || !direction)
        return self(ctx).refuse(fmt::format("a touchpoint named no known {}",
                                            channel ? "direction" : "channel")),
               0;
    out.channel = *channel;
    out.direction = *direction;
    if (r->minutes >= 0) out.minutes = r->minutes;
    out.ref = text(r->ref);
    out.name = text(r->name);
    out.because = text(r->because);
    return self(ctx).emit(std::move(out));
}

int Services::on_skipped(void* ctx, const kith_skipped* r) {
    if (!r || self(ctx).host_.want_skipped == 0) return 0;
    return self(ctx).emit(wire::SkippedRecord{text(r->ref), text(r->because)});
}

int Services::on_busy(void* ctx, const kith_busy* r) {
    if (!r || r->struct_size < sizeof *r) return self(ctx).refuse("a busy time was too short"), 0;
    wire::BusyRecord out;
    out.from = instant(r->from);
    out.to = instant(r->to);
    out.all_day = r->all_day != 0;
    out.connection = text(r->connection);
    out.address = out.connection.empty() ? text(r->address) : std::string{};
    out.ref = text(r->ref);
    return self(ctx).emit(std::move(out));
}

int Services::on_person(void* ctx, const kith_person* r) {
    if (!r || r->struct_size < sizeof *r) return self(ctx).refuse("a person was too short"), 0;
    return self(ctx).emit(
        wire::PersonRecord{text(r->ref), text(r->name), texts(r->addresses), text(r->birthday)});
}

int Services::on_cursor(void* ctx, const char* cursor) {
    return self(ctx).emit(wire::CursorRecord{text(cursor)});
}

int Services::on_coverage(void* ctx, const kith_coverage* c) {
    if (!c || c->struct_size < sizeof *c) return self(ctx).refuse("a coverage was too short"), 0;
    return self(ctx).emit(
        wire::CoverageRecord{instant(c->since), c->complete != 0, texts(c->schemes)});
}

int Services::on_attention(void* ctx, const kith_attention* a) {
    if (!a || a->struct_size < sizeof *a) return self(ctx).refuse("an attention was too short"), 0;
    return self(ctx).emit(wire::AttentionRecord{bit(*a, KITH_ATTEND_LOCKED),
                                                bit(*a, KITH_ATTEND_IDLE), bit(*a, KITH_ATTEND_DND),
                                                bit(*a, KITH_ATTEND_FULLSCREEN)});
}

int Services::on_receipt(void* ctx, const char* receipt) {
    self(ctx).receipt_ = text(receipt);
    return 0;
}

int Services::on_answer(void* ctx, const char* nudge, const char* answer) {
    return self(ctx).emit(wire::AnswerRecord{text(nudge), text(answer)});
}

const char* Services::on_secret(void* ctx, const char* key) {
    const auto& secrets = self(ctx).request_.secrets;
    const auto it = secrets.find(text(key));
    return it == secrets.end() ? nullptr : it->second.c_str();
}

const char* Services::on_state_dir(void* ctx) {
    auto& me = self(ctx);
    if (me.request_.state_dir.empty()) return nullptr;
    if (me.state_dir_.empty()) {
        if (const auto made = make_private_dir(me.request_.state_dir); !made) {
            on_log(ctx, KITH_LOG_WARNING, made.error().text.c_str());
            return nullptr;
        }
        me.state_dir_ = me.request_.state_dir.string();
    }
    return me.state_dir_.c_str();
}

std::int64_t Services::on_time_left(void* ctx) {
    const auto& me = self(ctx);
    if (me.resident_) return INT64_MAX;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(me.until_ - steady_clock::now());
    return std::max<std::int64_t>(0, left.count());
}

int Services::on_watch(void* ctx, int fd, int timeout_ms, int (*ready)(void*, int), void* plugin) {
    if (fd < 0) return self(ctx).watch_.reset(), 0;
    if (!ready) return -1;
    self(ctx).watch_ = Watch{fd, timeout_ms, ready, plugin};
    return 0;
}

} // namespace kith::host
