// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "core/model/instant.hpp"
#include "wire/channel.hpp"
#include "wire/limits.hpp"
#include "wire/order.hpp"

namespace kith::wire {

/// The functions of a plugin a job can call.
enum class Call : std::uint8_t { Sense, Deliver, Withdraw, Plan, Hold, Attend, Know };
std::string_view to_word(Call call);
std::optional<Call> call_from(std::string_view word);

/// The role a call belongs to, as its KITH_ROLE_* bit.
std::uint32_t role_of(Call call);
/// `sense`, `deliver`, `plan`, `attend` or `know` as its bit; 0 for any other word.
std::uint32_t role_bit(std::string_view word);

/// One address Kith looks for, with the names that may match a calendar title.
struct AddressEntry {
    bool is_self = false;
    std::string connection; ///< empty for the user's own
    std::string address;    ///< normalised; empty for names alone
    std::vector<std::string> also_called;
};

/// The library a job loads, and what its manifest says of it.
struct PluginRef {
    std::filesystem::path library;
    std::string name;
    std::uint32_t abi = 1;
    std::uint32_t roles = 0;            ///< KITH_ROLE_* bits
    bool network = false;               ///< may connect to what the settings of host_keys name
    bool discovery = false;             ///< and to where those hosts point
    std::vector<std::string> host_keys; ///< settings, secret ones too, whose values name hosts
    std::vector<std::string> path_keys; ///< settings whose values are paths it may read
    std::vector<std::string> bus;       ///< names it may speak to on the session bus
    std::vector<std::string> system_bus;
    bool exec = false; ///< may run programs
};

/// All that one job needs to know. A plain value.
struct JobRequest {
    Call call = Call::Sense;
    std::string instance;
    PluginRef plugin;
    std::chrono::milliseconds deadline = kSenseDeadline;
    Limits limits;
    std::string zone = "UTC";
    Instant now;
    Instant since;
    Instant until;
    std::optional<std::string> cursor;
    bool anew = false;               ///< people or settings are others than the cursor was read for
    std::optional<NudgeOrder> nudge; ///< Deliver, Withdraw
    std::optional<HoldOrder> hold;   ///< Hold
    bool want_skipped = false;
    std::filesystem::path state_dir;       ///< empty: none
    bool best_effort = false;              ///< `sandbox: best-effort`
    std::string settings = "{}";           ///< one JSON object, secrets left out
    std::map<std::string, Secret> secrets; ///< by setting key; never in argv or environment
    std::vector<AddressEntry> addresses;
};

/// Sends a request: small fields in the datagram; settings, secrets and addresses as sealed memfds.
Result<void> send_request(HostChannel& channel, const JobRequest& request);

/// Waits for a request on a host's end.
Result<JobRequest> receive_request(HostChannel& channel);

/// What kithd may say to a resident job.
enum class Word : std::uint8_t { End, Withdraw };
std::string_view word_line(Word word);
std::optional<Word> word_from_line(std::string_view line);

} // namespace kith::wire
