// SPDX-License-Identifier: MIT
// The configuration and the words: read, taken up, kept as a last good copy.
#include <algorithm>
#include <set>
#include <systemd/sd-daemon.h>
#include <utility>

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/paths.hpp"
#include "base/random.hpp"
#include "core/config/load.hpp"
#include "core/config/words_file.hpp"
#include "core/policy/glance.hpp"
#include "daemon/app.hpp"
#include "daemon/life/unnamed.hpp"

namespace kith::daemon {
namespace {

constexpr std::size_t kMaxLastGood = std::size_t{16} * 1024 * 1024;
const std::string kNotRemembered =
    "it is right, but the disk does not take or give what Kith has to "
    "remember with it; Kith tries again by itself";

/// All that sources look for.
std::set<std::string> looked_for(const Settings& settings) {
    std::set<std::string> out;
    for (const auto& own : settings.you.addresses) out.insert(own.text());
    for (const auto& c : settings.connections) {
        if (c.state == State::NoContact) continue;
        for (const auto& address : c.addresses) out.insert(c.id + ' ' + address.text());
        for (const auto& name : c.also_called) out.insert(c.id + ' ' + name);
    }
    return out;
}

} // namespace

bool App::adopt(config::Parsed parsed, bool last_good) {
    const auto known = life_.ready() ? looked_for(life_.settings()) : std::set<std::string>{};
    const auto zone = zone_of(parsed.settings, zone_note_);
    const auto done = life_.adopt(std::move(parsed), zone);
    not_adopted_ = !done;
    if (!done) return false; // the ledger refuses, and says so where that begins
    set_log_filter(journal_filter(life_.settings(), [this]() -> auto& { return life_.shunned(); }));
    on_last_good_ = last_good;
    keep_glance();
    secrets_.use(life_.settings().secrets);
    senses_.configured();
    // What was refused in between was never in force.
    const auto before = std::exchange(prints_, jobs_.prints());
    const auto& after = prints_;
    read_soon_ = std::ranges::any_of(after, [&](const auto& each) {
        const auto old = before.find(each.first);
        return old == before.end() || old->second != each.second;
    });
    // Of whoever is new nothing is known before the sources were asked.
    read_soon_ = read_soon_ || !std::ranges::includes(known, looked_for(life_.settings()));
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

void App::take(config::Parsed parsed, config::Loaded loaded) {
    refused_.reset();
    if (adopt(std::move(parsed), false))
        keep_good(loaded);
    else
        refused_ = std::move(loaded);
}

void App::take_refused() {
    if (!refused_) return;
    auto loaded = std::move(*refused_);
    refused_.reset();
    auto parsed = config::parse(loaded.files, &jobs_.catalog().manifests());
    if (parsed.ok()) take(std::move(parsed), std::move(loaded));
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
        take(std::move(parsed), std::move(loaded));
        return read_again_later();
    }
    const bool known = !first_problem().empty();
    problems_ = std::move(parsed.problems);
    if (!known) log_event(Level::Warning, episode::kConfigurationWrong, {{"place", wrong_place()}});
    log_event(Level::Debug, first_problem());
    not_adopted_ = false;
    take_refused();
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

void App::keep_glance() {
    if (!life_.ready()) return;
    const auto file = state_dir_ / policy::kGlanceFile;
    if (glance_.empty()) glance_ = read_file(file, kMaxLastGood).value_or("");
    auto salt = policy::Glance::read(glance_).salt();
    if (salt.empty()) salt = random_id();
    const auto now = life_.now();
    auto text =
        policy::Glance{life_.goals(), life_.board(now, now, {}), life_.shunned(), std::move(salt)}
            .text();
    // Where the disk refuses, the next change tries again; the ledger says so.
    if (text != glance_ && atomic_write(file, text)) glance_ = std::move(text);
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
    try {
        read_anew();
    } catch (...) {
        (void)sd_notify(0, "READY=1"); // whoever waits for the end of it has it
        throw;
    }
    (void)sd_notify(0, "READY=1");
}

void App::read_anew() {
    watch_config(); // first: an edit while the files are read is read as well
    if (taken_up_)
        load_config();
    else
        go_on();
    load_words();
    if (life_.ready()) (void)life_.refresh();
    answers_.withdraw_if_needless();
    delivery_.keep_shown();
    if (life_.ready() && (fleet_.try_secrets_again() || std::exchange(read_soon_, false)))
        conductor_.look_again();
    else
        conductor_.replan();
}

/// For the journal: a person's name may be the name of their file.
std::string App::wrong_place() const {
    const auto first =
        std::ranges::find(problems_, config::Severity::Error, &config::Problem::severity);
    if (first == problems_.end()) return {};
    auto place = first->place;
    place.file = std::filesystem::path{place.file}.filename() == "kith.yaml"
                     ? "kith.yaml"
                     : "a file in connections/";
    return config::format(place);
}

std::string App::why_not_in_force() const {
    if (auto wrong = first_problem(); !wrong.empty()) return wrong;
    if (not_adopted_) return kNotRemembered;
    return life_.ready() ? std::string{} : keeper_.why_not();
}

std::string App::first_problem() const {
    for (const auto& problem : problems_)
        if (problem.severity == config::Severity::Error) return config::format(problem);
    return {};
}

} // namespace kith::daemon
