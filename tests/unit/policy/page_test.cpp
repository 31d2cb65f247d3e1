// SPDX-License-Identifier: MIT
// The weekly page: what it tells, of whom, and when it goes out.
#include "core/policy/page.hpp"

#include <algorithm>
#include <set>

#include "core/policy/page_people.hpp"
#include "core/policy/rituals.hpp"
#include "core/words/lint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Sunday 15 March 2026, 17:00 UTC: the hour of a page that is not the month's first.
constexpr Instant kSunday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 15} + 17h;

struct Sunday : Scene {
    std::vector<Touchpoint> touches;
    bool away = false;

    Sunday() { move_to(kSunday); }

    Connection& person(const std::string& id, double ratio, Circle circle = Circle::Close) {
        auto& c = add(id, circle);
        c.name = std::string(1, static_cast<char>(id.front() - 'a' + 'A')) + id.substr(1);
        set_ratio(id, ratio);
        return c;
    }
    void touched(const std::string& id, int days_ago, Channel channel = Channel::Call) {
        Touchpoint t;
        t.at = now - days{days_ago} - 1h;
        t.connection = id;
        t.channel = channel;
        t.ref = id + std::to_string(days_ago);
        touches.push_back(t);
        auto& last = of(id).clock.last_touch;
        last = std::max(last.value_or(t.at), t.at);
    }
    Page page(const std::string& language = "en") {
        const auto frame = this->frame();
        policy::decide(frame, decision);
        const auto day = page_day(settings.reflection, zone, now);
        return weekly_page(frame, decision, spoken(language), {touches, day, away});
    }
    std::vector<std::string> of_kind(PageKind kind) {
        std::vector<std::string> out;
        for (const auto& line : page().lines)
            if (line.kind == kind) out.push_back(line.connection);
        return out;
    }
    void tell(const Event& e) { policy::apply(memory, e, prepare().naming); }
    void told(const Page& page) {
        for (const auto& e : page_events(page, now)) tell(e);
    }
    std::string text(const std::string& language = "en") {
        std::string out;
        const auto written = page(language);
        for (const auto& line : page_text(written, spoken(language))) out += line + "\n";
        return out + written.message.title + "\n" + written.message.body;
    }
};

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

} // namespace

TEST_CASE("The page holds five moments at most, the newest first, each person once", "[page]") {
    Sunday s;
    for (const auto* id : {"ana", "ben", "cleo", "dan", "eva", "fay"}) s.person(id, 0.2);
    int ago = 0;
    for (const auto* id : {"fay", "eva", "dan", "cleo", "ben", "ana"}) s.touched(id, ago++);
    s.touched("fay", 3);
    s.touched("ana", 8); // another week's
    CHECK(s.of_kind(PageKind::Moment) ==
          std::vector<std::string>{"fay", "eva", "dan", "cleo", "ben"});
    const auto text = s.text();
    CHECK(says(text, "This week held\n  a call with Fay\n  a call with Eva\n"));
    CHECK(text.find_first_of("0123456789") == std::string::npos);
}

TEST_CASE("A group's evening is one moment, a like is none", "[page]") {
    Sunday s;
    s.person("ana", 0.2);
    s.person("choir", 0.2, Circle::Group).name = "Tuesday choir";
    s.touched("choir", 2, Channel::Event);
    s.touched("ana", 2, Channel::Event);
    s.touches.back().via = "choir";
    s.touched("ana", 1, Channel::Reaction);
    CHECK(s.of_kind(PageKind::Moment) == std::vector<std::string>{"choir"});
    CHECK(says(s.text(), "  Tuesday choir\n"));
}

TEST_CASE("Nobody who is gone, remembered or hard stands on the page", "[page]") {
    for (const auto state : {State::Ended, State::Remembered, State::NoContact}) {
        Sunday s;
        s.person("ana", 2);
        s.touched("ana", 1);
        s.states[0] = s.connection(0).state = state;
        s.connection(0).dates = {{"birthday", std::nullopt, 3, 17, 2}};
        s.connection(0).support = {"emotional", "practical", "informational"};
        s.settings.pace = Pace::Ambient;
        CHECK_FALSE(says(s.text(), "Ana"));
        CHECK(s.page().empty());
    }
    Sunday s;
    s.person("ana", 2).feels = Feels::Hard;
    s.touched("ana", 1);
    CHECK_FALSE(says(s.text(), "Ana"));
}

