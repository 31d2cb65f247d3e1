// SPDX-License-Identifier: MIT
#include "core/config/parse.hpp"

#include <algorithm>
#include <chrono>

#include "core/config/effective.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/samples.hpp"

using namespace kith;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

Connection only_connection(const std::string& yaml) {
    auto parsed = test::parse_text("version: 1\nconnections:\n  - " + yaml + "\n");
    INFO(yaml);
    REQUIRE(test::lines(parsed.problems) == std::vector<std::string>{});
    return parsed.settings.connections.at(0);
}

config::Effective row(const std::vector<config::Effective>& rows, const std::string& key) {
    const auto found = std::ranges::find(rows, key, &config::Effective::key);
    REQUIRE(found != rows.end());
    return *found;
}

} // namespace

TEST_CASE("The whole of a life is read", "[config][parse]") {
    const auto parsed = test::parse_text(test::read_text(test::sample_dir() / "good/design.yaml"));
    const auto& s = parsed.settings;
    CHECK(s.you.name == "Sam");
    CHECK(s.you.addresses.at(1) == Address{"matrix", "@sam:example.org"});
    CHECK(s.hours.slots == std::vector<TimeOfDay>{12h + 30min, 17h + 30min});
    CHECK(s.hours.open_for == 2h);
    CHECK(s.hours.quiet_weekend_to == 10h);
    CHECK(s.deliver == std::vector<std::string>{"desk", "phone", "mail"});
    CHECK(s.reflection.weekday == 0);
    const auto& ana = s.connections.at(0);
    CHECK(ana.every == Rhythm{21, 21, false});
    CHECK(ana.feels == Feels::Safe);
    CHECK(ana.steps.at(0) == Step{"voice-note", "voice note", 1, Channel::VoiceNote});
    CHECK(ana.steps.at(1) == Step{"swim-in-the-river", "swim in the river", 3, Channel::Together});
    CHECK(ana.dates.at(0) == DateEntry{"birthday", std::nullopt, 2, 29, 2});
    CHECK(s.connections.at(1).meets == Meets{"every Thursday", "19:30", "21:30"});
    CHECK(s.rituals.at(0).with == std::vector<std::string>{"ana"});
    CHECK(s.secrets.at("mail").command == std::vector<std::string>{"pass", "show", "mail/sam"});
    const auto& mail = s.plugins.at(2);
    CHECK(mail.secret_refs.at("password") == "mail");
    CHECK(mail.settings.at("folders") == SettingValue{std::vector<std::string>{"INBOX", "Sent"}});
    CHECK_FALSE(mail.settings.contains("password"));
}

TEST_CASE("A short connection gets kind defaults", "[config][parse]") {
    const auto c = only_connection("{id: ana-maria}");
    CHECK(c.name == "Ana-maria");
    CHECK(c.circle == Circle::Close);
    CHECK_FALSE(c.every);
    CHECK_FALSE(c.feels);
    CHECK(only_connection("{id: x, circle: new-friend}").counts == Counts::Voice);
    CHECK(only_connection("{id: x, circle: new-friend, counts: any}").counts == Counts::Any);
    CHECK(only_connection("{id: x, support: emotional}").support ==
          std::vector<std::string>{"emotional"});
}

TEST_CASE("Steps come from the library or are one's own", "[config][parse]") {
    const auto steps = only_connection("{id: x, steps: [walk, one line, Feed the ducks, {do: call, "
                                       "cost: 1}, {do: été à deux}]}")
                           .steps;
    CHECK(steps.at(0) == Step{"walk", "walk", 3, Channel::Together});
    CHECK(steps.at(1).name == "one-line");
    CHECK(steps.at(2) == Step{"feed-the-ducks", "Feed the ducks", 1, Channel::Message});
    CHECK(steps.at(3) == Step{"call", "call", 1, Channel::Call});
    CHECK(steps.at(4).name == "été-à-deux");
    const auto more = only_connection("{id: x, steps: [coffee, jot-it-down, a reply]}").steps;
    CHECK(more.at(0) == Step{"coffee", "coffee", 3, Channel::Together});
    CHECK(more.at(1).channel == Channel::None);
    CHECK(more.at(2).name == "reply");
}

TEST_CASE("A rhythm on a circle without one is remarked on and left out", "[config][parse]") {
    const auto parsed =
        test::parse_text("version: 1\nconnections: [{id: choir, circle: group, every: 1 week}]\n");
    CHECK(parsed.ok());
    REQUIRE(parsed.problems.size() == 1);
    CHECK_THAT(config::format(parsed.problems[0]),
               Contains("1:1: warning") || Contains("warning: connections.choir.every"));
    CHECK_FALSE(parsed.settings.connections.at(0).every);
}

