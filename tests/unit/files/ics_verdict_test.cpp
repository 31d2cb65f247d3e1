// SPDX-License-Identifier: MIT
// Every calendar of tests/data/ics against the contacts it should give.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "plugins/files/calendars.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_host.hpp"

using namespace kith;
using namespace kith::files;

namespace {

const std::filesystem::path kCalendars = std::filesystem::path{KITH_TEST_DATA} / "ics";
constexpr std::int64_t kNow = 1775044800; // 2026-04-01T12:00:00Z

mail::People people() {
    const std::vector<mail::Known> known{{true, "", "mailto:sam@example.org", {}},
                                         {false, "ana", "mailto:ana@example.net", {"Ana Pereira"}},
                                         {false, "ana", "mailto:ana@bücher.example", {}},
                                         {false, "ben", "mailto:ben@example.com", {"Ben"}},
                                         {false, "cleo", "", {"José"}}};
    return mail::People{known, false};
}

plugin::Request request() {
    plugin::Request out;
    out.now = kNow;
    out.since = kNow - std::int64_t{180} * 86400;
    out.zone = "Europe/Berlin";
    return out;
}

/// What the table says of one contact: `2026-03-02T18:00:00Z ana 90`, `?` where the length is
/// unknown.
std::string line(const plugin::Touchpoint& t) {
    auto at = calendar::format_instant(Instant{std::chrono::seconds{t.at}}, calendar::Zone::utc());
    at = at.substr(0, at.size() - 6) + "Z";
    return at + " " + t.connection + " " + (t.minutes ? std::to_string(*t.minutes) : "?");
}

std::vector<std::string> sense(test::FakeHost& fake, const std::filesystem::path& file) {
    plugin::Host host{fake.raw()};
    FileSettings settings;
    settings.calendars = {file};
    Seen seen;
    std::string trouble;
    sense_calendars(host, settings, people(), request(), seen, trouble);
    // What is no whole calendar is told besides.
    static const std::set<std::string> kBroken{"cut", "empty", "nested", "not-a-calendar"};
    CHECK(trouble.empty() != kBroken.contains(file.stem().string()));
    std::vector<std::string> out;
    for (const auto& touch : fake.touches) {
        CHECK(touch.channel == "event");
        CHECK(touch.direction == "both");
        CHECK_FALSE(touch.ref.empty());
        out.push_back(line(touch));
    }
    std::ranges::sort(out);
    return out;
}

bool says(const std::vector<plugin::Skipped>& passed_over, const std::string& why) {
    return std::ranges::any_of(passed_over,
                               [&](const auto& s) { return s.because.starts_with(why); });
}

} // namespace

TEST_CASE("Each tricky calendar gives its contacts", "[files][ics]") {
    std::ifstream table{kCalendars / "verdicts.tsv"};
    std::string row;
    std::set<std::string> named;
    while (std::getline(table, row)) {
        if (row.starts_with('#')) continue;
        const auto columns = split(row, '\t');
        REQUIRE(columns.size() == 3);
        INFO(columns[0] << ": " << columns[2]);
        named.insert(columns[0] + ".ics");
        const auto file = kCalendars / (columns[0] + ".ics");
        test::FakeHost quick;
        const auto found = sense(quick, file);
        test::FakeHost telling;
        telling.want_skipped();
        CHECK(sense(telling, file) == found); // saying why changes nothing
        if (columns[1].starts_with("- ")) {
            CHECK(found.empty());
            std::string reasons;
            for (const auto& s : telling.passed_over) reasons += s.because + "; ";
            INFO(reasons);
            CHECK(says(telling.passed_over, columns[1].substr(2)));
        } else {
            CHECK(found ==
                  (columns[1].empty() ? std::vector<std::string>{} : split(columns[1], ';')));
        }
    }
    CHECK(named.size() >= 40);
    for (const auto& entry : std::filesystem::directory_iterator{kCalendars}) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(".ics")) CHECK(named.contains(name));
    }
}

TEST_CASE("An instance keeps its ref when it is moved", "[files][ics]") {
    test::FakeHost fake;
    sense(fake, kCalendars / "moved.ics");
    std::set<std::string> refs;
    for (const auto& touch : fake.touches) refs.insert(touch.ref);
    CHECK(refs ==
          std::set<std::string>{"s#20260305T170000Z", "s#20260312T170000Z", "s#20260319T170000Z"});
}
