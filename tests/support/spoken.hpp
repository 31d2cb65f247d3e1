// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <stdexcept>
#include <string>

#include "core/config/words_file.hpp"

namespace kith::test {

/// The words that Kith brings, as they stand in config/words.
inline const words::Bank& spoken(const std::string& language = "en") {
    static std::map<std::string, words::Bank> banks;
    const auto it = banks.find(language);
    if (it != banks.end()) return it->second;
    auto read = config::load_words(language, KITH_TEST_DATA "/../../config/words", {});
    if (!read.problems.empty()) throw std::runtime_error(config::format(read.problems.front()));
    return banks.emplace(language, std::move(read.bank)).first->second;
}

} // namespace kith::test
