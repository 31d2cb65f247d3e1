// SPDX-License-Identifier: MIT
// A ledger that was lost: told until it is dealt with.
#include <fstream>

#include "daemon/ledger/ledger.hpp"
#include "daemon/ledger/loss.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

const Instant kNow{std::chrono::seconds{1'790'000'000}};

void back_up(const std::filesystem::path& dir) {
    const auto opened = ledger::Ledger::open(dir, kNow);
    REQUIRE(opened);
    for (;;) {
        const auto more = opened->ledger->tend(kNow, 400, calendar::Zone::utc());
        REQUIRE(more);
        if (!*more) return;
    }
}

} // namespace

TEST_CASE("A loss is told at every opening until it is dealt with", "[ledger]") {
    const test::TempDir folder;
    REQUIRE(ledger::Ledger::open(folder.path(), kNow));
    const bool backed_up = GENERATE(false, true);
    if (backed_up) back_up(folder.path());
    std::ofstream(folder.path() / "ledger.db") << std::string(5000, 'x');
    std::string told;
    for (int i = 0; i < 3; ++i) {
        const auto opened = ledger::Ledger::open(folder.path(), kNow + i * 24h);
        REQUIRE(opened);
        CHECK(opened->note.find("ledger.damaged-") != std::string::npos);
        if (i > 0) CHECK(opened->note == told);
        told = opened->note;
        if (i == 2) ledger::drop_loss(folder.path());
    }
    CHECK(ledger::Ledger::open(folder.path(), kNow)->note.empty());
}

TEST_CASE("A ledger that is gone is known by what stands beside it", "[ledger]") {
    const test::TempDir folder;
    CHECK(ledger::Ledger::open(folder.path(), kNow)->note.empty());
    std::filesystem::remove(folder.path() / "ledger.db");
    CHECK(ledger::Ledger::open(folder.path(), kNow)->note.empty());
    std::filesystem::remove(folder.path() / "ledger.db");
    SECTION("whom it keeps apart") {
        std::ofstream(folder.path() / "glance.json") << "{}";
        const auto opened = ledger::Ledger::open(folder.path(), kNow);
        REQUIRE(opened);
        CHECK(opened->note.find("no backup yet") != std::string::npos);
    }
    SECTION("a backup that is not whole") {
        std::filesystem::create_directory(folder.path() / "backups");
        std::ofstream(folder.path() / "backups" / "ledger-2026-01-01.1.db")
            << std::string(5000, 'x');
        const auto opened = ledger::Ledger::open(folder.path(), kNow);
        REQUIRE(opened);
        CHECK(opened->note.find("none of its backups is whole") != std::string::npos);
        CHECK(opened->note.find("no backup yet") == std::string::npos);
    }
}
