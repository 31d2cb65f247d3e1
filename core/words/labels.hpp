// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

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

/// What stands before a list of them where they are written back: *Reply with*.
std::string_view reply_with(const Bank& bank);

} // namespace kith::words
