// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kith {

/// Where a person can be reached, normalised so that equal addresses compare equal: `scheme:value`,
/// scheme in lower case. mailto: both parts in lower case (matching only; never sent back so);
/// tel: digits and a leading plus; matrix and xmpp: lower case, xmpp without its resource.
struct Address {
    std::string scheme;
    std::string value;

    [[nodiscard]] std::string text() const { return scheme + ":" + value; }
    friend bool operator==(const Address&, const Address&) = default;
};

/// Reads `ana@example.net`, `matrix:@ana:example.net`, `tel:+351 210 000 000`, any `scheme:value`
/// but those run or shown here, like `file:`. A bare text with an `@` is mailto.
Result<Address> parse_address(std::string_view text);

/// What *Say hi* opens for an address: mailto:, tel: and xmpp: as they are, matrix as its matrix.to
/// page; percent-encoded. Empty where nothing sensible can be opened.
std::string open_uri(const Address& address);

} // namespace kith
