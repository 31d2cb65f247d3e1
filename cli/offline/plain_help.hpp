// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace kith::cli {

/// Help in Kith's own words and shape: one usage line that names every option, then each of them.
/// An option's `option_text` is what stands for its value.
std::shared_ptr<CLI::FormatterBase> plain_help();

/// `kith rehearse --from DATE [--days N] ...`
std::string usage_of(const CLI::App& command);

/// What is wrong with a command line, with the nearest word where there is one, and the usage.
/// `app` is the one that threw `error`.
std::string wrong_use(const CLI::App& app, const CLI::ParseError& error);

/// A whole number from `least` to `most`.
CLI::Validator whole_number(long least, long most);

/// One of these words.
CLI::Validator one_of(std::vector<std::string> words);

} // namespace kith::cli
