// SPDX-License-Identifier: MIT
// Strings from strangers made safe, and the small text tools every room needs. All pure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

/// True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);

/// Code points in well-formed UTF-8 (bytes that start no code point are not counted).
std::size_t utf8_length(std::string_view text);

/// One line of harmless text: invalid UTF-8 becomes U+FFFD; control characters (C0, C1, DEL), line
/// and paragraph separators, bidirectional marks (but U+2068 with its U+2069) and what nobody sees
/// (is_unseen, but for the tags of a flag) are dropped, tabs and newlines become one space, the
/// ends are trimmed; cut to `max_chars` code points with an ellipsis in place of the last.
std::string clean_line(std::string_view text, std::size_t max_chars = 200);

/// `<`, `>`, `&`, `"` and `'` as entities, for servers that read markup.
std::string escape_markup(std::string_view text);

std::string_view trim(std::string_view text);
std::string lower_ascii(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);

/// The candidate nearest to `word` by optimal string alignment distance (at most a third of its
/// length, at least 1), or empty. Case is ignored.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// `a, b and c`.
std::string join_words(std::span<const std::string> words, std::string_view last = " and ");

} // namespace kith
