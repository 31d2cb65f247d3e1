// SPDX-License-Identifier: MIT
#include "core/words/compose.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/words/fill.hpp"

namespace kith::words {
namespace {

constexpr std::size_t kRareApart = 4; ///< offers between two that say how welcome a hello is

/// How long ago a key was used: 0 never, else its place among the recent ones, oldest 1.
std::size_t last_use(std::span<const std::string> recent, std::string_view key) {
    for (std::size_t i = recent.size(); i > 0; --i)
        if (recent[i - 1] == key) return i;
    return 0;
}

/// Whether one of the last few offers already said how welcome a hello is.
bool rare_lately(const Bank& bank, std::span<const std::string> recent) {
    const auto last = recent.last(std::min(recent.size(), kRareApart));
    return std::ranges::any_of(bank.templates, [&](const Template& t) {
        return t.rarely && std::ranges::find(last, t.key) != last.end();
    });
}

/// The more a template is made for this very moment, the likelier it is. That nothing sad is near
/// is no moment.
double weight(const Template& t) {
    const auto asks =
        t.when.size() - static_cast<std::size_t>(std::ranges::count(t.when, When::Glad));
    return 1 + static_cast<double>(asks) + 3.0 * (special_values(t.title) + special_values(t.body));
}

/// Made for what the moment is about before all else: a reply is spoken of as one.
bool is_called_for(const Template& t, const Situation& s) {
    const auto needs = [&](When when) { return std::ranges::find(t.when, when) != t.when.end(); };
    return (s.they_wrote && needs(When::TheyWrote)) || (s.they_rang && needs(When::TheyRang)) ||
           (s.absent && needs(When::Absent)) || (s.sad && needs(When::Sad)) ||
           (s.may_let_go && needs(When::MayLetGo)) ||
           (s.section == Topic::Keep && s.circle == Circle::NewFriend && needs(When::NewFriend));
}

/// What is said where a language has nothing that fits.
const Template& plain_template() {
    static const Template kPlain{"plain", Topic::Text, "{name}?", "{step}, {name}.", {}, false};
    return kPlain;
}

const Template& choose(const Bank& bank, const Situation& s, std::span<const std::string> recent,
                       std::string_view seed) {
    const Template* best = nullptr;
    std::size_t best_use = 0;
    double best_draw = 0;
    bool best_called = false;
    const bool no_rare = rare_lately(bank, recent);
    for (const auto& t : bank.templates) {
        if (!fits(t, s) || (t.rarely && no_rare)) continue;
        const auto use = last_use(recent, t.key);
        const double draw = unit(fmt::format("words:{}:{}", seed, t.key)) / weight(t);
        const bool called = is_called_for(t, s);
        const auto rank = std::tuple{use, !called, draw};
        if (best && rank >= std::tuple{best_use, !best_called, best_draw}) continue;
        best = &t;
        std::tie(best_use, best_called, best_draw) = std::tuple{use, called, draw};
    }
    return best ? *best : plain_template();
}

} // namespace

Words compose(const Bank& bank, const Situation& s, std::span<const std::string> recent,
              std::string_view seed) {
    return fill(bank, choose(bank, s, recent, seed), s);
}

Words discreet(const Bank& bank, std::string_view seed, std::span<const std::string> recent,
               const std::function<bool(std::string_view)>& shuns) {
    const Template* best = nullptr;
    std::pair<std::size_t, double> best_draw;
    for (const auto& t : bank.templates) {
        if (t.topic != Topic::Discreet || (shuns && (shuns(t.title) || shuns(t.body)))) continue;
        const std::pair draw{last_use(recent, t.key),
                             unit(fmt::format("words:{}:{}", seed, t.key))};
        if (best && draw >= best_draw) continue;
        best = &t;
        best_draw = draw;
    }
    if (!best) return {"plain", "Kith", "An idea is here, whenever you like."};
    return {best->key, best->title, best->body};
}

} // namespace kith::words
