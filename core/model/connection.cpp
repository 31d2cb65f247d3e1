// SPDX-License-Identifier: MIT
#include "core/model/connection.hpp"

#include <array>

namespace kith {

std::span<const Step> built_in_steps() noexcept {
    static const std::array<Step, kBuiltInSteps> steps{{
        {"one-line", "one line", 1, Channel::Message},
        {"voice-note", "voice note", 1, Channel::VoiceNote},
        {"call", "call", 2, Channel::Call},
        {"letter", "letter", 2, Channel::Letter},
        {"walk", "walk", 3, Channel::Together},
        {"look-at-a-photo", "look at a photo", 0, Channel::None},
        {"jot-it-down", "note what you would tell them", 0, Channel::None},
        {"hear-an-old-note", "hear an old voice note", 0, Channel::None},
        {"reply", "a reply", 1, Channel::Message},
        {"photo", "a photo", 1, Channel::Message},
        {"reaction", "a heart with a word", 1, Channel::Message},
        {"one-true-sentence", "one true sentence", 1, Channel::Message},
        {"errand", "an errand for them", 2, Channel::Together},
        {"question", "a question", 2, Channel::Message},
        {"coffee", "coffee", 3, Channel::Together},
        {"meal", "a meal", 3, Channel::Together},
        {"class", "a class together", 3, Channel::Together},
        {"volunteering", "volunteering", 3, Channel::Together},
        {"hosting", "having them round", 3, Channel::Together},
    }};
    return steps;
}

} // namespace kith
