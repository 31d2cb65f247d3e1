// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"

namespace kith::words {

/// What life is about, in a word a person would use for it, in any spelling of blanks and letters:
/// `new baby`, `Exam`, `the flu`, `funeral`. Nothing where it is none of them.
std::optional<LifeEvent> read_life_event(std::string_view said);

/// All these words, in one line: `new-baby (birth, baby), exams (…)`.
std::string life_event_words();

} // namespace kith::words
