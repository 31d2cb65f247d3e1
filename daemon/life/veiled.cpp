// SPDX-License-Identifier: MIT
// What touchpoints of others are called, where that names somebody without contact.
#include "daemon/life/life.hpp"

namespace kith::daemon {

/// Once kept, a name stays as it is: it is the same touchpoint when it is told again.
std::string Life::veiled(const policy::Nameless& names, const std::string& source,
                         const std::string& ref) const {
    if (!names.finds(ref) || ledger_->has_touch(source, ref)) return ref;
    return shunned_.veil(ref);
}

std::vector<Touchpoint> Life::veiled(std::vector<Touchpoint> touches) const {
    if (shunned_.empty()) return touches;
    const auto names = shunned_names();
    for (auto& t : touches) {
        t.ref = veiled(names, t.source, t.ref);
        if (names.finds(t.via)) t.via = shunned_.veil(t.via);
    }
    return touches;
}

Life::Retraction Life::veiled(Retraction retraction) const {
    if (shunned_.empty() || retraction.refs.empty()) return retraction;
    const auto names = shunned_names();
    for (auto& ref : retraction.refs) ref = veiled(names, retraction.source, ref);
    return retraction;
}

} // namespace kith::daemon
