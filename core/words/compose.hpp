// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"

namespace kith::words {

/// What the words are about. Borrowed.
struct Situation {
    std::string_view name;
    Channel channel = Channel::Message;
    int cost = 1;
    Sight sight = Sight::Seen;
    bool usual_time = false; ///< they are often in touch at this time
    bool evening = false;
    bool long_gap = false;
    std::string_view step{};      ///< slug, e.g. voice-note
    std::string_view step_text{}; ///< as the person wrote it, e.g. "swim in the river"
    bool own_step = false;        ///< not one of the library's
};

struct Words {
    std::string key; ///< the template's
    std::string title;
    std::string body;
};

/// Title and body together are at most this many code points, with any name.
inline constexpr std::size_t kMaxChars = 120;

/// Chooses a template that fits and fills it in: one never used lately first, else the one used
/// longest ago; ties by the lowest unit("words:SEED:KEY"). `recent` holds the keys of the last
/// offers, oldest first. Deterministic. Name and step are data: cleaned, cut to fit, never read as
/// placeholders, and without exclamation marks.
Words compose(const Situation& situation, std::span<const std::string> recent,
              std::string_view seed);

} // namespace kith::words
