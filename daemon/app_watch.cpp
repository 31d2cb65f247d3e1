// SPDX-License-Identifier: MIT
// What App keeps an eye on: edits of the configuration, the clock, the zone of this computer.
#include <algorithm>
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
constexpr std::chrono::seconds kAdoptFirst{10}, kAdoptLast = std::chrono::minutes{10};
constexpr std::uint32_t kEdits =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE;
constexpr std::uint32_t kGone = IN_MOVE_SELF | IN_DELETE_SELF;

} // namespace

void App::watch_config() {
    watches_.clear();
    const auto watch = [this](const std::filesystem::path& dir, std::string only,
                              std::uint32_t what = kEdits | kGone) {
        try {
            const auto edited = [this, only](std::uint32_t mask, std::string_view name) {
                const bool ours = only.empty()
                                      ? name.ends_with(".yaml") || name.ends_with(".yml") ||
                                            name == "connections" || name == "words"
                                      : name == only;
                // Editors write in several steps: the last one within a moment counts.
                if ((mask & kGone) != 0 || ours)
                    reload_soon_.set_in(kReloadAfter, std::chrono::milliseconds{50});
            };
            watches_.emplace_back(loop_, dir, what, edited);
        } catch (const std::system_error& e) {
            log_event(Level::Warning, "edits are only seen on reload", {{"why", e.what()}});
        }
    };
    std::error_code error;
    // The folder itself may be moved away and another put in its place.
    const auto whole = std::filesystem::absolute(config_dir_, error).lexically_normal();
    if (const auto above = whole.parent_path(); std::filesystem::is_directory(above, error))
        watch(above, whole.filename().string(), IN_MOVED_TO | IN_CREATE);
    for (const auto& dir : {config_dir_, config_dir_ / "connections", config_dir_ / "words"}) {
        if (!std::filesystem::is_directory(dir, error)) continue;
        watch(dir, {});
        // What is linked here is edited elsewhere.
        for (std::filesystem::directory_iterator it{dir, error}, end; !error && it != end;
             it.increment(error)) {
            std::error_code broken;
            if (!it->is_symlink(broken)) continue;
            const auto target = std::filesystem::canonical(it->path(), broken);
            if (!broken && target.has_filename())
                watch(target.parent_path(), target.filename().string());
        }
    }
}

/// Where the last reading was not taken, no edit may tell that it can be by now: a folder mounted
/// late, a plugin or zone data that were being replaced, a disk that refused to remember it.
void App::read_again_later() {
    if (not_adopted_) {
        adopt_again_ = std::min(std::max(adopt_again_ * 2, kAdoptFirst), kAdoptLast);
        return reread_.set_in(adopt_again_, adopt_again_ / 3);
    }
    adopt_again_ = {};
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
