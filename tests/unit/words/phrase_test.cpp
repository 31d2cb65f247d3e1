// SPDX-License-Identifier: MIT
// How the phrases of the word files match.
#include "core/words/phrase.hpp"
#include "tests/support/catch.hpp"

using namespace kith::words;

namespace {

bool stands(std::string_view phrase, std::string_view text) {
    return Phrase{phrase}.stands_in(tokens(text), {});
}

} // namespace

TEST_CASE("A word with a hyphen before it must not follow", "[words]") {
    CHECK(stands("end it all -with", "end it all"));
    CHECK(stands("end it all -with", "to End it all, with him"));
    CHECK_FALSE(stands("end it all -with", "end it all with him"));
    CHECK(stands("end it all -with", "end it all with him, end it all"));
    CHECK(stands("vivir -con -en*", "vivir"));
    CHECK_FALSE(stands("vivir -con -en*", "vivir con"));
    CHECK_FALSE(stands("vivir -con -en*", "vivir entre"));
    CHECK_FALSE(stands("as -red as", "as blue as"));
    CHECK(stands("tot als -rot", "tot als so"));
    CHECK_FALSE(stands("tot als -rot", "tot als rot"));
    // Inside a word and first of all it is the sign it is.
    CHECK(stands("self-harm", "self - harm"));
    CHECK(stands("-harm", "self-harm"));
    CHECK_FALSE(stands("-harm", "harm"));
    CHECK(stands("a - b", "a - b"));
    CHECK(Phrase{""}.empty());
}
