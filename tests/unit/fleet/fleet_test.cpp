// SPDX-License-Identifier: MIT
// The fleet on a real loop with real hosts: whatever a plugin does, the loop and the others go on.
#include "daemon/fleet/fleet.hpp"

#include <algorithm>
#include <map>

#include "base/event_loop.hpp"
#include "base/log.hpp"
#include "daemon/fleet/batch.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixture_request.hpp"

using namespace kith;
using fleet::Fleet;
using fleet::Task;
using test::fixture_request;
using wire::Call;
using wire::FailKind;

namespace {

/// Secrets by name; one that is not there is an error, `late` is answered when asked to.
class Secrets : public fleet::SecretReader {
  public:
    std::map<std::string, std::string> known{{"mail", "tall grass"}};
    std::vector<Done> late;

    void read(const std::string& name, Done done) override {
        if (name == "late") return late.push_back(std::move(done));
        const auto it = known.find(name);
        if (it == known.end())
            done(std::unexpected(fleet::SecretTrouble{"the keyring is locked"}));
        else
            done(Secret{it->second});
    }
};

struct Bench {
    EventLoop loop;
    test::FakeClock clock{test::kFixtureNow};
    Secrets secrets;
    Fleet fleet{loop, clock, KITH_HOST, secrets};
    std::map<std::string, wire::Outcome> outcomes; ///< by instance
    std::map<std::string, std::vector<wire::Record>> records;
    std::vector<std::string> order; ///< instances as they ended

    Task task(wire::JobRequest request) {
        Task out;
        const auto instance = request.instance;
        out.request = std::move(request);
        out.callbacks.on_record = [this, instance](const wire::Record& record) {
            records[instance].push_back(record);
        };
        out.callbacks.on_done = [this, instance](const wire::Outcome& outcome) {
            outcomes[instance] = outcome;
            order.push_back(instance);
        };
        return out;
    }

    fleet::TaskId submit(wire::JobRequest request, bool hears_answers = false) {
        auto what = task(std::move(request));
        what.callbacks.hears_answers = hears_answers;
        const auto id = fleet.submit(std::move(what));
        REQUIRE(id.has_value());
        return *id;
    }

    template <class Condition>
    void run_until(Condition condition) {
        while (!condition()) REQUIRE(loop.run_once(std::chrono::seconds{30}));
    }

    [[nodiscard]] int committed(const std::string& instance) {
        int count = 0;
        fleet::BatchCollector collector{[&count](const fleet::Batch& batch) {
            count += static_cast<int>(batch.touchpoints.size());
        }};
        for (const auto& record : records[instance]) collector.take(record);
        collector.finish(outcomes[instance]);
        return count;
    }
};

wire::JobRequest impatient(wire::JobRequest request, int ms) {
    request.deadline = std::chrono::milliseconds{ms};
    request.limits.records = 2000;
    return request;
}

} // namespace

