// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "core/model/instant.hpp"
#include "wire/record.hpp"

namespace kith::wire {

/// Reads the keys of one JSON object and remembers the first thing wrong with it, so that a reader
/// is a plain list of its keys with one check at the end. A null counts as missing. Texts come out
/// as they are: cleaning them is tidy's part.
class Fields {
  public:
    Fields(const Json& object, Mode mode) : object_(object), mode_(mode) {}

    std::string text(std::string_view key);
    std::string need_text(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    std::optional<std::int64_t> number(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    Instant need_instant(std::string_view key);
    std::optional<Instant> instant(std::string_view key);

    /// Notes an error from outside, unless one is noted already.
    void refuse(std::string text);

    /// The first error; in strict mode also any key nobody asked for.
    Result<void> finish();

  private:
    const Json* find(std::string_view key);

    const Json& object_;
    Mode mode_;
    std::vector<std::string_view> asked_;
    std::optional<std::string> error_;
};

} // namespace kith::wire
