// SPDX-License-Identifier: MIT
// The tables of reference.py: a second implementation, written from the rules alone.
#include <bit>
#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "core/policy/clock.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

std::ifstream table(const char* name) {
    std::ifstream file(std::string{KITH_TEST_DATA} + "/policy/" + name);
    REQUIRE(file);
    return file;
}

constexpr Instant kStart = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

LocalTouch read_touch(std::istream& in) {
    std::int64_t at = 0;
    std::string channel, direction;
    int minutes = 0;
    bool said = false;
    in >> at >> channel >> direction >> minutes >> said;
    LocalTouch t;
    t.at = kStart + seconds{at};
    t.day = static_cast<std::int32_t>(std::chrono::floor<days>(t.at).time_since_epoch().count());
    t.channel = channel_from(channel).value();
    t.direction = direction_from(direction).value();
    if (minutes >= 0) t.minutes = minutes;
    t.said = said;
    return t;
}

Counts counts_of(const std::string& word) {
    if (word == "voice") return Counts::Voice;
    return word == "together" ? Counts::Together : Counts::Any;
}

} // namespace

TEST_CASE("Hashes agree with the reference, to the bit", "[reference]") {
    auto file = table("unit.txt");
    std::string line;
    int rows = 0;
    for (; std::getline(file, line); ++rows) {
        const auto space = line.rfind(' ');
        const auto bits = std::stoull(line.substr(space + 1), nullptr, 16);
        CAPTURE(line);
        CHECK(unit(line.substr(0, space)) == std::bit_cast<double>(bits));
    }
    CHECK(rows == 32);
}

TEST_CASE("Clocks agree with the reference", "[reference]") {
    auto file = table("clock.txt");
    std::string word;
    int lives = 0;
    for (; file >> word; ++lives) {
        REQUIRE(word == "life");
        ClockTerms terms;
        std::string counts;
        double start = 0, expected = 0;
        int touches = 0;
        file >> terms.rhythm_days >> terms.f >> counts >> terms.remote_access >> start >> touches >>
            expected;
        terms.counts = counts_of(counts);
        Clock clock;
        clock.elapsed = start;
        clock.as_of = kStart;
        for (int i = 0; i < touches; ++i) add_touch(clock, terms, read_touch(file), {});
        CAPTURE(lives, counts);
        CHECK(clock.elapsed == Approx(expected).epsilon(1e-9).margin(1e-9));
    }
    CHECK(lives == 150);
}

TEST_CASE("Scores agree with the reference", "[reference]") {
    auto file = table("score.txt");
    std::string line;
    int rows = 0;
    for (; std::getline(file, line); ++rows) {
        std::istringstream in(line);
        double c = 0, r = 0, importance = 0, expected = 0;
        std::string sight;
        bool kin = false, free = false, usual = false, same_kind = false, same_step = false;
        int k = 0, pushed = 0;
        in >> c >> r >> sight >> kin >> importance >> k >> free >> usual >> same_kind >>
            same_step >> pushed >> expected;
        REQUIRE(in);
        Scene s;
        auto& ana = s.add("ana", Circle::Close,
                          sight == "seen"     ? Sight::Seen
                          : sight == "partly" ? Sight::Partly
                                              : Sight::Unseen);
        ana.every = Rhythm{c, c, false};
        ana.kin = kin;
        ana.importance = importance < 1   ? Importance::Light
                         : importance > 1 ? Importance::High
                                          : Importance::Usual;
        ana.steps = {{"card", "card", 1, Channel::Letter}};
        s.set_ratio("ana", r);
        if (k > 0) s.of("ana").ignored.push_back({"i", kNoon - days{300}});
        if (pushed >= 0) s.of("ana").pushes.push_back(s.pushed("nobody", kNoon - days{pushed}));
        s.memory.pushes.clear();
        if (same_kind || same_step) {
            auto& last = s.pushed("someone", kNoon - days{1});
            last.kind = same_kind ? Kind::Relational : Kind::Intimate;
            last.channel = same_step ? Channel::Letter : Channel::Call;
        }
        s.around.busy_known = free;
        if (usual) s.of("ana").clock.week_minutes.assign(6, 750);
        CAPTURE(line);
        CHECK(s.view("ana").score_value() == Approx(expected).margin(2e-9));
    }
    CHECK(rows == 400);
}
