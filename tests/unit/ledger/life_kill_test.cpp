// SPDX-License-Identifier: MIT
// Nudges and their answers on the real ledger, killed after every commit in turn.
#include <array>
#include <csignal>
#include <map>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temp_dir.hpp"
#include "tests/unit/ledger/small_life.hpp"

using namespace kith;
using namespace kith::test;
using namespace std::chrono_literals;

namespace {

constexpr std::array kRefs{"m1", "m0", "done:00ff", "m2", "log:1"};

/// What a life was told had been remembered, in memory that outlives its process.
struct Promises {
    std::array<bool, kRefs.size()> touch{};
    int offers = 0;

    bool& of(std::string_view ref) {
        return touch.at(
            static_cast<std::size_t>(std::ranges::find(kRefs, ref) - std::begin(kRefs)));
    }
};

class SharedPromises {
  public:
    SharedPromises()
        : place_(::mmap(nullptr, sizeof(Promises), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
        if (place_ == MAP_FAILED) throw std::runtime_error("no shared memory");
        (void)new (place_) Promises;
    }
    SharedPromises(const SharedPromises&) = delete;
    SharedPromises& operator=(const SharedPromises&) = delete;
    ~SharedPromises() { (void)::munmap(place_, sizeof(Promises)); }
    Promises& operator*() { return *static_cast<Promises*>(place_); }
    Promises* operator->() { return static_cast<Promises*>(place_); }

  private:
    void* place_;
};

/// From the first start over two offers: answered, taken back, corrected, ended by silence.
class Liver {
  public:
    Liver(daemon::Life& life, FakeClock& clock, Promises& promises)
        : life_(life), clock_(clock), promises_(promises) {}

    void live() {
        (void)life_.begin();
        (void)life_.adopt(two_people(), calendar::Zone::utc());
        (void)life_.refresh();
        sense("ana", "m1", kStart - 24h * 9);
        offer("ana", "00ff");
        sense("ana", "m0", kStart - 24h * 20); // late evidence
        say(answer_of("ana", Answer::Done, clock_.now()), "done:00ff");
        take_back("done:00ff");
        say(answer_of("ana", Answer::Done, clock_.now()), "done:00ff");
        no_touch("m0");
        (void)life_.undo();
        promises_.of("m0") = true;
        sense("ana", "m2", clock_.now()); // engaged
        clock_.advance(24h);
        offer("lee", "11ff");
        clock_.advance(72h);
        auto ended = event_about("lee", EventKind::Ended, clock_.now(), "11ff");
        ended.ending = Ending::Ignored;
        (void)life_.commit({ended}, {});
        say(event_about("lee", EventKind::Logged, clock_.now(), ""), "log:1");
        (void)life_.commit({answer_of("lee", Answer::Going, clock_.now(), "11ff")}, {});
        auto rest = event_about("lee", EventKind::StateSet, clock_.now(), "");
        rest.state = State::Resting;
        (void)life_.commit({rest}, {});
        (void)life_.refresh();
    }

  private:
    void sense(const std::string& who, const std::string& ref, Instant at) {
        daemon::Source source{.instance = "mail", .cursor = ref};
        if (life_.commit_sensed({mail_from(who, ref, at)}, source)) promises_.of(ref) = true;
    }
    void offer(const std::string& who, const std::string& nudge) {
        if (life_.commit({choice_of(who, clock_.now(), nudge)}, {})) ++promises_.offers;
        for (const auto kind : {EventKind::Handing, EventKind::Delivered, EventKind::Noticed})
            (void)life_.commit({event_about(who, kind, clock_.now(), nudge)}, {});
    }
    void say(const Event& event, const std::string& ref) {
        policy::Reply reply;
        reply.events = {event};
        reply.touches = {said(event.connection, ref, clock_.now())};
        if (life_.commit_said(reply)) promises_.of(ref) = true;
    }
    void take_back(std::string_view ref) {
        promises_.of(ref) = false; // from here on it may be gone
        (void)life_.undo();
    }
    void no_touch(const std::string& ref) {
        promises_.of(ref) = false;
        (void)life_.not_a_touch(ref);
    }

    daemon::Life& life_;
    FakeClock& clock_;
    Promises& promises_;
};

int commits_of_a_life() {
    const TempDir folder;
    auto opened = ledger::Ledger::open(folder.path(), kStart);
    REQUIRE(opened);
    int commits = 0;
    opened->ledger->on_commit = [&](int n) { commits = n; };
    FakeClock clock(kStart);
    SharedPromises promises;
    daemon::Life life(*opened->ledger, clock);
    Liver(life, clock, *promises).live();
    return commits;
}

bool killed_after(const std::filesystem::path& dir, int commit, Promises& promises) {
    const pid_t child = ::fork();
    if (child == 0) {
        auto opened = ledger::Ledger::open(dir, kStart);
        if (!opened) ::_exit(9);
        opened->ledger->on_commit = [&](int n) {
            if (n == commit) (void)::kill(::getpid(), SIGKILL);
        };
        FakeClock clock(kStart);
        daemon::Life life(*opened->ledger, clock);
        Liver(life, clock, promises).live();
        ::_exit(9);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status);
}

} // namespace

TEST_CASE("Killed after any commit, no offer is made twice and nothing told is lost", "[life]") {
    const int all = commits_of_a_life();
    REQUIRE(all >= 20);
    for (int n = 1; n <= all; ++n) {
        INFO("killed after commit " << n << " of " << all);
        const TempDir folder;
        SharedPromises promises;
        REQUIRE(killed_after(folder.path(), n, *promises));
        const FakeClock clock(kStart + 24h * 4);
        SmallLife life(folder.path(), clock);
        life.check_whole(); // P25

        std::map<Instant, int> offers;
        for (const auto& e : life->ledger().events())
            if (e.kind == EventKind::Chosen) ++offers[*e.slot];
        CHECK(static_cast<int>(offers.size()) >= promises->offers);
        for (const auto& [slot, count] : offers) CHECK(count == 1);
        // Their budgets stay spent, whatever became of them.
        REQUIRE(life->memory().pushes.size() == offers.size());
        for (const auto& push : life->memory().pushes) CHECK(offers.contains(push.slot));

        for (const auto* ref : kRefs) {
            INFO(ref);
            if (promises->of(ref)) CHECK(life->ledger().find_touches(ref).size() == 1);
        }
        if (n == all) CHECK(life->memory().g == 0);
    }
}
