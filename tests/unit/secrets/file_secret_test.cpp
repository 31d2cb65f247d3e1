// SPDX-License-Identifier: MIT
#include "daemon/secrets/file_secret.hpp"

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using daemon::read_credential;
using daemon::read_private_file;

namespace {

std::string file(const test::TempDir& dir, const std::string& text, mode_t mode = 0600) {
    const auto path = dir / "secret";
    std::ofstream(path) << text;
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    return path;
}

std::string why(const fleet::SecretAnswer& answer) {
    return answer ? "it was read" : answer.error().text;
}

} // namespace

TEST_CASE("A file that only its owner can open is read, without its last newline", "[secrets]") {
    const test::TempDir dir;
    for (const mode_t mode : {0600, 0400, 0700})
        CHECK(read_private_file(file(dir, "tall grass\n", mode)).value().view() == "tall grass");
    CHECK(read_private_file(file(dir, "two\nlines\r\n")).value().view() == "two\nlines");
    CHECK(read_private_file(file(dir, "  blanks stay  ")).value().view() == "  blanks stay  ");
}

TEST_CASE("A file that others may open is refused, with the command that closes it", "[secrets]") {
    const test::TempDir dir;
    for (const mode_t mode : {0640, 0604, 0610, 0620, 0644, 0666}) {
        const auto path = file(dir, "hunter2", mode);
        CHECK(why(read_private_file(path)) ==
              "others may open " + path + "; `chmod 600 " + path + "` closes it");
    }
}

TEST_CASE("What is no plain file of one's own is refused with a clear sentence", "[secrets]") {
    const test::TempDir dir;
    const auto path = file(dir, "hunter2");
    const std::string gone = dir / "gone";
    CHECK(why(read_private_file(gone)) ==
          gone + " is not there; `install -m 600 /dev/null " + gone + "` makes it");
    const std::string link = dir / "link";
    REQUIRE(::symlink(path.c_str(), link.c_str()) == 0);
    CHECK(why(read_private_file(link)) ==
          link + " is a link; name the file itself (`readlink -f " + link + "` shows it)");
    const std::string pipe = dir / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(why(read_private_file(pipe)) ==
          pipe + " is no file; `ls -ld " + pipe + "` shows what it is");
    CHECK(why(read_private_file(dir.path())).starts_with(dir.path().string() + " is no file; `"));
    CHECK(why(read_private_file("secret")) == "secret is no whole path; begin it with / or ~/");
    if (::geteuid() == 0) {
        REQUIRE(::chown(path.c_str(), 65534, 65534) == 0);
        CHECK(why(read_private_file(path)) ==
              path + " belongs to another user; `sudo chown $USER " + path + "` makes it yours");
    }
}

TEST_CASE("What cannot be a secret is refused, and never repeated", "[secrets]") {
    const test::TempDir dir;
    const std::string empty = file(dir, "\n");
    CHECK(why(read_private_file(empty)) ==
          empty + " holds nothing; `nano " + empty + "` is where to write it");
    const std::string binary = file(dir, std::string("hunter\0two", 10));
    CHECK(why(read_private_file(binary)) ==
          "what " + binary + " holds is no text; `nano " + binary + "` is where to write it");
    const auto path = file(dir, std::string(daemon::kMaxSecret + 1, 'h'));
    CHECK(why(read_private_file(path)) == path + " is too long for a secret");
    CHECK(read_private_file(file(dir, std::string(daemon::kMaxSecret, 'h'))).has_value());
}

TEST_CASE("A home folder is found by its tilde", "[secrets]") {
    const test::TempDir dir;
    const test::EnvVar home("HOME", dir.path());
    (void)file(dir, "tall grass");
    CHECK(read_private_file("~/secret").value().view() == "tall grass");
}

TEST_CASE("A credential comes from the folder systemd names, and from nowhere else", "[secrets]") {
    const test::TempDir dir;
    (void)file(dir, "tall grass\n", 0400);
    {
        const test::EnvVar folder("CREDENTIALS_DIRECTORY", dir.path());
        const test::EnvVar unit("INVOCATION_ID", "0123456789abcdef");
        CHECK(read_credential("secret").value().view() == "tall grass");
        CHECK(why(read_credential("other")) ==
              "systemd handed over no credential other; `systemctl --user edit kithd` is the place "
              "for LoadCredential=other:FILE");
        for (const auto* name : {"../secret", "/etc/passwd", "..", "", ".hidden"})
            CHECK(why(read_credential(name)).ends_with("is no name of a credential"));
    }
    {
        const test::EnvVar unit("INVOCATION_ID", "0123456789abcdef");
        CHECK(
            why(read_credential("secret")).starts_with("systemd handed over no credential secret"));
    }
    // Without a manager there is no service to edit.
    ::unsetenv("INVOCATION_ID");
    CHECK(why(read_credential("secret")).find("systemctl") == std::string::npos);
}
