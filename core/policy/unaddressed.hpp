// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::policy {

class Shunned;

/// `text` without the addresses of those it is to be silent about: each that stands there in one
/// piece, bare or behind its scheme, becomes `someone`. What they are called is Nameless's.
std::string without_addresses(std::string_view text, const Shunned& shunned);

} // namespace kith::policy
