// SPDX-License-Identifier: MIT
#include "daemon/ledger/place.hpp"

#include <cerrno>
#include <utility>

namespace kith::ledger {

Place::Place(std::filesystem::path name) : name_(std::move(name)) {
    known_ = ::stat(name_.c_str(), &was_) == 0;
}

Place::Look Place::look() const {
    if (!known_) return Look::Unknown;
    struct stat is{};
    if (::stat(name_.c_str(), &is) != 0)
        return errno == ENOENT || errno == ENOTDIR ? Look::Other : Look::Unknown;
    return is.st_ino == was_.st_ino && is.st_dev == was_.st_dev ? Look::Same : Look::Other;
}

bool Place::stands() const { return look() == Look::Same; }
bool Place::has_changed() const { return look() == Look::Other; }

} // namespace kith::ledger
