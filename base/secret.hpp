// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace kith {

/// Overwrites the text, also what of it lies beyond its end, and empties it.
void wipe(std::string& text) noexcept;

/// A password or token, in memory of its own that is overwritten before it is given back. There is
/// no way to print it by accident: who needs the text asks for view(). A moved-from one is empty.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string_view text);
    Secret(const Secret& other) : Secret(other.view()) {}
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    /// Valid as long as this is; a NUL follows it.
    [[nodiscard]] std::string_view view() const { return {c_str(), size_}; }
    [[nodiscard]] const char* c_str() const { return bytes_ ? bytes_.get() : ""; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

    /// Adds at the end; what was held before is moved and its old place overwritten.
    void append(std::string_view more);
    /// Keeps only the first `size` bytes; those behind are overwritten.
    void shorten(std::size_t size) noexcept;

    friend bool operator==(const Secret& a, const Secret& b) { return a.view() == b.view(); }

  private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t room_ = 0; ///< allocated, the NUL left out
};

} // namespace kith
