// SPDX-License-Identifier: MIT
// A ledger of a million touchpoints beside one of a few: opening, taking up the fold, one more
// touchpoint remembered for good. The floor of the last is one fdatasync.
#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "base/unique_fd.hpp"
#include "daemon/life/life.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace kith;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int kPeople = 50;
constexpr int kBatch = 10'000;
const Instant kStart{1'500'000'000s};

config::Parsed fifty_people() {
    std::string text = "version: 1\nconnections:\n";
    for (int i = 0; i < kPeople; ++i)
        text += fmt::format("  - {{id: p{0}, name: P{0}, circle: close}}\n", i);
    return config::parse({{"kith.yaml", text, false}}, nullptr);
}

void need(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(what);
}

/// A day of touches after another until there are `count`.
void fill(const fs::path& dir, int count) {
    test::FakeClock clock(kStart);
    auto opened = ledger::Ledger::open(dir, kStart);
    need(opened.has_value(), "open");
    daemon::Life life(*opened->ledger, clock);
    need(life.begin() && life.adopt(fifty_people(), calendar::Zone::utc()) && life.refresh(),
         "begin");
    daemon::Source source{.instance = "mail"};
    for (int done = 0; done < count;) {
        std::vector<Touchpoint> batch;
        for (; done < count && batch.size() < kBatch; ++done) {
            clock.advance(263s);
            Touchpoint t;
            t.at = clock.now();
            t.connection = fmt::format("p{}", done % kPeople);
            t.channel = Channel::Email;
            t.source = "mail";
            t.ref = fmt::format("<{:016x}@example.net>", done);
            batch.push_back(std::move(t));
        }
        need(life.commit_sensed(batch, source).has_value(), "commit");
    }
    opened->ledger->checkpoint();
}

/// Milliseconds of the middle one of many runs.
template <class F>
double median(int runs, F run) {
    std::vector<double> all;
    for (int i = 0; i < runs; ++i) {
        const auto began = std::chrono::steady_clock::now();
        run(i);
        all.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
                .count());
    }
    std::ranges::sort(all);
    return all.at(all.size() / 2);
}

struct Figures {
    double open = 0, load = 0, add = 0;
};

Figures measure(const fs::path& dir) {
    Figures out;
    const auto open = [&] {
        auto opened = ledger::Ledger::open(dir, kStart);
        need(opened.has_value(), "open again");
        return std::move(opened->ledger);
    };
    out.open = median(21, [&](int) { (void)open(); });
    auto ledger = open();
    out.load = median(21, [&](int) { need(ledger->load_fold().has_value(), "load"); });
    out.add = median(201, [&](int i) {
        Touchpoint t;
        t.at = kStart;
        t.connection = "p1";
        t.source = "bench";
        t.ref = std::to_string(i);
        need(ledger->change([&](ledger::Change& c) { (void)c.add(t, kStart); }).has_value(), "add");
    });
    return out;
}

/// A row appended to a file and synced.
double floor_of_one(const fs::path& dir) {
    const auto file = (dir / "floor").string();
    const UniqueFd fd{::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
    need(static_cast<bool>(fd), "floor");
    const std::string row(4096, 'r');
    return median(201, [&](int) {
        need(::write(fd.get(), row.data(), row.size()) > 0 && ::fdatasync(fd.get()) == 0, "sync");
    });
}

} // namespace

int main(int argc, char** argv) try {
    const int count = argc > 1 ? std::stoi(argv[1]) : 1'000'000;
    const test::TempDir small;
    const test::TempDir large;
    fill(small.path(), kPeople);
    fill(large.path(), count);
    const auto few = measure(small.path());
    const auto many = measure(large.path());
    fmt::print("{:<34}{:>12}{:>12}{:>8}\n", "milliseconds, touchpoints:", kPeople, count, "ratio");
    const auto row = [](const char* what, double a, double b) {
        fmt::print("{:<34}{:>12.3f}{:>12.3f}{:>8.2f}\n", what, a, b, b / a);
    };
    row("open (before READY)", few.open, many.open);
    row("take up the fold (after READY)", few.load, many.load);
    row("remember one touchpoint", few.add, many.add);
    fmt::print("{:<34}{:>12.3f}\n", "floor: 4 kB appended and synced", floor_of_one(small.path()));
    return 0;
} catch (const std::exception& e) {
    fmt::print(stderr, "ledger_bench: {}\n", e.what());
    return 1;
}
