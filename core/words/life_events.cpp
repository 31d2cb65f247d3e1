// SPDX-License-Identifier: MIT
#include "core/words/life_events.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kith::words {
namespace {

struct Row {
    LifeEvent what;
    std::string_view word;
};

/// The one table. The first of each is the word of the manual.
constexpr std::array kRows{
    Row{LifeEvent::NewBaby, "new-baby"},
    Row{LifeEvent::NewBaby, "baby"},
    Row{LifeEvent::NewBaby, "newborn"},
    Row{LifeEvent::NewBaby, "birth"},
    Row{LifeEvent::NewBaby, "maternity"},
    Row{LifeEvent::NewBaby, "paternity"},
    Row{LifeEvent::NewBaby, "parental-leave"},

    Row{LifeEvent::Exams, "exams"},
    Row{LifeEvent::Exams, "exam"},
    Row{LifeEvent::Exams, "finals"},
    Row{LifeEvent::Exams, "tests"},
    Row{LifeEvent::Exams, "test"},
    Row{LifeEvent::Exams, "thesis"},

    Row{LifeEvent::Illness, "illness"},
    Row{LifeEvent::Illness, "ill"},
    Row{LifeEvent::Illness, "sick"},
    Row{LifeEvent::Illness, "sickness"},
    Row{LifeEvent::Illness, "flu"},
    Row{LifeEvent::Illness, "hospital"},
    Row{LifeEvent::Illness, "operation"},
    Row{LifeEvent::Illness, "surgery"},

    Row{LifeEvent::Bereavement, "bereavement"},
    Row{LifeEvent::Bereavement, "death"},
    Row{LifeEvent::Bereavement, "funeral"},
    Row{LifeEvent::Bereavement, "grief"},
    Row{LifeEvent::Bereavement, "mourning"},
    Row{LifeEvent::Bereavement, "loss"},

    Row{LifeEvent::Away, "trip"},
    Row{LifeEvent::Away, "travel"},
    Row{LifeEvent::Away, "holiday"},
    Row{LifeEvent::Away, "holidays"},
    Row{LifeEvent::Away, "vacation"},
    Row{LifeEvent::Away, "away"},
};
constexpr std::array kBefore =
    std::to_array<std::string_view>({"a-", "an-", "the-", "my-", "our-"});

} // namespace

std::optional<LifeEvent> read_life_event(std::string_view said) {
    auto word = lower_ascii(trim(said));
    std::ranges::replace(word, ' ', '-');
    std::ranges::replace(word, '_', '-');
    for (const auto before : kBefore)
        if (word.starts_with(before)) {
            word.erase(0, before.size());
            break;
        }
    const auto* row = std::ranges::find(kRows, word, &Row::word);
    return row == kRows.end() ? std::nullopt : std::optional{row->what};
}

std::string life_event_words() {
    std::string out;
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        const bool is_first = i == 0 || kRows[i - 1].what != kRows[i].what;
        const bool is_second = i > 0 && !is_first && (i < 2 || kRows[i - 2].what != kRows[i].what);
        if (is_first && i > 0) out += "), ";
        out += is_first ? "" : is_second ? " (" : ", ";
        out += kRows[i].word;
    }
    return out + ")";
}

} // namespace kith::words
