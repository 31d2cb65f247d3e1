// SPDX-License-Identifier: MIT
// What sensing costs beside its floors: find, find and reading headers, a bare libical parse of the
// same events without their VTIMEZONEs. Makes 100,000 mails and 10,000 calendar files in a scratch
// folder (or as many as asked for: files_bench [MAILS [CALENDARS]]), runs each part in a process of
// its own, and prints the best of three with the ratio to the floor. Nothing is asserted.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kith/plugin.h"
#include "tests/bench/bare_ical.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/temp_dir.hpp"

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kNow = 1775044800; // 2026-04-01T12:00:00Z
constexpr std::int64_t kSince = kNow - std::int64_t{180} * 86400;
constexpr int kPeople = 50;

std::string headers(int i) {
    const bool known = i % 11 == 0;
    const auto from = known ? fmt::format("friend{}@example.net", i % kPeople)
                            : fmt::format("stranger{}@other{}.example", i, i % 97);
    std::string out;
    for (int hop = 0; hop < 4; ++hop)
        out += fmt::format("Received: from relay{}.example (relay{}.example [192.0.2.{}])\r\n"
                           "\tby mx.example.org with ESMTPS id {:x};\r\n"
                           "\tTue, 03 Mar 2026 10:00:00 +0000\r\n",
                           hop, hop, hop, i);
    out += "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=k; h=from:to:date;\r\n\tb=" +
           std::string(340, 'x') + "\r\n";
    out += fmt::format("From: \"Some Body {}\" <{}>\r\nTo: Sam <sam@example.org>\r\n", i, from);
    out += "Date: Tue, 03 Mar 2026 10:00:00 +0000\r\nSubject: Something or other\r\n";
    out += fmt::format("Message-ID: <{}.bench@example.net>\r\nMIME-Version: 1.0\r\n", i);
    return out + "Content-Type: text/plain; charset=utf-8\r\n\r\n";
}

void make_mails(const fs::path& root, int count) {
    for (const char* part : {"cur", "new", "tmp"}) fs::create_directories(root / part);
    const std::string body(2000, 'b');
    for (int i = 0; i < count; ++i) {
        const auto filed = kNow - 3600 - i * 100 % (170 * 86400);
        std::ofstream{root / "cur" / fmt::format("{}.M{}P1.host,S=4000:2,S", filed, i)}
            << headers(i) << body;
    }
}

std::string zone_text() {
    std::string out = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n";
    for (int year = 1980; year < 2000; ++year)
        out += fmt::format("BEGIN:DAYLIGHT\r\nDTSTART:{}0330T020000\r\nTZOFFSETFROM:+0100\r\n"
                           "TZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n",
                           year);
    return out + "BEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\nTZOFFSETFROM:+0100\r\n"
                 "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
                 "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\n"
                 "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
                 "END:VTIMEZONE\r\n";
}

std::string event_text(int i) {
    auto out = fmt::format("BEGIN:VEVENT\r\nUID:{}@bench.example\r\nDTSTAMP:20260101T000000Z\r\n"
                           "DTSTART;TZID=Europe/Berlin:2026{:02}{:02}T180000\r\n"
                           "DTEND;TZID=Europe/Berlin:2026{:02}{:02}T190000\r\n"
                           "SUMMARY:An evening with somebody\r\nLOCATION:Somewhere\r\n"
                           "DESCRIPTION:{}\r\nORGANIZER;CN=Sam:mailto:sam@example.org\r\n",
                           i, i % 3 + 1, i % 28 + 1, i % 3 + 1, i % 28 + 1, std::string(200, 'd'));
    out +=
        fmt::format("ATTENDEE;CN=X;PARTSTAT=ACCEPTED:mailto:friend{}@example.net\r\n", i % kPeople);
    if (i % 10 == 0) out += "RRULE:FREQ=WEEKLY;COUNT=10\r\n";
    return out + "END:VEVENT\r\n";
}

void make_calendars(const fs::path& zoned, const fs::path& bare, int count) {
    fs::create_directories(zoned);
    fs::create_directories(bare);
    const auto zone = zone_text();
    const std::string head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n";
    for (int i = 0; i < count; ++i) {
        const auto name = fmt::format("{}.ics", i);
        std::ofstream{zoned / name} << head << zone << event_text(i) << "END:VCALENDAR\r\n";
        std::ofstream{bare / name} << head << event_text(i) << "END:VCALENDAR\r\n";
    }
}

struct Cost {
    double seconds = std::numeric_limits<double>::max();
    long peak_kb = 0;
};

/// Runs `body` in a child; seconds by the wall, from fork to end.
Cost once(const std::function<void()>& body) {
    const auto start = std::chrono::steady_clock::now();
    const auto child = ::fork();
    if (child == 0) {
        body();
        std::_Exit(0);
    }
    int status = 0;
    rusage usage{};
    (void)::wait4(child, &status, 0, &usage);
    if (status != 0) fmt::print("  (a part failed, status {})\n", status);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    return {took.count(), usage.ru_maxrss};
}

Cost best(const std::function<void()>& before, const std::function<void()>& body) {
    Cost out;
    for (int run = 0; run < 3; ++run) {
        before();
        const auto cost = once(body);
        out.seconds = std::min(out.seconds, cost.seconds);
        out.peak_kb = std::max(out.peak_kb, cost.peak_kb);
    }
    return out;
}

