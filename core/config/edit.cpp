// SPDX-License-Identifier: MIT
#include "core/config/edit.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace kith::config {
namespace {

constexpr auto kNoNewline = "\\ No newline at end of file";

/// Without their ends; a last line that ends in none counts too.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        out.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return out;
}

/// The line at `at`, where `key:` stands at its column.
std::optional<std::string> line_with(std::string_view text, const Place& at, std::string_view key) {
    const auto lines = lines_of(text);
    if (at.line < 1 || static_cast<std::size_t>(at.line) > lines.size() || at.col < 1)
        return std::nullopt;
    const auto& line = lines[static_cast<std::size_t>(at.line - 1)];
    const auto col = static_cast<std::size_t>(at.col - 1);
    const auto wanted = fmt::format("{}:", key);
    if (line.size() <= col || line.compare(col, wanted.size(), wanted) != 0) return std::nullopt;
    return line;
}

/// Where a plain or quoted value that begins at `from` ends.
std::size_t value_end(const std::string& line, std::size_t from) {
    if (from < line.size() && (line[from] == '"' || line[from] == '\'')) {
        const auto close = line.find(line[from], from + 1);
        return close == std::string::npos ? close : close + 1;
    }
    auto end = std::min(line.find_first_of(",}", from), line.find(" #", from));
    end = std::min(end, line.size());
    const auto last = line.find_last_not_of(" \t\r", end - 1);
    return last == std::string::npos || last < from ? from : last + 1;
}

} // namespace

std::optional<LineEdit> replace_value(std::string_view text, const Place& at, std::string_view key,
                                      std::string_view value) {
    auto line = line_with(text, at, key);
    if (!line) return std::nullopt;
    const auto from =
        line->find_first_not_of(' ', static_cast<std::size_t>(at.col - 1) + key.size() + 1);
    if (from == std::string::npos) return std::nullopt;
    const auto end = value_end(*line, from);
    if (end == std::string::npos || end <= from) return std::nullopt;
    line->replace(from, end - from, value);
    return LineEdit{at.line, {*line}};
}

std::optional<LineEdit> add_value(std::string_view text, const Place& at, std::string_view sibling,
                                  std::string_view key, std::string_view value) {
    auto line = line_with(text, at, sibling);
    if (!line) return std::nullopt;
    const auto col = static_cast<std::size_t>(at.col - 1);
    const auto before = line->find_last_not_of(' ', col == 0 ? 0 : col - 1);
    const auto added = fmt::format("{}: {}", key, value);
    if (col > 0 && before != std::string::npos &&
        ((*line)[before] == '{' || (*line)[before] == ',')) {
        line->insert(col, added + ", ");
        return LineEdit{at.line, {*line}};
    }
    const auto colon = col + sibling.size() + 1;
    const auto from = line->find_first_not_of(' ', colon);
    if (from == std::string::npos || value_end(*line, from) == std::string::npos)
        return std::nullopt;
    const std::string end = line->ends_with('\r') ? "\r" : "";
    return LineEdit{at.line, {*line, std::string(col, ' ') + added + end}};
}

std::vector<std::string> unified_diff(std::string_view path, std::string_view text,
                                      std::vector<LineEdit> edits) {
    const auto lines = lines_of(text);
    const bool open_end = !text.empty() && !text.ends_with('\n');
    std::ranges::sort(edits, {}, &LineEdit::line);
    std::vector<std::string> out{fmt::format("--- {}", path), fmt::format("+++ {}", path)};
    int shift = 0;
    int last_line = 0;
    for (const auto& edit : edits) {
        if (edit.line == last_line) continue;
        last_line = edit.line;
        const auto length = static_cast<int>(edit.becomes.size());
        const bool last = open_end && edit.line == static_cast<int>(lines.size());
        out.push_back(fmt::format("@@ -{},1 +{},{} @@", edit.line, edit.line + shift, length));
        out.push_back("-" + lines.at(static_cast<std::size_t>(edit.line - 1)));
        if (last) out.emplace_back(kNoNewline);
        for (const auto& now : edit.becomes) out.push_back("+" + now);
        if (last) out.emplace_back(kNoNewline);
        shift += length - 1;
    }
    return out;
}

} // namespace kith::config
