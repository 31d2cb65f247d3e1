// SPDX-License-Identifier: MIT
#include "plugins/email/settings.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "plugins/support/mail/encode.hpp"

namespace kith::email {
namespace {

using plugin::FailKind;
using plugin::Failure;

[[noreturn]] void wrong(const std::string& text) { throw Failure(FailKind::Config, text); }

std::vector<std::string> texts(const Json& object, const char* key) {
    std::vector<std::string> out;
    if (const auto it = object.find(key); it != object.end() && it->is_array())
        for (const auto& item : *it)
            if (item.is_string()) out.push_back(item.get<std::string>());
    return out;
}

/// libcurl's name for a way to log in.
std::string login_options(const std::string& auth) {
    if (auth == "plain") return "AUTH=PLAIN";
    if (auth == "login") return "AUTH=LOGIN";
    if (auth == "xoauth2") return "AUTH=XOAUTH2";
    if (auth == "oauthbearer") return "AUTH=OAUTHBEARER";
    return {};
}

bool is_this_machine(std::string_view host) {
    const bool number = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host == "localhost" || host == "::1" || (number && host.starts_with("127."));
}

/// What stands behind the host: a port that can be one, or nothing.
bool is_port(std::string_view text) {
    if (text.empty()) return true;
    int port = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 1, end, port);
    return text.front() == ':' && error == std::errc{} && stop == end && port > 0 && port < 65536;
}

/// `imaps://mail.example.org:993`, checked and without a path: libcurl would read a folder there.
std::string server_url(const Json& json, const char* key) {
    const std::string text{trim(string_or(json, key))};
    const auto scheme = lower_ascii(text.substr(0, text.find("://")));
    const auto host = net::host_of(text);
    if ((scheme != key && scheme != std::string{key} + "s") || host.empty() ||
        std::ranges::any_of(text, [](char c) { return c >= 0 && c <= ' '; }))
        wrong(fmt::format("{0}: write it like {0}s://mail.example.org", key));
    if (text.find('@') != std::string::npos)
        wrong(fmt::format("{}: the user's name belongs into `user`, not into the address", key));
    const auto rest = std::string_view{text}.substr(scheme.size() + 3);
    const auto server = rest.substr(0, rest.find_first_of("/?#"));
    const auto name = server.starts_with('[') ? server.find(']') : server.find(':');
    const auto behind = server.substr(std::min(server.size(), name));
    if (!is_port(behind.starts_with(']') ? behind.substr(1) : behind))
        wrong(fmt::format("{}: behind the colon goes a port, a number up to 65535", key));
    return fmt::format("{}://{}", scheme, server);
}

/// The name to greet an SMTP server with: the person's own, or what every server takes of a
/// computer without one in the DNS. The bare host name is refused by some.
std::string greeting(const Json& json) {
    const auto text = string_or(json, "smtp");
    const auto slash = text.find('/', text.find("://") + 3);
    const auto own = slash == std::string::npos ? std::string{} : text.substr(slash + 1);
    const bool plain = std::ranges::all_of(own, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-';
    });
    return "/" + (own.empty() || !plain ? std::string{"%5B127.0.0.1%5D"} : own);
}

/// What both servers have in common; `key` is `imap` or `smtp`.
net::Endpoint endpoint(const Json& json, const char* key) {
    net::Endpoint out;
    out.url = server_url(json, key);
    const auto host = net::host_of(out.url);
    out.unencrypted = bool_or(json, "unencrypted", false);
    if (out.unencrypted && !is_this_machine(host))
        wrong("unencrypted: only a server on this very machine is spoken to in the clear");
    out.login = login_options(string_or(json, "auth", "auto"));
    out.ca = string_or(json, "ca");
    if (out.ca.starts_with("~/")) out.ca = (home() / out.ca.substr(2)).string();
    return out;
}

void need_secret(const net::Endpoint& point, const char* what) {
    const bool oauth = point.login == "AUTH=XOAUTH2" || point.login == "AUTH=OAUTHBEARER";
    if (oauth && point.token.empty()) wrong("token: this way to log in needs one");
    if (point.password.empty() && point.token.empty())
        wrong(fmt::format("{}: name a secret, or one in `token`", what));
}

/// A secret as programs print it: without the line end.
std::string secret(const plugin::Host& host, const char* key) {
    return std::string{trim(host.secret(key).value_or(""))};
}

net::Endpoint read_imap(const Json& json, const plugin::Host& host) {
    auto out = endpoint(json, "imap");
    out.user = string_or(json, "user");
    if (out.user.empty()) wrong("user: the name you log in with is needed");
    out.token = secret(host, "token");
    if (out.token.empty()) out.password = secret(host, "password");
    need_secret(out, "password");
    return out;
}

net::Endpoint read_smtp(const Json& json, const plugin::Host& host) {
    auto out = endpoint(json, "smtp");
    out.url += greeting(json);
    out.user = string_or(json, "smtp_user", string_or(json, "user"));
    if (out.user.empty()) return out;
    out.password = secret(host, "smtp_password");
    if (!out.password.empty()) return out;
    out.token = secret(host, "token");
    if (out.token.empty()) out.password = secret(host, "password");
    need_secret(out, "smtp_password");
    return out;
}

void check_address(const std::string& text, const char* key) {
    if (mail::sendable_address(text).empty())
        wrong(fmt::format("{}: write your address, like sam@example.org", key));
}

Way way_from(const std::string& word) {
    if (word == "headers") return Way::Headers;
    return word == "search" ? Way::Search : Way::Auto;
}

} // namespace

MailSettings read_settings(std::string_view text, const plugin::Host& host) {
    const auto json = parse_json(text);
    if (!json) wrong("the settings cannot be read");
    MailSettings out;
    if (!string_or(*json, "imap").empty()) out.imap = read_imap(*json, host);
    if (!string_or(*json, "smtp").empty()) out.smtp = read_smtp(*json, host);
    if (!out.imap && !out.smtp) wrong("name a server: `imap` to look at mail, `smtp` to send some");
    out.folders = texts(*json, "folders");
    out.sent = texts(*json, "sent");
    out.aliases = texts(*json, "aliases");
    const auto user = string_or(*json, "user");
    out.to = string_or(*json, "to", user.find('@') != std::string::npos ? user : "");
    out.from = string_or(*json, "from", out.to);
    if (out.smtp) {
        check_address(out.to, "to");
        check_address(out.from, "from");
    }
    const auto most = int_or(*json, "max_recipients", 5);
    if (most < 1) wrong("max_recipients: write a number from 1 on");
    out.max_recipients = static_cast<std::size_t>(most);
    out.plus_addresses = bool_or(*json, "plus_addresses", false);
    out.way = way_from(string_or(*json, "read", "auto"));
    return out;
}

} // namespace kith::email
