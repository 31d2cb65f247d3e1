// SPDX-License-Identifier: MIT
// A life lived as the daemon lives it.
#include "tests/property/clock_life.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/interruption.hpp"
#include "core/policy/life.hpp"
#include "core/policy/offer.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/spoken.hpp"

namespace kith::test {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::array<std::string_view, 4> kCircles{"inner", "inner", "close", "wide"};
constexpr std::array<std::string_view, 3> kPaces{"gentle", "steady", "lively"};
constexpr std::array<std::string_view, 3> kSlots{
    R"("00:00", "06:00", "12:00", "18:00")", R"("12:30", "17:30")", R"("02:15", "09:00", "21:00")"};

config::Parsed some_people(Draw& draw) {
    auto text = fmt::format("version: 1\npace: {}\nhours:\n  slots: [{}]\n  open_for: 2 hours\n"
                            "  quiet: {{from: \"00:00\", to: \"00:00\", weekend_to: \"00:00\"}}\n"
                            "policy: {{settle_h: 0}}\nconnections:\n",
                            draw.of(kPaces), draw.of(kSlots));
    for (int i = draw.within(1, 8); i > 0; --i)
        text += fmt::format("  - {{id: p{0}, name: P{0}, circle: {1}, addresses: "
                            "[p{0}@example.net]}}\n",
                            i, draw.of(kCircles));
    return config::parse({{"kith.yaml", text, false}}, nullptr);
}

daemon::Source mail(Instant now) {
    return {.instance = "mail",
            .schemes = {"email"},
            .complete = true,
            .last_ok = now,
            .last_run = now};
}

} // namespace

ClockLife::ClockLife(std::uint64_t seed)
    : draw_(seed), parsed_(some_people(draw_)), zone_(some_zone(draw_)) {
    wall_.truth = std::chrono::sys_days{std::chrono::year{2026} / 2 / 1} +
                  minutes{draw_.within(0, 60 * 24 * 700)};
    alive_ = wall_.now();
    for (const auto& c : parsed_.settings.connections) first_seen_[c.id] = wall_.truth;
    start();
    for (const auto& c : parsed_.settings.connections)
        if (draw_.chance(0.7)) {
            Touchpoint t;
            t.connection = c.id;
            t.at = wall_.truth - hours{draw_.within(1, 24 * 60)};
            t.channel = Channel::Call;
            note_touch(t);
        }
}

void ClockLife::start() {
    life_.reset();
    ledger_.reset();
    auto opened = ledger::Ledger::open(dir_.path(), wall_.now());
    if (!opened) throw std::runtime_error("no ledger");
    ledger_ = std::move(opened->ledger);
    life_ = std::make_unique<daemon::Life>(*ledger_, wall_);
    rule(life_->begin().has_value(), "it begins");
    rule(life_->adopt(parsed_, zone_).has_value(), "its settings come into force");
    life_->keep_sources({"mail"});
    last_wake_ = wall_.now();
    awake_since_ = wall_.truth;
}

bool ClockLife::looks() const { return wall_.now() >= ledger::kFirstYear; }

Instant ClockLife::next_waking() const {
    const auto slot = life_->slots().next_slot(wall_.now());
    return slot && looks() ? slot->start - wall_.ahead : Instant::max();
}

void ClockLife::live(int how_long, const std::function<void(const std::string&)>& broken) {
    broken_ = broken;
    const auto end = wall_.truth + days{how_long};
    wake();
    for (auto day = wall_.truth; day < end; day += days{1})
        agenda_.emplace(day, [this, day] { invent(day); });
    while (wall_.truth < end) {
        const auto waking = next_waking();
        const bool due = !agenda_.empty() && agenda_.begin()->first <= waking;
        const auto at = due ? agenda_.begin()->first : waking;
        wall_.truth = std::max({wall_.truth, at, asleep_until_}); // asleep, nothing is done
        if (due)
            agenda_.extract(agenda_.begin()).mapped()();
        else
            wake();
    }
    set_clock({});
    check_fold();
}

