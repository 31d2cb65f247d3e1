// SPDX-License-Identifier: MIT
#include <array>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/event_loop.hpp"
#include "base/files.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

std::array<UniqueFd, 2> make_pipe() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

/// A child that waits for its pipe to close, or ends at once with `code`.
UniqueFd start_child(std::optional<int> code) {
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        if (code) ::_exit(*code);
        for (;;) ::pause();
    }
    return UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

} // namespace

TEST_CASE("Run ends with the code it was given", "[loop]") {
    EventLoop loop;
    loop.post([&] { loop.exit(7); });
    CHECK(loop.run() == 7);
    EventLoop other;
    other.post([&] { other.exit(-3); });
    CHECK(other.run() == -3);
}

TEST_CASE("Posted work runs in order, what it posts a round later", "[loop]") {
    EventLoop loop;
    std::string order;
    loop.post([&] {
        order += 'a';
        loop.post([&] { order += 'c'; });
    });
    loop.post([&] { order += 'b'; });
    loop.run_once(0us);
    CHECK(order == "ab");
    loop.run_once(0us);
    CHECK(order == "abc");
}

TEST_CASE("What throws does not end the loop", "[loop]") {
    EventLoop loop;
    int after = 0;
    loop.post([] { throw std::runtime_error("posted"); });
    loop.post([&] { ++after; });
    TimerSource timer(loop, TimerClock::Monotonic, [] { throw 7; });
    timer.set_in(0us, 1us);
    TimerSource last(loop, TimerClock::Boottime, [&] { loop.exit(after); });
    last.set_priority(100);
    last.set_in(1ms, 1us);
    CHECK(loop.run() == 1);
}

TEST_CASE("A timer fires once, and not when stopped", "[loop]") {
    EventLoop loop;
    int fired = 0, stopped = 0;
    TimerSource timer(loop, TimerClock::Realtime, [&] { ++fired; });
    CHECK_FALSE(timer.armed());
    timer.set_at(loop.now() - 1h, 1us);
    CHECK(timer.armed());
    TimerSource never(loop, TimerClock::Realtime, [&] { ++stopped; });
    never.set_at(std::chrono::sys_seconds::max(), 1us);
    TimerSource off(loop, TimerClock::Monotonic, [&] { ++stopped; });
    off.set_in(0us, 1us);
    off.disable();
    for (int i = 0; i < 5; ++i) loop.run_once(1ms);
    CHECK(fired == 1);
    CHECK(stopped == 0);
    CHECK_FALSE(timer.armed());
}

TEST_CASE("A callback may destroy or replace its own source", "[loop]") {
    EventLoop loop;
    std::string told;
    std::optional<TimerSource> timer;
    const std::string word = "a word long enough to live on the heap, not in the small buffer";
    timer.emplace(loop, TimerClock::Monotonic, [&, word] {
        timer.reset();
        told = word;
        loop.exit();
    });
    timer->set_in(0us, 1us);
    loop.run();
    CHECK(told == word);

    EventLoop second;
    TimerSource again(second, TimerClock::Monotonic, [&, word] {
        again = TimerSource(second, TimerClock::Monotonic, [&] { second.exit(2); });
        again.set_in(0us, 1us);
        told = word + word;
    });
    again.set_in(0us, 1us);
    CHECK(second.run() == 2);
    CHECK(told == word + word);
}

TEST_CASE("A descriptor is heard until its source is gone", "[loop]") {
    EventLoop loop;
    auto [out, in] = make_pipe();
    std::uint32_t seen = 0;
    {
        const IoSource io(loop, out.get(), EPOLLIN, [&](std::uint32_t events) { seen |= events; });
        REQUIRE(::write(in.get(), "x", 1) == 1);
        loop.run_once(1s);
        CHECK((seen & EPOLLIN) != 0);
    }
    seen = 0;
    loop.run_once(0us);
    CHECK(seen == 0);
}

TEST_CASE("A signal arrives as a callback", "[loop]") {
    EventLoop loop;
    SignalSource signal(loop, SIGUSR1, [&] { loop.exit(5); });
    REQUIRE(::raise(SIGUSR1) == 0);
    CHECK(loop.run() == 5);
}

TEST_CASE("A child's end is told and how it came", "[loop]") {
    EventLoop loop;
    ChildExit how;
    ChildSource child(loop, start_child(3), [&](ChildExit e) { how = e, loop.exit(); });
    loop.run();
    CHECK(how.code == 3);
    CHECK(how.signal == 0);

    EventLoop second;
    ChildSource killed(second, start_child({}), [&](ChildExit e) { how = e, second.exit(); });
    killed.kill(SIGKILL);
    second.run();
    CHECK(how.signal == SIGKILL);
    CHECK_NOTHROW(killed.kill(SIGTERM));
}

TEST_CASE("A child dies with its source", "[loop]") {
    EventLoop loop;
    UniqueFd pidfd = start_child({});
    const UniqueFd watch(::dup(pidfd.get()));
    {
        const ChildSource child(loop, std::move(pidfd), [](ChildExit) {});
    }
    CHECK(::syscall(SYS_pidfd_send_signal, watch.get(), 0, nullptr, 0) < 0);
    CHECK(errno == ESRCH);
}

TEST_CASE("A changed folder is noticed by name", "[loop]") {
    const test::TempDir dir;
    EventLoop loop;
    std::string changed;
    InotifySource watch(loop, dir.path(), IN_CLOSE_WRITE | IN_MOVED_TO,
                        [&](std::uint32_t, std::string_view name) { changed = name; });
    REQUIRE(atomic_write(dir / "kith.yaml", "x"));
    for (int i = 0; i < 10 && changed != "kith.yaml"; ++i) loop.run_once(100ms);
    CHECK(changed == "kith.yaml");
    CHECK_THROWS_AS(InotifySource(loop, dir / "gone", IN_CREATE, {}), std::system_error);
}

TEST_CASE("Deferred work runs once however often it was asked for", "[loop]") {
    EventLoop loop;
    int ran = 0;
    DeferSource defer(loop, [&] { ++ran; });
    loop.run_once(0us);
    CHECK(ran == 0);
    defer.schedule();
    defer.schedule();
    loop.run_once(0us);
    loop.run_once(0us);
    CHECK(ran == 1);
}

TEST_CASE("An unset clock is quiet", "[loop]") {
    EventLoop loop;
    int changes = 0;
    const ClockChangeSource clock(loop, [&] { ++changes; });
    loop.run_once(1ms);
    CHECK(changes == 0);
    CHECK_FALSE(loop.set_watchdog(true));
}
