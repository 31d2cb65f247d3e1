// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
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

/// A message that is no offer: nothing is asked.
struct Message {
    std::string title, body;
};

/// Said once when nobody has answered for long (domain.md B8).
Message going_quiet();

/// What a deliverer brings so that one sees it can (`kith doctor --ring`).
Message sample();

inline constexpr std::string_view kConfigurationFile = "kith.yaml";

/// Said once when something has not worked for long (domain.md B5): plugins by id, or
/// kConfigurationFile. Not for an empty list.
Message trouble(std::span<const std::string> things);

} // namespace kith::words
