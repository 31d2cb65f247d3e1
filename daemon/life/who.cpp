// SPDX-License-Identifier: MIT
// Whom a name means.
#include "daemon/life/life.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/words/phrase.hpp"

namespace kith::daemon {

std::string Life::nobody_called(const std::string& name) {
    return "nobody here is called exactly " + clean_line(name, 40) +
           "; for this the whole name or the id is needed";
}

Result<std::size_t> Life::find_exact(const std::string& name) const {
    const auto wanted = words::fold_case(trim(name));
    if (const auto id = goals_.find(wanted)) return *id;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        if (words::fold_case(goals_.all[i].connection->name) != wanted) continue;
        if (found)
            return fail(clean_line(name, 40) + " is what two are called; please type the id");
        found = i;
    }
    if (found) return *found;
    return fail(nobody_called(name));
}

std::vector<std::size_t> Life::fitting(const std::string& wanted) const {
    std::vector<std::size_t> called;
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        const auto& c = *goals_.all[i].connection;
        if (state_of(i) == State::NoContact) continue;
        const auto own = words::fold_case(c.name);
        if (own == wanted) called.push_back(i);
        if (state_of(i) >= State::Ended) continue; // by the whole name alone
        if (words::fold_case(c.id).starts_with(wanted) || own.starts_with(wanted))
            begins.push_back(i);
    }
    return called.empty() ? begins : called;
}

std::string Life::near(const std::string& wanted) const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        if (state_of(i) >= State::Ended) continue;
        names.push_back(goals_.all[i].connection->name);
        names.push_back(goals_.all[i].connection->id);
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
        if (const auto& c = *goals_.all[i].connection; !c.discreet) out.emplace_back(shown_name(c));
    return out;
}

} // namespace kith::daemon
