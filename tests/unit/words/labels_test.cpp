// SPDX-License-Identifier: MIT
#include "core/words/labels.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using words::Label;

TEST_CASE("Buttons follow how much Kith can see", "[labels]") {
    const std::vector<Label> seen{
        {"going", "Say hi"}, {"smaller", "Smaller"}, {"later", "Not now"}};
    const std::vector<Label> smallest{{"going", "Say hi"}, {"later", "Not now"}};
    const std::vector<Label> asking{
        {"already", "Been in touch"}, {"going", "Say hi"}, {"later", "Not now"}};
    CHECK(words::labels(Sight::Seen, true) == seen);
    CHECK(words::labels(Sight::Seen, false) == smallest);
    for (const bool smaller : {true, false}) {
        CHECK(words::labels(Sight::Partly, smaller) == asking);
        CHECK(words::labels(Sight::Unseen, smaller) == asking);
    }
}

TEST_CASE("Every button says a word that answers understand", "[labels]") {
    for (const auto sight : {Sight::Seen, Sight::Partly, Sight::Unseen})
        for (const auto& label : words::labels(sight, true)) CHECK(answer_from(label.answer));
}
