// SPDX-License-Identifier: MIT
#include "plugins/email/imap_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

namespace kith::email {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} * 1024;
constexpr std::size_t kRoomKept = std::size_t{1024} * 1024;

/// `{152}` or `{152+}` or `~{152}` at the very end of a line.
std::optional<std::uint64_t> announced(std::string_view line) {
    if (!line.ends_with('}')) return std::nullopt;
    line.remove_suffix(1);
    if (line.ends_with('+')) line.remove_suffix(1);
    const auto open = line.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;
    const auto digits = line.substr(open + 1);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || end != digits.data() + digits.size()) return std::nullopt;
    return error == std::errc{} ? value : UINT64_MAX;
}

/// What people wrote for people, which may end in braces and holds no literal: every status but the
/// data responses.
bool is_status(std::string_view line) {
    if (line.starts_with("+")) return true;
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return true;
    const auto rest = line.substr(space + 1);
    const auto word = rest.substr(0, rest.find(' '));
    const auto is = [&](std::string_view name) {
        return std::ranges::equal(word, name,
                                  [](char a, char b) { return (a & ~0x20) == (b & ~0x20); });
    };
    return is("OK") || is("NO") || is("BAD") || is("BYE") || is("PREAUTH");
}

} // namespace

ImapReader::ImapReader(Source source, ImapLimits limits)
    : source_(std::move(source)), limits_(limits), buffer_(kBuffer) {}

bool ImapReader::fill() {
    begin_ = 0;
    end_ = source_(buffer_);
    return end_ > 0;
}

void ImapReader::append_line() {
    const auto start = response_.size();
    for (;;) {
        if (begin_ == end_ && !fill()) throw ImapBroken("closed the connection");
        const auto* const from = buffer_.data() + begin_;
        const auto* const stop = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_));
        const auto size =
            static_cast<std::size_t>((stop ? stop + 1 : buffer_.data() + end_) - from);
        if (response_.size() - start + size > limits_.line)
            throw ImapBroken("sent a line without an end");
        if (response_.size() + size > limits_.response) throw ImapBroken("sent too long an answer");
        response_.append(from, size);
        begin_ += size;
        if (stop) break;
    }
    response_.pop_back();
    if (response_.ends_with('\r') && response_.size() > start) response_.pop_back();
}

void ImapReader::append_literal(std::size_t size) {
    const auto kept = std::min(size, limits_.keep);
    if (response_.size() + kept > limits_.response) throw ImapBroken("sent too long an answer");
    response_.resize(response_.rfind('{'));
    response_ += '{' + std::to_string(kept) + "}\r\n";
    for (std::size_t done = 0; done < size;) {
        if (begin_ == end_ && !fill()) throw ImapBroken("closed the connection");
        const auto part = std::min(size - done, end_ - begin_);
        if (done < kept) response_.append(buffer_.data() + begin_, std::min(part, kept - done));
        begin_ += part;
        done += part;
    }
}

std::string_view ImapReader::next() {
    response_.clear();
    if (response_.capacity() > kRoomKept) response_.shrink_to_fit();
    append_line();
    if (is_status(response_)) return response_;
    std::size_t line = 0;
    while (const auto size = announced(std::string_view{response_}.substr(line))) {
        if (*size > limits_.literal) throw ImapBroken("announced more than any mail holds");
        append_literal(static_cast<std::size_t>(*size));
        line = response_.size();
        append_line();
    }
    return response_;
}

} // namespace kith::email
