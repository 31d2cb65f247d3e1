// SPDX-License-Identifier: MIT
#include "plugins/email/deliver.hpp"

#include <chrono>
#include <thread>

#include "plugins/email/offer_mail.hpp"
#include "plugins/email/smtp_session.hpp"
#include "plugins/support/mail/encode.hpp"

namespace kith::email {
namespace {

using plugin::FailKind;
using plugin::Failure;
using std::chrono::milliseconds;

constexpr milliseconds kPatience{12'000};
constexpr milliseconds kLastWords{1'000};
/// Less is not begun: a server may take its time over the answer that says whether it has it.
constexpr milliseconds kWorthATry{9'000};
constexpr milliseconds kFirstPause{1'000};

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

void deliver(const plugin::Host& host, const plugin::Nudge& nudge, const MailSettings& settings) {
    if (!settings.smtp)
        throw Failure(FailKind::Config, "smtp: name the server that sends your mail");
    const auto wording = wording_of(nudge);
    if (nudge.replaces && nudge.previous == wording) return host.receipt(wording);
    MailFrame frame;
    frame.from = mail::sendable_address(settings.from);
    frame.to = mail::sendable_address(settings.to);
    frame.at = now();
    frame.can_answer = settings.imap.has_value();
    const auto message = offer_mail(nudge, frame);
    const auto time_left = [&] { return milliseconds{host.time_left_ms()} - kLastWords; };
    for (auto pause = kFirstPause;; pause *= 2) {
        try {
            net::Connection connection{*settings.smtp, time_left, kPatience};
            SmtpSession session{connection};
            session.send(frame.from, frame.to, message);
            session.leave();
            return host.receipt(wording);
        } catch (const Failure& failure) {
            if (failure.kind() != FailKind::Temporary || time_left() < kWorthATry + pause) throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

} // namespace kith::email
