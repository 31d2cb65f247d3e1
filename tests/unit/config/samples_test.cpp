// SPDX-License-Identifier: MIT
// Kith's verdict on every sample; schema_test.py has the schema's.
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/unit/config/samples.hpp"

namespace {

using namespace kith;

/// The lines `# expect: 3:5: error: KEY: REASON` of a sample.
std::vector<std::string> expected_lines(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    const std::string mark = "# expect: ";
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(mark)) out.push_back("kith.yaml:" + line.substr(mark.size()));
    return out;
}

void check_bad(const std::string& folder) {
    for (const auto& file : test::samples(folder)) {
        const auto text = test::read_text(file);
        const auto parsed = test::parse_text(text);
        INFO(file);
        CHECK_FALSE(parsed.ok());
        CHECK(test::lines(parsed.problems) == expected_lines(text));
    }
}

} // namespace

TEST_CASE("A good sample has nothing to complain about", "[config][samples]") {
    const auto files = test::samples("good");
    REQUIRE(files.size() >= 8);
    for (const auto& file : files) {
        INFO(file);
        CHECK(test::lines(test::parse_text(test::read_text(file)).problems) ==
              std::vector<std::string>{});
    }
}

TEST_CASE("A good file of connections has nothing to complain about", "[config][samples]") {
    for (const auto& file : test::samples("good/connections")) {
        INFO(file);
        const auto parsed = config::parse({{"kith.yaml", "version: 1\n", false},
                                           {"connections/a.yaml", test::read_text(file), true}},
                                          nullptr);
        CHECK(test::lines(parsed.problems) == std::vector<std::string>{});
        CHECK_FALSE(parsed.settings.connections.empty());
    }
}

TEST_CASE("A misshapen sample is refused, every error at its place", "[config][samples]") {
    check_bad("bad/shape");
}

TEST_CASE("A sample of wrong meaning is refused, every error at its place", "[config][samples]") {
    check_bad("bad/meaning");
}
