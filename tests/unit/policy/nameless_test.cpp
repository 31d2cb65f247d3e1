// SPDX-License-Identifier: MIT
#include "core/policy/nameless.hpp"

#include "tests/support/catch.hpp"

using namespace kith;

TEST_CASE("Nobody configured is named in the journal", "[nameless]") {
    Settings settings;
    Connection ana;
    ana.id = "ana";
    ana.name = "Ana Pereira";
    ana.also_called = {"Aninha"};
    ana.addresses = {*parse_address("ana@example.net"), *parse_address("tel:+351 210 000 000")};
    Connection choir;
    choir.id = "choir";
    choir.name = "Thursday choir";
    choir.circle = Circle::Group;
    settings.connections = {ana, choir};
    const policy::Nameless nameless{settings};

    CHECK(nameless("a note for Ana, please") == "a note for someone, please");
    CHECK(nameless("ANA PEREIRA wrote") == "someone wrote");
    CHECK(nameless("to <ana@example.net>") == "to <someone>");
    CHECK(nameless("mailto:ana@example.net is gone") == "someone is gone");
    CHECK(nameless("+351210000000 did not answer") == "someone did not answer");
    CHECK(nameless("aninha, ana and the Thursday choir") == "someone, someone and the someone");
    CHECK(nameless("Thursday at noon, in Tirana, with bananas") ==
          "Thursday at noon, in Tirana, with bananas");
    CHECK(nameless("") == "");
    CHECK(nameless.finds("dinner with ana"));
    CHECK_FALSE(nameless.finds("bananas"));
    CHECK_FALSE(policy::Nameless{}.finds("ana"));
    policy::Nameless hashed;
    hashed.also([](std::string_view word) { return word == "zebedee"; });
    CHECK(hashed("Zebedee's garden, with ZEBEDEE") == "someone's garden, with someone");
    CHECK(hashed.finds("walk-with-zebedee"));
    CHECK_FALSE(hashed.finds("zebedees"));
}
