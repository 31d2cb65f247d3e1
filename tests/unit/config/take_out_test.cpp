// SPDX-License-Identifier: MIT
// Somebody's lines are taken out of the configuration, and nothing else is.
#include "core/config/take_out.hpp"

#include "core/config/yaml_cut.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using config::SourceFile;
using config::take_out;

namespace {

const std::string kMain = R"(# my people
version: 1
connections:
  - id: ana            # from school
    name: Ana Pereira
    circle: close
    every: 3 weeks
    addresses: [ana@example.net,
                "tel:+351 210 000 000"]
    why: >
      We laugh,
      and walk.

  # Lee is a neighbour
  - id: lee
    name: Lee
    circle: wide
    also_called: ["Ana Pereira", Leander]   # a mix-up
    bridge_to: ana
    why: Met through Ana Pereira.
  - {id: choir, circle: group, members: [ana, lee], every: never}
rituals:
  - {id: walk, with: [ana], rule: every Saturday}
  - id: swim
    with:
    - lee
    - ana
    rule: every Sunday
pace: steady  # enough
)";

const std::string kWithout = R"(# my people
version: 1
connections:

  # Lee is a neighbour
  - id: lee
    name: Lee
    circle: wide
    also_called: [Leander]   # a mix-up
    why: Met through Ana Pereira.
  - {id: choir, circle: group, members: [lee], every: never}
rituals:
  - id: swim
    with:
    - lee
    rule: every Sunday
pace: steady  # enough
)";

std::string with_crlf(std::string text) {
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
        text.insert(at, "\r");
    return text;
}

} // namespace

TEST_CASE("Somebody's lines and every mention of them go, all else stays", "[take_out]") {
    const auto done = take_out({{"kith.yaml", kMain, false}}, "ana", nullptr);
    REQUIRE(done.has_value());
    REQUIRE(done->files.size() == 1);
    CHECK(done->files.front().text == kWithout);
    CHECK(done->lines.size() == 6);
    REQUIRE(done->left.size() == 1);
    CHECK(done->left.front().line == 10);
}

TEST_CASE("Line ends and a byte order mark stay as they were", "[take_out]") {
    const std::string bom = "\xEF\xBB\xBF";
    const auto done = take_out({{"kith.yaml", bom + with_crlf(kMain), false}}, "ana", nullptr);
    REQUIRE(done.has_value());
    CHECK(done->files.front().text == bom + with_crlf(kWithout));
}

TEST_CASE("A file of their own goes whole, after every mention", "[take_out]") {
    const std::vector<SourceFile> files{
        {"connections/ana.yaml", "id: ana\ncircle: close\n", true},
        {"connections/choir.yaml", "id: choir\ncircle: group\nmembers: ana\n", true},
        {"kith.yaml", "version: 1\n", false},
    };
    const auto done = take_out(files, "ana", nullptr);
    REQUIRE(done.has_value());
    REQUIRE(done->files.size() == 2);
    CHECK(done->files[0].text == "id: choir\ncircle: group\n");
    CHECK(done->files[1].name == "connections/ana.yaml");
    CHECK(done->files[1].text.empty());
}

TEST_CASE("However a list is written, the right entry goes", "[take_out]") {
    struct Row {
        const char *before, *after;
    };
    const std::string rest = "\npace: gentle\n";
    for (const auto& [before, after] : {
             Row{"connections: [{id: ana, name: \"A, ]na\"}, {id: lee}]",
                 "connections: [{id: lee}]"},
             Row{"connections: [{id: lee}, {id: ana, name: 'it''s, [me'}]",
                 "connections: [{id: lee}]"},
             Row{"connections: [{id: lee}, {id: ana}, ]", "connections: [{id: lee}, ]"},
             Row{"connections:\n- id: lee\n- id: ana\n  why: |\n    # not a comment\n\n    more",
                 "connections:\n- id: lee"},
             Row{"connections:\n-\n  id: ana\n-\n  id: lee", "connections:\n-\n  id: lee"},
             Row{"connections:\n  - bridge_to: ana\n    # mine\n    id: lee\n  - id: ana",
                 "connections:\n  - id: lee"},
             Row{"connections:\n  - id: ana\n# about lee\n  - id: lee",
                 "connections:\n# about lee\n  - id: lee"},
         }) {
        INFO(before);
        const auto done =
            take_out({{"kith.yaml", "version: 1\n" + std::string{before} + rest}}, "ana", nullptr);
        REQUIRE(done.has_value());
        CHECK(done->files.front().text == "version: 1\n" + std::string{after} + rest);
    }
}

TEST_CASE("An edit that would leave a wrong configuration is refused", "[take_out]") {
    const auto quorum = take_out({{"kith.yaml", R"(version: 1
connections:
  - id: ana
  - id: lee
  - {id: choir, circle: group, members: [ana, lee], satisfied_by: {quorum: 9}, colour: red}
)"}},
                                 "ana", nullptr);
    REQUIRE_FALSE(quorum.has_value());
    CHECK(quorum.error().text.find("right first") != std::string::npos);
    CHECK_FALSE(take_out({{"kith.yaml", "version: 1\n"}}, "ana", nullptr).has_value());
    // Two entries on one line: not ours to part.
    CHECK_FALSE(
        take_out({{"connections/x.yaml", "- - id: ana\n", true}, {"kith.yaml", "version: 1\n"}},
                 "ana", nullptr)
            .has_value());
}
