// SPDX-License-Identifier: MIT
// Telling the past anew: after a correction, with other terms, or where the fold cannot be read.
// Each correction and the fold that follows from it are one transaction.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "core/policy/hello_days.hpp"
#include "core/policy/rituals.hpp"
#include "daemon/life/life.hpp"
#include "daemon/life/text_map.hpp"

namespace kith::daemon {
namespace {

std::string_view state_word(const Event& e, std::string_view otherwise) {
    if (e.state == State::Remembered) return "in-memory";
    if (e.state == State::Ended) return "let-go";
    return e.state == State::NoContact ? "no-contact" : otherwise;
}

/// What the person typed for an event.
std::string said_word(const Event& e) {
    switch (e.kind) {
    case EventKind::Logged: return "log";
    case EventKind::StateSet: return std::string{state_word(e, "rest")};
    case EventKind::StateLifted:
        return e.state >= State::Ended ? fmt::format("{} --over", state_word(e, "")) : "wake";
    case EventKind::SelfChecked: return "self-check";
    case EventKind::Paused: return "pause";
    case EventKind::Resumed: return "resume";
    case EventKind::HoldPut: return "plan";
    case EventKind::HoldRemoved: return "plan --off";
    case EventKind::EnergySet: return "energy";
    case EventKind::LeaveSet: return "away";
    case EventKind::LeaveOver: return "resume";
    case EventKind::Noted: return "note";
    case EventKind::RitualSaid: return "ritual";
    case EventKind::Dismissed: return "skip";
    case EventKind::FreshStart: return "fresh start";
    case EventKind::Told: return e.occasion == policy::kHellosOver ? "hello --over" : "hello";
    default: return std::string{to_word(e.kind)};
    }
}

std::string short_when(Instant at, const calendar::Zone& zone) {
    return calendar::format_instant(at, zone).substr(0, 16);
}

} // namespace

std::string Life::terms_print(const policy::Goal& goal) const {
    const auto& t = goal.terms;
    return fmt::format("{:.6f} {:.4f} {} {} {} {}", t.rhythm_days, t.f, static_cast<int>(t.counts),
                       t.remote_access, t.is_group, zone().name());
}

/// Of what apply() reads of the settings, which the fold has taken in.
std::string Life::naming_print() const {
    auto sum = fnv1a64("");
    for (const auto& [id, kind] : goals_.naming.kinds)
        sum = fnv1a64(fmt::format("{}={}\n", id, to_word(kind)), sum);
    for (const auto& [id, names] : goals_.naming.also_names)
        sum = fnv1a64(fmt::format("{}: {}\n", id, fmt::join(names, " ")), sum);
    return fmt::format("{:x}", sum);
}

bool Life::tell_clock(policy::Memory& next, const std::string& id) {
    const auto goal = goals_.find(id);
    const auto it = next.connections.find(id);
    if (!goal || it == next.connections.end()) return false;
    auto& c = it->second;
    std::vector<policy::LocalTouch> touches;
    for (const auto& t : ledger_->touches_of(id))
        touches.push_back(policy::to_local_touch(t, zone()));
    c.clock = policy::replay(goals_.all[*goal].terms, c.first_seen, touches,
                             policy::frozen_intervals(next, c));
    return true;
}

Result<void> Life::refold(const std::vector<std::string>& ids, const More& first) {
    auto next = memory_;
    auto terms = terms_;
    const auto written = ledger_->change([&](ledger::Change& change) {
        if (first) first(change);
        for (const auto& id : ids) {
            if (!tell_clock(next, id)) continue;
            terms[id] = terms_print(goals_.all[*goals_.find(id)]);
            change.put(next.connections.at(id));
        }
        change.keep("terms", write_map(terms));
    });
    if (auto done = noted(written); !done) return done;
    memory_ = std::move(next);
    terms_ = std::move(terms);
    return {};
}

Result<void> Life::rebuild(const More& first) {
    // Someone no longer configured has no terms: coming back, they are folded anew.
    return retell({}, first, [this](policy::Memory& next, const std::string& id, Terms& terms) {
        if (tell_clock(next, id)) terms[id] = terms_print(goals_.all[*goals_.find(id)]);
    });
}

Result<void> Life::rename() {
    return retell(terms_, {}, [this](policy::Memory& next, const std::string& id, Terms&) {
        if (const auto old = memory_.connections.find(id); old != memory_.connections.end())
            next.connections.at(id).clock = old->second.clock;
    });
}

Result<void> Life::retell(Terms terms, const More& first, const SetClock& set_clock) {
    policy::Memory next;
    if (slots_) terms[""] = naming_print();
    const auto written = ledger_->change([&](ledger::Change& change) {
        if (first) first(change);
        for (const auto& e : ledger_->events()) policy::apply(next, e, goals_.naming);
        for (const auto& [id, c] : next.connections) {
            set_clock(next, id, terms);
            change.put(c);
        }
        change.put(next);
        change.keep("terms", write_map(terms));
        change.keep(kUnreadKey, std::to_string(ledger_->unread()));
    });
    if (auto done = noted(written); !done) return done;
    memory_ = std::move(next);
    terms_ = std::move(terms);
    unread_ = ledger_->unread();
    return {};
}

Result<void> Life::heal() {
    if (!begun_) return {}; // beginning does it
    try {
        const auto at = now();
        if (!ledger_->is_ahead(at) && ledger_->kept("clock_jump").value_or("").empty()) return {};
        if (auto done = rebuild([&](ledger::Change& change) { change.heal(at); }); !done)
            return done;
        std::vector<std::string> instances;
        instances.reserve(sources_.size());
        for (const auto& source : sources_) instances.push_back(source.instance);
        keep_sources(instances);
    } catch (const ledger::SqlError& e) {
        return fail(e.sentence());
    }
    return {};
}

/// Undoes what an event did to those without contact.
void Life::reconsider(policy::Shunned& shunned, const Event& e) const {
    if (e.kind == EventKind::StateSet)
        (void)shunned.remove(e.connection);
    else if (policy::Shunned::is_mark(e.connection))
        (void)shunned.restore(e.connection);
    else if (const auto goal = goals_.find(e.connection))
        shunned.add(*goals_.all[*goal].connection);
}

/// Whom the events are about, each once; nobody without contact.
std::vector<std::string> Life::names_in(const std::vector<Event>& events) const {
    std::vector<std::string> names;
    for (const auto& e : events)
        if (const auto goal = goals_.find(e.connection);
            goal && state_of(*goal) != State::NoContact) {
            const auto name = shunned_names()(goals_.all[*goal].connection->name);
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
        }
    return names;
}

Result<std::string> Life::undo() {
    try {
        const auto said = ledger_->last_said();
        if (said.empty()) return fail("there is nothing to take back");
        const auto& last = said.back();
        const bool shunning = last.state == State::NoContact && last.kind != EventKind::Answered;
        auto shunned = shunned_;
        if (shunning) reconsider(shunned, last);
        if (auto done = rebuild([&](ledger::Change& c) {
                c.undo(last.seq, now());
                if (shunning) c.keep(kShunnedKey, shunned.text());
            });
            !done)
            return std::unexpected(done.error());
        if (shunning) {
            shunned_ = std::move(shunned);
            shun_known();
            if (auto done = refresh(); !done) return std::unexpected(done.error());
        }
        const auto what = last.answer ? std::string{to_word(*last.answer)} : said_word(last);
        const auto names = names_in(said);
        return fmt::format("Taken back: {}{} of {}.{}", what,
                           names.empty() ? "" : " (" + join_words(names) + ")",
                           short_when(last.at, zone()),
                           policy::Shunned::is_mark(last.connection)
                               ? " Their lines stay out of the configuration."
                               : "");
    } catch (const ledger::SqlError& e) {
        return fail(e.sentence());
    }
}

Result<void> Life::forget(const std::string& id) {
    const auto mark = shunned_.mark(id);
    auto mentions = mark.empty() ? ledger::Mentions{} : mentions_of_shunned();
    // A group called after somebody without contact stands under a veil in others' touches.
    if (may_veil()) mentions.veil = [this](const std::string& ref) { return shunned_.veil(ref); };
    if (auto done = ledger_->forget(id, now(), mark, mentions); !done) return done;
    // What is held still speaks of them: tell it anew from what is left.
    if (auto done = rebuild(); !done) return done;
    std::vector<std::string> instances;
    instances.reserve(sources_.size());
    for (const auto& source : sources_) instances.push_back(source.instance);
    keep_sources(instances);
    return {};
}

Result<std::string> Life::not_a_touch(const std::string& ref) {
    if (ref.empty()) return fail("please name the touchpoint; `kith show NAME` lists them");
    std::vector<Touchpoint> found;
    try {
        found = ledger_->find_touches(ref);
    } catch (const ledger::SqlError& e) {
        return fail(e.sentence());
    }
    std::set<std::string> refs;
    for (const auto& t : found) refs.insert(t.ref);
    if (refs.empty()) return fail("no touchpoint begins so; `kith show NAME` lists them");
    if (refs.size() > 1 && !refs.contains(ref))
        return fail("several touchpoints begin so; please give a little more of it");
    const auto& chosen = refs.contains(ref) ? ref : *refs.begin();
    std::erase_if(found, [&](const Touchpoint& t) { return t.ref != chosen; });
    std::vector<std::string> people;
    people.reserve(found.size());
    for (const auto& t : found) people.push_back(t.connection);
    Event e;
    e.kind = EventKind::Answered;
    e.answer = Answer::NotATouch;
    e.at = now();
    e.connection = people.front();
    auto next = memory_;
    const auto written = ledger_->change([&](ledger::Change& change) {
        const auto seq = change.append(e);
        policy::apply(next, e, goals_.naming); // it is a word too: a hard week ends softly with it
        for (const auto& t : found) (void)change.remove(t.source, t.ref, seq);
        for (const auto& id : people)
            if (tell_clock(next, id)) change.put(next.connections.at(id));
        change.put(next);
    });
    if (auto done = noted(written); !done) return std::unexpected(done.error());
    memory_ = std::move(next);
    return std::string{"All right, that was no contact. `kith undo` brings it back."};
}

} // namespace kith::daemon
