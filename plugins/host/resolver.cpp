// SPDX-License-Identifier: MIT
#include "plugins/host/resolver.hpp"

#include <algorithm>
#include <arpa/nameser.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "plugins/host/interpose.hpp"
#include "plugins/host/question.hpp"
#include "wire/channel.hpp"

namespace kith::host {
namespace {

constexpr int kMostAtOnce = 8;
constexpr std::size_t kMostAddresses = 32;
constexpr std::size_t kMostAnswer = 4096;
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

/// The host whose service `_xmpp-client._tcp.example.org` is; empty for any other name.
std::string host_of_service(std::string_view name) {
    for (int label = 0; label < 2; ++label) {
        const auto dot = name.find('.');
        if (!name.starts_with('_') || dot == std::string_view::npos || dot < 2) return {};
        name.remove_prefix(dot + 1);
    }
    return std::string{name};
}

/// Tells `reach` where the answer's SRV records point to.
void note_targets(const std::vector<unsigned char>& bytes, Reach& reach) {
    ns_msg message{};
    if (::ns_initparse(bytes.data(), static_cast<int>(bytes.size()), &message) != 0) return;
    const int count = std::min<int>(ns_msg_count(message, ns_s_an), kMostAddresses);
    for (int i = 0; i < count; ++i) {
        ns_rr record{};
        // Priority, weight and port, two bytes each, then the name.
        if (::ns_parserr(&message, ns_s_an, i, &record) != 0 || ns_rr_type(record) != ns_t_srv ||
            ns_rr_rdlen(record) < 7)
            continue;
        std::array<char, NS_MAXDNAME> target{};
        if (::ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), ns_rr_rdata(record) + 6,
                                 target.data(), target.size()) < 0)
            continue;
        reach.pointed(
            {target.data(), static_cast<std::uint16_t>(ns_get16(ns_rr_rdata(record) + 4))});
    }
}

Json run_service(const std::string& name, Reach& reach) {
    std::vector<unsigned char> bytes(kMostAnswer);
    const int size = system_res_query(name.c_str(), ns_c_in, ns_t_srv, bytes.data(),
                                      static_cast<int>(bytes.size()));
    if (size < 0 || std::cmp_greater(size, bytes.size())) return {{"code", h_errno}};
    bytes.resize(static_cast<std::size_t>(size));
    note_targets(bytes, reach);
    return {{"answer", to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()})}};
}

} // namespace

void answer(const UniqueFd& reply, int error, Json body, int fd) {
    body["error"] = error;
    wire::HostChannel line{UniqueFd(::fcntl(reply.get(), F_DUPFD_CLOEXEC, 3))};
    const auto fds = fd >= 0 ? std::span<const int>(&fd, 1) : std::span<const int>{};
    (void)line.send(to_line(body), wire::HostChannel::Wait::No, fds);
}

template <class Work>
void Resolver::in_a_thread(UniqueFd reply, Work work) {
    if (++*running_ > kMostAtOnce) {
        --*running_;
        return answer(reply, EAGAIN);
    }
    std::thread([work = std::move(work), running = running_, reply = std::move(reply)] {
        try {
            answer(reply, 0, work());
        } catch (const std::exception&) {
            // Who asked sees the end of the socket.
        }
        --*running;
    }).detach();
}

void Resolver::look_up(const Json& question, UniqueFd reply) {
    auto query = read_query(question);
    if (!reach_->may_look_up(query.host)) return answer(reply, EACCES);
    in_a_thread(std::move(reply),
                [query = std::move(query), reach = reach_] { return run(query, *reach); });
}

void Resolver::look_up_service(const Json& question, UniqueFd reply) {
    auto name = string_or(question, "name");
    const auto host = host_of_service(name);
    if (host.empty() || !reach_->discovers() || !reach_->may_look_up(host))
        return answer(reply, EACCES);
    in_a_thread(std::move(reply),
                [name = std::move(name), reach = reach_] { return run_service(name, *reach); });
}

} // namespace kith::host
