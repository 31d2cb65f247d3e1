// SPDX-License-Identifier: MIT
#include "daemon/app.hpp"

#include <algorithm>
#include <csignal>
#include <malloc.h>
#include <stdexcept>
#include <systemd/sd-daemon.h>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "core/calendar/zone_auto.hpp"
#include "core/config/load.hpp"
#include "core/config/support_file.hpp"
#include "core/config/words_file.hpp"
#include "core/policy/line.hpp"
#include "daemon/control/replies.hpp"
#include "daemon/life/nameless.hpp"

namespace kith::daemon {
namespace {

constexpr std::chrono::seconds kLastTry = std::chrono::minutes{10};
constexpr std::size_t kMaxLastGood = std::size_t{16} * 1024 * 1024;

std::filesystem::path or_default(const std::filesystem::path& given,
                                 const std::filesystem::path& fallback) {
    return given.empty() ? fallback : given;
}

} // namespace

App::App(const Options& options, const Clock& clock)
    : clock_(clock), config_dir_(or_default(options.config, config_home() / "kith")),
      state_dir_(or_default(options.state, state_home() / "kith")), secrets_(loop_), life_(clock),
      fleet_(loop_, clock, host_path(), secrets_), jobs_(fleet_, life_, state_dir_),
      senses_(jobs_, life_), delivery_(jobs_, life_), answers_(life_, senses_, delivery_),
      written_(life_, jobs_, answers_), troubles_(jobs_, life_),
      conductor_(loop_, life_, senses_, delivery_, answers_, troubles_),
      doctor_(jobs_, life_, senses_, secrets_),
      commands_(life_, senses_, conductor_, answers_,
                {.health = [this] { return health(); },
                 .jail = [this] { return confinement(); },
                 .bus = [this] { return bus_ ? bus_->standing() : BusStanding{}; },
                 .reload =
                     [this] {
                         reload();
                         return first_problem();
                     },
                 .examine =
                     [this](bool ring, std::function<void(Examination)> done) {
                         doctor_.examine(ring, std::move(done));
                     },
                 .help =
                     [this] {
                         const auto known =
                             config::load_support(bundled_words_dir().parent_path(), config_dir_);
                         return config::help_page(life_.words(), known,
                                                  life_.settings().you.country);
                     },
                 .clear_plugins = [this] { clear_plugins(); }}),
      reload_soon_(loop_, TimerClock::Monotonic, [this] { reload(); }),
      reread_(loop_, TimerClock::Boottime, [this] { reload(); }),
      hangup_(loop_, SIGHUP, [this] { reload(); }),
      terminate_(loop_, SIGTERM, [this] { loop_.exit(0); }),
      interrupt_(loop_, SIGINT, [this] { loop_.exit(0); }),
      try_again_(loop_, TimerClock::Boottime, [this] { go_on(); }) {
    wire_parts();
    if (auto refused = open_ledger(); refused && !refused->may_pass)
        throw std::runtime_error(refused->text);
}

std::optional<ledger::Refusal> App::open_ledger() {
    auto opened = ledger::Ledger::open(state_dir_, clock_.now());
    if (!opened) {
        if (no_ledger_ != opened.error().text)
            log_event(Level::Error, episode::kLedgerRefuses, {{"why", opened.error().text}});
        no_ledger_ = opened.error().text;
        return opened.error();
    }
    if (!std::exchange(no_ledger_, {}).empty()) log_event(Level::Notice, episode::kLedgerTakes);
    ledger_note_ = opened->note;
    if (!ledger_note_.empty())
        log_event(Level::Error, episode::kLedgerDamaged, {{"why", ledger_note_}});
    ledger_ = std::move(opened->ledger);
    life_.use(*ledger_);
    return std::nullopt;
}

void App::take_up() {
    if (!ledger_ && open_ledger()) return;
    if (const auto begun = life_.begin(); !begun)
        log_event(Level::Error, "the ledger cannot be read in full", {{"why", begun.error().text}});
    load_config();
    load_words();
    // What reading the configuration took is not needed again for months.
    (void)::malloc_trim(0);
}

/// From the first look on, or from when the disk gives way again.
void App::go_on() {
    const bool waited = !taken_up_;
    if (waited) take_up();
    taken_up_ = ledger_ && life_.begun() && !not_adopted_;
    if (!taken_up_) {
        try_again_.set_in(next_try_, std::chrono::seconds{1});
        next_try_ = std::min<std::chrono::seconds>(next_try_ * 2, kLastTry);
    }
    if (!waited || !life_.ready()) return;
    (void)life_.refresh();
    delivery_.resume();
    conductor_.wake();
}

void App::wire_parts() {
    secrets_.on_unlock = [this] {
        if (life_.ready() && fleet_.try_secrets_again()) conductor_.look_again();
    };
    fleet_.on_health = [this](const fleet::Health& health) { troubles_.note(health); };
    senses_.on_news = [this] {
        (void)life_.refresh();
        answers_.withdraw_if_needless();
    };
    conductor_.on_wake = [this] {
        if (!zone_note_.empty()) look_at_zone(); // zone data may be back
    };
    senses_.on_reply = [this](const std::string& instance, const wire::ReplyRecord& reply) {
        written_.take(instance, reply);
        conductor_.replan();
    };
    delivery_.on_answer = [this](const std::string& nudge, const std::string& word) {
        if (word == "dismissed")
            return; // seen and put aside: it may still be answered until it ends
        if (word == "closed") {
            const auto& o = life_.memory().outstanding;
            if (!o || o->nudge != nudge) return;
            Event e;
            e.kind = EventKind::Ended;
            e.at = life_.now();
            e.connection = o->connection;
            e.nudge = nudge;
            e.ending = Ending::NotNoticed;
            (void)life_.commit({e}, {});
            return conductor_.replan();
        }
        if (const auto said = answers_.say(word, nudge); !said)
            log_event(Level::Info, "an answer changed nothing", {{"why", said.error().text}});
        conductor_.replan();
    };
    answers_.on_change = [this] {
        const auto news = to_line(Json{{"outstanding", life_.memory().outstanding.has_value()}});
        if (control_) control_->changed(news);
        if (bus_) bus_->changed(news);
    };
    conductor_.on_offer = [this] {
        const auto open = commands_.outstanding();
        if (!open) return;
        if (control_) control_->nudge_offered(to_line(*open));
        if (bus_) bus_->nudge_offered(to_line(*open));
    };
}

bool App::adopt(config::Parsed parsed, bool last_good) {
    const auto zone = zone_of(parsed.settings, zone_note_);
    const auto before = jobs_.prints();
    const auto done = life_.adopt(std::move(parsed), zone);
    not_adopted_ = !done;
    if (!done) return false; // the ledger refuses, and says so where that begins
    set_log_filter(Nameless{life_.settings()});
    on_last_good_ = last_good;
    secrets_.use(life_.settings().secrets);
    senses_.configured();
    const auto after = jobs_.prints();
    for (const auto& [instance, print] : before) {
        if (const auto now = after.find(instance); now != after.end() && now->second == print)
            continue;
        // With other settings it is another source: what went wrong before says nothing of it.
        fleet_.forget(instance);
        senses_.forgive(instance);
        troubles_.forgive(instance);
    }
    return true;
}

/// A bad edit keeps the running settings; a bad start runs on the last good copy, or on nothing.
void App::load_config() {
    jobs_.rescan();
    auto loaded = config::load_files(config_dir_);
    auto parsed = config::parse(loaded.files, &jobs_.catalog().manifests());
    parsed.problems.insert(parsed.problems.end(), loaded.problems.begin(), loaded.problems.end());
    troubles_.note_configuration(parsed.ok());
    if (parsed.ok()) {
        if (!std::exchange(problems_, {}).empty())
            log_event(Level::Info, episode::kConfigurationRight);
        if (adopt(std::move(parsed), false)) keep_good(loaded);
        return read_again_later();
    }
    const bool known = !first_problem().empty();
    problems_ = std::move(parsed.problems);
    if (!known) log_event(Level::Warning, episode::kConfigurationWrong, {{"place", wrong_place()}});
    log_event(Level::Debug, first_problem());
    if (!life_.ready()) use_last_good();
    read_again_later();
}

/// A template that will not do costs itself, never an offer.
void App::load_words() {
    auto read =
        config::load_words(life_.settings().language, bundled_words_dir(), config_dir_ / "words");
    if (config::has_errors(read.problems) && read.problems != word_problems_)
        log_event(Level::Warning, "some words are left out",
                  {{"first", config::format(read.problems.front())}});
    word_problems_ = std::move(read.problems);
    life_.speak(std::move(read.bank));
}

void App::keep_good(const config::Loaded& loaded) {
    Json out = Json::array();
    for (const auto& file : loaded.files)
        out.push_back(
            {{"name", file.name}, {"text", file.text}, {"connections", file.connections}});
    if (const auto done = atomic_write(state_dir_ / "last-good.json", to_line(out)); !done)
        log_event(Level::Warning, "no copy of the configuration could be kept",
                  {{"why", done.error().text}});
}

void App::use_last_good() {
    const auto text = read_file(state_dir_ / "last-good.json", kMaxLastGood);
    const auto json = text ? parse_json(*text) : Result<Json>{fail("")};
    if (!json || !json->is_array()) return;
    std::vector<config::SourceFile> files;
    for (const auto& each : *json)
        files.push_back({string_or(each, "name"), string_or(each, "text"),
                         bool_or(each, "connections", false)});
    // A plugin that has gone meanwhile takes nobody's goals away.
    auto parsed = config::parse(files, &jobs_.catalog().manifests(), true, config::Absent::Pass);
    if (parsed.ok()) (void)adopt(std::move(parsed), true);
}

void App::reload() {
    (void)sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld",
                     static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(
                                                std::chrono::steady_clock::now().time_since_epoch())
                                                .count()));
    watch_config(); // first: an edit while the files are read is read as well
    if (taken_up_)
        load_config();
    else
        go_on();
    load_words();
    if (life_.ready()) (void)life_.refresh();
    answers_.withdraw_if_needless();
    delivery_.keep_shown();
    if (life_.ready() && fleet_.try_secrets_again())
        conductor_.look_again();
    else
        conductor_.replan();
    (void)sd_notify(0, "READY=1");
}

