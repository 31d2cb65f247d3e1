// SPDX-License-Identifier: MIT
#include "daemon/life/life.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <span>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace kith::daemon {
namespace {

std::string tried_key(const std::string& instance) { return "tried:" + instance; }
std::string in_seconds(Instant at) { return std::to_string(at.time_since_epoch().count()); }
Instant from_seconds(const std::string& text) {
    return Instant{std::chrono::seconds{std::strtoll(text.c_str(), nullptr, 10)}};
}

/// The connections whose part of the memory an event may have changed.
void note_changed(std::set<std::string>& ids, const Event& e, const policy::Naming& naming) {
    if (!e.connection.empty()) ids.insert(e.connection);
    ids.insert(e.also.begin(), e.also.end());
    if (const auto names = naming.also_names.find(e.connection); names != naming.also_names.end())
        ids.insert(names->second.begin(), names->second.end());
}

} // namespace

Result<void> Life::noted(Result<void> outcome) {
    const bool was = !trouble_.empty();
    trouble_ = outcome ? std::string{} : outcome.error().text;
    if (!outcome && !was)
        log_event(Level::Error, episode::kLedgerRefuses, {{"why", trouble_}});
    else if (outcome && was)
        log_event(Level::Notice, episode::kLedgerTakes);
    return outcome;
}

Result<void> Life::begin() {
    if (!ledger_) return fail("there is no ledger yet");
    try {
        if (ledger_->has_fold()) {
            auto memory = ledger_->load_fold();
            if (memory) memory_ = std::move(*memory);
            const auto at = now();
            unread_ = std::atoi(ledger_->kept(kUnreadKey).value_or("0").c_str());
            const bool ahead = ledger_->is_ahead(at);
            fold_again_ = ahead || !memory;
            // Who there is has to be known now; clocks and names follow with the configuration.
            if (fold_again_)
                if (auto done = rebuild([&](ledger::Change& change) {
                        if (ahead) change.heal(at);
                    });
                    !done)
                    return done;
        } else {
            Event began;
            began.kind = EventKind::Began;
            began.at = now();
            if (auto done = commit({began}, {}); !done) return std::unexpected(done.error());
        }
        load_sources();
    } catch (const ledger::SqlError& e) {
        return fail(e.sentence());
    }
    begun_ = true;
    return {};
}

void Life::load_sources() {
    sources_.clear();
    for (auto& row : ledger_->sources()) {
        const auto tried = ledger_->kept(tried_key(row.instance));
        sources_.push_back({row.instance, row.schemes, row.since, row.complete, row.last_ok,
                            row.last_run, row.trouble, row.cursor});
        if (tried) sources_.back().tried = from_seconds(*tried);
    }
}

void Life::keep_sources(const std::vector<std::string>& instances) {
    const auto before = std::move(sources_);
    load_sources();
    for (const auto& old : before) // what the ledger does not know: it may have had no room
        if (auto* same = source(old.instance)) {
            same->reading = old.reading;
            same->behind = old.behind;
            if (old.behind) same->trouble = old.trouble;
        }
    std::erase_if(sources_, [&](const Source& s) {
        return std::ranges::find(instances, s.instance) == instances.end();
    });
    for (const auto& id : instances)
        if (!source(id)) sources_.push_back({.instance = id});
}

Source* Life::source(const std::string& instance) {
    const auto it = std::ranges::find(sources_, instance, &Source::instance);
    return it == sources_.end() ? nullptr : &*it;
}

void Life::put_touch(policy::Memory& next, const Touchpoint& touch, std::set<std::string>& late) {
    const auto it = next.connections.find(touch.connection);
    const auto goal = goals_.find(touch.connection);
    if (it == next.connections.end() || !goal) return;
    auto& clock = it->second.clock;
    const auto local = policy::to_local_touch(touch, zone());
    // What is older than the clock's last change has to be lived again from the start.
    if (touch.at < clock.as_of || touch.at <= it->second.first_seen ||
        late.contains(touch.connection)) {
        late.insert(touch.connection);
        return;
    }
    policy::add_touch(clock, goals_.all[*goal].terms, local,
                      policy::frozen_intervals(next, it->second));
}

std::vector<Touchpoint> Life::record(ledger::Change& change, policy::Memory& next,
                                     const std::vector<Touchpoint>& touches,
                                     std::optional<std::int64_t> by_event,
                                     std::set<std::string> late) {
    std::vector<Touchpoint> fresh;
    const auto at = now();
    for (const auto& t : touches) {
        const bool is_new = change.add(t, at, t.source == "manual" ? by_event.value_or(0) : 0);
        if (!is_new && (by_event || !change.correct(t, at))) continue;
        if (!is_new) late.insert(t.connection);
        fresh.push_back(ledger::as_counted(t, at));
    }
    std::ranges::stable_sort(fresh, {}, &Touchpoint::at);
    for (const auto& t : fresh) put_touch(next, t, late);
    for (const auto& id : late) (void)tell_clock(next, id);
    return fresh;
}