TEST_CASE("What leaves for another screen names nobody discreet, but by their label", "[page]") {
    Sunday s;
    s.person("ana", 2).discreet = true;
    s.person("ben", 2).label = "the Tuesday club";
    s.touched("ana", 1);
    s.touched("ben", 1);
    CHECK(says(s.text(), "Ana"));
    CHECK_FALSE(says(s.text(), "Ben"));
    s.away = true;
    CHECK_FALSE(says(s.text(), "Ana"));
    CHECK_FALSE(says(s.text(), "Ben"));
}

TEST_CASE("One name is easy to say hi to: the same all week, once in four", "[page]") {
    Sunday s;
    s.person("ana", 1.5);
    s.person("ben", 1.5);
    const auto first = s.of_kind(PageKind::Easy);
    REQUIRE(first.size() == 1);
    s.told(s.page());
    s.move_to(kSunday + days{3});
    CHECK(s.of_kind(PageKind::Easy) == first);
    s.move_to(kSunday + days{7});
    const auto second = s.of_kind(PageKind::Easy);
    REQUIRE(second.size() == 1);
    CHECK(second != first);
    s.told(s.page());
    s.move_to(kSunday + days{14});
    CHECK(s.of_kind(PageKind::Easy).empty());
    s.move_to(kSunday + days{28});
    CHECK(s.of_kind(PageKind::Easy) == first);
    s.memory.modes.energy = EnergySpell{Energy::Low, s.now - 1h, s.now + days{2}};
    for (auto& c : s.settings.connections) c.feels = Feels::Safe;
    CHECK(s.of_kind(PageKind::Easy).empty());
}

TEST_CASE("In ambient the page has the dates of its week; else they come by themselves", "[page]") {
    Sunday s;
    s.person("ana", 0.2).dates = {{"birthday", std::nullopt, 3, 18, 2}};
    CHECK(s.of_kind(PageKind::Date).empty());
    s.settings.pace = Pace::Ambient;
    CHECK(s.of_kind(PageKind::Date) == std::vector<std::string>{"ana"});
    CHECK(says(s.page().message.body, "Wednesday"));
    s.settings.pace = Pace::Steady;
    s.memory.g = s.settings.response.ambient_after_ignored; // gone quiet by itself
    s.memory.g_since = s.now;
    CHECK(s.of_kind(PageKind::Date) == std::vector<std::string>{"ana"});
    s.settings.pace = Pace::Ambient;
    s.states[0] = State::Resting;
    s.connection(0).state = State::Resting;
    CHECK(s.of_kind(PageKind::Date).empty());
}

TEST_CASE("A ritual without a sign is asked about by the page, and by an offer where none is sent",
          "[page]") {
    Sunday s;
    s.person("ana", 0.2);
    s.settings.rituals = {{"walk", {"ana"}, "every Saturday", "09:00", "12:00", "", "", ""}};
    auto& walk = s.memory.rituals["walk"];
    walk.passed = s.now - days{1};
    walk.unsaid = kRitualUnsaid - 1;
    CHECK(s.of_kind(PageKind::Ritual).empty());
    walk.unsaid = kRitualUnsaid;
    CHECK(s.of_kind(PageKind::Ritual) == std::vector<std::string>{"ana"});
    CHECK(says(s.text(), "kith ritual walk keep|moved|rest"));
    s.decide();
    REQUIRE(s.decision.occasion);
    CHECK(s.decision.occasion->name == "ritual-ask:walk");
    s.settings.reflection.by = {"mail"};
    s.decide();
    CHECK_FALSE(s.decision.occasion);
    walk.cancelled = kRitualCancelled;
    s.decide();
    CHECK(s.decision.occasion);
    s.told(s.page());
    CHECK(s.memory.rituals.at("walk").asked);
    CHECK(s.memory.told.contains(kPage));
}

