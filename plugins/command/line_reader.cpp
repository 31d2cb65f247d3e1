// SPDX-License-Identifier: MIT
#include "plugins/command/line_reader.hpp"

namespace kith::command {

bool LineReader::give() {
    ++number_;
    std::string_view line = line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool more = on_line_(number_, too_long_ ? std::string_view{} : line, too_long_);
    line_.clear();
    too_long_ = started_ = false;
    return more;
}

bool LineReader::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto part = bytes.substr(0, end);
        started_ = true;
        if (line_.size() + part.size() > kMostLineBytes) {
            too_long_ = true;
            line_.clear();
        }
        if (!too_long_) line_ += part;
        if (end == std::string_view::npos) return true;
        bytes.remove_prefix(end + 1);
        if (!give()) return false;
    }
    return true;
}

bool LineReader::finish() { return !started_ || give(); }

} // namespace kith::command
