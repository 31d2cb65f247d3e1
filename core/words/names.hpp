// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith::words {

/// The name as nudges say it: the first word of it, cleaned and cut to `max_chars` code points.
/// Names in Han, Kana or Hangul, names that begin with a title or an initial (Dr. Ana Reis, Aunt
/// Mary, J. Doe) and those that say whose (Zoe's mum) stay whole, all without a remark behind a
/// comma (Ana, the neighbour). `fallback` where nothing readable is left. Never cut inside what
/// a reader sees as one sign.
std::string short_name(std::string_view name, std::size_t max_chars = 24,
                       std::string_view fallback = "them");

/// The word of a name that somebody is called by: the first that is no title, no particle, no
/// picture and no initial (Rolf of Uncle Rolf, Ana of Dr. Ana Reis), behind the comma where the
/// family comes first (María of de la Cruz, María); the whole where there is none, or where the
/// first says whose (Zoe's mum). A part of `name`.
std::string_view given_name(std::string_view name);

/// The same of each who is called together: Mum and Dad of Mum & Dad. Parts of `name`; never none.
std::vector<std::string_view> given_names(std::string_view name);

/// Whether a name is put together from several: Mum & Dad, or Reis, Eva.
bool is_of_several(std::string_view name);

/// Whether a name begins with whose they are: Zoe's mum, Zoes Mutter.
bool says_whose(std::string_view name);

/// A name without what stands in brackets or, as a remark, behind a comma: both may name others.
std::string own_name(std::string_view name);

/// The same, but a single word in brackets stays: Robert (Bob); the whole where nothing would.
std::string own_names(std::string_view name);

/// A word that says what somebody is and is no name by itself (Uncle, Dr., Frau).
bool is_title(std::string_view word);

/// A title that a family name stands behind (Dr., Frau; Uncle has a given name), accents or not.
bool is_courtesy(std::string_view word);

/// What a family name begins with, written small as it is there (von, de).
bool is_particle(std::string_view word);

/// Whether a name is a family name behind titles alone: Frau Sommer, Mr & Mrs Reis, Dr. van Dijk.
bool is_formal(std::string_view name);

/// A text of the person's own as nudges say it: one clean line without exclamation marks or marks
/// that turn the direction of writing, cut to `max_chars` code points with an ellipsis.
std::string calm_line(std::string_view text, std::size_t max_chars);

} // namespace kith::words
