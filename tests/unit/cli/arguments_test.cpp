// SPDX-License-Identifier: MIT
#include "cli/client/arguments.hpp"

#include "tests/support/catch.hpp"

using kith::cli::parse_arguments;

TEST_CASE("Words, options and flags are told apart", "[cli]") {
    const auto read = parse_arguments({"ana", "--at", "2026-03-02", "--json", "--minutes=5", "lee"},
                                      {"at", "minutes"}, {"json"});
    REQUIRE(read);
    CHECK(read->words == std::vector<std::string>{"ana", "lee"});
    CHECK(read->value("at") == "2026-03-02");
    CHECK(read->value("minutes") == "5");
    CHECK(read->value("never") == "");
    CHECK(read->has("json"));
    CHECK_FALSE(read->has("ids"));
}

TEST_CASE("An option's value may look like an option, and what follows -- is a word", "[cli]") {
    const auto read = parse_arguments({"--at", "--json", "--", "--at", "--"}, {"at"}, {"json"});
    REQUIRE(read);
    CHECK(read->value("at") == "--json");
    CHECK(read->words == std::vector<std::string>{"--at", "--"});
}

TEST_CASE("A wrong option is named, with the nearest one", "[cli]") {
    const auto near = parse_arguments({"--minuts", "5"}, {"minutes"}, {"json"});
    REQUIRE_FALSE(near);
    CHECK(near.error().text == "there is no option --minuts. Did you mean --minutes?");
    const auto far = parse_arguments({"--wherever"}, {"minutes"}, {"json"});
    REQUIRE_FALSE(far);
    CHECK(far.error().text == "there is no option --wherever here");
    const auto flag = parse_arguments({"--json=yes"}, {}, {"json"});
    REQUIRE_FALSE(flag);
    const auto bare = parse_arguments({"--minutes"}, {"minutes"}, {});
    REQUIRE_FALSE(bare);
    CHECK(bare.error().text == "--minutes needs a value");
}

TEST_CASE("What a terminal would obey is not repeated from the command line", "[cli]") {
    const auto read = parse_arguments({"--\033[31mred"}, {}, {});
    REQUIRE_FALSE(read);
    CHECK(read.error().text.find('\033') == std::string::npos);
}
