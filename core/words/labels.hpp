// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

// The keys in `labels` of a word file for what is said to rituals alone.
inline constexpr std::string_view kKeep = "keep", kLetRest = "let-rest";

/// One thing the person may say to a nudge: the word that comes back, and what the button shows.
/// The text is the bank's.
struct Label {
    std::string_view answer;
    std::string_view text;

    friend bool operator==(const Label&, const Label&) = default;
};

/// Seen: *Say hi*, *Smaller* (where there is one), *Not now*. Partly or unseen: *Been in touch*,
/// *Say hi*, *Not now*. In the bank's language, which must outlive them.
std::vector<Label> labels(const Bank& bank, Sight sight, bool has_smaller);

/// The same, and behind them whatever else such a nudge may be told: *Done*, *Not this time* and
/// *Been in touch*. For where there is room.
std::vector<Label> all_labels(const Bank& bank, Sight sight, bool has_smaller);

/// To a ritual: the question is answered by keeping it, letting it rest or *Not now*, a word the
/// evening before by keeping it, *Not this time* or letting it rest.
std::vector<Label> ritual_labels(const Bank& bank, bool is_question);

/// What stands before a list of them where they are written back: *Reply with*.
std::string_view reply_with(const Bank& bank);

} // namespace kith::words
