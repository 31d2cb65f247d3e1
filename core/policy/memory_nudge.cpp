// SPDX-License-Identifier: MIT
#include "core/policy/memory_nudge.hpp"

#include <algorithm>

#include "core/policy/memory_rituals.hpp"

namespace kith::policy {
namespace {

constexpr auto kPushesKept = std::chrono::days{8};
constexpr std::size_t kOwnPushesKept = 6; // a cycle: two offers and four returns between them
constexpr std::size_t kOwnKept = 4;
constexpr std::size_t kPastKept = 8;
constexpr std::size_t kWordsKept = 12;
constexpr std::size_t kOccasionsKept = 8;
constexpr int kEngagedLowers = 3;

void set_backoff(Memory& m, Instant at, int g) {
    m.g = std::max(0, g);
    m.g_since = at;
    if (m.g == 0) m.ambient_told = false;
}

/// G's own decay is booked in whole steps of 14 days, so that a change in between does not restart
/// it.
void settle_backoff(Memory& m, Instant at) {
    while (m.g > 0 && at - m.g_since >= kBackoffDecay) {
        --m.g;
        m.g_since += kBackoffDecay;
    }
    if (m.g == 0) m.g_since = at;
}

/// What asked nobody is no part of a cycle, so it goes first; but never the last that spent its
/// budget, which the gap to the next is counted from.
void forget_oldest(std::vector<Push>& pushes) {
    if (pushes.size() <= kOwnPushesKept) return;
    const auto spent = std::ranges::find(pushes.rbegin(), pushes.rend(), false, &Push::is_return);
    const auto* last = spent == pushes.rend() ? nullptr : &*spent;
    auto goes = std::ranges::find_if(
        pushes, [&](const Push& push) { return !push.was_asked() && &push != last; });
    if (goes == pushes.end()) goes = pushes.begin() + (&pushes.front() == last ? 1 : 0);
    pushes.erase(goes);
}

void note_failed(std::vector<Push>& pushes, const std::string& nudge) {
    for (auto& push : pushes)
        if (push.nudge == nudge) push.failed = true;
}

void name(ConnectionMemory& c, const std::string& by, Instant slot) {
    if (c.named_by != by) c.named_before = c.named_by_other;
    c.named_by_other = slot;
    c.named_by = by;
}

/// An occasion is offered once to each it is about.
void note_occasion(Memory& m, const Event& e) {
    if (e.occasion.empty()) return;
    // Asked once, until something is said of it.
    if (auto* ritual = asked_about(m, e.occasion)) ritual->asked = true;
    auto about = e.also;
    about.push_back(e.connection);
    for (const auto& id : about)
        if (auto* c = find(m, id)) push_bounded(c->occasions, e.occasion, kOccasionsKept);
    for (const auto& id : e.also)
        if (auto* c = find(m, id)) name(*c, e.connection, e.slot.value_or(e.at));
}

bool is_outstanding(const Memory& m, const Event& e) {
    return m.outstanding && m.outstanding->nudge == e.nudge;
}

/// Ends the outstanding nudge, keeping what a late answer may need.
void end_outstanding(Memory& m, bool cost_g) {
    const auto& o = *m.outstanding;
    push_bounded(m.past,
                 Past{o.nudge, o.connection, o.delivered_at.value_or(o.chosen_at), o.step,
                      o.channel, o.sight, cost_g, o.engaged, o.occasion},
                 kPastKept);
    m.outstanding.reset();
}

/// An answer after expiry counts as if it had come in time.
void take_back(Memory& m, const Event& e, ConnectionMemory* c) {
    const auto past = std::ranges::find(m.past, e.nudge, &Past::nudge);
    if (past != m.past.end() && past->cost_g) {
        past->cost_g = false;
        settle_backoff(m, e.at);
        m.g = std::max(0, m.g - 1);
    }
    if (c) std::erase_if(c->ignored, [&](const Ignored& i) { return i.nudge == e.nudge; });
}

/// *Say hi* to someone whose answer no source will show: credited later, once.
void note_credit(Memory& m, const Event& e) {
    const auto past = std::ranges::find(m.past, e.nudge, &Past::nudge);
    if (past == m.past.end() || past->sight == Sight::Seen || past->channel == Channel::None)
        return;
    m.credits.push_back({e.nudge, past->connection, past->channel, e.at});
}

struct Offer {
    std::string occasion;
    Instant at{};
};

Offer offer_of(const Memory& m, const std::string& nudge) {
    if (const auto& o = m.outstanding; o && o->nudge == nudge)
        return {o->occasion, o->delivered_at.value_or(o->chosen_at)};
    const auto past = std::ranges::find(m.past, nudge, &Past::nudge);
    return past == m.past.end() ? Offer{} : Offer{past->occasion, past->offered};
}

/// Whom a nudge is about. Of one that has ended, the first alone is remembered.
std::vector<std::string> about_nudge(const Memory& m, const std::string& nudge) {
    std::vector<std::string> out;
    if (m.outstanding && m.outstanding->nudge == nudge) {
        out = m.outstanding->also;
        out.push_back(m.outstanding->connection);
    } else if (const auto past = std::ranges::find(m.past, nudge, &Past::nudge);
               past != m.past.end())
        out.push_back(past->connection);
    return out;
}

/// What was put off, or reached nobody, may be offered once more on its day: to those it was about.
/// Somebody else's date may have the same name.
void try_again(Memory& m, const std::vector<std::string>& about, const std::string& occasion) {
    for (const auto& id : about)
        if (auto* c = find(m, id)) std::erase(c->occasions, occasion);
    if (auto* ritual = asked_about(m, occasion)) ritual->asked = false;
}

void note_engaged(Memory& m, const std::string& nudge) {
    if (m.outstanding && m.outstanding->nudge == nudge) m.outstanding->engaged = true;
    for (auto& past : m.past)
        if (past.nudge == nudge) past.engaged = true;
}

} // namespace

ConnectionMemory* find(Memory& m, const std::string& id) {
    const auto it = m.connections.find(id);
    return it == m.connections.end() ? nullptr : &it->second;
}

void nudge_chosen(Memory& m, const Event& e, const Naming& naming) {
    const auto kind = naming.kinds.find(e.connection);
    const Step step = e.step.value_or(Step{});
    const Push push{e.slot.value_or(e.at),
                    e.at,
                    e.connection,
                    e.nudge,
                    step.name,
                    step.channel,
                    kind == naming.kinds.end() ? Kind::Relational : kind->second,
                    e.is_return,
                    e.opens_cycle,
                    !e.occasion.empty()};
    std::erase_if(m.pushes, [&](const Push& p) { return push.slot - p.slot >= kPushesKept; });
    m.pushes.push_back(push);
    if (!e.words.empty()) push_bounded(m.recent_words, e.words, kWordsKept);
    if (auto* c = find(m, e.connection)) {
        c->pushes.push_back(push);
        forget_oldest(c->pushes);
        c->waiting.reset();
    }
    note_occasion(m, e);
    if (const auto names = naming.also_names.find(e.connection);
        names != naming.also_names.end() && !e.is_return) {
        for (const auto& id : names->second)
            if (auto* other = find(m, id)) name(*other, e.connection, push.slot);
    }
    m.outstanding = Outstanding{.nudge = e.nudge,
                                .connection = e.connection,
                                .slot = push.slot,
                                .chosen_at = e.at,
                                .sight = e.sight,
                                .step = step.name,
                                .channel = step.channel,
                                .title = e.title,
                                .body = e.body,
                                .occasion = e.occasion,
                                .also = e.also};
}

void nudge_withheld(Memory& m, const Event& e, const Naming& naming) {
    // An offer that is open stays so: nothing takes its place on the screen.
    auto open = std::move(m.outstanding);
    nudge_chosen(m, e, naming);
    m.outstanding = std::move(open);
    m.pushes.back().withheld = true;
    if (auto* c = find(m, e.connection)) c->pushes.back().withheld = true;
}

void nudge_delivered(Memory& m, const Event& e) {
    if (!is_outstanding(m, e)) return;
    // Shown again after a restart it is the same delivery: its time stays.
    m.outstanding->delivered_at = m.outstanding->delivered_at.value_or(e.at);
    m.outstanding->deliverer = e.deliverer;
    m.outstanding->receipt = e.receipt;
    m.outstanding->resident = e.resident;
}

void nudge_noticed(Memory& m, const Event& e) {
    if (!is_outstanding(m, e)) return;
    if (!m.outstanding->first_noticed)
        m.outstanding->first_noticed = e.at;
    else
        m.outstanding->last_noticed = e.at;
}

void nudge_failed(Memory& m, const Event& e) {
    if (!is_outstanding(m, e)) return;
    note_failed(m.pushes, e.nudge);
    if (auto* c = find(m, m.outstanding->connection)) note_failed(c->pushes, e.nudge);
    if (!m.outstanding->occasion.empty())
        try_again(m, about_nudge(m, e.nudge), std::string{m.outstanding->occasion});
    nudge_lost(m, e);
}

void nudge_lost(Memory& m, const Event& e) {
    if (is_outstanding(m, e)) end_outstanding(m, false);
}

void nudge_answered(Memory& m, const Event& e) {
    auto* c = find(m, e.connection);
    if (e.answer == Answer::Smaller) {
        if (is_outstanding(m, e) && e.step) {
            m.outstanding->step = e.step->name;
            m.outstanding->channel = e.step->channel;
            m.outstanding->title = e.title;
            m.outstanding->body = e.body;
        }
        return;
    }
    const auto [occasion, offered] = offer_of(m, e.nudge);
    const auto about = about_nudge(m, e.nudge);
    if (is_outstanding(m, e))
        end_outstanding(m, false);
    else
        take_back(m, e, c);
    // What is said now takes the place of an earlier *say hi* to the same offer.
    std::erase_if(m.credits, [&](const Credit& credit) { return credit.nudge == e.nudge; });
    switch (e.answer.value_or(Answer::Going)) {
    case Answer::Going:
    case Answer::Done:
    case Answer::Already:
        set_backoff(m, e.at, 0);
        if (c) c->ignored.clear();
        if (e.answer == Answer::Going) note_credit(m, e);
        break;
    case Answer::Later:
        if (!occasion.empty()) {
            if (!put_off(m, occasion, offered, e.at) && !is_evening_word(occasion))
                try_again(m, about, occasion);
            break;
        }
        if (!c || !e.until) break; // a meeting's eve does not come back
        if (c->waiting && c->waiting->nudge == e.nudge && !c->laters.empty())
            c->laters.back() = e.at; // another time for the same offer
        else
            push_bounded(c->laters, e.at, kOwnKept);
        c->waiting = Return{*e.until, e.nudge, e.step ? e.step->name : std::string{}};
        break;
    case Answer::NotThisTime:
        (void)put_off(m, occasion, offered, e.at);
        if (!c || !occasion.empty()) break;
        c->hidden_until = e.until;
        c->cycle_start = e.at;
        c->waiting.reset();
        break;
    case Answer::Smaller:
    case Answer::Rest:
    case Answer::NotATouch:
    case Answer::Plan: break;
    }
}

void nudge_ended(Memory& m, const Event& e) {
    if (!is_outstanding(m, e)) return;
    // What Kith cannot see it does not hold against anyone: only seen people's silence counts. Nor
    // does a date let pass tell anything about lapses.
    const bool counts = e.ending == Ending::Ignored && m.outstanding->sight == Sight::Seen &&
                        m.outstanding->occasion.empty();
    if (counts) {
        settle_backoff(m, e.at);
        ++m.g;
        if (auto* c = find(m, m.outstanding->connection))
            push_bounded(
                c->ignored,
                Ignored{e.nudge, m.outstanding->delivered_at.value_or(m.outstanding->chosen_at)},
                kOwnKept);
    }
    end_outstanding(m, counts);
}

void nudge_engaged(Memory& m, const Event& e) {
    settle_backoff(m, e.at);
    set_backoff(m, m.g_since, m.g - kEngagedLowers);
    note_engaged(m, e.nudge);
}

void reset_backoff(Memory& m, const Event& e) {
    set_backoff(m, e.at, 0);
    if (auto* c = find(m, e.connection)) c->ignored.clear();
}

} // namespace kith::policy
