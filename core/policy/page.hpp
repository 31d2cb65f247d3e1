// SPDX-License-Identifier: MIT
// The weekly page (domain.md D): a look back in words, one question, one easy step. No totals, no
// counts, nobody ranked.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/model/touchpoint.hpp"
#include "core/policy/decide.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// What a line of the page is about.
enum class PageKind : std::uint8_t {
    Moment,
    Question,
    Ahead,
    Easy,
    Mix,
    Date,
    Ritual,  ///< whether it still stands
    Resting, ///< whether a hard week goes on
    Keep,    ///< keep, rest, let go
    Share,   ///< somebody carries every kind of support
    Content,
    Energy,
    Help,
};
std::string_view to_word(PageKind kind);

struct PageLine {
    PageKind kind = PageKind::Moment;
    std::string connection; ///< empty: about nobody in particular
    std::string ritual;     ///< of a question about one
    std::string title, body;
    std::string hint; ///< the command that answers it, or nothing
};

struct Page {
    calendar::Day day{}; ///< the day it is of
    std::vector<PageLine> lines;
    words::Words message; ///< what is sent of it: title and body, within the bounds of an offer

    /// Nothing to look back at and nobody to think of: it is not sent then.
    [[nodiscard]] bool empty() const;
};

/// What the page is made from.
struct PageWeek {
    std::span<const Touchpoint> touches; ///< of the last seven days, in any order
    calendar::Day day{};                 ///< the page's day: the same all week
    bool away = false; ///< it leaves for a screen that others may see: nobody discreet is named
};

/// The page as of `frame.now`. The same page all week, but for what happened meanwhile.
Page weekly_page(const Frame& frame, const Decision& decision, const words::Bank& bank,
                 const PageWeek& week);

/// The day of the page that is in force at `now`: the last one that has come.
calendar::Day page_day(const Reflection& reflection, const calendar::Zone& zone, Instant now);

/// What sending the page leaves in the ledger: that it was, whom it called easy to say hi to, and
/// what it asked.
std::vector<Event> page_events(const Page& page, Instant now);

/// Whether the page of today is still to be sent: its hour has come, and none went out in the six
/// days before. What a day missed is over.
bool page_is_new(const Reflection& reflection, const Memory& memory, const calendar::Zone& zone,
                 Instant now);

/// Whether nothing stands in its way: no grief, and no guard of the slot that means silence.
bool page_may_go(const Frame& frame, const Decision& decision);

/// What a sent page is told under.
inline constexpr std::string_view kPage = "page";

/// As it is read: headings, and what stands below them.
std::vector<std::string> page_text(const Page& page, const words::Bank& bank);

} // namespace kith::policy
