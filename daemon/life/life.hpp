// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "core/config/parse.hpp"
#include "core/policy/life.hpp"
#include "core/policy/shunned.hpp"
#include "core/words/bank.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/life/source.hpp"

namespace kith::daemon {

/// Notes about others that speak of somebody: those that forget() erases with them, since they call
/// them by name beyond doubt, and those that may mean them and stay.
struct NotesOfOthers {
    int going = 0, staying = 0;
};

/// The state of the daemon: the configuration in force, what is remembered, and the one way to
/// change either. Every change is written to the ledger first and held in memory only then; where
/// the disk refuses, nothing has happened. One thread.
class Life {
  public:
    /// Without a ledger: nothing begins before use().
    explicit Life(const Clock& clock) : clock_(clock) {}
    Life(ledger::Ledger& ledger, const Clock& clock) : ledger_(&ledger), clock_(clock) {}
    void use(ledger::Ledger& ledger) { ledger_ = &ledger; }
    /// Before begin() has succeeded: it will be another one.
    void let_go() { ledger_ = nullptr; }
    /// Takes up the fold, or begins one. Cheap, however long the ledger is.
    Result<void> begin();
    /// After begin(), where the ledger is a copy put back, or new in place of a damaged one: an
    /// open offer is unknown, and Kith settles (policy/from_copy.hpp). `glance` is the text of the
    /// one that lies beside it: whom it keeps apart stays so, as soon as a configuration names
    /// them.
    Result<void> go_on_from_copy(const std::string& glance);
    /// Corrects what a clock ahead of its time has dated, as begin() does.
    Result<void> heal();
    /// Takes a configuration without errors into force: new connections appear, edited ones get
    /// their k back, and G goes to 0. Refuses while what was remembered cannot be read.
    Result<void> adopt(config::Parsed parsed, const calendar::Zone& zone);
    /// The computer has moved: slots, nights and days are those of `zone` from here on.
    Result<void> rezone(const calendar::Zone& zone);
    /// What is said from now on, in the language of the settings.
    void speak(words::Bank bank) { words_ = std::move(bank); }
    [[nodiscard]] const words::Bank& words() const { return words_; }
    /// Works the goals out anew for what holds now (states, sight) and refolds the clocks whose
    /// terms changed. Called before every decision and after READY.
    Result<void> refresh();
    using More = std::function<void(ledger::Change&)>;
    /// Touchpoints that `source` says were none.
    struct Retraction {
        std::string source;
        std::vector<std::string> refs;
    };
    /// What happened, in one transaction: events in order, touchpoints once; without an event a
    /// source told them. `more` may add to it. Returns the touchpoints that were new.
    Result<std::vector<Touchpoint>> commit(std::vector<Event> events,
                                           const std::vector<Touchpoint>& touches,
                                           const More& more = {},
                                           const Retraction& retraction = {});
    /// Something the person said: its touchpoints are taken back together with it.
    Result<void> commit_said(const policy::Reply& reply);
    /// Sensed touchpoints of an instance with its source row, in one transaction; a record told
    /// otherwise is corrected. First the refs the instance takes back go. Returns the new and the
    /// corrected ones.
    Result<std::vector<Touchpoint>> commit_sensed(const std::vector<Touchpoint>& touches,
                                                  const Source& source,
                                                  const std::vector<std::string>& retracted = {});
    /// Takes back all of the last thing said; the sentence says what. An error where there is
    /// nothing.
    Result<std::string> undo();
    /// Rewrites the ledger without a trace of someone who is no longer configured.
    Result<void> forget(const std::string& id);
    /// No contact with `connection` from here on, or (`over`) no longer: `event` says which. They
    /// are known again by what is left of them, also under another id with one of their addresses.
    Result<void> shun(const Connection& connection, const Event& event, bool over);
    /// The same at an end for someone whose lines are gone; false where nobody of that id is kept.
    Result<bool> unshun(const std::string& id);
    /// Takes those without contact out of a text, also where the configuration no longer has them.
    [[nodiscard]] const policy::Nameless& shunned_names() const;
    /// Those without contact, as hashes.
    [[nodiscard]] const policy::Shunned& shunned() const { return shunned_; }
    [[nodiscard]] bool is_shunned(const std::string& id) const {
        return !shunned_.mark(id).empty();
    }
    /// Of somebody without contact.
    [[nodiscard]] NotesOfOthers notes_of_others(const std::string& id) const;
    /// A touchpoint that was none. Error where `ref` fits none or several.
    Result<std::string> not_a_touch(const std::string& ref);

