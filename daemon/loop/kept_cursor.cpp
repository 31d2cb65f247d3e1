// SPDX-License-Identifier: MIT
#include "daemon/loop/kept_cursor.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "wire/redaction.hpp"

namespace kith::daemon {
namespace {

constexpr char kMark = '\x01'; ///< begins no cursor of an older Kith's plugins
constexpr std::size_t kDigits = 16;

std::string print_of(const wire::JobRequest& request) {
    const auto text = request.plugin.name + '\n' + wire::in_clear(request);
    return fmt::format("{}{:0{}x}", kMark, fmix64(fnv1a64(text)), kDigits);
}

} // namespace

std::string kept_cursor(const wire::JobRequest& request, std::string_view cursor) {
    return print_of(request).append(cursor);
}

void take_up_cursor(wire::JobRequest& request, std::string_view kept) {
    if (kept.size() > kDigits && kept.front() == kMark) {
        request.anew = kept.substr(0, kDigits + 1) != print_of(request);
        kept.remove_prefix(kDigits + 1);
    }
    if (!kept.empty()) request.cursor = std::string{kept};
}

} // namespace kith::daemon
