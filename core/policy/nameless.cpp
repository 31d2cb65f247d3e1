// SPDX-License-Identifier: MIT
#include "core/policy/nameless.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "core/words/names.hpp"
#include "core/words/phrase.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kShortest = 2;

} // namespace

Nameless::Nameless(const Settings& settings) {
    for (const auto& c : settings.connections) add(c);
}

void Nameless::add_word(std::string_view word) {
    if (word.size() >= kShortest)
        for (auto& spelling : spellings(trim(word))) words_.insert(std::move(spelling));
}

bool Nameless::is_known(std::string_view word) const { return knows_ && knows_(word); }

void Nameless::spare(const Connection& c) {
    if (kind_of(c.circle) == Kind::Collective) return;
    for (const auto* written : {&c.name, &c.id}) {
        const FoldedText folded{*written};
        spared_.insert(folded.text());
        for (const auto& word : folded.words()) spared_.emplace(word.name);
        for (const auto& part : name_parts(*written))
            for (auto& spelling : spellings(part)) spared_.insert(std::move(spelling));
    }
}

void Nameless::add(const Connection& c) {
    add_word(c.id);
    add_word(c.name);
    const bool person = kind_of(c.circle) != Kind::Collective;
    if (person) add_word(words::given_name(c.name));
    for (const auto& name : c.also_called) add_word(name);
    if (person && c.state == State::NoContact) {
        for (const auto& part : name_parts(c.name)) add_word(part);
        for (const auto& name : c.also_called)
            for (const auto& part : name_parts(name)) add_word(part);
    }
    for (const auto& address : c.addresses) {
        add_word(address.text());
        add_word(address.value);
    }
}

bool Nameless::is_spared(const FoldedText& text, const FoldedText::Spot& spot) const {
    return spared_.contains(spot.name) ||
           spared_.contains(std::string_view{text.text()}.substr(spot.at, spot.size));
}

std::vector<FoldedText::Spot> Nameless::spots(const FoldedText& text) const {
    std::vector<FoldedText::Spot> out;
    for (const auto& word : words_)
        for (const auto& spot : text.find(word))
            if (!is_spared(text, spot)) out.push_back(spot);
    if (knows_)
        for (const auto& spot : text.spots())
            if (!is_spared(text, spot) && is_known(spot.name)) out.push_back(spot);
    std::ranges::stable_sort(out, std::ranges::greater{}, &FoldedText::Spot::size);
    return out;
}

bool Nameless::finds(std::string_view text) const {
    if (words_.empty() && !knows_) return false;
    return !spots(FoldedText{text}).empty();
}

std::string Nameless::operator()(std::string_view text) const {
    if (words_.empty() && !knows_) return std::string{text};
    const FoldedText folded{text};
    std::vector<FoldedText::Spot> taken;
    for (const auto& spot : spots(folded)) {
        const auto apart = [&](const FoldedText::Spot& other) {
            return other.at + other.size <= spot.at || spot.at + spot.size <= other.at;
        };
        if (std::ranges::all_of(taken, apart)) taken.push_back(spot);
    }
    std::ranges::sort(taken, {}, &FoldedText::Spot::at);
    std::string out;
    std::size_t done = 0;
    for (const auto& spot : taken) {
        const auto from = folded.origin(spot.at);
        out += text.substr(done, from - done);
        out += "someone";
        done = folded.origin(spot.at + spot.size);
    }
    return out += text.substr(done);
}

} // namespace kith::policy
