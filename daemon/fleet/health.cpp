// SPDX-License-Identifier: MIT
#include "daemon/fleet/health.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace kith::fleet {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<seconds, 3> kFirst{minutes{2}, minutes{10}, minutes{30}};
constexpr seconds kLongest = hours{6};

} // namespace

seconds backoff(wire::FailKind kind, int failures) {
    if (failures <= 0 || kind == wire::FailKind::None) return seconds{0};
    if (kind == wire::FailKind::Auth || kind == wire::FailKind::Config ||
        kind == wire::FailKind::Unfit)
        return kLongest;
    const auto number = static_cast<std::size_t>(failures) - 1;
    if (number < kFirst.size()) return kFirst.at(number);
    if (kind == wire::FailKind::Absent) return kFirst.back();
    const auto doublings = std::min<std::size_t>(number - kFirst.size() + 1, 8);
    return std::min(kFirst.back() * (1 << doublings), kLongest);
}

void Health::note(const wire::Outcome& outcome, Instant now) {
    last = outcome;
    last_run = now;
    if (outcome.ok()) {
        last_ok = now;
        failures = 0;
        retry_at.reset();
        return;
    }
    ++failures;
    retry_at = now + backoff(outcome.kind, failures);
}

bool Health::may_run(Instant now) const { return !retry_at || now >= *retry_at || now < last_run; }

std::string Health::line() const {
    if (last.ok() && last.rejected > 0)
        return fmt::format("{}: fine, but {} malformed {} passed over ({})", instance,
                           last.rejected, last.rejected == 1 ? "record was" : "records were",
                           last.text);
    if (!last.ok() || !last.text.empty()) return fmt::format("{}: {}", instance, last.text);
    return fmt::format("{}: fine", instance);
}

} // namespace kith::fleet
