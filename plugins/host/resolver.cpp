// SPDX-License-Identifier: MIT
#include "plugins/host/resolver.hpp"

#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <span>
#include <thread>
#include <utility>

#include "plugins/host/interpose.hpp"
#include "plugins/host/question.hpp"
#include "wire/channel.hpp"

namespace kith::host {
namespace {

constexpr int kMostAtOnce = 8;
constexpr std::size_t kMostAddresses = 32;
constexpr int kFlags =
    AI_CANONNAME | AI_NUMERICHOST | AI_NUMERICSERV | AI_ADDRCONFIG | AI_V4MAPPED | AI_ALL;

struct Query {
    std::string host;
    std::string service;
    addrinfo hints{};
};

Query read_query(const Json& question) {
    Query out;
    out.host = string_or(question, "host");
    out.service = string_or(question, "service");
    const auto family = int_or(question, "family", AF_UNSPEC);
    out.hints.ai_family =
        family == AF_INET || family == AF_INET6 ? static_cast<int>(family) : AF_UNSPEC;
    out.hints.ai_socktype = SOCK_STREAM;
    out.hints.ai_flags = static_cast<int>(int_or(question, "flags", 0)) & kFlags;
    return out;
}

Json run(const Query& query, Reach& reach) {
    addrinfo* list = nullptr;
    const int code = system_getaddrinfo(query.host.c_str(),
                                        query.service.empty() ? nullptr : query.service.c_str(),
                                        &query.hints, &list);
    if (code != 0) return {{"code", code == EAI_SYSTEM ? EAI_AGAIN : code}};
    Json addresses = Json::array();
    for (const auto* at = list; at && addresses.size() < kMostAddresses; at = at->ai_next) {
        reach.found(query.host, at->ai_addr);
        addresses.push_back(to_hex({reinterpret_cast<const char*>(at->ai_addr), at->ai_addrlen}));
    }
    Json body{{"addresses", std::move(addresses)}};
    if (list && list->ai_canonname) body["name"] = list->ai_canonname;
    ::freeaddrinfo(list);
    return body;
}

} // namespace

void answer(const UniqueFd& reply, int error, Json body, int fd) {
    body["error"] = error;
    wire::HostChannel line{UniqueFd(::fcntl(reply.get(), F_DUPFD_CLOEXEC, 3))};
    const auto fds = fd >= 0 ? std::span<const int>(&fd, 1) : std::span<const int>{};
    (void)line.send(to_line(body), wire::HostChannel::Wait::No, fds);
}

void Resolver::look_up(const Json& question, UniqueFd reply) {
    auto query = read_query(question);
    if (!reach_->may_look_up(query.host)) return answer(reply, EACCES);
    if (++*running_ > kMostAtOnce) {
        --*running_;
        return answer(reply, EAGAIN);
    }
    std::thread([query = std::move(query), reach = reach_, running = running_,
                 reply = std::move(reply)] {
        try {
            answer(reply, 0, run(query, *reach));
        } catch (const std::exception&) {
            // Who asked sees the end of the socket.
        }
        --*running;
    }).detach();
}

} // namespace kith::host
