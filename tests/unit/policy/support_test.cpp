// SPDX-License-Identifier: MIT
// Whom one may lean on or ask, and the sentence that is written for it.
#include "core/policy/support.hpp"

#include <set>

#include "base/text.hpp"
#include "core/policy/offer.hpp"
#include "core/words/lint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("One leans on those on the list, and on nobody who is gone or hard", "[support]") {
    Scene s;
    for (const auto* id : {"ana", "ben", "cleo", "dan"}) s.add(id).lean_on = true;
    s.add("eve");
    s.connection(1).feels = Feels::Hard;
    s.connection(2).state = State::NoContact;
    s.of("dan").states = {{State::Remembered, kNoon - 1h, Instant::max()}};
    const auto frame = s.frame();
    CHECK(to_lean_on(frame.goals, frame.board) == std::vector<std::size_t>{0});
    s.of("ana").states = {{State::Resting, kNoon - 1h, Instant::max()}};
    const auto resting = s.frame();
    CHECK(to_lean_on(resting.goals, resting.board).size() == 1);
}

TEST_CASE("Asked is who is safe: who gives that help, is leaned on, a confidant", "[support]") {
    Scene s;
    for (const auto* id : {"ana", "ben", "cleo", "dan"}) s.add(id);
    const auto whom = [&](std::string_view kind) {
        const auto frame = s.frame();
        const auto i = whom_to_ask(frame.goals, frame.board, kind);
        return i ? s.goals.all[*i].connection->id : std::string{};
    };
    CHECK(whom("emotional").empty());
    s.connection(0).feels = Feels::Mixed;
    s.connection(0).support = {"emotional"};
    CHECK(whom("emotional").empty()); // mixed is never a support suggestion
    s.connection(1).feels = Feels::Safe;
    CHECK(whom("emotional") == "ben");
    s.connection(2).lean_on = true;
    CHECK(whom("emotional") == "cleo");
    s.connection(3).feels = Feels::Safe;
    s.connection(3).support = {"practical"};
    CHECK(whom("practical") == "dan");
    CHECK(whom("emotional") == "cleo");
    s.connection(1).confidant = s.connection(1).lean_on = true;
    CHECK(whom("emotional") == "ben");
    CHECK(whom("belonging") == "ben");
    s.connection(3).direction = Give::Give;
    CHECK(whom("practical") == "ben");
    s.of("ben").states = {{State::Ended, kNoon - 1h, Instant::max()}};
    CHECK(whom("emotional") == "cleo");
}

TEST_CASE("One specific sentence, in each language, with names and subjects as data", "[support]") {
    for (const auto* language : {"en", "de", "es"})
        for (const auto* kind : {"emotional", "practical", "informational", "belonging"})
            for (const auto* about : {"", "the boxes", "{name} and\nmore {topic}"}) {
                const auto text = sentence_to_ask(spoken(language), kind, "Ana Pereira", about);
                CAPTURE(language, kind, text);
                CHECK(text.find("Ana") != std::string::npos);
                CHECK(text.find("Pereira") == std::string::npos);
                CHECK(text.find('\n') == std::string::npos);
                CHECK(utf8_length(text) < 220);
            }
    CHECK(sentence_to_ask(spoken(), "practical", "Ana", "the boxes").find("the boxes") !=
          std::string::npos);
    for (const auto* language : {"en", "de", "es"})
        for (const auto* kind : {"emotional", "practical", "informational", "belonging"}) {
            CAPTURE(language, kind);
            const auto text = sentence_to_ask(spoken(language), kind, "Ana", "das Regal");
            CHECK(text.find("das Regal") != std::string::npos); // what was typed is not dropped
            CHECK(text.find("bei das") == std::string::npos);
        }
    CHECK(sentence_to_ask(spoken("de"), "informational", "Ana", "")
              .ends_with("Es geht um etwas, womit du dich auskennst."));
    CHECK(kind_of_help("ear") == "emotional");
    CHECK(kind_of_help("practical") == "practical");
    CHECK(kind_of_help("money").empty());
}

