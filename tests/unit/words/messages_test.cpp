// SPDX-License-Identifier: MIT
#include "core/words/messages.hpp"

#include <array>

#include "base/text.hpp"
#include "core/words/lint.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;

TEST_CASE("What is no offer is said as kindly, in every language", "[messages]") {
    const std::string file{words::kConfigurationFile};
    const std::string long_id(80, 'm');
    const std::array many{long_id, long_id, long_id};
    for (const std::string language : {"en", "de", "es"}) {
        const auto& bank = test::spoken(language);
        CHECK(bank.messages.size() == words::message_keys().size());
        for (const auto& message :
             {words::going_quiet(bank), words::sample(bank), words::trouble(bank, std::array{file}),
              words::trouble(bank, std::array{long_id}), words::trouble(bank, many),
              words::trouble(bank, std::array{file, long_id}), words::whom(bank, many),
              words::whom(bank, {})}) {
            CAPTURE(message.title, message.body);
            CHECK(words::lint(bank, message.title, message.body).empty());
            CHECK(utf8_length(message.title) + utf8_length(message.body) <= 120);
            CHECK(message.body.find('{') == std::string::npos);
        }
    }
}

TEST_CASE("A language without messages says them in English", "[messages]") {
    const words::Bank empty;
    const auto& english = test::spoken();
    CHECK(words::going_quiet(empty).body == words::going_quiet(english).body);
    CHECK(words::sample(empty).body == words::sample(english).body);
    const std::array thing{std::string{"mail"}};
    CHECK(words::trouble(empty, thing).body == words::trouble(english, thing).body);
    CHECK(words::whom(empty, {}).body == words::whom(english, {}).body);
}

TEST_CASE("A question names whom one could mean", "[messages]") {
    const std::array some{std::string{"Ana"}, std::string{"Anna {names}"}};
    CHECK(words::whom(test::spoken("de"), some).title == "Wen meinst du?");
    CHECK(words::whom(test::spoken(), some).body == "Ana / Anna {names}? One more reply will do.");
}