TEST_CASE("Meetings of whom nobody meets as a group are remarked on", "[config][parse]") {
    const auto told = [](const std::string& circle, const std::string& more) {
        const auto text =
            "version: 1\nconnections: [{id: x, circle: " + circle + ", " + more + "}]\n";
        CHECK(test::parse_text(text).ok());
        return test::errors_of(text);
    };
    const std::string meets = "meets: {rule: every Thursday}", kept = "satisfied_by: all";
    for (const auto* circle : {"care", "close"}) {
        CHECK_THAT(told(circle, meets), Contains("warning: connections.x.meets: ") &&
                                            Contains("write a ritual with them"));
        CHECK_THAT(told(circle, kept), Contains("warning: connections.x.satisfied_by: "));
    }
    CHECK(told("group", meets + ", " + kept).empty());
    CHECK(told("group", "meets: {rule: every other Thursday, since: 2026-03-05}").empty());
}

TEST_CASE("A slot in quiet hours is remarked on", "[config][parse]") {
    CHECK_THAT(test::errors_of("version: 1\nhours: {slots: [\"21:00\"]}\n"),
               Contains("2:16: warning: hours.slots: the slot at 21:00 begins in quiet hours"));
    CHECK(test::errors_of("version: 1\nhours: {slots: [\"21:00\"], quiet: {from: \"23:00\"}}\n")
              .empty());
    CHECK(test::errors_of(
              "version: 1\nhours: {slots: [\"03:00\"], quiet: {from: \"00:00\", to: \"00:00\"}}\n")
              .empty());
}

TEST_CASE("All errors of all files are told at once, in order", "[config][parse]") {
    const auto parsed =
        config::parse({{"kith.yaml", "version: 1\npace: brisk\nhours: {open_for: soon}\n", false},
                       {"connections/a.yaml", "id: A\nevery: 3\n", true},
                       {"connections/b.yaml", "- [x]\n", true}},
                      nullptr);
    std::vector<std::string> places;
    for (const auto& p : parsed.problems)
        places.push_back(config::format(p.place) + ":" + std::to_string(p.place.col));
    CHECK(places == std::vector<std::string>{"connections/a.yaml:1:5", "connections/a.yaml:2:8",
                                             "connections/b.yaml:1:3", "kith.yaml:2:7",
                                             "kith.yaml:3:19"});
}

TEST_CASE("Unknown keys are met with the nearest one, or with where they belong",
          "[config][parse]") {
    CHECK_THAT(test::errors_of("version: 1\npase: steady\n"), Contains("did you mean pace?"));
    CHECK_THAT(test::errors_of("version: 1\nslots: []\n"), Contains("slots belongs in hours"));
    CHECK_THAT(test::errors_of("version: 1\nusual_energy: low\n"), Contains("belongs in you"));
    CHECK_THAT(test::errors_of("version: 1\n<<: {a: b}\n"), Contains("write the keys out"));
}

TEST_CASE("Keys kept for later are named once each", "[config][parse]") {
    const auto parsed = test::parse_text(
        "version: 1\nconnections:\n  - {id: a, label: A, kin: true}\nrituals:\n"
        "  - {id: r, with: [a], rule: every day, from: \"9:00\", calendar: home}\n"
        "  - {id: s, with: [a], rule: every day, from: \"9:00\", calendar: home}\n");
    REQUIRE(parsed.kept.size() == 1);
    CHECK(parsed.kept.begin()->first == "rituals.calendar");
    CHECK(parsed.kept.begin()->second.line == 5);
}

TEST_CASE("A value in force says where it comes from", "[config][parse]") {
    const auto parsed = test::parse_text(
        "version: 1\npace: gentle\nconnections:\n  - id: ana\n    circle: wide\n    kin: true\n");
    const auto rows = config::effective(parsed.origins, parsed.settings.connections.at(0));
    CHECK(row(rows, "kin") == config::Effective{"kin", "true", "kith.yaml:6", false});
    CHECK(row(rows, "every") == config::Effective{"every", "3 months", "circle wide", false});
    CHECK(row(rows, "counts") == config::Effective{"counts", "any", "default", false});
    CHECK(row(rows, "label") == config::Effective{"label", "", "default", false});
    CHECK(row(rows, "name") == config::Effective{"name", "Ana", "default", false});
    const auto all = config::effective(parsed.origins);
    CHECK(row(all, "pace") == config::Effective{"pace", "gentle", "kith.yaml:2", false});
    CHECK(row(all, "hours.quiet.from").value == "\"20:30\"");
}

TEST_CASE("Equal text gives equal settings", "[config][parse]") {
    const auto text = test::read_text(test::sample_dir() / "good/flags.yaml");
    CHECK(test::parse_text(text).settings.connections ==
          test::parse_text(text).settings.connections);
}

TEST_CASE("Thousands of connections are read without effort", "[config][parse]") {
    std::string text = "version: 1\nconnections:\n";
    for (int i = 0; i < 5000; ++i) {
        const auto id = "p" + std::to_string(i);
        text += "  - {id: " + id + ", every: 3 weeks, addresses: [" + id + "@example.net]}\n";
    }
    const auto parsed = test::parse_text(text);
    CHECK(parsed.ok());
    CHECK(parsed.settings.connections.size() == 5000);
}
