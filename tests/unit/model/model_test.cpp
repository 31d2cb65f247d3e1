// SPDX-License-Identifier: MIT
#include "core/model/address.hpp"
#include "core/model/event.hpp"
#include "core/model/settings.hpp"
#include "core/model/vocabulary.hpp"
#include "tests/support/catch.hpp"

using namespace kith;

namespace {

std::string normal(std::string_view text) {
    const auto address = parse_address(text);
    return address ? address->text() : "error: " + address.error().text;
}

} // namespace

TEST_CASE("Equal addresses compare equal however they were written", "[model]") {
    CHECK(normal("Ana@Example.NET") == "mailto:ana@example.net");
    CHECK(normal("mailto:ana@example.net") == "mailto:ana@example.net");
    CHECK(normal("tel:+351 210 000-000") == "tel:+351210000000");
    CHECK(normal("matrix:@Ana:Example.net") == "matrix:@ana:example.net");
    CHECK(normal("XMPP:ana@example.net/phone") == "xmpp:ana@example.net");
    CHECK_FALSE(parse_address(""));
    CHECK_FALSE(parse_address("ana"));
    for (const std::string bare : {"+44 20 7946 0000", "020 7946-0000", "(020) 79460000"}) {
        const auto refused = parse_address(bare);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().text ==
              '"' + bare + "\": a telephone number begins with tel:, as in \"tel:" + bare + '"');
        CHECK(parse_address("tel:" + bare));
    }
}

TEST_CASE("Every event kind has a word of its own", "[model]") {
    for (int i = 0; i <= static_cast<int>(EventKind::TroubleKept); ++i) {
        const auto kind = static_cast<EventKind>(i);
        CHECK(event_kind_from(to_word(kind)) == kind);
    }
    CHECK_FALSE(event_kind_from("no-such-event"));
}

TEST_CASE("Words come back as what they were", "[model]") {
    for (const auto state : {State::Active, State::TheirTurn, State::Resting, State::Paused,
                             State::Ended, State::Remembered, State::NoContact}) {
        CHECK(state_from(to_word(state)) == state);
    }
    for (const auto answer :
         {Answer::Going, Answer::Done, Answer::Smaller, Answer::Later, Answer::NotThisTime,
          Answer::Rest, Answer::Already, Answer::NotATouch, Answer::Plan}) {
        CHECK(answer_from(to_word(answer)) == answer);
    }
    CHECK(to_word(Answer::NotThisTime) == "skip");
    CHECK_FALSE(circle_from("inne"));
}

TEST_CASE("A set weekly budget wins over the pace", "[model]") {
    Settings settings;
    CHECK(weekly_budget(settings) == 3);
    settings.pace = Pace::Ambient;
    CHECK(weekly_budget(settings) == 0);
    settings.budget.per_7d = 4;
    CHECK(weekly_budget(settings) == 4);
}
