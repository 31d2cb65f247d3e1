// SPDX-License-Identifier: MIT
// A change to the person's own file, as a diff.
#include "core/config/edit.hpp"

#include "tests/support/catch.hpp"

using namespace kith::config;

namespace {

const std::string kFile = "version: 1\n"
                          "connections:\n"
                          "  - id: ana\n"
                          "    every: 2 weeks   # since school\n"
                          "  - {id: lee, name: Lee, every: \"1-2 weeks\", circle: close}\n"
                          "  - {name: Sam, id: sam}\n"
                          "  - id: jo\n"
                          "    name: Jo";

std::string first(const std::optional<LineEdit>& edit) {
    return edit ? edit->becomes.front() : std::string{"nothing"};
}

} // namespace

TEST_CASE("A value is replaced where it stands, and all else stays", "[config]") {
    CHECK(first(replace_value(kFile, {"f", 4, 5}, "every", "4 weeks")) ==
          "    every: 4 weeks   # since school");
    CHECK(first(replace_value(kFile, {"f", 5, 26}, "every", "4 weeks")) ==
          "  - {id: lee, name: Lee, every: 4 weeks, circle: close}");
}

TEST_CASE("A value that is not written yet gets its place beside the id", "[config]") {
    const auto block = add_value(kFile, {"f", 7, 5}, "id", "every", "6 weeks");
    REQUIRE(block);
    CHECK(block->becomes == std::vector<std::string>{"  - id: jo", "    every: 6 weeks"});
    CHECK(first(add_value(kFile, {"f", 6, 17}, "id", "every", "6 weeks")) ==
          "  - {name: Sam, every: 6 weeks, id: sam}");
    CHECK(first(add_value(kFile, {"f", 5, 6}, "id", "every", "6 weeks"))
              .starts_with("  - {every: 6 weeks, id: lee"));
}

TEST_CASE("A file that has changed since is left alone", "[config]") {
    CHECK_FALSE(replace_value(kFile, {"f", 3, 5}, "every", "4 weeks"));
    CHECK_FALSE(replace_value(kFile, {"f", 40, 5}, "every", "4 weeks"));
    CHECK_FALSE(replace_value("", {"f", 1, 1}, "every", "4 weeks"));
    CHECK_FALSE(replace_value("every: \"2", {"f", 1, 1}, "every", "4 weeks"));
    CHECK_FALSE(replace_value("every:", {"f", 1, 1}, "every", "4 weeks"));
    CHECK_FALSE(add_value(kFile, {"f", 8, 5}, "id", "every", "4 weeks"));
}

TEST_CASE("The diff counts its lines, and knows an end without a line break", "[config]") {
    const auto last = add_value(kFile, {"f", 8, 5}, "name", "every", "6 weeks");
    const auto ana = replace_value(kFile, {"f", 4, 5}, "every", "4 weeks");
    const auto jo = add_value(kFile, {"f", 7, 5}, "id", "every", "6 weeks");
    REQUIRE((last && ana && jo));
    CHECK(unified_diff("/home/sam/kith.yaml", kFile, {*jo, *ana}) ==
          std::vector<std::string>{"--- /home/sam/kith.yaml", "+++ /home/sam/kith.yaml",
                                   "@@ -4,1 +4,1 @@", "-    every: 2 weeks   # since school",
                                   "+    every: 4 weeks   # since school", "@@ -7,1 +7,2 @@",
                                   "-  - id: jo", "+  - id: jo", "+    every: 6 weeks"});
    CHECK(unified_diff("k", kFile, {*last, *last}) ==
          std::vector<std::string>{"--- k", "+++ k", "@@ -8,1 +8,2 @@", "-    name: Jo",
                                   "\\ No newline at end of file", "+    name: Jo",
                                   "+    every: 6 weeks", "\\ No newline at end of file"});
}
