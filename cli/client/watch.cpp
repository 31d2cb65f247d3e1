// SPDX-License-Identifier: MIT
#include "cli/client/watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/common/terminal.hpp"

namespace kith::cli {
namespace {

struct Key {
    std::string_view key, answer;
};
constexpr std::array kKeys{Key{"y", "going"}, Key{"d", "done"}, Key{"s", "smaller"},
                           Key{"n", "later"}, Key{"k", "skip"}, Key{"a", "already"},
                           Key{"r", "rest"}};

/// The keys of the offer that was shown last; before any, those of an offer about a person.
using Keys = std::vector<Key>;

Keys keys_at_first() {
    Keys out{kKeys.begin(), kKeys.end()};
    std::erase_if(out, [](const Key& key) { return key.answer == "rest"; });
    return out;
}

void show(const std::string& line, Keys& keys) {
    const auto nudge = parse_json(line);
    if (!nudge || !nudge->is_object()) return;
    std::string legend;
    keys.clear();
    for (const auto& each : nudge->value("answers", Json::array())) {
        const auto key = std::ranges::find(kKeys, string_or(each, "answer"), &Key::answer);
        if (key == kKeys.end()) continue;
        keys.push_back(*key);
        legend += fmt::format("{} {}   ", key->key, string_or(each, "label"));
    }
    if (!nudge->contains("answers")) {
        keys = keys_at_first();
        for (const auto& [key, answer] : keys) legend += fmt::format("{} {}   ", key, answer);
    }
    print("");
    print(bold(string_or(*nudge, "title")));
    print(string_or(*nudge, "body"));
    print(dim(legend + "q Leave"));
    (void)std::fflush(stdout);
}

int on_nudge(sd_bus_message* message, void* keys, sd_bus_error*) {
    const char* text = nullptr;
    if (sd_bus_message_read_basic(message, 's', static_cast<void*>(&text)) >= 0 && text)
        show(text, *static_cast<Keys*>(keys));
    return 0;
}

/// False when the person leaves.
bool typed(Connection& connection, const std::string& line, const Keys& keys) {
    const auto word = lower_ascii(trim(line));
    if (word == "q" || word == "quit") return false;
    if (word.empty()) return true;
    for (const auto& [key, answer] : keys) {
        if (word != key && word != answer) continue;
        const auto said = connection.call("Answer", {std::string{answer}, std::string{}});
        const auto json = parse_json(said.text);
        print(said.code == kOk && json ? string_or(*json, "say") : said.text);
        (void)std::fflush(stdout);
        return true;
    }
    std::string letters;
    for (const auto& each : keys) letters += fmt::format("{}, ", each.key);
    print(fmt::format("One letter is enough: {}or q to leave.", letters));
    return true;
}

} // namespace

int watch(Connection& connection) {
    auto keys = keys_at_first();
    sd_bus_slot* raw = nullptr;
    if (sd_bus_add_match(connection.bus(), &raw,
                         "type='signal',interface='org.kith.Kith1',member='NudgeOffered'", on_nudge,
                         &keys) < 0) {
        complain("kith watch: offers cannot be listened for");
        return kNotReachable;
    }
    const BusSlot slot{raw};
    const auto open = connection.call("Outstanding", {});
    if (open.code == kOk && open.text != "null")
        show(open.text, keys);
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
            if (!typed(connection, line, keys)) return kOk;
        }
    }
    complain("kithd has gone.");
    return kNotReachable;
}

} // namespace kith::cli
