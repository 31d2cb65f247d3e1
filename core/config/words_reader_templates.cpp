// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/values.hpp"
#include "core/config/words_reader.hpp"
#include "core/words/compose.hpp"
#include "core/words/lint.hpp"

namespace kith::config {
namespace {

constexpr auto kTemplateKeys = std::to_array<std::string_view>({"say", "when", "rarely"});

template <class E, std::size_t N>
std::optional<E> find_word(std::string_view word) {
    for (std::size_t i = 0; i < N; ++i)
        if (words::to_word(static_cast<E>(i)) == word) return static_cast<E>(i);
    return std::nullopt;
}

template <class E, std::size_t N>
std::string did_you_mean(std::string_view word) {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < N; ++i) all.push_back(words::to_word(static_cast<E>(i)));
    const auto near = nearest(word, all);
    return near.empty() ? fmt::format("; there are {}", fmt::join(all, ", "))
                        : fmt::format("; did you mean {}?", near);
}

} // namespace

void WordsReader::read_templates(const std::string& file, const Node& root) {
    file_ = file;
    if (root.kind != Node::Kind::Map) return;
    const auto* entry = root.find("templates");
    if (!entry) return;
    if (entry->value.kind != Node::Kind::Map)
        return error(entry->value, "templates", "expected sections like text and call");
    for (const auto& each : entry->value.entries) section(each);
}

void WordsReader::section(const Entry& entry) {
    const auto name = clean_line(entry.key, 40);
    const auto topic = find_word<words::Topic, words::kTopics>(entry.key);
    if (!topic) {
        problems_.push_back(
            {{file_, entry.line, entry.col},
             Severity::Error,
             "templates." + name,
             "no offer is about this" + did_you_mean<words::Topic, words::kTopics>(name)});
        return;
    }
    if (entry.value.kind != Node::Kind::Map)
        return error(entry.value, "templates." + name, "expected templates, each with a name");
    for (const auto& each : entry.value.entries) one(*topic, each);
}

void WordsReader::one(words::Topic topic, const Entry& entry) {
    words::Template t;
    t.topic = topic;
    t.key = fmt::format("{}.{}", words::to_word(topic), clean_line(entry.key, 40));
    const auto same = std::ranges::find(bank_.templates, t.key, &words::Template::key);
    if (entry.value.kind == Node::Kind::Scalar && !entry.value.quoted &&
        entry.value.text == "off") {
        if (same == bank_.templates.end())
            error(entry.value, "templates." + t.key, "there is no such template to take away");
        else
            bank_.templates.erase(same);
        return;
    }
    if (!read_template(entry.value, t)) return;
    if (same != bank_.templates.end())
        *same = std::move(t);
    else
        bank_.templates.push_back(std::move(t));
}

bool WordsReader::read_template(const Node& node, words::Template& out) {
    const Node* say = &node;
    if (node.kind == Node::Kind::Map && !read_mapping(node, out, say)) return false;
    const auto path = "templates." + out.key;
    words::Message said;
    if (!title_and_body(*say, path, said)) return false;
    out.title = std::move(said.title);
    out.body = std::move(said.body);
    return check(*say, out);
}

bool WordsReader::read_mapping(const Node& node, words::Template& out, const Node*& say) {
    const auto path = "templates." + out.key;
    say = nullptr;
    for (const auto& entry : node.entries) {
        if (entry.key == "say") {
            say = &entry.value;
        } else if (entry.key == "when") {
            if (!read_when(entry.value, out)) return false;
        } else if (entry.key == "rarely") {
            const auto rarely = to_bool({.name = "rarely", .type = Type::Bool}, entry.value);
            if (!rarely) {
                error(entry.value, path + ".rarely", rarely.error().text);
                return false;
            }
            out.rarely = *rarely;
        } else {
            const auto near = nearest(entry.key, kTemplateKeys);
            error(entry.value, path + "." + clean_line(entry.key, 40),
                  "a template has say, when and rarely" +
                      (near.empty() ? std::string{} : fmt::format("; did you mean {}?", near)));
            return false;
        }
    }
    if (!say) error(node, path, "expected `say:` with a title and a body");
    return say != nullptr;
}

bool WordsReader::read_when(const Node& node, words::Template& out) {
    std::vector<std::string> written;
    if (node.kind == Node::Kind::Scalar)
        written.push_back(node.text);
    else
        texts(node, "templates." + out.key + ".when", written);
    for (const auto& word : written) {
        const auto when = find_word<words::When, words::kWhens>(word);
        if (!when) {
            error(node, "templates." + out.key + ".when",
                  fmt::format("{} is nothing Kith can tell{}", clean_line(word, 40),
                              did_you_mean<words::When, words::kWhens>(word)));
            return false;
        }
        out.when.push_back(*when);
    }
    return !written.empty();
}

bool WordsReader::holes_are_known(const Node& at, const words::Template& t) {
    const auto path = "templates." + t.key;
    const auto text = t.title + t.body;
    for (std::size_t open = 0; open < text.size(); ++open) {
        if (text[open] == '}') {
            error(at, path, "a } stands here without its {");
            return false;
        }
        if (text[open] != '{') continue;
        const auto close = text.find('}', open);
        const auto hole =
            text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
        if (close == std::string::npos ||
            std::ranges::find(words::placeholders(), hole) == words::placeholders().end()) {
            error(at, path,
                  fmt::format("{{{}}} is no placeholder; there are {}", clean_line(hole, 30),
                              fmt::join(words::placeholders(), ", ")));
            return false;
        }
        open = close;
    }
    return true;
}

bool WordsReader::check(const Node& at, const words::Template& t) {
    const auto path = "templates." + t.key;
    if (!holes_are_known(at, t)) return false;
    const auto findings = words::lint(bank_, t.title, t.body);
    if (!findings.empty()) {
        error(at, path,
              fmt::format("\"{}\" {}; this template is left out",
                          clean_line(findings.front().what, 60), findings.front().why));
        return false;
    }
    std::size_t fixed = utf8_length(t.title) + utf8_length(t.body);
    for (const auto hole : words::placeholders())
        for (const auto* part : {&t.title, &t.body})
            for (auto pos = part->find(fmt::format("{{{}}}", hole)); pos != std::string::npos;
                 pos = part->find(fmt::format("{{{}}}", hole), pos + 1))
                fixed -= hole.size() + 2;
    const auto room = words::room_for_placeholders(t.title) + words::room_for_placeholders(t.body);
    if (fixed + room <= words::kMaxChars) return true;
    error(at, path,
          fmt::format("with a long name this would be {} characters, and {} are the most; make it "
                      "shorter",
                      fixed + room, words::kMaxChars));
    return false;
}
} // namespace kith::config