void ClockLife::wake() {
    if (!looks()) return;
    if (slot_done_ > wall_.now()) slot_done_ = Instant::min();
    mark_alive();
    expire();
    sense();
    (void)life_->refresh();
    const auto slot = life_->slots().slot_at(wall_.now());
    if (slot && slot->first_allowed && wall_.now() >= *slot->first_allowed &&
        slot->start != slot_done_)
        decide(*slot);
}

void ClockLife::mark_alive() {
    const auto now = wall_.now();
    const policy::Waking waking{now, alive_, now - last_wake_, wall_.truth - awake_since_};
    const auto jump = policy::clock_jump(waking);
    std::vector<Event> events;
    if (auto e = policy::interruption(life_->memory(), waking)) events.push_back(std::move(*e));
    alive_ = last_wake_ = now;
    awake_since_ = wall_.truth;
    (void)life_->commit(std::move(events), {}, [&](ledger::Change& change) {
        if (jump) change.keep("clock_jump", jump.text());
    });
    if (jump) rule(life_->heal().has_value(), "the ledger is set right");
}

void ClockLife::expire() {
    const auto old = life_->memory().outstanding;
    const auto end =
        policy::expiry(life_->memory(), life_->settings().response, false, wall_.now());
    if (!end) return;
    (void)life_->commit({*end}, {});
    rule(end->ending != Ending::Ignored || !shaken_,
         "B8: nothing has been passed by in hours that were leapt or slept through",
         old->connection);
}

void ClockLife::sense() {
    const auto now = wall_.now();
    const auto told = std::exchange(unread_, {});
    (void)life_->commit_sensed(told, mail(now));
    const auto board = life_->board(now, now, {});
    const policy::Surroundings around;
    const policy::Frame frame{
        life_->settings(), life_->goals(), life_->memory(), board, around, now};
    if (const auto gone = policy::withdrawal(frame)) (void)life_->commit({*gone}, {});
}

void ClockLife::decide(const calendar::SlotWindow& slot) {
    const auto now = wall_.now();
    slot_done_ = slot.start;
    const auto board = life_->board(slot.start, now, {});
    auto around = policy::plain_surroundings(life_->slots(), slot, now);
    around.in_slot = true;
    const policy::Frame frame{
        life_->settings(), life_->goals(), life_->memory(), board, around, now};
    policy::Decision decision;
    policy::decide(frame, decision);
    rule(!shaken_ || !decision.nudge, "P11: after a jump or a long sleep the first slot is silent");
    if (decision.nudge) offer(frame, decision);
    shaken_ = false;
    if (!life_->memory().interrupted) return;
    Event e;
    e.kind = EventKind::SlotPassed;
    e.at = now;
    e.slot = slot.start;
    (void)life_->commit({e}, {});
}

void ClockLife::offer(const policy::Frame& frame, const policy::Decision& decision) {
    auto chosen = policy::chosen_event(frame, spoken(), decision, fmt::format("{:032x}", ++refs_));
    const Offer made{*chosen.slot - wall_.ahead, wall_.truth, chosen.connection, spell_};
    if (!chosen.is_return) check_offer(frame, made);
    std::vector<Event> events;
    if (decision.replaces) events.push_back(policy::replaced(life_->memory(), false, wall_.now()));
    events.push_back(chosen);
    (void)life_->commit(std::move(events), {});
    Event e;
    e.kind = EventKind::Delivered;
    e.at = wall_.now();
    e.nudge = chosen.nudge;
    e.connection = chosen.connection;
    (void)life_->commit({e}, {});
    if (!chosen.is_return) offers_.push_back(made);
    invent_answer(chosen.nudge);
}

void ClockLife::set_clock(seconds ahead) {
    if (spell_ != 0)
        blur_ +=
            std::min<seconds>(std::chrono::abs(wall_.ahead), days{1}) + (wall_.truth - spell_from_);
    const bool looked = looks();
    const bool shakes = std::chrono::abs(ahead - wall_.ahead) > hours{1};
    wall_.ahead = ahead;
    spell_ = ahead == seconds{0} ? 0 : ++spells_;
    shaken_ = shaken_ || (shakes && looked && looks());
    rule(life_->heal().has_value(), "the ledger is set right");
    wake();
    if (spell_ == 0) check_clocks();
}

} // namespace kith::test
