// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "kith/plugin.h"
#include "plugins/host/jail.hpp"
#include "wire/channel.hpp"
#include "wire/record.hpp"
#include "wire/request.hpp"

namespace kith::host {

/// What a plugin registered to be called for.
struct Watch {
    int fd = -1;
    int timeout_ms = -1;
    int (*ready)(void* self, int fd) = nullptr;
    void* self = nullptr;
};

/// The services of kith_host for one job: every record is checked, counted and sent to kithd. Lives
/// as long as the plugin; one thread; nothing here throws.
class Services {
  public:
    Services(wire::HostChannel& channel, const wire::JobRequest& request);
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;
    ~Services() = default;

    [[nodiscard]] const kith_host& host() const { return host_; }
    [[nodiscard]] const std::optional<Watch>& watch() const { return watch_; }
    [[nodiscard]] const std::optional<std::string>& receipt() const { return receipt_; }
    [[nodiscard]] bool answered() const { return answered_; }

    /// Sends the receipt kept since deliver returned; from then on a resident job has no deadline.
    void hand_in_receipt(bool resident);
    /// The last record. `ok` false takes the reason given by fail, if there was one, else this one.
    void hand_in_result(bool ok, wire::FailKind kind, std::string text);
    /// The level of confinement: the first record, before any code of the plugin runs.
    void tell_confinement(const Confinement& confinement);

  private:
    template <class Record>
    int emit(Record record);
    template <class Body>
    static int guarded(void* ctx, const Body& body) noexcept;
    int send(const wire::Record& record);
    /// What a plugin says for people, without a secret it was given: a server's answer may quote
    /// it.
    [[nodiscard]] std::string without_secrets(std::string text) const;
    /// A record that breaks a rule: counted, and told to who asked what is passed over.
    int refuse(const std::string& why, const std::string& ref = {});
    void tell_refused(const std::string& why, const std::string& ref);
    int still_refusing();
    void over(wire::FailKind kind, std::string why);

    static void on_log(void* ctx, int level, const char* text) noexcept;
    static void on_fail(void* ctx, int kind, const char* text) noexcept;
    static int on_touchpoint(void* ctx, const kith_touchpoint* record) noexcept;
    static int on_skipped(void* ctx, const kith_skipped* record) noexcept;
    static int on_busy(void* ctx, const kith_busy* record) noexcept;
    static int on_person(void* ctx, const kith_person* record) noexcept;
    static int on_cursor(void* ctx, const char* cursor) noexcept;
    static int on_coverage(void* ctx, const kith_coverage* coverage) noexcept;
    static int on_attention(void* ctx, const kith_attention* attention) noexcept;
    static int on_receipt(void* ctx, const char* receipt) noexcept;
    static int on_answer(void* ctx, const char* nudge, const char* answer) noexcept;
    static int on_reply(void* ctx, const char* nudge, const char* text, const char* ref) noexcept;
    static int on_reply_at(void* ctx, const char* nudge, const char* text, const char* ref,
                           std::int64_t at) noexcept;
    static int on_retract(void* ctx, const char* ref) noexcept;
    static const char* on_secret(void* ctx, const char* key) noexcept;
    static const char* on_state_dir(void* ctx) noexcept;
    static std::int64_t on_time_left(void* ctx) noexcept;
    static int on_start(void* ctx, const char* const* words, const char* const* environment,
                        kith_program* program) noexcept;
    static int on_watch(void* ctx, int fd, int timeout_ms, int (*ready)(void*, int),
                        void* self) noexcept;

    wire::HostChannel& channel_;
    const wire::JobRequest& request_;
    kith_host host_{};
    std::chrono::steady_clock::time_point until_;
    std::size_t records_ = 0;
    std::size_t bytes_ = 0;
    std::int64_t rejected_ = 0;
    std::string first_rejection_;
    std::size_t log_lines_ = 0;
    int refusals_ = 0;
    bool over_limits_ = false;
    bool out_of_memory_ = false;
    bool resident_ = false;
    bool answered_ = false;
    std::optional<std::pair<wire::FailKind, std::string>> failure_;
    std::optional<std::string> receipt_;
    std::optional<Watch> watch_;
    std::map<std::string, Secret> never_kept_;
    std::string state_dir_;
};

} // namespace kith::host
