// SPDX-License-Identifier: MIT
#include "cli/client/requests.hpp"

#include "cli/common/words.hpp"
#include "tests/support/catch.hpp"

using kith::cli::Argument;
using kith::cli::Details;
using kith::cli::make_request;
using Strings = std::vector<std::string>;

TEST_CASE("Every word that needs kithd becomes a call", "[cli]") {
    for (const auto& word : kith::cli::command_words()) {
        if (word.offline) continue;
        INFO(word.name);
        const auto bare = make_request(std::string{word.name}, {"ana"});
        const auto none = make_request(std::string{word.name}, {});
        CHECK((bare || none));
        if (word.takes_name) CHECK(bare);
        CHECK_FALSE(make_request(std::string{word.name}, {"--nonsense"}));
    }
}

TEST_CASE("log passes on what was typed", "[cli]") {
    const auto made = make_request(
        "log", {"ana", "dad", "--channel", "call", "--minutes", "12", "--at", "yesterday"});
    REQUIRE(made);
    CHECK(std::string{made->method} == "Log");
    const Details all{{"names", Strings{"ana", "dad"}},
                      {"channel", std::string{"call"}},
                      {"minutes", std::int32_t{12}},
                      {"at", std::string{"yesterday"}}};
    CHECK(made->arguments == std::vector<Argument>{all});
}

TEST_CASE("An offer that takes no time is refused, not taken for one of any length", "[cli]") {
    CHECK(make_request("offer", {}));
    CHECK(make_request("offer", {"--minutes", "1"}));
    const auto none = make_request("offer", {"--minutes", "0"});
    REQUIRE_FALSE(none);
    CHECK(none.error().text.find("at least 1") != std::string::npos);
}

TEST_CASE("Unset minutes are told apart from none", "[cli]") {
    const auto details = [](const Strings& words) {
        return std::get<Details>(make_request("log", words)->arguments.at(0));
    };
    CHECK_FALSE(details({"ana"}).contains("minutes"));
    CHECK(std::get<std::int32_t>(details({"ana", "--minutes", "0"}).at("minutes")) == 0);
    for (const std::string text : {"-1", "x", "1.5", "99999999999", "5 "})
        CHECK_FALSE(make_request("log", {"ana", "--minutes", text}));
}

TEST_CASE("later takes a time, an offer, both in any order, or nothing", "[cli]") {
    const auto said = [](const Strings& words) {
        const auto made = make_request("later", words);
        REQUIRE(made);
        return made->arguments;
    };
    using Said = std::vector<Argument>;
    CHECK(said({}) == Said{std::string{"later"}, std::string{}});
    CHECK(said({"weekend"}) == Said{std::string{"later weekend"}, std::string{}});
    CHECK(said({"3fa9", "tonight"}) == Said{std::string{"later tonight"}, std::string{"3fa9"}});
    CHECK_FALSE(make_request("later", {"tonight", "weekend"}));
    CHECK_FALSE(make_request("later", {"3fa9", "77"}));
    CHECK(make_request("later", {"tomorow"}).error().text.find("Did you mean tomorrow?") !=
          std::string::npos);
}

TEST_CASE("why knows its turned form, list its ids", "[cli]") {
    CHECK(std::get<bool>(make_request("why", {"--not", "ana"})->arguments.at(1)));
    CHECK_FALSE(std::get<bool>(make_request("why", {"ana"})->arguments.at(1)));
    CHECK(std::string{make_request("list", {"--ids"})->method} == "Ids");
    CHECK(make_request("list", {"--json"})->json);
}
