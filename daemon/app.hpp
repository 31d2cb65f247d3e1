// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/event_loop.hpp"
#include "core/config/load.hpp"
#include "daemon/control/socket.hpp"
#include "daemon/control/user_bus.hpp"
#include "daemon/ledger_keeper.hpp"
#include "daemon/loop/conductor.hpp"
#include "daemon/loop/held_answers.hpp"
#include "daemon/loop/written_answers.hpp"
#include "daemon/options.hpp"
#include "daemon/secrets/store.hpp"

namespace kith::daemon {

/// The composition root: owns every part of the daemon, in the order in which they need each other.
class App {
  public:
    /// Opens the ledger, no more. Throws std::runtime_error where there is no going on: another
    /// daemon has it, or it was written by a newer Kith. Where the disk refuses, that is tried
    /// again while running.
    /// `held` is what an App before this one could not note down.
    App(const Options& options, const Clock& clock, std::deque<HeldAnswers::Answer> held = {});
    App(const App&) = delete;
    App& operator=(const App&) = delete;
    ~App();

    /// The zone a moment on the command line is meant in: `timezone` as it is written in the
    /// configuration, whatever else may be wrong there; else the computer's.
    static calendar::Zone zone_written(const Options& options);

    /// READY, then the loop, until SIGTERM or SIGINT. The exit code.
    int run();
    /// `kithd --once`.
    int run_once(bool json);
    /// After run(): the ledger is not in its place any more, and another App is to open what is
    /// there now.
    [[nodiscard]] bool begins_anew() const { return begins_anew_; }
    [[nodiscard]] std::deque<HeldAnswers::Answer> leave_held() { return held_.leave(); }

  private:
    /// Nothing when it is open.
    std::optional<ledger::Refusal> open_ledger();
    /// What is remembered and what is configured.
    void take_up();
    void begin_anew();
    void stop();
    void go_on();
    void load_config();
    bool adopt(config::Parsed parsed, bool last_good);
    /// Into force, and kept; or, where the disk refuses to remember it, held for another try.
    void take(config::Parsed parsed, config::Loaded loaded);
    /// What was good and could not be remembered is tried again, whatever it is followed by.
    void take_refused();
    void use_last_good();
    void load_words();
    void keep_good(const config::Loaded& loaded);
    /// What `kith check` and `kith rehearse` may know, where that has changed.
    void keep_glance();
    Result<void> clear_plugins();
    void watch_config();
    void read_again_later();
    void watch_time();
    /// The zone these settings ask for; `note` says what could not be used.
    static calendar::Zone zone_of(const Settings& settings, std::string& note);
    void look_at_zone();
    void reload();
    void read_anew();
    /// What is wrong with the configuration as it was read last, or empty.
    [[nodiscard]] std::string first_problem() const;
    /// Why what was read last is not in force, or empty.
    [[nodiscard]] std::string why_not_in_force() const;
    [[nodiscard]] std::string wrong_place() const;
    [[nodiscard]] std::vector<Ailment> health() const;
    [[nodiscard]] std::vector<Ailment> health_of_disk() const;
    [[nodiscard]] std::vector<Ailment> health_of_settings() const;
    [[nodiscard]] std::vector<Ailment> health_of_plugins() const;
    [[nodiscard]] std::vector<std::string> confinement() const;
    void wire_parts();
    /// What came of an offer where it was shown. An error where that could not be remembered.
    Result<void> hear(const HeldAnswers::Answer& answer);
    void say_held();
    void say_held_soon();

    EventLoop loop_;
    const Clock& clock_;
    std::filesystem::path config_dir_, state_dir_;
    LedgerKeeper keeper_;
    bool begins_anew_ = false;
    std::string left_behind_; ///< why not all could be cleared that plugins keep
    SecretStore secrets_;
    Life life_;
    fleet::Fleet fleet_;
    Jobs jobs_;
    Senses senses_;
    Delivery delivery_;
    Notices notices_;
    Answers answers_;
    HeldAnswers held_;
    WrittenAnswers written_;
    Troubles troubles_;
    Conductor conductor_;
    Doctor doctor_;
    Commands commands_;
    std::unique_ptr<ControlSocket> control_;
    std::unique_ptr<UserBus> bus_;
    config::Problems problems_; ///< of the last reading, when it was not taken
    config::Problems word_problems_;
    std::string glance_; ///< as it was written last
    bool on_last_good_ = false;
    std::map<std::string, std::string> prints_; ///< of the plugins of what is in force
    bool not_adopted_ = false;                  ///< a good configuration could not be remembered
    std::optional<config::Loaded> refused_;     ///< that one, as it was read
    std::chrono::seconds adopt_again_{};        ///< and is tried again after so long
    bool read_soon_ = false;                    ///< a plugin is new, or has other settings
    bool taken_up_ = false; ///< the ledger and the configuration, as far as that is good
    std::chrono::seconds next_try_{10};
    std::string zone_note_; ///< why the time zone is not the one of this computer
    TimerSource reload_soon_, reread_;
    SignalSource hangup_, terminate_, interrupt_;
    TimerSource try_again_; ///< while the disk refuses
    std::vector<InotifySource> watches_;
    std::unique_ptr<ClockChangeSource> clock_change_;
    std::optional<InotifySource> zone_watch_;
};

} // namespace kith::daemon
