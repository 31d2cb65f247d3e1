// SPDX-License-Identifier: MIT
// A ledger that is moved, taken out or exchanged while it is open.
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/ledger/ledger.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
namespace fs = std::filesystem;

namespace {

const Instant kNow{std::chrono::seconds{1'790'000'000}};

ledger::Ledger::Opened open(const fs::path& dir) {
    auto opened = ledger::Ledger::open(dir, kNow);
    REQUIRE(opened);
    return std::move(*opened);
}

Result<void> keep(ledger::Ledger& ledger, const std::string& text) {
    return ledger.change([&](ledger::Change& c) { c.keep("noted", text); });
}

} // namespace

TEST_CASE("What is not in its place takes nothing, and tells", "[ledger]") {
    const test::TempDir folder;
    const fs::path dir = folder / "state";
    auto opened = open(dir);
    auto& ledger = *opened.ledger;
    int told = 0;
    ledger.on_moved = [&] { ++told; };
    REQUIRE(keep(ledger, "one"));
    CHECK(ledger.is_in_place());
    CHECK(told == 0);
    SECTION("the file moved away") { fs::rename(dir / "ledger.db", folder / "away.db"); }
    SECTION("the file exchanged") {
        std::ofstream(folder / "other") << "x";
        fs::rename(folder / "other", dir / "ledger.db");
    }
    SECTION("the lock gone") { fs::remove(dir / "lock"); }
    SECTION("the folder gone") { fs::remove_all(dir); }
    SECTION("the folder moved away") { fs::rename(dir, folder / "away"); }
    CHECK_FALSE(ledger.is_in_place());
    CHECK_FALSE(keep(ledger, "two"));
    CHECK_FALSE(ledger.tend(kNow, 400, calendar::Zone::utc()));
    CHECK(told == 2);
    CHECK(ledger.kept("noted") == "one");
}

TEST_CASE("What comes back is in its place", "[ledger]") {
    const test::TempDir folder;
    auto opened = open(folder.path());
    fs::rename(folder / "ledger.db", folder / "away.db");
    CHECK_FALSE(keep(*opened.ledger, "one"));
    fs::rename(folder / "away.db", folder / "ledger.db");
    CHECK(keep(*opened.ledger, "two"));
}

TEST_CASE("A ledger left where it was moved to is whole, and its log in nobody's way", "[ledger]") {
    const test::TempDir folder;
    const fs::path dir = folder / "state", other = folder / "other";
    REQUIRE(keep(*open(other).ledger, "of the other"));
    {
        auto opened = open(dir);
        REQUIRE(keep(*opened.ledger, "one"));
        CHECK_FALSE(opened.ledger->leave());
        fs::rename(dir / "ledger.db", folder / "away.db");
        fs::copy_file(other / "ledger.db", dir / "ledger.db");
        REQUIRE(opened.ledger->leave());
        CHECK_FALSE(fs::exists(dir / "ledger.db-wal"));
    }
    {
        const auto opened = open(dir);
        CHECK(opened.note.find("exchanged") != std::string::npos);
        CHECK(opened.ledger->kept("noted") == "of the other");
    }
    fs::create_directory(folder / "away");
    fs::rename(folder / "away.db", folder / "away" / "ledger.db");
    CHECK(open(folder / "away").ledger->kept("noted") == "one");
}

TEST_CASE("Where the disk refuses, the log of one that was moved away is kept for it", "[ledger]") {
    const test::TempDir folder;
    const fs::path dir = folder / "state", away = folder / "away";
    const auto big = std::string(300'000, 'x');
    REQUIRE(keep(*open(dir).ledger, "before"));
    const auto leaves = [&] {
        auto opened = ledger::Ledger::open(dir, kNow);
        if (!opened || !keep(*opened->ledger, big)) return 1;
        (void)std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{100'000, 100'000};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
        fs::rename(dir / "ledger.db", folder / "moved");
        return opened->ledger->leave() ? 0 : 3;
    };
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(leaves());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    fs::path log;
    for (const auto& entry : fs::directory_iterator(dir))
        if (entry.path().filename().string().starts_with("ledger.moved-")) log = entry.path();
    REQUIRE(log.string().ends_with("-wal"));
    CHECK_FALSE(fs::exists(dir / "ledger.db-wal"));
    std::ofstream(dir / "glance.json") << "{}";
    const auto told = open(dir).note;
    CHECK(told.find("the ledger was gone") != std::string::npos);
    CHECK(told.find(log.string()) != std::string::npos);
    // Where the next one is damaged before that was told, both are.
    std::ofstream(dir / "ledger.db") << std::string(5000, 'x');
    const auto both = open(dir).note;
    CHECK(both.find("the ledger was damaged and is kept as ") == 0);
    CHECK(both.find(log.string()) != std::string::npos);
    const auto outlook = both.substr(both.rfind("; "));
    CHECK(both.find(outlook) == both.rfind(outlook));
    fs::create_directory(away);
    fs::rename(folder / "moved", away / "ledger.db");
    fs::rename(log, away / "ledger.db-wal");
    CHECK(open(away).ledger->kept("noted") == big);
}

TEST_CASE("Another ledger's log is left alone", "[ledger]") {
    const test::TempDir folder;
    const fs::path dir = folder / "state";
    auto opened = open(dir);
    REQUIRE(keep(*opened.ledger, "one"));
    fs::rename(dir, folder / "away");
    fs::create_directory(dir);
    std::ofstream(dir / "ledger.db-wal") << "x";
    REQUIRE(opened.ledger->leave());
    CHECK(fs::file_size(dir / "ledger.db-wal") == 1);
}
