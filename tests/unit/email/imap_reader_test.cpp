// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "plugins/email/imap_reader.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

namespace {

/// A server that sends this text in pieces of `step` bytes and closes.
ImapReader reader(std::string text, std::size_t step = 1 << 16, ImapLimits limits = {}) {
    return ImapReader{
        [text = std::move(text), step, at = std::size_t{0}](std::span<char> into) mutable {
            const auto size = std::min({step, into.size(), text.size() - at});
            std::copy_n(text.data() + at, size, into.data());
            at += size;
            return size;
        },
        limits};
}

} // namespace

TEST_CASE("Responses are cut at their ends, in pieces of any size", "[email]") {
    const std::string text =
        "* OK hi\r\n* 1 FETCH (UID 7 BODY[] {5}\r\na\r\nb) FLAGS ())\r\nA1 OK\n";
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{70000}}) {
        auto in = reader(text, step);
        CHECK(in.next() == "* OK hi");
        CHECK(in.next() == "* 1 FETCH (UID 7 BODY[] {5}\r\na\r\nb) FLAGS ())");
        CHECK(in.next() == "A1 OK");
        CHECK_THROWS_AS(in.next(), ImapBroken);
    }
}

TEST_CASE("What stands in a literal is never a response", "[email]") {
    auto in = reader("* 1 FETCH (BODY[] {19}\r\nA1 OK\r\n* SEARCH 1\r\n)\r\nA1 NO really\r\n");
    CHECK(in.next() == "* 1 FETCH (BODY[] {19}\r\nA1 OK\r\n* SEARCH 1\r\n)");
    CHECK(in.next() == "A1 NO really");
}

TEST_CASE("Braces at the end of a sentence are no literal", "[email]") {
    auto in = reader("* OK hello {5}\r\n* NO {9}\r\nA1 BAD {3}\r\n+ {4}\r\n* BYE {2}\r\nrest\r\n");
    CHECK(in.next() == "* OK hello {5}");
    CHECK(in.next() == "* NO {9}");
    CHECK(in.next() == "A1 BAD {3}");
    CHECK(in.next() == "+ {4}");
    CHECK(in.next() == "* BYE {2}");
    CHECK(in.next() == "rest");
}

TEST_CASE("Several literals, an empty one and one of eight bits", "[email]") {
    using namespace std::string_literals;
    auto in = reader("* LIST () {1}\r\n/ {3+}\r\na\nb\r\n* 1 FETCH (X {0}\r\n Y ~{1}\r\n\0)\r\n"s);
    CHECK(in.next() == "* LIST () {1}\r\n/ {3}\r\na\nb");
    CHECK(in.next() == "* 1 FETCH (X {0}\r\n Y ~{1}\r\n\0)"s);
}

TEST_CASE("A long literal is cut, and says so", "[email]") {
    ImapLimits limits;
    limits.keep = 4;
    auto in = reader("* 1 FETCH (BODY[] {9}\r\n123456789 UID 3)\r\nA OK\r\n", 2, limits);
    CHECK(in.next() == "* 1 FETCH (BODY[] {4}\r\n1234 UID 3)");
    CHECK(in.next() == "A OK");
}

TEST_CASE("Nothing a server sends fills the memory", "[email]") {
    ImapLimits limits;
    limits.line = 100;
    limits.response = 200;
    limits.keep = 150;
    CHECK_THROWS_AS(reader(std::string(101, 'x') + "\r\n", 7, limits).next(), ImapBroken);
    const std::string literal = "* X {150}\r\n" + std::string(150, 'y');
    CHECK_THROWS_AS(
        reader(literal + " {150}\r\n" + std::string(150, 'y') + "\r\n", 9, limits).next(),
        ImapBroken);
    CHECK_THROWS_AS(reader("* X {4294967296}\r\n").next(), ImapBroken);
    CHECK_THROWS_AS(reader("* X {99999999999999999999999}\r\n").next(), ImapBroken);
    CHECK_THROWS_AS(reader("* X {10}\r\nshort").next(), ImapBroken);
}
