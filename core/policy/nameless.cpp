// SPDX-License-Identifier: MIT
#include "core/policy/nameless.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "core/words/names.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kShortest = 2;

bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

/// Where `word` stands in `text` by itself, from `from` on.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
    for (auto at = text.find(word, from); at != text.npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = at == 0 || !in_word(text[at - 1]) || !in_word(word.front());
        const bool ends = end == text.size() || !in_word(text[end]) || !in_word(word.back());
        if (begins && ends) return at;
    }
    return text.npos;
}

/// Calls `each` with every word of `text` and where it stands.
template <class F>
void each_word(std::string_view text, F each) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && in_word(text[end])) ++end;
        if (end > at) each(at, text.substr(at, end - at));
        at = end + 1;
    }
}

} // namespace

Nameless::Nameless(const Settings& settings) {
    for (const auto& c : settings.connections) add(c);
}

void Nameless::add_word(std::string_view word) {
    if (word.size() >= kShortest) words_.insert(lower_ascii(trim(word)));
}

bool Nameless::is_known(std::string_view word) const {
    return knows_ && !spared_.contains(word) && knows_(word);
}

void Nameless::spare(const Connection& c) {
    if (kind_of(c.circle) == Kind::Collective) return;
    const auto name = lower_ascii(c.name), id = lower_ascii(c.id);
    spared_.insert(name);
    spared_.insert(id);
    for (const auto* text : {&name, &id})
        each_word(*text, [this](std::size_t, std::string_view word) { spared_.emplace(word); });
}

void Nameless::add(const Connection& c) {
    add_word(c.id);
    add_word(c.name);
    if (kind_of(c.circle) != Kind::Collective) add_word(words::given_name(c.name));
    for (const auto& name : c.also_called) add_word(name);
    for (const auto& address : c.addresses) {
        add_word(address.text());
        add_word(address.value);
    }
}

bool Nameless::finds(std::string_view text) const {
    const auto lower = lower_ascii(text);
    bool known = false;
    each_word(lower, [&](std::size_t, std::string_view word) { known = known || is_known(word); });
    return known || std::ranges::any_of(words_, [&](const std::string& word) {
               return !spared_.contains(word) && find_word(lower, word, 0) != std::string::npos;
           });
}

std::string Nameless::operator()(std::string_view text) const {
    constexpr std::string_view kSomeone = "someone";
    std::string out{text};
    auto lower = lower_ascii(text);
    for (const auto& word : words_) {
        if (spared_.contains(word)) continue;
        for (auto at = find_word(lower, word, 0); at != std::string::npos;
             at = find_word(lower, word, at + kSomeone.size())) {
            out.replace(at, word.size(), kSomeone);
            lower.replace(at, word.size(), kSomeone);
        }
    }
    if (!knows_) return out;
    std::vector<std::pair<std::size_t, std::size_t>> known;
    each_word(lower, [&](std::size_t at, std::string_view word) {
        if (is_known(word)) known.emplace_back(at, word.size());
    });
    for (auto it = known.rbegin(); it != known.rend(); ++it)
        out.replace(it->first, it->second, kSomeone);
    return out;
}

} // namespace kith::policy