TEST_CASE("The page that ends a hard week asks whether it goes on, until something is said",
          "[page]") {
    Sunday s;
    s.person("ana", 0.2);
    s.memory.modes.hard_weeks = {{kSunday - days{9}, kSunday - days{2}, std::nullopt}};
    CHECK(s.of_kind(PageKind::Resting).size() == 1);
    CHECK_FALSE(s.page().empty());
    s.memory.modes.hard_weeks[0].stirred = kSunday - days{1};
    CHECK(s.of_kind(PageKind::Resting).empty());
    s.memory.modes.hard_weeks = {{kSunday - days{2}, kSunday + days{2}, std::nullopt}};
    CHECK(s.of_kind(PageKind::Resting).empty());
}

TEST_CASE("Once a month: whom to keep, and who carries all", "[page]") {
    Sunday s;
    s.person("ana", 9);
    s.person("wim", 9, Circle::Wide);
    s.connection(0).support = {"emotional", "practical", "belonging"};
    CHECK(s.of_kind(PageKind::Keep).empty()); // the third Sunday
    s.move_to(kSunday + days{21});
    s.set_ratio("ana", 9);
    s.set_ratio("wim", 9);
    CHECK(s.of_kind(PageKind::Keep) == std::vector<std::string>{"ana", "wim"});
    CHECK(says(s.text(), "Wim: keep, rest, let go?"));
    CHECK(says(s.text(), "Ana: keep, or rest a while?"));
    CHECK(s.of_kind(PageKind::Share) == std::vector<std::string>{"ana"});
    s.told(s.page());
    CHECK(s.of_kind(PageKind::Keep).size() == 2); // the same page, read again
    s.move_to(kSunday + days{21 + 28});
    s.set_ratio("ana", 9);
    CHECK(s.of_kind(PageKind::Keep).empty());
    CHECK(s.of_kind(PageKind::Share).empty());
    s.connection(1).support = {"emotional"};
    s.memory.told.clear();
    CHECK(s.of_kind(PageKind::Share).empty());
}

TEST_CASE("The monthly page asks which circle suits who is no longer a new friend", "[page]") {
    Sunday s;
    s.person("eli", 9, Circle::NewFriend);
    s.move_to(kSunday + days{21});
    s.set_ratio("eli", 9);
    s.of("eli").first_seen = s.now - days{83};
    CHECK(says(s.text(), "Eli: keep, or rest a while?")); // long quiet, and no more than that
    s.set_ratio("eli", 0.2);
    CHECK(s.of_kind(PageKind::Keep).empty());
    s.of("eli").first_seen = s.now - days{84};
    CHECK(s.of_kind(PageKind::Keep) == std::vector<std::string>{"eli"});
    CHECK(says(s.text(), "Eli: which circle now?"));
    CHECK_FALSE(says(s.text(), "kith rest eli"));
}

TEST_CASE("In a week of people alone the group that meets next is named", "[page]") {
    Sunday s;
    s.person("ana", 0.2);
    s.person("choir", 0.2, Circle::Group).name = "Tuesday choir";
    s.connection(1).meets = Meets{"every Tuesday", "19:30", "21:30"};
    CHECK(s.of_kind(PageKind::Mix).empty());
    s.touched("ana", 1);
    CHECK(says(s.text(), "Mostly one-to-one this week\n  Tuesday choir meets on Tuesday, if you "
                         "feel like it."));
    s.touched("choir", 5, Channel::Event);
    CHECK_FALSE(says(s.text(), "one-to-one"));
}

TEST_CASE("In quiet weeks no page says again what one of the last said", "[page]") {
    for (const auto* language : {"en", "de", "es"}) {
        Sunday s;
        s.person("ana", 0.2);
        s.around.busy_known = true;
        std::vector<std::string> said;
        for (int week = 0; week < 18; ++week) {
            s.move_to(kSunday + days{7 * week});
            // An evening is called soft only where the calendar tells of others.
            s.around.busy.clear();
            if (week >= 6) s.around.busy = {{s.now + days{1} - 6h, s.now + days{1} - 5h}};
            const auto page = s.page(language);
            CAPTURE(week, page.message.title, page.message.body);
            CHECK((page.message.key != "digest.room" || week >= 6));
            const auto from = said.size() < 4 ? said.begin() : said.end() - 4;
            CHECK(std::find(from, said.end(), page.message.key) == said.end());
            said.push_back(page.message.key);
            s.told(page);
            CHECK(s.page(language).message.key == page.message.key); // the same all week
        }
        CHECK(std::ranges::find(said, "digest.room") != said.end());
    }
}

