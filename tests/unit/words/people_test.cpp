// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "core/words/people.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::words;

namespace {

const std::vector<std::string> kAninha{"Aninha"};

const std::vector<Person> kAll{
    {"ana", "Ana Pereira", kAninha},
    {"herb", "Herbert", {}},
    {"sieg", "Siegrun", {}},
    {"leo", "Leo", {}},
    {"uncle", "Uncle Rolf", {}},
    {"choir", "Leo and the Band", {}},
    {"sam", "Sam Reis", {}},
    {"sam-2", "Sam Pereira", {}},
    {"eva-m", "Éva", {}},
    {"larissa", "Larissa", {}},
    {"mia-r", "Mia Roth", {}},
    {"mia-k", "Mia Klein", {}},
    {"rosa-d", "Rosa Diaz", {}, "R.", true},
    {"rosa-p", "Rosa Paz", {}, "Red"},
    {"secret", "Quentin", {}, "", true},
    {"ulla", "Ulla May", {}},
};

/// As one text: the ids, and whom to ask about.
std::string meant(std::string_view names, const std::string& language = "en",
                  std::string_view offered = "ana") {
    Bank bank;
    bank.language = language;
    if (language == "de") bank.says["and"] = "und";
    if (language == "es") bank.says["and"] = "y";
    const auto found = people_named(names, kAll, offered, bank);
    std::string out;
    for (const auto& id : found.ids) out += (out.empty() ? "" : "+") + id;
    if (!found.unsure.empty()) out += "?" + found.unsure;
    for (const auto& name : found.perhaps) out += "/" + name;
    return out;
}

} // namespace

TEST_CASE("A name in a reply is a whole one", "[words]") {
    for (const char* name : {"ana", "Ana", "ANA PEREIRA", "aninha"}) CHECK(meant(name) == "ana");
    CHECK(meant("Rolf") == "uncle");
    CHECK(meant("my Uncle Rolf") == "uncle");
    CHECK(meant("éVA") == "eva-m");
    CHECK(meant("Herb") == "herb"); // the id
    CHECK(meant("Herber") == "?Herber");
    CHECK(meant("Sieg") == "sieg");
    CHECK(meant("Siegr") == "?Siegr");
    CHECK(meant("Le") == "?Le");
    CHECK(meant("Pereira") == "?Pereira");
    CHECK(meant("Sam Reis") == "sam");
    CHECK(meant("Leo and the Band") == "choir");
    CHECK(meant("Sam Pereira") == "sam-2");
    CHECK(meant("Sam") == "sam"); // the id
    CHECK(meant("Mia") == "?Mia/Mia Roth/Mia Klein");
}

TEST_CASE("A pronoun is whoever the offer was about", "[words]") {
    for (const char* pronoun : {"her", "Him", "them"}) {
        CHECK(meant(pronoun) == "ana");
        CHECK(meant(pronoun, "en", "").empty());
    }
    for (const char* pronoun : {"sie", "ihn", "ihm", "ihr"}) {
        CHECK(meant(pronoun, "de") == "ana");
        CHECK(meant(pronoun, "de", "").empty());
        CHECK(meant(pronoun, "en") != "ana");
    }
    for (const char* pronoun : {"la", "lo", "le"}) {
        CHECK(meant(pronoun, "es") == "ana");
        CHECK(meant(pronoun, "es", "").empty());
    }
    CHECK(meant("her and Leo") == "ana+leo");
    CHECK(meant("Leo and her", "en", "") == "leo");
    CHECK(meant("her mother").empty());
}

TEST_CASE("Things are nobody, and are not asked about", "[words]") {
    for (const char* thing : {"it", "off", "that", "your mail", "the new film, nice", "in sick",
                              "somebody I once knew in town", "today"})
        CHECK(meant(thing).empty());
    for (const char* thing : {"es", "das", "deine Mail", "später", "was du meinst", "hätte gern"})
        CHECK(meant(thing, "de").empty());
    for (const char* thing : {"eso", "tu correo", "la película", "la tele"})
        CHECK(meant(thing, "es").empty());
}

TEST_CASE("Behind a comma or an and only somebody counts", "[words]") {
    CHECK(meant("Ana, we talked, ate, walked") == "ana");
    CHECK(meant("Leo, all well") == "leo");
    CHECK(meant("Leo. All well") == "leo");
    CHECK(meant("Leo - lovely evening") == "leo");
    CHECK(meant("Leo and Xaver") == "leo");
    CHECK(meant("Leo, Ana & Rolf") == "leo+ana+uncle");
    CHECK(meant("Xaver and Leo, and Yolanda") == "leo?Xaver");
    CHECK(meant("Leo und Rolf, alles gut", "de") == "leo+uncle");
    CHECK(meant("Leo y Ana, todo bien", "es") == "leo+ana");
    CHECK(meant("Leo y a Ana", "es") == "leo+ana");
    CHECK(meant("Leo for coffee, all well") == "leo");
    CHECK(meant("Leo zum Kaffee", "de") == "leo");
    CHECK(meant("Leo on TV") == "?Leo on TV/Leo");
    CHECK(meant("").empty());
}

TEST_CASE("Words behind a name are asked back, long ones too", "[words]") {
    CHECK(meant("Ana on 3 March") == "?Ana on 3 March/Ana Pereira");
    CHECK(meant("Ana Pereira across the whole street") ==
          "?Ana Pereira across the whole street/Ana Pereira");
    CHECK(meant("Mia last year") == "?Mia last year/Mia Roth/Mia Klein");
    CHECK(meant("the wind across the street").empty());
    CHECK(meant("Nobody I know in town").empty());
}

TEST_CASE("A question calls people by their labels, or not at all", "[words]") {
    CHECK(meant("Rosa") == "?Rosa/Red");
    CHECK(meant("Red") == "rosa-p");
    CHECK(meant("R.") == "rosa-d");
    CHECK(meant("Quentin on TV") == "?Quentin on TV");
    CHECK(meant("Quentin") == "secret");
}
