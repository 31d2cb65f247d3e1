// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>

#include "wire/catalog.hpp"
#include "wire/request.hpp"

namespace kith::test {

inline constexpr Instant kFixtureNow{std::chrono::seconds{1'772'454'600}}; // 2026-03-02T12:30Z

/// The fixtures of tests/plugins, found as any plugin is. KITH_FIXTURES names their folder.
inline const wire::Catalog& fixtures() {
    static const auto kCatalog = wire::Catalog::scan({}, KITH_FIXTURES);
    return kCatalog;
}

inline wire::NudgeOrder fixture_nudge() {
    wire::NudgeOrder nudge;
    nudge.id = "0123456789abcdef0123456789abcdef";
    nudge.connection = "ana";
    nudge.title = "A word to Ana";
    nudge.body = "It has been a while.";
    nudge.step = "one-line";
    nudge.answers = {{"going", "Say hi"}, {"later", "Not now"}};
    nudge.expires = kFixtureNow + std::chrono::hours{36};
    return nudge;
}

/// A job for a fixture; `mode` picks its way to go wrong.
inline wire::JobRequest fixture_request(const std::string& name, wire::Call call,
                                        const std::string& mode = {}) {
    const auto* entry = fixtures().find(name);
    if (entry == nullptr) throw std::runtime_error("no fixture " + name);
    if (const auto refusal = wire::Catalog::refusal(*entry, false); !refusal.empty())
        throw std::runtime_error(refusal);
    wire::JobRequest request;
    request.call = call;
    request.instance = name;
    request.plugin = wire::Catalog::ref(*entry);
    request.now = kFixtureNow;
    request.since = kFixtureNow - std::chrono::days{30};
    request.until = kFixtureNow + std::chrono::days{14};
    request.settings = R"({"mode":")" + mode + R"("})";
    request.addresses = {{true, "", "mailto:sam@example.org", {}},
                         {false, "ana", "mailto:ana@example.net", {"Ana Pereira"}},
                         {false, "ben", "mailto:ben@example.net", {}}};
    if (call == wire::Call::Deliver || call == wire::Call::Withdraw)
        request.nudge = fixture_nudge();
    return request;
}

} // namespace kith::test