    [[nodiscard]] const Settings& settings() const { return parsed_.settings; }
    [[nodiscard]] const config::Origins& origins() const { return parsed_.origins; }
    [[nodiscard]] const policy::Goals& goals() const { return goals_; }
    [[nodiscard]] const policy::Memory& memory() const { return memory_; }
    /// Only when ready().
    [[nodiscard]] const calendar::SlotPlan& slots() const;
    [[nodiscard]] const calendar::Zone& zone() const { return goals_.zones.front(); }
    [[nodiscard]] const std::vector<Source>& sources() const { return sources_; }
    [[nodiscard]] Source* source(const std::string& instance);
    /// These instances and no others count as sources, also those that have told nothing yet; what
    /// the ledger knows of others waits there.
    void keep_sources(const std::vector<std::string>& instances);
    [[nodiscard]] bool ready() const { return slots_.has_value(); }
    /// A source has told of more than anybody's life holds: a million touchpoints. It is not read
    /// any more, so that no plugin fills the disk.
    [[nodiscard]] bool is_full(const std::string& instance) const;
    [[nodiscard]] bool begun() const { return begun_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }
    [[nodiscard]] ledger::Ledger& ledger() { return *ledger_; }
    /// Facts of all goals, with what calendars know of the future.
    [[nodiscard]] policy::Board board(Instant slot, Instant now,
                                      const std::vector<policy::Upcoming>& upcoming) const;
    /// The state in force of a goal, by its index.
    [[nodiscard]] State state_of(std::size_t goal) const;
    /// As the configuration has it, whatever else holds; nothing for somebody not configured.
    [[nodiscard]] std::optional<State> written_state(const std::string& id) const;
    /// Ended, remembered or no_contact, each where it holds for somebody by a line alone which the
    /// configuration has no more. Whom it is about is not told.
    [[nodiscard]] std::vector<State> outlived_lines() const;
    /// That of connection `i` where only a line says so that was taken out.
    [[nodiscard]] std::optional<State> outlived_line(std::size_t i) const;
    /// The error of find_exact() for somebody unknown.
    [[nodiscard]] static std::string nobody_called(const std::string& name);
    /// By the id as written or the whole name, meaning nobody else; those without contact too.
    [[nodiscard]] Result<std::size_t> find_exact(const std::string& name) const;
    /// A connection in the journal: a hash with the ledger's own salt, always the same.
    [[nodiscard]] std::string alias(const std::string& connection);
    /// By id, by a name only one has, or by an unambiguous beginning; else who could be meant.
    [[nodiscard]] Result<std::size_t> find(const std::string& name) const;
    /// What those `name` could mean are called, by their labels; whoever is discreet is left out.
    [[nodiscard]] std::vector<std::string> could_be(const std::string& name) const;
    /// How many entries of the ledger could not be read when the past was last told anew.
    [[nodiscard]] int unread() const { return unread_; }
    /// True while the ledger takes what is written to it.
    [[nodiscard]] bool remembers() const { return trouble_.empty(); }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// The file itself is wrong somewhere, whatever else it still takes: the next start looks into
    /// that.
    [[nodiscard]] bool is_damaged() const { return ledger_ && ledger_->is_suspect(); }

