// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "daemon/life/life.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_clock.hpp"

namespace kith::test {

inline const Instant kStart{std::chrono::seconds{1'790'000'000}};

/// Ana and Lee; `ana` adds to Ana's own settings.
inline config::Parsed two_people(const std::string& ana = "circle: inner") {
    return config::parse({{"kith.yaml",
                           "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                           "  - {id: ana, name: Ana, addresses: [ana@example.net], " +
                               ana + "}\n  - {id: lee, name: Lee, circle: close}\n",
                           false}},
                         nullptr);
}

/// The memory as the ledger tells it from the first event on.
inline policy::Memory told_from_the_start(daemon::Life& life) {
    policy::Memory anew;
    const auto& goals = life.goals();
    for (const auto& e : life.ledger().events()) policy::apply(anew, e, goals.naming);
    for (auto& [id, c] : anew.connections) {
        std::vector<policy::LocalTouch> touches;
        for (const auto& t : life.ledger().touches_of(id))
            touches.push_back(policy::to_local_touch(t, life.zone()));
        c.clock = policy::replay(goals.all[*goals.find(id)].terms, c.first_seen, touches,
                                 policy::frozen_intervals(anew, c));
    }
    return anew;
}

/// A life of two on a ledger in `dir`, begun and configured.
class SmallLife {
  public:
    SmallLife(std::filesystem::path dir, const Clock& clock, config::Parsed parsed = two_people())
        : dir_(std::move(dir)), clock_(clock) {
        restart(std::move(parsed));
    }
    void restart(config::Parsed parsed = two_people()) {
        life_.reset();
        ledger_.reset();
        auto opened = ledger::Ledger::open(dir_, clock_.now());
        REQUIRE(opened);
        ledger_ = std::move(opened->ledger);
        life_ = std::make_unique<daemon::Life>(*ledger_, clock_);
        REQUIRE(life_->begin());
        REQUIRE(life_->adopt(std::move(parsed), calendar::Zone::utc()));
        REQUIRE(life_->refresh());
    }
    daemon::Life* operator->() { return life_.get(); }
    daemon::Life& operator*() { return *life_; }

    /// Held, stored and told from the start are one.
    void check_whole() {
        CHECK(life_->memory() == told_from_the_start(*life_));
        const auto stored = ledger_->load_fold();
        REQUIRE(stored);
        CHECK(*stored == life_->memory());
    }

  private:
    std::filesystem::path dir_;
    const Clock& clock_;
    std::unique_ptr<ledger::Ledger> ledger_;
    std::unique_ptr<daemon::Life> life_;
};

inline Event event_about(const std::string& who, EventKind kind, Instant at,
                         const std::string& nudge = "00ff") {
    Event e;
    e.kind = kind;
    e.at = at;
    e.connection = who;
    e.nudge = nudge;
    return e;
}

inline Event answer_of(const std::string& who, Answer answer, Instant at,
                       const std::string& nudge = "00ff") {
    auto e = event_about(who, EventKind::Answered, at, nudge);
    e.answer = answer;
    return e;
}

inline Event choice_of(const std::string& who, Instant slot, const std::string& nudge = "00ff") {
    auto e = event_about(who, EventKind::Chosen, slot, nudge);
    e.slot = slot;
    e.step = built_in_steps().front();
    e.opens_cycle = true;
    return e;
}

inline Touchpoint mail_from(const std::string& who, const std::string& ref, Instant at) {
    Touchpoint t;
    t.at = at;
    t.connection = who;
    t.channel = Channel::Email;
    t.direction = Direction::In;
    t.source = "mail";
    t.ref = ref;
    return t;
}

inline Touchpoint said(const std::string& who, const std::string& ref, Instant at) {
    auto t = mail_from(who, ref, at);
    t.source = "manual";
    t.said = true;
    return t;
}

} // namespace kith::test
