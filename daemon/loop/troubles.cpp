// SPDX-License-Identifier: MIT
#include "daemon/loop/troubles.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "core/words/messages.hpp"

namespace kith::daemon {
namespace {

constexpr auto kBrokenFor = std::chrono::hours{72};
constexpr auto kUnreadableFor = std::chrono::hours{24};
constexpr auto kToldAgain = std::chrono::days{30};
constexpr auto kTriedTwice =
    std::chrono::minutes{5}; ///< a computer awake again may lack its network
constexpr const char* kConfiguration = "failing:configuration";
constexpr const char* kMemory = "failing:memory";

std::string key_of(const std::string& instance, wire::Call call) {
    return fmt::format("failing:{}:{}", wire::to_word(call), instance);
}

std::optional<Instant> to_since(const std::string& kept) {
    if (kept.empty()) return std::nullopt;
    return Instant{std::chrono::seconds{std::strtoll(kept.c_str(), nullptr, 10)}};
}

} // namespace

std::optional<Instant> Troubles::since(const std::string& key) const {
    return to_since(life_.ledger().read_kept(key).value_or(""));
}

void Troubles::note(const std::string& key, bool well) {
    if (!life_.begun()) return;
    const auto kept = life_.ledger().read_kept(key);
    if (!kept) return; // since when is not known just now, and is not to begin anew
    const auto known = to_since(*kept);
    const auto now = life_.now();
    // A clock that ran ahead had noted a moment still to come.
    if (well ? !known : known && *known <= now) return;
    const auto text = well ? std::string{} : std::to_string(now.time_since_epoch().count());
    // Where the disk refuses, the next failure notes it.
    (void)life_.commit({}, {}, [&](ledger::Change& change) { change.keep(key, text); });
}

void Troubles::note(const fleet::Health& health) {
    if (health.call == wire::Call::Sense || health.call == wire::Call::Deliver)
        note(key_of(health.instance, health.call), health.failures == 0);
}

void Troubles::note_configuration(bool good) { note(kConfiguration, good); }

/// It ends when it is told: what was lost does not come back.
void Troubles::note_memory_lost() {
    note(kMemory, true);
    note(kMemory, false);
}

void Troubles::forgive(const std::string& instance) {
    for (const auto call : {wire::Call::Sense, wire::Call::Deliver})
        note(key_of(instance, call), true);
}

bool Troubles::brings_nothing(const std::string& deliverer) const {
    return since(key_of(deliverer, wire::Call::Deliver)).has_value();
}

/// Since its last good run, where it fails now and has been tried more than once.
std::optional<Instant> Troubles::blind_since(const std::string& instance) const {
    const auto* source = life_.source(instance);
    const auto failing = since(key_of(instance, wire::Call::Sense));
    if (!source || source->reading || !failing || life_.now() - *failing < kTriedTwice)
        return std::nullopt;
    return source->last_ok ? source->last_ok : source->tried;
}

bool Troubles::is_due(const std::string& thing, Instant since) const {
    const auto& told = life_.memory().troubles_told;
    const auto last = told.find(thing);
    if (last == told.end()) return true;
    return since > last->second && life_.now() - last->second >= kToldAgain;
}

std::vector<std::string> Troubles::due() const {
    std::vector<std::string> out;
    const auto now = life_.now();
    const auto consider = [&](const std::string& thing, std::optional<Instant> since, auto limit) {
        if (since && now - *since >= limit && is_due(thing, *since) &&
            std::ranges::find(out, thing) == out.end())
            out.push_back(thing);
    };
    for (const auto* instance : jobs_.with_role("sense"))
        consider(instance->id, blind_since(instance->id), kBrokenFor);
    // It is called only when there is an offer: of the time before that nothing is known.
    for (const auto& id : life_.settings().deliver)
        consider(id, since(key_of(id, wire::Call::Deliver)), kBrokenFor);
    consider(std::string{words::kConfigurationFile}, since(kConfiguration), kUnreadableFor);
    consider(std::string{words::kMemoryFile}, since(kMemory), std::chrono::hours{0});
    return out;
}

} // namespace kith::daemon
