// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/settings.hpp"

namespace kith::daemon {

/// Takes people out of a text for the journal, which others may read: names, ids and addresses of
/// everyone configured, as whole words in any case, become `someone`.
class Nameless {
  public:
    explicit Nameless(const Settings& settings);
    [[nodiscard]] std::string operator()(std::string_view text) const;

  private:
    std::vector<std::string> words_; ///< lower case, the longest first
};

} // namespace kith::daemon
