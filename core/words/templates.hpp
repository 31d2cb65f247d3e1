// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/words/compose.hpp"

namespace kith::words {

/// When a template may be chosen.
enum class Fit : std::uint8_t {
    Text,         ///< a message, mail, letter or word of the library's
    Line,         ///< as Text, where a screen carries it: no letter
    LineAfterGap, ///< as Line, after a long gap
    Letter,       ///< a letter alone
    VoiceNote,    ///< a voice note alone
    Call,         ///< a call or video
    VoiceCall,    ///< a call without a picture
    UsualCall,    ///< a call or video, at a time they are often in touch
    EveningCall,  ///< as UsualCall, in the evening
    Named,        ///< a step in the person's own words, or a thing done together
};

/// `{name}` and `{step}` are filled in; nothing else is. Each stands at most once.
struct Template {
    std::string_view key;
    Fit fit;
    std::string_view title;
    std::string_view body;
};

/// The English bank (domain.md C). Every situation has at least seven that fit, so that none needs
/// to come back within six offers. One alone says how welcome a hello is (at most one offer in
/// five may), and it waits its turn among ten.
std::span<const Template> templates();

bool fits(const Template& t, const Situation& situation);

} // namespace kith::words
