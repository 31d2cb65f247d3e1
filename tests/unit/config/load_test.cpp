// SPDX-License-Identifier: MIT
#include "core/config/load.hpp"

#include <fstream>
#include <sys/stat.h>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/config/samples.hpp"

using namespace kith;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;

namespace {

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

TEST_CASE("A folder is read with its connections in the order of their names", "[config][load]") {
    const test::TempDir dir;
    write(dir.path() / "kith.yaml", "version: 1\nconnections: [{id: main}]\n");
    write(dir.path() / "connections/b.yaml", "- {id: bo}\n");
    write(dir.path() / "connections/a.yml", "id: ana\nmembers: []\ncircle: group\n");
    write(dir.path() / "connections/.a.yaml.swp", "rubbish: [");
    write(dir.path() / "connections/.hidden.yaml", "rubbish: [");
    write(dir.path() / "connections/a.yaml~", "rubbish: [");
    write(dir.path() / "connections/notes.txt", "rubbish: [");
    const auto parsed = config::load(dir.path(), nullptr);
    CHECK(test::lines(parsed.problems) == std::vector<std::string>{});
    REQUIRE(parsed.settings.connections.size() == 3);
    CHECK(parsed.settings.connections[0].id == "main");
    CHECK(parsed.settings.connections[1].id == "ana");
    CHECK(parsed.settings.connections[2].id == "bo");
}

TEST_CASE("The same id in two files names both places", "[config][load]") {
    const test::TempDir dir;
    write(dir.path() / "kith.yaml", "version: 1\nconnections: [{id: ana}]\n");
    write(dir.path() / "connections/ana.yaml", "name: Ana\nid: ana\n");
    const auto parsed = config::load(dir.path(), nullptr);
    REQUIRE(parsed.problems.size() == 1);
    CHECK_THAT(config::format(parsed.problems[0]),
               Contains("connections/ana.yaml:2:5: error: connections.ana.id") &&
                   Contains("kith.yaml:2:20"));
}

TEST_CASE("What is not there is said", "[config][load]") {
    const test::TempDir dir;
    auto parsed = config::load(dir.path(), nullptr);
    CHECK_FALSE(parsed.ok());
    CHECK_THAT(config::format(parsed.problems.at(0)),
               Contains("kith.yaml:1:1: error: file: there is no such"));
    parsed = config::load(dir.path() / "nowhere", nullptr);
    CHECK_THAT(config::format(parsed.problems.at(0)), Contains("nowhere is not there"));
}

TEST_CASE("A folder, a pipe or a giant in place of a file holds nothing up", "[config][load]") {
    const test::TempDir dir;
    write(dir.path() / "kith.yaml", "version: 1\n");
    fs::create_directories(dir.path() / "connections/folder.yaml");
    REQUIRE(::mkfifo((dir.path() / "connections/pipe.yaml").c_str(), 0600) == 0);
    write(dir.path() / "connections/giant.yaml", std::string(2 << 20, '#'));
    const auto parsed = config::load(dir.path(), nullptr);
    REQUIRE(parsed.problems.size() == 3);
    CHECK_THAT(config::format(parsed.problems[0]),
               Contains("folder.yaml:1:1: error: file: this is not a file"));
    CHECK_THAT(config::format(parsed.problems[1]),
               Contains("giant.yaml:1:1: error: yaml: this file is larger"));
    CHECK_THAT(config::format(parsed.problems[2]),
               Contains("pipe.yaml:1:1: error: file: this is not a file"));
}

TEST_CASE("A broken file does not make ids of its own look missing", "[config][load]") {
    const test::TempDir dir;
    write(dir.path() / "kith.yaml",
          "version: 1\nconnections: [{id: choir, circle: group, members: [ana]}]\n");
    write(dir.path() / "connections/ana.yaml", "id: ana\nname: \"Ana\n");
    const auto parsed = config::load(dir.path(), nullptr);
    REQUIRE(parsed.problems.size() == 1);
    CHECK_THAT(config::format(parsed.problems[0]),
               Contains("ana.yaml:2:7: error: yaml: this quoted text"));
}

TEST_CASE("An empty file of connections is not taken for nobody", "[config][load]") {
    const test::TempDir dir;
    write(dir.path() / "kith.yaml", "version: 1\n");
    write(dir.path() / "connections/ana.yaml", "");
    CHECK_FALSE(config::load(dir.path(), nullptr).ok());
    write(dir.path() / "connections/ana.yaml", "# id: ana\n");
    const auto parsed = config::load(dir.path(), nullptr);
    CHECK(parsed.ok());
    CHECK(parsed.problems.size() == 1);
}
