// SPDX-License-Identifier: MIT
// Whatever stands in a mail file: its headers are read and judged without harm.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "plugins/support/mail/header_block.hpp"
#include "plugins/support/mail/mail_judge.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::mail;
    static const std::vector<Known> known{{true, "", "sam@example.org", {}},
                                          {false, "ana", "ana@example.net", {"Ana"}}};
    static const People people{known, true};
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const MailHeaders mail{text.substr(0, header_end(text).value_or(text.size()))};
    const auto verdict = judge(mail, people, {}, false);
    const auto now = kith::Instant{std::chrono::seconds{1775044800}};
    const bool sound = verdict.why_not.empty() != verdict.others.empty() &&
                       mail.ref().size() <= 500 && moment_of(mail, now, now) <= now &&
                       kith::is_utf8(mail.sender_name());
    if (!sound) __builtin_trap();
    (void)people.named_in(text);
    return 0;
}
