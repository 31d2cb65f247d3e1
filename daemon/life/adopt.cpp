// SPDX-License-Identifier: MIT
// How a configuration comes into force.
#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "daemon/life/life.hpp"
#include "daemon/life/text_map.hpp"

namespace kith::daemon {
namespace {

/// The ids written as being without contact, by which the line's end is noticed, and by which
/// hashes each is known: their whole entry may go with it.
constexpr const char* kUnsaidKey = "unsaid_lines";
/// The marks of those whose line has ended.
constexpr const char* kGoneKey = "unsaid_gone";
// No id of a connection holds a colon.
constexpr std::string_view kRitual = "ritual:", kCircle = "circle:";

/// A print of everything that was written about each connection, and under "" about the rest.
std::map<std::string, std::string> prints_of(const config::Origins& origins,
                                             const Settings& settings) {
    std::map<std::string, std::uint64_t> sums;
    sums[""] = fnv1a64("");
    for (const auto& c : settings.connections) sums[c.id] = fnv1a64("");
    for (const auto& [key, origin] : origins) {
        if (key == "connections") continue; // each of them speaks for itself
        std::string owner;
        if (key.starts_with("connections.")) {
            const auto id = key.substr(12, key.find('.', 12) - 12);
            if (sums.contains(id)) owner = id;
        }
        sums[owner] = fnv1a64(key + "=" + origin.value + "\n", sums[owner]);
    }
    for (const auto& r : settings.rituals)
        sums[std::string{kRitual} + r.id] = fnv1a64(
            fmt::format("{}|{}|{}|{}|{}", fmt::join(r.with, " "), r.rule, r.from, r.to, r.since));
    std::map<std::string, std::string> out;
    for (const auto& [id, sum] : sums) out[id] = fmt::format("{:x}", sum);
    for (const auto& c : settings.connections) out[std::string{kCircle} + c.id] = to_word(c.circle);
    return out;
}

/// They were in another circle before. One that was never noted down tells nothing.
bool is_moved(const std::map<std::string, std::string>& before,
              const std::map<std::string, std::string>& now, const std::string& id) {
    const auto key = std::string{kCircle} + id;
    const auto was = before.find(key), is = now.find(key);
    return was != before.end() && is != now.end() && was->second != is->second;
}

/// What the disk does not give is an error, as what it does not take is.
template <class What>
Result<void> reading(What what) {
    try {
        return what();
    } catch (const ledger::SqlError& e) {
        return fail(e.sentence());
    }
}

} // namespace

Result<void> Life::adopt(config::Parsed parsed, const calendar::Zone& zone) {
    auto done = take_up(std::move(parsed), zone);
    return done ? done : noted(std::move(done));
}

Result<void> Life::take_up(config::Parsed parsed, const calendar::Zone& zone) {
    // Without what was remembered, everyone would look new and be written down as such.
    if (!begun_)
        if (auto done = begin(); !done) return done;
    // First: what the disk does not give leaves the settings in force whole.
    auto read = reading([&]() -> Result<void> {
        shunned_ = policy::Shunned::read(ledger_->kept(kShunnedKey));
        if (!ledger_->kept(kShunnedKey)) // those who are known by a line have a salt already
            for (const auto& [id, hashes] : read_map(ledger_->kept(kUnsaidKey)))
                if (!hashes.empty()) shunned_ = policy::Shunned::read(hashes).nobody();
        unsaid_gone_ = read_map(ledger_->kept(kGoneKey));
        if (terms_.empty()) terms_ = read_map(ledger_->kept("terms"));
        return {};
    });
    if (!read) return read;
    parsed_ = std::move(parsed);
    written_states_.clear();
    for (const auto& c : settings().connections) written_states_.push_back(c.state);
    shun_known();
    slots_ = policy::slot_plan(settings(), zone);
    // The naming and the goals have to stand before anything is folded.
    prepare_goals(zone);
    const auto prints = prints_of(parsed_.origins, settings());
    if (fold_again_) {
        if (auto done = reading([&] { return rebuild(); }); !done) {
            slots_.reset(); // nothing may be decided on half a memory
            return done;
        }
        fold_again_ = false;
    } else if (terms_[""] != naming_print()) {
        if (auto done = reading([&] { return rename(); }); !done) {
            slots_.reset(); // nothing may be decided on half a memory
            return done;
        }
    }
    if (auto done = reading([&] { return appear(prints); }); !done) return done;
    if (auto done = reading([&] { return keep_apart(); }); !done) {
        slots_.reset(); // nor before it is known whom to be silent about
        return done;
    }
    return {};
}

Result<void> Life::rezone(const calendar::Zone& zone) {
    slots_ = policy::slot_plan(settings(), zone);
    prepare_goals(zone);
    return refresh();
}

Result<void> Life::appear(const std::map<std::string, std::string>& prints) {
    const auto before = read_map(ledger_->kept("config"));
    std::vector<Event> events;
    const auto say = [&](EventKind kind, const std::string& id) {
        Event e;
        e.kind = kind;
        e.at = now();
        e.connection = id;
        events.push_back(std::move(e));
    };
    auto shunned = shunned_;
    auto gone = unsaid_gone_;
    const auto unsaid_before = read_map(ledger_->kept(kUnsaidKey));
    const auto unsaid = unsaid_lines();
    bool line_gone = false;
    for (const auto& [id, hashes] : unsaid_before) {
        if (unsaid.contains(id) || !outlasts(id, hashes)) continue;
        if (!hashes.empty()) shunned.join(policy::Shunned::read(hashes));
        const auto& all = settings().connections;
        if (const auto c = std::ranges::find(all, id, &Connection::id); c != all.end())
            shunned.add(*c);
        gone[shunned.mark(id)];
        line_gone = true;
    }
    for (const auto& [id, print] : prints) {
        if (id.starts_with(kCircle)) continue; // told with whose it is
        const auto old = before.find(id);
        if (id.starts_with(kRitual)) {
            const auto ritual = id.substr(kRitual.size());
            if (old != before.end() && old->second == print && memory_.rituals.contains(ritual))
                continue;
            say(EventKind::ConfigEdited, "");
            events.back().occasion = ritual;
            continue;
        }
        const bool fresh = !id.empty() && !memory_.connections.contains(id);
        const bool edited = old != before.end() && old->second != print;
        if (!fresh && !edited && !rests_otherwise(id)) continue;
        say(fresh ? EventKind::Appeared : EventKind::ConfigEdited, id);
        if (const auto state = written_state(id)) events.back().state = state;
        if (!fresh && is_moved(before, prints, id)) events.back().text = "circle";
    }
    if (events.empty() && before == prints && unsaid == unsaid_before) return {};
    auto done = commit(std::move(events), {}, [&](ledger::Change& change) {
        change.keep("config", write_map(prints));
        change.keep(kUnsaidKey, write_map(unsaid));
        if (!line_gone) return;
        change.keep(kShunnedKey, shunned.text());
        change.keep(kGoneKey, write_map(gone));
    });
    if (!done) return std::unexpected(done.error());
    if (!line_gone) return {};
    unsaid_gone_ = std::move(gone);
    shunned_ = std::move(shunned);
    shun_known();
    return refresh();
}

/// Written as resting or not, and remembered otherwise: by a Kith that did not ask.
bool Life::rests_otherwise(const std::string& id) const {
    const auto state = written_state(id);
    const auto it = memory_.connections.find(id);
    if (!state || it == memory_.connections.end()) return false;
    const auto& rests = it->second.rests;
    const bool open = !rests.empty() && rests.back().to == Instant::max();
    return open != (*state == State::Resting || *state == State::Paused);
}

void Life::shun_known() {
    shunned_names_.reset();
    auto& all = parsed_.settings.connections;
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].state = shunned_.has(all[i]) ? State::NoContact : written_states_[i];
    for (auto& ritual : parsed_.settings.rituals) ritual.unsaid = shunned_.is_named(ritual.id);
}

