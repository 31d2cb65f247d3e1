// SPDX-License-Identifier: MIT
#include "plugins/host/bus_relay.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

#include "base/files.hpp"

namespace kith::host {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr int kLastWordsMs = 1000;
constexpr std::string_view kLineEnd = "\r\n";

bool send_all(const UniqueFd& to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// What has come, or nothing at the end.
std::optional<std::string_view> receive(const UniqueFd& from, std::array<char, 16384>& buffer) {
    for (;;) {
        const auto got = ::recv(from.get(), buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        return std::string_view(buffer.data(), static_cast<std::size_t>(got));
    }
}

/// One side of the handshake, line by line.
class Lines {
  public:
    explicit Lines(const UniqueFd& from) : from_(from) {}

    /// The next line with its end, or nothing where there is none.
    std::optional<std::string> next() {
        for (;;) {
            if (const auto end = pending_.find(kLineEnd); end != std::string::npos) {
                auto line = pending_.substr(0, end + kLineEnd.size());
                pending_.erase(0, line.size());
                return line;
            }
            if (pending_.size() > kLongestLine) return std::nullopt;
            const auto more = receive(from_, buffer_);
            if (!more) return std::nullopt;
            pending_ += *more;
        }
    }
    [[nodiscard]] const std::string& rest() const { return pending_; }

  private:
    const UniqueFd& from_;
    std::string pending_;
    std::array<char, 16384> buffer_{};
};

/// Each line waits for its answer; only the last has none.
bool shake_hands(const UniqueFd& client, const UniqueFd& proxy) {
    Lines asked(client);
    Lines told(proxy);
    for (;;) {
        const auto line = asked.next();
        if (!line) return false;
        if (*line == "NEGOTIATE_UNIX_FD\r\n") {
            if (!send_all(client, "ERROR no descriptors here\r\n")) return false;
            continue;
        }
        if (!send_all(proxy, *line)) return false;
        if (*line == "BEGIN\r\n") return send_all(proxy, asked.rest());
        const auto answer = told.next();
        if (!answer || !send_all(client, *answer)) return false;
    }
}

/// Bytes of a D-Bus message, little endian, with its own rules of alignment.
class Message {
  public:
    void byte(int value) { bytes_ += static_cast<char>(value); }
    void number(std::uint32_t value) {
        for (int shift = 0; shift < 32; shift += 8) byte(static_cast<int>((value >> shift) & 255U));
    }
    void pad() { bytes_.resize((bytes_.size() + 7) / 8 * 8); }
    void field(int code, char type, std::string_view text) {
        pad();
        for (const int each : {code, 1, static_cast<int>(type), 0}) byte(each);
        number(static_cast<std::uint32_t>(text.size()));
        bytes_ += text;
        byte(0);
    }
    [[nodiscard]] std::string& bytes() { return bytes_; }

  private:
    std::string bytes_;
};

/// A number no client gets to; above 0xfffeffff the proxy has its own.
constexpr std::uint32_t kLastSerial = 0xfffe0000;

/// org.freedesktop.DBus.GetId(), which the proxy lets through.
std::string last_question() {
    Message fields;
    fields.field(1, 'o', "/org/freedesktop/DBus");
    fields.field(6, 's', "org.freedesktop.DBus");
    fields.field(2, 's', "org.freedesktop.DBus");
    fields.field(3, 's', "GetId");
    Message out;
    for (const int each : {static_cast<int>('l'), 1, 0, 1}) out.byte(each);
    out.number(0);
    out.number(kLastSerial);
    out.number(static_cast<std::uint32_t>(fields.bytes().size()));
    out.bytes() += fields.bytes(); // 16 bytes before it, so its alignment holds
    out.pad();
    return out.bytes();
}

/// Once the client has gone. The proxy drops what it has not yet written when a client leaves, so
/// it is asked one thing more: with the answer all before it is on the bus.
void see_off(const UniqueFd& proxy, std::array<char, 16384>& buffer) {
    Message reply;
    for (const int each : {5, 1, static_cast<int>('u'), 0}) reply.byte(each);
    reply.number(kLastSerial);
    std::string seen;
    if (!send_all(proxy, last_question())) return;
    while (seen.find(reply.bytes()) == std::string::npos) {
        pollfd ready{proxy.get(), POLLIN, 0};
        if (::poll(&ready, 1, kLastWordsMs) <= 0) return;
        const auto more = receive(proxy, buffer);
        if (!more) return;
        seen = seen.substr(seen.size() - std::min(seen.size(), reply.bytes().size()));
        seen += *more;
    }
}

void relay(const UniqueFd& client, const UniqueFd& proxy) {
    if (!shake_hands(client, proxy)) return;
    std::array<char, 16384> buffer{};
    for (;;) {
        std::array<pollfd, 2> fds{{{client.get(), POLLIN, 0}, {proxy.get(), POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0) continue;
        for (const bool up : {true, false}) {
            if (fds.at(up ? 0 : 1).revents == 0) continue;
            const auto bytes = receive(up ? client : proxy, buffer);
            if (!bytes && up) return see_off(proxy, buffer);
            if (!bytes) return;
            // A client that is gone hears nothing more, but what it said before still counts.
            if (!send_all(up ? proxy : client, *bytes) && up) return;
        }
    }
}

} // namespace

Result<Relay> connect_through_relay(const std::filesystem::path& path) {
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    const auto text = path.string();
    if (text.size() >= sizeof to.sun_path) return fail("the way to the bus is too long");
    std::memcpy(to.sun_path, text.data(), text.size());
    UniqueFd proxy(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!proxy || ::connect(proxy.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        return fail(errno_text("the bus", errno));
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return fail(errno_text("no socket", errno));
    UniqueFd ours(ends[0]);
    UniqueFd theirs(ends[1]);
    std::jthread thread([client = std::move(ours), bus = std::move(proxy)] {
        try {
            relay(client, bus);
        } catch (const std::exception&) {
            // Both sides see the end.
        }
    });
    return Relay{std::move(theirs), std::move(thread)};
}

} // namespace kith::host
