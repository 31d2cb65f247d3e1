// SPDX-License-Identifier: MIT
#include "core/calendar/free_windows.hpp"
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

namespace {

Instant hour(int h) { return at("2026-03-02T00:00:00Z") + std::chrono::hours{h}; }
Interval span_of(int from, int to) { return {hour(from), hour(to)}; }

} // namespace

TEST_CASE("Free windows are what busy times leave", "[calendar][free]") {
    const std::vector<Interval> busy = {span_of(14, 16), span_of(8, 10), span_of(9, 11),
                                        span_of(10, 10), span_of(19, 25)};
    CHECK(free_windows(busy, span_of(9, 20)) ==
          std::vector<Interval>{span_of(11, 14), span_of(16, 19)});
    CHECK(free_windows(busy, span_of(0, 12), std::chrono::hours{2}) ==
          std::vector<Interval>{span_of(0, 8)});
    CHECK(free_windows({}, span_of(3, 4)) == std::vector<Interval>{span_of(3, 4)});
    CHECK(free_windows(busy, span_of(20, 22)).empty());
    CHECK(free_windows({}, span_of(4, 4)).empty());
    CHECK(has_free_window(busy, span_of(9, 20), std::chrono::hours{3}));
    CHECK_FALSE(has_free_window(busy, span_of(9, 20), std::chrono::minutes{181}));
    CHECK(has_free_window(busy, {hour(20), Instant::max()}, std::chrono::hours{99}));
}
