// SPDX-License-Identifier: MIT
#include "daemon/life/nameless.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kith::daemon {
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

} // namespace

Nameless::Nameless(const Settings& settings) {
    const auto add = [this](std::string_view word) {
        if (word.size() >= kShortest) words_.push_back(lower_ascii(trim(word)));
    };
    for (const auto& c : settings.connections) {
        add(c.id);
        add(c.name);
        if (kind_of(c.circle) != Kind::Collective) add(c.name.substr(0, c.name.find(' ')));
        for (const auto& name : c.also_called) add(name);
        for (const auto& address : c.addresses) {
            add(address.text());
            add(address.value);
        }
    }
    std::ranges::sort(words_, [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    const auto [first, last] = std::ranges::unique(words_);
    words_.erase(first, last);
}

std::string Nameless::operator()(std::string_view text) const {
    constexpr std::string_view kSomeone = "someone";
    std::string out{text};
    auto lower = lower_ascii(text);
    for (const auto& word : words_)
        for (auto at = find_word(lower, word, 0); at != std::string::npos;
             at = find_word(lower, word, at + kSomeone.size())) {
            out.replace(at, word.size(), kSomeone);
            lower.replace(at, word.size(), kSomeone);
        }
    return out;
}

} // namespace kith::daemon
