// SPDX-License-Identifier: MIT
// The plugin as it is installed, with real programs.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <thread>

#include "base/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_deliver_host.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace kith::test;

namespace {

/// The plugin with a shell script as its program.
FakeDeliverHost with_script(const std::string& script, const std::string& deadline = "1 minute") {
    Json settings;
    settings["program"] = {"sh", "-c", script};
    settings["deadline"] = deadline;
    return {KITH_COMMAND_SO, to_line(settings)};
}

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

kith_request request() {
    static const char* const kNames[] = {"Ana P", nullptr};
    static const char* const kNone[] = {nullptr};
    static const kith_address kAddresses[] = {
        {sizeof(kith_address), 1, nullptr, "mailto:sam@example.org", kNone},
        {sizeof(kith_address), 0, "ana", "tel:+351210000000", kNames}};
    kith_request raw{};
    raw.struct_size = sizeof raw;
    raw.address_count = 2;
    raw.addresses = kAddresses;
    raw.since = 1772474400;
    raw.zone = "UTC";
    return raw;
}

constexpr const char* kContact =
    R"({"at":"2026-03-02T18:00:00Z","connection":"ana","channel":"call","direction":"in","ref":"c1"})";

} // namespace

TEST_CASE("A program gets the nudge as one line, and its input ends", "[command]") {
    const TempDir dir;
    auto host = with_script("cat > '" + (dir / "in").string() + "'");
    NudgeText text;
    text.ask_first = true;
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(host.receipts.size() == 1);
    CHECK(content(dir / "in") ==
          R"({"nudge":"00112233445566778899aabbccddeeff","connection":"ana",)"
          R"("title":"Ana crossed my mind","body":"A short voice note would do.",)"
          R"("step":"voice-note","open":"mailto:ana@example.net",)"
          R"("answers":["going","smaller","later"],"ask_first":true})"
          "\n");
    text.open_uri.clear();
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(parse_json(content(dir / "in"))->at("open").is_null());
}

TEST_CASE("How a program ends decides what became of the nudge", "[command]") {
    const auto [script, kind, words] = GENERATE(table<std::string, int, std::string>({
        {"exit 75", KITH_FAIL_TEMPORARY, "again later"},
        {"echo 'no paper' >&2; echo more >&2; exit 1", KITH_FAIL_REFUSED, "status 1: no paper"},
        {"printf '\\033[31mred\\377' >&2; exit 3", KITH_FAIL_REFUSED,
         "status 3: [31mred\xef\xbf\xbd"},
        {"kill -SEGV $$", KITH_FAIL_UNKNOWN, "signal 11"},
        {"no-such-program-at-all", KITH_FAIL_REFUSED, "status 127"},
    }));
    auto host = with_script(script);
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == kind);
    CHECK(host.fails == 1);
    CHECK(host.fail_text.find(words) != std::string::npos);
    CHECK(host.receipts.empty());
}

TEST_CASE("A program that cannot be started is a matter of the settings", "[command]") {
    FakeDeliverHost host(KITH_COMMAND_SO, R"({"program":["/nonexistent/notifier"]})");
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_CONFIG);
    CHECK(host.fail_text.find("/nonexistent/notifier") != std::string::npos);
}

TEST_CASE("At its deadline a program ends with all it started, and the nudge is unknown",
          "[command]") {
    const TempDir dir;
    const auto pipe = dir / "alive";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    // Both hold the fifo open for writing; its reader sees the end when both are gone.
    auto host = with_script(
        "exec 9>'" + pipe.string() + "'; echo started >&9; sleep 1000 & sleep 1000", "0.3 s");
    std::string seen;
    std::thread reader([&] { seen = content(pipe); });
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    reader.join();
    CHECK(seen == "started\n");
    CHECK(host.fail_kind == KITH_FAIL_UNKNOWN);
    CHECK(host.receipts.empty());
}

TEST_CASE("The job's own end comes before a long deadline", "[command]") {
    auto host = with_script("sleep 1000", "1 hour");
    host.time_left_ms = 500;
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_UNKNOWN);
}

TEST_CASE("What a program leaves running does not hold up the delivery", "[command]") {
    const TempDir dir;
    REQUIRE(::mkfifo((dir / "go").c_str(), 0600) == 0);
    auto host = with_script("(read x < '" + (dir / "go").string() + "') & exit 0");
    CHECK(host.deliver(NudgeText{}.raw()) == 0);
    std::ofstream(dir / "go") << "on\n"; // opens only while it still runs
}

