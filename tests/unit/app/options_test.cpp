// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "daemon/options.hpp"
#include "tests/support/catch.hpp"

namespace kith::daemon {
namespace {

Result<Options> parsed(std::vector<std::string> words) {
    words.insert(words.begin(), "kithd");
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    return parse_options(static_cast<int>(argv.size()), argv.data());
}

std::string refusal(const std::vector<std::string>& words) {
    const auto options = parsed(words);
    return options ? std::string{} : options.error().text;
}

} // namespace

TEST_CASE("every option is taken, with its value beside or behind it") {
    const auto o =
        parsed({"--config", "/c", "--state=/s=t", "--once", "--at", "2026-03-02T12:30", "--json"});
    REQUIRE(o);
    CHECK(o->config == "/c");
    CHECK(o->state == "/s=t");
    CHECK(o->at == "2026-03-02T12:30");
    CHECK(o->once);
    CHECK(o->json);
    CHECK_FALSE(o->help);
    CHECK(parsed({"-h"})->help);
    CHECK(parsed({"--help"})->help);
    CHECK(parsed({"--version"})->version);
    CHECK(parsed({})->config.empty());
}

TEST_CASE("what is not understood is refused with a sentence") {
    CHECK(refusal({"--onse"}) == "there is no option --onse; kithd --help lists them");
    CHECK(refusal({"--once=yes"}) == "there is no option --once=yes; kithd --help lists them");
    CHECK(refusal({"status"}).starts_with("there is no option status"));
    CHECK(refusal({""}).starts_with("there is no option"));
    for (const auto* word : {"--config", "--state", "--at"}) {
        CHECK(refusal({word}) == std::string{word} + " needs a value");
        CHECK(refusal({std::string{word} + "="}) == std::string{word} + " needs a value");
        CHECK(refusal({word, ""}) == std::string{word} + " needs a value");
    }
    CHECK(refusal({"--x\x1b[31m\n"}).find('\x1b') == std::string::npos);
}

TEST_CASE("an invented time never touches the person's own ledger") {
    CHECK(refusal({"--at", "2026-03-02T12:30"}).starts_with("--at goes with"));
    CHECK(refusal({"--at", "2026-03-02T12:30", "--once"}).starts_with("--at goes with"));
    CHECK(refusal({"--at", "2026-03-02T12:30", "--state", "/s"}).starts_with("--at goes with"));
    CHECK(parsed({"--at", "2026-03-02T12:30", "--state", "/s", "--once"}));
    CHECK(refusal({"--json"}) == "--json goes with --once");
}

} // namespace kith::daemon
