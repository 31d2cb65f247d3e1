// SPDX-License-Identifier: MIT
#include "wire/request.hpp"

#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "wire/memfd.hpp"

namespace kith::wire {
namespace {

// The bits are part of the frozen ABI (kith/plugin.h), which this room does not include; the host
// asserts that they agree.
constexpr std::array<std::string_view, 5> kRoles{"sense", "deliver", "plan", "attend", "know"};
constexpr std::array<std::string_view, 7> kCalls{"sense", "deliver", "withdraw", "plan",
                                                 "hold",  "attend",  "know"};

std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }

Instant instant_of(const Json& object, const char* key) {
    return Instant{std::chrono::seconds{int_or(object, key, 0)}};
}

std::string addresses_text(const std::vector<AddressEntry>& addresses) {
    Json out = Json::array();
    for (const auto& entry : addresses)
        out.push_back(
            Json::array({entry.is_self, entry.connection, entry.address, entry.also_called}));
    return to_line(out);
}

std::vector<std::string> texts(const Json& object, const char* key) {
    std::vector<std::string> out;
    const auto list = object.find(key);
    if (list == object.end() || !list->is_array()) return out;
    for (const auto& each : *list)
        if (each.is_string()) out.push_back(each.get<std::string>());
    return out;
}

Json small_fields(const JobRequest& request) {
    Json out;
    out["type"] = "request";
    out["call"] = to_word(request.call);
    out["instance"] = request.instance;
    out["library"] = request.plugin.library.string();
    out["name"] = request.plugin.name;
    out["abi"] = request.plugin.abi;
    out["roles"] = request.plugin.roles;
    out["network"] = request.plugin.network;
    out["discovery"] = request.plugin.discovery;
    out["host_keys"] = request.plugin.host_keys;
    out["path_keys"] = request.plugin.path_keys;
    out["bus"] = request.plugin.bus;
    out["system_bus"] = request.plugin.system_bus;
    out["exec"] = request.plugin.exec;
    out["deadline_ms"] = request.deadline.count();
    out["max_records"] = request.limits.records;
    out["max_bytes"] = request.limits.bytes;
    out["zone"] = request.zone;
    out["now"] = seconds_of(request.now);
    out["since"] = seconds_of(request.since);
    out["until"] = seconds_of(request.until);
    out["want_skipped"] = request.want_skipped;
    out["state_dir"] = request.state_dir.string();
    out["best_effort"] = request.best_effort;
    if (request.cursor) out["cursor"] = *request.cursor;
    out["anew"] = request.anew;
    if (request.nudge) out["order"] = to_json(*request.nudge);
    if (request.hold) out["order"] = to_json(*request.hold);
    return out;
}

Result<JobRequest> read_small(const Json& object) {
    const auto call = call_from(string_or(object, "call"));
    if (!call || string_or(object, "type") != "request") return fail("the request names no call");
    JobRequest out;
    out.call = *call;
    out.instance = string_or(object, "instance");
    out.plugin.library = string_or(object, "library");
    out.plugin.name = string_or(object, "name");
    out.plugin.abi = static_cast<std::uint32_t>(int_or(object, "abi", 1));
    out.plugin.roles = static_cast<std::uint32_t>(int_or(object, "roles", 0));
    out.plugin.network = bool_or(object, "network", false);
    out.plugin.discovery = bool_or(object, "discovery", false);
    out.plugin.host_keys = texts(object, "host_keys");
    out.plugin.path_keys = texts(object, "path_keys");
    out.plugin.bus = texts(object, "bus");
    out.plugin.system_bus = texts(object, "system_bus");
    out.plugin.exec = bool_or(object, "exec", false);
    out.deadline = std::chrono::milliseconds{int_or(object, "deadline_ms", 0)};
    out.limits.records = static_cast<std::size_t>(int_or(object, "max_records", 0));
    out.limits.bytes = static_cast<std::size_t>(int_or(object, "max_bytes", 0));
    out.zone = string_or(object, "zone", "UTC");
    out.now = instant_of(object, "now");
    out.since = instant_of(object, "since");
    out.until = instant_of(object, "until");
    out.want_skipped = bool_or(object, "want_skipped", false);
    out.state_dir = string_or(object, "state_dir");
    out.best_effort = bool_or(object, "best_effort", false);
    if (object.contains("cursor")) out.cursor = string_or(object, "cursor");
    out.anew = bool_or(object, "anew", false);
    const auto order = object.value("order", Json());
    const bool about_nudge = *call == Call::Deliver || *call == Call::Withdraw;
    if ((about_nudge || *call == Call::Hold) && !order.is_object())
        return fail("the request brings nothing to hand over");
    if (about_nudge) out.nudge = nudge_from(order);
    if (*call == Call::Hold) out.hold = hold_from(order);
    return out;
}

/// Key and value, each with a NUL behind it. JSON would leave copies of them in its own memory.
Secret secrets_text(const std::map<std::string, Secret>& secrets) {
    constexpr std::string_view kEnd{"\0", 1};
    Secret out;
    for (const auto& [key, value] : secrets) {
        out.append(key);
        out.append(kEnd);
        out.append(value.view());
        out.append(kEnd);
    }
    return out;
}

Result<void> read_secrets(std::string_view text, JobRequest& out) {
    const auto next = [&text]() -> std::optional<std::string_view> {
        const auto end = text.find('\0');
        if (end == std::string_view::npos) return std::nullopt;
        const auto word = text.substr(0, end);
        text.remove_prefix(end + 1);
        return word;
    };
    while (!text.empty()) {
        const auto key = next();
        const auto value = key ? next() : std::nullopt;
        if (!value) return fail("the request's secrets cannot be read");
        out.secrets.emplace(*key, Secret{*value});
    }
    return {};
}

Result<void> read_addresses(std::string_view text, JobRequest& out) {
    const auto list = parse_json(text, 4);
    if (!list || !list->is_array()) return fail("the request's addresses cannot be read");
    try {
        out.addresses.reserve(list->size());
        for (const auto& entry : *list)
            out.addresses.push_back({entry.at(0).get<bool>(), entry.at(1).get<std::string>(),
                                     entry.at(2).get<std::string>(),
                                     entry.at(3).get<std::vector<std::string>>()});
    } catch (const Json::exception&) {
        return fail("the request's addresses cannot be read");
    }
    return {};
}

} // namespace

