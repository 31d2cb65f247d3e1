// SPDX-License-Identifier: MIT
// A reply as strangers might send it: its first line, and what Kith makes of that.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "core/words/replies.hpp"
#include "plugins/support/mail/written_line.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto border = text.find("\n\n");
    const auto header = text.substr(0, border);
    const auto body = border == std::string_view::npos ? text : text.substr(border + 2);
    const auto line = kith::mail::first_written_line(header, body);
    if (!kith::is_utf8(line) || kith::utf8_length(line) > 200) std::abort();
    kith::words::Bank bank;
    for (const char* language : {"en", "de", "es"}) {
        bank.language = language;
        for (const auto each : {std::string_view{line}, text.substr(0, 100)}) {
            const auto meaning = kith::words::read_reply(each, bank);
            if (meaning && meaning->name.size() > 400) std::abort();
        }
    }
    return 0;
}
