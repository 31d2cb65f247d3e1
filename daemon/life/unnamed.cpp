// SPDX-License-Identifier: MIT
#include "daemon/life/unnamed.hpp"

#include <utility>

#include "core/policy/nameless.hpp"
#include "core/policy/unaddressed.hpp"

namespace kith::daemon {

std::string unnamed(std::string_view text, const Life& life) {
    return life.shunned_names()(policy::without_addresses(text, life.shunned()));
}

std::vector<Source> unnamed_sources(const Life& life) {
    auto out = life.sources();
    for (auto& source : out) source.trouble = unnamed(source.trouble, life);
    return out;
}

std::function<std::string(std::string_view)>
journal_filter(const Settings& settings, std::function<const policy::Shunned&()> shunned) {
    policy::Nameless names{settings};
    names.also([shunned](std::string_view word) { return shunned().knows(word); });
    return [names = std::move(names), shunned = std::move(shunned)](std::string_view text) {
        return names(policy::without_addresses(text, shunned()));
    };
}

} // namespace kith::daemon
