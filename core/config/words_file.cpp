// SPDX-License-Identifier: MIT
#include "core/config/words_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/read_file.hpp"
#include "core/config/words_reader.hpp"

namespace kith::config {
namespace {

namespace fs = std::filesystem;

/// `pt-BR` and `pt_BR`, then `pt`. Only letters, digits and hyphens, so that no tag leads
/// elsewhere.
std::vector<std::string> tags_of(std::string_view language) {
    std::string tag;
    for (const char c : language)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')
            tag += c;
        else if (c == '_')
            tag += '-';
    std::vector<std::string> out;
    if (tag.empty()) return out;
    out.push_back(tag);
    if (const auto dash = tag.find('-'); dash != std::string::npos && dash > 0)
        out.push_back(tag.substr(0, dash));
    return out;
}

std::optional<SourceFile> open(const fs::path& dir, const std::string& tag, Problems& problems) {
    if (dir.empty()) return std::nullopt;
    const auto path = dir / (tag + ".yaml");
    std::error_code error;
    if (!fs::exists(path, error)) return std::nullopt;
    auto text = read_whole(path);
    if (text) return SourceFile{path.string(), std::move(*text), false};
    problems.push_back({{path.string(), 0, 0}, Severity::Error, "file", text.error().text});
    return std::nullopt;
}

} // namespace

WordsRead parse_words(std::string_view language, const std::optional<SourceFile>& brought,
                      const std::optional<SourceFile>& own) {
    WordsRead out;
    out.bank.language = language;
    WordsReader reader{out.bank, out.problems};
    std::vector<std::pair<std::string, Node>> roots;
    for (const auto* file : {&brought, &own}) {
        if (!*file) continue;
        auto tree = read_yaml((*file)->name, (*file)->text);
        std::ranges::move(tree.problems, std::back_inserter(out.problems));
        if (tree.root) roots.emplace_back((*file)->name, std::move(*tree.root));
    }
    for (const auto& [name, root] : roots) reader.read_lists(name, root);
    for (const auto& [name, root] : roots) reader.read_templates(name, root);
    if (out.bank.forbidden.empty() && !roots.empty())
        out.problems.push_back({{roots.back().first, 0, 0},
                                Severity::Warning,
                                "forbidden",
                                "there is no list of what is not said in this language; begin with "
                                "the one in en.yaml"});
    sort_by_place(out.problems);
    return out;
}

namespace {

WordsRead load_one(std::string_view language, const fs::path& brought, const fs::path& own) {
    Problems problems;
    for (const auto& tag : tags_of(language)) {
        const auto kith = open(brought, tag, problems);
        const auto mine = open(own, tag, problems);
        if (!kith && !mine) continue;
        auto out = parse_words(tag, kith, mine);
        out.problems.insert(out.problems.begin(), problems.begin(), problems.end());
        return out;
    }
    auto out = parse_words("en", open(brought, "en", problems), open(own, "en", problems));
    out.problems.insert(out.problems.begin(), problems.begin(), problems.end());
    if (out.bank.templates.empty())
        out.problems.push_back(
            {{(brought / "en.yaml").string(), 0, 0},
             Severity::Error,
             "language",
             "Kith's own words are not there, so it says little; is it installed "
             "in full?"});
    else if (language != "en")
        out.problems.push_back(
            {{(own / fmt::format("{}.yaml", clean_line(language, 20))).string(), 0, 0},
             Severity::Warning,
             "language",
             fmt::format("Kith has no words in {} yet, so it speaks English; docs/words.md tells "
                         "how to write them",
                         clean_line(language, 20))});
    return out;
}

/// A person in need may write in any language: the phrases of all that Kith brings are heard.
void add_crisis(const fs::path& brought, words::Bank& bank) {
    std::error_code error;
    for (fs::directory_iterator it{brought, error}, end; !error && it != end; it.increment(error)) {
        if (it->path().extension() != ".yaml" || it->path().stem() == bank.language) continue;
        const auto text = read_whole(it->path());
        const auto tree = text ? read_yaml(it->path().string(), *text) : Tree{};
        const auto* crisis = tree.root ? tree.root->find("crisis") : nullptr;
        if (!crisis) continue;
        for (const auto& item : crisis->value.items) bank.crisis.emplace_back(item.text);
    }
}

} // namespace

WordsRead load_words(std::string_view language, const fs::path& brought, const fs::path& own) {
    auto out = load_one(language, brought, own);
    add_crisis(brought, out.bank);
    return out;
}

} // namespace kith::config
