// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "plugins/support/net/connection.hpp"

namespace kith::email {

/// One message handed to a submission server: each step either surely did not deliver it, or did,
/// or nobody can tell. Throws plugin::Failure: TEMPORARY for what passes (4xx, a broken line before
/// the message was whole), REFUSED for 5xx, UNKNOWN where the line broke after it.
class SmtpSession {
  public:
    /// Opens `connection`, which must outlive the session.
    explicit SmtpSession(net::Connection& connection);

    /// `message` has CRLF line ends; its dots are seen to here.
    void send(std::string_view from, std::string_view to, std::string_view message);

    /// Says goodbye and waits for nothing.
    void leave() noexcept;

  private:
    struct Reply {
        int code = 0;
        std::string text;
    };

    Reply read_reply();
    Reply command(const std::string& line);
    /// Throws unless the code begins with `wanted`.
    void expect(const Reply& reply, char wanted, std::string_view what) const;

    net::Connection& connection_;
    std::string buffer_;
};

/// A message as it goes over the line: with every leading dot doubled and a line end at its end.
std::string dot_stuffed(std::string_view message);

} // namespace kith::email
