// SPDX-License-Identifier: MIT
#include "core/words/lint.hpp"

#include <array>
#include <regex>

#include "base/text.hpp"
#include "core/words/compose.hpp"

namespace kith::words {
namespace {

struct Rule {
    const char* pattern;
    const char* why;
};

constexpr std::array<Rule, 9> kRules{{
    {R"(\d+\s+(days?|weeks?|months?|years?)|it's been|since you last|so long\b|haven't|still not|\bagain\?)",
     "counts time as blame"},
    {R"(\b(overdue|late|behind|missed|forgot|don't forget|remember to|last chance|before it's too late|urgent|asap|owe)\b)",
     "speaks of debt or deadline"},
    {R"(\b(should|must|have to|ought|you need to|guilty|neglect\w*|ignor\w*|a good friend would|disappointed)\b|don't let .* down)",
     "commands or shames"},
    {R"(\b(streak|in a row|keep it up|level|points|badge|score|rank|goal met|confetti)\b|%)",
     "turns it into a game"},
    {R"(misses you|is waiting|is upset|is lonely|feels forgotten|avoiding you|lost interest|is fading|is dying)",
     "guesses what someone feels"},
    {R"(\b(depressed|isolated|withdrawn|anxious|unhealthy|at risk|toxic)\b|you seem|we noticed you)",
     "diagnoses"},
    {R"(\b(mortality|cigarettes|oxytocin|cortisol|dopamine|proven|forgive|reconcile)\b|life is short|family is family)",
     "frightens or repairs"},
    {R"(no, i don't care)", "shames a refusal"},
    {R"(!)", "shouts"},
}};

std::string without_placeholders(std::string_view text) {
    std::string out;
    bool inside = false;
    for (const char c : text) {
        if (c == '{') inside = true;
        if (!inside) out += c;
        if (c == '}') inside = false;
    }
    return out;
}

bool shouts(std::string_view text) {
    int run = 0;
    for (const char c : text) {
        run = c >= 'A' && c <= 'Z' ? run + 1 : 0;
        if (run >= 3) return true;
    }
    return false;
}

} // namespace

std::vector<Finding> lint(std::string_view title, std::string_view body) {
    std::vector<Finding> out;
    const auto text = without_placeholders(std::string{title} + " | " + std::string{body});
    for (const auto& rule : kRules) {
        const std::regex pattern{rule.pattern, std::regex::icase};
        std::smatch match;
        if (std::regex_search(text, match, pattern)) out.push_back({match.str(), rule.why});
    }
    if (shouts(text)) out.push_back({text, "is written in capitals"});
    if (utf8_length(title) + utf8_length(body) > kMaxChars)
        out.push_back({std::string{title}, "is longer than 120 characters"});
    return out;
}

} // namespace kith::words
