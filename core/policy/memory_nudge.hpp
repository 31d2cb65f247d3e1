// SPDX-License-Identifier: MIT
// What becomes of a nudge, folded into Memory: from being chosen to its answer or its end
// (domain.md B8). apply() in memory.hpp is the way in.
#pragma once

#include "core/policy/memory.hpp"

namespace kith::policy {

/// G is one less after each such time.
inline constexpr auto kBackoffDecay = std::chrono::days{14};

void nudge_chosen(Memory& memory, const Event& event, const Naming& naming);
/// It spent its budget, and nobody was asked.
void nudge_withheld(Memory& memory, const Event& event, const Naming& naming);
void nudge_delivered(Memory& memory, const Event& event);
void nudge_noticed(Memory& memory, const Event& event);

/// It reached nobody, or nobody knows whether it did.
void nudge_failed(Memory& memory, const Event& event);
void nudge_lost(Memory& memory, const Event& event);

void nudge_answered(Memory& memory, const Event& event);
void nudge_ended(Memory& memory, const Event& event);

/// A touch followed: one offer lowers G once, however many messages follow it.
void nudge_engaged(Memory& memory, const Event& event);

/// A word or an edit: G is 0, and k of the one it is about.
void reset_backoff(Memory& memory, const Event& event);

/// The connection's part, or null.
ConnectionMemory* find(Memory& memory, const std::string& id);

template <class T>
void push_bounded(std::vector<T>& list, T value, std::size_t limit) {
    list.push_back(std::move(value));
    if (list.size() > limit) list.erase(list.begin());
}

} // namespace kith::policy
