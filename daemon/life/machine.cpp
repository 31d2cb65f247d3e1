// SPDX-License-Identifier: MIT
#include "daemon/life/machine.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

#include "base/text.hpp"

namespace kith::daemon {
namespace {

std::string short_form(std::string_view name) {
    return lower_ascii(name.substr(0, name.find('.')));
}

} // namespace

std::string machine_name() {
    std::array<char, 256> name{}; // HOST_NAME_MAX is 64
    if (::gethostname(name.data(), name.size() - 1) != 0) return {};
    return short_form(name.data());
}

bool speaks_on(std::span<const std::string> speak, std::string_view machine) {
    return speak.empty() || std::ranges::any_of(speak, [&](const std::string& each) {
               return short_form(each) == short_form(machine);
           });
}

} // namespace kith::daemon
