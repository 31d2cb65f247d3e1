// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::mail {

/// The first line a person wrote in a mail, above or below what it quotes; empty where there is
/// none. `header` holds the fields that say how the body is written (MIME-Version, Content-Type,
/// Content-Transfer-Encoding), `body` the beginning of the body, cut anywhere. Plain text is
/// preferred, a page is read as its text. At most 200 characters, harmless to show. One thread.
std::string first_written_line(std::string_view header, std::string_view body);

} // namespace kith::mail
