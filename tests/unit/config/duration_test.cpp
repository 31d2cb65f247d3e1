// SPDX-License-Identifier: MIT
#include "core/config/duration.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using namespace std::chrono_literals;

TEST_CASE("A length of time is read from words", "[config][duration]") {
    const std::pair<const char*, std::chrono::minutes> table[] = {
        {"15 minutes", 15min},  {"2 hours", 2h},           {"1.5 hours", 90min},
        {"90min", 90min},       {"10 days", 240h},         {"3 weeks", 24h * 21},
        {"2 months", 24h * 60}, {"1 year", 24h * 365},     {"a week", 24h * 7},
        {"month", 24h * 30},    {" Two Weeks ", 24h * 14},
    };
    for (const auto& [text, length] : table) {
        INFO(text);
        const auto parsed = parse_duration(text);
        REQUIRE(parsed.has_value());
        CHECK(*parsed == length);
    }
}

TEST_CASE("What is no length of time is refused with an example", "[config][duration]") {
    for (const char* text :
         {"", "soon", "3", "three", "-2 days", "2 fortnights", "1e3 days", "1. days", ".5 days",
          "nan days", "99999999999999999999 years", "2 days 3 hours"}) {
        INFO(text);
        const auto parsed = parse_duration(text);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error().text.find("like 2 hours or 10 days") != std::string::npos);
    }
}

TEST_CASE("A rhythm is read as one would say it", "[config][duration]") {
    const std::tuple<const char*, double, double> table[] = {
        {"3 weeks", 21, 21},        {"4-6 weeks", 28, 42},   {"4 to 6 weeks", 28, 42},
        {"every 10 days", 10, 10},  {"every month", 30, 30}, {"weekly", 7, 7},
        {"every yearly", 365, 365}, {"24 hours", 1, 1},      {"2\u20133 months", 60, 90},
    };
    for (const auto& [text, ideal, outer] : table) {
        INFO(text);
        const auto parsed = parse_rhythm(text);
        REQUIRE(parsed.has_value());
        CHECK(*parsed == Rhythm{ideal, outer, false});
    }
    CHECK(parse_rhythm("never")->never);
}

TEST_CASE("A rhythm that cannot be kept is refused", "[config][duration]") {
    for (const char* text :
         {"6-4 weeks", "2 hours", "6 years", "4-", "-6 weeks", "4-x weeks", "never ever"})
        CHECK_FALSE(parse_rhythm(text).has_value());
}

TEST_CASE("Words for a rhythm read back as the same rhythm", "[config][duration]") {
    for (int days = 1; days <= 400; ++days) {
        const Rhythm one{static_cast<double>(days), static_cast<double>(days), false};
        const Rhythm range{static_cast<double>(days), static_cast<double>(days + 14), false};
        CHECK(parse_rhythm(rhythm_words(one)) == one);
        CHECK(parse_rhythm(rhythm_words(range)) == range);
    }
    CHECK(rhythm_words({0, 0, true}) == "never");
    CHECK(duration_words(90min) == "90 minutes");
    CHECK(duration_words(24h * 30) == "30 days");
}