TEST_CASE("Answers are taken from what it prints, and only for this nudge", "[command]") {
    auto host = with_script(
        R"(echo hello; echo '{"answer":"later","nudge":"00112233445566778899aabbccddeeff"}'
        echo '{"answer":"done","nudge":"ffffffffffffffffffffffffffffffff"}'; echo '{"answer":7}')");
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    using Answers = std::vector<std::pair<std::string, std::string>>;
    CHECK(host.answers == Answers{{NudgeText{}.id, "later"}});
    auto declined = with_script(R"(echo '{"answer":"later"}'; exit 1)");
    CHECK(declined.deliver(NudgeText{}.raw()) == -1);
    CHECK(declined.answers.empty());
}

TEST_CASE("A program that never reads its input is fine", "[command]") {
    auto host = with_script("exec <&-; exit 0");
    NudgeText text;
    text.body = std::string(300'000, 'x');
    CHECK(host.deliver(text.raw()) == 0);
}

TEST_CASE("A program sees a clean environment and no descriptors of ours", "[command]") {
    const TempDir dir;
    const EnvVar secret("KITH_SECRET_OF_TEST", "hunter2");
    const EnvVar language("LANG", "C.UTF-8");
    auto host = with_script("env > '" + (dir / "env").string() + "'; ls /proc/$$/fd > '" +
                            (dir / "fd").string() + "'");
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    const auto environment = content(dir / "env");
    CHECK(environment.find("hunter2") == std::string::npos);
    CHECK(environment.find("LANG=C.UTF-8\n") != std::string::npos);
    CHECK(environment.find("PATH=") != std::string::npos);
    CHECK(content(dir / "fd").find("\n4\n") == std::string::npos);
}

TEST_CASE("A sensor is asked in one line and tells of contacts", "[command]") {
    const TempDir dir;
    auto host = with_script(
        "cat > '" + (dir / "in").string() + "'; echo '" + kContact +
        R"('; echo '{"type":"coverage","schemes":["tel"],"since":"2026-01-01T00:00:00Z"}'
                            echo '{"cursor":"c1"}')");
    auto raw = request();
    REQUIRE(host.sense(raw) == 0);
    const auto asked = content(dir / "in");
    CHECK(asked == R"({"since":"2026-03-02T18:00:00+00:00","cursor":null,"addresses":[)"
                   R"({"self":true,"address":"mailto:sam@example.org"},)"
                   R"({"connection":"ana","address":"tel:+351210000000","also_called":["Ana P"]}]})"
                   "\n");
    REQUIRE(host.contacts.size() == 1);
    CHECK(host.contacts[0].connection == "ana");
    CHECK(host.contacts[0].at == 1772474400);
    CHECK(host.contacts[0].minutes == -1);
    CHECK(host.cursors == std::vector<std::string>{"c1"});
    CHECK(host.coverages == std::vector<std::vector<std::string>>{{"tel"}});
    raw.cursor = "c1";
    REQUIRE(host.sense(raw) == 0);
    CHECK(parse_json(content(dir / "in"))->at("cursor") == "c1");
}

TEST_CASE("Bad lines are passed over and named", "[command]") {
    auto host = with_script(std::string("echo hello; echo; echo '") + kContact +
                            "'; head -c 70000 /dev/zero | tr '\\0' x; echo; echo '{}'");
    REQUIRE(host.sense(request(), true) == 0);
    CHECK(host.contacts.size() == 1);
    REQUIRE(host.skips.size() == 3);
    CHECK(host.skips[0].first == "line 1");
    CHECK(host.skips[1] ==
          std::pair<std::string, std::string>{"line 4", "it is longer than 64 kB"});
    CHECK(host.skips[2].first == "line 5");
    REQUIRE(host.logs.size() == 1);
    CHECK(host.logs[0].second.find("3 of the program's lines") == 0);
    CHECK(host.coverages.size() == 1);
}

TEST_CASE("A sensor that fails keeps what it told, and says why", "[command]") {
    const auto [script, deadline, kind] = GENERATE(table<std::string, std::string, int>({
        {"exit 75", "1 minute", KITH_FAIL_TEMPORARY},
        {"exit 2", "1 minute", KITH_FAIL_REFUSED},
        {"kill -KILL $$", "1 minute", KITH_FAIL_TEMPORARY},
        {"exec sleep 1000", "0.5 s", KITH_FAIL_TEMPORARY},
        {"exec yes \"$(head -c 60000 /dev/zero | tr '\\0' x)\"", "1 minute", KITH_FAIL_REFUSED},
    }));
    auto host = with_script(std::string("echo '") + kContact + "'; " + script, deadline);
    CHECK(host.sense(request()) == -1);
    CHECK(host.fail_kind == kind);
    CHECK(host.contacts.size() == 1);
    CHECK(host.coverages.empty());
}

TEST_CASE("A job over its limits ends its program", "[command]") {
    auto host = with_script(std::string("while :; do echo '") + kContact + "'; done");
    host.records_until_full = 5;
    CHECK(host.sense(request()) == -1);
    CHECK(host.contacts.size() == 6);
    CHECK(host.fails == 0);
}
