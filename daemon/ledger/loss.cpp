// SPDX-License-Identifier: MIT
#include "daemon/ledger/loss.hpp"

#include "base/files.hpp"

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongest = 16384;

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

} // namespace kith::ledger
