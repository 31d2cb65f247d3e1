// SPDX-License-Identifier: MIT
#include "core/policy/page_people.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/support.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr auto kEasyApart = days{28}, kShareApart = days{91};
constexpr auto kWeek = days{7};
constexpr std::size_t kAskedAtOnce = 3, kManyKinds = 3;

/// Whether `what` was said of them by an earlier page, less than `apart` ago.
bool said_lately(const Frame& frame, std::size_t goal, std::string_view what, calendar::Day page,
                 days apart) {
    const auto it = frame.memory.connections.find(frame.goals.all[goal].connection->id);
    if (it == frame.memory.connections.end()) return false;
    const auto told = it->second.told.find(what);
    return told != it->second.told.end() && frame.now - told->second < apart &&
           calendar::local_day(told->second, frame.goals.zones.front()) < page;
}

bool is_person(const Connection& c) {
    return c.circle != Circle::Group && c.circle != Circle::SmallHello &&
           c.circle != Circle::Care && c.circle != Circle::OldFriend;
}

bool touched_this_week(const Facts& facts, Instant now) {
    return facts.last_touch != Instant::min() && now - facts.last_touch < kWeek;
}

} // namespace

bool wants_quiet(const Frame& frame, const Decision& d) {
    return d.standing.hard_week || d.standing.away || is_grieving(frame.memory.modes, frame.now);
}

bool may_be_on_page(const Frame& frame, std::size_t goal, bool away) {
    const auto& c = *frame.goals.all[goal].connection;
    if (frame.board.facts[goal].state >= State::Ended || c.feels == Feels::Hard) return false;
    return !away || !c.discreet || !c.label.empty();
}

std::optional<std::size_t> easy_hello(const Frame& frame, const Decision& d, const PageWeek& week) {
    if (d.standing.energy == Energy::Low || wants_quiet(frame, d)) return std::nullopt;
    std::optional<std::size_t> best;
    double best_draw = 0;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& c = *frame.goals.all[i].connection;
        const auto& view = d.goals[i];
        if (!is_person(c) || !view.counted || view.shape <= 0 ||
            !may_be_on_page(frame, i, week.away) || !takes_part(frame.board.facts[i].state) ||
            touched_this_week(frame.board.facts[i], frame.now) || frame.board.facts[i].left_alone ||
            said_lately(frame, i, kEasy, week.day, kEasyApart))
            continue;
        const double draw = unit(fmt::format("easy:{}:{}", calendar::format_date(week.day), c.id));
        if (best && draw >= best_draw) continue;
        best = i;
        best_draw = draw;
    }
    return best;
}

std::optional<std::size_t> ahead_of_all(const Frame& frame, const Decision& d, const PageWeek& week,
                                        std::optional<std::size_t> except) {
    if (wants_quiet(frame, d)) return std::nullopt;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& view = d.goals[i];
        if (i == except || !view.counted || !view.step || view.score <= 0 ||
            view.failed.has(Guard::State) || view.failed.has(Guard::PlanAhead) ||
            view.failed.has(Guard::RecentTouch) || view.failed.has(Guard::Stale) ||
            !may_be_on_page(frame, i, week.away))
            continue;
        if (!best || view.score > d.goals[*best].score) best = i;
    }
    return best;
}

std::vector<std::size_t> left_to_decide(const Frame& frame, const Decision& d,
                                        const PageWeek& week) {
    std::vector<std::size_t> out;
    if (d.standing.energy == Energy::Low || wants_quiet(frame, d)) return out;
    for (std::size_t i = 0; i < frame.goals.all.size() && out.size() < kAskedAtOnce; ++i) {
        const auto& facts = frame.board.facts[i];
        const bool quiet = d.goals[i].counted && d.goals[i].band == Band::Dormant;
        const bool outgrown = has_outgrown(frame.goals.all[i], facts, frame.now);
        if ((quiet || facts.left_alone || outgrown) && takes_part(facts.state) &&
            is_person(*frame.goals.all[i].connection) && may_be_on_page(frame, i, week.away) &&
            !said_lately(frame, i, kKeep, week.day, kKeepApart))
            out.push_back(i);
    }
    return out;
}

std::optional<std::size_t> carries_all(const Frame& frame, const PageWeek& week) {
    const auto told = frame.memory.told.find(kShare);
    const auto page = frame.goals.zones.front().to_instant_earliest(week.day);
    if (told != frame.memory.told.end() && told->second < page &&
        frame.now - told->second < kShareApart)
        return std::nullopt;
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& c = *frame.goals.all[i].connection;
        if (c.support.empty() || frame.board.facts[i].state >= State::Ended) continue;
        if (only) return std::nullopt;
        only = i;
    }
    if (!only || frame.goals.all[*only].connection->support.size() < kManyKinds ||
        !is_person(*frame.goals.all[*only].connection) || !may_be_on_page(frame, *only, week.away))
        return std::nullopt;
    return only;
}

} // namespace kith::policy
