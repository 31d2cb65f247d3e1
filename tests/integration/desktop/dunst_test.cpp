// SPDX-License-Identifier: MIT
// A notification server people run: dunst, on a display of its own.
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/integration/desktop/fixture.hpp"

using namespace kith::test;

namespace {

/// An X server without a screen. It picks its own number and tells it when it is ready.
class Display {
  public:
    Display() {
        process_ = std::make_unique<ChildProcess>(std::vector<std::string>{
            "sh", "-c", "exec Xvfb -displayfd 5 -screen 0 800x600x24 -nolisten tcp 5>" + fifo()});
        std::ifstream number(fifo());
        std::getline(number, number_);
        if (number_.empty()) throw std::runtime_error("Xvfb did not start");
    }
    [[nodiscard]] std::string name() const { return ":" + number_; }

  private:
    std::string fifo() {
        const auto path = (dir_ / "ready").string();
        if (::access(path.c_str(), F_OK) != 0 && ::mkfifo(path.c_str(), 0600) != 0)
            throw std::runtime_error("no fifo");
        return path;
    }

    TempDir dir_;
    std::string number_;
    std::unique_ptr<ChildProcess> process_;
};

int shell(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str());
}

/// The session with its display and dunst, started anew on demand.
struct Desk {
    Desk() {
        std::ofstream(dir / "dunstrc") << "[global]\n  font = Sans 10\n  idle_threshold = "
                                          "0\n[urgency_normal]\n  timeout = 0\n";
        start();
    }
    void start() {
        dunst.reset();
        dunst = std::make_unique<ChildProcess>(
            std::vector<std::string>{"dunst", "-conf", (dir / "dunstrc").string()});
        REQUIRE(shell("gdbus wait --session --timeout 10 org.freedesktop.Notifications") == 0);
    }

    TempDir dir;
    Session session;
    Display display;
    EnvVar display_name{"DISPLAY", display.name()};
    EnvVar wayland{"WAYLAND_DISPLAY", ""};
    std::unique_ptr<ChildProcess> dunst;
};

} // namespace

TEST_CASE("dunst shows a nudge, and a click on it says hi", "[desktop][dunst]") {
    const Desk desk;
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    REQUIRE(shell("dunstctl action 0") == 0);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    REQUIRE(host.answers.size() == 1);
    CHECK(host.answers[0].second == "going");
}

TEST_CASE("Closing it in dunst is a dismissal", "[desktop][dunst]") {
    const Desk desk;
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    REQUIRE(shell("dunstctl close") == 0);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    REQUIRE(host.answers.size() == 1);
    CHECK(host.answers[0].second == "dismissed");
}

TEST_CASE("A withdrawn nudge leaves dunst's screen", "[desktop][dunst]") {
    const Desk desk;
    auto host = load();
    NudgeText text;
    REQUIRE(host.deliver(text.raw()) == 0);
    REQUIRE(shell("test \"$(dunstctl count displayed)\" = 1") == 0);
    text.previous = host.receipts[0];
    auto other = load();
    REQUIRE(other.withdraw(text.raw()) == 0);
    CHECK(shell("test \"$(dunstctl count displayed)\" = 0") == 0);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers[0].second == "closed");
}

TEST_CASE("A nudge comes back when dunst does", "[desktop][dunst]") {
    Desk desk;
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    desk.start();
    REQUIRE(host.serve_until([&] { return host.receipts.size() == 2; }));
    CHECK(shell("test \"$(dunstctl count displayed)\" = 1") == 0);
    REQUIRE(shell("dunstctl action 0") == 0);
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers[0].second == "going");
}

TEST_CASE("A paused dunst is do-not-disturb", "[desktop][dunst]") {
    const Desk desk;
    auto host = load();
    REQUIRE(host.attend() == 0);
    CHECK((host.attention.known & KITH_ATTEND_DND) != 0);
    CHECK((host.attention.is & KITH_ATTEND_DND) == 0);
    REQUIRE(shell("dunstctl set-paused true") == 0);
    REQUIRE(host.attend() == 0);
    CHECK((host.attention.is & KITH_ATTEND_DND) != 0);
}