  private:
    /// Whom a name fits: by whole name, else by beginning.
    [[nodiscard]] std::vector<std::size_t> fitting(const std::string& wanted) const;
    /// The name or id nearest to a mistyped one, or empty.
    [[nodiscard]] std::string near(const std::string& wanted) const;
    void load_sources();
    void prepare_goals(const calendar::Zone& own);
    /// Whom go_on_from_copy() found kept apart.
    Result<void> keep_apart();
    /// Keeps who is without contact from `event` on; `mark` is of whom it tells.
    Result<void> bound(const Event& event, policy::Shunned next, const std::string& mark);
    /// Whoever is shunned has the state no_contact, whatever was written.
    void shun_known();
    [[nodiscard]] bool rests_otherwise(const std::string& id) const;
    /// Those written as being without contact, by id, each with the hashes they are known by.
    [[nodiscard]] std::map<std::string, std::string> unsaid_lines() const;
    [[nodiscard]] bool outlasts(const std::string& id, const std::string& hashes) const;
    [[nodiscard]] std::vector<std::string> names_in(const std::vector<Event>& events) const;
    void reconsider(policy::Shunned& shunned, const Event& event) const;
    static constexpr auto kShunnedKey = "no_contact"; ///< in the ledger
    Result<void> appear(const std::map<std::string, std::string>& prints);
    /// Those of a source come with no event. The clocks of `late` are told anew. Returns the new
    /// and the corrected ones.
    std::vector<Touchpoint> record(ledger::Change& change, policy::Memory& next,
                                   const std::vector<Touchpoint>& touches,
                                   std::optional<std::int64_t> by_event,
                                   std::set<std::string> late);
    /// What others' texts say of those without contact. Borrows; for one call.
    [[nodiscard]] ledger::Mentions mentions_of_shunned() const;
    /// Whether anybody ever was without contact, so that something may be kept under a veil.
    [[nodiscard]] bool may_veil() const;
    [[nodiscard]] std::string veiled(const std::string& source, const std::string& ref) const;
    /// As the ledger keeps them: called after nobody without contact.
    [[nodiscard]] std::vector<Touchpoint> veiled(std::vector<Touchpoint> touches) const;
    [[nodiscard]] Retraction veiled(Retraction retraction) const;
    Result<void> refold(const std::vector<std::string>& ids, const More& first = {});
    Result<void> rebuild(const More& first = {});
    /// Tells the events anew for who is named with whom now; the clocks stay.
    Result<void> rename();
    using Terms = std::map<std::string, std::string>;
    using SetClock = std::function<void(policy::Memory& next, const std::string& id, Terms& terms)>;
    /// Tells the events anew, after `first`; `set_clock` gives each connection its clock.
    Result<void> retell(Terms terms, const More& first, const SetClock& set_clock);
    /// Works a clock of `next` out from its touchpoints; false for someone not configured.
    bool tell_clock(policy::Memory& next, const std::string& id);
    void put_touch(policy::Memory& next, const Touchpoint& touch, std::set<std::string>& late);
    [[nodiscard]] std::string terms_print(const policy::Goal& goal) const;
    [[nodiscard]] std::string naming_print() const;
    Result<void> take_up(config::Parsed parsed, const calendar::Zone& zone);
    Result<void> noted(Result<void> outcome);

    ledger::Ledger* ledger_ = nullptr;
    const Clock& clock_;
    config::Parsed parsed_;
    words::Bank words_;
    policy::Shunned shunned_;
    mutable std::optional<policy::Nameless> shunned_names_; ///< made where it is asked for
    std::vector<State> written_states_;              ///< as configured, aligned to the connections
    std::map<std::string, std::string> unsaid_gone_; ///< marks of those shunned by a line that went
    policy::Memory memory_;
    policy::Goals goals_;
    std::optional<calendar::SlotPlan> slots_;
    std::vector<Source> sources_;
    std::map<std::string, std::string> terms_; ///< what each clock was folded with
    bool begun_ = false;
    bool fold_again_ = false; ///< the fold waits for a configuration to be made from the start
    static constexpr auto kUnreadKey = "unread"; ///< in the ledger
    int unread_ = 0;
    std::string trouble_;
    std::string alias_salt_;
};

} // namespace kith::daemon
