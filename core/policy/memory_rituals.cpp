// SPDX-License-Identifier: MIT
#include "core/policy/memory_rituals.hpp"

#include <algorithm>

#include "core/policy/memory_nudge.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kOffKept = 64;
constexpr auto kOffSpan = std::chrono::days{60};
constexpr auto kZonesApart = std::chrono::hours{26}; ///< so much later it may be after a journey

} // namespace

void ritual_passed(Memory& m, const Event& e) {
    auto& ritual = m.rituals[e.occasion];
    ritual.passed = std::max(ritual.passed, e.slot.value_or(e.at));
    if (e.text.empty()) ++ritual.unsaid;
    if (e.text == "sign") ritual.unsaid = 0;
    ritual.cancelled = 0;
}

void ritual_written(Memory& m, const Event& e) {
    auto& ritual = m.rituals[e.occasion];
    ritual = RitualMemory{.passed = std::max(ritual.passed, e.at), .off = {}};
}

void ritual_said(Memory& m, const Event& e) {
    auto& ritual = m.rituals[e.occasion];
    ritual.unsaid = 0;
    ritual.asked = false;
    ritual.put_off.reset();
    ritual.put_offs = 0;
    if (e.text == "yes") ritual.kept = e.at;
    if (e.text != "cancelled") {
        // Time in which it rested is not made up for.
        if (ritual.resting) ritual.passed = std::max(ritual.passed, e.at);
        ritual.resting = e.text == "resting";
        ritual.cancelled = 0;
        return;
    }
    ++ritual.cancelled;
    if (!e.slot) return;
    // What was called off long ago has been dealt with; what lies ahead stays called off.
    for (const auto at : ritual.off)
        if (e.at - at > kOffSpan) ritual.passed = std::max(ritual.passed, at + kZonesApart);
    std::erase_if(ritual.off, [&](Instant at) { return e.at - at > kOffSpan; });
    push_bounded(ritual.off, *e.slot, kOffKept);
}

RitualMemory* asked_about(Memory& m, std::string_view occasion) {
    constexpr std::string_view kAsk = "ritual-ask:";
    if (!occasion.starts_with(kAsk)) return nullptr;
    return &m.rituals[std::string{occasion.substr(kAsk.size())}];
}

bool is_evening_word(std::string_view occasion) { return occasion.starts_with("ritual:"); }

bool put_off(Memory& m, std::string_view occasion, Instant asked, Instant at) {
    auto* ritual = asked_about(m, occasion);
    if (!ritual) return false;
    if (ritual->put_off && *ritual->put_off >= asked) return true;
    ritual->asked = false;
    ritual->put_off = at;
    ++ritual->put_offs;
    return true;
}

} // namespace kith::policy
