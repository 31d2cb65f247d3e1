// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/calendar/zone.hpp"
#include "core/model/instant.hpp"
#include "plugins/files/told.hpp"
#include "plugins/support/ical/instances.hpp"

namespace kith::files {

/// A meeting of a series that was moved to another hour is the one that was told of that day, and
/// keeps its ref; of a series that was moved to another day, the one nearest to it within half the
/// time from one to the next, and then it began no later than that: what has been was where it
/// was. Or all that have been would count once more. One that was over only after `looked_at`, the
/// look before, has been. `all` are of one series.
void keep_refs(const Told::File& told, std::vector<ical::Instance>& all, const calendar::Zone& zone,
               Instant now, Instant looked_at);

} // namespace kith::files
