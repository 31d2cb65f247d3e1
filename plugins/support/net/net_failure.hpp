// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kith::net {

/// What a person can do about a connection that failed.
enum class NetTrouble : std::uint8_t {
    Temporary, ///< wait: no network, a busy or broken server
    Auth,      ///< the login was refused
    Refused,   ///< the server wants nothing of this computer
    Settings,  ///< an address or a certificate that cannot work as it is
};

/// Thrown where a connection cannot be made, breaks or stalls. The text names the host and says
/// what to do; it never holds a secret.
class NetFailure : public std::runtime_error {
  public:
    NetFailure(NetTrouble kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
    [[nodiscard]] NetTrouble kind() const { return kind_; }

  private:
    NetTrouble kind_;
};

/// What libcurl knows when it gives up.
struct CurlEnd {
    int code = 0;               ///< a CURLcode
    long verify_result = 0;     ///< CURLINFO_SSL_VERIFYRESULT
    std::string last_response;  ///< the server's last line, as it came
    bool silent = false;        ///< connected in the clear, and it never said a word
    std::string_view wanted;    ///< IMAP or SMTP
    std::string foreign;        ///< what it speaks instead of what was asked for: POP3, SMTP, IMAP
    bool login_sent = false;    ///< a login was begun
    bool login_command = false; ///< by IMAP's LOGIN
    bool login_taken = false;   ///< SMTP alone: and the server said yes
    std::string capabilities;   ///< IMAP alone: the last line since then that tells what it can do
};

/// The mail protocol a server greets in, or empty.
std::string_view protocol_of(std::string_view greeting);

/// The failure for an end other than CURLE_OK, with a sentence about `place` (`mail.example.org`)
/// and the login `user`.
NetFailure net_failure(const CurlEnd& end, const std::string& place, const std::string& user);

} // namespace kith::net
