// SPDX-License-Identifier: MIT
// The state between two runs: it comes back as it was, also from before it knew what was told.
#include "plugins/files/seen.hpp"

#include <cstring>
#include <fstream>

#include "base/hash.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace kith::files;

namespace {

constexpr std::uint64_t kRules = 17;

void put(std::string& out, std::uint64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

} // namespace

TEST_CASE("What was told comes back, and outlives other rules", "[files][state]") {
    const test::TempDir dir;
    auto seen = Seen::load(dir.path().string(), std::nullopt, kRules, 100);
    seen.set_calendar(5, {6, 7});
    seen.told().files[5] = {
        "/cal/a.ics", 8, {{"dinner", {200, kRules}}, {"lunch", {300, kRules - 1}}}};
    seen.told().loose = {"walk"};
    const auto cursor = seen.save(dir.path().string());
    for (const auto rules : {kRules, kRules + 1}) {
        auto again = Seen::load(dir.path().string(), cursor, rules, 100);
        CHECK((again.calendar(5) != nullptr) == (rules == kRules));
        REQUIRE(again.told().files.size() == 1);
        const auto& file = again.told().files.at(5);
        CHECK(file.path == "/cal/a.ics");
        CHECK(file.folder == 8);
        CHECK(file.refs.at("dinner") == Told::Ref{200, kRules});
        CHECK(file.refs.at("lunch") == Told::Ref{300, kRules - 1});
        CHECK(again.told().loose == std::set<std::string>{"walk"});
        CHECK(again.told().has(5, "lunch"));
        CHECK_FALSE(again.told().has(6, "lunch"));
    }
}

TEST_CASE("A file that was not listed is read again when it comes back", "[files][state]") {
    Seen seen;
    seen.set_calendar(5, {6, 7});
    seen.set_calendar(8, {6, 7});
    seen.keep_calendars(std::vector<std::uint64_t>{1, 8});
    CHECK(seen.calendar(5) == nullptr);
    CHECK(seen.calendar(8) != nullptr);
}

TEST_CASE("A state of the second format has one set of rules for a file", "[files][state]") {
    const test::TempDir dir;
    const auto put_text = [](std::string& out, const std::string& what) {
        put(out, what.size());
        out += what;
    };
    std::string text = "kith-files-2\n";
    put(text, 2); // generation
    put(text, kRules);
    put(text, 100);                                                                    // since
    for (const auto each : {0, 0, 1, 5, 6, 7}) put(text, static_cast<unsigned>(each)); // a calendar
    put(text, 1);
    put(text, 5);
    put_text(text, "/cal/a.ics");
    put(text, 8); // folder
    put(text, kRules - 1);
    put(text, 2);
    put_text(text, "dinner");
    put(text, 200);
    put_text(text, "lunch");
    put(text, 300);
    put(text, 1);
    put_text(text, "walk");
    put(text, fnv1a64(text));
    std::ofstream{dir / "seen-0", std::ios::binary} << text;
    auto seen = Seen::load(dir.path().string(), "gen=2", kRules, 100);
    CHECK(seen.calendar(5) != nullptr);
    const auto& refs = seen.told().files.at(5).refs;
    CHECK(refs.at("dinner") == Told::Ref{200, kRules - 1});
    CHECK(refs.at("lunch") == Told::Ref{300, kRules - 1});
    CHECK(seen.told().loose == std::set<std::string>{"walk"});
}

TEST_CASE("A state of the first format keeps its mail and reads calendars anew", "[files][state]") {
    const test::TempDir dir;
    std::string text = "kith-files-1\n";
    put(text, 2); // generation
    put(text, kRules);
    put(text, 100); // since
    put(text, 1);
    put(text, 42); // a mail
    put(text, 1);
    put(text, 5);
    text += "/mail";
    put(text, 77); // a folder
    put(text, 1);
    for (const auto each : {5, 6, 7}) put(text, static_cast<std::uint64_t>(each)); // a calendar
    put(text, fnv1a64(text));
    std::ofstream{dir / "seen-0", std::ios::binary} << text;
    auto seen = Seen::load(dir.path().string(), "gen=2", kRules, 100);
    CHECK(seen.has_mail(42));
    CHECK(seen.folder("/mail") == 77);
    CHECK(seen.calendar(5) == nullptr);
    CHECK(seen.told().files.empty());
}