TEST_CASE("Every bad plugin ends by itself; the good ones and what was committed stay", "[fleet]") {
    Bench bench;
    const std::map<std::string, FailKind> bad{
        {"crashes", FailKind::Crashed},    {"exits", FailKind::Exited},
        {"floods", FailKind::TooMuch},     {"hangs", FailKind::TimedOut},
        {"lies_abi", FailKind::Unfit},     {"no_symbol", FailKind::Unfit},
        {"throws", FailKind::Temporary},   {"throws_bare", FailKind::Crashed},
        {"short_struct", FailKind::Unfit}, {"wrong_name", FailKind::Unfit}};
    for (const auto& [name, kind] : bad)
        bench.submit(impatient(fixture_request(name, Call::Sense),
                               kind == FailKind::TimedOut ? 3000 : 60'000));
    auto raw = fixture_request("rubbish", Call::Sense, "raw");
    raw.instance = "raw";
    bench.submit(raw);
    for (const auto* name : {"behave", "behave_cpp", "leaks", "rubbish", "abi_v1_c"})
        bench.submit(fixture_request(name, Call::Sense));
    bench.run_until([&] { return bench.outcomes.size() == bad.size() + 6; });

    for (const auto& [name, kind] : bad) {
        INFO(name << ": " << bench.outcomes[name].text);
        CHECK(bench.outcomes[name].kind == kind);
        const auto* health = bench.fleet.health(name, Call::Sense);
        REQUIRE(health != nullptr);
        CHECK(health->failures == 1);
        CHECK(health->line().starts_with(name + ": "));
        CHECK(health->line().size() > name.size() + 12);
        CHECK_FALSE(bench.fleet.may_run(name, Call::Sense));
    }
    CHECK(bench.outcomes["raw"].kind == FailKind::Garbled);
    for (const auto* name : {"behave", "behave_cpp", "leaks", "rubbish", "abi_v1_c"}) {
        INFO(name << ": " << bench.outcomes[name].text);
        CHECK(bench.outcomes[name].ok());
    }
    for (const auto* name : {"crashes", "exits", "hangs", "throws", "raw"}) {
        INFO(name);
        CHECK(bench.committed(name) == 1);
    }
    CHECK(bench.committed("floods") >= 1);
    CHECK(bench.committed("behave") == 2);
    // The one that hangs was waited for by nobody.
    CHECK(bench.order.back() == "hangs");
    CHECK(bench.fleet.busy() == 0);
}

TEST_CASE("Who says too much is passed over for the rest of the day", "[fleet]") {
    Bench bench;
    int lines = 0;
    set_log_filter([&](std::string_view value) {
        lines += value.starts_with("words") ? 1 : 0;
        return std::string{value};
    });
    const auto run = [&] {
        bench.outcomes.clear();
        auto task = bench.task(impatient(fixture_request("floods", Call::Sense, "words"), 20'000));
        task.forced = true;
        REQUIRE(bench.fleet.submit(std::move(task)).has_value());
        bench.run_until([&] { return !bench.outcomes.empty(); });
    };
    run();
    CHECK(lines == 2 * fleet::LogRation::kADay); // as many warnings
    bench.clock.set(test::kFixtureNow + std::chrono::hours{1});
    run();
    CHECK(lines == 2 * fleet::LogRation::kADay); // as many warnings
    bench.clock.set(test::kFixtureNow + std::chrono::days{1});
    run();
    CHECK(lines == 4 * fleet::LogRation::kADay);
    set_log_filter(nullptr);
}

TEST_CASE("Jobs of one instance run one after the other", "[fleet]") {
    Bench bench;
    int running = 0;
    int most = 0;
    int done = 0;
    for (int i = 0; i < 3; ++i) {
        auto task = bench.task(fixture_request("behave", Call::Sense));
        task.callbacks.on_record = [&, first = true](const wire::Record&) mutable {
            if (std::exchange(first, false)) most = std::max(most, ++running);
        };
        task.callbacks.on_done = [&](const wire::Outcome& outcome) {
            CHECK(outcome.ok());
            --running;
            ++done;
        };
        REQUIRE(bench.fleet.submit(std::move(task)));
    }
    CHECK(bench.fleet.busy() == 3);
    bench.run_until([&] { return done == 3; });
    CHECK(most == 1);
}

TEST_CASE("After a failure an instance waits, unless asked for by hand", "[fleet]") {
    Bench bench;
    bench.submit(fixture_request("crashes", Call::Sense));
    bench.run_until([&] { return bench.order.size() == 1; });
    const auto refused = bench.fleet.submit(bench.task(fixture_request("crashes", Call::Sense)));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().text.find("crashed") != std::string::npos);
    CHECK(bench.fleet.may_run("crashes", Call::Deliver));
    auto forced = bench.task(fixture_request("crashes", Call::Sense));
    forced.forced = true;
    REQUIRE(bench.fleet.submit(std::move(forced)));
    bench.run_until([&] { return bench.order.size() == 2; });
    CHECK(bench.fleet.health("crashes", Call::Sense)->failures == 2);
    bench.clock.advance(std::chrono::minutes{9});
    CHECK_FALSE(bench.fleet.may_run("crashes", Call::Sense));
    bench.clock.advance(std::chrono::minutes{1});
    CHECK(bench.fleet.may_run("crashes", Call::Sense));
    bench.fleet.forget("crashes");
    CHECK(bench.fleet.health().empty());
}

TEST_CASE("Secrets are gathered first; one that cannot be had is said so", "[fleet]") {
    Bench bench;
    auto task = bench.task(fixture_request("behave", Call::Deliver));
    task.secret_refs = {{"password", "mail"}};
    REQUIRE(bench.fleet.submit(std::move(task)));
    bench.run_until([&] { return bench.order.size() == 1; });
    CHECK(bench.outcomes["behave"].ok());
    CHECK(std::get<wire::ReceiptRecord>(bench.records["behave"].back()).receipt ==
          "01234567 going Say hi 10");

    task = bench.task(fixture_request("behave", Call::Sense));
    task.secret_refs = {{"password", "gone"}};
    REQUIRE(bench.fleet.submit(std::move(task)));
    bench.run_until([&] { return bench.order.size() == 2; });
    CHECK(bench.fleet.health("behave", Call::Sense)->line() ==
          "behave: the secret gone cannot be had: the keyring is locked");
}

TEST_CASE("A secret that comes after its task was cancelled harms nobody", "[fleet]") {
    Bench bench;
    auto task = bench.task(fixture_request("behave", Call::Sense));
    task.secret_refs = {{"password", "late"}};
    const auto id = bench.fleet.submit(std::move(task));
    REQUIRE(id.has_value());
    bench.submit(fixture_request("behave", Call::Sense));
    bench.run_until([&] { return bench.secrets.late.size() == 1; });
    bench.fleet.cancel(*id);
    bench.secrets.late.front()(Secret{"tall grass"});
    bench.run_until([&] { return bench.order.size() == 1; });
    CHECK(bench.outcomes["behave"].ok());
    CHECK(bench.fleet.busy() == 0);
}

TEST_CASE("A resident deliverer answers, and stands in nobody's way", "[fleet]") {
    Bench bench;
    auto request = fixture_request("resident_answer", Call::Deliver);
    bench.submit(request, true);
    bench.run_until([&] { return bench.order.size() == 1; });
    REQUIRE(bench.outcomes["resident_answer"].ok());
    CHECK(bench.outcomes["resident_answer"].delivered);
    CHECK(std::get<wire::AnswerRecord>(bench.records["resident_answer"].back()).answer == "later");

    bench.records.clear();
    request = fixture_request("resident_answer", Call::Deliver, "stay");
    request.deadline = std::chrono::milliseconds{2000};
    const auto id = bench.submit(request, true);
    bench.run_until([&] { return bench.records["resident_answer"].size() == 1; });
    CHECK(bench.fleet.busy() == 0);
    CHECK(bench.fleet.health("resident_answer", Call::Deliver)->last.ok());
    // Another nudge by the same instance goes out meanwhile.
    bench.submit(fixture_request("resident_answer", Call::Deliver));
    bench.run_until([&] { return bench.order.size() == 2; });
    CHECK(bench.fleet.tell(id, wire::Word::Withdraw));
    bench.run_until([&] { return bench.order.size() == 3; });
    CHECK(bench.outcomes["resident_answer"].ok());
    CHECK(std::get<wire::LogRecord>(bench.records["resident_answer"].back()).text == "seven");
    CHECK_FALSE(bench.fleet.tell(id, wire::Word::End));
}

TEST_CASE("Where nobody asked for answers no deliverer stays", "[fleet]") {
    Bench bench;
    bench.submit(fixture_request("resident_answer", Call::Deliver, "stay"));
    bench.run_until([&] { return bench.order.size() == 1; });
    CHECK(bench.outcomes["resident_answer"].ok());
    CHECK(bench.outcomes["resident_answer"].delivered);
    CHECK(bench.outcomes["resident_answer"].took < wire::kDeliverDeadline);

    for (std::size_t ended = 2; ended < 50; ++ended) { // it may hear its end before it turns deaf
        bench.submit(fixture_request("resident_answer", Call::Deliver, "deaf"));
        bench.run_until([&] { return bench.order.size() == ended; });
        if (!bench.outcomes["resident_answer"].ok()) break;
    }
    CHECK(bench.outcomes["resident_answer"].kind == FailKind::TimedOut);
    CHECK(bench.outcomes["resident_answer"].delivered);
    CHECK(bench.outcomes["resident_answer"].took < wire::kDeliverDeadline);
}

TEST_CASE("Who answers or replies without end is ended", "[fleet]") {
    Bench bench;
    bench.submit(fixture_request("resident_answer", Call::Deliver, "floods-going"), true);
    bench.submit(fixture_request("floods", Call::Sense, "replies"));
    bench.run_until([&] { return bench.order.size() == 2; });
    const auto count = [&](const std::string& instance, auto is) {
        CHECK(bench.outcomes[instance].kind == FailKind::TooMuch);
        return static_cast<std::size_t>(std::ranges::count_if(bench.records[instance], is));
    };
    CHECK(count("resident_answer", [](const wire::Record& each) {
              return std::holds_alternative<wire::AnswerRecord>(each);
          }) == wire::kMaxAnswers);
    CHECK(count("floods", [](const wire::Record& each) {
              return std::holds_alternative<wire::ReplyRecord>(each);
          }) == wire::kMaxReplies);
    CHECK(bench.committed("floods") == 1);
}

TEST_CASE("A resident that does not hear is ended all the same", "[fleet]") {
    Bench bench;
    const auto id = bench.submit(fixture_request("resident_answer", Call::Deliver, "deaf"), true);
    bench.run_until([&] { return bench.records["resident_answer"].size() == 2; });
    REQUIRE(bench.fleet.tell(id, wire::Word::End));
    bench.run_until([&] { return bench.order.size() == 1; });
    CHECK(bench.outcomes["resident_answer"].kind == FailKind::TimedOut);
    CHECK(bench.outcomes["resident_answer"].delivered);
}

TEST_CASE("A task may be cancelled from its own record", "[fleet]") {
    Bench bench;
    fleet::TaskId id = 0;
    bool heard = false;
    auto task = bench.task(fixture_request("floods", Call::Sense));
    task.callbacks.on_record = [&](const wire::Record&) {
        heard = true;
        bench.fleet.cancel(id);
    };
    id = *bench.fleet.submit(std::move(task));
    bench.run_until([&] { return heard; });
    bench.submit(fixture_request("behave", Call::Sense));
    bench.run_until([&] { return bench.order.size() == 1; });
    CHECK(bench.order == std::vector<std::string>{"behave"});
}

TEST_CASE("A fleet that ends takes its hosts along", "[fleet]") {
    Bench bench;
    {
        Fleet brief{bench.loop, bench.clock, KITH_HOST, bench.secrets};
        REQUIRE(brief.submit(bench.task(fixture_request("hangs", Call::Sense))));
        bench.run_until([&] { return !bench.records["hangs"].empty(); });
    }
    CHECK(bench.order.empty());
    bench.submit(fixture_request("behave", Call::Sense));
    bench.run_until([&] { return bench.order.size() == 1; });
}

TEST_CASE("A host that cannot be started is that job's trouble alone", "[fleet]") {
    Bench bench;
    Fleet lost{bench.loop, bench.clock, "/nonexistent/kith-plugin-host", bench.secrets};
    REQUIRE(lost.submit(bench.task(fixture_request("behave", Call::Sense))));
    bench.run_until([&] { return bench.order.size() == 1; });
    CHECK(bench.outcomes["behave"].kind == FailKind::NotStarted);
    CHECK(lost.health("behave", Call::Sense)->line().find("could not be started") !=
          std::string::npos);
}