std::string_view to_word(Call call) { return kCalls.at(static_cast<std::size_t>(call)); }

std::optional<Call> call_from(std::string_view word) {
    for (std::size_t i = 0; i < kCalls.size(); ++i)
        if (kCalls.at(i) == word) return static_cast<Call>(i);
    return std::nullopt;
}

std::uint32_t role_bit(std::string_view word) {
    for (std::size_t i = 0; i < kRoles.size(); ++i)
        if (kRoles.at(i) == word) return std::uint32_t{1} << i;
    return 0;
}

std::uint32_t role_of(Call call) {
    if (call == Call::Withdraw) return role_bit("deliver");
    if (call == Call::Hold) return role_bit("plan");
    return role_bit(to_word(call));
}

Result<void> send_request(HostChannel& channel, const JobRequest& request) {
    const auto settings = make_memfd(request.settings);
    const auto secrets = make_memfd(secrets_text(request.secrets).view());
    const auto addresses = make_memfd(addresses_text(request.addresses));
    const std::array<int, 3> fds{settings.get(), secrets.get(), addresses.get()};
    return channel.send(to_line(small_fields(request)), HostChannel::Wait::No, fds);
}

Result<JobRequest> receive_request(HostChannel& channel) {
    auto message = channel.receive(HostChannel::Wait::Yes, HostChannel::Fds::Taken);
    if (!message) return std::unexpected(message.error());
    if (message->got != HostChannel::Got::Message)
        return fail("the channel closed before a request came");
    if (message->fds.size() != 3) return fail("the request comes without its three parts");
    const auto object = parse_json(message->text, 6);
    if (!object || !object->is_object()) return fail("the request is not a JSON object");
    auto out = read_small(*object);
    if (!out) return out;
    auto settings = read_memfd(message->fds[0].get());
    auto secrets = read_memfd(message->fds[1].get());
    const auto addresses = read_memfd(message->fds[2].get());
    if (!settings) return std::unexpected(settings.error());
    if (!secrets) return std::unexpected(secrets.error());
    if (!addresses) return std::unexpected(addresses.error());
    out->settings = std::move(*settings);
    const auto fine_secrets = read_secrets(*secrets, *out);
    wipe(*secrets);
    if (!fine_secrets) return std::unexpected(fine_secrets.error());
    if (auto fine = read_addresses(*addresses, *out); !fine) return std::unexpected(fine.error());
    return out;
}

std::string_view word_line(Word word) {
    return word == Word::End ? R"({"type":"end"})" : R"({"type":"withdraw"})";
}

std::optional<Word> word_from_line(std::string_view line) {
    const auto object = parse_json(line, 2);
    if (!object) return std::nullopt;
    const auto type = string_or(*object, "type");
    if (type == "end") return Word::End;
    if (type == "withdraw") return Word::Withdraw;
    return std::nullopt;
}

} // namespace kith::wire
