// SPDX-License-Identifier: MIT
// What Kith asks of GMime and GLib; no other file includes them. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/instant.hpp"

namespace kith::mail {

/// The address in the text of a single mailbox (comments, routes, quoted local parts, encoded
/// names), its domain in ASCII (punycode); nothing where there is none. `mailbox` is UTF-8.
std::optional<std::string> decode_mailbox(const std::string& mailbox);

/// The display name of a single mailbox, RFC 2047 decoded; may be empty. For showing only.
std::string decode_display_name(const std::string& mailbox);

/// A Date field. Nothing for what is no date, for years before 1990, and for impossible days.
std::optional<Instant> decode_date(const std::string& value);

/// A domain in ASCII and lower case (`bücher.example` -> `xn--bcher-kva.example`); as it is where
/// it can't be converted.
std::string ascii_domain(std::string_view domain);

/// Text in a form in which equal words compare equal: case and compatibility differences are gone
/// (NFKC, Unicode case folding), runs of white space are one blank. Invalid UTF-8 gives "".
std::string fold_text(std::string_view text);

/// True if `name` stands in `text` as whole words; both come from fold_text. A hyphen between
/// letters makes one word of two, so `ana` is not in `ana-maria` but is in `ana's`. Scripts without
/// blanks between words (Han, kana, Hangul, Thai) need no border.
bool has_words(std::string_view text, std::string_view name);

/// 128 bits of SHA-256 as 32 hexadecimal digits.
std::string short_hash(std::string_view text);

} // namespace kith::mail
