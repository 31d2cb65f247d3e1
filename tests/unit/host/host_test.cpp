// SPDX-License-Identifier: MIT
// Every fixture through the real host, one job at a time, as `kith plugin try` runs them.
#include "plugins/api/include/kith/plugin.h"
#include "tests/support/catch.hpp"
#include "tests/unit/host/ran.hpp"

using namespace kith;
using wire::Call;
using wire::FailKind;

using test::fixture_request;
using test::run;
using test::says;

TEST_CASE("The words for roles mean the bits of the contract", "[host]") {
    CHECK(wire::role_bit("sense") == KITH_ROLE_SENSE);
    CHECK(wire::role_bit("deliver") == KITH_ROLE_DELIVER);
    CHECK(wire::role_bit("plan") == KITH_ROLE_PLAN);
    CHECK(wire::role_bit("attend") == KITH_ROLE_ATTEND);
    CHECK(wire::role_bit("know") == KITH_ROLE_KNOW);
    CHECK(wire::role_of(Call::Withdraw) == KITH_ROLE_DELIVER);
    CHECK(wire::role_of(Call::Hold) == KITH_ROLE_PLAN);
}

TEST_CASE("A plugin that behaves senses on from its cursor", "[host]") {
    for (const auto* name : {"behave", "behave_cpp"}) {
        INFO(name);
        auto request = fixture_request(name, Call::Sense);
        const auto first = run(request);
        INFO(first.outcome.text);
        REQUIRE(first.outcome.ok());
        CHECK(first.outcome.jail == "full");
        CHECK(first.outcome.rejected == 0);
        REQUIRE(first.all<wire::TouchpointRecord>().size() == 2);
        CHECK(first.all<wire::TouchpointRecord>().back().at < test::kFixtureNow);
        REQUIRE(first.all<wire::CoverageRecord>().size() == 1);
        CHECK(first.all<wire::CoverageRecord>().front().schemes ==
              std::vector<std::string>{"mailto"});
        REQUIRE(first.all<wire::CursorRecord>().size() == 1);
        request.cursor = first.all<wire::CursorRecord>().front().cursor;
        CHECK(run(request).all<wire::CursorRecord>().front().cursor == "4");
    }
}

TEST_CASE("What a plugin takes back arrives", "[host]") {
    auto request = fixture_request("behave_cpp", Call::Sense);
    CHECK(run(request).all<wire::RetractRecord>().empty());
    request.cursor = "2";
    const auto gone = run(request);
    REQUIRE(gone.outcome.ok());
    REQUIRE(gone.all<wire::RetractRecord>().size() == 1);
    CHECK(gone.all<wire::RetractRecord>()[0].ref == "message-1");
}

TEST_CASE("What is passed over is told only to who asks", "[host]") {
    auto request = fixture_request("behave_cpp", Call::Sense);
    CHECK(run(request).all<wire::SkippedRecord>().empty());
    request.want_skipped = true;
    CHECK(run(request).all<wire::SkippedRecord>().size() == 1);
}

TEST_CASE("Each role of the C++ helper reaches its function", "[host]") {
    const auto busy = run(fixture_request("behave_cpp", Call::Plan));
    REQUIRE(busy.all<wire::BusyRecord>().size() == 1);
    CHECK(busy.all<wire::BusyRecord>()[0].to - busy.all<wire::BusyRecord>()[0].from ==
          std::chrono::hours{1});
    const auto attention = run(fixture_request("behave_cpp", Call::Attend));
    REQUIRE(attention.all<wire::AttentionRecord>().size() == 1);
    CHECK(attention.all<wire::AttentionRecord>()[0].locked == false);
    CHECK_FALSE(attention.all<wire::AttentionRecord>()[0].idle.has_value());
    CHECK(attention.all<wire::AttentionRecord>()[0].do_not_disturb == true);
    const auto people = run(fixture_request("behave_cpp", Call::Know));
    REQUIRE(people.all<wire::PersonRecord>().size() == 1);
    CHECK(people.all<wire::PersonRecord>()[0].birthday == "--02-29");
    CHECK(run(fixture_request("behave_cpp", Call::Withdraw)).outcome.ok());
}

