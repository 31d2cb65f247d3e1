// SPDX-License-Identifier: MIT
#include "wire/redaction.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace kith::wire {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kShortestRefused = 8;
constexpr std::string_view kInstead = "(a secret)";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t position(std::string_view text, std::string_view what, std::size_t from) {
    if (from > text.size()) return std::string_view::npos;
    const auto rest = text.substr(from);
    const auto found =
        std::ranges::search(rest, what, [](char a, char b) { return lower(a) == lower(b); });
    if (found.empty()) return std::string_view::npos;
    return from + static_cast<std::size_t>(found.begin() - rest.begin());
}

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

bool holds(std::string_view text, std::string_view what) {
    return position(text, what, 0) != std::string_view::npos;
}

/// Each line of each secret with at least `shortest` bytes, and how it looks cleaned. No copy
/// outlives the call.
template <class Look>
void for_each_line(const Secrets& secrets, std::size_t shortest, const Look& look) {
    for (const auto& [key, secret] : secrets) {
        for (auto rest = secret.view(); !rest.empty();) {
            const auto line = trim(rest.substr(0, rest.find('\n')));
            rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
            if (line.size() < shortest) continue;
            look(line);
            if (std::ranges::all_of(line, is_plain)) continue;
            auto cleaned = clean_line(line, line.size());
            if (cleaned.size() >= shortest) look(std::string_view{cleaned});
            wipe(cleaned);
        }
    }
}

/// What is kept as it came.
std::vector<std::string_view> kept(const Record& record) {
    if (const auto* r = std::get_if<TouchpointRecord>(&record))
        return {r->address, r->connection, r->source, r->ref, r->name};
    if (const auto* r = std::get_if<BusyRecord>(&record))
        return {r->connection, r->address, r->ref};
    if (const auto* r = std::get_if<CursorRecord>(&record)) return {r->cursor};
    if (const auto* r = std::get_if<ReplyRecord>(&record)) return {r->text, r->ref};
    if (const auto* r = std::get_if<RetractRecord>(&record)) return {r->ref};
    if (const auto* r = std::get_if<CoverageRecord>(&record))
        return {r->schemes.begin(), r->schemes.end()};
    if (const auto* r = std::get_if<PersonRecord>(&record)) {
        std::vector<std::string_view> out(r->addresses.begin(), r->addresses.end());
        out.insert(out.end(), {r->ref, r->name, r->birthday});
        return out;
    }
    return {};
}

} // namespace

std::string without_secrets(std::string text, const Secrets& secrets) {
    for_each_line(secrets, kShortest, [&](std::string_view line) {
        for (auto at = position(text, line, 0); at != std::string_view::npos;
             at = position(text, line, at + kInstead.size()))
            text.replace(at, line.size(), kInstead);
    });
    return text;
}

std::string in_clear(const JobRequest& request) {
    auto out = request.settings;
    for (const auto& each : request.addresses) {
        out += '\n' + each.connection + '\n' + each.address;
        for (const auto& name : each.also_called) out += '\n' + name;
    }
    return out;
}

Secrets never_kept(const Secrets& secrets, std::string_view clear) {
    Secrets out;
    for_each_line(secrets, kShortestRefused, [&](std::string_view line) {
        if (!holds(clear, line)) out.emplace(std::to_string(out.size()), Secret{line});
    });
    return out;
}

void redact(Record& record, const Secrets& secrets, const Secrets& never) {
    if (secrets.empty()) return;
    const auto clear = [&](std::string& text) { text = without_secrets(std::move(text), secrets); };
    if (auto* log = std::get_if<LogRecord>(&record)) return clear(log->text);
    if (auto* result = std::get_if<ResultRecord>(&record)) return clear(result->text);
    if (auto* contact = std::get_if<TouchpointRecord>(&record)) return clear(contact->because);
    if (auto* skipped = std::get_if<SkippedRecord>(&record)) {
        clear(skipped->ref);
        return clear(skipped->because);
    }
    if (auto* receipt = std::get_if<ReceiptRecord>(&record)) {
        // In part it would take nothing back.
        for (const auto& [key, line] : never)
            if (holds(receipt->receipt, line.view())) receipt->receipt.clear();
        return;
    }
    if (auto* confined = std::get_if<ConfinedRecord>(&record)) {
        clear(confined->text);
        for (auto& host : confined->reached) clear(host);
        for (auto& host : confined->refused) clear(host);
    }
}

bool tells_secret(const Record& record, const Secrets& never) {
    if (never.empty()) return false;
    const auto texts = kept(record);
    return std::ranges::any_of(never, [&](const auto& each) {
        return std::ranges::any_of(
            texts, [&](std::string_view text) { return holds(text, each.second.view()); });
    });
}

} // namespace kith::wire
