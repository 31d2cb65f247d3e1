// SPDX-License-Identifier: MIT
// One invented life, lived through the same functions as the daemon's: random people, touches,
// answers, pauses, outages and surroundings. Keeps its own books and holds every offer to them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/policy/life.hpp"
#include "core/policy/offer.hpp"
#include "tests/property/draw.hpp"

namespace kith::test {

/// The books: written by the life itself, never read from the policy.
struct Books {
    struct Offer {
        Instant slot{}, at{};
        std::string connection;
        Kind kind{};
        std::string words;
        bool is_return = false;
        std::string occasion{};
        std::vector<std::string> also{};
    };
    struct Person {
        std::vector<Instant> touches; ///< with a weight, by time of the touch
        std::vector<Instant> unheard; ///< offers of theirs that passed by, seen and noticed
        std::vector<Instant> cycle;   ///< offers since the last touch or not-this-time
        std::optional<Instant> hidden, returns, put_off; ///< a later was said at put_off
        std::optional<Instant> resting_from, resting_until;
        std::vector<std::string> dates_put_off;
        std::map<State, Interval> bounds;              ///< boundaries, each as it was set last
        std::vector<std::pair<State, Interval>> apart; ///< every rest and boundary there was
    };
    struct Ritual {
        Instant stands_from{}; ///< since it was written, or taken up again
        Instant been{};        ///< when the last one that has been began
        int unsaid = 0, cancelled = 0;
        bool asked = false, resting = false;
        std::optional<Instant> kept{}, put_off{}; ///< a yes; a *not now* to the question
        int put_offs = 0;                         ///< since anything else was said
        std::vector<Instant> off{}; ///< called off, as they would have begun where that was said
    };
    struct Spell {
        Instant from{}, until{};
        Energy level{};
    };
    std::vector<Offer> offers;
    std::map<std::string, Person> people;
    std::map<std::string, Ritual> rituals;
    std::optional<Interval> pause;
    std::vector<Interval> pauses, hard_weeks, leaves;
    std::vector<Spell> energy;
    std::vector<Instant> said;    ///< when the person said anything
    std::set<std::string> costly; ///< nudges that passed by and counted, not answered since
    int silences = 0;
};

class Life {
  public:
    /// `seed` decides everything, for `people` at most.
    Life(std::uint64_t seed, int people);

    /// Lives `days` days; each broken rule is told to `broken`.
    void live(int days, const std::function<void(const std::string&)>& broken);

    [[nodiscard]] const Books& books() const { return books_; }
    [[nodiscard]] const policy::Memory& memory() const { return memory_; }

  private:
    void begin();
    void tell(Event event);
    void pass_until(Instant now);
    void live_slot(const calendar::SlotWindow& slot);
    /// Into another zone, a while after `last` and before the next slot; the next slot there.
    std::optional<calendar::SlotWindow> move(Instant last);
    void live_elsewhere(const calendar::Zone& zone);
    void invent_between(Instant from, Instant to);
    void invent_pause(Instant at);
    void invent_days(Instant at);
    void invent_boundary(Instant at);
    void invent_fresh_start(Instant at);
    /// Own steps that name somebody who is gone, with a boundary in force besides.
    void name_the_gone(std::uint64_t seed);
    void begin_rituals();
    void invent_ritual_word(Instant at);
    void note_ritual(const Event& said);
    void check_company(Instant now, const std::string& who);
    void note_state(const Event& event);
    void pass_rituals(Instant now);
    void withhold(const policy::Frame& frame, const Event& chosen);
    void invent_touch(Instant from, Instant to);
    void record(const Touchpoint& touch, Instant now);
    void withdraw_if_needless(Instant now);
    void expire(Instant now);
    void note_end(const Event& event);
    policy::Surroundings invent_surroundings(const calendar::SlotWindow& slot, Instant now);
    void offer(const policy::Frame& frame);
    void plan_answer(const Event& chosen);
    void answer(const std::string& nudge, Answer what, Instant now);
    void check_answer(const policy::Memory& before, const std::string& id, Answer what);
    void check_offer(const policy::Frame& frame, const Event& chosen);
    void check_members(const policy::Frame& frame, const Event& chosen, const std::string& who);
    void check_dates_ahead(const policy::Frame& frame, const Event& chosen, const std::string& who);
    void check_date(const policy::Frame& frame, const Event& chosen, const std::string& who);
    void check_budgets(const Event& chosen, const std::string& who);
    void check_end(const policy::Memory& before, const Event& event);
    void check_late_answer(const policy::Memory& before, bool cost, Answer what, Instant now);
    void check_stillness(Instant now);
    [[nodiscard]] bool stood_still(const Books::Person& person, Instant from, Instant to) const;
    void check_rituals(const std::string& id, const std::string& who);
    void check_ritual_offer(const policy::Frame& frame, const Event& chosen,
                            const std::string& who);
    void check_called_off(const std::string& occasion, Instant now);
    [[nodiscard]] Interval instance_on(calendar::Day day) const;
    [[nodiscard]] bool is_off(const Ritual& ritual, calendar::Day day) const;
    [[nodiscard]] bool was_there(const std::string& id, Instant at) const;
    void check_days(const Event& chosen, const std::string& who);
    [[nodiscard]] Instant soft_end(const Interval& week) const;
    [[nodiscard]] Energy energy_at(Instant now) const;
    [[nodiscard]] int weekly_at(Instant now) const;
    void check_words(const Event& chosen, const std::string& who);
    void check_silence(const policy::Frame& frame);
    void check_folds();
    void rule(bool holds, const char* name, const std::string& detail = {});

    /// What the last slot saw of the clocks.
    struct Look {
        Instant at{};
        std::vector<double> elapsed;
        std::vector<std::size_t> touches;
    };

    Draw draw_;
    Settings settings_;
    calendar::Zone zone_ = calendar::Zone::utc();
    std::vector<State> states_;
    std::vector<Sight> sights_;
    policy::Goals goals_;
    policy::Nameless shunned_; ///< as the daemon has them: those without contact, all others spared
    calendar::SlotPlan slots_; ///< of zone_, as that is now
    Draw travels_;             ///< of its own, so that all else is as it was
    policy::Memory memory_;
    policy::Decision decision_;
    Books books_;
    std::vector<Event> events_;
    std::map<std::string, std::vector<policy::LocalTouch>> touches_;
    std::vector<std::pair<Instant, std::function<void(Instant)>>> agenda_;
    std::array<bool, 64> stale_{};
    bool presence_ = true;
    bool outage_ = false;
    Instant asleep_until_ = Instant::min();
    std::optional<Look> last_look_;
    std::uint64_t ordinal_ = 0;
    Instant begun_{};
    std::function<void(const std::string&)> broken_;
};

} // namespace kith::test
