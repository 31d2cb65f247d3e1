// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "wire/outcome.hpp"
#include "wire/record.hpp"
#include "wire/redaction.hpp"

namespace kith::wire {

/// A job may hand over so many of each, for each may change what is remembered.
inline constexpr std::size_t kMaxAnswers = 32;
inline constexpr std::size_t kMaxReplies = 500;

/// True if a job for `call` may hand over this kind of record.
bool may_send(Call call, const Record& record);

/// How a host's process ended: by a signal, or with an exit code where `signal` is 0.
struct ChildEnd {
    int code = 0;
    int signal = 0;
    std::int64_t max_rss_kb = 0;
};

/// The starter's side of one job without any waiting: takes datagrams, holds them to the protocol
/// and the limits, and says at the end how the job went. It believes nothing a host sends, not even
/// that the job's secrets were taken out of it.
class Conversation {
  public:
    Conversation(Call call, const Limits& limits, Secrets secrets = {}, std::string_view clear = {})
        : call_(call), limits_(limits), never_(never_kept(secrets, clear)),
          secrets_(std::move(secrets)) {}
    explicit Conversation(const JobRequest& request)
        : Conversation(request.call, request.limits, request.secrets, in_clear(request)) {}

    /// One datagram: the record to pass on, or nothing for the result and the level of confinement
    /// (which are kept here). After an error, which is remembered for finish, the host must be
    /// killed.
    Result<std::optional<Record>> take(std::string_view datagram);

    /// The starter itself ends the job; the first reason stands. Where it reached is unknown then.
    void end_because(FailKind kind, std::string text);

    [[nodiscard]] bool has_result() const { return result_.has_value(); }

    /// After the process has ended and its last datagram was taken.
    [[nodiscard]] Outcome finish(const ChildEnd& end) const;

  private:
    void note(ConfinedRecord record);
    Result<std::optional<Record>> breach(FailKind kind, std::string text);

    Call call_;
    Limits limits_;
    Secrets never_;   ///< lines of them that may not be kept
    Secrets secrets_; ///< until the job has ended
    std::size_t records_ = 0;
    std::size_t bytes_ = 0;
    std::int64_t passed_over_ = 0; ///< for a secret in them
    std::size_t log_lines_ = 0;
    std::size_t answers_ = 0;
    std::size_t replies_ = 0;
    bool delivered_ = false;
    std::size_t datagrams_ = 0;
    ConfinedRecord confined_;
    std::optional<ResultRecord> result_;
    std::optional<std::pair<FailKind, std::string>> verdict_;
};

/// "did not finish within 60 s, so it was ended".
std::string late_text(std::chrono::milliseconds deadline);

} // namespace kith::wire
