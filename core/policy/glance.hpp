// SPDX-License-Identifier: MIT
// What the commands without kithd may know of its memory: whom to be silent about, and how many
// hellos a week there have been. kithd writes it, and it names nobody.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/policy/decide.hpp"
#include "core/policy/shunned.hpp"

namespace kith::policy {

class Glance {
  public:
    Glance() = default;
    /// Of everybody who is let go, remembered or without contact. The same salt gives the same
    /// text.
    Glance(const Goals& goals, const Board& board, const Shunned& shunned, std::string salt);
    /// What text() wrote; nothing at all from anything else.
    static Glance read(std::string_view text);
    [[nodiscard]] std::string text() const;

    /// The state in force by this glance: the stricter of what is written and what was said.
    [[nodiscard]] State state_of(std::string_view id, State written) const;
    /// Takes somebody out of those kept apart: as what.
    std::optional<State> take(std::string_view id);
    /// Those kept apart and nothing else, for read(); empty where there is nobody.
    [[nodiscard]] std::string apart_text() const;
    /// Whom the person wants no contact with, as hashes.
    [[nodiscard]] const Shunned& shunned() const { return shunned_; }
    /// Hellos a week in the last four, where any are known.
    [[nodiscard]] std::optional<double> lived_a_week() const { return lived_a_week_; }
    [[nodiscard]] const std::string& salt() const { return salt_; }

  private:
    [[nodiscard]] std::string hash(std::string_view id) const;

    std::string salt_;
    std::map<std::string, State> apart_; ///< by the hash of their id
    Shunned shunned_;
    std::optional<double> lived_a_week_;
};

/// Its name in the state folder.
inline constexpr std::string_view kGlanceFile = "glance.json";

} // namespace kith::policy
