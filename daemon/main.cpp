// SPDX-License-Identifier: MIT
// kithd: read the command line, build the App, run.
#include <cstdio>
#include <deque>
#include <exception>
#include <memory>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <utility>

#include "base/log.hpp"
#include "core/calendar/civil.hpp"
#include "daemon/app.hpp"

namespace {

using namespace kith;

/// `--at`: a moment that stands still.
struct FixedClock final : Clock {
    explicit FixedClock(Instant at) : at_(at) {}
    [[nodiscard]] Instant now() const override { return at_; }

  private:
    Instant at_;
};

int run(const daemon::Options& options) {
    std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
    if (!options.at.empty()) {
        const auto at = calendar::parse_moment(options.at, daemon::App::zone_written(options));
        if (!at) {
            std::fprintf(stderr, "kithd: --at: %s\n", at.error().text.c_str());
            return 2;
        }
        clock = std::make_unique<FixedClock>(*at);
    }
    std::deque<daemon::HeldAnswers::Answer> held;
    for (;;) {
        daemon::App app(options, *clock, std::move(held));
        const int code = options.once ? app.run_once(options.json) : app.run();
        if (options.once || !app.begins_anew()) return code;
        held = app.leave_held();
    }
}

} // namespace

int main(int argc, char** argv) try {
    // Secrets pass through: no core is written, and nobody else looks into this memory.
    const rlimit none{};
    (void)::setrlimit(RLIMIT_CORE, &none);
    (void)::prctl(PR_SET_DUMPABLE, 0);
    const auto options = daemon::parse_options(argc, argv);
    if (!options) {
        std::fprintf(stderr, "kithd: %s\n", options.error().text.c_str());
        return 2;
    }
    if (options->help) return std::puts(daemon::kHelp) < 0 ? 1 : 0;
    if (options->version) return std::puts("kithd " KITH_VERSION) < 0 ? 1 : 0;
    return run(*options);
} catch (const std::exception& e) {
    std::fprintf(stderr, "kithd: %s\n", e.what());
    return 1;
}
