// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/words/compose.hpp"

namespace kith::words {

/// When a template may be chosen.
enum class Fit : std::uint8_t {
    Text,      ///< a message, mail or letter of the library's
    VoiceNote, ///< a voice note alone
    Call,      ///< a call or video
    UsualCall, ///< a call, in the evening, at a time they often talk
    Together,  ///< a walk or another thing done together
    Own,       ///< a step in the person's own words
};

/// `{name}` and `{step}` are filled in; nothing else is.
struct Template {
    std::string_view key;
    Fit fit;
    std::string_view title;
    std::string_view body;
};

/// The English bank (domain.md C).
std::span<const Template> templates();

bool fits(const Template& t, const Situation& situation);

} // namespace kith::words
