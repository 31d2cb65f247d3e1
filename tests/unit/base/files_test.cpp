// SPDX-License-Identifier: MIT
#include <fstream>
#include <iterator>
#include <sys/stat.h>

#include "base/files.hpp"
#include "base/paths.hpp"
#include "base/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using kith::test::EnvVar;
using kith::test::TempDir;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const fs::path& path) {
    struct stat status{};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

long entries(const fs::path& dir) {
    return std::distance(fs::directory_iterator(dir), fs::directory_iterator());
}

} // namespace

TEST_CASE("A private folder is private, also one that was not", "[files]") {
    const TempDir dir;
    REQUIRE(make_private_dir(dir / "a/b/c"));
    CHECK(mode_of(dir / "a/b/c") == 0700);
    CHECK(mode_of(dir / "a") == 0700);
    REQUIRE(::chmod((dir / "a").c_str(), 0755) == 0);
    REQUIRE(make_private_dir(dir / "a/"));
    CHECK(mode_of(dir / "a") == 0700);
    std::ofstream(dir / "file") << "x";
    CHECK_FALSE(make_private_dir(dir / "file"));
    CHECK_FALSE(make_private_dir(dir / "file/below"));
}

TEST_CASE("A file is replaced whole or not at all", "[files]") {
    const TempDir dir;
    REQUIRE(atomic_write(dir / "f", "one"));
    CHECK(mode_of(dir / "f") == 0600);
    REQUIRE(atomic_write(dir / "f", "two", 0640));
    CHECK(mode_of(dir / "f") == 0640);
    CHECK(read_file(dir / "f", 10) == "two");
    REQUIRE(fs::create_directory(dir / "d"));
    CHECK_FALSE(atomic_write(dir / "d", "three"));
    CHECK_FALSE(atomic_write(dir / "gone/f", "three"));
    CHECK(entries(dir.path()) == 2);
}

TEST_CASE("Reading stops at its cap and names the file", "[files]") {
    const TempDir dir;
    REQUIRE(atomic_write(dir / "f", std::string(100, 'x')));
    CHECK(read_file(dir / "f", 100)->size() == 100);
    CHECK(read_file(dir / "f", 99).error().text == (dir / "f").string() + ": larger than 99 bytes");
    CHECK_FALSE(read_file(dir / "gone", 10));
    CHECK_FALSE(read_file(dir.path(), 10));
}

TEST_CASE("A pipe or a device is not read, and nothing waits for it", "[files]") {
    const TempDir dir;
    REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
    CHECK(read_file(dir / "pipe", 10).error().text ==
          (dir / "pipe").string() + ": this is not an ordinary file");
    CHECK_FALSE(read_file("/dev/zero", 10));
}

TEST_CASE("Folders follow XDG and a relative value counts as unset", "[paths]") {
    const EnvVar home("HOME", "/home/sam");
    {
        const EnvVar config("XDG_CONFIG_HOME", "/etc/sam"), state("XDG_STATE_HOME", "relative"),
            data("XDG_DATA_HOME", "");
        CHECK(config_home() == "/etc/sam");
        CHECK(state_home() == "/home/sam/.local/state");
        CHECK(data_home() == "/home/sam/.local/share");
    }
    const EnvVar runtime("XDG_RUNTIME_DIR", "/run/here");
    CHECK(runtime_dir() == "/run/here");
}

TEST_CASE("Without HOME the user database knows", "[paths]") {
    const EnvVar home("HOME", "not/absolute");
    CHECK(kith::home().is_absolute());
}

TEST_CASE("The parts beside the program share its prefix", "[paths]") {
    CHECK(host_path().parent_path() == offline_path().parent_path());
    CHECK(host_path().filename() == "kith-plugin-host");
    CHECK(bundled_plugin_dir().is_absolute());
}

TEST_CASE("Random ids are 32 hexadecimal digits and differ", "[random]") {
    const std::string id = random_id();
    CHECK(id.size() == 32);
    CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(id != random_id());
}
