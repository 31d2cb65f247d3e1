// SPDX-License-Identifier: MIT
#include "core/words/names.hpp"

#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "tests/support/catch.hpp"

using kith::words::calm_line;
using kith::words::short_name;

TEST_CASE("Names are said as one would say them", "[names]") {
    const std::pair<const char*, const char*> table[] = {
        {"Ana", "Ana"},
        {"Ana Pereira", "Ana"},
        {"  Ana\tPereira ", "Ana"},
        {"Ana\u00a0Pereira", "Ana"},
        {"Anne-Marie Duval", "Anne-Marie"},
        {"O'Neill", "O'Neill"},
        {"山田 太郎", "山田 太郎"},
        {"김 민지", "김 민지"},
        {"李雷", "李雷"},
        {"Анна Каренина", "Анна"},
        {"نور الهدى", "نور"},
        {"Dr. Ana Reis", "Dr. Ana Reis"},
        {"Dr Ana Reis", "Dr Ana Reis"},
        {"Aunt Mary", "Aunt Mary"},
        {"J. R. Doe", "J. R. Doe"},
        {"J Doe", "J Doe"},
        {"The Thursday choir", "The Thursday choir"},
        {"Dad", "Dad"},
        {"Mum & Dad", "Mum & Dad"},
        {"Tom and Jo", "Tom and Jo"},
        {"Ana y Ben", "Ana y Ben"},
        {"de la Cruz, María", "de la Cruz, María"},
        {"Reis, Ana", "Reis, Ana"},
        {"Zoe's mum", "Zoe's mum"},
        {"James’ aunt Jo", "James’ aunt Jo"},
        {"Zoes Mutter", "Zoes Mutter"},
        {"Klaus Mann", "Klaus"},
        {"Joe's", "Joe's"},
        {"\u2764\ufe0f Sunny Reis", "\u2764\ufe0f Sunny Reis"},
        {"Ana, the neighbour of Ben", "Ana"},
        {"Mara, aunt of Ana", "Mara"},
        {"Mara, Tante von Ana", "Mara"},
        {"Lena, Oma von Ben", "Lena"},
        {"Ana, Nachbarin", "Ana"},
        {"Ana, Work", "Ana"},
        {"Smith, Don", "Smith, Don"},
        {"Berg, Anna von", "Berg, Anna von"},
        {"Reis, tante Ana", "Reis, tante Ana"},
        {"Ana, Ben's mother", "Ana"},
        {"Ana (Ben's mother)", "Ana"},
        {"'t Hooft, Gerard", "'t Hooft, Gerard"},
        {"Van Morris", "Van"},
        {"Al Smith", "Al"},
        {"Ana de la Cruz", "Ana"},
        {"", "them"},
        {"\u202e\u202c", "them"},
        {"!!!", "them"},
        {"Wham!", "Wham"},
        {"¡Ana! Pereira", "Ana"},
        {"Ana！", "Ana"},
        {"\u200fAna\u200e", "Ana"},
        {"\u202egnp.exe", "gnp.exe"},
        {"A\x1b[31mna", "A[31mna"},
    };
    for (const auto& [given, said] : table) {
        CAPTURE(given);
        CHECK(short_name(given) == said);
    }
}

TEST_CASE("Somebody is called by no title and no particle", "[names]") {
    const std::pair<const char*, const char*> table[] = {
        {"Ana Pereira", "Ana"},
        {"Uncle Rolf", "Rolf"},
        {"Dr. Ana Reis", "Ana"},
        {"J. Doe", "Doe"},
        {"Frau von Berg", "Berg"},
        {"de la Cruz, María", "María"},
        {"de la Cruz", "Cruz"},
        {"Reis, Eva", "Eva"},
        {"Reis, Dr. Eva", "Eva"},
        {"Reis,", "Reis"},
        {"Ana, the neighbour", "Ana"},
        {"Tom Winter, PhD", "Tom"},
        {"Zoe's mum", "Zoe's mum"},
        {"Aunt Zoe’s cat", "Aunt Zoe’s cat"},
        {"Bens Mutter", "Bens Mutter"},
        {"Jonas Reis", "Jonas"},
        {"\u2764\ufe0f Sunny Reis", "Sunny"},
        {"\U0001F469\u200d\U0001F467 Mum", "Mum"},
        {"Ana, Ben's mother", "Ana"},
        {"Ana, the neighbour of Ben", "Ana"},
        {"Tom Winter, from Ben's choir", "Tom"},
        {"Reis, tante Eva", "Eva"},
        {"'t Hooft, Gerard", "Gerard"},
        {"’t Hooft", "Hooft"},
        {"Van Morris", "Van"},
        {"von", "von"},
        {"", ""},
    };
    for (const auto& [name, given] : table) {
        CAPTURE(name);
        CHECK(kith::words::given_name(name) == given);
    }
    using Names = std::vector<std::string_view>;
    CHECK(kith::words::given_names("Mum & Dad") == Names{"Mum", "Dad"});
    CHECK(kith::words::given_names("Uncle Tom and Aunt Jo Winter") == Names{"Tom", "Jo"});
    CHECK(kith::words::given_names("Ana and the kids") == Names{"Ana"});
    CHECK(kith::words::given_names("Reis, Eva") == Names{"Eva"});
    CHECK(kith::words::given_names("") == Names{""});
}

