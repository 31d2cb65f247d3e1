// SPDX-License-Identifier: MIT
#include "core/model/connection.hpp"

#include <array>

namespace kith {

std::span<const Step> built_in_steps() {
    static const std::array<Step, kBuiltInSteps> steps{
        Step{"one-line", "one line", 1, Channel::Message},
        Step{"voice-note", "voice note", 1, Channel::VoiceNote},
        Step{"call", "call", 2, Channel::Call}, Step{"letter", "letter", 2, Channel::Letter},
        Step{"walk", "walk", 3, Channel::Together}};
    return steps;
}

} // namespace kith
