// SPDX-License-Identifier: MIT
#include "core/words/labels.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using words::Label;

TEST_CASE("What stands before the labels is the bank's", "[words]") {
    words::Bank bank;
    CHECK(words::reply_with(bank) == "Reply with");
    bank.labels["reply"] = "Antworte mit";
    CHECK(words::reply_with(bank) == "Antworte mit");
}

TEST_CASE("Buttons follow how much Kith can see", "[labels]") {
    const std::vector<Label> seen{
        {"going", "Say hi"}, {"smaller", "Smaller"}, {"later", "Not now"}};
    const std::vector<Label> smallest{{"going", "Say hi"}, {"later", "Not now"}};
    const std::vector<Label> asking{
        {"already", "Been in touch"}, {"going", "Say hi"}, {"later", "Not now"}};
    CHECK(words::labels(test::spoken(), Sight::Seen, true) == seen);
    CHECK(words::labels(test::spoken(), Sight::Seen, false) == smallest);
    for (const bool smaller : {true, false}) {
        CHECK(words::labels(test::spoken(), Sight::Partly, smaller) == asking);
        CHECK(words::labels(test::spoken(), Sight::Unseen, smaller) == asking);
    }
}

TEST_CASE("Where there is room, all that may be said has a label", "[labels]") {
    const std::vector<Label> seen{{"going", "Say hi"},       {"smaller", "Smaller"},
                                  {"later", "Not now"},      {"done", "Done"},
                                  {"skip", "Not this time"}, {"already", "Been in touch"}};
    const std::vector<Label> asking{{"already", "Been in touch"},
                                    {"going", "Say hi"},
                                    {"later", "Not now"},
                                    {"done", "Done"},
                                    {"skip", "Not this time"}};
    CHECK(words::all_labels(test::spoken(), Sight::Seen, true) == seen);
    CHECK(words::all_labels(words::Bank{}, Sight::Partly, true) == asking);
    CHECK(words::all_labels(test::spoken("de"), Sight::Seen, false)[2].text == "Erledigt");
    CHECK(words::all_labels(test::spoken("es"), Sight::Seen, false)[2].text == "Hecho");
}

TEST_CASE("Every button says a word that answers understand", "[labels]") {
    for (const auto sight : {Sight::Seen, Sight::Partly, Sight::Unseen})
        for (const std::string language : {"en", "de", "es"})
            for (const auto& label : words::all_labels(test::spoken(language), sight, true)) {
                CHECK(answer_from(label.answer));
                CHECK(label.text.size() <= 24);
            }
}

TEST_CASE("Buttons speak the language", "[labels]") {
    const std::vector<Label> german{
        {"going", "Hallo sagen"}, {"smaller", "Kleiner"}, {"later", "Nicht jetzt"}};
    CHECK(words::labels(test::spoken("de"), Sight::Seen, true) == german);
    CHECK(words::labels(words::Bank{}, Sight::Seen, false).front().text == "Say hi");
}
