// SPDX-License-Identifier: MIT
#include "plugins/files/calendar_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "kith/plugin.hpp"
#include "plugins/support/ical/event_parse.hpp"

namespace kith::files {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 200'000;

/// Only what the settings name may be a link: what it leads to was granted with it.
void add(std::vector<CalendarFile>& out, const fs::path& path, bool named) {
    struct stat info{};
    const int failed = named ? ::stat(path.c_str(), &info) : ::lstat(path.c_str(), &info);
    if (failed != 0 || !S_ISREG(info.st_mode)) return;
    const auto shape = fmt::format("{}:{}.{}:{}", info.st_size, info.st_mtim.tv_sec,
                                   info.st_mtim.tv_nsec, info.st_ino);
    out.push_back({path, named, fnv1a64(path.string()), fnv1a64(shape), info.st_mtim.tv_sec});
}

bool is_calendar(const fs::path& path) { return lower_ascii(path.extension().string()) == ".ics"; }

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

} // namespace

bool changed_lately(std::int64_t changed, std::int64_t now) {
    return std::abs(now - changed) < kLately; // a server's clock may be ahead
}

std::vector<CalendarFile> calendar_files(const fs::path& path,
                                         const std::function<void(const std::string&)>& trouble) {
    std::vector<CalendarFile> out;
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
        add(out, path, true);
        return out;
    }
    if (!fs::is_directory(path, error))
        throw plugin::Failure(plugin::FailKind::Config,
                              "the calendar " + path.string() +
                                  " is not there; mend its path under `ics`");
    if (fs::directory_iterator{path, error}; error)
        throw plugin::Failure(plugin::FailKind::Config, "the calendars in " + path.string() +
                                                            " may not be read; mend who owns them");
    const auto skip_denied = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator it{path, skip_denied, error}, end; !error && it != end;
         it.increment(error)) {
        if (is_hidden(it->path())) {
            it.disable_recursion_pending();
            continue;
        }
        if (!is_calendar(it->path()) || out.size() >= kMaxFiles) continue;
        if (it->is_symlink(error))
            trouble("the calendar " + it->path().string() +
                    " is a link; name the file it leads to under `ics`");
        else
            add(out, it->path(), false);
    }
    std::ranges::sort(out, {}, &CalendarFile::path);
    return out;
}

FileEvents read_events(const CalendarFile& file, ical::ZoneBook& zones,
                       const std::function<bool(const ical::RawEvent&)>& wanted,
                       const std::function<void(const std::string&)>& trouble) {
    FileEvents found;
    auto& out = found.by_uid;
    zones.forget_embedded();
    const UniqueFd fd{::open(file.path.c_str(), O_RDONLY | O_CLOEXEC |
                                                    (file.named ? 0 : O_NOFOLLOW) | O_NONBLOCK |
                                                    O_NOCTTY)};
    if (!fd) {
        found.broken = "this file cannot be read";
        return found;
    }
    const auto needs_zone = [](void* book, std::string_view tzid, std::string_view location) {
        return !static_cast<ical::ZoneBook*>(book)->is_system_zone(tzid, location);
    };
    ical::EventReader reader{fd.get(), needs_zone, &zones};
    while (auto raw = reader.next()) {
        if (!raw->trouble.empty()) {
            trouble(std::string{raw->trouble});
            continue;
        }
        if (!wanted(*raw)) continue;
        auto event = ical::parse_event(*raw);
        if (event)
            out[event->uid].push_back(std::move(*event));
        else
            trouble(event.error().text);
    }
    if (!reader.is_calendar())
        found.broken = "no calendar";
    else if (reader.is_broken())
        found.broken = "this file stops in the middle";
    if (reader.method() == "REPLY") out.clear();
    if (reader.method() == "CANCEL")
        for (auto& [uid, events] : out)
            for (auto& event : events) event.cancelled = true;
    zones.add_embedded(reader.zones());
    return found;
}

} // namespace kith::files
