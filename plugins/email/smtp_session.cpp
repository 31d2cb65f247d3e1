// SPDX-License-Identifier: MIT
#include "plugins/email/smtp_session.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/email/failures.hpp"

namespace kith::email {
namespace {

using plugin::FailKind;
using plugin::Failure;

constexpr std::size_t kLongestReply = std::size_t{16} * 1024;

} // namespace

std::string dot_stuffed(std::string_view message) {
    std::string out;
    bool at_start = true;
    for (const char c : message) {
        if (at_start && c == '.') out += '.';
        out += c;
        at_start = c == '\n';
    }
    if (!out.ends_with("\r\n")) out += "\r\n";
    return out;
}

SmtpSession::SmtpSession(net::Connection& connection) : connection_(connection) {
    with_net_failures([&] { connection_.open(); });
}

SmtpSession::Reply SmtpSession::read_reply() {
    for (;;) {
        // Every line but the last has a hyphen behind its code; the reason may stand in any.
        std::size_t begin = 0;
        std::string text;
        for (auto end = buffer_.find('\n'); end != std::string::npos;
             begin = end + 1, end = buffer_.find('\n', begin)) {
            const auto line = std::string_view{buffer_}.substr(begin, end - begin);
            const bool is_code =
                line.size() >= 3 &&
                std::ranges::all_of(line.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; });
            if (!is_code)
                throw Failure(FailKind::Temporary,
                              connection_.place() + " answers in a way that is no SMTP");
            text += text.empty() ? "" : " ";
            text += trim(line.substr(std::min<std::size_t>(4, line.size())));
            if (line.size() > 3 && line[3] == '-') continue;
            Reply out{(line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'),
                      clean_line(text, 200)};
            buffer_.erase(0, end + 1);
            return out;
        }
        if (buffer_.size() > kLongestReply)
            throw Failure(FailKind::Temporary, connection_.place() + " sent too long an answer");
        std::array<char, 4096> bytes{};
        const auto got = with_net_failures([&] { return connection_.receive(bytes); });
        if (got == 0)
            throw Failure(FailKind::Temporary, connection_.place() + " broke the connection off");
        buffer_.append(bytes.data(), got);
    }
}

SmtpSession::Reply SmtpSession::command(const std::string& line) {
    with_net_failures([&] { connection_.send(line + "\r\n"); });
    return read_reply();
}

void SmtpSession::expect(const Reply& reply, char wanted, std::string_view what) const {
    const int kind = reply.code / 100;
    if (kind == wanted - '0') return;
    const auto text =
        fmt::format("{} did not take {}: {} {}", connection_.place(), what, reply.code, reply.text);
    throw Failure(kind == 5 ? FailKind::Refused : FailKind::Temporary, text);
}

void SmtpSession::send(std::string_view from, std::string_view to, std::string_view message) {
    expect(command(fmt::format("MAIL FROM:<{}>", from)), '2', "mail from your address");
    expect(command(fmt::format("RCPT TO:<{}>", to)), '2', "mail to your address");
    expect(command("DATA"), '3', "a mail");
    with_net_failures([&] { connection_.send(dot_stuffed(message)); });
    Reply reply;
    try {
        // From the dot on it may have arrived, whatever becomes of the line.
        reply = command(".");
    } catch (const Failure& failure) {
        throw Failure(FailKind::Unknown, std::string{failure.what()} + " after the whole mail");
    }
    expect(reply, '2', "the mail");
}

void SmtpSession::leave() noexcept {
    try {
        connection_.send("QUIT\r\n");
    } catch (...) { // it is over either way
    }
    connection_.close();
}

} // namespace kith::email
