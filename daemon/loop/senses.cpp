// SPDX-License-Identifier: MIT
#include "daemon/loop/senses.hpp"

#include <algorithm>
#include <memory>

#include "base/log.hpp"
#include "daemon/life/unnamed.hpp"
#include "daemon/loop/kept_cursor.hpp"

namespace kith::daemon {
namespace {

constexpr auto kBusyHolds = std::chrono::hours{24};
constexpr int kQuickTries = 3; ///< after so many failures in a row a slot is waited for
constexpr auto kReadAgain = std::chrono::minutes{10}; ///< what the disk had no room for

/// A record as a touchpoint of one of the connections, or nothing.
std::optional<Touchpoint> to_touch(const wire::TouchpointRecord& r, const Settings& settings,
                                   const std::string& instance) {
    Touchpoint t;
    for (const auto& c : settings.connections) {
        if (c.state == State::NoContact) continue; // no notice is taken of them
        const bool by_id = !r.connection.empty() && c.id == r.connection;
        const bool by_address =
            !r.address.empty() && std::ranges::any_of(c.addresses, [&](const Address& a) {
                return a.text() == r.address;
            });
        if (by_id || by_address) t.connection = c.id;
    }
    if (t.connection.empty()) return std::nullopt;
    t.at = r.at;
    t.channel = r.channel;
    t.direction = r.direction;
    t.minutes = r.minutes;
    t.source = instance;
    t.ref = r.ref;
    return t;
}

} // namespace

void Senses::refresh(What what, std::function<void()> done, bool forced) {
    // Holds the end back until everything has been started; no instance is called so.
    const Run starting{std::to_string(++round_) + "!", wire::Call::Sense};
    auto& round = rounds_.emplace_back(Round{{starting}, std::move(done)});
    const auto begin = [&](std::string_view role, wire::Call call, auto start) {
        for (const auto* instance : jobs_.with_role(role)) {
            round.left.emplace(instance->id, call);
            if (running_.emplace(instance->id, call).second) (this->*start)(*instance, forced);
        }
    };
    if (what.contacts) begin("sense", wire::Call::Sense, &Senses::sense);
    if (what.calendars) begin("plan", wire::Call::Plan, &Senses::plan);
    if (what.presence) begin("attend", wire::Call::Attend, &Senses::attend);
    ended(starting);
}

void Senses::ended(const Run& run) {
    running_.erase(run);
    if (auto* source = run.second == wire::Call::Sense ? life_.source(run.first) : nullptr)
        source->reading = false;
    std::vector<std::function<void()>> over;
    for (auto& round : rounds_)
        if (round.left.erase(run) > 0 && round.left.empty()) over.push_back(std::move(round.done));
    std::erase_if(rounds_, [](const Round& round) { return round.left.empty(); });
    if (!over.empty()) note_backfill();
    for (const auto& each : over)
        if (each) each();
}

bool Senses::calendars_known() const {
    return std::ranges::all_of(jobs_.with_role("plan"), [this](const PluginInstance* instance) {
        const auto known = calendars_.find(instance->id);
        return known != calendars_.end() && life_.now() - known->second.at <= kBusyHolds;
    });
}

bool Senses::reading_first() const {
    return std::ranges::any_of(running_, [this](const Run& run) {
        if (run.second != wire::Call::Sense) return false;
        const auto* source = life_.source(run.first);
        return !source || (!source->last_ok && source->trouble.empty());
    });
}

std::optional<Instant> Senses::next_try(bool in_slot) const {
    std::optional<Instant> out;
    for (const auto* instance : jobs_.with_role("sense")) {
        const auto sooner = [&](Instant at) { out = std::min(out.value_or(at), at); };
        if (const auto* health = jobs_.fleet().health(instance->id, wire::Call::Sense);
            health && health->retry_at && (in_slot || health->failures <= kQuickTries))
            sooner(*health->retry_at);
        if (const auto* source = life_.source(instance->id);
            source && source->behind && source->last_run)
            sooner(*source->last_run + kReadAgain);
    }
    return out;
}

/// Settling may end once every source has read its window: said once, when it is so.
void Senses::note_backfill() {
    if (!life_.ready() || life_.memory().backfilled) return;
    for (const auto* instance : jobs_.with_role("sense")) {
        const auto* source = life_.source(instance->id);
        if (!source || !source->complete) return;
    }
    Event e;
    e.kind = EventKind::Backfilled;
    e.at = life_.now();
    (void)life_.commit({e}, {}); // where the disk refuses, the next refresh tries again
}

void Senses::note_failure(const std::string& instance, const std::string& text) {
    auto* known = life_.source(instance);
    Source source = known ? *known : Source{.instance = instance};
    source.last_run = life_.now();
    source.trouble = unnamed(text, life_);
    (void)life_.commit_sensed({}, source);
}

/// Each run may pass over the same: it is said where that has changed since the last.
void Senses::note_passed_over(const std::string& instance, const wire::Outcome& outcome) {
    const std::pair passed{outcome.rejected, outcome.text};
    if (outcome.rejected == 0) passed_over_.erase(instance);
    if (outcome.rejected == 0 || std::exchange(passed_over_[instance], passed) == passed) return;
    if (jobs_.fleet().may_log(instance, true))
        log_event(Level::Warning, "records were passed over",
                  {{"plugin", instance},
                   {"count", std::to_string(outcome.rejected)},
                   {"why", outcome.text}});
}

void Senses::sense(const PluginInstance& instance, bool forced) {
    const auto id = instance.id;
    if (life_.is_full(id)) {
        note_failure(id, "it has told of more contacts than a life holds, so it is not read any "
                         "more; if you do not trust it, take it out of kith.yaml");
        return ended({id, wire::Call::Sense});
    }
    auto request = jobs_.request(instance, wire::Call::Sense);
    const auto* known = life_.source(id);
    auto source = std::make_shared<Source>(known ? *known : Source{.instance = id});
    source->since = request.since;
    source->reading = true;
    if (auto* held = life_.source(id)) held->reading = true;
    // Once a batch was refused nothing after it counts: a later cursor would be past what is lost.
    const auto refused = std::make_shared<std::string>();
    const auto mark = kept_cursor(request, {});
    const auto commit = [this, source, refused, mark](fleet::Batch batch) {
        if (!refused->empty()) return;
        auto next = *source;
        if (batch.cursor) next.cursor = mark + *batch.cursor;
        if (batch.coverage) {
            next.schemes = batch.coverage->schemes;
            next.complete = batch.coverage->complete;
        }
        for (const auto& reply : batch.replies) {
            const auto heard = on_reply ? on_reply(reply) : Result<void>{};
            if (!heard) {
                *refused = heard.error().text;
                return;
            }
        }
        std::vector<Touchpoint> touches;
        for (const auto& r : batch.touchpoints)
            if (auto t = to_touch(r, life_.settings(), source->instance))
                touches.push_back(std::move(*t));
        const auto fresh = life_.commit_sensed(touches, next, batch.retracted);
        if (!fresh) {
            *refused = fresh.error().text;
            return;
        }
        *source = std::move(next);
        if (!fresh->empty() && on_news) on_news();
    };
    auto collector = std::make_shared<fleet::BatchCollector>(commit);
    fleet::JobCallbacks callbacks;
    callbacks.on_record = [collector](const wire::Record& record) { collector->take(record); };
    callbacks.on_done = [this, collector, source, refused, id](const wire::Outcome& outcome) {
        collector->finish(outcome);
        if (!refused->empty()) {
            const auto trouble = "what it told could not be recorded: " + *refused;
            note_failure(id, trouble);
            // Whom it would show is not known until that has been read again. This is kept in
            // memory: the disk may have refused it as well.
            if (auto* held = life_.source(id)) {
                held->behind = true;
                held->trouble = trouble;
                held->last_run = life_.now();
            }
        } else if (outcome.ok()) {
            source->behind = false;
            source->last_run = source->last_ok = life_.now();
            source->trouble = outcome.rejected == 0 ? unnamed(outcome.text, life_) : std::string{};
            note_passed_over(id, outcome);
            (void)life_.commit_sensed({}, *source);
        } else
            note_failure(id, outcome.text);
        ended({id, wire::Call::Sense});
    };
    if (const auto task = jobs_.submit(instance, std::move(request), std::move(callbacks), forced);
        !task) {
        note_failure(id, task.error().text);
        ended({id, wire::Call::Sense});
    }
}

void Senses::plan(const PluginInstance& instance, bool forced) {
    const auto id = instance.id;
    auto fresh = std::make_shared<std::vector<wire::BusyRecord>>();
    fleet::JobCallbacks callbacks;
    callbacks.on_record = [fresh](const wire::Record& record) {
        if (const auto* busy = std::get_if<wire::BusyRecord>(&record)) fresh->push_back(*busy);
    };
    callbacks.on_done = [this, fresh, id](const wire::Outcome& outcome) {
        if (outcome.ok()) calendars_[id] = {std::move(*fresh), life_.now()};
        ended({id, wire::Call::Plan});
    };
    if (!jobs_.submit(instance, jobs_.request(instance, wire::Call::Plan), std::move(callbacks),
                      forced))
        ended({id, wire::Call::Plan});
}

void Senses::attend(const PluginInstance& instance, bool forced) {
    const auto id = instance.id;
    fleet::JobCallbacks callbacks;
    callbacks.on_record = [this](const wire::Record& record) {
        const auto* a = std::get_if<wire::AttentionRecord>(&record);
        if (a) attention_ = {a->locked, a->idle, a->do_not_disturb, a->fullscreen, life_.now()};
    };
    callbacks.on_done = [this, id](const wire::Outcome& outcome) {
        if (!outcome.ok()) attention_ = {};
        ended({id, wire::Call::Attend});
    };
    if (!jobs_.submit(instance, jobs_.request(instance, wire::Call::Attend), std::move(callbacks),
                      forced)) {
        attention_ = {};
        ended({id, wire::Call::Attend});
    }
}

policy::Surroundings Senses::surroundings(const calendar::SlotWindow& slot, Instant now) const {
    auto out = policy::plain_surroundings(life_.slots(), slot, now);
    out.in_slot = slot.contains(now);
    out.presence_known = attention_.known();
    out.locked = attention_.locked.value_or(false);
    out.idle = attention_.idle.value_or(false);
    out.dnd = attention_.do_not_disturb.value_or(false) || attention_.fullscreen.value_or(false);
    for (const auto& [id, calendar] : calendars_) {
        if (now - calendar.at > kBusyHolds) continue;
        out.busy_known = true;
        for (const auto& b : calendar.busy)
            out.busy.push_back(
                {b.from, b.to, b.all_day, !b.connection.empty() || !b.address.empty()});
    }
    out.busy_awaited = !out.busy_known && !jobs_.with_role("plan").empty();
    return out;
}

std::vector<policy::Upcoming> Senses::upcoming(Instant now) const {
    std::vector<policy::Upcoming> out;
    for (const auto& [id, calendar] : calendars_)
        for (const auto& b : calendar.busy)
            if (!b.connection.empty() && b.to > now) out.push_back({b.connection, b.from, b.to});
    return out;
}

void Senses::forgive(const std::string& instance) {
    calendars_.erase(instance);
    passed_over_.erase(instance);
    const auto* known = life_.source(instance);
    if (!known || known->trouble.empty()) return;
    auto source = *known;
    source.trouble.clear();
    (void)life_.commit_sensed({}, source);
}

void Senses::configured() {
    std::erase_if(calendars_, [&](const auto& each) { return !jobs_.instance(each.first); });
    std::erase_if(passed_over_, [&](const auto& each) { return !jobs_.instance(each.first); });
    if (!senses_presence()) attention_ = {};
    std::vector<std::string> sensing;
    for (const auto* instance : jobs_.with_role("sense")) sensing.push_back(instance->id);
    life_.keep_sources(sensing);
}

} // namespace kith::daemon