TEST_CASE("A secret arrives, and a receipt comes back", "[host]") {
    auto request = fixture_request("behave", Call::Deliver);
    request.secrets["password"] = Secret{"tall grass"};
    const auto ran = run(request);
    REQUIRE(ran.outcome.ok());
    CHECK(ran.outcome.delivered);
    REQUIRE(ran.all<wire::ReceiptRecord>().size() == 1);
    CHECK(ran.all<wire::ReceiptRecord>()[0].receipt == "01234567 going Say hi 10");
    CHECK_FALSE(ran.all<wire::ReceiptRecord>()[0].resident);
    REQUIRE(ran.all<wire::LogRecord>().size() == 1);
}

TEST_CASE("Plugins built from the frozen header still run", "[host][abi]") {
    for (const auto* name : {"abi_v1_c", "abi_v1_cpp"}) {
        INFO(name);
        const auto sensed = run(fixture_request(name, Call::Sense));
        INFO(sensed.outcome.text);
        REQUIRE(sensed.outcome.ok());
        REQUIRE(sensed.all<wire::TouchpointRecord>().size() == 1);
        CHECK(sensed.all<wire::TouchpointRecord>()[0].minutes == 12);
        CHECK(run(fixture_request(name, Call::Deliver)).outcome.delivered);
    }
}

TEST_CASE("A library that is not its manifest's plugin is not used, and says why", "[host]") {
    struct Row {
        const char* name;
        const char* words;
    };
    for (const auto& row :
         {Row{"lies_abi", "version 99 of the plugin contract"},
          Row{"short_struct", "descriptor is too short"}, Row{"no_symbol", "no kith_plugin_v1"},
          Row{"wrong_name", "calls itself somebody_else"}}) {
        INFO(row.name);
        const auto ran = run(fixture_request(row.name, Call::Sense));
        INFO(ran.outcome.text);
        CHECK(ran.outcome.kind == FailKind::Unfit);
        CHECK(says(ran, row.words));
        CHECK(ran.outcome.records == 0);
    }
    auto request = fixture_request("behave", Call::Sense);
    request.plugin.roles |= wire::role_bit("know");
    CHECK(says(run(request), "roles"));
    request.plugin.library = "/nonexistent/behave.so";
    CHECK(run(request).outcome.kind == FailKind::Unfit);
}

TEST_CASE("An exception becomes a reason", "[host]") {
    struct Row {
        const char* mode;
        FailKind kind;
        const char* words;
    };
    for (const auto& row : {Row{"", FailKind::Temporary, "sense threw this"},
                            Row{"auth", FailKind::Auth, "give it a new password"},
                            Row{"int", FailKind::Temporary, "something unknown"},
                            Row{"create", FailKind::Temporary, "create threw this"}}) {
        INFO(row.mode);
        const auto ran = run(fixture_request("throws", Call::Sense, row.mode));
        CHECK(ran.outcome.kind == row.kind);
        CHECK(says(ran, row.words));
    }
    const auto delivered = run(fixture_request("throws", Call::Deliver));
    CHECK(delivered.outcome.kind == FailKind::Unknown);
    CHECK(wire::may_have_arrived(delivered.outcome));
    const auto bare = run(fixture_request("throws_bare", Call::Sense));
    CHECK(bare.outcome.kind == FailKind::Crashed);
    CHECK(says(bare, "threw an exception"));
}

