// SPDX-License-Identifier: MIT
#include "core/policy/interruption.hpp"

namespace kith::policy {
namespace {

constexpr auto kLongPause = std::chrono::hours{36};
constexpr auto kJump = std::chrono::hours{1};

} // namespace

std::string Jump::text() const { return std::to_string(by.count()) + (at_least ? "+" : ""); }

Jump clock_jump(const Waking& w) {
    const auto by = w.slept - w.awake;
    if (std::chrono::abs(by) > kJump) return {by};
    if (w.alive - w.now > kJump) return {w.now - w.alive, true};
    return {};
}

std::optional<Event> interruption(const Memory& memory, const Waking& waking) {
    if (memory.interrupted) return std::nullopt;
    const bool paused = waking.now - waking.alive > kLongPause;
    if (!paused && !clock_jump(waking)) return std::nullopt;
    Event e;
    e.kind = EventKind::Interrupted;
    e.at = waking.now;
    return e;
}

} // namespace kith::policy
