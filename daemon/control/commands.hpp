// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "daemon/life/ailment.hpp"
#include "daemon/life/outlook.hpp"
#include "daemon/loop/answers.hpp"
#include "daemon/loop/conductor.hpp"
#include "daemon/loop/doctor.hpp"

namespace kith::daemon {

/// Whether org.kith.Kith1 is reached on the user bus too, beside the control socket.
struct BusStanding {
    bool held = false;
    std::string text; ///< one sentence, where it is not
};

/// Why a command did not do what was asked.
struct CommandError {
    bool wrong_use = false; ///< exit code 2 rather than 1
    std::string text;
};
using CommandResult = std::expected<Json, CommandError>;

/// What only the whole daemon knows.
struct Household {
    std::function<std::vector<Ailment>()> health;
    std::function<std::vector<std::string>()> jail;
    /// Whether some deliverer may bring an offer, as far as its last try tells.
    std::function<bool()> brings;
    std::function<BusStanding()> bus;
    /// Reads the configuration anew; the first thing wrong with it, or nothing.
    std::function<std::string()> reload;
    /// Whether something was wrong with it as it was read last.
    std::function<bool()> mistaken;
    /// Tries what can be tried, and then says what was found.
    std::function<void(bool ring, std::function<void(Examination)>)> examine;
    /// The help page, line by line, in the language and for the country in force.
    std::function<std::vector<std::string>()> help;
    /// The folder of the configuration.
    std::filesystem::path config_dir;
    /// Empties what plugins keep beside the ledger; the error says what could not go.
    std::function<Result<void>()> clear_plugins;
};

/// The commands of org.kith.Kith1, each one JSON reply. What they need of the daemon is handed in.
class Commands {
  public:
    Commands(Life& life, Senses& senses, Conductor& conductor, Answers& answers, Household house)
        : life_(life), senses_(senses), conductor_(conductor), answers_(answers),
          house_(std::move(house)) {}

    CommandResult status();
    CommandResult list();
    CommandResult ids();
    /// Rhythms that could be kinder, as a diff of the configuration.
    CommandResult kinder();
    CommandResult show(const std::string& name);
    CommandResult why(const std::string& name, bool turned);
    using Done = std::function<void(CommandResult)>;
    /// `done` gets the answer, at once or when calendars have been read.
    void next(const Done& done);
    CommandResult outstanding();
    void offer(int minutes, const Done& done);
    CommandResult log(const Answers::Logged& what);
    CommandResult not_a_touch(const std::string& ref);
    CommandResult undo();
    CommandResult forget(const std::string& name);
    CommandResult answer(const std::string& word, const std::string& nudge);
    CommandResult plan(const std::string& name, const std::string& when);
    CommandResult rest(const std::string& name, const std::string& until);
    CommandResult wake(const std::string& name);
    CommandResult pause(const std::string& until);
    CommandResult resume();
    CommandResult fresh_start();
    CommandResult boundary(State state, const std::string& name, bool over);
    CommandResult energy(const std::string& level, const std::string& until);
    CommandResult hard_week(int days, bool over);
    CommandResult away(const std::string& why, const std::string& until);
    CommandResult hello(bool over);
    CommandResult reload();
    /// Tries everything; `done` gets the answer when the last has ended, or at once.
    void doctor(bool ring, const Done& done);
    CommandResult note(const std::string& name, const std::string& text, const std::string& on,
                       const std::string& until);
    CommandResult felt(const std::string& how, const std::string& name);
    CommandResult self_check(const std::string& answers);
    CommandResult ritual(const std::string& id, const std::string& word);
    CommandResult reflect();
    CommandResult lean_on();
    CommandResult ask(const std::string& kind, const std::string& name, const std::string& about);

  private:
    /// Runs `make` with everything there is to tell.
    CommandResult look(const std::function<CommandResult(const Outlook&)>& make);
    /// Why nothing can be told or done yet, if so.
    [[nodiscard]] std::optional<std::string> unready() const;
    CommandResult said(Result<std::string> outcome);
    /// Where the configuration speaks of them.
    [[nodiscard]] std::vector<std::string> lines_about(const Connection& connection) const;
    [[nodiscard]] Json findings(const Examination& found) const;
    /// What is wrong with a moment as typed, if anything.
    [[nodiscard]] std::optional<std::string> bad_moment(const std::string& text) const;
    CommandResult offer_now(int minutes);
    /// The help page, shown at once.
    [[nodiscard]] Json help() const;
    /// The idea of a group, if it is time for one; it is told from here on.
    [[nodiscard]] std::string an_idea();
    struct Longer {
        std::size_t goal = 0;
        std::string every;
    };
    /// Of how contact has come so far; the person may like to write it down.
    [[nodiscard]] std::vector<Longer> longer_rhythms(const Outlook& o) const;
    /// Without those nobody is to hear of; of whoever is gone themselves, no offer either.
    [[nodiscard]] std::vector<PastLine> past_of(const Outlook& o, std::size_t goal) const;

    Life& life_;
    Senses& senses_;
    Conductor& conductor_;
    Answers& answers_;
    Household house_;
    bool examining_ = false;
};

} // namespace kith::daemon
