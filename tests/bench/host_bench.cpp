// SPDX-License-Identifier: MIT
// What a job costs, as ratios against a process that does nothing, and
// what the jail has of it. Medians.
#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "plugins/host/jail.hpp"
#include "wire/catalog.hpp"
#include "wire/run_job.hpp"

using namespace kith;
using Clock = std::chrono::steady_clock;
using Micros = std::chrono::microseconds;

extern char** environ;

namespace {

constexpr int kRounds = 101;

double since(Clock::time_point start) {
    return static_cast<double>(std::chrono::duration_cast<Micros>(Clock::now() - start).count()) /
           1000.0;
}

double median(const std::function<double()>& once) {
    std::vector<double> all;
    for (int i = 0; i < kRounds; ++i) all.push_back(once());
    std::nth_element(all.begin(), all.begin() + kRounds / 2, all.end());
    return all[kRounds / 2];
}

double empty_process() {
    std::string path = "/bin/true";
    char* words[] = {path.data(), nullptr};
    const auto start = Clock::now();
    pid_t pid = -1;
    if (::posix_spawn(&pid, path.c_str(), nullptr, nullptr, words, environ) != 0) return 0;
    ::waitpid(pid, nullptr, 0);
    return since(start);
}

wire::JobRequest request(const wire::Catalog& catalog) {
    wire::JobRequest out;
    out.instance = "behave";
    out.plugin = wire::Catalog::ref(*catalog.find("behave"));
    out.now = Instant{std::chrono::seconds{1'772'454'600}};
    out.since = out.now - std::chrono::days{30};
    out.until = out.now;
    return out;
}

/// In a child, since there is no way back.
double jail(const wire::JobRequest& job) {
    int ends[2];
    if (::pipe(ends) != 0) return 0;
    if (::fork() == 0) {
        const auto start = Clock::now();
        const auto entered = host::enter_jail(host::plan_jail(job, "/nowhere"));
        const double took = entered && entered->level == "full" ? since(start) : -1;
        (void)!::write(ends[1], &took, sizeof took);
        ::_exit(0);
    }
    double took = -1;
    (void)!::read(ends[0], &took, sizeof took);
    ::close(ends[0]);
    ::close(ends[1]);
    ::wait(nullptr);
    return took;
}

} // namespace

int main() {
    const auto catalog = wire::Catalog::scan({}, KITH_FIXTURES);
    const auto job = request(catalog);
    wire::RunOptions options;
    options.host = KITH_HOST;
    const double floor = median(empty_process);
    const double first = median([&] {
        const auto start = Clock::now();
        std::optional<double> at;
        wire::run_job(options, job, [&](const wire::Record&) {
            if (!at) at = since(start);
        });
        return at.value_or(-1);
    });
    const double whole = median([&] {
        const auto start = Clock::now();
        wire::run_job(options, job, [](const wire::Record&) {});
        return since(start);
    });
    const double setup = median([&] { return jail(job); });
    fmt::print("an empty process         {:6.2f} ms\n", floor);
    fmt::print("host, to first record    {:6.2f} ms  {:4.1f} x  (wanted: below 25 ms)\n", first,
               first / floor);
    fmt::print("host, whole job          {:6.2f} ms  {:4.1f} x\n", whole, whole / floor);
    fmt::print("the jail's set-up        {:6.2f} ms  {:4.1f} x  (wanted: below 3 ms)\n", setup,
               setup / floor);
    return setup < 0 || first < 0 ? 1 : 0;
}
