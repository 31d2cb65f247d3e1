// SPDX-License-Identifier: MIT
#include "daemon/loop/discreet_words.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"

namespace kith::daemon {
namespace {

constexpr auto kKey = "discreet_words"; ///< in the ledger: `ID KEY` a line, oldest first
constexpr std::size_t kKept = 7;        ///< this one, and the six before it

} // namespace

words::Words discreet_words(Life& life, const std::string& id) {
    std::vector<std::string> lines, recent;
    bool again = false;
    const auto known = life.ledger().read_kept(kKey);
    for (auto& line : split(known.value_or(""), '\n')) {
        const auto space = line.find(' ');
        if (space == std::string::npos) continue;
        again = line.compare(0, space, id) == 0;
        if (again) break;
        recent.push_back(line.substr(space + 1));
        lines.push_back(std::move(line));
    }
    auto said = words::discreet(life.words(), id, recent);
    if (again || !known) return said;
    lines.push_back(fmt::format("{} {}", id, said.key));
    if (lines.size() > kKept) lines.erase(lines.begin());
    // Where the disk refuses, they may come again too soon.
    (void)life.ledger().change([&](ledger::Change& change) {
        change.keep(kKey, fmt::format("{}", fmt::join(lines, "\n")));
    });
    return said;
}

} // namespace kith::daemon
