// SPDX-License-Identifier: MIT
#include "plugins/host/bus_relay.hpp"

#include <array>
#include <cerrno>
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

void relay(const UniqueFd& client, const UniqueFd& proxy) {
    if (!shake_hands(client, proxy)) return;
    std::array<char, 16384> buffer{};
    for (;;) {
        std::array<pollfd, 2> fds{{{client.get(), POLLIN, 0}, {proxy.get(), POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0) continue;
        for (const bool up : {true, false}) {
            if (fds.at(up ? 0 : 1).revents == 0) continue;
            const auto bytes = receive(up ? client : proxy, buffer);
            if (!bytes || !send_all(up ? proxy : client, *bytes)) return;
        }
    }
}

} // namespace

Result<UniqueFd> connect_through_relay(const std::filesystem::path& path) {
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
    std::thread([client = std::move(ours), bus = std::move(proxy)] {
        try {
            relay(client, bus);
        } catch (const std::exception&) {
            // Both sides see the end.
        }
    }).detach();
    return theirs;
}

} // namespace kith::host