/// Now, and once more when what runs just now has ended: it may still write.
void App::clear_plugins() {
    const auto clear = [this] {
        std::error_code ignored;
        std::filesystem::remove_all(state_dir_ / "plugins", ignored);
    };
    clear();
    senses_.after_runs(clear);
}

/// For the journal: a person's name may be the name of their file.
std::string App::wrong_place() const {
    const auto first =
        std::ranges::find(problems_, config::Severity::Error, &config::Problem::severity);
    if (first == problems_.end()) return {};
    auto place = first->place;
    if (place.file != "kith.yaml") place.file = "a file in connections/";
    return config::format(place);
}

std::string App::first_problem() const {
    for (const auto& problem : problems_)
        if (problem.severity == config::Severity::Error) return config::format(problem);
    return {};
}

int App::run() {
    auto control = ControlSocket::open(loop_, commands_, runtime_dir() / "kith");
    if (control)
        control_ = std::move(*control);
    else
        log_event(Level::Error, "no control socket", {{"why", control.error().text}});
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
    (void)sd_notify(0, "STOPPING=1");
    return code;
}

int App::run_once(bool json) {
    take_up();
    policy::RehearsalLine result;
    bool told = false;
    if (life_.ready()) {
        (void)life_.refresh();
        delivery_.resume();
        conductor_.run_once([&](const policy::RehearsalLine& line) {
            result = line;
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
    const auto& trouble = no_ledger_.empty() ? life_.trouble() : no_ledger_;
    if (json) {
        const auto zone = life_.ready() ? life_.zone() : calendar::system_zone().zone;
        auto line = policy::to_json(result, zone);
        if (!result.nudge && !trouble.empty()) line["trouble"] = trouble;
        fmt::print("{}\n", to_line(line));
    } else if (result.nudge) {
        fmt::print("{}  {}\n", result.title, result.body);
    } else {
        std::vector<std::string> because;
        for (const auto guard : result.because.list()) because.emplace_back(policy::to_word(guard));
        if (!trouble.empty()) because.push_back("it could not be remembered: " + trouble);
        fmt::print("silent: {}\n", fmt::join(because, ", "));
    }
    return 0;
}

} // namespace kith::daemon
