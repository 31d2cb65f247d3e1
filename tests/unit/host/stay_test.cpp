// SPDX-License-Identifier: MIT
// Deliverers that stay for an answer, through the real host.
#include "tests/support/catch.hpp"
#include "tests/unit/host/ran.hpp"

using namespace kith;
using test::fixture_request;
using test::run;
using test::says;
using wire::Call;
using wire::FailKind;

TEST_CASE("A resident deliverer is heard, or ends when asked", "[host]") {
    const auto heard =
        run(fixture_request("resident_answer", Call::Deliver), std::chrono::hours{1});
    INFO(heard.outcome.text);
    REQUIRE(heard.outcome.ok());
    REQUIRE(heard.all<wire::AnswerRecord>().size() == 1);
    CHECK(heard.all<wire::AnswerRecord>()[0].answer == "later");
    CHECK(heard.all<wire::ReceiptRecord>()[0].resident);
    const auto asked = run(fixture_request("resident_answer", Call::Deliver, "stay"));
    CHECK(asked.outcome.ok());
    CHECK(asked.outcome.delivered);
    CHECK(asked.all<wire::AnswerRecord>().empty());
}

TEST_CASE("What was answered is taken away by the process that shows it", "[host]") {
    const auto ran = run(fixture_request("resident_answer", Call::Deliver), std::chrono::hours{1});
    REQUIRE(ran.outcome.ok());
    const auto logs = ran.all<wire::LogRecord>();
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].text == "seven");
}

TEST_CASE("What cannot be waited for is refused", "[host]") {
    for (const auto* mode : {"file", "closed"}) {
        INFO(mode);
        const auto ran = run(fixture_request("watches", Call::Deliver, mode));
        CHECK(ran.outcome.kind == FailKind::Unknown);
        CHECK(says(ran, "cannot be waited for"));
        CHECK(ran.all<wire::ReceiptRecord>().empty());
    }
}

TEST_CASE("Who goes on at the end of what it watches is ended", "[host]") {
    for (const auto* mode : {"end", "socket-end"}) {
        INFO(mode);
        const auto ran =
            run(fixture_request("watches", Call::Deliver, mode), std::chrono::hours{1});
        CHECK(ran.outcome.delivered);
        CHECK(ran.outcome.kind == FailKind::Temporary);
        CHECK(says(ran, "goes on watching what has ended"));
    }
    const auto drained =
        run(fixture_request("watches", Call::Deliver, "drains"), std::chrono::hours{1});
    CHECK(drained.outcome.ok());
    CHECK(drained.outcome.text == "three bytes");
}

TEST_CASE("Who waits for an answer has no more than seconds of processor time", "[host]") {
    for (const auto* mode : {"at-once", "inside"}) {
        INFO(mode);
        const auto ran =
            run(fixture_request("watches", Call::Deliver, mode), std::chrono::hours{1});
        CHECK(ran.outcome.delivered);
        CHECK(ran.outcome.kind == FailKind::TooMuch);
        CHECK(says(ran, "processor time"));
    }
}
