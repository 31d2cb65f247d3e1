// SPDX-License-Identifier: MIT
#include "daemon/loop/jobs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/config/settings_json.hpp"
#include "daemon/loop/kept_cursor.hpp"

namespace kith::daemon {
namespace {

constexpr auto kLookBack = std::chrono::days{180};
constexpr auto kBusyBack = std::chrono::hours{6};
constexpr auto kBusyAhead = std::chrono::days{100};

void add_address(std::vector<wire::AddressEntry>& out, const std::string& connection,
                 const std::string& address, std::vector<std::string> names, bool self) {
    out.push_back({self, connection, address, std::move(names)});
}

/// Never empty, for that would mean everybody: where there is nobody to look for, an entry says so
/// that is the person's own and has no address.
std::vector<wire::AddressEntry> addresses(const Settings& settings) {
    std::vector<wire::AddressEntry> out;
    for (const auto& own : settings.you.addresses) add_address(out, "", own.text(), {}, true);
    for (const auto& c : settings.connections) {
        if (c.state == State::NoContact) continue;
        auto names = c.also_called;
        if (c.addresses.empty() && !names.empty()) add_address(out, c.id, "", names, false);
        for (const auto& address : c.addresses) {
            add_address(out, c.id, address.text(), names, false);
            names.clear(); // once is enough
        }
    }
    if (out.empty()) add_address(out, "", "", {}, true);
    return out;
}

std::string source_text(const SecretSource& source) {
    auto out = fmt::format(" {} {} {}", static_cast<int>(source.kind), source.name,
                           fmt::join(source.command, "\n"));
    for (const auto& [key, value] : source.lookup) out += fmt::format("\n{}={}", key, value);
    return out;
}

} // namespace

std::vector<const PluginInstance*> Jobs::with_role(std::string_view role) const {
    std::vector<const PluginInstance*> out;
    if (!life_.ready()) return out;
    for (const auto& instance : life_.settings().plugins) {
        const auto* entry = catalog_.find(instance.plugin);
        if (entry && wire::Catalog::plays(*entry, role, instance, life_.settings()))
            out.push_back(&instance);
    }
    return out;
}

const PluginInstance* Jobs::instance(const std::string& id) const {
    const auto& all = life_.settings().plugins;
    const auto it = std::ranges::find(all, id, &PluginInstance::id);
    return it == all.end() ? nullptr : &*it;
}

std::map<std::string, std::string> Jobs::prints() const {
    std::map<std::string, std::string> out;
    if (!life_.ready()) return out;
    for (const auto& each : life_.settings().plugins) {
        auto& text = out[each.id];
        text = fmt::format("{} {} {} {}", each.plugin, each.trust, each.best_effort_sandbox,
                           config::settings_json(each));
        for (const auto& [key, name] : each.secret_refs) {
            const auto secret = life_.settings().secrets.find(name);
            text += fmt::format("\n{} {}", key, name);
            if (secret != life_.settings().secrets.end()) text += source_text(secret->second);
        }
    }
    return out;
}

wire::JobRequest Jobs::request(const PluginInstance& instance, wire::Call call) const {
    wire::JobRequest out;
    out.call = call;
    out.instance = instance.id;
    if (const auto* entry = catalog_.find(instance.plugin)) out.plugin = wire::Catalog::ref(*entry);
    out.deadline = call == wire::Call::Sense || call == wire::Call::Plan ? wire::kSenseDeadline
                                                                         : wire::kDeliverDeadline;
    out.zone = life_.zone().name();
    out.now = life_.now();
    out.since = out.now - (call == wire::Call::Plan ? std::chrono::hours{kBusyBack}
                                                    : std::chrono::hours{kLookBack});
    out.until = out.now + kBusyAhead;
    out.state_dir = state_dir_ / "plugins" / instance.id;
    out.settings = config::settings_json(instance);
    out.best_effort = instance.best_effort_sandbox;
    if (call == wire::Call::Sense || call == wire::Call::Plan)
        out.addresses = addresses(life_.settings());
    if (const auto* known = life_.source(instance.id); known && call == wire::Call::Sense) {
        take_up_cursor(out, known->cursor);
        // The window's start stays where it was, so that an old cursor still fits it.
        if (known->since != Instant{}) out.since = known->since;
    }
    return out;
}

Result<fleet::TaskId> Jobs::submit(const PluginInstance& instance, wire::JobRequest request,
                                   fleet::JobCallbacks callbacks, bool forced) {
    const auto* entry = catalog_.find(instance.plugin);
    const auto refusal = entry ? wire::Catalog::refusal(*entry, instance.trust)
                               : fmt::format("there is no plugin {}", instance.plugin);
    if (!refusal.empty()) {
        fleet_.refuse(instance.id, request.call, refusal);
        return fail(fmt::format("{}: {}", instance.id, refusal));
    }
    fleet::Task task;
    task.request = std::move(request);
    task.secret_refs = instance.secret_refs;
    task.callbacks = std::move(callbacks);
    task.forced = forced;
    return fleet_.submit(std::move(task));
}

} // namespace kith::daemon
