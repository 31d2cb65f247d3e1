// SPDX-License-Identifier: MIT
#include "wire/conversation.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fmt/format.h>

namespace kith::wire {
namespace {

template <class... R>
bool is_one_of(const Record& record) {
    return (std::holds_alternative<R>(record) || ...);
}

std::string signal_text(int signal) {
    switch (signal) {
    case SIGSEGV: return "crashed (it touched memory that is not its own)";
    case SIGABRT: return "crashed (it gave itself up)";
    case SIGXCPU: return "used more processor time than a job may have";
    case SIGKILL: return "was killed from outside, perhaps because memory ran out";
    default: return fmt::format("crashed ({})", strsignal(signal));
    }
}

Outcome with(Outcome outcome, FailKind kind, std::string text) {
    outcome.kind = kind;
    outcome.text = std::move(text);
    return outcome;
}

} // namespace

bool may_send(Call call, const Record& record) {
    if (is_one_of<LogRecord, ResultRecord, ConfinedRecord>(record)) return true;
    switch (call) {
    case Call::Sense:
        return is_one_of<TouchpointRecord, SkippedRecord, CoverageRecord, CursorRecord, ReplyRecord,
                         RetractRecord>(record);
    case Call::Deliver: return is_one_of<ReceiptRecord, AnswerRecord>(record);
    case Call::Withdraw: return false;
    case Call::Plan: return is_one_of<BusyRecord, SkippedRecord>(record);
    case Call::Hold: {
        const auto* receipt = std::get_if<ReceiptRecord>(&record);
        return receipt != nullptr && !receipt->resident;
    }
    case Call::Attend: return is_one_of<AttentionRecord>(record);
    case Call::Know: return is_one_of<PersonRecord, SkippedRecord>(record);
    }
    return false;
}

Result<std::optional<Record>> Conversation::breach(FailKind kind, std::string text) {
    end_because(kind, text);
    return fail(std::move(text));
}

Result<std::optional<Record>> Conversation::take(std::string_view datagram) {
    bytes_ += datagram.size();
    if (bytes_ > limits_.bytes) return breach(FailKind::TooMuch, "sent more than a job may send");
    ++datagrams_;
    auto record = parse_record(datagram, Mode::Lenient);
    // The plugin has the channel too, and can write past the host that would take them out.
    if (record) redact(*record, secrets_, never_);
    if (record && std::holds_alternative<ConfinedRecord>(*record)) {
        note(std::move(std::get<ConfinedRecord>(*record)));
        return std::nullopt;
    }
    confined_.reached.clear();
    confined_.refused.clear();
    confined_.kept = Kept::Fine;
    if (result_) return breach(FailKind::Garbled, "went on talking after its last word");
    if (!record)
        return breach(FailKind::Garbled,
                      fmt::format("sent something Kith cannot read: {}",
                                  without_secrets(record.error().text, secrets_)));
    if (!may_send(call_, *record))
        return breach(FailKind::Garbled,
                      fmt::format("sent a record that has no place in a {} job", to_word(call_)));
    if (auto* result = std::get_if<ResultRecord>(&*record)) {
        result_ = std::move(*result);
        return std::nullopt;
    }
    if (tells_secret(*record, never_)) {
        if (std::holds_alternative<CursorRecord>(*record))
            return breach(FailKind::Garbled, kCursorWithSecret);
        ++passed_over_;
        return std::nullopt;
    }
    if (std::holds_alternative<LogRecord>(*record)) {
        if (++log_lines_ > kMaxLogLines) return std::nullopt;
        return std::move(*record);
    }
    if (++records_ > limits_.records)
        return breach(
            FailKind::TooMuch,
            fmt::format("sent more than {} records, the most a job may send", limits_.records));
    if (std::holds_alternative<AnswerRecord>(*record) && ++answers_ > kMaxAnswers)
        return breach(FailKind::TooMuch, fmt::format("sent more than {} answers", kMaxAnswers));
    if (std::holds_alternative<ReplyRecord>(*record) && ++replies_ > kMaxReplies)
        return breach(FailKind::TooMuch, fmt::format("sent more than {} replies", kMaxReplies));
    if (std::holds_alternative<ReceiptRecord>(*record)) {
        if (delivered_) return breach(FailKind::Garbled, "sent a second receipt");
        delivered_ = true;
    }
    return std::move(*record);
}

/// The host speaks before the plugin can and after it has ended, whatever the plugin does to its
/// own end: so of where it reached, only what came last counts.
void Conversation::note(ConfinedRecord record) {
    if (datagrams_ == 1) {
        confined_.level = std::move(record.level);
        confined_.text = std::move(record.text);
    }
    confined_.reached = std::move(record.reached);
    confined_.refused = std::move(record.refused);
    confined_.kept = record.kept;
}

void Conversation::end_because(FailKind kind, std::string text) {
    if (!verdict_) verdict_.emplace(kind, std::move(text));
}

Outcome Conversation::finish(const ChildEnd& end) const {
    Outcome out;
    out.records = std::min(records_, limits_.records);
    out.delivered = delivered_;
    out.max_rss_kb = end.max_rss_kb;
    out.rejected = passed_over_ + (result_ ? result_->rejected : 0);
    out.jail = confined_.level;
    out.jail_text = confined_.text;
    // Who is ended takes its broker along: what is here then is the plugin's own word.
    if (verdict_) return with(std::move(out), verdict_->first, verdict_->second);
    out.reached = confined_.reached;
    out.refused = confined_.refused;
    out.kept = confined_.kept;
    if (out.kept != Kept::Fine)
        return with(std::move(out), FailKind::TooMuch, to_sentence(confined_.kept));
    // A host that stumbles after its result has done its work: all its records are here.
    if (result_)
        return with(std::move(out), result_->kind,
                    passed_over_ > 0 && result_->text.empty() ? kToldSecret : result_->text);
    if (end.signal == SIGXCPU)
        return with(std::move(out), FailKind::TooMuch, signal_text(end.signal));
    if (end.signal != 0) return with(std::move(out), FailKind::Crashed, signal_text(end.signal));
    return with(std::move(out), FailKind::Exited,
                fmt::format("ended before its work was done (exit code {})", end.code));
}

bool may_have_arrived(const Outcome& outcome) {
    switch (outcome.kind) {
    case FailKind::Unknown:
    case FailKind::Crashed:
    case FailKind::Exited:
    case FailKind::TimedOut:
    case FailKind::Garbled:
    case FailKind::TooMuch: return true;
    case FailKind::None:
    case FailKind::Temporary:
    case FailKind::Auth:
    case FailKind::Config:
    case FailKind::Refused:
    case FailKind::Absent:
    case FailKind::Unfit:
    case FailKind::NotStarted: break;
    }
    return false;
}

std::string late_text(std::chrono::milliseconds deadline) {
    const bool whole = deadline.count() % 1000 == 0;
    return whole
               ? fmt::format("did not finish within {} s, so it was ended", deadline.count() / 1000)
               : fmt::format("did not finish within {} ms, so it was ended", deadline.count());
}

} // namespace kith::wire
