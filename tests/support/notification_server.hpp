// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/bus_peer.hpp"

namespace kith::test {

/// One Notify call as a server saw it.
struct Notified {
    std::uint32_t replaces = 0;
    std::uint32_t id = 0; ///< what it answered
    std::string app;
    std::string title;
    std::string body;
    std::vector<std::string> actions;         ///< key, label, key, label ...
    std::map<std::string, std::string> hints; ///< the value as text
    std::int32_t expire_ms = 0;
};

/// How a scripted server behaves. Where a name is given, that D-Bus error is the answer.
struct ServerScript {
    std::vector<std::string> capabilities{"body", "body-markup", "actions", "persistence"};
    std::string capabilities_error{};
    std::string notify_error{};
    std::string notify_error_text = "no";
    std::string close_error{};
    bool hang_capabilities = false; ///< never answers
    bool hang_notify = false;
    bool die_in_notify = false; ///< leaves the bus without an answer
    bool always_new_id = false;
    bool close_at_once = false; ///< NotificationClosed goes out before the answer
    std::uint32_t first_id = 1;
    std::uint32_t close_reason = 2;
};

/// org.freedesktop.Notifications in a thread of its own, on a bus given by address. Records what it
/// is asked; signals go out only when the test says so. Waiting functions wait until it happened,
/// for at most ten seconds, and then throw.
class ScriptedServer {
  public:
    explicit ScriptedServer(const std::string& address, ServerScript script = {});
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer() = default;

    /// The `count`-th Notify, counted from 1.
    Notified wait_for_notify(std::size_t count = 1);
    /// The `count`-th CloseNotification's id.
    std::uint32_t wait_for_close(std::size_t count = 1);
    [[nodiscard]] std::size_t notify_count() const;
    [[nodiscard]] std::vector<std::uint32_t> closes() const;

    void invoke(std::uint32_t id, const std::string& key);
    void send_token(std::uint32_t id, const std::string& token);
    void send_closed(std::uint32_t id, std::uint32_t reason);

    [[nodiscard]] const std::string& unique_name() const { return peer_.unique_name(); }

  private:
    bool on_call(sd_bus_message* call);
    int on_notify(sd_bus_message* call);
    int on_close(sd_bus_message* call);
    void signal(const char* member, std::uint32_t id, const std::string& text);

    ServerScript script_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Notified> notified_;
    std::vector<std::uint32_t> closes_;
    std::vector<BusMessage> unanswered_;
    std::uint32_t next_id_;
    BusPeer peer_; // last: its thread uses the rest
};

} // namespace kith::test
