// SPDX-License-Identifier: MIT
#include "core/policy/called.hpp"

#include <map>
#include <string>

#include "core/words/names.hpp"
#include "core/words/phrase.hpp"

namespace kith::policy {
namespace {

bool is_person(const Goal& goal) { return goal.kind != Kind::Collective; }

/// What they are called as long as nobody else is, in small letters.
std::string said_of(const Connection& c) {
    return words::fold_case(c.label.empty() ? words::short_name(c.name, 24, "")
                                            : words::calm_line(c.label, 24));
}

std::string own_of(const Connection& c) { return words::fold_case(words::own_name(c.name)); }

/// What stands beside the name itself: a remark behind a comma or in brackets.
std::string_view remark_of(std::string_view name) {
    const auto at = name.find_first_of(",([");
    return at == std::string_view::npos ? std::string_view{} : name.substr(at + 1);
}

} // namespace

Called called(const Goal& goal, const Nameless& gone) {
    const auto& c = *goal.connection;
    if (!c.label.empty()) return {c.label, true};
    if (goal.whole_name.empty()) return {c.name, false};
    if (goal.whole_name == c.name && gone.finds(remark_of(c.name))) return {c.name, false};
    return {goal.whole_name, true};
}

void tell_apart(Goals& goals, std::span<const State> states) {
    struct Living {
        int all = 0;
        std::map<std::string, int> own; ///< of those without a label, by their whole name
    };
    std::map<std::string, Living> living;
    for (std::size_t i = 0; i < goals.all.size(); ++i) {
        const auto& goal = goals.all[i];
        if (!is_person(goal) || states[i] >= State::Ended) continue;
        auto& alike = living[said_of(*goal.connection)];
        ++alike.all;
        if (goal.connection->label.empty()) ++alike.own[own_of(*goal.connection)];
    }
    for (std::size_t i = 0; i < goals.all.size(); ++i) {
        auto& goal = goals.all[i];
        const auto& c = *goal.connection;
        if (!is_person(goal) || !c.label.empty()) continue;
        const auto said = said_of(c);
        const auto alike = living.find(said);
        const int self = states[i] < State::Ended ? 1 : 0;
        if (said.empty() || alike == living.end() || alike->second.all <= self) continue;
        const auto own = alike->second.own.find(own_of(c));
        const bool of_one_name = own != alike->second.own.end() && own->second > self;
        goal.whole_name = of_one_name ? c.name : words::own_name(c.name);
    }
}

} // namespace kith::policy
