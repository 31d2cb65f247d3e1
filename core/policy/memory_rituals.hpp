// SPDX-License-Identifier: MIT
// What becomes of a ritual, folded into Memory. apply() in memory.hpp is the way in.
#pragma once

#include <string_view>

#include "core/policy/memory.hpp"

namespace kith::policy {

void ritual_passed(Memory& memory, const Event& event);

/// Written or edited: it stands from here on, and what was said of it before is over.
void ritual_written(Memory& memory, const Event& event);

/// Whatever is said of a ritual shows that it is not forgotten.
void ritual_said(Memory& memory, const Event& event);

/// The ritual that an occasion is the question about, or null.
RitualMemory* asked_about(Memory& memory, std::string_view occasion);

/// Whether an occasion is the word on the evening before: there is one at most.
bool is_evening_word(std::string_view occasion);

/// The question, if `occasion` is one, which was asked at `asked`, was put off at `at`: it is open
/// again. Once for each asking, whatever is said to it besides. Whether `occasion` is one.
bool put_off(Memory& memory, std::string_view occasion, Instant asked, Instant at);

} // namespace kith::policy
