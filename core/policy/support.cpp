// SPDX-License-Identifier: MIT
#include "core/policy/support.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "core/policy/mourning.hpp"
#include "core/policy/self_check.hpp"
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
    // An ear or company has its own sentence where a subject is given.
    const auto plain = Bank::text(bank.asks, kind, "Hi {name}, do you have a moment for me?");
    const auto with_subject = fmt::format("{}-about", kind);
    auto text = std::string{about.empty() ? plain : Bank::text(bank.asks, with_subject, plain)};
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

std::string question_for(const words::Bank& bank, const Connection& connection,
                         std::string_view thing, calendar::Day day) {
    constexpr std::string_view kThing = "{thing}";
    const std::string* best = nullptr;
    double lowest = 2;
    for (const auto& question : bank.questions) {
        const bool special = question.find(kThing) != std::string::npos;
        if (special && thing.empty()) continue;
        // What a note tells of is worth asking after more than anything.
        const double draw =
            unit(fmt::format("ask:{}:{}:{}", connection.id, calendar::format_date(day), question)) /
            (special ? 4 : 1);
        if (draw >= lowest) continue;
        best = &question;
        lowest = draw;
    }
    return best ? replaced(*best, kThing, words::calm_line(thing, kMaxAbout)) : std::string{};
}

std::string idea_for(const words::Bank& bank, const Goals& goals, const Memory& memory,
                     Instant now) {
    constexpr auto kQuarter = std::chrono::days{91};
    if (is_mourning(memory, now)) return {};
    const auto told = memory.told.find(kIdea);
    if (bank.ideas.empty() || (told != memory.told.end() && now - told->second < kQuarter))
        return {};
    if (std::ranges::any_of(goals.all, [](const Goal& goal) {
            return goal.connection->circle == Circle::Group && goal.declared < State::Ended;
        }))
        return {};
    const auto quarter = now.time_since_epoch() / kQuarter;
    return bank.ideas[static_cast<std::size_t>(quarter) % bank.ideas.size()];
}

bool help_is_due(const Memory& memory, Instant now) {
    constexpr int kOf = 28, kHard = 14;
    constexpr auto kApart = std::chrono::days{30};
    if (memory.dismissed.contains(kHelp)) return false;
    const auto told = memory.told.find(kHelp);
    if (told != memory.told.end() && now - told->second < kApart) return false;
    return hard_days(memory.modes, now, kOf) >= kHard || self_checks_weigh(memory);
}

bool is_drained(const ConnectionMemory& c) {
    return c.felt.size() >= kDrainedTimes &&
           std::ranges::all_of(c.felt, [](const Feeling& f) { return f.how == "drained"; });
}

} // namespace kith::policy
