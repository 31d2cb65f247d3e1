// SPDX-License-Identifier: MIT
#include "core/policy/remembrance.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/calendar/day_list.hpp"
#include "core/policy/called.hpp"

namespace kith::policy {
namespace {

calendar::Day today_of(const Frame& frame) {
    return calendar::local_day(frame.now, frame.goals.zones.front());
}

bool was_said_today(const Frame& frame, const std::string& id) {
    const auto it = frame.memory.connections.find(id);
    if (it == frame.memory.connections.end()) return false;
    const auto told = it->second.told.find(kRemember);
    return told != it->second.told.end() &&
           calendar::local_day(told->second, frame.goals.zones.front()) >= today_of(frame);
}

} // namespace

std::optional<std::size_t> to_remember(const Frame& frame) {
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& c = *frame.goals.all[i].connection;
        if (frame.board.facts[i].state == State::Remembered &&
            calendar::DayList{c.remember_on}.has(today_of(frame)) && !was_said_today(frame, c.id))
            return i;
    }
    return std::nullopt;
}

words::Words remembrance(const Frame& frame, const words::Bank& bank, std::size_t goal) {
    const auto& c = *frame.goals.all[goal].connection;
    const auto them = called(frame.goals.all[goal], frame.board.gone);
    words::Situation s{
        .name = them.name, .whole_name = them.whole, .occasion = words::Occasion::Memory};
    s.today = true;
    return words::compose(
        bank, s, {}, fmt::format("remember:{}:{}", calendar::format_date(today_of(frame)), c.id));
}

} // namespace kith::policy
