// SPDX-License-Identifier: MIT
// A line that speaks of a crisis is known, however it is spelled.
#include "core/policy/notes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("What speaks of a crisis is heard in every language", "[notes]") {
    CHECK(speaks_of_crisis(spoken(), "sometimes I want to die"));
    CHECK(speaks_of_crisis(spoken(), "WANT TO DIE."));
    CHECK(speaks_of_crisis(spoken(), "I don\u2019t want to live like this"));
    CHECK(speaks_of_crisis(spoken("de"), "ich will nicht mehr leben"));
    CHECK(speaks_of_crisis(spoken("es"), "ya no quiero vivir"));
    CHECK(speaks_of_crisis(spoken("de"), "ich kann nicht mehr"));
    CHECK(speaks_of_crisis(spoken(), "I can't go on"));
    CHECK(speaks_of_crisis(spoken("es"), "no puedo más."));
    CHECK_FALSE(speaks_of_crisis(spoken(), "can't go on holiday this year"));
    CHECK_FALSE(speaks_of_crisis(spoken(), "end it all with the tax office"));
    CHECK_FALSE(speaks_of_crisis(spoken("de"), "Oma kann nicht mehr Auto fahren"));
    CHECK_FALSE(speaks_of_crisis(spoken("es"), "no puedo más con la mudanza"));
    CHECK_FALSE(speaks_of_crisis(spoken(), "dying to see the film, new job Monday"));
    CHECK_FALSE(speaks_of_crisis(words::Bank{}, "anything"));
}

TEST_CASE("What speaks of a crisis is heard as it is typed in haste", "[notes]") {
    for (const auto* text :
         {"i dont want to live anymore", "I don`t want to live", "don't want to be here any more",
          "cant go on like this", "I cant go on", "going to kill my self", "ending it all tonight",
          "wish I wasn't alive", "self-harm again", "no point in living"})
        CHECK(speaks_of_crisis(spoken(), text));
    for (const auto* text :
         {"will tot sein", "möchte nicht mehr da sein", "moechte nicht mehr leben",
          "mochte nicht mehr leben", "waere lieber tot", "MÖCHTE STERBEN", "mo\u0308chte sterben"})
        CHECK(speaks_of_crisis(spoken("de"), text));
    for (const auto* text :
         {"no puedo mas", "ojala estuviera muerta", "hacerme dano", "me quiero matar",
          "no tengo ganas de vivir", "ya no puedo mas", "mejor sin mi"})
        CHECK(speaks_of_crisis(spoken("es"), text));
    for (const auto* text :
         {"I want to take my life", "I might take my life, I think", "take my life tonight",
          "can't go on any more", "I cant go on anymore!", "can't go on any more; it is too much",
          "I can't go on anymore :(", "I can't go on anymore \U0001F622",
          "I can't go on anymore - it is too much", "can't go on anymore because of it all",
          "want to take my life and be done", "take my life soon", "take my life this weekend"})
        CHECK(speaks_of_crisis(spoken(), text));
    for (const auto* text : {"take my life jacket to Ben", "can't go on any more trips this year",
                             "cant go on anymore school runs"})
        CHECK_FALSE(speaks_of_crisis(spoken(), text));
    CHECK_FALSE(speaks_of_crisis(spoken(), "cant go on holiday this year"));
    CHECK_FALSE(speaks_of_crisis(spoken("es"), "no puedo mas con la mudanza"));
    CHECK_FALSE(speaks_of_crisis(spoken("de"), "neue Stelle, moechte mehr Zeit"));
}
