// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace kith {

enum class Level : std::uint8_t { Debug, Info, Notice, Warning, Error };

/// One fact beside a message: `{"instance", "mail"}` is KITH_INSTANCE=mail in the journal and
/// `instance=mail` in the text. Names are lower-case slugs.
struct Field {
    std::string_view name;
    std::string_view value;
};

/// Says one thing that happened, to the journal where stderr is the journal, else as one line on
/// stderr. Control characters are taken out, so values may come from strangers. Never throws; any
/// thread. Names, addresses and ids of people belong into no level above Debug.
void log_event(Level level, std::string_view message,
               std::initializer_list<Field> fields = {}) noexcept;

/// What is below `level` is dropped. At start: Info.
void set_log_level(Level level) noexcept;

} // namespace kith
