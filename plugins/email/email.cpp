// SPDX-License-Identifier: MIT
// The plugin `email`: who wrote to whom, from an IMAP server; and offers by mail.
#include "kith/plugin.hpp"
#include "plugins/email/deliver.hpp"
#include "plugins/email/sense.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {
namespace {

class Email {
  public:
    Email(plugin::Host& host, const char* settings)
        : host_(host), settings_(read_settings(settings, host)) {}

    void sense(const plugin::Request& request) {
        if (settings_.imap) email::sense(host_, request, settings_);
    }

    void deliver(const plugin::Nudge& nudge) { email::deliver(host_, nudge, settings_); }

  private:
    plugin::Host& host_;
    MailSettings settings_;
};

} // namespace
} // namespace kith::email

KITH_PLUGIN(kith::email::Email, "email", "1.0", KITH_ROLE_SENSE | KITH_ROLE_DELIVER)
