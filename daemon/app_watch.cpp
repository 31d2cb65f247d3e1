// SPDX-License-Identifier: MIT
// What App keeps an eye on: edits of the configuration, the clock, the zone of this computer.
#include <sys/inotify.h>
#include <system_error>

#include "base/log.hpp"
#include "base/paths.hpp"
#include "core/calendar/zone_auto.hpp"
#include "daemon/app.hpp"

namespace kith::daemon {
namespace {

constexpr auto kReloadAfter = std::chrono::milliseconds{300};
constexpr auto kRereadAfter = std::chrono::minutes{30};
constexpr std::uint32_t kEdits =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE;
constexpr std::uint32_t kGone = IN_MOVE_SELF | IN_DELETE_SELF;

} // namespace

void App::watch_config() {
    watches_.clear();
    for (const auto& dir : {config_dir_, config_dir_ / "connections", config_dir_ / "words"}) {
        std::error_code error;
        if (!std::filesystem::is_directory(dir, error)) continue;
        try {
            const auto edited = [this](std::uint32_t mask, std::string_view name) {
                // Editors write in several steps: the last one within a moment counts.
                if ((mask & kGone) != 0 || name.ends_with(".yaml") || name.ends_with(".yml") ||
                    name == "connections" || name == "words")
                    reload_soon_.set_in(kReloadAfter, std::chrono::milliseconds{50});
            };
            watches_.emplace_back(loop_, dir, kEdits | kGone, edited);
        } catch (const std::system_error& e) {
            log_event(Level::Warning, "edits are only seen on reload", {{"why", e.what()}});
        }
    }
}

/// Where the last reading was not taken, no edit may tell that it can be by now: a folder mounted
/// late, a plugin or zone data that were being replaced.
void App::read_again_later() {
    if (problems_.empty())
        reread_.disable();
    else
        reread_.set_in(kRereadAfter, kRereadAfter / 3);
}

void App::watch_time() {
    clock_change_ = std::make_unique<ClockChangeSource>(loop_, [this] {
        look_at_zone();
        conductor_.clock_changed();
    });
    try {
        zone_watch_.emplace(loop_, "/etc", kEdits, [this](std::uint32_t, std::string_view name) {
            if (name == "localtime" || name == "timezone") look_at_zone();
        });
    } catch (const std::system_error& e) {
        log_event(Level::Warning, "a change of the time zone is only seen on reload",
                  {{"why", e.what()}});
    }
}

calendar::Zone App::zone_of(const Settings& settings, std::string& note) {
    note.clear();
    if (settings.you.timezone != "auto")
        if (auto zone = calendar::Zone::named(settings.you.timezone); zone) return *zone;
    auto choice = calendar::system_zone();
    note = std::move(choice.note);
    return choice.zone;
}

calendar::Zone App::zone_written(const Options& options) {
    const auto dir = options.config.empty() ? config_home() / "kith" : options.config;
    std::string unused;
    return zone_of(config::load(dir, nullptr).settings, unused);
}

void App::look_at_zone() {
    if (!life_.ready()) return;
    const auto zone = zone_of(life_.settings(), zone_note_);
    if (zone.name() == life_.zone().name()) return;
    if (const auto done = life_.rezone(zone); !done)
        log_event(Level::Warning, "the clocks could not be set to another time zone",
                  {{"why", done.error().text}});
    conductor_.wake();
}

} // namespace kith::daemon
