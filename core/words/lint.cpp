// SPDX-License-Identifier: MIT
#include "core/words/lint.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/compose.hpp"

namespace kith::words {
namespace {

struct Rule {
    const char* pattern;
    const char* why;
};

constexpr auto kRules = std::to_array<Rule>({
    {R"((\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (days?|weeks?|months?|years?)\b)",
     "counts time"},
    {R"(it's been|since you last|\bso long\b|\bhaven't\b|\bstill not\b|\bagain\?|\bago\b)",
     "counts time as blame"},
    {R"(\b(overdue|late|behind|missed|forgot(ten)?|don't forget|remember to|last chance|urgent(ly)?|asap|owe[ds]?)\b)",
     "speaks of debt or deadline"},
    {R"(\b(should|must|have to|ought|you need to|guilty?|neglect\w*|ignor\w*|a good friend would|disappoint\w*)\b|\bdon't let\b.*\bdown\b)",
     "commands or shames"},
    {R"(\b(streaks?|in a row|keep it up|levels?|points|badges?|scores?|ranks?|goal met|confetti)\b|%)",
     "turns it into a game"},
    {R"(\b(misses you|is waiting|is upset|is lonely|feels forgotten|avoiding you|lost interest|is fading|is dying)\b)",
     "guesses what someone feels"},
    {R"(\b(depressed|isolated|withdrawn|anxious|unhealthy|at risk|toxic|you seem|we noticed you)\b)",
     "diagnoses"},
    {R"(\b(mortality|cigarettes|oxytocin|cortisol|dopamine|proven)\b)", "frightens"},
    {R"(\b(forgive|reconcile|life is short|family is family)\b)", "presses for repair"},
    {R"(\bno, i don't care\b)", "shames a refusal"},
    {R"(!)", "shouts"},
});

bool is_emoji(std::uint32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F;
}

/// What is judged: the placeholders and names left out, curly apostrophes made plain.
std::string judged(std::string_view text, std::span<const std::string> names) {
    std::string out{text};
    const auto take_out = [&out](std::size_t at, std::size_t size) { out.replace(at, size, "~"); };
    for (const auto& name : names) {
        if (name.empty()) continue;
        for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + 1))
            take_out(at, name.size());
    }
    for (auto at = out.find('{'); at != std::string::npos; at = out.find('{', at)) {
        const auto end = out.find('}', at);
        if (end == std::string::npos) break;
        take_out(at, end + 1 - at);
    }
    constexpr std::string_view kCurly = "\u2019";
    for (auto at = out.find(kCurly); at != std::string::npos; at = out.find(kCurly, at))
        out.replace(at, kCurly.size(), "'");
    return out;
}

bool is_capitals(std::string_view text) {
    int run = 0;
    for (const char c : text) {
        run = c >= 'A' && c <= 'Z' ? run + 1 : 0;
        if (run >= 3) return true;
    }
    return false;
}

bool has_emoji(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto point = decode_utf8(text, pos);
        if (is_emoji(point.value)) return true;
        pos += point.size;
    }
    return false;
}

/// Code points of what will be shown as it stands.
std::size_t shown_length(std::string_view text) {
    std::size_t length = utf8_length(text);
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) break;
        length -= utf8_length(text.substr(at, end + 1 - at));
    }
    return length;
}

} // namespace

std::vector<Finding> lint(std::string_view title, std::string_view body,
                          std::span<const std::string> names) {
    static const auto kPatterns = [] {
        std::vector<std::regex> all;
        for (const auto& rule : kRules) all.emplace_back(rule.pattern, std::regex::icase);
        return all;
    }();
    std::vector<Finding> out;
    const auto text = judged(std::string{title} + " | " + std::string{body}, names);
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        std::smatch match;
        if (std::regex_search(text, match, kPatterns[i]))
            out.push_back({match.str(), kRules.at(i).why});
    }
    if (is_capitals(text)) out.push_back({text, "is written in capitals"});
    if (has_emoji(text)) out.push_back({text, "has an emoji"});
    const bool filled = !names.empty();
    const auto length =
        filled ? utf8_length(title) + utf8_length(body) : shown_length(title) + shown_length(body);
    if (length > kMaxChars) out.push_back({std::string{title}, "is longer than 120 characters"});
    return out;
}

} // namespace kith::words
