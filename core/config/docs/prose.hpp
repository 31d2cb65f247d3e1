// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/config/presets.hpp"
#include "core/config/table.hpp"

namespace kith::config {

struct Paragraph {
    std::string_view title;
    std::string_view text;
};

inline constexpr std::string_view kPresetsProse =
    "One word in `kith.yaml`, like `preset: carer`, for lives that ask for other defaults than "
    "most. It changes only what you have not written; `kith list` shows each value that comes "
    "from it.";

/// What both the manual page and docs/config.md say before the tables. Backticks mark what is
/// typed.
inline constexpr std::array kProse{
    Paragraph{
        "Where it stands",
        "Kith reads `kith.yaml` in `$XDG_CONFIG_HOME/kith` (most often `~/.config/kith`), and the "
        "files `connections/*.yaml` beside it in the order of their names. Each of those holds one "
        "connection, a list of them, or `connections:` with a list. `kith check` reads them all "
        "and "
        "shows every error with its file, line and column. A change takes effect by itself; while "
        "something is wrong, Kith goes on with what it had."},
    Paragraph{
        "How it is written",
        "It is YAML, in its flow or its block style. Lengths of time are words: `15 minutes`, `2 "
        "hours`, `3 weeks`, `2 months` (of 30 days), `1 year` (of 365). Times of day stand in "
        "quotes: "
        "`\"17:30\"`. Truth is `true` or `false`. Where a list of texts is expected, one text may "
        "stand "
        "alone. A key without a value is an error: write `[]` for an empty list, or take the line "
        "out."},
    Paragraph{"What is refused",
              "Unknown keys, keys or ids written twice, anchors and aliases, tags, tabs as "
              "indentation, a "
              "second document in one file, more than 32 levels or 1 MiB, anything that is not "
              "UTF-8, and "
              "files that look half written. So a slip is said, never guessed at."},
    Paragraph{"Kept for later", "Some keys are read, checked and kept although nothing uses them "
                                "yet. They are marked below, "
                                "and `kith check` and `kith list` name them."},
};

/// `default 2 hours`, with the circles that differ; empty where there is none.
std::string default_text(const Key& key);

/// What a preset stands for, as one would write it: "`pace: gentle`, `hours.open_for: 3 hours`".
std::string preset_text(const Preset& preset);

/// `connections[]` as a heading: `connections (each)`.
std::string heading(const Section& section);

} // namespace kith::config
