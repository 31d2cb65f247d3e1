// SPDX-License-Identifier: MIT
#include "core/policy/nameless.hpp"

#include <algorithm>
#include <utility>

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

void Nameless::add_part(std::string_view word) {
    for (auto& spelling : spellings(word)) parts_.insert(std::move(spelling));
}

void Nameless::spare(const Connection& c) {
    if (kind_of(c.circle) == Kind::Collective) return;
    to_spare_.push_back(c.name);
    to_spare_.push_back(c.id);
}

const std::set<std::string, std::less<>>& Nameless::spared() const {
    for (const auto& written : std::exchange(to_spare_, {})) {
        const FoldedText folded{written};
        spared_.insert(folded.text());
        for (const auto& word : folded.words()) spared_.emplace(word.name);
        for (const auto& part : name_parts(written))
            for (auto& spelling : spellings(part)) spared_.insert(std::move(spelling));
    }
    return spared_;
}

void Nameless::add(const Connection& c) {
    add_word(c.id);
    add_word(c.name);
    for (const auto& name : c.also_called) add_word(name);
    if (kind_of(c.circle) != Kind::Collective) {
        for (const auto given : words::given_names(c.name)) add_word(given);
        if (c.state == State::NoContact) {
            for (const auto& part : name_parts(c.name)) add_part(part);
            for (const auto& name : c.also_called)
                for (const auto& part : name_parts(name)) add_part(part);
        }
    }
    for (const auto& address : c.addresses) {
        add_word(address.text());
        add_word(address.value);
    }
}

bool Nameless::is_spared(const FoldedText& text, const FoldedText::Spot& spot) const {
    return spared().contains(spot.name) ||
           spared().contains(std::string_view{text.text()}.substr(spot.at, spot.size));
}

std::vector<FoldedText::Spot> Nameless::spots(const FoldedText& text, Least least) const {
    std::vector<FoldedText::Spot> out;
    const auto take = [&](const FoldedText::Spot& spot, NameWord is) {
        if (is == NameWord::None || (is == NameWord::Part && least == Least::Called)) return;
        if (is == NameWord::Part && least == Least::Written && text.is_small(spot.at)) return;
        if (!is_spared(text, spot)) out.push_back(spot);
    };
    for (const auto& word : words_)
        for (const auto& spot : text.find(word)) take(spot, NameWord::Called);
    for (const auto& part : parts_)
        for (const auto& spot : text.find(part)) take(spot, NameWord::Part);
    if (knows_)
        for (const auto& spot : text.spots()) take(spot, knows_(spot.name));
    std::ranges::stable_sort(out, std::ranges::greater{}, &FoldedText::Spot::size);
    return out;
}

bool Nameless::finds(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{text}, Least::Written).empty();
}

bool Nameless::calls(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{text}, Least::Called).empty();
}

bool Nameless::hints_at(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{text}, Least::Part).empty();
}

std::string Nameless::operator()(std::string_view text) const {
    if (is_empty()) return std::string{text};
    const FoldedText folded{text};
    std::vector<FoldedText::Spot> taken;
    for (const auto& spot : spots(folded, Least::Written)) {
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
