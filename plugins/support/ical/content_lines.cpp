// SPDX-License-Identifier: MIT
#include "plugins/support/ical/content_lines.hpp"

#include <cerrno>

#include <unistd.h>

namespace kith::ical {
namespace {

constexpr std::size_t kChunk = std::size_t{32} * 1024;

} // namespace

bool ContentLines::fill() {
    if (end_) return false;
    buffer_.erase(0, pos_);
    pos_ = 0;
    const auto old = buffer_.size();
    buffer_.resize(old + kChunk);
    ssize_t got = 0;
    do got = ::read(fd_, buffer_.data() + old, kChunk);
    while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno;
    const auto count = got > 0 ? static_cast<std::size_t>(got) : 0;
    buffer_.resize(old + count);
    if (count == 0) end_ = true;
    if (bytes_ == 0 && buffer_.starts_with("\xEF\xBB\xBF")) pos_ = 3;
    bytes_ += count;
    return count > 0;
}

/// One physical line, or, where it is very long, a piece of it (`whole` false).
bool ContentLines::take_physical(std::string_view& line, bool& whole) {
    auto from = pos_;
    auto end = buffer_.find('\n', from);
    while (end == std::string::npos && buffer_.size() - pos_ < kLineLimit) {
        const auto scanned = buffer_.size() - pos_;
        if (!fill()) break;
        end = buffer_.find('\n', pos_ + scanned);
    }
    if (end == std::string::npos && pos_ >= buffer_.size()) return false;
    whole = end != std::string::npos || end_;
    const auto stop = end == std::string::npos ? buffer_.size() : end;
    line = std::string_view{buffer_}.substr(pos_, stop - pos_);
    pos_ = end == std::string::npos ? stop : end + 1;
    if (whole && line.ends_with('\r')) line.remove_suffix(1);
    return true;
}

void ContentLines::append(std::string_view piece) {
    const auto room = kLineLimit - joined_.size();
    cut_ = cut_ || piece.size() > room;
    joined_ += piece.substr(0, room);
}

bool ContentLines::next(std::string_view& line) {
    cut_ = false;
    joined_.clear();
    std::string_view piece;
    bool whole = true;
    if (!take_physical(piece, whole)) return false;
    append(piece);
    for (;;) {
        if (!whole) {
            if (!take_physical(piece, whole)) break;
            append(piece);
            continue;
        }
        if (pos_ >= buffer_.size() && !fill()) break;
        const char c = buffer_[pos_];
        if (c != ' ' && c != '\t') break;
        ++pos_;
        if (!take_physical(piece, whole)) break;
        append(piece);
    }
    line = joined_;
    return true;
}

Property split_property(std::string_view line) {
    Property out;
    bool quoted = false;
    std::size_t name_end = std::string_view::npos;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == ';' && name_end == std::string_view::npos) name_end = i;
        if (c != ':') continue;
        if (name_end == std::string_view::npos) name_end = i;
        out.name = line.substr(0, name_end);
        for (char& letter : out.name)
            if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
        if (i > name_end) out.parameters = line.substr(name_end + 1, i - name_end - 1);
        out.value = line.substr(i + 1);
        return out;
    }
    return out;
}

std::string unescape(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            out += value[i];
            continue;
        }
        const char c = value[++i];
        out += c == 'n' || c == 'N' ? ' ' : c;
    }
    return out;
}

} // namespace kith::ical
