// SPDX-License-Identifier: MIT
// Going on from a copy of the ledger, or anew, where it was damaged.
#include "core/policy/from_copy.hpp"
#include "core/policy/glance.hpp"
#include "daemon/life/life.hpp"

namespace kith::daemon {
namespace {

constexpr auto kApartKey = "apart"; ///< in the ledger: who is still to be kept apart, as a Glance

} // namespace

Result<void> Life::go_on_from_copy(const std::string& glance) {
    std::vector<Event> events(2);
    events[0].kind = EventKind::Interrupted;
    events[1].kind = EventKind::Told;
    events[1].occasion = policy::kFromCopy;
    if (memory_.outstanding) {
        // It may have been answered since, or been sent: rather missed than repeated.
        Event lost;
        lost.kind = EventKind::Unknown;
        lost.connection = memory_.outstanding->connection;
        lost.nudge = memory_.outstanding->nudge;
        events.push_back(std::move(lost));
    }
    for (auto& e : events) e.at = now();
    const auto known = policy::Glance::read(glance);
    auto shunned = policy::Shunned::read(ledger_->kept(kShunnedKey));
    shunned.join(known.shunned());
    auto done = commit(std::move(events), {}, [&](ledger::Change& change) {
        change.keep(ledger::kCopyKey, "");
        if (auto apart = known.apart_text(); !apart.empty()) change.keep(kApartKey, apart);
        if (!shunned.empty()) change.keep(kShunnedKey, shunned.text());
    });
    if (!done) return std::unexpected(done.error());
    return {};
}

Result<void> Life::keep_apart() {
    const auto kept = ledger_->kept(kApartKey);
    if (!kept || kept->empty()) return {};
    auto apart = policy::Glance::read(*kept);
    std::vector<Event> events;
    auto shunned = shunned_;
    bool found = false, any_shunned = false;
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        const auto& id = goals_.all[i].connection->id;
        const auto state = apart.take(id);
        found = found || state;
        if (!state || *state <= state_of(i)) continue;
        if (*state == State::NoContact) {
            shunned.add(*goals_.all[i].connection);
            any_shunned = true;
            continue;
        }
        Event e;
        e.kind = EventKind::StateSet;
        e.at = now();
        e.connection = id;
        e.state = state;
        e.occasion = policy::kFromCopy;
        events.push_back(std::move(e));
    }
    if (!found) return {};
    const auto rest = apart.apart_text();
    auto done = commit(std::move(events), {}, [&](ledger::Change& change) {
        change.keep(kApartKey, rest);
        if (any_shunned) change.keep(kShunnedKey, shunned.text());
    });
    if (!done) return std::unexpected(done.error());
    shunned_ = std::move(shunned);
    shun_known();
    return refresh();
}

} // namespace kith::daemon
