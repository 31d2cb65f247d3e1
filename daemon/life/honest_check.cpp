// SPDX-License-Identifier: MIT
#include "daemon/life/honest_check.hpp"

#include <algorithm>
#include <map>

namespace kith::daemon {

policy::Comparison honest_check(Life& life) {
    std::map<std::string, std::vector<Instant>> seen;
    const auto of = [&](const std::string& id) -> const std::vector<Instant>& {
        const auto [it, fresh] = seen.try_emplace(id);
        if (!fresh) return it->second;
        for (const auto& t : life.ledger().touches_of(id))
            if (life.source(t.source) &&
                policy::touch_weight(policy::to_local_touch(t, life.zone()), false) > 0)
                it->second.push_back(t.at);
        return it->second;
    };
    const auto between = [&](const std::string& id, Instant from, Instant to) {
        return std::ranges::any_of(of(id), [&](Instant at) { return from < at && at <= to; });
    };
    const auto events = life.ledger().events();
    return policy::compare(policy::trials(events, between, life.now()), life.now());
}

} // namespace kith::daemon
