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

TEST_CASE("What speaks of a crisis is heard in the words of many", "[notes]") {
    for (const auto* text : {"I want to end it all tonight",
                             "i want to end it all",
                             "want to end it all with pills",
                             "thinking of ending it",
                             "I want to end it",
                             "I do not want to be here anymore",
                             "I dont want to be here any longer",
                             "can't go on any longer",
                             "can not go on any more",
                             "I'd rather be dead",
                             "ready to die",
                             "wish it would all end",
                             "life is pointless",
                             "das Leben ist sinnlos",
                             "keinen Bock mehr zu leben",
                             "mejor estar muerta",
                             "sin ganas de seguir viviendo",
                             "no reason to go on",
                             "I can't do this anymore",
                             "I can\u2019t take it any more",
                             "don't want to wake up",
                             "I want to disappear",
                             "life isn't worth living",
                             "I wish I had never been born",
                             "tired of living",
                             "everyone would be better off if I was gone",
                             "I want to end my life",
                             "thoughts of suicide",
                             "i wanna kms",
                             "what is the point of living"})
        CHECK(speaks_of_crisis(spoken(), text));
    for (const auto* text : {"Ich halte das nicht mehr aus",
                             "ich halt es nicht mehr aus",
                             "ich nehme mir das Leben",
                             "am liebsten waere ich tot",
                             "ich moechte am liebsten tot sein",
                             "ich waere gern tot",
                             "lieber tot als so weiter",
                             "lieber tot",
                             "ich will nicht mehr aufwachen",
                             "ich kann nicht mehr weiter",
                             "das Leben hat keinen Sinn mehr",
                             "w\u00fcrde gern sterben",
                             "ich kann so nicht weiter",
                             "ich will einfach nur sterben",
                             "ich bin lebensm\u00fcde",
                             "niemand w\u00fcrde mich vermissen",
                             "ich tu mir was an",
                             "ich mag nicht mehr leben",
                             "ich will mich umbringen",
                             "mach mit allem Schluss",
                             "Suizidgedanken"})
        CHECK(speaks_of_crisis(spoken("de"), text));
    for (const auto* text :
         {"me voy a matar", "estoy harta de vivir", "cansado de vivir as\u00ed",
          "quiero acabar con todo", "acabar con todo esto", "quiero desaparecer",
          "no quiero estar aqu\u00ed", "no quiero seguir as\u00ed", "prefiero estar muerta",
          "ojal\u00e1 no hubiera nacido", "mi vida no tiene sentido", "no quiero despertar",
          "me quiero quitar la vida", "pienso en suicidarme", "ideas suicidas", "ya no aguanto",
          "no puedo seguir", "nadie me extra\u00f1ar\u00eda", "me suicido"})
        CHECK(speaks_of_crisis(spoken("es"), text));
    // In whatever language Kith speaks.
    for (const auto* text : {"ich nehme mir das Leben", "me voy a matar", "no reason to go on"})
        for (const auto* language : {"en", "de", "es"})
            CHECK(speaks_of_crisis(spoken(language), text));
}

TEST_CASE("What only sounds like a crisis is a note", "[notes]") {
    for (const auto* text : {"end my life insurance",
                             "ending my life insurance",
                             "suicide prevention talk Monday",
                             "saw Suicide Squad",
                             "no point going on the trip",
                             "will nicht leben wie ihre Eltern",
                             "ganas de morir de risa",
                             "end it all with a party",
                             "can't go on Saturday",
                             "she can't go on the trip",
                             "tired of living with her parents",
                             "take my life jacket",
                             "don't want to wake up the baby",
                             "the garden makes life worth living",
                             "photo in front of a train",
                             "sick of living abroad",
                             "lieber tot als rot Quiz",
                             "kann nicht mehr kommen am Freitag",
                             "sie will nicht mehr rauchen",
                             "kann nicht mehr so gut laufen",
                             "Oma kann nicht mehr und zieht um",
                             "h\u00e4lt den L\u00e4rm nicht mehr aus",
                             "mit Mila im neuen Leben",
                             "acabar con todo el trabajo el lunes",
                             "no quiero seguir con el curso",
                             "no puedo m\u00e1s tarde",
                             "harta de vivir en Madrid",
                             "se muere de risa",
                             "no quiero despertar al beb\u00e9",
                             "le da sentido a la vida",
                             "run of 10 kms",
                             "moved the party to the end of the month",
                             "new job, tired of the old life"})
        for (const auto* language : {"en", "de", "es"}) {
            CAPTURE(text, language);
            CHECK_FALSE(speaks_of_crisis(spoken(language), text));
        }
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
