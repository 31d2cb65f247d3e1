// SPDX-License-Identifier: MIT
// Someone without contact, and what was said of others.
#include <algorithm>

#include "tests/support/temp_dir.hpp"
#include "tests/unit/ledger/small_life.hpp"

using namespace kith;
using namespace kith::test;
using namespace std::chrono_literals;

namespace {

config::Parsed people(bool with_tom) {
    const std::string tom =
        with_tom ? "  - {id: tom, name: Tom Winter, circle: close, addresses: [tom@example.net]}\n"
                 : "";
    return config::parse({{"kith.yaml",
                           "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                           "  - {id: ana, name: Ana, circle: inner}\n" +
                               tom +
                               "rituals:\n"
                               "  - {id: winter-swim, with: [ana], rule: every Saturday}\n"
                               "  - {id: walk-with-tom, with: [ana], rule: every Sunday}\n",
                           false}},
                         nullptr);
}

Event about_ritual(const std::string& id) {
    auto e = event_about("", EventKind::RitualSaid, kStart, "");
    e.occasion = id;
    e.text = "resting";
    return e;
}

Event note_on_ana(const std::string& text) {
    auto e = event_about("ana", EventKind::Noted, kStart, "");
    e.text = text;
    return e;
}

void no_contact(SmallLife& life, bool over = false) {
    auto e = event_about("tom", over ? EventKind::StateLifted : EventKind::StateSet, kStart, "");
    e.state = State::NoContact;
    const auto tom = *life->goals().all[*life->goals().find("tom")].connection;
    REQUIRE(life->shun(tom, e, over));
}

} // namespace

TEST_CASE("No contact erases what calls them by name, and no word that is a surname too",
          "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, people(true));
    REQUIRE(life->commit({note_on_ana("glad that the winter is over"),
                          note_on_ana("met Tom by the lake"), note_on_ana("sad about the Winters"),
                          about_ritual("winter-swim"), about_ritual("walk-with-tom"),
                          about_ritual("lunch-with-tom")},
                         {}));
    no_contact(life);
    REQUIRE(life->adopt(people(false), calendar::Zone::utc()));
    REQUIRE(life->forget("tom"));
    for (int i = 0; i < 2; ++i) {
        life.check_whole();
        const auto& notes = life->memory().connections.at("ana").notes;
        REQUIRE(notes.size() == 2);
        CHECK(notes[0].text == "glad that the winter is over");
        CHECK(life->shunned_names()(notes[0].text) == notes[0].text);
        CHECK(life->shunned_names()(notes[1].text) == "sad about the someone");
        const auto& rituals = life->memory().rituals;
        CHECK(rituals.at("winter-swim").resting);
        CHECK(rituals.at("walk-with-tom").resting); // as the configuration calls it
        CHECK_FALSE(rituals.contains("lunch-with-tom"));
        CHECK(std::ranges::any_of(rituals, [](const auto& ritual) {
            return ritual.first.starts_with('#') && ritual.second.resting;
        }));
        life.restart(people(false));
    }
}

TEST_CASE("A meeting called after them stays one when there is contact again", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, people(true));
    const daemon::Source calendar{.instance = "mail"};
    const auto lunch = mail_from("ana", "lunch-tom-ana", kStart - 24h);
    no_contact(life);
    CHECK(life->shunned_names().finds("Tom"));
    REQUIRE(life->commit_sensed({lunch}, calendar));
    REQUIRE(life->ledger().touches_of("ana").size() == 1);
    CHECK(life->ledger().touches_of("ana").front().ref.starts_with('#'));

    no_contact(life, true);
    CHECK_FALSE(life->shunned_names().finds("Tom"));
    REQUIRE(life->commit_sensed({lunch}, calendar));
    CHECK(life->ledger().touches_of("ana").size() == 1);
    life.restart(people(true));
    REQUIRE(life->commit_sensed({lunch}, calendar));
    CHECK(life->ledger().touches_of("ana").size() == 1);
    REQUIRE(life->commit_sensed({}, calendar, {"lunch-tom-ana"}));
    CHECK(life->ledger().touches_of("ana").empty());

    REQUIRE(life->commit_sensed({lunch}, calendar));
    CHECK(life->ledger().touches_of("ana").front().ref == "lunch-tom-ana");
    no_contact(life);
    REQUIRE(life->commit_sensed({lunch}, calendar));
    CHECK(life->ledger().touches_of("ana").size() == 1);
    REQUIRE(life->undo());
    REQUIRE(life->commit_sensed({lunch}, calendar));
    CHECK(life->ledger().touches_of("ana").size() == 1);
}

