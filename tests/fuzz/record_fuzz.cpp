// SPDX-License-Identifier: MIT
// The one parser of records: whatever it accepts must be written and read again as the same line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "wire/record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::wire;
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    for (const auto mode : {Mode::Strict, Mode::Lenient}) {
        const auto record = parse_record(line, mode);
        if (!record) continue;
        const auto written = format_record(*record);
        const auto again = parse_record(written, Mode::Strict);
        if (!again || format_record(*again) != written) std::abort();
    }
    return 0;
}
