// SPDX-License-Identifier: MIT
#include "core/words/lint.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using kith::test::spoken;

namespace {

std::vector<kith::words::Finding> lint(std::string_view title, std::string_view body,
                                       std::span<const std::string> names = {},
                                       const std::string& language = "en") {
    return kith::words::lint(spoken(language), title, body, names);
}

} // namespace

TEST_CASE("Every template passes the lint of its language", "[lint]") {
    for (const std::string language : {"en", "de", "es"})
        for (const auto& t : spoken(language).templates) {
            CAPTURE(t.key, t.title, t.body);
            for (const auto& finding : lint(t.title, t.body, {}, language))
                FAIL_CHECK(finding.what + ": " + finding.why);
        }
}

TEST_CASE("The lint finds what is forbidden", "[lint]") {
    const char* forbidden[] = {
        "Call {name}, 3 weeks by now",
        "It's been a while",
        "It\u2019s been a while",
        "Since you last spoke to {name}",
        "So long, {name}",
        "You haven't written",
        "You haven\u2019t written",
        "Still not?",
        "Resting again?",
        "Two months of quiet",
        "A year ago",
        "OVERDUE",
        "A call is overdue",
        "A little late for {name}",
        "You are behind",
        "{name} missed you",
        "You forgot {name}",
        "Don't forget {name}",
        "Remember to ring {name}",
        "Last chance",
        "Before it's too late",
        "Urgent",
        "asap",
        "You owe {name} a line",
        "You should ring",
        "You must ring",
        "You have to ring",
        "You ought to ring",
        "You need to ring",
        "Feeling guilty?",
        "Neglected friends",
        "Ignore this",
        "A good friend would ring",
        "Don't let {name} down",
        "{name} is disappointed",
        "A streak of hellos",
        "Three in a row",
        "Keep it up",
        "Next level",
        "Ten points",
        "A new badge",
        "Your score",
        "Your rank",
        "Goal met",
        "80 % warm",
        "Confetti for you",
        "Ring {name}!",
        "RING {name}",
        "{name} misses you",
        "{name} is waiting",
        "{name} is upset",
        "{name} is lonely",
        "{name} feels forgotten",
        "{name} is avoiding you",
        "{name} lost interest",
        "This tie is fading",
        "This tie is dying",
        "You look depressed",
        "You are isolated",
        "Feeling withdrawn",
        "Feeling anxious",
        "That is unhealthy",
        "You are at risk",
        "A toxic tie",
        "You seem quiet",
        "We noticed you are quiet",
        "It lowers mortality",
        "Like fifteen cigarettes",
        "A little oxytocin",
        "Less cortisol",
        "Some dopamine",
        "It is proven",
        "Forgive {name}",
        "Reconcile with {name}",
        "Life is short",
        "Family is family",
        "No, I don't care",
        "A hello \U0001F600",
    };
    for (const char* text : forbidden) {
        CAPTURE(text);
        CHECK_FALSE(lint(text, "Maybe.").empty());
        CHECK_FALSE(lint("Maybe", text).empty());
    }
}

TEST_CASE("What counts the time is found in each language", "[lint]") {
    const std::pair<const char*, const char*> forbidden[] = {
        {"en", "Long time no see, {name}"},
        {"en", "Twenty days of silence"},
        {"de", "Lange nichts gehört von {name}"},
        {"de", "Ewig her, {name}"},
        {"de", "Nach zwanzig Tagen"},
        {"es", "Cuanto tiempo sin ver a {name}"},
        {"es", "Deberias llamar a {name}"},
        {"es", "Veinte días sin {name}"}};
    for (const auto& [language, text] : forbidden) {
        CAPTURE(text);
        CHECK_FALSE(lint(text, "x", {}, language).empty());
    }
}

TEST_CASE("Harmless words are left alone", "[lint]") {
    const char* fine[] = {
        "Walking home later?",
        "One line is a hello",
        "A plate of lateral thinking",
        "{must} {overdue!}",
        "Frankly, a scoreboard-free day",
        "Hello again, {name}",
        "A mustard sandwich",
        "Half an hour",
    };
    for (const char* text : fine) {
        CAPTURE(text);
        for (const auto& finding : lint(text, "Maybe."))
            FAIL_CHECK(finding.what + ": " + finding.why);
    }
}

TEST_CASE("Nobody is told that their name is wrong", "[lint]") {
    const std::string names[] = {"Must", "Overdue!", "DJ LATE"};
    CHECK(lint("A hello for Must?", "Overdue! and DJ LATE might like it.", names).empty());
    CHECK_FALSE(lint("You must, Must", "Maybe.", names).empty());
}

TEST_CASE("Title and body together have room for 120 characters", "[lint]") {
    CHECK(lint(std::string(60, 'a'), std::string(60, 'b')).empty());
    CHECK_FALSE(lint(std::string(60, 'a'), std::string(61, 'b')).empty());
    CHECK(lint(std::string(60, 'a') + "{name}", std::string(60, 'b')).empty());
    std::string umlauts;
    for (int i = 0; i < 119; ++i) umlauts += "ä";
    CHECK(lint(umlauts, "b").empty());
}

TEST_CASE("Translators get the same list", "[lint]") {
    const char* german[] = {
        "Seit drei Wochen nichts",
        "Schon lange her",
        "Du hast {name} vergessen",
        "Vergiss {name} nicht",
        "Überfällig",
        "Zu spät für {name}",
        "Du solltest anrufen",
        "Du musst",
        "Letzte Chance",
        "Lass {name} nicht im Stich",
        "Ein guter Freund würde anrufen",
        "Drei Tage in Folge",
        "Neuer Rekord",
        "{name} vermisst dich",
        "{name} wartet auf dich",
        "{name} ist einsam",
        "Du wirkst traurig",
        "Das ist erwiesen",
        "Das Leben ist kurz",
        "Familie ist Familie",
        "Dringend",
        "Ruf {name} an!",
        "RUF AN",
        "80 % warm",
    };
    for (const char* text : german) {
        CAPTURE(text);
        CHECK_FALSE(lint(text, "Vielleicht.", {}, "de").empty());
    }
    const char* spanish[] = {
        "Hace tres semanas",
        "Hace mucho que no",
        "Deberías llamar",
        "Tienes que llamar",
        "No te olvides de {name}",
        "Última oportunidad",
        "Vas tarde",
        "Es urgente",
        "Le debes una llamada",
        "{name} te echa de menos",
        "{name} te está esperando",
        "{name} está sola",
        "Sigue así",
        "Tres días seguidos",
        "Una racha de saludos",
        "Un buen amigo llamaría",
        "La vida es corta",
        "La familia es la familia",
        "Pareces triste",
        "Está demostrado",
        "Perdona a {name}",
        "¡Llama a {name}!",
        "LLAMA YA",
        "80 % de tu gente",
    };
    for (const char* text : spanish) {
        CAPTURE(text);
        CHECK_FALSE(lint(text, "Quizá.", {}, "es").empty());
    }
    CHECK(lint("Ein Montag mit {name}", "Stufenlos und lateral.", {}, "de").empty());
    CHECK(lint("Una tarde con {name}", "Puntual o no, está bien.", {}, "es").empty());
}
