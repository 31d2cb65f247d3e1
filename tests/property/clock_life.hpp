// SPDX-License-Identifier: MIT
// One invented life by the daemon's own state and ledger, on a clock that is set wrong now and then
// and put right later, with suspends, restarts and journeys. Its books are kept in true time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/life/life.hpp"
#include "tests/property/draw.hpp"
#include "tests/support/temp_dir.hpp"

namespace kith::test {

class ClockLife {
  public:
    /// `seed` decides everything.
    explicit ClockLife(std::uint64_t seed);

    /// Lives `days` days; each broken rule is told to `broken`.
    void live(int days, const std::function<void(const std::string&)>& broken);

    [[nodiscard]] std::size_t offers() const { return offers_.size(); }

  private:
    /// The clock on the wall.
    struct Wall final : Clock {
        Instant truth{};
        std::chrono::seconds ahead{}; ///< of the truth; below 0: behind
        [[nodiscard]] Instant now() const override { return truth + ahead; }
    };
    struct Offer {
        Instant slot{}, at{}; ///< in truth
        std::string connection;
        int spell = 0;
    };

    void start();
    void adopt();
    /// What Conductor does at each waking.
    void wake();
    void mark_alive();
    void expire();
    void sense();
    void decide(const calendar::SlotWindow& slot);
    void offer(const policy::Frame& frame, const policy::Decision& decision);
    /// The clock is set: as Conductor::clock_changed().
    void set_clock(std::chrono::seconds ahead);
    void invent(Instant from);
    void invent_spell(Instant from);
    void invent_touch(Instant at);
    void invent_answer(const std::string& nudge);
    void answer(const std::string& nudge);
    void pause();
    void note_touch(const Touchpoint& touch);
    [[nodiscard]] Instant next_waking() const;
    /// No ledger is asked of by a clock that is surely wrong.
    [[nodiscard]] bool looks() const;

    void check_offer(const policy::Frame& frame, const Offer& offer);
    void check_clocks();
    void check_fold();
    void rule(bool holds, const char* name, const std::string& detail = {});

    Draw draw_;
    TempDir dir_;
    Wall wall_;
    config::Parsed parsed_;
    calendar::Zone zone_;
    std::unique_ptr<ledger::Ledger> ledger_;
    std::unique_ptr<daemon::Life> life_;
    Instant alive_{};                     ///< by the wall, kept over restarts
    Instant last_wake_{}, awake_since_{}; ///< by the wall, and in truth
    Instant slot_done_ = Instant::min();
    Instant asleep_until_ = Instant::min();                ///< in truth
    std::multimap<Instant, std::function<void()>> agenda_; ///< in truth
    std::vector<Touchpoint> unread_; ///< what the source will tell when it is asked next

    std::vector<Offer> offers_;
    std::map<std::string, std::vector<Touchpoint>> touches_; ///< as they were
    std::map<std::string, Instant> first_seen_;
    std::vector<Interval> pauses_;
    std::chrono::seconds blur_{}; ///< how far a clock may be off for all the spells there were
    int spell_ = 0;               ///< 0 while the clock is right
    Instant spell_from_{};
    int spells_ = 0;
    bool shaken_ = false; ///< the next slot has to stay silent
    int refs_ = 0;
    std::function<void(const std::string&)> broken_;
};

} // namespace kith::test
