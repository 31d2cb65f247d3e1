// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kith/plugin.hpp"
#include "plugins/support/net/connection.hpp"

namespace kith::email {

/// How the mails of a long window are read.
enum class Way : std::uint8_t {
    Auto,    ///< whichever turns out to be cheaper
    Headers, ///< the address fields of all of them
    Search,  ///< the server searches; no stranger's fields ever come here
};

/// The settings of one instance, as the manifest describes them.
struct MailSettings {
    std::optional<net::Endpoint> imap;
    std::optional<net::Endpoint> smtp;
    std::vector<std::string> folders;
    std::vector<std::string> sent;
    std::vector<std::string> aliases; ///< addresses that are the person's own as well
    std::string to, from;             ///< of an offer; can be sent to where there is `smtp`
    std::size_t max_recipients = 5;
    bool plus_addresses = false;
    Way way = Way::Auto;
};

/// Reads the host's JSON and the secrets. Throws plugin::Failure (CONFIG) with the key in front.
MailSettings read_settings(std::string_view json, const plugin::Host& host);

} // namespace kith::email
