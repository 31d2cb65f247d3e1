// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::email {

/// What a server can do, by its own words: untagged after CAPABILITY, or in the code of the answer
/// to a login (RFC 9051, 7.1), which saves that command.
class Capabilities {
  public:
    /// Takes up what a response tells, tagged or not; false where it tells nothing of it.
    bool take(std::string_view response);

    [[nodiscard]] bool has(std::string_view name) const;
    /// More than any server can do: whoever reads on will read for ever.
    [[nodiscard]] bool overfull() const;

  private:
    std::vector<std::string> words_;
};

} // namespace kith::email
