// SPDX-License-Identifier: MIT
#include "core/policy/support.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "core/words/names.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kDrainedTimes = 3, kMaxAbout = 80;

constexpr auto kKinds =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"ear", "emotional"},
                                                                  {"hand", "practical"},
                                                                  {"advice", "informational"},
                                                                  {"company", "belonging"}});

bool gives(const Connection& c, std::string_view kind) {
    return std::ranges::find(c.support, kind) != c.support.end();
}

bool is_person(Circle circle) {
    return circle != Circle::Group && circle != Circle::SmallHello && circle != Circle::Care;
}

std::string replaced(std::string text, std::string_view hole, std::string_view value) {
    if (const auto at = text.find(hole); at != std::string::npos)
        text.replace(at, hole.size(), value);
    return text;
}

} // namespace

std::string_view kind_of_help(std::string_view word) {
    for (const auto& [typed, kind] : kKinds)
        if (word == typed || word == kind) return kind;
    return {};
}

std::vector<std::size_t> to_lean_on(const Goals& goals, const Board& board) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < goals.all.size(); ++i) {
        const auto& c = *goals.all[i].connection;
        if (c.lean_on && c.feels != Feels::Hard && board.facts[i].state < State::Ended)
            out.push_back(i);
    }
    return out;
}

bool may_be_asked(const Goal& goal, const Facts& facts) {
    const auto& c = *goal.connection;
    if (!is_person(c.circle) || c.direction == Give::Give) return false;
    if (facts.state != State::Active && facts.state != State::TheirTurn) return false;
    return c.feels == Feels::Safe || (c.lean_on && !c.feels);
}

std::optional<std::size_t> whom_to_ask(const Goals& goals, const Board& board,
                                       std::string_view kind) {
    std::optional<std::size_t> best;
    int most = -1;
    for (std::size_t i = 0; i < goals.all.size(); ++i) {
        if (!may_be_asked(goals.all[i], board.facts[i])) continue;
        const auto& c = *goals.all[i].connection;
        const int fits = (gives(c, kind) ? 4 : 0) + (c.lean_on ? 2 : 0) +
                         (c.confidant && kind == "emotional" ? 1 : 0);
        if (fits <= most) continue;
        best = i;
        most = fits;
    }
    return best;
}

std::string sentence_to_ask(const words::Bank& bank, std::string_view kind, std::string_view name,
                            std::string_view about) {
    using words::Bank;
    auto text = std::string{Bank::text(bank.asks, kind, "Hi {name}, do you have a moment for me?")};
    // What is put in is data: it is read for no placeholder.
    const auto them = Bank::text(bank.says, "them", "them");
    const auto hole = kind == "practical" ? "{task}" : "{topic}";
    const auto said =
        about.empty() ? std::string{Bank::text(bank.asks, kind == "practical" ? "task" : "topic",
                                               "something small")}
                      : clean_line(trim(about), kMaxAbout);
    if (text.find("{name}") < text.find(hole)) {
        text = replaced(std::move(text), hole, said);
        return replaced(std::move(text), "{name}", words::short_name(name, 40, them));
    }
    text = replaced(std::move(text), "{name}", words::short_name(name, 40, them));
    return replaced(std::move(text), hole, said);
}

bool is_drained(const ConnectionMemory& c) {
    return c.felt.size() >= kDrainedTimes &&
           std::ranges::all_of(c.felt, [](const Feeling& f) { return f.how == "drained"; });
}

} // namespace kith::policy
