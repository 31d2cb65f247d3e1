// SPDX-License-Identifier: MIT
#include <memory>

#include "tests/integration/desktop/fixture.hpp"

using namespace kith::test;

namespace {

using Answers = std::vector<std::pair<std::string, std::string>>;
const std::string kId = NudgeText{}.id;

} // namespace

TEST_CASE("A nudge is shown with its words, buttons and quiet hints", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    auto host = load();
    NudgeText text;
    text.body = "Tea & a <walk>?";
    REQUIRE(host.deliver(text.raw()) == 0);
    const auto seen = server.wait_for_notify();
    CHECK(seen.app == "Kith");
    CHECK(seen.replaces == 0);
    CHECK(seen.title == "Ana crossed my mind");
    CHECK(seen.body == "Tea &amp; a &lt;walk&gt;?");
    CHECK(seen.actions == std::vector<std::string>{"default", "Say hi", "going", "Say hi",
                                                   "smaller", "Smaller", "later", "Not now"});
    CHECK(seen.hints.at("urgency") == "1");
    CHECK(seen.hints.at("suppress-sound") == "true");
    CHECK(seen.expire_ms == -1);
    REQUIRE(host.receipts.size() == 1);
    CHECK(host.receipts[0].ends_with(server.unique_name() + " 1"));
    CHECK(host.watching());
}

TEST_CASE("Each button is an answer, and ends the notification and the job", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    const auto [key, word] = GENERATE(table<std::string, std::string>(
        {{"default", "going"}, {"going", "going"}, {"smaller", "smaller"}, {"later", "later"}}));
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.invoke(1, key);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, word}});
    CHECK(server.wait_for_close() == 1);
}

TEST_CASE("Closing is told as the person's doing or the server's", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    const auto [reason, word] = GENERATE(table<std::uint32_t, std::string>(
        {{1, "closed"}, {2, "dismissed"}, {3, "closed"}, {4, "closed"}, {99, "closed"}}));
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.send_closed(1, reason);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, word}});
    CHECK(server.closes().empty());
}

TEST_CASE("A button counts also when the server says closed before it says which", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.send_closed(1, 2);
    server.invoke(1, "later");
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, "later"}});
}

TEST_CASE("A notification closed before its id is known is heard of", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address(), {.close_at_once = true, .close_reason = 1});
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    CHECK(host.receipts.size() == 1);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, "closed"}});
}

TEST_CASE("Other notifications, unknown buttons and strangers are not answers", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    BusPeer stranger(session.bus.address(), {}, [](sd_bus_message*) { return false; });
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.invoke(2, "going");
    server.send_closed(3, 2);
    server.invoke(1, "self-destruct");
    stranger.run([](sd_bus* bus) {
        sd_bus_emit_signal(bus, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                           "ActionInvoked", "us", 1U, "going");
    });
    server.invoke(1, "smaller");
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, "smaller"}});
}

TEST_CASE("A server without actions gets none", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address(), {.capabilities = {"body"}});
    auto host = load();
    NudgeText text;
    text.body = "Tea & cake";
    REQUIRE(host.deliver(text.raw()) == 0);
    const auto seen = server.wait_for_notify();
    CHECK(seen.actions.empty());
    CHECK(seen.body == "Tea & cake");
    CHECK(seen.expire_ms == 0);
}

TEST_CASE("Bytes that are no text do not cost the connection", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    auto host = load();
    NudgeText text;
    text.title = "\xff\xfe Ana\x01";
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(server.wait_for_notify().title == "\xef\xbf\xbd\xef\xbf\xbd Ana");
}

TEST_CASE("A restarted server shows the nudge again, silently, and its answers count",
          "[desktop]") {
    const Session session;
    auto server = std::make_unique<ScriptedServer>(session.bus.address());
    auto host = load(R"({"open":"nothing","sound":true})");
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    CHECK(server->wait_for_notify().hints.count("suppress-sound") == 0);
    server.reset();
    server = std::make_unique<ScriptedServer>(session.bus.address(), ServerScript{.first_id = 7});
    REQUIRE(host.serve_until([&] { return host.receipts.size() == 2; }));
    const auto again = server->wait_for_notify();
    CHECK(again.replaces == 0);
    CHECK(again.hints.at("suppress-sound") == "true");
    CHECK(host.receipts[1].ends_with(server->unique_name() + " 7"));
    server->invoke(1, "going"); // the old number means nothing here
    server->invoke(7, "later");
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, "later"}});
}

TEST_CASE("A new server that refuses leaves the nudge waiting", "[desktop]") {
    const Session session;
    auto server = std::make_unique<ScriptedServer>(session.bus.address());
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.reset();
    server = std::make_unique<ScriptedServer>(session.bus.address(),
                                              ServerScript{.notify_error = "org.example.No"});
    REQUIRE(host.serve_until([&] { return !host.logs.empty(); }));
    CHECK(host.watching());
    CHECK(host.fails == 0);
    server.reset();
    server = std::make_unique<ScriptedServer>(session.bus.address());
    REQUIRE(host.serve_until([&] { return host.receipts.size() == 2; }));
}

TEST_CASE("The end of the session ends the job without an answer", "[desktop]") {
    Session session;
    auto server = std::make_unique<ScriptedServer>(session.bus.address());
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    session.bus.stop();
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers.empty());
}

TEST_CASE("The same delivery replaces its notification where the server still runs", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address(), {.first_id = 5});
    NudgeText text;
    {
        auto host = load();
        REQUIRE(host.deliver(text.raw()) == 0);
        text.previous = host.receipts[0];
    }
    text.replaces = true;
    auto host = load();
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(server.wait_for_notify(2).replaces == 5);
    CHECK(server.closes().empty());
}

TEST_CASE("A server that never reuses an id is asked to take the old one down", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address(), {.always_new_id = true, .first_id = 5});
    NudgeText text;
    {
        auto host = load();
        REQUIRE(host.deliver(text.raw()) == 0);
        text.previous = host.receipts[0];
    }
    auto host = load();
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(server.wait_for_notify(2).id == 6);
    CHECK(server.wait_for_close() == 5);
    server.invoke(6, "going");
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers == Answers{{kId, "going"}});
}

TEST_CASE("A receipt of a server that is gone replaces nothing", "[desktop]") {
    const Session session;
    NudgeText text;
    {
        ScriptedServer server(session.bus.address());
        auto host = load();
        REQUIRE(host.deliver(text.raw()) == 0);
        text.previous = host.receipts[0];
    }
    ScriptedServer server(session.bus.address());
    auto host = load();
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(server.wait_for_notify().replaces == 0);
    CHECK(server.closes().empty());
}