void find_files(const fs::path& dir) {
    (void)!::freopen("/dev/null", "w", stdout);
    (void)::execlp("find", "find", dir.c_str(), "-type", "f", nullptr);
}

/// The floor of first sensing: every file opened and its first 4 kB read, with nothing done to
/// them.
void read_all(const fs::path& dir) {
    const int at = ::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* const list = ::fdopendir(::dup(at));
    std::vector<char> buffer(4096);
    while (const auto* entry = ::readdir(list)) {
        const int fd = ::openat(at, entry->d_name, O_RDONLY | O_CLOEXEC);
        while (::read(fd, buffer.data(), buffer.size()) < 0 && errno == EINTR) {
        }
        (void)::close(fd);
    }
}

/// What the plugin does in its process, from loading it to its end.
void sense(const std::string& library, const std::string& settings, const fs::path& state,
           const fs::path& cursor_file, bool first) {
    kith::test::FakeHost host{state};
    host.touchpoint_limit = std::numeric_limits<int>::max();
    void* const loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (loaded == nullptr) std::_Exit(1);
    const auto entry =
        reinterpret_cast<const kith_plugin* (*)()>(::dlsym(loaded, "kith_plugin_v1"));
    const auto* const plugin = entry();
    std::vector<std::string> texts;
    for (int i = 0; i < kPeople; ++i)
        texts.push_back(fmt::format("mailto:friend{}@example.net", i));
    const char* const no_names[] = {nullptr};
    std::vector<kith_address> known{
        {sizeof(kith_address), 1, nullptr, "mailto:sam@example.org", no_names}};
    for (const auto& text : texts)
        known.push_back({sizeof(kith_address), 0, text.c_str() + 7, text.c_str(), no_names});
    std::string cursor;
    if (!first) std::getline(std::ifstream{cursor_file}, cursor);
    kith_request request{sizeof(kith_request),
                         static_cast<std::uint32_t>(known.size()),
                         known.data(),
                         first ? nullptr : cursor.c_str(),
                         kSince,
                         0,
                         kNow,
                         "Europe/Lisbon",
                         first ? nullptr : cursor.c_str()};
    void* self = nullptr;
    if (plugin->create(host.raw(), settings.c_str(), &self) != 0) std::_Exit(2);
    if (plugin->sense(self, &request) != 0) std::_Exit(3);
    plugin->destroy(self);
    std::ofstream{cursor_file} << host.cursors.back();
    std::ofstream{cursor_file.string() + ".count"} << host.touches.size();
}

void say(std::string_view what, const Cost& cost, std::string_view against, const Cost& floor,
         double most) {
    fmt::print("{:<34} {:8.1f} ms  {:6.2f} x {} (at most {:.1f})  peak {:.1f} MB\n", what,
               cost.seconds * 1000, cost.seconds / floor.seconds, against, most,
               static_cast<double>(cost.peak_kb) / 1024);
}

std::string count_of(const fs::path& cursor) {
    std::string count;
    std::getline(std::ifstream{cursor.string() + ".count"}, count);
    return count;
}

void bench(const std::string& library, const fs::path& scratch, int mails, int calendars) {
    const auto nothing = [] {};
    const auto box = scratch / "mail";
    const auto cursor = scratch / "cursor";
    make_mails(box, mails);
    const auto found = best(nothing, [&] { find_files(box); });
    const auto read = best(nothing, [&] { read_all(box / "cur"); });
    const Cost floor{found.seconds + read.seconds, 0};
    const auto settings = fmt::format(R"({{"maildir":["{}"]}})", box.string());
    const auto state = scratch / "state";
    const auto fresh = [&] {
        fs::remove_all(state);
        fs::create_directories(state);
    };
    const auto first = best(fresh, [&] { sense(library, settings, state, cursor, true); });
    fmt::print("{} mails: find {:.1f} ms, reading {:.1f} ms, {} contacts\n", mails,
               found.seconds * 1000, read.seconds * 1000, count_of(cursor));
    say("first sensing", first, "find + reading headers", floor, 2);
    const auto again = best(nothing, [&] { sense(library, settings, state, cursor, false); });
    say("unchanged", again, "find", found, 1.5);
    const auto touch = [&] {
        static int number = 0;
        std::ofstream{box / "new" / fmt::format("{}.N{}.host", kNow - 60, ++number)} << headers(11);
    };
    const auto one = best(touch, [&] { sense(library, settings, state, cursor, false); });
    say("one new mail", one, "find", found, 1.5);

    const auto zoned = scratch / "ics";
    const auto bare = scratch / "bare";
    make_calendars(zoned, bare, calendars);
    const auto parse = best(nothing, [&] { kith::bench::parse_all_bare(bare); });
    const auto ics = fmt::format(R"({{"ics":["{}"]}})", zoned.string());
    const auto events = best(fresh, [&] { sense(library, ics, state, cursor, true); });
    fmt::print("{} calendars: bare libical {:.1f} ms, {} contacts\n", calendars,
               parse.seconds * 1000, count_of(cursor));
    say("first sensing", events, "bare libical", parse, 2);
    const auto same = best(nothing, [&] { sense(library, ics, state, cursor, false); });
    say("unchanged", same, "bare libical", parse, 2);
}

} // namespace

int main(int argc, char** argv) {
    const int mails = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const int calendars = argc > 2 ? std::atoi(argv[2]) : 10'000;
    const kith::test::TempDir scratch;
    bench(KITH_FILES_PLUGIN, scratch.path(), mails, calendars);
    return 0;
}
