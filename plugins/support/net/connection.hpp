// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "plugins/support/net/net_failure.hpp"

namespace kith::net {

/// Where to connect and as whom. `url` is imap:, imaps:, smtp: or smtps:; the plain ones are
/// encrypted by STARTTLS before anything else is said, or nothing is.
struct Endpoint {
    std::string url;
    std::string user;     ///< empty: no login (SMTP alone)
    std::string password; ///< one of the two where there is a login
    std::string token;    ///< an OAuth access token
    std::string login;    ///< libcurl's login options, such as AUTH=PLAIN; empty: what there is
    bool by_login_command = false; ///< known from before: see took_login_command()
    std::string ca;                ///< a file or folder of authorities in place of the system's
    bool unencrypted = false;      ///< say everything in the clear: only to this very machine
};

/// The host in a url, without port and brackets; empty where there is none.
std::string host_of(std::string_view url);

/// One connection that is encrypted and logged in when open() returns: libcurl does DNS, TLS and
/// SASL (CURLOPT_CONNECT_ONLY), the caller speaks the protocol from there. One thread. Every
/// function but the counters throws NetFailure; nothing waits beyond `time_left` or `patience`.
class Connection {
  public:
    using Milliseconds = std::chrono::milliseconds;
    /// How long the whole may still take; asked again before every wait.
    using TimeLeft = std::function<Milliseconds()>;

    Connection(Endpoint endpoint, TimeLeft time_left, Milliseconds patience);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    void open();
    void send(std::string_view bytes);
    /// Waits for bytes; 0 when the other side has closed.
    std::size_t receive(std::span<char> into);
    /// Ends it at once, saying nothing and waiting for nothing.
    void close() noexcept;

    /// Whether the password went by IMAP's LOGIN, as the server knows no other way. Told as
    /// `by_login_command` next time, it saves the connection that finds it out.
    [[nodiscard]] bool took_login_command() const { return took_login_command_; }

    /// The line in which an IMAP server told, with its yes to the login, what it can do; or empty.
    [[nodiscard]] const std::string& told_at_login() const { return told_at_login_; }

    /// The host, for sentences.
    [[nodiscard]] const std::string& place() const { return place_; }
    [[nodiscard]] std::uint64_t received() const { return received_; }
    [[nodiscard]] std::uint64_t sent() const { return sent_; }

  private:
    struct Handle;

    [[nodiscard]] bool is_tls_from_the_start() const;
    void set_security();
    void set_login(const std::string& options);
    /// Leaves `handle_` connected where the code is CURLE_OK.
    CurlEnd connect(const std::string& login_options);
    void wait(short events);

    Endpoint endpoint_;
    TimeLeft time_left_;
    Milliseconds patience_;
    std::string place_;
    std::unique_ptr<Handle> handle_;
    bool took_login_command_ = false;
    std::string told_at_login_;
    std::uint64_t received_ = 0;
    std::uint64_t received_in_time_ = 0; ///< as far as `time_left` was asked
    std::uint64_t sent_ = 0;
};

} // namespace kith::net
