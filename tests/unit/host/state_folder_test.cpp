// SPDX-License-Identifier: MIT
#include "plugins/host/state_folder.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using host::look_through;
using wire::Kept;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, std::size_t bytes = 1) {
    std::ofstream(file) << std::string(bytes, 'x');
}

/// Goes too deep to be looked through.
void bury(const fs::path& folder) {
    auto deep = folder;
    for (int i = 0; i < 80; ++i) deep /= "d";
    fs::create_directories(deep);
}

} // namespace

TEST_CASE("A state folder is held to its bytes and files", "[host]") {
    const test::TempDir dir;
    CHECK(look_through(dir / "none", {1, 1}) == Kept::Fine);
    write(dir / "a", 5000);
    fs::create_directory(dir / "sub");
    write(dir / "sub/b");
    CHECK(look_through(dir.path(), {1'000'000, 3}) == Kept::Fine);
    CHECK(look_through(dir.path(), {1'000'000, 2}) == Kept::TooMuch);
    CHECK(look_through(dir.path(), {4096, 3}) == Kept::TooMuch);
}

TEST_CASE("A link is not followed", "[host]") {
    const test::TempDir dir;
    fs::create_directory_symlink("/usr/lib", dir / "link");
    CHECK(look_through(dir.path(), {1'000'000, 1}) == Kept::Fine);
}

TEST_CASE("What vanishes during a look is passed over", "[host]") {
    const test::TempDir dir;
    for (int i = 0; i < 200; ++i) write(dir / std::to_string(i));
    std::atomic<bool> done = false;
    std::jthread at_work([&] {
        for (int i = 0; !done; i = (i + 1) % 200) {
            const auto name = std::to_string(i);
            write(dir / (name + ".tmp"));
            fs::rename(dir / (name + ".tmp"), dir / name);
            fs::create_directory(dir / ("d" + name));
            fs::remove(dir / ("d" + name));
        }
    });
    int amiss = 0;
    for (int i = 0; i < 500; ++i)
        amiss += look_through(dir.path(), {100'000'000, 1000}) == Kept::Fine ? 0 : 1;
    done = true;
    CHECK(amiss == 0);
}

TEST_CASE("A job ends for a folder that two looks cannot look through", "[host]") {
    const test::TempDir dir;
    host::StateWatch watch(dir.path());
    bury(dir.path());
    CHECK_FALSE(watch.look());
    fs::remove_all(dir / "d");
    CHECK_FALSE(watch.look());
    CHECK(watch.verdict() == Kept::Fine);
    bury(dir.path());
    CHECK_FALSE(watch.look());
    CHECK(watch.look());
    // What it was ended for stands, whatever became of it.
    fs::remove_all(dir / "d");
    CHECK(watch.verdict() == Kept::Hidden);
}
