// SPDX-License-Identifier: MIT
// Two people whom one first name would mean: each is called so that nobody is taken for the other.
#include "core/policy/called.hpp"

#include "base/text.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/page.hpp"
#include "core/policy/remembrance.hpp"
#include "core/words/compose.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Two of these names; the first is offered.
struct Two : Scene {
    Two(std::string one, std::string other) {
        add("one").name = std::move(one);
        add("other").name = std::move(other);
        set_ratio("one", 1.6);
    }

    Called called(std::size_t i) {
        const auto frame = this->frame();
        return policy::called(frame.goals.all[i], frame.board.gone);
    }
    std::string text(std::size_t i) { return std::string{called(i).name}; }
    void state(std::size_t i, State to) { states[i] = connection(i).state = to; }

    /// What offers of thirty days say, each within its length.
    std::string offers(const std::string& language = "en") {
        std::string all;
        for (int day = 0; day < 30; ++day) {
            move_to(kNoon + days{day});
            set_ratio("one", 1.6);
            set_ratio("other", 0);
            const auto frame = this->frame();
            policy::decide(frame, decision);
            REQUIRE(decision.nudge);
            const auto e = chosen_event(frame, spoken(language), decision, "00");
            CHECK(utf8_length(e.title) + utf8_length(e.body) <= words::kMaxChars);
            all += e.title + " " + e.body + "\n";
        }
        return all;
    }
};

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

} // namespace

TEST_CASE("Whoever shares a first name is called by the whole one", "[called]") {
    Two s{"Ana Pereira", "Ana Reis"};
    CHECK(s.text(0) == "Ana Pereira");
    CHECK(s.called(0).whole);
    CHECK(s.text(1) == "Ana Reis");
    for (const auto* language : {"en", "de", "es"}) {
        const auto all = s.offers(language);
        CHECK(says(all, "Ana Pereira"));
        CHECK_FALSE(says(all, "Reis"));
        for (auto at = all.find("Ana"); at != std::string::npos; at = all.find("Ana", at + 1))
            CHECK(all.substr(at).starts_with("Ana Pereira"));
    }
    const auto later = kNoon + days{2};
    CHECK(
        says(plan_line(s.goals, spoken(), 0,
                       s.goals.all[0].steps.empty() ? built_in_steps()[4] : s.goals.all[0].steps[0],
                       later, kNoon, {}),
             "Ana Pereira"));
}

TEST_CASE("Where even that is shared, the remark tells them apart", "[called]") {
    const auto [one, other] = GENERATE(table<std::string, std::string>(
        {{"Ana, work", "Ana, the neighbour"}, {"Ana (work)", "Ana (gym)"}, {"Ana, work", "Ana"}}));
    Two s{one, other};
    CHECK(s.text(0) == one);
    CHECK(s.called(0).whole);
    CHECK(s.text(1) == other);
    CHECK(says(s.offers(), one));
}

TEST_CASE("A remark is said of those alone whose names are the same without", "[called]") {
    Two s{"Ana Pereira, work", "Ana Reis (gym)"};
    CHECK(s.text(0) == "Ana Pereira");
    CHECK(s.text(1) == "Ana Reis");
    s.add("third").name = "Ana Reis, the neighbour";
    CHECK(s.text(0) == "Ana Pereira");
    CHECK(s.text(1) == "Ana Reis (gym)");
    CHECK(s.text(2) == "Ana Reis, the neighbour");
}

TEST_CASE("A first name that is nobody else's is enough", "[called]") {
    Two s{"Ana Pereira", "Ana Reis"};
    SECTION("another name") { s.connection(1).name = "Anna Reis"; }
    SECTION("another is called by a label") { s.connection(1).label = "the Tuesday club"; }
    SECTION("a group") {
        s.connection(1).circle = Circle::Group;
        s.connection(1).name = "Ana";
    }
    SECTION("another is gone") {
        s.state(1, GENERATE(State::Ended, State::Remembered, State::NoContact));
    }
    CHECK(s.text(0) == "Ana Pereira");
    CHECK_FALSE(s.called(0).whole);
    const auto all = s.offers();
    CHECK(says(all, "Ana"));
    CHECK_FALSE(says(all, "Pereira"));
}

TEST_CASE("Somebody who rests is still called so", "[called]") {
    Two s{"Ana Pereira", "Ana Reis"};
    s.state(1, State::Resting);
    CHECK(s.called(0).whole);
}

TEST_CASE("A label stays what screens show, and is a name like any other", "[called]") {
    Two s{"Ana Pereira", "Bea"};
    s.connection(1).label = "Ana";
    CHECK(s.text(0) == "Ana Pereira");
    CHECK(s.called(0).whole);
    CHECK(s.text(1) == "Ana");
    s.connection(0).label = "choir friend";
    CHECK(s.text(0) == "choir friend");
    CHECK_FALSE(says(s.offers(), "Pereira"));
}

TEST_CASE("A remembered person is told apart from a living one", "[called]") {
    Two s{"Ana Pereira", "Ana Reis"};
    s.state(0, State::Remembered);
    CHECK(s.called(0).whole);
    CHECK_FALSE(s.called(1).whole);
    const auto said = remembrance(s.frame(), spoken(), 0);
    CHECK(says(said.title + said.body, "Ana Pereira"));
}

TEST_CASE("A remark that speaks of somebody gone is not said", "[called]") {
    Two s{"Leo, Zita's brother", "Leo, work"};
    CHECK(s.text(0) == "Leo, Zita's brother");
    s.add("zita").name = "Zita";
    s.state(2, State::NoContact);
    CHECK_FALSE(s.called(0).whole);
    CHECK_FALSE(says(s.offers(), "Zita"));
    CHECK(s.text(1) == "Leo, work");
}

TEST_CASE("Whoever bears the name of somebody gone is offered by it", "[called]") {
    Two s{"Ana Reis, work", "Ana Pereira"};
    s.add("gone").name = "Ana Reis, the neighbour";
    s.state(2, State::NoContact);
    CHECK(says(s.offers(), "Ana Reis"));
}

TEST_CASE("The page calls them so, in its message too", "[called]") {
    Two s{"Ana Pereira", "Ana Reis"};
    s.move_to(std::chrono::sys_days{std::chrono::year{2026} / 3 / 15} + 17h);
    s.set_ratio("one", 1.6);
    s.set_ratio("other", 1.4);
    std::vector<Touchpoint> none;
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    const auto page = weekly_page(frame, s.decision, spoken(),
                                  {none, page_day(s.settings.reflection, s.zone, s.now), false});
    std::string all = page.message.title + "\n" + page.message.body;
    for (const auto& line : page_text(page, spoken())) all += "\n" + line;
    REQUIRE(says(all, "Ana"));
    for (auto at = all.find("Ana"); at != std::string::npos; at = all.find("Ana", at + 1)) {
        const auto rest = all.substr(at);
        CHECK((rest.starts_with("Ana Pereira") || rest.starts_with("Ana Reis")));
    }
}

TEST_CASE("Two who share a message leave each other room", "[called]") {
    words::Situation s{.name = "Ana Pereira", .whole_name = true};
    s.also = "Leo";
    s.occasion = words::Occasion::Birthday;
    s.today = true;
    const auto text = [&] {
        const auto said = words::compose(spoken(), s, {}, "seed");
        CHECK(utf8_length(said.title) + utf8_length(said.body) <= words::kMaxChars);
        return said.title + " " + said.body;
    };
    CHECK(says(text(), "Ana Pereira and Leo"));
    s.also = "Ana Reis";
    s.whole_also = true;
    CHECK(says(text(), "Ana Per… and Ana Reis"));
}
