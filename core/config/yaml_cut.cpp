// SPDX-License-Identifier: MIT
#include "core/config/yaml_cut.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kith::config {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlank = " \t\r\n";

std::size_t indent_of(std::string_view line) {
    const auto at = line.find_first_not_of(' ');
    return at == std::string_view::npos ? line.size() : at;
}

bool is_dash(std::string_view line, std::size_t col) {
    return col < line.size() && line[col] == '-' &&
           (col + 1 == line.size() || kBlank.find(line[col + 1]) != std::string_view::npos);
}

/// The end of a quoted text that begins at `at`.
std::size_t quote_end(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\')
            ++at;
        else if (text[at] == quote) {
            if (quote == '"' || at + 1 >= text.size() || text[at + 1] != quote) return at + 1;
            ++at;
        }
    }
    return text.size();
}

} // namespace

YamlCut::YamlCut(std::string_view text) : text_(text) {
    starts_.push_back(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] == '\n' && at + 1 < text.size()) starts_.push_back(at + 1);
}

std::size_t YamlCut::offset(int line, int col) const {
    auto at = starts_.at(static_cast<std::size_t>(line - 1));
    for (int i = 1; i < col && at < text_.size(); ++i) at += decode_utf8(text_, at).size;
    return at;
}

std::string_view YamlCut::line(std::size_t number) const {
    const auto from = starts_.at(number);
    const auto to = number + 1 < starts_.size() ? starts_[number + 1] : text_.size();
    auto out = text_.substr(from, to - from);
    while (!out.empty() && (out.back() == '\n' || out.back() == '\r')) out.remove_suffix(1);
    return out;
}

bool YamlCut::is_flow(const Node& node) const {
    const auto at = offset(node.line, node.col);
    return at < text_.size() && (text_[at] == '[' || text_[at] == '{');
}

/// The comma or bracket that ends a flow item, or npos.
std::size_t YamlCut::flow_end(std::size_t at) const {
    int depth = 0;
    bool begins = true; // a quote opens a text only where one may begin
    for (; at < text_.size(); ++at) {
        const char c = text_[at];
        if (begins && (c == '"' || c == '\'')) {
            at = quote_end(text_, at) - 1;
            begins = false;
        } else if (c == '#' && at > 0 && kBlank.find(text_[at - 1]) != std::string_view::npos) {
            at = std::min(text_.find('\n', at), text_.size());
        } else if (c == '[' || c == '{') {
            ++depth;
            begins = true;
        } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
            return at;
        } else if (c == ']' || c == '}') {
            --depth;
            begins = false;
        } else if (c == ',' || c == ':') {
            begins = true;
        } else if (kBlank.find(c) == std::string_view::npos) {
            begins = false;
        }
    }
    return std::string_view::npos;
}

/// The line after a block that begins on line `first`: all that is deeper than `indent` belongs to
/// it, and with `dashes` the entries of a list that stand right below their key.
std::size_t YamlCut::block_end(std::size_t first, std::size_t indent, bool dashes) const {
    auto end = first + 1;
    for (auto at = end; at < lines(); ++at) {
        const auto here = line(at);
        const auto deep = indent_of(here);
        if (deep == here.size()) continue;
        if (deep > indent || (dashes && deep == indent && is_dash(here, indent)))
            end = at + 1;
        else if (here[deep] != '#')
            break;
    }
    return end;
}

bool YamlCut::flow(const std::vector<std::size_t>& begins, std::size_t index) {
    const auto from = begins[index];
    if (index + 1 < begins.size()) {
        spans_.push_back({from, begins[index + 1]});
        return true;
    }
    const auto to = flow_end(from);
    if (to == std::string_view::npos) return false;
    if (index == 0) {
        spans_.push_back({from, to});
        return true;
    }
    const auto before = flow_end(begins[index - 1]);
    if (before >= from) return false;
    spans_.push_back({before, to});
    return true;
}

bool YamlCut::item(const Node& list, std::size_t index) {
    if (is_flow(list)) {
        std::vector<std::size_t> begins;
        for (const auto& each : list.items) begins.push_back(offset(each.line, each.col));
        return flow(begins, index);
    }
    const auto dash = static_cast<std::size_t>(list.col - 1);
    auto first = static_cast<std::size_t>(list.items.at(index).line - 1);
    while (first + 1 >= static_cast<std::size_t>(list.line) && !is_dash(line(first), dash)) {
        if (first == 0) return false;
        --first;
    }
    // Nothing but blanks before its hyphen: an entry that shares its line is not ours to part.
    if (indent_of(line(first)) != dash || !is_dash(line(first), dash)) return false;
    const auto end = block_end(first, dash, false);
    spans_.push_back({starts_[first], end < lines() ? starts_[end] : text_.size()});
    return true;
}

bool YamlCut::pair(const Node& map, std::size_t index) {
    if (map.entries.size() < 2) return false;
    const auto& entry = map.entries.at(index);
    const auto from = offset(entry.line, entry.col);
    if (is_flow(map)) {
        std::vector<std::size_t> begins;
        for (const auto& each : map.entries) begins.push_back(offset(each.line, each.col));
        return flow(begins, index);
    }
    const auto first = static_cast<std::size_t>(entry.line - 1);
    const auto col = static_cast<std::size_t>(entry.col - 1);
    if (indent_of(line(first)) !=
        col) { // it stands right behind a hyphen: the next takes its place
        if (index + 1 >= map.entries.size()) return false;
        const auto& next = map.entries[index + 1];
        spans_.push_back({from, offset(next.line, next.col)});
        return true;
    }
    const auto end = block_end(first, col, entry.value.kind == Node::Kind::List);
    spans_.push_back({starts_[first], end < lines() ? starts_[end] : text_.size()});
    return true;
}

std::string YamlCut::done() const {
    auto spans = spans_;
    std::ranges::sort(spans, {}, &Span::from);
    std::string out;
    std::size_t at = 0;
    for (const auto& span : spans) {
        if (span.from > at) out += text_.substr(at, span.from - at);
        at = std::max(at, span.to);
    }
    return out + std::string{text_.substr(std::min(at, text_.size()))};
}

} // namespace kith::config
