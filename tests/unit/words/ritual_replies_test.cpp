// SPDX-License-Identifier: MIT
#include "core/words/ritual_replies.hpp"

#include <string>

#include "core/words/labels.hpp"
#include "core/words/replies.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using namespace kith::words;

namespace {

std::string meant(std::string_view line, bool is_question, const std::string& language = "en") {
    const auto found = read_ritual_reply(line, test::spoken(language), is_question);
    return found ? std::string{to_word(*found)} : "";
}

/// To the question, then to a word the evening before.
std::string both(std::string_view line, const std::string& language = "en") {
    return meant(line, true, language) + " " + meant(line, false, language);
}

} // namespace

TEST_CASE("A reply to a ritual's offer keeps it, rests it or calls it off", "[words]") {
    for (const auto* line : {"keep", "Keep it!", "keep it please", "It stands.", "still on",
                             "no, it stands", "yes, keep it", "as always", "no, same as always"}) {
        INFO(line);
        CHECK(both(line) == "going going");
    }
    for (const auto* line : {"resting", "Rest", "let it rest for now", "resting until spring"}) {
        INFO(line);
        CHECK(both(line) == "rest rest");
    }
    for (const auto* line : {"moved", "Moved to Sunday", "yes, moved to Sunday", "move it",
                             "cancelled this week", "Canceled", "called off", "no", "No.",
                             "no thanks", "no, sorry", "another time", "No, moved"}) {
        INFO(line);
        CHECK(both(line) == "rest skip");
    }
}

TEST_CASE("Not this week says nothing of the ritual itself", "[words]") {
    for (const auto* line : {"not this week", "Not today", "not tomorrow, sorry", "not tonight",
                             "not this week, Leo is ill", "not tomorrow we are away",
                             "no, not this week", "not this week but next"}) {
        INFO(line);
        CHECK(both(line) == "later skip");
    }
    for (const auto* line : {"diese Woche nicht", "morgen nicht", "Nicht heute, bitte"}) {
        INFO(line);
        CHECK(both(line, "de") == "later skip");
    }
    CHECK(both("esta semana no", "es") == "later skip");
    CHECK(both("Mañana no", "es") == "later skip");
    for (const auto* line : {"not today but tomorrow", "not today, but tomorrow", "not this week?"})
        CHECK(both(line) == " ");
}

TEST_CASE("What was moved or cancelled is the ritual where no more is said than when or why",
          "[words]") {
    for (const auto* line :
         {"moved to the evening", "moved to next week", "moved to 10:30", "Moved it to Sunday",
          "moved from Saturday to Sunday", "cancelled because she is ill", "cancelled, she is ill",
          "cancelled tomorrow", "moved by an hour", "canceled until May"}) {
        INFO(line);
        CHECK(both(line) == "rest skip");
    }
    CHECK(both("verschoben auf Dienstag", "de") == "rest skip");
    CHECK(both("verschoben auf den Abend", "de") == "rest skip");
    CHECK(both("fällt aus, weil Leo krank ist", "de") == "rest skip");
    CHECK(both("movido al martes", "es") == "rest skip");
    for (const auto* line : {"moved in together", "moved to tears", "moved to Rome",
                             "cancelled my job", "called off the wedding", "moved out",
                             "resting at home with a cold", "Moved to a new flat"}) {
        INFO(line);
        CHECK(both(line) == " ");
    }
    CHECK(both("abgesagt haben sie mir die Stelle", "de") == " ");
}

TEST_CASE("What says something else of a ritual is left to others", "[words]") {
    for (const auto* line :
         {"yes", "Yes, gladly", "yes, called her yesterday", "not now", "later", "no idea",
          "no problem", "keep smiling", "still on holiday", "moved or not?", "nobody knows",
          "restless", "", "no, all good", "no, later", "no, I met Leo", "no, we still do it",
          "no, she is ill", "no, and then there was this long story about the boat and the dog"}) {
        INFO(line);
        CHECK(both(line) == " ");
    }
    CHECK(read_reply("yes", test::spoken())->answer == Answer::Going);
    CHECK(read_reply("Not this time", test::spoken())->answer == Answer::NotThisTime);
}

TEST_CASE("A ritual is answered in the person's language, and in English", "[words]") {
    CHECK(both("Bleibt dabei.", "de") == "going going");
    CHECK(both("Es bleibt dabei", "de") == "going going");
    CHECK(both("ja, wie immer", "de") == "going going");
    CHECK(both("Nein", "de") == "rest skip");
    CHECK(both("nein danke", "de") == "rest skip");
    CHECK(both("Nein, verschoben", "de") == "rest skip");
    CHECK(both("fällt aus", "de") == "rest skip");
    CHECK(both("ruhen lassen", "de") == "rest rest");
    CHECK(both("resting", "de") == "rest rest");
    CHECK(both("sigue en pie", "es") == "going going");
    CHECK(both("Cancelado", "es") == "rest skip");
    CHECK(both("en reposo", "es") == "rest rest");
    CHECK(both("no, gracias", "es") == "rest skip");
    CHECK(both("nein") == " ");
    CHECK(both("rest tomorrow") == "later skip");
    CHECK(both("rest this week") == "later skip");
    CHECK(both("Pause morgen", "de") == "later skip");
}

TEST_CASE("What a ritual's buttons show may be written back", "[labels]") {
    for (const std::string language : {"en", "de", "es"})
        for (const bool is_question : {true, false})
            for (const auto& label : ritual_labels(test::spoken(language), is_question)) {
                INFO(label.text);
                CHECK(label.text.size() <= 24);
                const auto& bank = test::spoken(language);
                auto read = read_ritual_reply(label.text, bank, is_question);
                if (!read) {
                    const auto reply = read_reply(label.text, bank);
                    REQUIRE(reply);
                    read = reply->answer;
                }
                CHECK(to_word(*read) == label.answer);
            }
    const std::vector<Label> question{
        {"going", "Keep it"}, {"rest", "Let it rest"}, {"later", "Not now"}};
    const std::vector<Label> evening{
        {"going", "Keep it"}, {"skip", "Not this time"}, {"rest", "Let it rest"}};
    CHECK(ritual_labels(Bank{}, true) == question);
    CHECK(ritual_labels(test::spoken(), true) == question);
    CHECK(ritual_labels(test::spoken(), false) == evening);
}
