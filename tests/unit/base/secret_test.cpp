// SPDX-License-Identifier: MIT
#include "base/secret.hpp"

#include "tests/support/catch.hpp"

using kith::Secret;

TEST_CASE("A secret holds its text, moves away whole and compares by text", "[secret]") {
    Secret first{"tall grass"};
    const Secret copy = first;
    const Secret moved = std::move(first);
    CHECK(moved.view() == "tall grass");
    CHECK(copy == moved);
    CHECK(std::string_view{moved.c_str()} == "tall grass");
    CHECK(Secret{}.empty());
    CHECK(std::string_view{Secret{}.c_str()}.empty());
}

TEST_CASE("A secret grows and shrinks", "[secret]") {
    Secret secret;
    for (int i = 0; i < 1000; ++i) secret.append("grass");
    CHECK(secret.view().size() == 5000);
    CHECK(secret.view().ends_with("grassgrass"));
    const char* before = secret.c_str();
    secret.shorten(5);
    CHECK(secret.view() == "grass");
    CHECK(std::string_view{secret.c_str()} == "grass");
    // What was cut off is overwritten where it stood, not only forgotten.
    CHECK(before[6] == '\0');
    CHECK(before[4999] == '\0');
    secret.shorten(50);
    CHECK(secret.view() == "grass");
}

TEST_CASE("A wiped text is empty, and nothing of it is left behind its end", "[secret]") {
    std::string text = "a longer word, on the heap, that was here before";
    text.resize(4);
    const char* where = text.data();
    const auto room = text.capacity();
    kith::wipe(text);
    CHECK(text.empty());
    CHECK(std::string_view{where, room} == std::string(room, '\0'));
}
