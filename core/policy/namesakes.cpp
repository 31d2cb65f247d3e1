// SPDX-License-Identifier: MIT
#include "core/policy/namesakes.hpp"

#include <algorithm>
#include <utility>

#include "core/words/names.hpp"

namespace kith::policy {
namespace {

/// As many signs of a name as nudges say of one, and of one of two (core/words/fill.cpp).
constexpr std::size_t kSaid[] = {18, 24, 40};

} // namespace

void Namesakes::add(const Connection& person) {
    if (kind_of(person.circle) != Kind::Collective) written_.push_back({person.name, person.id});
}

void Namesakes::fold() const {
    const auto take = [](Names& into, std::string_view name) {
        for (auto& spelling : spellings(name))
            if (!spelling.empty()) into.insert(std::move(spelling));
    };
    for (const auto& [name, id] : std::exchange(written_, {})) {
        take(whole_, name);
        for (const auto signs : kSaid) take(whole_, words::short_name(name, signs, ""));
        take(whole_, id);
        const auto own = words::own_name(name);
        take(whole_, own); // said so where two are called alike
        for (const auto& called : called_by(own)) take(called_, called);
        if (words::says_whose(own)) continue;
        for (const auto& part : name_parts(own)) take(parts_, part);
    }
    called_.insert(whole_.begin(), whole_.end());
}

Namesakes::Within::Within(const Namesakes& all, const FoldedText& text) : all_(all), text_(text) {
    all.fold();
    for (const auto& name : all.whole_)
        for (const auto& spot : text.find(name)) whole_.push_back(spot);
}

bool Namesakes::Within::is_of(const Names& names, const FoldedText::Spot& spot) const {
    return names.contains(spot.name) ||
           names.contains(std::string_view{text_.text()}.substr(spot.at, spot.size));
}

bool Namesakes::Within::holds(const FoldedText::Spot& spot) const {
    return std::ranges::any_of(whole_, [&](const FoldedText::Spot& whole) {
        return whole.size > spot.size && whole.at <= spot.at &&
               spot.at + spot.size <= whole.at + whole.size;
    });
}

bool Namesakes::Within::called(const FoldedText::Spot& spot) const {
    return is_of(all_.called_, spot);
}

bool Namesakes::Within::named(const FoldedText::Spot& spot) const {
    return is_of(all_.parts_, spot);
}

} // namespace kith::policy
