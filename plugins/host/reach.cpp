// SPDX-License-Identifier: MIT
#include "plugins/host/reach.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <libpsl.h>
#include <netinet/in.h>

#include "base/text.hpp"
#include "plugins/host/address_kind.hpp"
#include "wire/no_host.hpp"

namespace kith::host {
namespace {

constexpr std::size_t kMostNoted = 32;
/// Where a redirect or a .well-known may lead on a host that discovery covers.
constexpr std::array<std::uint16_t, 2> kWebPorts{80, 443};

template <class T>
T as(const sockaddr* address) {
    T out{};
    std::memcpy(&out, address, sizeof out);
    return out;
}

std::string bytes_of(const void* data, std::size_t size) {
    return {static_cast<const char*>(data), size};
}

/// A v4 address in v6 clothes is the v4 one.
std::string raw(const in6_addr& v6) {
    if (IN6_IS_ADDR_V4MAPPED(&v6)) return bytes_of(&v6.s6_addr[12], 4);
    return bytes_of(&v6, sizeof v6);
}

/// The address alone. Empty for other families.
std::string raw_address(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        const auto in = as<sockaddr_in>(address);
        return bytes_of(&in.sin_addr, sizeof in.sin_addr);
    }
    if (address->sa_family != AF_INET6) return {};
    return raw(as<sockaddr_in6>(address).sin6_addr);
}

std::uint16_t port_of(const sockaddr* address) {
    return ntohs(address->sa_family == AF_INET ? as<sockaddr_in>(address).sin_port
                                               : as<sockaddr_in6>(address).sin6_port);
}

std::string literal(const std::string& host) {
    in_addr v4{};
    in6_addr v6{};
    if (::inet_pton(AF_INET, host.c_str(), &v4) == 1) return bytes_of(&v4, sizeof v4);
    if (::inet_pton(AF_INET6, host.c_str(), &v6) == 1) return raw(v6);
    return {};
}

std::string shown(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto bytes = raw_address(address);
    ::inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
}

std::string plain(const std::string& host) {
    auto out = lower_ascii(host);
    if (out.ends_with('.')) out.pop_back();
    return out;
}

/// What a lookup may be made of, and an address: it is told in a line of Kith's own, next to its
/// advice.
bool is_host(std::string_view text) {
    constexpr std::size_t kLongestName = 253; // RFC 1035, 2.3.4, without the last dot
    return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{".:_-"}.contains(c);
    });
}

} // namespace

std::string registrable_domain(const std::string& host) {
    if (!literal(host).empty()) return {};
    const char* domain = ::psl_registrable_domain(::psl_builtin(), host.c_str());
    return domain ? domain : "";
}

Reach::Reach(std::vector<wire::Endpoint> named, bool discovery)
    : named_(std::move(named)), discovery_(discovery) {
    // An address needs no lookup, and libcurl makes none; nor for this computer (RFC 6761, 6.3).
    const auto write = [this](const std::string& host, const std::string& bytes) {
        written_.insert(bytes);
        grant_host(host, bytes);
    };
    for (const auto& each : named_) {
        if (const auto bytes = literal(each.host); !bytes.empty()) write(each.host, bytes);
        if (each.host != "localhost" && !each.host.ends_with(".localhost")) continue;
        write(each.host, literal("127.0.0.1"));
        write(each.host, literal("::1"));
    }
}

bool Reach::is_named(const std::string& host) const {
    return std::ranges::find(named_, host, &wire::Endpoint::host) != named_.end();
}

bool Reach::of_named_domain(const std::string& host) const {
    const auto domain = registrable_domain(host);
    return !domain.empty() && std::ranges::any_of(named_, [&](const wire::Endpoint& each) {
        return registrable_domain(each.host) == domain;
    });
}

void Reach::refuse(const std::string& host, std::uint16_t port) {
    if (refused_.size() >= kMostNoted) return;
    if (!is_host(host))
        refused_.insert(std::string{wire::kNoHost});
    else
        refused_.insert(port == 0 ? clean_line(host, 120) : wire::to_text({host, port}));
}

bool Reach::may_look_up(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto host = plain(name);
    if (is_named(host)) return true;
    const bool led_to =
        discovery_ && is_host(host) &&
        (of_named_domain(host) ||
         std::ranges::find(pointed_, host, &wire::Endpoint::host) != pointed_.end());
    if (!led_to) refuse(host, 0);
    return led_to;
}

void Reach::grant(const std::string& bytes, wire::Endpoint endpoint) {
    addresses_[bytes].insert(std::move(endpoint));
}

void Reach::grant_host(const std::string& host, const std::string& bytes) {
    for (const auto& each : named_)
        if (each.host == host) grant(bytes, each);
    if (!discovery_ || !may_be_led_to(host, bytes)) return;
    for (const auto& each : pointed_)
        if (each.host == host) grant(bytes, each);
    for (const auto port : kWebPorts) grant(bytes, {host, port});
}

/// Names can be pointed anywhere by whoever keeps them. A server at home has a private address
/// under a name the settings give; this computer is only meant where they spell its address out.
bool Reach::may_be_led_to(const std::string& host, const std::string& bytes) const {
    const auto kind = kind_of_address(bytes);
    return kind == AddressKind::Public || written_.contains(bytes) ||
           (kind == AddressKind::Private && is_named(host));
}

void Reach::found(const std::string& host, const sockaddr* address) {
    const std::lock_guard lock(mutex_);
    if (const auto bytes = raw_address(address); !bytes.empty()) grant_host(plain(host), bytes);
}

void Reach::pointed(const wire::Endpoint& target) {
    const std::lock_guard lock(mutex_);
    const wire::Endpoint to{plain(target.host), target.port};
    if (!discovery_ || to.host.empty()) return;
    if (is_named(to.host) || (is_host(to.host) && of_named_domain(to.host)))
        pointed_.push_back(to);
    else
        refuse(to.host, to.port);
}

bool Reach::may_connect(const sockaddr* address, socklen_t size) {
    const std::lock_guard lock(mutex_);
    const bool whole = (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) ||
                       (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6));
    if (!whole) return false;
    const auto port = port_of(address);
    const auto there = addresses_.find(raw_address(address));
    if (there != addresses_.end()) {
        for (const auto& each : there->second) {
            if (each.port != 0 && each.port != port) continue;
            const wire::Endpoint exact{each.host, port};
            const bool in_settings = std::ranges::any_of(named_, [&](const wire::Endpoint& n) {
                return n.host == exact.host && (n.port == 0 || n.port == port);
            });
            if (!in_settings && reached_.size() < kMostNoted) reached_.insert(to_text(exact));
            return true;
        }
    }
    refuse(shown(address), port);
    return false;
}

std::vector<std::string> Reach::reached() const {
    const std::lock_guard lock(mutex_);
    return {reached_.begin(), reached_.end()};
}

std::vector<std::string> Reach::refused() const {
    const std::lock_guard lock(mutex_);
    return {refused_.begin(), refused_.end()};
}

} // namespace kith::host
