// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/words/bank.hpp"

namespace kith::words {

/// Somebody a reply may name. Borrowed.
struct Person {
    std::string_view id, name;
    std::span<const std::string> also_called;
    std::string_view label{}; ///< what a question calls them instead of the name; may be empty
    bool unnamed = false;     ///< no question names them
};

/// Whom a reply means.
struct People {
    std::vector<std::string> ids;
    std::string unsure;               ///< the one piece to ask back about; empty: none
    std::vector<std::string> perhaps; ///< what a question may call those it could be
};

/// The people of *Leo, Lee and Ana*, as it was written. A name is taken only whole: an id, a name,
/// its first name, a label, or what somebody is also called. *Her* and its like are `offered`, the
/// id of whom the offer was about; empty where it was not about one person. What stands behind a
/// comma or an *and* counts only where it is somebody; what stands first is asked back where it may
/// be a name, or begins with one (*Ana on 3 March*).
People people_named(std::string_view names, std::span<const Person> known, std::string_view offered,
                    const Bank& bank);

/// True where what stands first is surely nobody's name: *a note*, *in sick*. *My sister* may be.
bool names_nobody(std::string_view names, const Bank& bank);

/// The pieces of *Leo, Lee and Ana*; the whole where it is one. Parts of `names`.
std::vector<std::string_view> pieces_of(std::string_view names, const Bank& bank);

/// The same as texts of their own.
std::vector<std::string> single_names(std::string_view names, const Bank& bank);

} // namespace kith::words
