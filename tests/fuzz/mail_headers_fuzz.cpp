// SPDX-License-Identifier: MIT
// Whatever stands in a mail file: its headers are read and judged without harm.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "plugins/support/mail/header_block.hpp"
#include "plugins/support/mail/mail_judge.hpp"

// GMime 3.2.13 loses 128 bytes over some broken addresses. It reads them in a process that ends
// with its job, so that stays; anything else that is lost is ours. To tell the two apart, stacks
// are walked through libraries without frame pointers.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libgmime"; }
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
    return "fast_unwind_on_malloc=0:malloc_context_size=12";
}

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