TEST_CASE("An end of no contact by the id calls rituals by their names again at once", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, people(true));
    no_contact(life);
    REQUIRE(life->adopt(people(false), calendar::Zone::utc()));
    const auto unsaid = [&] { return life->settings().rituals[1].unsaid; };
    CHECK(unsaid());
    CHECK_FALSE(life->settings().rituals[0].unsaid);
    CHECK(life->unshun("tom").value_or(false));
    CHECK_FALSE(unsaid());
}

namespace {

config::Parsed with_kurt(const std::string& entry) {
    return config::parse({{"kith.yaml",
                           "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                           "  - {id: ana, name: Ana, circle: inner}\n" +
                               entry,
                           false}},
                         nullptr);
}

constexpr auto kKurt = "  - {id: kurt, name: Kurt, circle: inner, addresses: [k@example.net]}\n";
constexpr auto kUnsaid = "  - {id: kurt, name: Kurt, circle: inner, addresses: [k@example.net], "
                         "state: no_contact}\n";

} // namespace

TEST_CASE("A line that goes with its whole entry brings nobody back", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, with_kurt(kUnsaid));
    const auto hides = [&] { return life->shunned_names()("flat shared with Kurt"); };
    const bool restarts = GENERATE(false, true);
    const auto take = [&](const std::string& entry) {
        if (restarts) life.restart(with_kurt(entry));
        REQUIRE(life->adopt(with_kurt(entry), calendar::Zone::utc()));
    };
    take("");
    CHECK(hides() == "flat shared with someone");
    CHECK(life->ledger().kept("unsaid_lines").value_or("").find("kurt") == std::string::npos);
    take("  - {id: kurt, name: Kurt, circle: inner}\n");
    REQUIRE(life->goals().find("kurt"));
    CHECK(life->state_of(*life->goals().find("kurt")) == State::NoContact);
    CHECK(life->outlived_lines() == std::vector{State::NoContact}); // which is told
    take("  - {id: kurt2, name: Kurt Berg, circle: inner, addresses: [k@example.net]}\n");
    CHECK(life->state_of(*life->goals().find("kurt2")) == State::NoContact);
    take("");
    CHECK(life->unshun("kurt").value_or(false));
    take(kKurt);
    CHECK(life->state_of(*life->goals().find("kurt")) == State::Active);
    CHECK(hides() == "flat shared with Kurt");
    CHECK(life->outlived_lines().empty());
}

TEST_CASE("A line under another id is still that line", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, with_kurt(kUnsaid));
    std::string renamed = kUnsaid;
    renamed.replace(renamed.find("id: kurt"), 8, "id: kurz");
    REQUIRE(life->adopt(with_kurt(renamed), calendar::Zone::utc()));
    CHECK_FALSE(life->is_shunned("kurt"));
    REQUIRE(life->adopt(with_kurt(""), calendar::Zone::utc()));
    CHECK(life->is_shunned("kurz"));
    CHECK(life->shunned_names().finds("with Kurt"));
}

TEST_CASE("Before the yes it is told how many notes go, and how many stay", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, people(true));
    REQUIRE(life->commit({note_on_ana("met Tom by the lake"), note_on_ana("glad about the winter"),
                          note_on_ana("a call from tom"), note_on_ana("sad about the Winters"),
                          note_on_ana("swam far")},
                         {}));
    no_contact(life);
    const auto notes = life->notes_of_others("tom");
    CHECK(notes.going == 1);
    CHECK(notes.staying == 2);
    REQUIRE(life->adopt(people(false), calendar::Zone::utc()));
    REQUIRE(life->forget("tom"));
    CHECK(life->memory().connections.at("ana").notes.size() == 4);
}

TEST_CASE("A group is forgotten under its veil too", "[life]") {
    const auto with_group = [](bool group) {
        std::string text = "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                           "  - {id: ana, name: Ana, circle: inner}\n"
                           "  - {id: tom, name: Tom Winter, circle: close}\n";
        if (group) text += "  - {id: winter-swim, circle: group, members: [ana]}\n";
        return config::parse({{"kith.yaml", text, false}}, nullptr);
    };
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, with_group(true));
    no_contact(life);
    auto swim = mail_from("ana", "m1", kStart - 24h);
    swim.via = "winter-swim";
    REQUIRE(life->commit_sensed({swim}, {.instance = "mail"}));
    REQUIRE(life->ledger().touches_of("ana").size() == 1);
    CHECK(life->ledger().touches_of("ana").front().via.starts_with('#'));
    REQUIRE(life->adopt(with_group(false), calendar::Zone::utc()));
    REQUIRE(life->forget("winter-swim"));
    CHECK(life->ledger().touches_of("ana").empty());
}

TEST_CASE("Somebody goes by one alias in the journal, also after a restart", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    const auto alias = life->alias("ana");
    CHECK(life->alias("ana") == alias);
    life.restart();
    CHECK(life->alias("ana") == alias);
}