TEST_CASE("One thing to ask is the same all day, and a note's where there is one", "[support]") {
    Connection c;
    c.id = "ana";
    const calendar::Day day{std::chrono::floor<days>(kNoon).time_since_epoch()};
    CHECK(question_for(words::Bank{}, c, "", day).empty());
    std::set<std::string> asked;
    bool of_note = false;
    for (int i = 0; i < 30; ++i) {
        const auto plain = question_for(spoken(), c, "", day + days{i});
        CHECK(plain == question_for(spoken(), c, "", day + days{i}));
        CHECK(plain.find('{') == std::string::npos);
        asked.insert(plain);
        of_note =
            of_note || question_for(spoken(), c, "the garden", day + days{i}).find("the garden") !=
                           std::string::npos;
    }
    CHECK(asked.size() > 3);
    CHECK(of_note);
}

TEST_CASE("A group is an idea once a quarter, for who has none", "[support]") {
    Scene s;
    s.add("ana");
    s.prepare();
    CHECK_FALSE(idea_for(spoken(), s.goals, s.memory, kNoon).empty());
    s.memory.told[std::string{kIdea}] = kNoon;
    CHECK(idea_for(spoken(), s.goals, s.memory, kNoon + days{90}).empty());
    CHECK_FALSE(idea_for(spoken(), s.goals, s.memory, kNoon + days{91}).empty());
    s.add("choir", Circle::Group);
    s.prepare();
    CHECK(idea_for(spoken(), s.goals, s.memory, kNoon + days{91}).empty());
}

TEST_CASE("Nothing is thought up for who has just lost somebody", "[support]") {
    Scene s;
    s.add("ana");
    s.prepare();
    const auto at = [&](int day) {
        return idea_for(spoken(), s.goals, s.memory, kNoon + days{day});
    };
    s.of("ana").states = {{State::Remembered, kNoon, Instant::max()}};
    CHECK(at(0).empty());
    CHECK(at(89).empty());
    CHECK_FALSE(at(90).empty());
    SECTION("unless it was taken back") {
        s.of("ana").states.front().until = kNoon + days{1};
        CHECK_FALSE(at(2).empty());
    }
    SECTION("to let go or rest is no loss") {
        s.of("ana").states.front().state = GENERATE(State::Ended, State::Resting);
        CHECK_FALSE(at(0).empty());
    }
}

TEST_CASE("The help page is named unasked after two declared hard weeks of four, once",
          "[support]") {
    Memory m;
    const auto hard = [&](int from, int days_on) {
        m.modes.hard_weeks.push_back(
            {kNoon - days{from}, kNoon - days{from} + days{days_on}, std::nullopt});
    };
    hard(27, 7);
    CHECK_FALSE(help_is_due(m, kNoon));
    hard(7, 8);
    CHECK(help_is_due(m, kNoon));
    m.told[std::string{kHelp}] = kNoon - days{29};
    CHECK_FALSE(help_is_due(m, kNoon));
    m.told[std::string{kHelp}] = kNoon - days{30};
    CHECK(help_is_due(m, kNoon));
    m.dismissed.insert(std::string{kHelp});
    CHECK_FALSE(help_is_due(m, kNoon));
}

TEST_CASE("Drained is three times in succession", "[support]") {
    ConnectionMemory c;
    CHECK_FALSE(is_drained(c));
    c.felt = {{kNoon, "drained"}, {kNoon, "drained"}};
    CHECK_FALSE(is_drained(c));
    c.felt.push_back({kNoon, "drained"});
    CHECK(is_drained(c));
    c.felt[1].how = "same";
    CHECK_FALSE(is_drained(c));
}

TEST_CASE("Who is there for the person is asked in one week and greeted in the next", "[support]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.feels = Feels::Safe;
    ana.direction = Give::Receive;
    ana.support = {"emotional", "practical"};
    const auto asked = [&](int day, Energy energy = Energy::Usual) {
        s.move_to(kNoon + days{day});
        s.set_ratio("ana", 1.5);
        s.memory.modes.energy = EnergySpell{energy, s.now - 1h, s.now + 1h};
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        REQUIRE(s.decision.nudge);
        return chosen_event(frame, spoken(), s.decision, "n").words.starts_with("ask.");
    };
    for (const int monday : {0, 14, 28}) {
        CHECK(asked(monday));
        CHECK(asked(monday + 6));
        CHECK_FALSE(asked(monday + 7));
        CHECK_FALSE(asked(monday + 13));
        CHECK(asked(monday + 7, Energy::Low));
    }
}
