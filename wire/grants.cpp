// SPDX-License-Identifier: MIT
#include "wire/grants.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace kith::wire {
namespace {

/// Mail is handed in on both ports; webcal is http or https under another name.
constexpr std::array<std::pair<std::string_view, std::uint16_t>, 17> kPorts{{{"http", 80},
                                                                             {"https", 443},
                                                                             {"imap", 143},
                                                                             {"imaps", 993},
                                                                             {"smtp", 25},
                                                                             {"smtp", 587},
                                                                             {"smtps", 465},
                                                                             {"caldav", 443},
                                                                             {"caldavs", 443},
                                                                             {"carddav", 443},
                                                                             {"carddavs", 443},
                                                                             {"webcal", 80},
                                                                             {"webcal", 443},
                                                                             {"ws", 80},
                                                                             {"wss", 443},
                                                                             {"xmpp", 5222},
                                                                             {"xmpps", 5223}}};

constexpr std::size_t kMaxHost = 253;

std::uint16_t port_in(std::string_view digits) {
    std::uint16_t port = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, port);
    return error == std::errc{} && stop == end ? port : std::uint16_t{0};
}

bool is_host(std::string_view host) {
    return !host.empty() && host.size() <= kMaxHost && std::ranges::none_of(host, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '/' || c == '\x7f';
    });
}

/// Splits `host`, `host:port`, `[v6]:port`; a bare v6 address has colons and no port.
Endpoint split_port(std::string_view text) {
    Endpoint out;
    std::string_view port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return out;
        port = text.substr(close + 1);
        text = text.substr(1, close - 1);
    } else if (const auto colon = text.find(':');
               colon != std::string_view::npos && text.find(':', colon + 1) == text.npos) {
        port = text.substr(colon);
        text = text.substr(0, colon);
    }
    if (port.starts_with(':')) out.port = port_in(port.substr(1));
    if (text.ends_with('.')) text.remove_suffix(1);
    if (is_host(text)) out.host = lower_ascii(text);
    return out;
}

void add_value(std::vector<Endpoint>& out, const Json& value) {
    if (value.is_string()) {
        const auto found = endpoints_in(value.get_ref<const std::string&>());
        out.insert(out.end(), found.begin(), found.end());
    } else if (value.is_array()) {
        for (const auto& each : value)
            if (each.is_string()) add_value(out, each);
    }
}

void sort_once(auto& list) {
    std::ranges::sort(list);
    const auto tail = std::ranges::unique(list);
    list.erase(tail.begin(), tail.end());
}

} // namespace

std::vector<Endpoint> endpoints_in(std::string_view text) {
    text = trim(text);
    std::string scheme;
    if (const auto at = text.find("://"); at != std::string_view::npos) {
        scheme = lower_ascii(text.substr(0, at));
        text.remove_prefix(at + 3);
    }
    text = text.substr(0, text.find_first_of("/?#"));
    if (const auto at = text.rfind('@'); at != std::string_view::npos) text.remove_prefix(at + 1);
    const auto named = split_port(text);
    if (named.host.empty()) return {};
    if (named.port != 0) return {named};
    std::vector<Endpoint> out;
    for (const auto& [name, port] : kPorts)
        if (name == scheme) out.push_back({named.host, port});
    if (out.empty()) out.push_back(named);
    return out;
}

std::string to_text(const Endpoint& endpoint) {
    const bool v6 = endpoint.host.find(':') != std::string::npos;
    const auto host = v6 ? fmt::format("[{}]", endpoint.host) : endpoint.host;
    return endpoint.port == 0 ? host : fmt::format("{}:{}", host, endpoint.port);
}

std::vector<Endpoint> named_endpoints(const JobRequest& request) {
    std::vector<Endpoint> out;
    if (!request.plugin.network) return out;
    const auto settings = parse_json(request.settings);
    for (const auto& key : request.plugin.host_keys) {
        if (settings && settings->is_object() && settings->contains(key))
            add_value(out, settings->at(key));
        if (const auto it = request.secrets.find(key); it != request.secrets.end())
            add_value(out, Json(it->second.view()));
    }
    sort_once(out);
    return out;
}

std::vector<std::filesystem::path> named_paths(const JobRequest& request,
                                               const std::filesystem::path& home) {
    std::vector<std::filesystem::path> out;
    const auto add = [&](const Json& value) {
        if (!value.is_string()) return;
        const auto text = value.get<std::string>();
        if (text == "~" || text.starts_with("~/"))
            out.push_back(home / text.substr(std::min<std::size_t>(2, text.size())));
        else if (text.starts_with('/'))
            out.emplace_back(text);
    };
    const auto settings = parse_json(request.settings);
    if (!settings || !settings->is_object()) return out;
    for (const auto& key : request.plugin.path_keys) {
        const auto value = settings->find(key);
        if (value == settings->end()) continue;
        if (value->is_array())
            for (const auto& each : *value) add(each);
        else
            add(*value);
    }
    sort_once(out);
    return out;
}

} // namespace kith::wire
