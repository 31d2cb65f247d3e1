// SPDX-License-Identifier: MIT
#include "core/words/life_events.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

using kith::LifeEvent;
using kith::words::read_life_event;

TEST_CASE("What life is about is said in many words", "[life-events]") {
    const std::vector<std::pair<const char*, LifeEvent>> said{
        {"new-baby", LifeEvent::NewBaby},       {"new baby", LifeEvent::NewBaby},
        {"A baby", LifeEvent::NewBaby},         {"exam", LifeEvent::Exams},
        {" Exams ", LifeEvent::Exams},          {"sick", LifeEvent::Illness},
        {"the flu", LifeEvent::Illness},        {"funeral", LifeEvent::Bereavement},
        {"holiday", LifeEvent::Away},           {"away", LifeEvent::Away},
        {"parental_leave", LifeEvent::NewBaby}, {"bereavement", LifeEvent::Bereavement}};
    for (const auto& [text, what] : said) {
        CAPTURE(text);
        CHECK(read_life_event(text) == what);
    }
    for (const auto* text : {"", "fun", "baby shower", "a", "thebaby"})
        CHECK_FALSE(read_life_event(text));
}

TEST_CASE("Every word of a life event is listed, and each is understood", "[life-events]") {
    const auto all = kith::words::life_event_words();
    CHECK(all.starts_with("new-baby (baby, "));
    CHECK(all.find("), exams (exam, ") != std::string::npos);
    CHECK(all.ends_with(")"));
    std::string word;
    for (const char c : all + ",") {
        if (c != ',' && c != '(' && c != ')' && c != ' ') {
            word += c;
            continue;
        }
        if (!word.empty()) CHECK(read_life_event(word));
        word.clear();
    }
    // What is written in the ledger is understood as well.
    for (const auto what : {LifeEvent::Away, LifeEvent::NewBaby, LifeEvent::Exams,
                            LifeEvent::Illness, LifeEvent::Bereavement})
        CHECK(read_life_event(kith::to_word(what)) == what);
}
