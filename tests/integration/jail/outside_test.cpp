// SPDX-License-Identifier: MIT
// What reaches out of the jail by its broker: a bus behind a real xdg-dbus-proxy, and programs.
#include <fstream>
#include <iterator>
#include <sys/stat.h>

#include "base/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/notification_server.hpp"
#include "tests/support/private_bus.hpp"
#include "tests/support/temp_dir.hpp"
#include "wire/catalog.hpp"
#include "wire/run_job.hpp"

using namespace kith;
using namespace kith::test;
using wire::Call;

namespace {

/// A session of its own: buses, a runtime folder, and no other environment that leads out.
struct Session {
    PrivateBus bus;
    TempDir runtime;
    EnvVar session{"DBUS_SESSION_BUS_ADDRESS", bus.address()};
    EnvVar system{"DBUS_SYSTEM_BUS_ADDRESS", bus.address()};
    EnvVar folder{"XDG_RUNTIME_DIR", runtime.path().string()};

    Session() { std::filesystem::permissions(runtime.path(), std::filesystem::perms::owner_all); }
};

wire::JobRequest request(const char* plugin, Call call, const std::string& settings) {
    static const auto kCatalog = wire::Catalog::scan({KITH_FIXTURES}, KITH_PLUGINS);
    wire::JobRequest out;
    out.call = call;
    out.instance = plugin;
    out.plugin = wire::Catalog::ref(*kCatalog.find(plugin));
    out.deadline = std::chrono::seconds{20};
    out.settings = settings;
    out.now = Instant{std::chrono::seconds{1'772'454'600}};
    wire::NudgeOrder nudge;
    nudge.id = "00112233445566778899aabbccddeeff";
    nudge.connection = "ana";
    nudge.title = "Ana crossed my mind";
    nudge.body = "A short voice note would do.";
    nudge.step = "voice-note";
    nudge.open_uri = "mailto:ana@example.net";
    nudge.answers = {{"going", "Say hi"}, {"later", "Not now"}};
    nudge.expires = out.now + std::chrono::hours{36};
    out.nudge = nudge;
    return out;
}

struct Ran {
    wire::Outcome outcome;
    std::vector<wire::Record> records;
};

Ran run(const wire::JobRequest& request,
        const std::function<void(const wire::Record&)>& then = {}) {
    wire::RunOptions options;
    options.host = KITH_HOST;
    options.stay = std::chrono::seconds{20};
    Ran out;
    out.outcome = wire::run_job(options, request, [&](const wire::Record& record) {
        out.records.push_back(record);
        if (then) then(record);
    });
    return out;
}

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

wire::JobRequest script(const std::string& text, Call call = Call::Deliver) {
    Json settings;
    settings["program"] = {"sh", "-c", text};
    settings["deadline"] = "10 seconds";
    return request("command", call, to_line(settings));
}

} // namespace

TEST_CASE("A jailed notification has its buttons, through the filtered bus", "[jail]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    const auto ran = run(request("desktop", Call::Deliver, R"({"open":"nothing"})"),
                         [&](const wire::Record& record) {
                             if (std::holds_alternative<wire::ReceiptRecord>(record))
                                 server.invoke(1, "later");
                         });
    INFO(ran.outcome.text);
    REQUIRE(ran.outcome.ok());
    CHECK(ran.outcome.jail == "full");
    CHECK(ran.outcome.delivered);
    CHECK(server.wait_for_notify().title == "Ana crossed my mind");
    CHECK(server.wait_for_close() == 1);
    const auto* answer = std::get_if<wire::AnswerRecord>(&ran.records.back());
    REQUIRE(answer != nullptr);
    CHECK(answer->answer == "later");
    // The proxy and its folder are gone with the job.
    CHECK(std::filesystem::is_empty(session.runtime.path() / "kith"));
}

TEST_CASE("A jailed plugin takes its notification back in a later job", "[jail]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    std::string receipt;
    auto deliver = request("desktop", Call::Deliver, R"({"open":"nothing"})");
    wire::RunOptions options;
    options.host = KITH_HOST;
    const auto outcome = wire::run_job(options, deliver, [&](const wire::Record& record) {
        if (const auto* r = std::get_if<wire::ReceiptRecord>(&record)) receipt = r->receipt;
    });
    REQUIRE(outcome.ok());
    deliver.call = Call::Withdraw;
    deliver.nudge->previous = receipt;
    CHECK(run(deliver).outcome.ok());
    CHECK(server.wait_for_close() == 1);
}

TEST_CASE("Only the manifest's names are there on the bus", "[jail]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    BusPeer manager(session.bus.address(), {"org.freedesktop.systemd1"},
                    [](sd_bus_message*) { return false; });
    auto asked = request("desktop", Call::Deliver, R"({"open":"nothing"})");
    asked.plugin.bus = {"org.freedesktop.ScreenSaver"};
    const auto ran = run(asked);
    CHECK_FALSE(ran.outcome.ok());
    CHECK(server.notify_count() == 0);
}

