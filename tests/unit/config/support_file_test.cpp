// SPDX-License-Identifier: MIT
#include "core/config/support_file.hpp"

#include "core/config/countries.hpp"
#include "core/config/parse.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using config::SourceFile;

namespace {

config::SupportRead brought() { return config::load_support(KITH_TEST_DATA "/../../config", {}); }

bool holds(const std::vector<std::string>& page, std::string_view text) {
    for (const auto& line : page)
        if (line.find(text) != std::string::npos) return true;
    return false;
}

} // namespace

TEST_CASE("Each helpline says when it was looked up and where", "[config][support]") {
    const auto read = brought();
    CHECK(read.problems.empty());
    CHECK(read.entries.size() >= 10);
    for (const auto& e : read.entries) {
        CAPTURE(e.name);
        CHECK(e.checked.size() == 10);
        CHECK_FALSE(e.from.empty());
    }
}

TEST_CASE("The page has the numbers of the country, the five reasons, and is never empty",
          "[config][support]") {
    for (const auto* language : {"en", "de", "es"}) {
        const auto& bank = test::spoken(language);
        const auto us = config::help_page(bank, brought(), "us");
        CHECK(holds(us, "988"));
        CHECK(holds(us, "findahelpline.com"));
        CHECK_FALSE(holds(us, "116 123"));
        CHECK(std::ranges::count_if(us, [](const auto& line) { return line.starts_with("- "); }) ==
              5 + 2);
        CHECK(holds(config::help_page(bank, brought(), ""), "116 123")); // not set: all of them
        CHECK(holds(config::help_page(bank, brought(), "XX"), "findahelpline.com"));
        CHECK(holds(config::help_page(bank, brought(), "PT"), "116 123")); // nobody is known there
    }
    CHECK_FALSE(config::help_page(words::Bank{}, brought(), "US").empty());
}

TEST_CASE("One's own file comes before Kith's, a country at a time", "[config][support]") {
    const auto own = SourceFile{"mine.yaml",
                                "version: 1\nhelp:\n"
                                "  - {country: us, name: My clinic, call: 555 0100}\n"
                                "  - {country: USA, name: x, call: 1}\n"
                                "  - {country: US, name: nothing}\n"
                                "  - {country: US, nome: y, call: 1}\n",
                                false};
    const auto kith = SourceFile{"kith.yaml",
                                 "version: 1\nhelp:\n"
                                 "  - {country: US, name: Theirs, call: '988'}\n"
                                 "  - {country: any, name: All, web: example.org}\n",
                                 false};
    const auto read = config::parse_support(kith, own);
    REQUIRE(read.entries.size() == 2);
    CHECK(read.entries[0].name == "My clinic");
    CHECK(read.entries[1].name == "All");
    REQUIRE(read.problems.size() == 3);
    CHECK(read.problems[0].place.file == "mine.yaml");
    CHECK(read.problems[0].place.line == 4);
}

TEST_CASE("A country is two letters that stand for one", "[config][support]") {
    const auto read = [](std::string_view country) {
        return config::parse(
            {{"kith.yaml", "version: 1\nyou: {country: " + std::string{country} + "}\n", false}},
            nullptr);
    };
    for (const auto* country : {"US", "us", "de", "GB", "ZW", "XK"}) {
        CAPTURE(country);
        const bool known = std::string_view{country} != "XK";
        CHECK(read(country).problems.empty() == known);
        CHECK((read(country).settings.you.country == country) == known);
    }
    const std::pair<std::string_view, std::string_view> meant[] = {
        {"UK", "GB"},     {"uk", "GB"},          {"Germany", "DE"},
        {"germny", "DE"}, {"USA", "US"},         {"Österreich", "AT"},
        {"España", "ES"}, {"Portugal", "PT"},    {"XX", ""},
        {"Q", ""},        {"nowhere at all", ""}};
    for (const auto& [written, code] : meant) {
        CAPTURE(written);
        CHECK(config::country_meant(written) == code);
        const auto parsed = read(written);
        REQUIRE(parsed.problems.size() == 1);
        CHECK(parsed.problems.front().place.line == 2);
        CHECK((parsed.problems.front().reason.find("did you mean") != std::string::npos) ==
              !code.empty());
        CHECK(parsed.settings.you.country.empty());
    }
}
