// SPDX-License-Identifier: MIT
#include "core/config/words_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/words/lint.hpp"

namespace kith::config {
namespace {

constexpr auto kKeys = std::to_array<std::string_view>(
    {"version",   "language", "months",  "days",      "on_days",   "labels",
     "says",      "steps",    "newly",   "knows",     "helps",     "asks",
     "messages",  "page",     "moments", "crisis",    "sad",       "help",
     "questions", "ideas",    "numbers", "forbidden", "templates", "no_day_after"});
constexpr std::size_t kMaxAsk = 200;

} // namespace

bool WordsReader::is_text(const Node& node) {
    return node.kind == Node::Kind::Scalar && !node.text.empty();
}

void WordsReader::error(const Node& at, const std::string& key, std::string reason) {
    problems_.push_back({{file_, at.line, at.col}, Severity::Error, key, std::move(reason)});
}

bool WordsReader::is_mild(const Node& node, const std::string& path, std::string_view text) {
    const auto found = words::lint(bank_, text, "");
    if (found.empty()) return true;
    error(node, path,
          fmt::format("\"{}\" {}; say it another way", clean_line(found.front().what, 60),
                      found.front().why));
    return false;
}

bool WordsReader::title_and_body(const Node& node, const std::string& path, words::Message& out) {
    constexpr std::string_view kBetween = " | ";
    const auto line = is_text(node) ? clean_line(node.text, kMaxText) : std::string{};
    const auto bar = line.find(kBetween);
    if (bar == std::string::npos || line.find('|', bar + kBetween.size()) != std::string::npos) {
        error(node, path, "expected a title and a body with | between them");
        return false;
    }
    out.title = trim(std::string_view{line}.substr(0, bar));
    out.body = trim(std::string_view{line}.substr(bar + kBetween.size()));
    return true;
}

void WordsReader::texts(const Node& node, const std::string& key, std::vector<std::string>& out) {
    if (node.kind != Node::Kind::List) return error(node, key, "expected a list of words");
    for (const auto& item : node.items) {
        if (!is_text(item))
            error(item, key, "expected a word or a few");
        else
            out.push_back(clean_line(item.text, kMaxText));
    }
}

void WordsReader::all_of(const Node& node, const std::string& key, std::span<std::string> out,
                         std::string_view what) {
    std::vector<std::string> all;
    texts(node, key, all);
    if (all.size() != out.size()) return error(node, key, fmt::format("expected {}", what));
    std::ranges::move(all, out.begin());
}

void WordsReader::named(const Node& node, const std::string& key,
                        std::map<std::string, std::string, std::less<>>& out, std::size_t most) {
    if (node.kind != Node::Kind::Map) return error(node, key, "expected words, each with its text");
    for (const auto& entry : node.entries) {
        const auto path = key + "." + clean_line(entry.key, 40);
        if (!is_text(entry.value))
            error(entry.value, path, "expected a word or a few");
        else if (is_mild(entry.value, path, entry.value.text))
            out.insert_or_assign(entry.key, clean_line(entry.value.text, most));
    }
}

/// A page of one's own stands instead of Kith's.
void WordsReader::help(const Node& node) {
    if (node.kind != Node::Kind::List) return error(node, "help", "expected a list of lines");
    bank_.help.clear();
    for (const auto& item : node.items) {
        if (item.kind != Node::Kind::Scalar)
            error(item, "help", "expected a line of text");
        else
            bank_.help.push_back(clean_line(item.text, kMaxText));
    }
}

/// Sentences of Kith's own, held against the forbidden list; a list of one's own adds to it.
void WordsReader::mild(const Node& node, const std::string& key, std::vector<std::string>& out) {
    std::vector<std::string> written;
    texts(node, key, written);
    for (auto& text : written)
        if (is_mild(node, key, text)) out.push_back(std::move(text));
}

void WordsReader::phrases(const Node& node, const std::string& key,
                          std::vector<words::Phrase>& out) {
    std::vector<std::string> written;
    texts(node, key, written);
    for (const auto& phrase : written) out.emplace_back(phrase);
}

void WordsReader::forbidden(const Node& node) {
    if (node.kind != Node::Kind::Map)
        return error(node, "forbidden", "expected reasons, each with a list of phrases");
    for (const auto& entry : node.entries) {
        std::vector<std::string> written;
        texts(entry.value, "forbidden", written);
        words::Forbidden kind{clean_line(entry.key, 80), {}};
        for (const auto& phrase : written) kind.phrases.emplace_back(phrase);
        bank_.forbidden.push_back(std::move(kind));
    }
}

void WordsReader::read_lists(const std::string& file, const Node& root) {
    file_ = file;
    if (root.kind != Node::Kind::Map)
        return error(root, "templates", "this file says nothing yet; begin it with version: 1");
    for (const auto& entry : root.entries) {
        const auto& key = entry.key;
        if (std::ranges::find(kKeys, key) == kKeys.end()) {
            const auto near = nearest(key, kKeys);
            problems_.push_back(
                {{file_, entry.line, entry.col},
                 Severity::Error,
                 clean_line(key, 60),
                 "a word file has no such key" +
                     (near.empty() ? std::string{} : fmt::format("; did you mean {}?", near))});
        }
        if (key == "version" && entry.value.text != "1")
            error(entry.value, key, "this Kith reads word files of version 1");
        // Lists first: labels and the like are held against them.
        if (key == "numbers") texts(entry.value, key, bank_.numbers);
        if (key == "forbidden") forbidden(entry.value);
    }
    for (const auto& entry : root.entries) {
        const auto& [key, line, col, value] = entry;
        constexpr std::string_view kSeven = "seven days, the first of them Sunday";
        if (key == "days") all_of(value, key, bank_.days, kSeven);
        if (key == "on_days") all_of(value, key, bank_.on_days, kSeven);
        if (key == "months") all_of(value, key, bank_.months, "twelve months, short");
        if (key == "newly") texts(value, key, bank_.newly);
        if (key == "no_day_after") texts(value, key, bank_.no_day_after);
        if (key == "knows") texts(value, key, bank_.knows);
        if (key == "helps") texts(value, key, bank_.helps);
        if (key == "asks") named(value, key, bank_.asks, kMaxAsk);
        if (key == "questions") mild(value, key, bank_.questions);
        if (key == "ideas") mild(value, key, bank_.ideas);
        if (key == "messages") messages(value);
        if (key == "crisis") texts(value, key, bank_.crisis);
        if (key == "sad") phrases(value, key, bank_.sad);
        if (key == "help") help(value);
        if (key == "labels") named(value, key, bank_.labels);
        if (key == "says") named(value, key, bank_.says);
        if (key == "page") named(value, key, bank_.page);
        if (key == "moments") named(value, key, bank_.moments);
        if (key == "steps") named(value, key, bank_.steps);
    }
}

} // namespace kith::config
