// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/episodes.hpp"

namespace kith {

enum class Level : std::uint8_t { Debug, Info, Notice, Warning, Error };

/// One fact beside a message: `{"plugin", "mail"}` is KITH_PLUGIN=mail in the journal and
/// `plugin=mail` in the text. Names are lower-case slugs.
struct Field {
    std::string_view name;
    std::string_view value;
};

/// Says one thing that happened, to the journal where stderr is the journal, else as one line on
/// stderr. Control characters are taken out, so values may come from strangers. Never throws; any
/// thread. Names, addresses and ids of people belong into no level above Debug.
void log_event(Level level, std::string_view message,
               std::initializer_list<Field> fields = {}) noexcept;

/// The same for a line that the journal's catalog explains: it carries its MESSAGE_ID.
void log_event(Level level, const Episode& episode,
               std::initializer_list<Field> fields = {}) noexcept;

/// What goes over every value above Debug, but `plugin`, `call` and `connection`, which are Kith's
/// own words. Set where people are known; nothing at start. Not while another thread logs.
using LogFilter = std::function<std::string(std::string_view)>;
void set_log_filter(LogFilter filter);

/// What is below `level` is dropped. At start: Info.
void set_log_level(Level level) noexcept;

} // namespace kith
