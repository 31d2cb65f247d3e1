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

/// Later than this a calendar is tidied, not corrected: old events are deleted, a class that has
/// ended is taken out as a whole, a phone keeps the last month.
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

/// The uid of a ref is all of it, or what stands before the last `#`.
bool holds_uid(const std::set<std::string>& uids, const std::string& ref) {
    return uids.contains(ref) || uids.contains(ref.substr(0, ref.rfind('#')));
}

/// That it is not in the file tells something: its event is, or the file reaches back to it. An
/// export of what is to come loses every event in time.
bool is_missed(const CalendarReading& reading, const std::string& ref, std::int64_t at) {
    return holds_uid(reading.uids, ref) ||
           (!reading.first_day.empty() && reading.first_day <= day_before(at));
}

} // namespace

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

void Told::read(const CalendarFile& file, std::uint64_t rules, CalendarReading reading,
                std::int64_t since, std::int64_t now) {
    auto& known = files[file.key];
    const bool same_rules = known.rules == rules;
    auto next = std::move(reading.refs);
    for (auto& [ref, at] : known.refs) {
        if (next.contains(ref) || at < since) continue;
        const bool missed =
            reading.whole && same_rules && at >= now - kCorrected && is_missed(reading, ref, at);
        if (missed || reading.called_off.contains(ref))
            loose.insert(ref);
        else
            next.emplace(ref, at);
    }
    while (next.size() > kMostOfFile) next.erase(next.begin());
    if (next.empty()) {
        files.erase(file.key);
        return;
    }
    known = {file.path.string(), folder_of(file.path), rules, std::move(next)};
}

void Told::still_there(const CalendarFile& file) {
    const auto it = files.find(file.key);
    if (it != files.end()) it->second.folder = folder_of(file.path);
}

std::vector<std::string> Told::settle(const std::vector<fs::path>& named, std::int64_t since,
                                      std::int64_t now) {
    for (auto it = files.begin(); it != files.end();) {
        auto& file = it->second;
        std::erase_if(file.refs, [&](const auto& each) { return each.second < since; });
        struct stat info{};
        // A disk that is not mounted leaves another folder in its place.
        const bool gone = ::lstat(file.path.c_str(), &info) != 0 && errno == ENOENT &&
                          file.folder != 0 && folder_of(file.path) == file.folder &&
                          std::ranges::find(named, fs::path{file.path}) == named.end();
        if (gone) {
            for (const auto& [ref, at] : file.refs)
                if (at >= now - kCorrected) loose.insert(ref);
            file.refs.clear();
        }
        it = file.refs.empty() ? files.erase(it) : std::next(it);
    }
    std::vector<std::string> out;
    if (loose.empty()) return out;
    std::set<std::string> given;
    for (const auto& [key, file] : files)
        for (const auto& [ref, at] : file.refs)
            if (loose.contains(ref)) given.insert(ref);
    std::ranges::set_difference(loose, given, std::back_inserter(out));
    loose.clear();
    return out;
}

} // namespace kith::files
