// SPDX-License-Identifier: MIT
#include "wire/redaction.hpp"

#include <string_view>
#include <utility>

namespace kith::wire {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::string_view kInstead = "(a secret)";

} // namespace

std::string without_secrets(std::string text, const Secrets& secrets) {
    for (const auto& [key, secret] : secrets) {
        if (secret.view().size() < kShortest) continue;
        for (auto at = text.find(secret.view()); at != std::string::npos;
             at = text.find(secret.view(), at + kInstead.size()))
            text.replace(at, secret.view().size(), kInstead);
    }
    return text;
}

void redact(Record& record, const Secrets& secrets) {
    if (secrets.empty()) return;
    const auto clear = [&](std::string& text) { text = without_secrets(std::move(text), secrets); };
    if (auto* log = std::get_if<LogRecord>(&record)) return clear(log->text);
    if (auto* result = std::get_if<ResultRecord>(&record)) return clear(result->text);
    if (auto* contact = std::get_if<TouchpointRecord>(&record)) return clear(contact->because);
    if (auto* skipped = std::get_if<SkippedRecord>(&record)) {
        clear(skipped->ref);
        return clear(skipped->because);
    }
    if (auto* confined = std::get_if<ConfinedRecord>(&record)) {
        clear(confined->text);
        for (auto& host : confined->reached) clear(host);
        for (auto& host : confined->refused) clear(host);
    }
}

} // namespace kith::wire
