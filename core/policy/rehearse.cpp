// SPDX-License-Identifier: MIT
#include "core/policy/rehearse.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/steps.hpp"
#include "core/policy/trial.hpp"

namespace kith::policy {
namespace {

using std::chrono::hours;

constexpr auto kAnswerAfter = hours{1};
constexpr auto kIgnoredAfter = hours{36};
constexpr auto kWeek = hours{168};
constexpr auto kLongAgo = std::chrono::days{400}; // a settled life began well before the history

const words::Bank& no_words() {
    static const words::Bank kNone;
    return kNone;
}

/// What is going to happen at a known instant.
struct Due {
    Instant at;
    enum class What : std::uint8_t { Touch, Answer } what;
    Touchpoint touch{};
    std::string nudge{};
    Answer answer = Answer::Done;
};

class Rehearsal {
  public:
    Rehearsal(const Settings& settings, const calendar::Zone& zone, const RehearsalPlan& plan)
        : settings_(settings), zone_(zone), plan_(plan), slots_(slot_plan(settings, zone)) {
        const auto count = settings.connections.size();
        std::vector<State> states;
        for (const auto& c : settings.connections) states.push_back(c.state);
        goals_ = prepare(settings, zone, states, sights(count));
        begin();
    }

    RehearsalSummary run(const std::function<void(const RehearsalLine&)>& each) {
        for (const auto& slot : slots_.slots_between(plan_.from, plan_.to)) {
            const auto line = decide_slot(slot);
            count(line);
            each(line);
        }
        return std::move(summary_);
    }

  private:
    std::vector<Sight> sights(std::size_t count) const {
        const bool sensed = std::ranges::any_of(plan_.history, [](const Touchpoint& t) {
            return !t.source.empty() && t.source != "manual";
        });
        std::vector<Sight> out(count, Sight::Unseen);
        for (std::size_t i = 0; i < count; ++i)
            if (sensed && !settings_.connections[i].addresses.empty()) out[i] = Sight::Seen;
        return out;
    }

    void begin() {
        Event e;
        e.kind = EventKind::Began;
        e.at = plan_.has_history ? plan_.from - kLongAgo : plan_.from;
        apply(memory_, e, goals_.naming);
        e.kind = EventKind::Backfilled;
        apply(memory_, e, goals_.naming);
        std::vector<Touchpoint> known;
        for (const auto& touch : plan_.history)
            for (auto& t : with_members(settings_, touch))
                if (t.at <= plan_.from)
                    known.push_back(std::move(t));
                else
                    later_.push_back({t.at, Due::What::Touch, std::move(t)});
        std::ranges::stable_sort(known, {}, &Touchpoint::at);
        std::ranges::stable_sort(later_, {}, &Due::at);
        for (const auto& goal : goals_.all) appear(goal, known);
        for (const auto& ritual : goals_.rituals) {
            e.kind = EventKind::ConfigEdited;
            e.at = plan_.from;
            e.occasion = ritual.ritual->id;
            apply(memory_, e, goals_.naming);
        }
    }

    /// A connection appears at its first known touch, else at the start with nothing known.
    void appear(const Goal& goal, std::span<const Touchpoint> known) {
        const auto& id = goal.connection->id;
        auto& touches = touches_[id];
        for (const auto& t : known)
            if (t.connection == id) touches.push_back(to_local_touch(t, zone_));
        const auto first = std::ranges::find_if(
            touches, [&](const LocalTouch& t) { return touch_weight(t, goal.terms.is_group) > 0; });
        Event e;
        e.kind = EventKind::Appeared;
        e.connection = id;
        e.at = first == touches.end() ? plan_.from : first->at;
        apply(memory_, e, goals_.naming);
        auto& c = memory_.connections.at(id);
        c.clock = replay(goal.terms, c.first_seen, touches, {});
    }

    RehearsalLine decide_slot(const calendar::SlotWindow& slot) {
        const auto now = slot.first_allowed.value_or(slot.start);
        pass_time(now);
        const auto board = gather(goals_, memory_, {}, {}, slot.start, now, plan_.shunned);
        const auto around = plain_surroundings(slots_, slot, now);
        const Frame frame{settings_, goals_, memory_, board, around, now};
        decide(frame, decision_);
        RehearsalLine line;
        line.at = slot.start;
        line.slot = slot.index;
        line.because = decision_.because;
        line.candidates = decision_.candidates;
        if (decision_.nudge) offer(frame, line);
        return line;
    }

    void offer(const Frame& frame, RehearsalLine& line) {
        auto chosen = chosen_event(frame, plan_.words ? *plan_.words : no_words(), decision_,
                                   fmt::format("{:032x}", ordinal_));
        toss_coin(frame, decision_, chosen);
        if (decision_.replaces && chosen.kind != EventKind::Withheld) {
            auto end = replaced(memory_, true, frame.now);
            end.ending = Ending::Ignored; // present at every slot, so it was seen
            apply(memory_, end, goals_.naming);
        }
        apply(memory_, chosen, goals_.naming);
        tell_choice(chosen, decision_, line);
        if (line.withheld) return;
        Event delivered;
        delivered.kind = EventKind::Delivered;
        delivered.at = frame.now;
        delivered.nudge = chosen.nudge;
        delivered.connection = chosen.connection;
        apply(memory_, delivered, goals_.naming);
        if (!line.is_return) offered_.push_back(line.at);
        plan_answer(chosen.nudge, frame.now);
    }

