// SPDX-License-Identifier: MIT
// What touchpoints of others are called, where that names somebody without contact.
#include "daemon/life/life.hpp"

namespace kith::daemon {

bool Life::may_veil() const { return !shunned_.empty() || ledger_->kept(kShunnedKey).has_value(); }

/// Once kept, a name stays as it is, plain or veiled, also when there is contact again: it is the
/// same touchpoint when it is told again.
std::string Life::veiled(const std::string& source, const std::string& ref) const {
    if (ledger_->has_touch(source, ref)) return ref;
    auto veil = shunned_.veil(ref);
    const bool veils = shunned_names().hints_at(ref) || ledger_->has_touch(source, veil);
    return veils ? veil : ref;
}

std::vector<Touchpoint> Life::veiled(std::vector<Touchpoint> touches) const {
    if (touches.empty() || !may_veil()) return touches;
    for (auto& t : touches) {
        t.ref = veiled(t.source, t.ref);
        if (shunned_names().hints_at(t.via)) t.via = shunned_.veil(t.via);
    }
    return touches;
}

/// Under either name.
Life::Retraction Life::veiled(Retraction retraction) const {
    if (retraction.refs.empty() || !may_veil()) return retraction;
    const auto plain = retraction.refs;
    for (const auto& ref : plain) retraction.refs.push_back(shunned_.veil(ref));
    return retraction;
}

} // namespace kith::daemon