Result<std::vector<Touchpoint>> Life::commit(std::vector<Event> events,
                                             const std::vector<Touchpoint>& touches,
                                             const More& more, const Retraction& retraction) {
    auto next = memory_;
    std::vector<Touchpoint> fresh;
    std::set<std::string> changed;
    const auto written = ledger_->change([&](ledger::Change& change) {
        std::int64_t batch = 0;
        const auto tell = [&](Event& e) {
            e.seq = change.append(e, batch);
            if (batch == 0) batch = e.seq;
            policy::apply(next, e, goals_.naming);
            note_changed(changed, e, goals_.naming);
            if (e.kind == EventKind::FreshStart)
                for (const auto& [id, c] : next.connections) changed.insert(id);
        };
        for (auto& e : events) tell(e);
        const bool sensed = events.empty();
        std::set<std::string> late;
        for (const auto& ref : veiled(retraction).refs)
            for (auto& id : change.retract(retraction.source, ref, now()))
                late.insert(std::move(id));
        changed.insert(late.begin(), late.end());
        fresh = record(change, next, veiled(touches), sensed ? std::nullopt : std::optional{batch},
                       std::move(late));
        for (const auto& t : fresh) changed.insert(t.connection);
        bool shared = !events.empty();
        // One offer lowers G once; the next batch sees what is left.
        for (std::size_t i = 0; sensed && !shared && i < fresh.size(); ++i)
            if (auto e = policy::engagement(next, settings().response, fresh[i], now())) {
                tell(*e);
                shared = true;
            }
        for (const auto& id : changed)
            if (const auto it = next.connections.find(id); it != next.connections.end())
                change.put(it->second);
        if (shared) change.put(next);
        if (more) more(change);
    });
    if (auto done = noted(written); !done) return std::unexpected(done.error());
    memory_ = std::move(next);
    return fresh;
}

Result<void> Life::commit_said(const policy::Reply& reply) {
    std::vector<Touchpoint> touches;
    for (const auto& touch : reply.touches)
        for (auto& each : policy::with_members(settings(), touch))
            touches.push_back(std::move(each));
    auto done = commit(reply.events, touches);
    if (!done) return std::unexpected(done.error());
    return {};
}

Result<std::vector<Touchpoint>> Life::commit_sensed(const std::vector<Touchpoint>& touches,
                                                    const Source& source,
                                                    const std::vector<std::string>& retracted) {
    // Of several records of one contact the last counts, and its own before one through a group.
    std::map<std::tuple<std::string, std::string, std::string>, Touchpoint> all;
    for (const auto& touch : touches)
        for (auto& each : policy::with_members(settings(), touch)) {
            auto key = std::tuple{each.source, each.ref, each.connection};
            const auto [it, first] = all.try_emplace(std::move(key), each);
            if (!first && (each.via.empty() || !it->second.via.empty()))
                it->second = std::move(each);
        }
    std::vector<Touchpoint> each;
    each.reserve(all.size());
    for (auto& [key, touch] : all) each.push_back(std::move(touch));
    auto kept = source;
    if (!kept.last_ok && !kept.tried) kept.tried = now();
    const auto with_source = [&](ledger::Change& change) {
        if (!source.last_ok && !source.tried)
            change.keep(tried_key(source.instance), in_seconds(*kept.tried));
        change.put(ledger::SourceRow{source.instance, source.cursor, source.schemes, source.since,
                                     source.complete, source.last_run, source.last_ok,
                                     source.trouble});
    };
    auto fresh = commit({}, each, with_source, {source.instance, retracted});
    if (!fresh) return fresh;
    if (auto* known = this->source(source.instance))
        *known = std::move(kept);
    else
        sources_.push_back(std::move(kept));
    return fresh;
}

bool Life::is_full(const std::string& instance) const {
    constexpr std::size_t kMost = 1'000'000;
    return ledger_->has_more_than(kMost, instance);
}

std::string Life::alias(const std::string& connection) {
    constexpr const char* kKey = "alias_salt";
    if (alias_salt_.empty()) {
        const auto known = ledger_->read_kept(kKey);
        alias_salt_ = known.value_or("");
        if (alias_salt_.empty()) {
            alias_salt_ = random_id();
            if (known)
                (void)commit({}, {},
                             [&](ledger::Change& change) { change.keep(kKey, alias_salt_); });
        }
    }
    return fmt::format("{:016x}", fmix64(fnv1a64(connection, fmix64(fnv1a64(alias_salt_)))));
}

const calendar::SlotPlan& Life::slots() const {
    if (!slots_) throw std::logic_error("no configuration is in force yet");
    return *slots_;
}

policy::Board Life::board(Instant slot, Instant now,
                          const std::vector<policy::Upcoming>& upcoming) const {
    const auto count = goals_.all.size();
    const auto stale = std::make_unique<bool[]>(count); // vector<bool> gives no span
    for (std::size_t i = 0; i < count; ++i)
        stale[i] =
            visibility(*goals_.all[i].connection, sources_, settings().policy.stale_h, now).stale;
    const std::span<const bool> flags{stale.get(), count};
    return policy::gather(goals_, memory_, flags, upcoming, slot, now, shunned_names());
}

const policy::Nameless& Life::shunned_names() const {
    if (shunned_names_) return *shunned_names_;
    auto& out = shunned_names_.emplace();
    const auto& all = settings().connections;
    if (shunned_.empty() &&
        std::ranges::find(all, State::NoContact, &Connection::state) == all.end())
        return out;
    for (const auto& c : all)
        if (c.state == State::NoContact)
            out.add(c);
        else
            out.spare(c);
    if (!shunned_.empty()) out.also([this](std::string_view word) { return shunned_.knows(word); });
    return out;
}

State Life::state_of(std::size_t goal) const {
    const auto& c = *goals_.all[goal].connection;
    const auto it = memory_.connections.find(c.id);
    return it == memory_.connections.end() ? c.state : policy::state_at(it->second, c.state, now());
}

} // namespace kith::daemon
