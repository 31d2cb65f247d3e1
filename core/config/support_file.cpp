// SPDX-License-Identifier: MIT
#include "core/config/support_file.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/read_file.hpp"
#include "core/config/yaml_tree.hpp"

namespace kith::config {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxText = 120;
constexpr std::string_view kAnywhere = "any", kNumbers = "{numbers}";
constexpr auto kKeys =
    std::to_array<std::string_view>({"country", "name", "call", "text", "web", "checked", "from"});

std::string upper(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

class Reader {
  public:
    explicit Reader(SupportRead& out) : out_(out) {}

    void read(const SourceFile& file, std::vector<HelpEntry>& into) {
        auto tree = read_yaml(file.name, file.text);
        std::ranges::move(tree.problems, std::back_inserter(out_.problems));
        if (!tree.root) return;
        file_ = file.name;
        if (tree.root->kind != Node::Kind::Map)
            return error(*tree.root, "help",
                         "this file says nothing yet; begin it with version: 1");
        for (const auto& entry : tree.root->entries) {
            if (entry.key == "version") {
                if (entry.value.text != "1")
                    error(entry.value, "version", "this Kith reads support files of version 1");
            } else if (entry.key != "help") {
                error(entry.value, clean_line(entry.key, 40),
                      "a support file has no such key; it holds version and help");
            } else if (entry.value.kind != Node::Kind::List) {
                error(entry.value, "help", "expected a list, each entry beginning with -");
            } else {
                for (const auto& item : entry.value.items)
                    if (auto one = read_one(item)) into.push_back(std::move(*one));
            }
        }
    }

  private:
    void error(const Node& at, const std::string& key, std::string reason) {
        out_.problems.push_back(
            {{file_, at.line, at.col}, Severity::Error, key, std::move(reason)});
    }

    std::optional<HelpEntry> read_one(const Node& node) {
        if (node.kind != Node::Kind::Map) {
            error(node, "help", "write it like {country: US, name: ..., call: ...}");
            return std::nullopt;
        }
        HelpEntry out;
        const std::array fields{&out.country, &out.name,    &out.call, &out.text,
                                &out.web,     &out.checked, &out.from};
        for (const auto& entry : node.entries) {
            const auto key = std::ranges::find(kKeys, entry.key);
            if (key == kKeys.end()) {
                error(entry.value, "help." + clean_line(entry.key, 40),
                      fmt::format("there are {}", fmt::join(kKeys, ", ")));
                return std::nullopt;
            }
            *fields.at(static_cast<std::size_t>(key - kKeys.begin())) =
                clean_line(entry.value.text, kMaxText);
        }
        if (out.name.empty() || (out.call.empty() && out.text.empty() && out.web.empty())) {
            error(node, "help", "a name, and a number or an address on the web, have to be there");
            return std::nullopt;
        }
        if (out.country != kAnywhere) out.country = upper(out.country);
        if (out.country != kAnywhere && out.country.size() != 2) {
            error(node, "help.country", "a country is two letters, like US, or any");
            return std::nullopt;
        }
        return out;
    }

    SupportRead& out_;
    std::string file_;
};

std::optional<SourceFile> open(const fs::path& path, Problems& problems) {
    std::error_code ignored;
    if (path.empty() || !fs::exists(path, ignored)) return std::nullopt;
    auto text = read_whole(path);
    if (text) return SourceFile{path.string(), std::move(*text), false};
    problems.push_back({{path.string(), 0, 0}, Severity::Error, "file", text.error().text});
    return std::nullopt;
}

/// `- Samaritans: 116 123, samaritans.org  (2026-11-25)`, with its country where several stand
/// there.
std::string line_of(const HelpEntry& e, bool with_country) {
    std::vector<std::string> ways;
    if (!e.call.empty()) ways.push_back(e.call);
    if (!e.text.empty()) ways.push_back("SMS " + e.text);
    if (!e.web.empty()) ways.push_back(e.web);
    const bool somewhere = with_country && e.country != kAnywhere;
    return fmt::format("- {}{}: {}{}", somewhere ? e.country + " " : "", e.name,
                       fmt::join(ways, ", "),
                       e.checked.empty() ? "" : fmt::format("  ({})", e.checked));
}

} // namespace

SupportRead parse_support(const std::optional<SourceFile>& brought,
                          const std::optional<SourceFile>& own) {
    SupportRead out;
    Reader reader{out};
    std::vector<HelpEntry> theirs;
    if (own) reader.read(*own, out.entries);
    if (brought) reader.read(*brought, theirs);
    const auto mine = out.entries;
    for (auto& entry : theirs)
        if (std::ranges::find(mine, entry.country, &HelpEntry::country) == mine.end())
            out.entries.push_back(std::move(entry));
    sort_by_place(out.problems);
    return out;
}

SupportRead load_support(const fs::path& brought, const fs::path& own) {
    Problems problems;
    const auto kith = open(brought / "support.yaml", problems);
    const auto mine = open(own / "support.yaml", problems);
    auto out = parse_support(kith, mine);
    out.problems.insert(out.problems.begin(), problems.begin(), problems.end());
    return out;
}

bool knows_country(const SupportRead& support, std::string_view country) {
    return std::ranges::find(support.entries, upper(country), &HelpEntry::country) !=
           support.entries.end();
}

std::vector<std::string> help_page(const words::Bank& bank, const SupportRead& support,
                                   std::string_view country) {
    static const std::vector<std::string> kPlain{"Someone to talk to", std::string{kNumbers}};
    const auto wanted = upper(country);
    const bool all = !knows_country(support, country);
    std::vector<std::string> out;
    for (const auto& line : bank.help.empty() ? kPlain : bank.help) {
        if (line != kNumbers) {
            out.push_back(line);
            continue;
        }
        for (const auto& entry : support.entries)
            if (all || entry.country == wanted || entry.country == kAnywhere)
                out.push_back(line_of(entry, all));
    }
    return out;
}

} // namespace kith::config