TEST_CASE("What stands in brackets or behind a comma is no name of theirs", "[names]") {
    const std::pair<const char*, const char*> table[] = {
        {"Leo (Ben's brother)", "Leo"},
        {"Leo (Ben", "Leo"},
        {"Leo, Ben's brother", "Leo"},
        {"Reis, Leo, the one from work", "Reis, Leo"},
        {"Leo (a, B) Reis", "Leo  Reis"},
        {"Reis, Leo", "Reis, Leo"},
        {"de la Cruz, María", "de la Cruz, María"},
        {"", ""},
        {"Ana [work], the tall", "Ana"}};
    for (const auto& [name, own] : table) {
        CAPTURE(name);
        CHECK(kith::words::own_name(name) == own);
    }
    for (const auto& [name, own] :
         {std::pair{"Robert (Bob) Miller", "Robert (Bob) Miller"},
          std::pair{"Mara (friend of Helena)", "Mara"}, std::pair{"Mara, friend of Helena", "Mara"},
          std::pair{"Leo (Ben", "Leo (Ben"},
          std::pair{"(the one from work)", "(the one from work)"}}) {
        CAPTURE(name);
        CHECK(kith::words::own_names(name) == own);
    }
    CHECK(kith::words::says_whose("Zoe's mum"));
    CHECK_FALSE(kith::words::says_whose("Leo (Zoe's brother)"));
}

TEST_CASE("A family name behind titles alone is no given name", "[names]") {
    for (const auto* name : {"Frau Sommer", "Dr. van Dijk", "Mr & Mrs Reis", "Frau Dr. Reis",
                             "Señora López", "Frau Berg (Schule)"}) {
        CAPTURE(name);
        CHECK(kith::words::is_formal(name));
    }
    for (const auto* name : {"Dr. Ana Reis", "Uncle Rolf", "Sommer", "Frau", "", "Ana Frau"}) {
        CAPTURE(name);
        CHECK_FALSE(kith::words::is_formal(name));
    }
    CHECK(kith::words::given_names("Can & İpek") == std::vector<std::string_view>{"Can", "İpek"});
}

TEST_CASE("A long name is shortened with an ellipsis", "[names]") {
    CHECK(short_name("Wolfeschlegelsteinhausenbergerdorff", 12) == "Wolfeschleg…");
    CHECK(kith::utf8_length(short_name(std::string(5000, 'x'))) == 24);
    CHECK(short_name("寿限無寿限無五劫の擦り切れ", 6) == "寿限無寿限…");
}

TEST_CASE("A person's own words are one calm line", "[names]") {
    CHECK(calm_line("Swim!\nIn the river!!", 80) == "Swim In the river");
    CHECK(calm_line("a  \t b", 80) == "a b");
    CHECK(calm_line("swim in the river", 5) == "swim…");
    CHECK(calm_line("abc", 0).empty());
}

TEST_CASE("A name is never cut inside what a reader sees as one sign", "[names]") {
    CHECK(short_name("Zoe\u0308e\u0301", 5) == "Zoe\u0308…");
    CHECK(short_name("Zoe\u0308e\u0301", 4) == "Zo…");
    CHECK(short_name("क्षमा", 5) == "क्षमा");
    CHECK(short_name("क्षमाक्षमा", 8) == "क्षमा…");
    CHECK(short_name("\U0001F1EF\U0001F1F5\U0001F1E9\U0001F1EA", 3) == "\U0001F1EF\U0001F1F5…");
    CHECK(short_name("\U0001F469\u200d\U0001F467Ana", 5) == "\U0001F469\u200d\U0001F467A…");
    CHECK(short_name("ab\U0001F469\U0001F3FD", 3) == "ab…");
    CHECK(short_name("\u1112\u1161\u11ab\u1100", 3) == "them");
    std::string endless{"a"};
    for (int i = 0; i < 200; ++i) endless += "\u0301";
    CHECK(short_name(endless, 24, "jemand") == "jemand");
}
