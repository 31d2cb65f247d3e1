// SPDX-License-Identifier: MIT
#include "core/words/lint.hpp"

#include "core/words/templates.hpp"
#include "tests/support/catch.hpp"

using kith::words::lint;

TEST_CASE("Every built-in template passes the lint", "[lint]") {
    for (const auto& t : kith::words::templates()) {
        CAPTURE(t.key, t.title, t.body);
        for (const auto& finding : lint(t.title, t.body))
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
