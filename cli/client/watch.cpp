// SPDX-License-Identifier: MIT
#include "cli/client/watch.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/common/terminal.hpp"

namespace kith::cli {
namespace {

struct Key {
    std::string_view key;
    const char* answer;
};
constexpr std::array kKeys{Key{"y", "going"}, Key{"d", "done"}, Key{"s", "smaller"},
                           Key{"n", "later"}, Key{"k", "skip"}, Key{"a", "already"}};

void show(const std::string& line) {
    const auto nudge = parse_json(line);
    if (!nudge) return;
    print("");
    print(bold(string_or(*nudge, "title")));
    print(string_or(*nudge, "body"));
    print(dim(
        "y say hi   d done   s smaller   n not now   k not this time   a been in touch   q leave"));
    (void)std::fflush(stdout);
}

int on_nudge(sd_bus_message* message, void*, sd_bus_error*) {
    const char* text = nullptr;
    if (sd_bus_message_read_basic(message, 's', static_cast<void*>(&text)) >= 0 && text) show(text);
    return 0;
}

/// False when the person leaves.
bool typed(Connection& connection, const std::string& line) {
    const auto word = lower_ascii(trim(line));
    if (word == "q" || word == "quit") return false;
    if (word.empty()) return true;
    for (const auto& [key, answer] : kKeys) {
        if (word != key && word != answer) continue;
        const auto said = connection.call("Answer", {std::string{answer}, std::string{}});
        const auto json = parse_json(said.text);
        print(said.code == kOk && json ? string_or(*json, "say") : said.text);
        (void)std::fflush(stdout);
        return true;
    }
    print("One letter is enough: y, d, s, n, k, a, or q to leave.");
    return true;
}

} // namespace

int watch(Connection& connection) {
    sd_bus_slot* raw = nullptr;
    if (sd_bus_add_match(connection.bus(), &raw,
                         "type='signal',interface='org.kith.Kith1',member='NudgeOffered'", on_nudge,
                         nullptr) < 0) {
        complain("kith watch: offers cannot be listened for");
        return kNotReachable;
    }
    const BusSlot slot{raw};
    const auto open = connection.call("Outstanding", {});
    if (open.code == kOk && open.text != "null")
        show(open.text);
    else
        print("Nothing is open. Offers show up here as they come; q leaves.");
    (void)std::fflush(stdout);
    std::string waiting; // typed, its line not ended yet
    while (true) {
        int r = 0;
        while ((r = sd_bus_process(connection.bus(), nullptr)) > 0) {
        }
        if (r < 0) break;
        std::array<pollfd, 2> fds{
            {{sd_bus_get_fd(connection.bus()), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0) {
            if (errno == EINTR) continue;
            break;
        }
        if (fds[1].revents == 0) continue;
        std::array<char, 512> bytes;
        const auto got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return kOk;
        waiting.append(bytes.data(), static_cast<std::size_t>(got));
        for (auto end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n')) {
            const auto line = waiting.substr(0, end);
            waiting.erase(0, end + 1);
            if (!typed(connection, line)) return kOk;
        }
    }
    complain("kithd has gone.");
    return kNotReachable;
}

} // namespace kith::cli
