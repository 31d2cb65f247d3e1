// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/config/parse.hpp"
#include "core/words/bank.hpp"

namespace kith::config {

/// The words of one language read, and what was wrong with them, sorted by place. Whatever the
/// problems, the bank is to be used: what is refused is left out, and the rest stands.
struct WordsRead {
    words::Bank bank;
    Problems problems;
};

/// Reads the word files of `language` on top of each other: first what Kith brings, then the
/// person's own, whose templates replace those of the same key or, written `off`, take them away.
/// Each template is held against the forbidden lists of both (a list can only grow), needs room for
/// the longest names, and placeholders and conditions Kith knows; otherwise it is an error at its
/// place and is left out. Pure.
WordsRead parse_words(std::string_view language, const std::optional<SourceFile>& brought,
                      const std::optional<SourceFile>& own);

/// LANGUAGE.yaml below each folder; `pt-BR` looks for itself and then for `pt`. Where Kith brings
/// no such language and there is no file of one's own, English is read and a warning says so.
WordsRead load_words(std::string_view language, const std::filesystem::path& brought,
                     const std::filesystem::path& own);

} // namespace kith::config
