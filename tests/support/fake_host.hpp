// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kith/plugin.hpp"

namespace kith::test {

/// Runs a plugin's functions in this process and keeps what it hands over. One test's; not to be
/// moved, since the plugin holds its address.
class FakeHost {
  public:
    explicit FakeHost(std::string state_dir = {}) : state_dir_(std::move(state_dir)) {
        raw_.struct_size = sizeof(kith_host);
        raw_.abi = KITH_PLUGIN_ABI;
        raw_.ctx = this;
        raw_.log = [](void* ctx, int, const char* text) { self(ctx).logged.emplace_back(text); };
        raw_.fail = [](void* ctx, int kind, const char* text) {
            self(ctx).failed_as = kind;
            self(ctx).failure = text;
        };
        raw_.touchpoint = &FakeHost::take_touchpoint;
        raw_.skipped = [](void* ctx, const kith_skipped* s) {
            self(ctx).passed_over.push_back({s->ref, s->because});
            return 0;
        };
        raw_.busy = &FakeHost::take_busy;
        raw_.cursor = [](void* ctx, const char* text) {
            self(ctx).cursors.emplace_back(text);
            return 0;
        };
        raw_.coverage = &FakeHost::take_coverage;
        raw_.state_dir = [](void* ctx) -> const char* {
            return self(ctx).state_dir_.empty() ? nullptr : self(ctx).state_dir_.c_str();
        };
        raw_.retract = [](void* ctx, const char* ref) {
            self(ctx).retracted.emplace_back(ref);
            return 0;
        };
        raw_.time_left_ms = [](void* ctx) { return self(ctx).time_left(); };
    }
    FakeHost(const FakeHost&) = delete;
    FakeHost& operator=(const FakeHost&) = delete;

    /// With it the plugin says what it passes over.
    void want_skipped() { raw_.want_skipped = 1; }
    [[nodiscard]] const kith_host* raw() const { return &raw_; }
    /// What a run handed over is forgotten; the state folder stays.
    void clear() {
        touches.clear();
        retracted.clear();
        passed_over.clear();
        busy.clear();
        cursors.clear();
        coverage.reset();
        failure.clear();
        failed_as = 0;
    }

    std::vector<plugin::Touchpoint> touches;
    std::vector<std::string> retracted;
    std::vector<plugin::Skipped> passed_over;
    std::vector<plugin::Busy> busy;
    std::vector<std::string> cursors;
    std::optional<plugin::Coverage> coverage;
    std::vector<std::string> logged;
    std::string failure;
    int failed_as = 0;
    int touchpoint_limit = 1'000'000; ///< more are refused, as when a job is over its limits
    std::function<std::int64_t()> time_left = [] { return std::int64_t{60'000}; };

  private:
    static FakeHost& self(void* ctx) { return *static_cast<FakeHost*>(ctx); }
    static std::string text(const char* raw) { return raw == nullptr ? "" : raw; }

    static int take_touchpoint(void* ctx, const kith_touchpoint* t) {
        auto& host = self(ctx);
        if (static_cast<int>(host.touches.size()) >= host.touchpoint_limit) return -1;
        plugin::Touchpoint out;
        out.at = t->at;
        out.address = text(t->address);
        out.connection = text(t->connection);
        out.channel = text(t->channel);
        out.direction = text(t->direction);
        out.ref = text(t->ref);
        if (t->minutes >= 0) out.minutes = t->minutes;
        out.name = text(t->name);
        out.because = text(t->because);
        host.touches.push_back(std::move(out));
        return 0;
    }

    static int take_busy(void* ctx, const kith_busy* b) {
        self(ctx).busy.push_back(
            {b->from, b->to, b->all_day != 0, text(b->connection), text(b->address), text(b->ref)});
        return 0;
    }

    static int take_coverage(void* ctx, const kith_coverage* c) {
        plugin::Coverage out{c->since, c->complete != 0, {}};
        for (const auto* scheme = c->schemes; *scheme != nullptr; ++scheme)
            out.schemes.emplace_back(*scheme);
        self(ctx).coverage = std::move(out);
        return 0;
    }

    kith_host raw_{};
    std::string state_dir_;
};

} // namespace kith::test
