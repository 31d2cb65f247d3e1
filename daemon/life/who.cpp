// SPDX-License-Identifier: MIT
// Whom a name means.
#include "daemon/life/life.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/words/names.hpp"
#include "core/words/phrase.hpp"

namespace kith::daemon {
namespace {

bool is_called(const Connection& c, const std::string& folded) {
    return words::fold_case(c.name) == folded;
}

/// By the first name alone; what meets as a group has none.
bool is_called_for_short(const Connection& c, const std::string& folded) {
    return c.circle != Circle::Group &&
           std::ranges::any_of(words::given_names(c.name), [&](std::string_view given) {
               return words::fold_case(given) == folded;
           });
}

/// Those called so by their whole name, and the living by their first; where there is nobody, those
/// without contact by their whole name.
std::vector<std::size_t> bearing(const Life& life, const std::string& folded) {
    std::vector<std::size_t> known;
    std::vector<std::size_t> shunned;
    for (std::size_t i = 0; i < life.goals().all.size(); ++i) {
        const auto& c = *life.goals().all[i].connection;
        if (is_called(c, folded))
            (life.state_of(i) == State::NoContact ? shunned : known).push_back(i);
        else if (life.state_of(i) < State::Ended && is_called_for_short(c, folded))
            known.push_back(i);
    }
    return known.empty() ? shunned : known;
}

/// Why a name is not enough, and what of `some` is `wanted` instead.
std::string which_of(const Life& life, const std::string& name,
                     const std::vector<std::size_t>& some, std::string_view wanted) {
    std::vector<std::string> ids;
    for (const auto i : some) {
        // Whoever is without contact is named nowhere.
        if (life.state_of(i) == State::NoContact)
            return fmt::format("{} is what two are called; please type the {}",
                               clean_line(name, 40), wanted);
        ids.push_back(life.goals().all[i].connection->id);
    }
    return fmt::format("{} could be {}; please type the {}", clean_line(name, 40),
                       join_words(ids, " or "), wanted);
}

} // namespace

std::string Life::nobody_called(const std::string& name) {
    return "nobody here is called exactly " + clean_line(name, 40) +
           "; for this the whole name or the id is needed";
}

Result<std::size_t> Life::find_exact(const std::string& name) const {
    const std::string typed{trim(name)};
    const auto folded = words::fold_case(typed);
    auto some = bearing(*this, folded);
    if (const auto id = goals_.find(typed)) {
        std::erase(some, *id);
        if (some.empty() || state_of(*id) == State::NoContact) return *id;
        // Where the whole name says it no better, the id does.
        const auto whole = words::fold_case(goals_.all[*id].connection->name);
        if (whole == folded || bearing(*this, whole).size() > 1) return *id;
        some.insert(some.begin(), *id);
        return fail(which_of(*this, name, some, "whole name"));
    }
    if (std::ranges::none_of(
            some, [&](std::size_t i) { return is_called(*goals_.all[i].connection, folded); }))
        return fail(nobody_called(name));
    if (some.size() == 1) return some.front();
    return fail(which_of(*this, name, some, "id"));
}

std::vector<std::size_t> Life::fitting(const std::string& wanted) const {
    std::vector<std::size_t> called;
    std::vector<std::size_t> begins;
    // What speaks of somebody without contact is the beginning of nobody else's name.
    const bool whole = shunned_names().hints_at(wanted);
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        const auto& c = *goals_.all[i].connection;
        if (state_of(i) == State::NoContact) continue;
        const auto own = words::fold_case(c.name);
        if (own == wanted) called.push_back(i);
        if (whole || state_of(i) >= State::Ended) continue; // by the whole name alone
        if (words::fold_case(c.id).starts_with(wanted) || own.starts_with(wanted))
            begins.push_back(i);
    }
    return called.empty() ? begins : called;
}

std::string Life::near(const std::string& wanted) const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        if (state_of(i) >= State::Ended) continue;
        const auto& c = *goals_.all[i].connection;
        if (!shunned_names().finds(c.name)) names.push_back(c.name);
        if (!shunned_names().is_after(c.id)) names.push_back(c.id);
    }
    return std::string{nearest(wanted, names)};
}

Result<std::size_t> Life::find(const std::string& name) const {
    const auto wanted = words::fold_case(trim(name));
    if (wanted.empty()) return fail("please say who; `kith list` shows everyone");
    if (const auto id = goals_.find(wanted); id && state_of(*id) != State::NoContact) return *id;
    const auto fits = fitting(wanted);
    if (fits.size() == 1) return fits.front();
    if (!fits.empty()) {
        std::vector<std::string> some;
        some.reserve(fits.size());
        for (const auto i : fits) some.push_back(goals_.all[i].connection->id);
        const bool whole = words::fold_case(goals_.all[fits.front()].connection->name) == wanted;
        return fail(fmt::format("{} could be {}; please type {}", clean_line(name, 40),
                                join_words(some, " or "),
                                whole ? "one of these" : "a little more"));
    }
    const auto close = near(wanted);
    return fail(fmt::format("nobody here is called {}{}", clean_line(name, 40),
                            close.empty() ? "; `kith list` shows everyone"
                                          : fmt::format(". Did you mean {}?", close)));
}

std::vector<std::string> Life::could_be(const std::string& name) const {
    const auto wanted = words::fold_case(trim(name));
    if (wanted.empty()) return {};
    auto fits = fitting(wanted);
    if (const auto close = near(wanted); fits.empty() && !close.empty())
        for (std::size_t i = 0; i < goals_.all.size() && fits.empty(); ++i) {
            const auto& c = *goals_.all[i].connection;
            if (state_of(i) < State::Ended && (c.name == close || c.id == close)) fits.push_back(i);
        }
    std::vector<std::string> out;
    for (const auto i : fits)
        if (const auto& c = *goals_.all[i].connection;
            !c.discreet && !shunned_names().finds(shown_name(c)))
            out.emplace_back(shown_name(c));
    return out;
}

} // namespace kith::daemon
