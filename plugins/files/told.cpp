// SPDX-License-Identifier: MIT
#include "plugins/files/told.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/calendar/civil.hpp"

namespace kith::files {
namespace {

namespace fs = std::filesystem;

/// Later than this a calendar is tidied, not corrected: old events are deleted, a phone keeps the
/// last month.
constexpr std::int64_t kCorrected = std::int64_t{7} * 86400;
constexpr std::size_t kMostOfFile = 2000; ///< more are told, and not taken back

/// The day before, so that no time zone makes an event the earlier one.
std::string day_before(std::int64_t at) {
    const Instant moment{std::chrono::seconds{at}};
    auto text = calendar::format_date(
        calendar::local_day(moment - std::chrono::days{1}, calendar::Zone::utc()));
    std::erase(text, '-');
    return text;
}

bool is_of_series(const std::string& ref) { return uid_length(ref) < ref.size(); }

std::string_view uid_of(const std::string& ref) {
    return std::string_view{ref}.substr(0, uid_length(ref));
}

/// Its event repeats now, or no longer, or is bound to a zone: the same contact by another name.
bool is_renamed(const CalendarReading& reading, const std::string& ref, std::int64_t at) {
    return std::ranges::any_of(reading.refs, [&](const auto& other) {
        return other.second == at && uid_of(other.first) == uid_of(ref);
    });
}

/// That it is not in the file tells something: its event is, without the people, or the file
/// reaches back to it. An export of what is to come loses every event in time, and a series is
/// rewritten for what is to come: what has been is missing in it then.
bool is_missed(const CalendarReading& reading, const std::string& ref, std::int64_t at) {
    if (reading.own.contains(ref)) return true;
    return !is_of_series(ref) && !reading.repeating.contains(ref) && !reading.first_day.empty() &&
           reading.first_day <= day_before(at);
}

/// What is old was tidied away, and what is to come was told: the clock went back.
bool is_recent(const Told::Ref& told, const Told::Look& look) {
    return told.at >= look.now - kCorrected && told.at <= look.now;
}

/// Other rules gave what today's may not look for.
bool can_be_missed(const Told::Ref& told, const Told::Look& look) {
    return told.rules == look.rules && is_recent(told, look);
}

bool is_off(const CalendarReading& reading, const std::string& ref, const Told::Ref& told,
            const Told::Look& look) {
    if (reading.called_off.contains(ref)) return told.at <= look.now;
    if (!reading.whole) return false;
    if (is_renamed(reading, ref, told.at)) return true;
    if (reading.left_out.contains(ref)) return is_recent(told, look);
    return can_be_missed(told, look) && is_missed(reading, ref, told.at);
}

} // namespace

std::size_t uid_length(const std::string& ref) {
    const auto at = ref.rfind('#');
    if (at == std::string::npos || ref.size() - at <= 8) return ref.size();
    return ref.find_first_not_of("0123456789TZ", at + 1) == std::string::npos ? at : ref.size();
}

bool Told::has(std::uint64_t key, const std::string& ref) const {
    const auto it = files.find(key);
    return it != files.end() && it->second.refs.contains(ref);
}

std::uint64_t Told::folder_of(const fs::path& file) {
    auto folder = file.parent_path().string();
    if (folder == last_folder_) return last_identity_;
    struct stat info{};
    last_identity_ = ::stat(folder.empty() ? "." : folder.c_str(), &info) == 0
                         ? fnv1a64(fmt::format("{}:{}", info.st_dev, info.st_ino))
                         : 0;
    last_folder_ = std::move(folder);
    return last_identity_;
}

void Told::read(const CalendarFile& file, const CalendarReading& reading, const Look& look) {
    auto& known = files[file.key];
    std::map<std::string, Ref> next;
    for (const auto& [ref, at] : reading.refs) next[ref] = {at, look.rules};
    for (const auto& [ref, told] : known.refs) {
        if (next.contains(ref) || told.at < look.since) continue;
        if (is_off(reading, ref, told, look))
            loose.insert(ref);
        else
            next.emplace(ref, told);
    }
    while (next.size() > kMostOfFile) next.erase(next.begin());
    if (next.empty()) {
        files.erase(file.key);
        return;
    }
    known = {file.path.string(), folder_of(file.path), std::move(next)};
}

void Told::still_there(const CalendarFile& file) {
    const auto it = files.find(file.key);
    if (it != files.end()) it->second.folder = folder_of(file.path);
}

/// A disk that is not mounted leaves another folder in its place, and a program that fetches
/// calendars may empty one before it fills it.
bool Told::is_gone(const File& file, std::int64_t now) {
    struct stat info{};
    if (::lstat(file.path.c_str(), &info) == 0 || errno != ENOENT) return false;
    if (file.folder == 0 || folder_of(file.path) != file.folder) return false;
    const auto folder = fs::path{file.path}.parent_path();
    return ::stat(folder.empty() ? "." : folder.c_str(), &info) == 0 &&
           !changed_lately(info.st_mtim.tv_sec, now);
}

std::vector<std::string> Told::settle(const std::vector<fs::path>& named,
                                      std::span<const std::uint64_t> listed, const Look& look) {
    for (auto it = files.begin(); it != files.end();) {
        auto& file = it->second;
        std::erase_if(file.refs, [&](const auto& each) { return each.second.at < look.since; });
        if (!std::ranges::binary_search(listed, it->first) && is_gone(file, look.now) &&
            std::ranges::find(named, fs::path{file.path}) == named.end()) {
            for (const auto& [ref, told] : file.refs)
                if (!is_of_series(ref) && can_be_missed(told, look)) loose.insert(ref);
            file.refs.clear();
        }
        it = file.refs.empty() ? files.erase(it) : std::next(it);
    }
    std::vector<std::string> out;
    if (loose.empty()) return out;
    std::set<std::string> given;
    for (const auto& [key, file] : files)
        for (const auto& [ref, told] : file.refs)
            if (loose.contains(ref)) given.insert(ref);
    std::ranges::set_difference(loose, given, std::back_inserter(out));
    loose.clear();
    return out;
}

} // namespace kith::files
