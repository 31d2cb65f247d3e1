// SPDX-License-Identifier: MIT
#include "daemon/life/source.hpp"

#include <algorithm>

namespace kith::daemon {
namespace {

constexpr auto kCoversFor = std::chrono::days{7};

bool covers(const Source& source, const Address& address, Instant now) {
    if (!source.last_ok || now - *source.last_ok > kCoversFor) return false;
    return std::ranges::find(source.schemes, address.scheme) != source.schemes.end();
}

/// Never read to the end, though tried for a while: whom it would show is not known yet.
bool may_show(const Source& source, const Address& address, Instant now) {
    if (source.last_ok || !source.tried || now - *source.tried > kCoversFor) return false;
    return source.schemes.empty() ||
           std::ranges::find(source.schemes, address.scheme) != source.schemes.end();
}

} // namespace

bool is_fresh(const Source& source, double stale_h, Instant now) {
    const std::chrono::seconds limit{static_cast<std::int64_t>(stale_h * 3600)};
    return !source.behind && source.last_ok && now - *source.last_ok <= limit;
}

Visibility visibility(const Connection& connection, const std::vector<Source>& sources,
                      double stale_h, Instant now) {
    Visibility out;
    std::size_t covered = 0;
    for (const auto& address : connection.addresses) {
        bool any = false;
        bool any_fresh = false;
        bool unknown = false;
        for (const auto& source : sources) {
            unknown = unknown || may_show(source, address, now);
            if (!covers(source, address, now)) continue;
            any = true;
            any_fresh = any_fresh || (!source.reading && is_fresh(source, stale_h, now));
        }
        covered += any ? 1 : 0;
        out.stale = out.stale || ((any || unknown) && !any_fresh);
    }
    if (covered == 0) return out;
    out.sight = covered == connection.addresses.size() ? Sight::Seen : Sight::Partly;
    return out;
}

} // namespace kith::daemon
