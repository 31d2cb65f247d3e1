// SPDX-License-Identifier: MIT
#include "daemon/app.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <malloc.h>
#include <stdexcept>
#include <systemd/sd-daemon.h>
#include <utility>

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/paths.hpp"
#include "base/remove_tree.hpp"
#include "base/text.hpp"
#include "core/calendar/zone_auto.hpp"
#include "core/config/support_file.hpp"
#include "core/policy/line.hpp"
#include "daemon/control/replies.hpp"
#include "daemon/life/unnamed.hpp"

namespace kith::daemon {
namespace {

constexpr std::chrono::seconds kLastTry = std::chrono::minutes{10};
constexpr std::chrono::seconds kLastTryForOther = std::chrono::minutes{2};

/// What `kithd --once` says of an offer that did not surely arrive.
std::string_view not_brought(Handed how) {
    switch (how) {
    case Handed::PutOff:
        return "No deliverer could take this just now; another run in this slot brings it.";
    case Handed::Unknown: return "This may have arrived or not, so it is not brought again.";
    default: return "No deliverer could bring this; `kith doctor` tells more.";
    }
}

std::filesystem::path or_default(const std::filesystem::path& given,
                                 const std::filesystem::path& fallback) {
    return given.empty() ? fallback : given;
}

} // namespace

App::App(const Options& options, const Clock& clock, std::deque<HeldAnswers::Answer> held)
    : clock_(clock), config_dir_(or_default(options.config, config_home() / "kith")),
      state_dir_(or_default(options.state, state_home() / "kith")),
      keeper_(state_dir_, clock, life_), secrets_(loop_), life_(clock),
      fleet_(loop_, clock, host_path(), secrets_), jobs_(fleet_, life_, state_dir_),
      senses_(jobs_, life_), delivery_(jobs_, life_), notices_(jobs_, life_),
      answers_(life_, senses_, delivery_),
      held_(
          loop_, [this](const auto& answer) { return hear(answer); }, std::move(held)),
      written_(life_, jobs_, answers_), troubles_(jobs_, life_),
      conductor_(loop_, life_, senses_, delivery_, notices_, answers_, troubles_),
      doctor_(jobs_, life_, senses_, secrets_),
      commands_(
          life_, senses_, conductor_, answers_,
          {.health =
               [this] {
                   keeper_.look_after();
                   return health();
               },
           .jail = [this] { return confinement(); },
           .brings =
               [this] {
                   return !std::ranges::all_of(life_.settings().deliver, [this](const auto& id) {
                       return troubles_.brings_nothing(id);
                   });
               },
           .bus = [this] { return bus_ ? bus_->standing() : BusStanding{}; },
           .reload =
               [this] {
                   reload();
                   return why_not_in_force();
               },
           .mistaken = [this] { return !problems_.empty(); },
           .examine =
               [this](bool ring, std::function<void(Examination)> done) {
                   if (!left_behind_.empty()) (void)clear_plugins();
                   say_held();
                   if (!taken_up_ || !problems_.empty() || !zone_note_.empty() || not_adopted_)
                       reload();
                   keeper_.look_after();
                   if (!life_.ready() || keeper_.is_moved())
                       return done({}); // there is nothing that could be tried
                   delivery_.keep_shown(true);
                   doctor_.examine(ring, std::move(done));
               },
           .help =
               [this] {
                   const auto known =
                       config::load_support(bundled_words_dir().parent_path(), config_dir_);
                   return config::help_page(life_.words(), known, life_.settings().you.country);
               },
           .config_dir = std::filesystem::absolute(config_dir_),
           .clear_plugins = [this] { return clear_plugins(); }}),
      reload_soon_(loop_, TimerClock::Monotonic, [this] { reload(); }),
      reread_(loop_, TimerClock::Boottime, [this] { reload(); }),
      hangup_(loop_, SIGHUP, [this] { reload(); }), terminate_(loop_, SIGTERM, [this] { stop(); }),
      interrupt_(loop_, SIGINT, [this] { stop(); }),
      try_again_(loop_, TimerClock::Boottime, [this] { go_on(); }) {
    wire_parts();
    // A service waits, for the one somebody has started by hand or for a newer Kith, rather than
    // start anew for ever; who starts it by hand is told at once.
    const bool patient = std::getenv("NOTIFY_SOCKET") != nullptr;
    if (auto refused = open_ledger(); refused && !refused->may_pass && !patient)
        throw std::runtime_error(refused->text);
}

/// What is said after it is still said of nobody.
App::~App() {
    set_log_filter(
        journal_filter(life_.settings(), [kept = life_.shunned()]() -> auto& { return kept; }));
}

std::optional<ledger::Refusal> App::open_ledger() {
    auto refused = keeper_.open();
    if (!refused && control_) control_->try_now(); // who had the ledger had the socket too
    return refused;
}

void App::take_up() {
    if (!keeper_.is_open() && open_ledger()) return;
    if (const auto begun = life_.begun() ? Result<void>{} : life_.begin(); !begun) {
        log_event(Level::Error, "the ledger cannot be read in full", {{"why", begun.error().text}});
        // Damage was marked where it was met: opened again, the file is looked through and set
        // aside.
        keeper_.close();
        if (!open_ledger()) (void)life_.begin();
    }
    // What was lost has to be known first: where it cannot be, all of this is tried again.
    if (!life_.begun() || !keeper_.deal_with_loss(troubles_)) return;
    load_config();
    load_words();
    // What reading the configuration took is not needed again for months.
    (void)::malloc_trim(0);
}

/// From the first look on, or from when the disk gives way again.
void App::go_on() {
    const bool waited = !taken_up_;
    if (waited) {
        // First, whatever breaks on the way.
        try_again_.set_in(next_try_, std::chrono::seconds{1});
        next_try_ =
            std::min(next_try_ * 2, keeper_.waits_for_other() ? kLastTryForOther : kLastTry);
        take_up();
    }
    taken_up_ = keeper_.is_open() && life_.begun() && !keeper_.loss_waits() && !not_adopted_;
    if (taken_up_) try_again_.disable();
    if (!waited || !life_.ready()) return;
    (void)life_.refresh();
    delivery_.resume();
    conductor_.wake();
}

void App::wire_parts() {
    keeper_.on_moved = [this] { begin_anew(); };
    secrets_.on_unlock = [this] {
        if (life_.ready() && fleet_.try_secrets_again()) conductor_.look_again();
    };
    fleet_.on_health = [this](const fleet::Health& health) { troubles_.note(health); };
    senses_.on_news = [this] {
        (void)life_.refresh();
        answers_.withdraw_if_needless();
    };
    conductor_.on_wake = [this] {
        keeper_.look_after();
        if (!zone_note_.empty()) look_at_zone(); // zone data may be back
        (void)held_.again();
    };
    senses_.on_reply = [this](const wire::ReplyRecord& reply) {
        auto taken = written_.take(reply);
        conductor_.replan();
        return taken;
    };
    delivery_.on_answer = [this](const std::string& nudge, const std::string& word) {
        held_.take({nudge, word, life_.now()});
        conductor_.replan();
    };
    held_.on_taken = [this] { conductor_.replan(); };
    answers_.on_change = [this] {
        const auto news = to_line(Json{{"outstanding", life_.memory().outstanding.has_value()}});
        if (control_) control_->changed(news);
        if (bus_) bus_->changed(news);
    };
    conductor_.on_replan = [this] {
        keep_glance();
        say_held_soon();
    };
    conductor_.on_offer = [this] {
        const auto open = commands_.outstanding();
        if (!open) return;
        if (control_) control_->nudge_offered(to_line(*open));
        if (bus_) bus_->nudge_offered(to_line(*open));
    };
}

/// What is known here, that ledger alone knew: another App begins with what is there now.
void App::begin_anew() {
    loop_.post([this] {
        begins_anew_ = true;
        keeper_.leave(glance_);
        loop_.exit(0);
    });
}

void App::stop() {
    begins_anew_ = false;
    (void)held_.again(); // the last time: once the loop is over, nothing can be tried again
    loop_.exit(0);
}

/// Now, and once more when what runs just now has ended: it may still write.
Result<void> App::clear_plugins() {
    const auto clear = [this] {
        const auto done = remove_tree(state_dir_ / "plugins");
        left_behind_ = done ? std::string{} : done.error().text;
        return done;
    };
    auto done = clear();
    senses_.after_runs([clear] {
        if (const auto again = clear(); !again)
            log_event(Level::Warning, "what plugins keep could not all be removed",
                      {{"why", again.error().text}});
    });
    return done;
}

int App::run() {
    control_ = std::make_unique<ControlSocket>(loop_, commands_, runtime_dir() / "kith");
    bus_ = std::make_unique<UserBus>(loop_, commands_);
    (void)loop_.set_watchdog(true);
    (void)sd_notify(0, "READY=1");
    // Everything that may take a while comes after READY; who calls meanwhile waits for the answer.
    loop_.post([this] {
        watch_config();
        watch_time();
        go_on();
    });
    const int code = loop_.run();
    if (!begins_anew_) (void)sd_notify(0, "STOPPING=1");
    return code;
}

int App::run_once(bool json) {
    take_up();
    policy::RehearsalLine result;
    auto handed = Handed::Delivered;
    bool told = false;
    if (life_.ready()) {
        (void)life_.refresh();
        delivery_.resume();
        conductor_.run_once([&](const policy::RehearsalLine& line, Handed how) {
            result = line;
            handed = how;
            told = true;
            loop_.exit(0);
        });
        (void)loop_.run();
        if (!told) {
            log_event(Level::Notice, "stopped before anything was decided");
            return 1;
        }
    } else if (life_.begun()) {
        for (const auto& each : health()) log_event(Level::Error, each.line);
        return 1;
    } else {
        result.at = clock_.now();
        result.because.add(policy::Guard::Stale);
    }
    const auto& trouble = keeper_.is_open() ? life_.trouble() : keeper_.refusal();
    if (json) {
        const auto zone = life_.ready() ? life_.zone() : calendar::system_zone().zone;
        auto line = policy::to_json(result, zone);
        if (!result.nudge && !trouble.empty()) line["trouble"] = trouble;
        if (result.nudge) line["delivered"] = handed == Handed::Delivered;
        if (result.nudge && handed != Handed::Delivered) line["trouble"] = not_brought(handed);
        fmt::print("{}\n", to_line(line));
    } else if (result.withheld) {
        fmt::print("kept back by the coin of honest_check: an offer about {}\n", result.connection);
    } else if (result.nudge) {
        fmt::print("{}  {}\n", result.title, result.body);
        if (handed != Handed::Delivered) fmt::print("{}\n", not_brought(handed));
    } else {
        std::vector<std::string> because;
        for (const auto guard : result.because.list()) because.emplace_back(policy::to_word(guard));
        if (!trouble.empty()) because.push_back("it could not be remembered: " + trouble);
        fmt::print("silent: {}\n", fmt::join(because, ", "));
    }
    return handed == Handed::Failed ? 1 : 0;
}

} // namespace kith::daemon
