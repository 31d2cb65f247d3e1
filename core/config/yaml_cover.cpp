// SPDX-License-Identifier: MIT
#include "core/config/yaml_cover.hpp"

#include <algorithm>

namespace kith::config {
namespace {

constexpr std::string_view kBlank = " \n\t";

bool is_blank(char c) { return kBlank.find(c) != std::string_view::npos; }

[[noreturn]] void refuse(std::size_t at, std::string reason) { throw Fault{at, std::move(reason)}; }

} // namespace

std::size_t YamlCover::end_of_line(std::size_t at) const {
    return std::min(text_.find('\n', at), text_.size());
}

bool YamlCover::is_line_mark(std::size_t at, std::string_view mark) const {
    if (text_.substr(at, mark.size()) != mark || (at > 0 && text_[at - 1] != '\n')) return false;
    return at + mark.size() == text_.size() || is_blank(text_[at + mark.size()]);
}

void YamlCover::scalar(std::size_t at, std::string_view value) {
    gap(at);
    if (at >= text_.size()) refuse(text_.size(), "the file ends where a value should stand");
    switch (const char first = text_[at]) {
    case '"':
    case '\'':
        done_ = end_of_quoted(at, first);
        check_after_quoted(at);
        break;
    case '|':
    case '>': done_ = end_of_block(at, value); break;
    case '!':
    case '&':
    case '*': structure(at); break;
    default: done_ = end_of_plain(at, value);
    }
}

std::size_t YamlCover::end_of_quoted(std::size_t at, char quote) const {
    for (std::size_t i = at + 1; i < text_.size(); ++i) {
        if (quote == '"' && text_[i] == '\\')
            ++i;
        else if (text_[i] == quote) {
            if (quote == '"' || i + 1 == text_.size() || text_[i + 1] != '\'') return i + 1;
            ++i;
        }
    }
    refuse(at, std::string{"this quoted text has no closing "} + quote +
                   "; was the file only half written?");
}

void YamlCover::check_after_value(std::size_t at) const {
    if (at < text_.size() && !is_blank(text_[at]) &&
        std::string_view{",]}:"}.find(text_[at]) == std::string_view::npos)
        refuse(at,
               "there is text right behind a closing quote; put the whole value in quotes, or a "
               "space before a comment");
}

/// A quote nobody closed ends where the next one was meant to begin, lines below.
void YamlCover::check_after_quoted(std::size_t at) const {
    try {
        check_after_value(done_);
    } catch (const Fault&) {
        if (end_of_line(at) >= done_) throw;
        refuse(at, "this quoted text ends lines below, with text right behind it; is its own "
                   "closing quote missing?");
    }
}

std::size_t YamlCover::end_of_block(std::size_t at, std::string_view value) const {
    for (const char c : text_.substr(at + 1, end_of_line(at) - at - 1)) {
        if (is_blank(c) || c == '#') break;
        if (c != '-' && c != '+')
            refuse(at, "only |, |-, >, and >- are used here to begin a longer text");
    }
    auto end = end_of_line(at);
    if (value.find_first_not_of(kBlank) == std::string_view::npos)
        refuse(at, "no text follows the " + std::string{text_.substr(at, 1)} +
                       "; indent the lines that belong to it, or take it out");
    std::size_t indent = 0;
    while (end < text_.size()) {
        const auto line = end + 1;
        const auto first = text_.find_first_not_of(' ', line);
        const bool empty = first == std::string_view::npos || text_[first] == '\n';
        if (!empty && indent == 0) indent = first - line;
        if (!empty && (first - line < indent || indent == 0)) break;
        end = end_of_line(line);
        if (line >= text_.size()) break;
    }
    return end;
}

std::size_t YamlCover::end_of_plain(std::size_t at, std::string_view value) const {
    std::size_t raw = at;
    for (std::size_t i = 0; i < value.size();) {
        if (is_blank(value[i])) {
            while (i < value.size() && is_blank(value[i])) ++i;
            const auto gap_start = raw;
            while (raw < text_.size() && is_blank(text_[raw])) ++raw;
            const bool new_line =
                text_.substr(gap_start, raw - gap_start).find('\n') != std::string_view::npos;
            if (new_line && text_.substr(raw, 2) == "- ")
                refuse(raw,
                       "this list entry is not lined up with the others; use the same number of "
                       "spaces before each -");
            continue;
        }
        if (raw >= text_.size() || text_[raw] != value[i])
            refuse(raw, "this text cannot be read with certainty; put it in quotes");
        ++raw;
        ++i;
    }
    return raw;
}

void YamlCover::colon() const {
    const auto at = text_.find_first_not_of(kBlank, done_);
    if (at == std::string_view::npos || text_[at] != ':')
        refuse(done_, "a colon is missing after this key; was the file only half written?");
}

void YamlCover::gap(std::size_t end) {
    end = std::min(end, text_.size());
    for (; done_ < end; ++done_) {
        if (is_blank(text_[done_])) continue;
        if (is_line_mark(done_, "---") || is_line_mark(done_, "...")) {
            done_ += 2;
            continue;
        }
        if (text_[done_] != '#') {
            structure(done_);
            continue;
        }
        if (done_ > 0 && !is_blank(text_[done_ - 1]))
            refuse(done_, "put a space before the # of a comment");
        done_ = end_of_line(done_);
        if (done_ >= end) break;
    }
    if (end == text_.size() && done_ >= end && !open_.empty())
        refuse(open_.back().at, std::string{"this "} + open_.back().opener +
                                    " is never closed; was the file only half written?");
}

void YamlCover::close(std::size_t at, char opener) {
    if (open_.empty() || open_.back().opener != opener)
        refuse(at, std::string{"this "} + text_[at] + " closes nothing that was opened");
    open_.pop_back();
}

void YamlCover::structure(std::size_t at) {
    switch (text_[at]) {
    case '[':
    case '{': open_.push_back({text_[at], at}); return;
    case ']': close(at, '['); return;
    case '}': close(at, '{'); return;
    case ',':
        if (open_.empty()) refuse(at, "this comma stands outside any [list] or {mapping}");
        return;
    case '-':
    case ':':
    case '?': return;
    case '&':
    case '*':
        refuse(at,
               "anchors and aliases (& and *) are not used in Kith; write the value out, or put "
               "quotes around a text that begins like this");
    case '!':
        refuse(at, "tags (!) are not used in Kith; put quotes around a text that begins with !");
    case '%': refuse(at, "YAML directives (%) are not used in Kith; take this line out");
    default: refuse(at, "this belongs to nothing above it; is it lined up right?");
    }
}

} // namespace kith::config
