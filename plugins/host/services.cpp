// SPDX-License-Identifier: MIT
#include "plugins/host/services.hpp"

#include <tuple>
#include <unistd.h>

#include <fmt/format.h>

#include "wire/conversation.hpp"
#include "wire/redaction.hpp"

namespace kith::host {
namespace {

using std::chrono::steady_clock;

/// Refused records after which a plugin that goes on all the same is ended.
constexpr int kPatience = 1000;

} // namespace

Services::Services(wire::HostChannel& channel, const wire::JobRequest& request)
    : channel_(channel), request_(request), until_(steady_clock::now() + request.deadline),
      never_kept_(wire::never_kept(request.secrets, wire::in_clear(request))) {
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
    host_.start = on_start;
    host_.reply = on_reply;
    host_.retract = on_retract;
    host_.reply_at = on_reply_at;
    host_.want_skipped = request.want_skipped ? 1U : 0U;
}

std::string Services::without_secrets(std::string text) const {
    return wire::without_secrets(std::move(text), request_.secrets);
}

int Services::refuse(const std::string& why, const std::string& ref) {
    if (++rejected_ == 1) first_rejection_ = without_secrets(why);
    if (host_.want_skipped != 0) tell_refused(why, ref);
    return 0;
}

void Services::tell_refused(const std::string& why, const std::string& ref) {
    const auto number = records_ + 1;
    wire::SkippedRecord record{without_secrets(ref),
                               without_secrets(fmt::format("record {}: {}", number, why))};
    if (!wire::tidy(record)) record.ref = fmt::format("record {}", number);
    const wire::Record told{std::move(record)};
    if (wire::may_send(request_.call, told)) (void)send(told);
}

/// A plugin that does not hear "enough" would only burn its time until the deadline.
int Services::still_refusing() {
    if (++refusals_ < kPatience) return -1;
    hand_in_result(false, wire::FailKind::TooMuch, {});
    ::_exit(0);
}

void Services::over(wire::FailKind kind, std::string why) {
    over_limits_ = true;
    failure_ = {kind, std::move(why)};
}

int Services::send(const wire::Record& record) {
    const auto line = wire::format_record(record);
    const bool counts = !std::holds_alternative<wire::LogRecord>(record) &&
                        !std::holds_alternative<wire::ResultRecord>(record) &&
                        !std::holds_alternative<wire::ConfinedRecord>(record);
    if (counts) {
        ++records_;
        bytes_ += line.size();
    }
    if (counts && (records_ > request_.limits.records || bytes_ > request_.limits.bytes)) {
        over(wire::FailKind::TooMuch,
             fmt::format("handed over more than {} records or {} MB, the most a job may",
                         request_.limits.records,
                         request_.limits.bytes / (std::size_t{1024} * 1024)));
        return -1;
    }
    return channel_.send(line, wire::HostChannel::Wait::Yes) ? 0 : -1;
}

void Services::tell_confinement(const Confinement& confinement) {
    wire::ConfinedRecord record;
    record.level = confinement.level;
    record.text = confinement.text;
    (void)wire::tidy(record);
    (void)send(wire::Record{record});
}

void Services::hand_in_receipt(bool resident) {
    resident_ = resident;
    wire::ReceiptRecord record{receipt_.value_or(""), resident};
    // It arrived all the same; without its receipt it is only harder to take back.
    if (!wire::tidy(record)) record.receipt.clear();
    (void)send(wire::Record{record});
}

void Services::hand_in_result(bool ok, wire::FailKind kind, std::string why) {
    wire::ResultRecord record;
    record.ok = ok && !over_limits_;
    record.kind = kind;
    record.text = without_secrets(std::move(why));
    if (record.ok && failure_) record.text = failure_->second; // done, but for that
    if (out_of_memory_)
        failure_ = {wire::FailKind::TooMuch, "needed more memory than a job may have"};
    if (!record.ok && failure_) std::tie(record.kind, record.text) = *failure_;
    if (record.ok) record.kind = wire::FailKind::None;
    record.rejected = rejected_;
    if (record.ok && rejected_ > 0) record.text = first_rejection_;
    (void)wire::tidy(record);
    (void)send(wire::Record{record});
}

} // namespace kith::host
