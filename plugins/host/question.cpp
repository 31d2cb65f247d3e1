// SPDX-License-Identifier: MIT
#include "plugins/host/question.hpp"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

#include "wire/channel.hpp"

namespace kith::host {

Answer ask(int broker, Json question, std::span<const int> fds) {
    Answer out;
    out.body = Json::object();
    out.error = ECONNABORTED;
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        out.error = errno;
        return out;
    }
    wire::HostChannel ours{UniqueFd(ends[0])};
    UniqueFd theirs(ends[1]);
    std::vector<int> passed{theirs.get()};
    passed.insert(passed.end(), fds.begin(), fds.end());
    // Borrowed: the descriptor stays open for the next question.
    wire::HostChannel line{UniqueFd(broker)};
    const auto sent = line.send(to_line(question), wire::HostChannel::Wait::Yes, passed);
    (void)line.release();
    theirs.reset();
    if (!sent) return out;
    auto message = ours.receive(wire::HostChannel::Wait::Yes, wire::HostChannel::Fds::Taken);
    if (!message || message->got != wire::HostChannel::Got::Message) return out;
    auto body = parse_json(message->text, 4);
    if (!body || !body->is_object()) return out;
    out.error = static_cast<int>(int_or(*body, "error", EPROTO));
    out.body = std::move(*body);
    out.fds = std::move(message->fds);
    return out;
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out.push_back(kDigits[byte >> 4U]);
        out.push_back(kDigits[byte & 15U]);
    }
    return out;
}

std::string from_hex(std::string_view text) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    if (text.size() % 2 != 0) return {};
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit(text[i]);
        const int low = digit(text[i + 1]);
        if (high < 0 || low < 0) return {};
        out.push_back(static_cast<char>(high * 16 + low));
    }
    return out;
}

} // namespace kith::host
