// SPDX-License-Identifier: MIT
#include "core/policy/page.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/policy/page_people.hpp"
#include "core/policy/page_writer.hpp"
#include "core/policy/rituals.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 13> kKindWords{
    "moment",  "question", "ahead", "easy",    "mix",    "date", "ritual",
    "resting", "keep",     "share", "content", "energy", "help"};
constexpr auto kApart = days{6}; // a zone that moved makes no week of a week's page

Event told(std::string_view what, std::string connection, Instant now) {
    Event e;
    e.kind = EventKind::Told;
    e.at = now;
    e.occasion = what;
    e.connection = std::move(connection);
    return e;
}

std::string sentence(const PageLine& line) {
    if (line.hint.empty()) return line.body;
    return line.body.empty() ? line.hint : fmt::format("{} ({})", line.body, line.hint);
}

} // namespace

std::string_view to_word(PageKind kind) { return kKindWords.at(static_cast<std::size_t>(kind)); }

bool Page::empty() const {
    return std::ranges::none_of(lines, [](const PageLine& line) {
        return !line.connection.empty() || line.kind == PageKind::Resting;
    });
}

Page weekly_page(const Frame& frame, const Decision& decision, const words::Bank& bank,
                 const PageWeek& week) {
    return PageWriter{frame, decision, bank, week}.write();
}

calendar::Day page_day(const Reflection& reflection, const calendar::Zone& zone, Instant now) {
    auto at = next_page(reflection, zone, now);
    auto day = calendar::local_day(at, zone);
    return at > now ? day - days{7} : day;
}

std::vector<Event> page_events(const Page& page, Instant now) {
    std::vector<Event> out{told(kPage, "", now)};
    if (!page.message.key.empty())
        out.push_back(told(fmt::format("{}{}", kPageWords, page.message.key), "", now));
    for (const auto& line : page.lines) {
        if (line.kind == PageKind::Easy) out.push_back(told(kEasy, line.connection, now));
        if (line.kind == PageKind::Keep) out.push_back(told(kKeep, line.connection, now));
        if (line.kind == PageKind::Share) out.push_back(told(kShare, "", now));
        if (line.kind == PageKind::Ritual)
            out.push_back(told(ritual_question(line.ritual), "", now));
    }
    return out;
}

bool page_is_new(const Reflection& reflection, const Memory& memory, const calendar::Zone& zone,
                 Instant now) {
    if (page_day(reflection, zone, now) != calendar::local_day(now, zone)) return false;
    const auto last = memory.told.find(kPage);
    return last == memory.told.end() || now - last->second >= kApart;
}

bool page_may_go(const Frame& frame, const Decision& d) {
    return !means_silence(d.global) && !is_grieving(frame.memory.modes, frame.now);
}

std::vector<std::string> page_text(const Page& page, const words::Bank& bank) {
    std::vector<std::string> out;
    std::string heading;
    for (const auto& line : page.lines) {
        auto title = line.title;
        if (title.empty()) title = words::Bank::text(bank.page, "held", "This week held");
        if (title != heading) {
            if (!out.empty()) out.emplace_back();
            out.push_back(title);
        }
        heading = std::move(title);
        if (auto text = sentence(line); !text.empty()) out.push_back("  " + text);
    }
    return out;
}

} // namespace kith::policy
