// SPDX-License-Identifier: MIT
#include "base/remove_tree.hpp"

#include <array>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using kith::test::TempDir;
namespace fs = std::filesystem;

namespace {

/// `depth` folders in each other, too deep for one path, with a file in the last.
void dig(const fs::path& top, int depth) {
    fs::create_directories(top);
    int at = ::open(top.c_str(), O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < depth; ++i) {
        REQUIRE(::mkdirat(at, "down", 0700) == 0);
        ::close(std::exchange(at, ::openat(at, "down", O_RDONLY | O_DIRECTORY)));
        REQUIRE(at >= 0);
    }
    ::close(::openat(at, "last", O_CREAT | O_WRONLY, 0600));
    ::close(at);
}

/// Few descriptors for as long as it lives.
struct FewDescriptors {
    FewDescriptors() {
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
        const rlimit few{32, before.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    }
    ~FewDescriptors() { (void)::setrlimit(RLIMIT_NOFILE, &before); }
    rlimit before{};
};

} // namespace

TEST_CASE("A folder goes with all that is in it", "[files]") {
    const TempDir dir;
    const auto top = dir / "top";
    fs::create_directories(top / "a" / "b");
    fs::create_directories(top / "a" / "c");
    fs::create_directories(top / ".going-1"); // a name of its own
    std::ofstream(top / ".going-1" / "file") << "x";
    std::ofstream(top / "a" / "b" / "file") << "x";
    std::ofstream(dir / "kept") << "x";
    fs::create_directory(dir / "also-kept");
    std::ofstream(dir / "also-kept" / "file") << "x";
    fs::create_symlink(dir / "kept", top / "a" / "link");
    fs::create_directory_symlink(dir / "also-kept", top / "a" / "c" / "link");
    REQUIRE(::mkfifo((top / "pipe").c_str(), 0600) == 0);
    REQUIRE(::chmod((top / "a" / "b").c_str(), 0) == 0);
    CHECK(remove_tree(top));
    CHECK_FALSE(fs::exists(top));
    CHECK(fs::exists(dir / "kept"));
    CHECK(fs::exists(dir / "also-kept" / "file"));
}

TEST_CASE("Depth costs no descriptors", "[files]") {
    const TempDir dir;
    dig(dir / "top" / "deep", 6000);
    dig(dir / "top" / "other", 3000);
    std::ofstream(dir / "top" / "file") << "x";
    const FewDescriptors few;
    CHECK(remove_tree(dir / "top"));
    CHECK_FALSE(fs::exists(dir / "top"));
}

TEST_CASE("What is not there is gone, and a link goes by itself", "[files]") {
    const TempDir dir;
    CHECK(remove_tree(dir / "none"));
    fs::create_directory(dir / "kept");
    fs::create_directory_symlink(dir / "kept", dir / "link");
    CHECK(remove_tree(dir / "link"));
    CHECK_FALSE(fs::is_symlink(dir / "link"));
    CHECK(fs::exists(dir / "kept"));
}

TEST_CASE("What cannot go is named, and the rest goes", "[files]") {
    const TempDir dir;
    const auto top = dir / "top";
    fs::create_directories(top / "a" / "stays");
    fs::create_directories(top / "z" / "goes");
    // A folder that is somebody's working place still goes; one that something is mounted on does
    // not. Without the right to mount there is nothing to try.
    if (::geteuid() != 0 ||
        std::system(
            ("mount -t tmpfs none " + (top / "a" / "stays").string() + " 2>/dev/null").c_str()) !=
            0)
        return;
    const auto done = remove_tree(top);
    REQUIRE_FALSE(done);
    CHECK(done.error().text.find("stays") != std::string::npos);
    CHECK_FALSE(fs::exists(top / "z"));
    REQUIRE(std::system(("umount " + (top / "a" / "stays").string()).c_str()) == 0);
    CHECK(remove_tree(top));
}