Result<void> Life::shun(const Connection& connection, const Event& event, bool over) {
    auto next = shunned_;
    const auto mark = next.mark(connection.id);
    if (over)
        (void)next.remove(connection.id);
    else
        next.add(connection);
    return bound(event, std::move(next), mark);
}

Result<bool> Life::unshun(const std::string& id) {
    auto next = shunned_;
    Event event;
    event.kind = EventKind::StateLifted;
    event.at = now();
    event.state = State::NoContact;
    event.connection = next.mark(id);
    if (event.connection.empty()) return false;
    (void)next.remove(event.connection);
    if (auto done = bound(event, std::move(next), event.connection); !done)
        return std::unexpected(done.error());
    return true;
}

Result<void> Life::bound(const Event& event, policy::Shunned next, const std::string& mark) {
    // What a command says holds by itself, whatever line there was.
    auto gone = unsaid_gone_;
    gone.erase(mark);
    auto done = commit({event}, {}, [&](ledger::Change& change) {
        change.keep(kShunnedKey, next.text());
        change.keep(kGoneKey, write_map(gone));
    });
    if (!done) return std::unexpected(done.error());
    shunned_ = std::move(next);
    unsaid_gone_ = std::move(gone);
    shun_known();
    return refresh();
}

void Life::prepare_goals(const calendar::Zone& own) {
    std::vector<State> states;
    std::vector<Sight> sights;
    for (const auto& c : settings().connections) {
        const auto it = memory_.connections.find(c.id);
        states.push_back(it == memory_.connections.end()
                             ? c.state
                             : policy::state_at(it->second, c.state, now()));
        sights.push_back(visibility(c, sources_, settings().policy.stale_h, now()).sight);
    }
    goals_ = policy::prepare(settings(), own, states, sights);
}

Result<void> Life::refresh() {
    prepare_goals(calendar::Zone{zone()});
    std::vector<std::string> changed;
    for (const auto& goal : goals_.all) {
        const auto& id = goal.connection->id;
        if (const auto old = terms_.find(id);
            old == terms_.end() || old->second != terms_print(goal))
            changed.push_back(id);
    }
    return changed.empty() ? Result<void>{} : refold(changed);
}

} // namespace kith::daemon
