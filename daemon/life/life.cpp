// SPDX-License-Identifier: MIT
#include "daemon/life/life.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::daemon {
namespace {

/// The connections whose part of the memory an event may have changed.
void note_changed(std::set<std::string>& ids, const Event& e, const policy::Naming& naming) {
    if (!e.connection.empty()) ids.insert(e.connection);
    if (const auto names = naming.also_names.find(e.connection); names != naming.also_names.end())
        ids.insert(names->second.begin(), names->second.end());
}

/// What the person typed for an event.
std::string_view said_word(EventKind kind) {
    switch (kind) {
    case EventKind::Logged: return "log";
    case EventKind::StateSet: return "rest";
    case EventKind::StateLifted: return "wake";
    case EventKind::Paused: return "pause";
    case EventKind::Resumed: return "resume";
    case EventKind::HoldPut: return "plan";
    default: return to_word(kind);
    }
}

std::string short_when(Instant at, const calendar::Zone& zone) {
    return calendar::format_instant(at, zone).substr(0, 16);
}

} // namespace

Result<void> Life::noted(Result<void> outcome) {
    trouble_ = outcome ? std::string{} : outcome.error().text;
    return outcome;
}

Result<void> Life::begin() {
    try {
        if (ledger_.has_fold()) {
            const bool healed = ledger_.heal(now()).value_or(false);
            auto memory = ledger_.load_fold();
            if (memory) memory_ = std::move(*memory);
            fold_again_ = healed || !memory;
            // Who there is has to be known now; clocks and names follow with the configuration.
            if (fold_again_)
                if (auto done = rebuild(); !done) return done;
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
    return {};
}

Result<void> Life::heal() {
    const auto healed = ledger_.heal(now());
    if (!healed) return std::unexpected(healed.error());
    if (!*healed) return {};
    std::vector<std::string> instances;
    for (const auto& source : sources_) instances.push_back(source.instance);
    keep_sources(instances);
    return rebuild();
}

void Life::load_sources() {
    for (auto& row : ledger_.sources())
        sources_.push_back({row.instance, row.schemes, row.since, row.complete, row.last_ok,
                            row.last_run, row.trouble, row.cursor});
}

void Life::keep_sources(const std::vector<std::string>& instances) {
    sources_.clear();
    load_sources();
    std::erase_if(sources_, [&](const Source& s) {
        return std::ranges::find(instances, s.instance) == instances.end();
    });
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

std::vector<policy::LocalTouch> Life::local_touches(const std::string& id) {
    std::vector<policy::LocalTouch> out;
    for (const auto& t : ledger_.touches_of(id)) out.push_back(policy::to_local_touch(t, zone()));
    return out;
}

Result<std::vector<Touchpoint>> Life::commit(std::vector<Event> events,
                                             const std::vector<Touchpoint>& touches,
                                             const std::function<void(ledger::Change&)>& more) {
    auto next = memory_;
    std::vector<Touchpoint> fresh;
    std::set<std::string> changed;
    std::set<std::string> late;
    const auto written = ledger_.change([&](ledger::Change& change) {
        std::int64_t last = 0;
        for (auto& e : events) {
            e.seq = last = change.append(e);
            policy::apply(next, e, goals_.naming);
            note_changed(changed, e, goals_.naming);
        }
        for (const auto& t : touches) {
            if (!change.add(t, now(), t.source == "manual" ? last : 0)) continue;
            fresh.push_back(ledger::as_counted(t, now()));
            changed.insert(t.connection);
        }
        std::ranges::stable_sort(fresh, {}, &Touchpoint::at);
        for (const auto& t : fresh) put_touch(next, t, late);
        for (const auto& id : late) {
            auto& c = next.connections.at(id);
            const auto& terms = goals_.all[*goals_.find(id)].terms;
            c.clock = policy::replay(terms, c.first_seen, local_touches(id),
                                     policy::frozen_intervals(next, c));
        }
        for (const auto& id : changed)
            if (const auto it = next.connections.find(id); it != next.connections.end())
                change.put(it->second);
        if (!events.empty()) change.put(next);
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
                                                    const Source& source) {
    std::vector<Touchpoint> all;
    for (const auto& touch : touches)
        for (auto& each : policy::with_members(settings(), touch)) all.push_back(std::move(each));
    const auto row = [&](ledger::Change& change) {
        change.put(ledger::SourceRow{source.instance, source.cursor, source.schemes, source.since,
                                     source.complete, source.last_run, source.last_ok,
                                     source.trouble});
    };
    auto fresh = commit({}, all, row);
    if (!fresh) return fresh;
    if (auto* known = this->source(source.instance))
        *known = source;
    else
        sources_.push_back(source);
    std::vector<Event> kind;
    for (const auto& touch : *fresh)
        if (auto e = policy::engagement(memory_, settings().response, touch, now())) {
            kind.push_back(std::move(*e));
            break; // one offer lowers G once; the next batch sees what is left
        }
    if (!kind.empty())
        if (auto done = commit(std::move(kind), {}); !done) return done;
    return fresh;
}

Result<void> Life::rebuild() {
    try {
        policy::Memory next;
        for (const auto& e : ledger_.events()) policy::apply(next, e, goals_.naming);
        for (auto& [id, c] : next.connections) {
            const auto goal = goals_.find(id);
            if (!goal) continue;
            c.clock = policy::replay(goals_.all[*goal].terms, c.first_seen, local_touches(id),
                                     policy::frozen_intervals(next, c));
        }
        const auto written = ledger_.change([&](ledger::Change& change) {
            for (const auto& [id, c] : next.connections) change.put(c);
            change.put(next);
        });
        if (auto done = noted(written); !done) return done;
        memory_ = std::move(next);
    } catch (const ledger::SqlError& e) {
        return fail(e.sentence());
    }
    return {};
}

Result<std::string> Life::undo() {
    const auto last = ledger_.last_said();
    if (!last) return fail("there is nothing to take back");
    if (auto done = noted(ledger_.change([&](ledger::Change& c) { c.undo(last->seq, now()); }));
        !done)
        return std::unexpected(done.error());
    if (auto done = rebuild(); !done) return std::unexpected(done.error());
    const auto goal = goals_.find(last->connection);
    const auto what = last->answer ? to_word(*last->answer) : said_word(last->kind);
    return fmt::format("Taken back: {}{} of {}.", what,
                       goal ? " (" + goals_.all[*goal].connection->name + ")" : "",
                       short_when(last->at, zone()));
}

Result<std::string> Life::not_a_touch(const std::string& ref) {
    const auto found = ledger_.find_touches(ref);
    std::set<std::string> refs;
    for (const auto& t : found) refs.insert(t.ref);
    if (refs.empty()) return fail("no touchpoint begins so; `kith show NAME` lists them");
    if (refs.size() > 1 && !refs.contains(ref))
        return fail("several touchpoints begin so; please give a little more of it");
    const auto& chosen = refs.contains(ref) ? ref : *refs.begin();
    Event e;
    e.kind = EventKind::Answered;
    e.answer = Answer::NotATouch;
    e.at = now();
    std::vector<std::string> people;
    for (const auto& t : found)
        if (t.ref == chosen) people.push_back(t.connection);
    e.connection = people.front();
    const auto written = ledger_.change([&](ledger::Change& change) {
        const auto seq = change.append(e);
        for (const auto& t : found)
            if (t.ref == chosen) (void)change.remove(t.source, t.ref, seq);
    });
    if (auto done = noted(written); !done) return std::unexpected(done.error());
    if (auto done = refold(people); !done) return std::unexpected(done.error());
    return std::string{"All right, that was no contact. `kith undo` brings it back."};
}

policy::Board Life::board(Instant slot, Instant now,
                          const std::vector<policy::Upcoming>& upcoming) const {
    std::vector<char> stale;
    for (const auto& goal : goals_.all)
        stale.push_back(
            visibility(*goal.connection, sources_, settings().policy.stale_h, now).stale ? 1 : 0);
    const std::span<const bool> flags{reinterpret_cast<const bool*>(stale.data()), stale.size()};
    return policy::gather(goals_, memory_, flags, upcoming, slot, now);
}

Result<std::size_t> Life::find(const std::string& name) const {
    const auto wanted = lower_ascii(trim(name));
    std::vector<std::size_t> begins;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        const auto& c = *goals_.all[i].connection;
        if (c.id == wanted || lower_ascii(c.name) == wanted) return i;
        if (lower_ascii(c.id).starts_with(wanted) || lower_ascii(c.name).starts_with(wanted))
            begins.push_back(i);
        names.push_back(c.name);
        names.push_back(c.id);
    }
    if (begins.size() == 1) return begins.front();
    if (begins.size() > 1) {
        std::vector<std::string> some;
        for (const auto i : begins) some.push_back(goals_.all[i].connection->id);
        return fail(fmt::format("{} could be {}; please type a little more", clean_line(name, 40),
                                join_words(some, " or ")));
    }
    const auto near = nearest(wanted, names);
    return fail(fmt::format("nobody here is called {}{}", clean_line(name, 40),
                            near.empty() ? "; `kith list` shows everyone"
                                         : fmt::format(". Did you mean {}?", near)));
}

} // namespace kith::daemon
