// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/unique_fd.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;

namespace {

/// What `say` writes on stderr.
template <class Say>
std::string stderr_of(Say say) {
    const test::TempDir dir;
    const std::filesystem::path file = dir / "err";
    const UniqueFd old(::dup(STDERR_FILENO));
    const UniqueFd to(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    REQUIRE(::dup2(to.get(), STDERR_FILENO) >= 0);
    say();
    REQUIRE(::dup2(old.get(), STDERR_FILENO) >= 0);
    return read_file(file, 10000).value();
}

} // namespace

TEST_CASE("A logged event is one harmless line with its facts", "[log]") {
    const std::string text = stderr_of([] {
        log_event(Level::Warning, "a source\nfailed {}",
                  {{"plugin", "ma\x1bil"}, {"kind", "auth"}});
    });
    CHECK(text == "warning: a source failed {} plugin=mail kind=auth\n");
}

TEST_CASE("What is below the threshold is not said", "[log]") {
    CHECK(stderr_of([] { log_event(Level::Debug, "quiet"); }).empty());
    set_log_level(Level::Debug);
    CHECK_FALSE(stderr_of([] { log_event(Level::Debug, "said"); }).empty());
    set_log_level(Level::Info);
}

TEST_CASE("Who is to stay unnamed is, above debug, but not in Kith's own words", "[log]") {
    set_log_filter([](std::string_view) { return std::string{"someone"}; });
    const auto both = stderr_of(
        [] { log_event(Level::Info, "said", {{"plugin", "ana"}, {"why", "ana is busy"}}); });
    set_log_level(Level::Debug);
    const auto debug = stderr_of([] { log_event(Level::Debug, "said", {{"why", "ana is busy"}}); });
    set_log_level(Level::Info);
    set_log_filter({});
    CHECK(both == "info: said plugin=ana why=someone\n");
    CHECK(debug == "debug: said why=ana is busy\n");
}