TEST_CASE("With nobody to tell of there is no page to send", "[page]") {
    Sunday s;
    CHECK(s.page().empty());
    CHECK(says(s.text(), "A quiet week"));
    s.person("ana", 0.2);
    CHECK(s.page().empty());
    s.touched("ana", 1);
    CHECK_FALSE(s.page().empty());
}

TEST_CASE("The page goes out on its day from its hour on, once", "[page]") {
    Sunday s;
    const auto is_new = [&](Instant at) {
        return page_is_new(s.settings.reflection, s.memory, s.zone, at);
    };
    CHECK_FALSE(is_new(kSunday - 1s));
    CHECK(is_new(kSunday));
    CHECK(is_new(kSunday + 6h + 59min));
    CHECK_FALSE(is_new(kSunday + 7h)); // Monday: what was missed is over
    s.memory.told[std::string{kPage}] = kSunday;
    CHECK_FALSE(is_new(kSunday + 1h));
    CHECK(is_new(kSunday + days{7}));
    s.memory.told[std::string{kPage}] = kSunday + days{30}; // a clock that ran ahead
    CHECK_FALSE(is_new(kSunday));
    CHECK(page_day(s.settings.reflection, s.zone, kSunday) == calendar::local_day(kSunday, s.zone));
    CHECK(page_day(s.settings.reflection, s.zone, kSunday - 1s) ==
          calendar::local_day(kSunday - days{7}, s.zone));
}

TEST_CASE("In grief, a hard week, a pause or away nothing is sent", "[page]") {
    Sunday s;
    s.person("ana", 1.5);
    const auto may = [&] {
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        return page_may_go(frame, s.decision);
    };
    CHECK(may());
    SECTION("grief") {
        s.memory.modes.leaves = {{LifeEvent::Bereavement, kSunday - days{60}, kSunday - days{30}}};
        CHECK_FALSE(may());
    }
    SECTION("a hard week") {
        s.memory.modes.hard_weeks = {{kSunday - days{1}, kSunday + days{6}, std::nullopt}};
        CHECK_FALSE(may());
    }
    SECTION("a pause") {
        s.memory.pauses = {{kSunday - days{1}, Instant::max()}};
        CHECK_FALSE(may());
    }
    SECTION("away") {
        s.memory.modes.leaves = {{LifeEvent::Away, kSunday - days{1}, Instant::max()}};
        CHECK_FALSE(may());
    }
    SECTION("quiet hours") {
        s.around.quiet = true;
        CHECK_FALSE(may());
    }
    SECTION("a week's offers used up are none of its business") {
        for (int i = 0; i < 3; ++i) s.pushed("ana", kSunday - days{i});
        CHECK(may());
    }
}

TEST_CASE("The page speaks every language within the rules of every offer", "[page]") {
    for (const std::string language : {"en", "de", "es"})
        for (int week = 0; week < 12; ++week) {
            Sunday s;
            s.move_to(kSunday + days{7 * week});
            s.person("ana", 1.5);
            s.person("ben", 2.5);
            s.person("dan", 9, Circle::Outer);
            if (week % 3 == 1) s.touched("ana", 2);
            if (week % 3 == 2) {
                s.touched("ben", 2, Channel::Together);
                s.touched("ana", 3, Channel::VoiceNote);
            }
            s.around.busy_known = week % 2 == 0;
            const auto page = s.page(language);
            for (const auto& line : page.lines) {
                CAPTURE(language, week, line.title, line.body);
                CHECK(words::lint(spoken(language), line.title, line.body).empty());
                CHECK(line.title.find('{') == std::string::npos);
                CHECK(line.body.find('{') == std::string::npos);
            }
            CAPTURE(page.message.title, page.message.body);
            CHECK(page.message.title.size() < 120);
            CHECK(page.message.body.size() < 400);
            CHECK(page.message.key != "plain");
        }
}
