// SPDX-License-Identifier: MIT
#include <string>

#include "core/words/ago.hpp"
#include "core/words/said.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::words;

namespace {

std::string meant(std::string_view text, const std::string& language = "en") {
    Bank bank;
    bank.language = language;
    return time_ago(folded(text), bank).value_or("");
}

} // namespace

TEST_CASE("How long ago it was is read in words and digits", "[words]") {
    CHECK(meant("two weeks ago") == "2 weeks");
    CHECK(meant("a month ago") == "1 months");
    CHECK(meant("an hour ago") == "1 hours");
    CHECK(meant("a couple of days ago") == "2 days");
    CHECK(meant("About 10 days ago") == "10 days");
    CHECK(meant("vor zwei Wochen", "de") == "2 weeks");
    CHECK(meant("vor einem Monat", "de") == "1 months");
    CHECK(meant("vor etwa fünf Tagen", "de") == "5 days");
    CHECK(meant("vor ein paar Tagen", "de") == "3 days");
    CHECK(meant("hace dos semanas", "es") == "2 weeks");
    CHECK(meant("hace un par de días", "es") == "2 days");
    CHECK(meant("Hace unos días", "es") == "3 days");
    CHECK(meant("two weeks ago", "es") == "2 weeks");
}

TEST_CASE("What is no such time means nothing", "[words]") {
    for (const char* other :
         {"", "ago", " ago", "long ago", "weeks ago", "two ago", "many weeks ago", "two weeks",
          "a while ago", "100 days ago", "vor zwei Wochen", "hace dos semanas", "two wochen ago"})
        CHECK(meant(other).empty());
    for (const char* other : {"vor", "vor ", "vor allem", "vor Wochen", "vor zwei weeks"})
        CHECK(meant(other, "de").empty());
    CHECK(meant("hace mucho", "es").empty());
}
