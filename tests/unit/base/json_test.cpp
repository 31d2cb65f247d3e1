// SPDX-License-Identifier: MIT
#include "base/json.hpp"
#include "tests/support/catch.hpp"

using namespace kith;

TEST_CASE("JSON keeps its order and comes out on one line", "[json]") {
    const auto value = parse_json(R"({"b": 1, "a": [true, null]})");
    REQUIRE(value);
    CHECK(to_line(*value) == R"({"b":1,"a":[true,null]})");
}

TEST_CASE("Bad JSON is an error with its place", "[json]") {
    for (const char* bad :
         {"", "{", "[1,]", "{\"a\":1} x", "nul", "\"\x01\"", "\"\xFF\"", "1e999"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_json(bad));
    }
    CHECK(parse_json("[1,]").error().text == "not valid JSON at byte 4");
}

TEST_CASE("Nesting is bounded before anything is built", "[json]") {
    CHECK(parse_json("[[[]]]", 3));
    CHECK_FALSE(parse_json("[[[[]]]]", 3));
    CHECK_FALSE(parse_json(std::string(1'000'000, '[')));
    CHECK(parse_json(R"(["[[[[[\"[["])", 1));
}

TEST_CASE("A printed line holds nothing a terminal obeys", "[json]") {
    const Json value = {{"a", "\x1b[2J\x7f\xC2\x9B\xE2\x80\xAE"}, {"b", "\xFF"}};
    const std::string line = to_line(value);
    CHECK(line == R"({"a":"\u001b[2J\u007f\u009b\u202e","b":")"
                  "\xEF\xBF\xBD\"}");
    CHECK(parse_json(line)->at("a") == value.at("a"));
}

TEST_CASE("Readers take the wrong type for the fallback", "[json]") {
    const auto value =
        *parse_json(R"({"s":"x","n":7,"b":true,"f":1.5,"big":18446744073709551615})");
    CHECK(string_or(value, "s") == "x");
    CHECK(string_or(value, "n", "no") == "no");
    CHECK(string_or(value, "gone", "no") == "no");
    CHECK(int_or(value, "n", 0) == 7);
    CHECK(int_or(value, "f", -1) == -1);
    CHECK(int_or(value, "big", -1) == -1);
    CHECK(bool_or(value, "b", false));
    CHECK(bool_or(value, "n", true));
    CHECK(string_or(Json::array(), "s", "no") == "no");
}
