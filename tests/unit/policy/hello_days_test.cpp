// SPDX-License-Identifier: MIT
#include "core/policy/hello_days.hpp"

#include <set>

#include "core/words/lint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/told.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

const auto kUtc = calendar::Zone::utc();
const auto kToday = calendar::local_day(kNoon, kUtc);

Event told(std::string_view occasion, Instant at) {
    Event e;
    e.kind = EventKind::Told;
    e.at = at;
    e.occasion = occasion;
    return e;
}

} // namespace

TEST_CASE("Seven days have seven ideas, in every language, about nobody", "[hello-days]") {
    for (const std::string language : {"en", "de", "es"}) {
        const auto& bank = spoken(language);
        std::set<std::string> begun_with;
        for (int week = 0; week < 60; ++week) {
            const auto first = kToday + days{week};
            std::set<std::string> seen;
            for (int day = 0; day < kHelloDays.count(); ++day) {
                const auto* idea = hello_of(bank, first, first + days{day});
                CAPTURE(language, week, day);
                REQUIRE(idea);
                CHECK(idea == hello_of(bank, first, first + days{day}));
                CHECK(seen.insert(idea->key).second);
                const auto text = idea->title + " " + idea->body;
                CHECK(text.find_first_of("{}0123456789") == std::string::npos);
                CHECK(words::lint(bank, idea->title, idea->body).empty());
            }
            begun_with.insert(hello_of(bank, first, first)->key);
        }
        CHECK(begun_with.size() > 3);
    }
}

TEST_CASE("Few words of one's own are said in turn, and none is nothing", "[hello-days]") {
    auto bank = spoken();
    const auto is_small = [](const words::Template& t) { return t.topic == words::Topic::Small; };
    std::erase_if(bank.templates, [&](const words::Template& t) {
        return is_small(t) && t.key != "small.dog" && t.key != "small.smile";
    });
    const auto* one = hello_of(bank, kToday, kToday);
    const auto* other = hello_of(bank, kToday, kToday + days{1});
    CHECK(one != other);
    CHECK(hello_of(bank, kToday, kToday + days{2}) == one);
    CHECK(hello_of(bank, kToday, kToday - days{1}) == one); // flown west
    std::erase_if(bank.templates, is_small);
    CHECK_FALSE(hello_of(bank, kToday, kToday));
}

TEST_CASE("They last seven local days, and what has ended may begin anew", "[hello-days]") {
    Told t;
    const auto zone = calendar::Zone::named("America/New_York").value();
    const auto today = calendar::local_day(kNoon, zone);
    const auto end = zone.to_instant_earliest(today + kHelloDays); // the clocks change in between
    CHECK(hellos_at(t.memory, zone, kNoon) == Hellos::None);
    t.say(told(kHellos, kNoon));
    CHECK(hellos_at(t.memory, zone, kNoon) == Hellos::On);
    CHECK(hellos_at(t.memory, zone, end - 1s) == Hellos::On);
    CHECK(hellos_at(t.memory, zone, end) == Hellos::Gone);
    CHECK(hellos_at(t.memory, zone, end + days{300}) == Hellos::Gone);
    for (const auto ends : {kHellosGone, kHellosOver}) {
        t.say(told(ends, end));
        CHECK(hellos_at(t.memory, zone, end) == Hellos::None);
        t.say(told(kHellos, end)); // within the same second
        CHECK(hellos_at(t.memory, zone, end + kHelloDays - 1s) == Hellos::On);
        CHECK(hellos_at(t.memory, zone, end + kHelloDays) == Hellos::Gone);
    }
}

TEST_CASE("Nothing else is changed by them, not even the end of a hard week", "[hello-days]") {
    Told t;
    auto week = t.make(EventKind::HardWeek, kNoon - days{9});
    week.until = kNoon - days{2};
    t.say(week);
    t.ignore("ana", 2, kNoon - days{1});
    const auto before = t.memory;
    t.say(told(kHellos, kNoon));
    auto begun = t.memory;
    CHECK(begun.told.erase(std::string{kHellos}) == 1);
    CHECK(begun == before);
    t.say(told(kHellosOver, kNoon + 1h));
    CHECK(t.memory == before);
}

TEST_CASE("In hard days they wait, whatever else holds", "[hello-days]") {
    const auto waits = [](const Event& e, Instant now) {
        Told t;
        t.say(e);
        Settings settings;
        settings.you.reach_for_me = true;
        return hellos_wait(settings, t.memory, kUtc, now);
    };
    Told t;
    CHECK_FALSE(hellos_wait(Settings{}, t.memory, kUtc, kNoon));
    auto hard = t.make(EventKind::HardWeek, kNoon);
    hard.until = kNoon + days{1};
    CHECK(waits(hard, kNoon));
    CHECK(waits(hard, kNoon + days{2})); // it ends softly
    auto away = t.make(EventKind::LeaveSet, kNoon);
    away.until = kNoon + days{10};
    CHECK(waits(away, kNoon + days{9}));
    CHECK_FALSE(waits(away, kNoon + days{10}));
    away.life_event = LifeEvent::Bereavement;
    CHECK(waits(away, kNoon + days{89}));
    CHECK_FALSE(waits(away, kNoon + days{90}));
    auto gone = t.make(EventKind::StateSet, kNoon, "ben");
    gone.state = State::Remembered;
    CHECK(waits(gone, kNoon + days{89}));
    CHECK_FALSE(waits(gone, kNoon + days{90}));
}
