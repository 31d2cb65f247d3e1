// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/zone.hpp"
#include "core/model/settings.hpp"
#include "tests/property/draw.hpp"

namespace kith::test {

/// A configuration that `kith check` would accept: 1 to `most` connections, any pace, slots and
/// quiet hours, sometimes budgets of its own.
Settings random_settings(Draw& draw, int most);

/// Somebody's own: east and west, with and without summer time, by whole hours and by half ones.
calendar::Zone some_zone(Draw& draw);

/// A connection with id `id`, anything about it random.
Connection random_connection(Draw& draw, std::string id);

} // namespace kith::test
