// SPDX-License-Identifier: MIT
#include "plugins/host/broker.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.hpp"
#include "plugins/host/bus_relay.hpp"
#include "plugins/host/question.hpp"
#include "wire/grants.hpp"
#include "wire/limits.hpp"
#include "wire/record.hpp"

namespace kith::host {
namespace {

constexpr std::size_t kMostConnections = 64;
constexpr std::chrono::duration<int, std::milli> kLook{500}; ///< between looks at what it keeps

int option(int socket, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    return ::getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

bool is_tcp(int socket) {
    const int family = option(socket, SO_DOMAIN);
    return (family == AF_INET || family == AF_INET6) && option(socket, SO_TYPE) == SOCK_STREAM &&
           option(socket, SO_PROTOCOL) == IPPROTO_TCP;
}

std::vector<std::string> texts(const Json& object, const char* key) {
    std::vector<std::string> out;
    const auto list = object.find(key);
    if (list == object.end() || !list->is_array()) return out;
    for (const auto& each : *list) {
        if (!each.is_string()) return {};
        out.push_back(each.get<std::string>());
    }
    return out;
}

/// Never waits: the socket is the jailed half's too, and it does the waiting.
int start(int socket, const sockaddr* address, socklen_t size) {
    const int flags = ::fcntl(socket, F_GETFL);
    if (flags < 0 || ::fcntl(socket, F_SETFL, flags | O_NONBLOCK) != 0) return errno;
    return ::connect(socket, address, size) == 0 ? 0 : errno;
}

} // namespace

Broker::Broker(const wire::JobRequest& request, UniqueFd line)
    : network_(request.plugin.network), exec_(request.plugin.exec), longest_(request.deadline),
      state_(request.state_dir), line_(std::move(line)),
      reach_(std::make_shared<Reach>(wire::named_endpoints(request), request.plugin.discovery)),
      resolver_(reach_), buses_(request.plugin.bus, request.plugin.system_bus) {}

int Broker::serve(pid_t jailed, RecordRelay& records) {
    constexpr short kClosed = POLLHUP | POLLRDHUP | POLLERR;
    const UniqueFd ended(static_cast<int>(::syscall(SYS_pidfd_open, jailed, 0)));
    if (!ended) (void)::kill(jailed, SIGKILL);
    bool asks = true;
    using Moment = std::chrono::steady_clock::time_point;
    auto look_at = std::chrono::steady_clock::now() + kLook;
    auto alone_until = Moment::max();
    while (ended) {
        const auto [outside, inside] = records.watched();
        std::array<pollfd, 4> fds{{{ended.get(), POLLIN, 0},
                                   {asks ? line_.fd() : -1, POLLIN | POLLRDHUP, 0},
                                   outside,
                                   inside}};
        const int ready =
            ::poll(fds.data(), fds.size(),
                   state_.has_folder() || records.kithd_has_gone() ? kLook.count() : -1);
        if (const auto now = std::chrono::steady_clock::now(); now >= look_at) {
            look_at = now + kLook;
            if (state_.look()) (void)::kill(jailed, SIGKILL);
            // Nobody else is left to hold it to its deadline, and it may hang.
            if (records.kithd_has_gone() && alone_until == Moment::max())
                alone_until = now + longest_;
            if (now >= alone_until) (void)::kill(jailed, SIGKILL);
        }
        if (ready < 0) continue;
        if (fds[0].revents != 0) break;
        records.carry({fds[2], fds[3]});
        // An empty datagram looks like the end, but is not: its line is still open.
        if (fds[1].revents != 0 && !listen()) asks = (fds[1].revents & kClosed) == 0;
    }
    int status = 0;
    while (::waitpid(jailed, &status, 0) < 0 && errno == EINTR) {
    }
    records.carry_rest();
    // What lies in it unread may hold a connection open, whose thread is waited for.
    line_.close();
    return status;
}

/// False where no question was to be had.
bool Broker::listen() {
    auto message = line_.receive(wire::HostChannel::Wait::No, wire::HostChannel::Fds::Taken);
    if (!message || message->got != wire::HostChannel::Got::Message) return false;
    if (message->fds.empty()) return true; // nobody to answer
    UniqueFd reply = std::move(message->fds.front());
    try {
        handle(*message, std::move(reply));
    } catch (const std::exception&) {
        // Who asked sees the end of the socket.
    }
    return true;
}

void Broker::handle(wire::HostChannel::Message& message, UniqueFd reply) {
    const auto question = parse_json(message.text, 4);
    if (!question || !question->is_object()) return answer(reply, EPROTO);
    const auto what = string_or(*question, "do");
    if (what == "look-up") return resolver_.look_up(*question, std::move(reply));
    if (what == "look-up-service") return resolver_.look_up_service(*question, std::move(reply));
    if (what == "socket") return make_socket(*question, reply);
    if (what == "connect" && message.fds.size() == 2)
        return connect(*question, reply, message.fds[1].get());
    if (what == "bus") return connect_bus(*question, reply);
    if (what == "run") return run_program(*question, reply, message.fds);
    answer(reply, EPROTO);
}

/// The streams are the jailed half's, after the reply; a detached program has none.
void Broker::run_program(const Json& question, const UniqueFd& reply, std::vector<UniqueFd>& fds) {
    if (!exec_) return answer(reply, EACCES);
    ProgramOrder order;
    order.words = texts(question, "words");
    order.environment = texts(question, "environment");
    order.detached = bool_or(question, "detached", false);
    if (!order.detached && fds.size() != 4) return answer(reply, EPROTO);
    if (!order.detached) {
        order.streams = {std::move(fds[1]), std::move(fds[2]), std::move(fds[3])};
        order.longest = longest_;
    }
    UniqueFd ended;
    const int error = programs_.start(std::move(order), ended);
    answer(reply, error, Json::object(), ended.get());
}

void Broker::make_socket(const Json& question, const UniqueFd& reply) const {
    const auto family = static_cast<int>(int_or(question, "family", AF_UNSPEC));
    if (!network_ || (family != AF_INET && family != AF_INET6)) return answer(reply, EACCES);
    const UniqueFd made(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP));
    answer(reply, made ? 0 : errno, Json::object(), made.get());
}

void Broker::connect(const Json& question, const UniqueFd& reply, int socket) {
    const auto bytes = from_hex(string_or(question, "to"));
    sockaddr_storage to{};
    if (bytes.size() < sizeof(sa_family_t) || bytes.size() > sizeof to)
        return answer(reply, EINVAL);
    std::memcpy(&to, bytes.data(), bytes.size());
    const auto* address = reinterpret_cast<const sockaddr*>(&to);
    const auto size = static_cast<socklen_t>(bytes.size());
    if (!network_ || !is_tcp(socket) || !reach_->may_connect(address, size))
        return answer(reply, EACCES);
    answer(reply, start(socket, address, size));
}

void Broker::connect_bus(const Json& question, const UniqueFd& reply) {
    const auto wanted = string_or(question, "path");
    for (const auto which : {WhichBus::Session, WhichBus::System}) {
        if (wanted != jailed_path(which) || !buses_.offers(which)) continue;
        const auto proxy = buses_.socket_of(which);
        if (!proxy) return answer(reply, ENOENT);
        if (relays_.size() >= kMostConnections) return answer(reply, EMFILE);
        auto connected = connect_through_relay(*proxy);
        if (!connected) return answer(reply, ECONNREFUSED);
        relays_.push_back(std::move(connected->thread));
        return answer(reply, 0, Json::object(), connected->client.get());
    }
    answer(reply, EACCES);
}

void Broker::have_the_last_word(wire::HostChannel& channel) const {
    wire::ConfinedRecord record;
    record.reached = reach_->reached();
    record.refused = reach_->refused();
    record.kept = state_.verdict();
    (void)wire::tidy(record);
    (void)channel.send(wire::format_record(wire::Record{record}), wire::HostChannel::Wait::Yes);
}

} // namespace kith::host
