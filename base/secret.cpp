// SPDX-License-Identifier: MIT
#include "base/secret.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace kith {

void wipe(std::string& text) noexcept {
    ::explicit_bzero(text.data(), text.size());
    // Up to the capacity too: an earlier, longer value may have stood there. Cannot allocate.
    text.resize(text.capacity());
    ::explicit_bzero(text.data(), text.size());
    text.clear();
}

Secret::Secret(std::string_view text) { append(text); }

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)),
      room_(std::exchange(other.room_, 0)) {}

Secret& Secret::operator=(Secret other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    std::swap(room_, other.room_);
    return *this;
}

Secret::~Secret() {
    if (bytes_) ::explicit_bzero(bytes_.get(), room_ + 1);
}

void Secret::append(std::string_view more) {
    if (more.empty()) return;
    const auto needed = size_ + more.size();
    if (needed > room_) {
        const auto room = std::max(needed, room_ * 2);
        auto bytes = std::make_unique<char[]>(room + 1);
        if (bytes_) {
            std::memcpy(bytes.get(), bytes_.get(), size_);
            ::explicit_bzero(bytes_.get(), room_ + 1);
        }
        bytes_ = std::move(bytes);
        room_ = room;
    }
    std::memcpy(bytes_.get() + size_, more.data(), more.size());
    size_ = needed;
    bytes_[size_] = '\0';
}

void Secret::shorten(std::size_t size) noexcept {
    if (size >= size_) return;
    ::explicit_bzero(bytes_.get() + size, size_ - size);
    size_ = size;
}

} // namespace kith