TEST_CASE("What was committed before a bad end is there", "[host]") {
    struct Row {
        const char* name;
        const char* mode;
        FailKind kind;
        const char* words;
        std::size_t touchpoints;
    };
    for (const auto& row : {Row{"crashes", "", FailKind::Crashed, "crashed", 2},
                            Row{"exits", "", FailKind::Exited, "exit code 0", 1},
                            Row{"hangs", "", FailKind::TimedOut, "did not finish within", 1},
                            Row{"rubbish", "raw", FailKind::Garbled, "cannot read", 1}}) {
        INFO(row.name);
        auto request = fixture_request(row.name, Call::Sense, row.mode);
        request.deadline = std::chrono::milliseconds{row.kind == FailKind::TimedOut ? 400 : 20'000};
        const auto ran = run(request);
        INFO(ran.outcome.text);
        CHECK(ran.outcome.kind == row.kind);
        CHECK(says(ran, row.words));
        CHECK(ran.all<wire::TouchpointRecord>().size() == row.touchpoints);
        CHECK(ran.all<wire::CursorRecord>().size() == 1);
    }
}

TEST_CASE("A flood is dammed", "[host]") {
    auto request = fixture_request("floods", Call::Sense);
    request.limits.records = 500;
    const auto ran = run(request);
    CHECK(ran.outcome.kind == FailKind::TooMuch);
    CHECK(says(ran, "more than 500 records"));
    CHECK(ran.records.size() == 500);
}

TEST_CASE("A leak ends with its job", "[host]") {
    CHECK(run(fixture_request("leaks", Call::Sense)).outcome.ok());
#if !defined(__SANITIZE_ADDRESS__)
    const auto ran = run(fixture_request("leaks", Call::Sense, "all"));
    CHECK(ran.outcome.kind == FailKind::Temporary);
    CHECK(says(ran, "out of memory"));
    CHECK(ran.all<wire::CursorRecord>().size() == 1);
#endif
}

TEST_CASE("Malformed records are passed over, the good ones kept", "[host]") {
    const auto ran = run(fixture_request("rubbish", Call::Sense));
    INFO(ran.outcome.text);
    REQUIRE(ran.outcome.ok());
    CHECK(ran.outcome.rejected == 13);
    const auto touchpoints = ran.all<wire::TouchpointRecord>();
    REQUIRE(touchpoints.size() == 2);
    CHECK(touchpoints[1].name == "A[31mna \xef\xbf\xbd");
    CHECK(touchpoints[1].because.size() < 1000);
    const auto long_cursor = run(fixture_request("rubbish", Call::Sense, "cursor"));
    CHECK(long_cursor.outcome.kind == FailKind::TooMuch);
    CHECK(says(long_cursor, "`cursor` is longer than"));
}

TEST_CASE("A deliverer past its deadline may have delivered", "[host]") {
    auto request = fixture_request("slow_deliver", Call::Deliver);
    request.deadline = std::chrono::milliseconds{300};
    const auto ran = run(request);
    CHECK(ran.outcome.kind == FailKind::TimedOut);
    CHECK_FALSE(ran.outcome.delivered);
    CHECK(wire::may_have_arrived(ran.outcome));
    const auto crashed = run(fixture_request("crashes", Call::Deliver));
    CHECK(crashed.outcome.kind == FailKind::Crashed);
    CHECK(wire::may_have_arrived(crashed.outcome));
}

TEST_CASE("With other people or settings a plugin begins anew, unless it knows better", "[host]") {
    for (const auto* name : {"behave", "behave_cpp"}) {
        INFO(name);
        auto request = fixture_request(name, Call::Sense);
        request.cursor = "2";
        request.anew = true;
        CHECK(run(request).all<wire::CursorRecord>().front().cursor == "2");
    }
}

TEST_CASE("Each malformed record is named to who asks what is passed over", "[host]") {
    auto request = fixture_request("rubbish", Call::Sense);
    CHECK(run(request).all<wire::SkippedRecord>().empty());
    request.want_skipped = true;
    const auto ran = run(request);
    CHECK(ran.outcome.rejected == 13);
    const auto told = ran.all<wire::SkippedRecord>();
    REQUIRE(told.size() == 13);
    CHECK(told[1].ref == "good");
    CHECK(told[1].because.contains("`at` is not a moment"));
    CHECK(told[5].because.contains("names no known channel"));
    CHECK(told[5].because.starts_with("record "));
    CHECK(told[8].ref.starts_with("record ")); // it has none
}

TEST_CASE("A host that is not there is said so", "[host]") {
    wire::RunOptions options;
    options.host = "/nonexistent/kith-plugin-host";
    const auto outcome =
        wire::run_job(options, fixture_request("behave", Call::Sense), [](const auto&) {});
    CHECK(outcome.kind == FailKind::NotStarted);
    CHECK(outcome.text.find("could not be started") != std::string::npos);
}