TEST_CASE("A connection that lies unread where a plugin left it keeps no broker", "[jail]") {
    const Session session;
    const ScriptedServer server(session.bus.address());
    const auto ran = run(request("clings", Call::Deliver, GENERATE("{}", R"({"how":"itself"})")));
    INFO(ran.outcome.text);
    CHECK(ran.outcome.kind == wire::FailKind::Exited);
    CHECK(ran.outcome.took < std::chrono::seconds{15});
}

TEST_CASE("Without a bus, or without the proxy, the desktop is absent", "[jail]") {
    std::optional<Session> session(std::in_place);
    const bool no_proxy = GENERATE(false, true);
    std::optional<EnvVar> path;
    if (no_proxy) path.emplace("PATH", "/nowhere");
    if (!no_proxy) session->bus.stop();
    const auto ran = run(request("desktop", Call::Deliver, R"({"open":"nothing"})"));
    INFO(ran.outcome.text);
    CHECK(ran.outcome.kind == wire::FailKind::Absent);
    CHECK_FALSE(ran.outcome.delivered);
}

TEST_CASE("A program runs outside the jail, with a clean environment", "[jail]") {
    const Session session;
    const TempDir dir;
    const EnvVar secret("KITH_SECRET_OF_TEST", "hunter2");
    const auto ran = run(script("cat > '" + (dir / "in").string() + "'; env > '" +
                                (dir / "env").string() + "'; ls /proc/$$/fd > '" +
                                (dir / "fd").string() + "'; head -c 1 /etc/passwd >/dev/null"));
    INFO(ran.outcome.text);
    REQUIRE(ran.outcome.ok());
    CHECK(ran.outcome.jail == "full");
    CHECK(content(dir / "in").find("Ana crossed my mind") != std::string::npos);
    CHECK(content(dir / "env").find("hunter2") == std::string::npos);
    CHECK(content(dir / "fd").find("\n4\n") == std::string::npos);
    const auto failed = run(script("echo 'no paper' >&2; exit 1"));
    CHECK(failed.outcome.kind == wire::FailKind::Refused);
    CHECK(failed.outcome.text.find("no paper") != std::string::npos);
}

TEST_CASE("A program ends with a host that is ended at its deadline", "[jail]") {
    const Session session;
    const TempDir dir;
    const auto pipe = dir / "alive";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    // Its reader sees the end once everybody who could write is gone.
    auto late =
        script("exec 9>'" + pipe.string() + "'; trap '' TERM; echo on >&9; exec sleep 1000");
    late.deadline = std::chrono::milliseconds{700};
    std::string seen;
    std::thread reader([&] { seen = content(pipe); });
    const auto ran = run(late);
    reader.join();
    CHECK(seen == "on\n");
    CHECK_FALSE(ran.outcome.ok());
    CHECK(wire::may_have_arrived(ran.outcome));
}

TEST_CASE("A plugin without the permission starts nothing", "[jail]") {
    const Session session;
    auto asked = script("exit 0");
    asked.plugin.exec = false;
    const auto ran = run(asked);
    CHECK(ran.outcome.kind == wire::FailKind::Config);
    CHECK(ran.outcome.text.find("ermission denied") != std::string::npos);
}
