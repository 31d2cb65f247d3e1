// SPDX-License-Identifier: MIT
#include "core/config/source_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace kith::config {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::optional<Fault> refused_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0)
            return Fault{at,
                         "there is a NUL byte here, so this is not a text file; was it saved as "
                         "UTF-16, or only half written?"};
        if (byte == '\r')
            return Fault{at, "there is a bare carriage return here; end lines with a line feed"};
        const auto point = decode_utf8(text, at);
        if (!point.valid) return Fault{at, "these bytes are not UTF-8; save the file as UTF-8"};
        at += point.size;
    }
    return std::nullopt;
}

/// Puts a visible sign in the place of each control character. `text` is UTF-8.
std::vector<Fault> read_past(std::string& text) {
    constexpr std::size_t kMost = 20;
    constexpr std::array<std::string_view, 4> kStandIns{"_", "\u00B7", "\uFFFD", "\U0001F7E5"};
    std::vector<Fault> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        if (is_harmful(point.value) || point.value == 0xFEFF) {
            if (out.size() < kMost)
                out.push_back({at, fmt::format("there is an invisible control character here "
                                               "(U+{:04X}); take it out",
                                               point.value)});
            text.replace(at, point.size, kStandIns.at(point.size - 1));
        }
        at += point.size;
    }
    return out;
}

std::optional<Fault> tab_indentation(std::string_view text) {
    for (std::size_t line = 0; line < text.size();) {
        const auto end = std::min(text.find('\n', line), text.size());
        const auto body = text.substr(line, end - line);
        const auto first = body.find_first_not_of(" \t");
        const auto tab = body.substr(0, first).find('\t');
        if (first != std::string_view::npos && body[first] != '#' && tab != std::string_view::npos)
            return Fault{line + tab, "this line is indented with a tab; YAML wants spaces"};
        line = end + 1;
    }
    return std::nullopt;
}

std::string without_carriage_returns(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i)
        if (raw[i] != '\r' || i + 1 == raw.size() || raw[i + 1] != '\n') out += raw[i];
    return out;
}

} // namespace

std::expected<SourceText, Fault> SourceText::from(std::string_view raw) {
    if (raw.size() > kMaxFileBytes)
        return std::unexpected(Fault{0, "this file is larger than 1 MiB; a configuration is a few "
                                        "kilobytes, so this is probably another file"});
    if (raw.starts_with(kByteOrderMark)) raw.remove_prefix(kByteOrderMark.size());
    std::string text = without_carriage_returns(raw);
    // The column is the same with and without CR, so a fault in the clean text is told in its
    // places.
    for (const auto& check : {refused_byte, tab_indentation})
        if (auto fault = check(text)) return std::unexpected(std::move(*fault));
    auto faults = read_past(text);
    return SourceText{std::move(text), std::move(faults)};
}

SourceText::SourceText(std::string text, std::vector<Fault> faults)
    : text_(std::move(text)), faults_(std::move(faults)), line_starts_{0} {
    for (std::size_t i = 0; i < text_.size(); ++i)
        if (text_[i] == '\n') line_starts_.push_back(i + 1);
}

std::size_t SourceText::line_start(std::size_t at) const {
    return *std::prev(std::ranges::upper_bound(line_starts_, at));
}

LineCol SourceText::line_col(std::size_t at) const {
    at = std::min(at, text_.size());
    const auto next = std::ranges::upper_bound(line_starts_, at);
    const auto start = *std::prev(next);
    return {static_cast<int>(next - line_starts_.begin()),
            static_cast<int>(utf8_length(std::string_view{text_}.substr(start, at - start))) + 1};
}

LineCol line_col_of(std::string_view raw, std::size_t at) {
    if (raw.starts_with(kByteOrderMark)) raw.remove_prefix(kByteOrderMark.size());
    const std::string text = without_carriage_returns(raw);
    const auto before = std::string_view{text}.substr(0, at);
    const auto newline = before.rfind('\n');
    const auto start = newline == std::string_view::npos ? 0 : newline + 1;
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(utf8_length(before.substr(start))) + 1};
}

} // namespace kith::config
