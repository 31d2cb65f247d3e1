// SPDX-License-Identifier: MIT
#include "daemon/ledger/loss.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/files.hpp"
#include "core/calendar/civil.hpp"

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongest = 16384;
constexpr std::string_view kKeptLog = "; the last of what the one moved away was told is kept as ";
constexpr std::string_view kKeptHow =
    "; beside that one, and named after it with -wal behind, it is read again";

fs::path place(const fs::path& dir) { return dir / "ledger.lost"; }

} // namespace

Result<void> note_loss(const fs::path& dir, const std::string& text) {
    return atomic_write(place(dir), text);
}

std::string noted_loss(const fs::path& dir) {
    std::error_code error;
    if (fs::symlink_status(place(dir), error).type() == fs::file_type::not_found) return {};
    auto text = read_file(place(dir), kLongest).value_or("");
    return text.empty() ? "part of it was lost" : text;
}

void drop_loss(const fs::path& dir) {
    std::error_code ignored;
    fs::remove(place(dir), ignored);
    (void)flush_dir(dir);
}

fs::path name_aside(const fs::path& dir, std::string_view what, Instant now,
                    std::string_view tail) {
    auto stamp = calendar::format_instant(now, calendar::Zone::utc()).substr(0, 19);
    std::erase(stamp, ':');
    const auto name = (dir / fmt::format("{}-{}", what, stamp)).string();
    fs::path target = fmt::format("{}{}", name, tail);
    std::error_code ignored;
    for (int i = 2; fs::exists(target, ignored); ++i)
        target = fmt::format("{}-{}{}", name, i, tail);
    return target;
}

std::string of_kept_log(const fs::path& log) {
    return fmt::format("{}{}{}", kKeptLog, log.string(), kKeptHow);
}

std::string kept_log_in(const std::string& note) {
    const auto at = note.find(kKeptLog);
    if (at == std::string::npos) return {};
    const auto end = note.find(kKeptHow, at);
    return note.substr(at, end == std::string::npos ? end : end + kKeptHow.size() - at);
}

} // namespace kith::ledger
