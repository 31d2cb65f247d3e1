// SPDX-License-Identifier: MIT
// What has been, a line each.
#include <algorithm>

#include <fmt/format.h>

#include "daemon/control/commands.hpp"
#include "daemon/life/when.hpp"

namespace kith::daemon {
namespace {

constexpr int kPastLines = 12;

std::string touch_text(const Touchpoint& t) {
    std::string_view way = "";
    if (t.direction == Direction::In) way = ", they to you";
    if (t.direction == Direction::Out) way = ", you to them";
    if (t.source == "ritual") return "together, as your ritual has it";
    if (t.said)
        return fmt::format("in touch, as you said{}",
                           t.via.empty() || t.via.starts_with('#') ? "" : ", with " + t.via);
    return fmt::format("{}{}{}{}", to_word(t.channel), way,
                       t.minutes ? fmt::format(", {} min", *t.minutes) : "",
                       t.source == "manual" ? ", logged" : ", seen by " + t.source);
}

bool is_about_offer(const Event& e) {
    switch (e.kind) {
    case EventKind::Chosen:
    case EventKind::Withheld:
    case EventKind::Answered:
    case EventKind::Ended:
    case EventKind::Withdrawn:
    case EventKind::Failed:
    case EventKind::Unknown: return true;
    default: return false;
    }
}

std::string event_text(const Event& e, const Outlook& o) {
    switch (e.kind) {
    case EventKind::Chosen:
        if (e.title.empty() || o.board.gone.finds(e.title)) return "an offer";
        return fmt::format("offered: {}", e.title);
    case EventKind::Withheld: return "kept back by the coin of honest_check; nobody was asked";
    case EventKind::Answered:
        return fmt::format("you answered: {}", to_word(e.answer.value_or(Answer::Going)));
    case EventKind::Ended: return "the offer ended by itself";
    case EventKind::Withdrawn: return "the offer was taken back";
    case EventKind::Failed: return "no deliverer could bring it";
    case EventKind::Unknown: return "whether it arrived is not known";
    case EventKind::StateSet:
        return fmt::format("{} from here on", to_word(e.state.value_or(State::Resting)));
    case EventKind::StateLifted: return "back among your people";
    case EventKind::HoldPut:
        return e.slot ? "a plan for " + when(*e.slot, o.now, o.goals.zones.front()) : "a plan";
    case EventKind::HoldRemoved: return "a plan was taken out";
    default: return {};
    }
}

} // namespace

std::vector<PastLine> Commands::past_of(const Outlook& o, std::size_t goal) const {
    const auto& id = o.goals.all[goal].connection->id;
    const bool closed = o.board.facts[goal].state >= State::Ended;
    std::vector<PastLine> out;
    // A calendar may call a meeting after whoever else was there.
    for (const auto& t : life_.ledger().recent_touches(id, kPastLines))
        out.push_back(
            {t.at, o.shunned(touch_text(t)), o.shunned.hints_at(t.ref) ? std::string{} : t.ref});
    for (const auto& e : life_.ledger().recent_events(id, kPastLines * 3)) {
        if (closed && is_about_offer(e)) continue;
        if (auto text = event_text(e, o); !text.empty()) out.push_back({e.at, std::move(text), {}});
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &PastLine::at);
    if (out.size() > kPastLines) out.resize(kPastLines);
    return out;
}

} // namespace kith::daemon
