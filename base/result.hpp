// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <string>

namespace kith {

/// Why something that can reasonably fail did: a sentence for the person, lower case, no full
/// stop, without the place (the caller that knows the place puts it in front).
struct Error {
    std::string text;
};

/// The outcome of a function whose caller has another move. Where it has none, throw instead
/// (std::runtime_error or a type derived from it).
template <class T>
using Result = std::expected<T, Error>;

/// `return fail("no such folder: {}", path)` with the text already formatted.
inline std::unexpected<Error> fail(std::string text) {
    return std::unexpected<Error>(Error{std::move(text)});
}

} // namespace kith