    void plan_answer(const std::string& nudge, Instant delivered) {
        const double draw = unit(fmt::format("{}:{}", plan_.seed, ordinal_++));
        if (plan_.answers == Answers::Ignore || (plan_.answers == Answers::Mixed && draw >= 0.75))
            return;
        Due due{delivered + kAnswerAfter, Due::What::Answer, {}, nudge, Answer::Done};
        if (plan_.answers == Answers::Mixed && draw >= 0.5)
            due.answer = Answer::NotThisTime;
        else if (plan_.answers == Answers::Mixed && draw >= 0.25)
            due.answer = Answer::Later;
        later_.insert(std::ranges::upper_bound(later_, due.at, {}, &Due::at), std::move(due));
    }

    /// Everything that happens until `now`, in the order in which it happens.
    void pass_time(Instant now) {
        std::size_t next = 0;
        while (next < later_.size() && later_[next].at <= now) {
            const Due due = later_[next++];
            expire(due.at);
            if (due.what == Due::What::Touch)
                touch(due.touch);
            else
                answer(due);
        }
        later_.erase(later_.begin(), later_.begin() + static_cast<std::ptrdiff_t>(next));
        expire(now);
        pass_rituals(now);
    }

    void expire(Instant now) {
        if (!memory_.outstanding || now - *memory_.outstanding->delivered_at < kIgnoredAfter)
            return;
        auto end = replaced(memory_, true, *memory_.outstanding->delivered_at + kIgnoredAfter);
        end.ending = Ending::Ignored;
        apply(memory_, end, goals_.naming);
    }

    void pass_rituals(Instant now) {
        const auto passed = passed_rituals(goals_, memory_, now);
        for (const auto& e : passed.events) apply(memory_, e, goals_.naming);
        for (const auto& each : passed.touches)
            for (const auto& t : with_members(settings_, each))
                if (const auto i = goals_.find(t.connection)) record(goals_.all[*i], t);
    }

    void touch(const Touchpoint& t) {
        const auto index = goals_.find(t.connection);
        if (!index) return;
        record(goals_.all[*index], t);
        Event logged;
        logged.kind = EventKind::Logged;
        logged.at = t.at;
        logged.connection = t.connection;
        if (t.source == "manual")
            apply(memory_, logged, goals_.naming);
        else if (const auto kind = engagement(memory_, settings_.response, t, t.at))
            apply(memory_, *kind, goals_.naming);
        const auto board = gather(goals_, memory_, {}, {}, t.at, t.at);
        const Surroundings around;
        if (const auto gone = withdrawal({settings_, goals_, memory_, board, around, t.at}))
            apply(memory_, *gone, goals_.naming);
    }

    void record(const Goal& goal, const Touchpoint& t) {
        auto& c = memory_.connections.at(goal.connection->id);
        auto& touches = touches_[c.id];
        const auto local = to_local_touch(t, zone_);
        // A ritual is known to have been when it is over; something may have come in between.
        const bool late = local.at < c.clock.as_of || local.at <= c.first_seen;
        touches.insert(std::ranges::upper_bound(touches, local.at, {}, &LocalTouch::at), local);
        const auto frozen = frozen_intervals(memory_, c);
        if (late)
            c.clock = replay(goal.terms, c.first_seen, touches, frozen);
        else
            add_touch(c.clock, goal.terms, local, frozen);
    }

    void answer(const Due& due) {
        const auto target = find_target(memory_, due.nudge);
        if (!target) return;
        const Situation at{settings_, goals_, memory_, slots_, due.at};
        Reply said;
        if (due.answer == Answer::Later) {
            auto later = reply_later(at, *target, calendar::LaterTarget::Bare);
            if (!later) return;
            said = std::move(*later);
        } else
            said = reply(at, *target, due.answer);
        for (const auto& e : said.events) apply(memory_, e, goals_.naming);
        for (const auto& t : said.touches)
            if (const auto i = goals_.find(t.connection)) record(goals_.all[*i], t);
    }

    void count(const RehearsalLine& line) {
        ++summary_.slots;
        if (settings_.withhold > 0)
            summary_.withheld = summary_.withheld.value_or(0) + (line.withheld ? 1 : 0);
        if (line.withheld) return;
        if (!line.nudge) {
            ++summary_.silences;
            return;
        }
        ++summary_.nudges;
        ++summary_.by_connection[line.connection];
        const auto recent =
            std::ranges::count_if(offered_, [&](Instant at) { return line.at - at < kWeek; });
        summary_.per_week_max = std::max(summary_.per_week_max, static_cast<int>(recent));
    }

    const Settings& settings_;
    const calendar::Zone& zone_;
    const RehearsalPlan& plan_;
    calendar::SlotPlan slots_;
    Goals goals_;
    Memory memory_;
    std::map<std::string, std::vector<LocalTouch>> touches_;
    std::vector<Due> later_; ///< sorted by time
    std::vector<Instant> offered_;
    std::uint64_t ordinal_ = 0;
    Decision decision_;
    RehearsalSummary summary_;
};

} // namespace

void tell_choice(const Event& chosen, const Decision& decision, RehearsalLine& line) {
    const auto& view = decision.goals[*decision.nudge];
    line.withheld = chosen.kind == EventKind::Withheld;
    line.nudge = !line.withheld;
    line.is_return = chosen.is_return;
    line.connection = chosen.connection;
    line.step = chosen.step->name;
    line.title = chosen.title;
    line.body = chosen.body;
    line.sight = chosen.sight;
    line.score = view.score_value();
    line.ratio = view.ratio;
    line.band = view.band;
}

RehearsalSummary rehearse(const Settings& settings, const calendar::Zone& zone,
                          const RehearsalPlan& plan,
                          const std::function<void(const RehearsalLine&)>& each) {
    return Rehearsal(settings, zone, plan).run(each);
}

} // namespace kith::policy
