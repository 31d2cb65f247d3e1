// SPDX-License-Identifier: MIT
// Moments as a person types them, ahead and behind.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "core/config/duration.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

constexpr auto kNoon = std::chrono::hours{12};
constexpr std::array<std::string_view, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};

} // namespace

Result<Instant> Answers::moment(const std::string& text) const {
    auto at = calendar::parse_moment(text, life_.zone());
    if (at) return at;
    if (const auto length = parse_duration(text)) return life_.now() + *length;
    if (const auto target = calendar::later_target(text))
        if (const auto slot = life_.slots().later(*target, life_.now())) return slot->start;
    const auto day = std::ranges::find(kWeekdays, lower_ascii(text));
    if (day == kWeekdays.end())
        return fail(clean_line(text, 40) + " is no moment Kith knows; write saturday, tomorrow, 2 "
                                           "days, 2026-03-02 or 2026-03-02T12:30");
    const std::chrono::weekday wanted{static_cast<unsigned>(day - kWeekdays.begin())};
    const auto today = calendar::local_day(life_.now(), life_.zone());
    const auto ahead = (wanted - calendar::weekday_of(today)).count();
    return life_.zone().to_instant_earliest(today + std::chrono::days{ahead == 0 ? 7 : ahead} +
                                            kNoon);
}

/// The same behind us: `yesterday`, `saturday`, or `2 hours` ago.
Result<Instant> Answers::past_moment(const std::string& text, Instant now) const {
    auto at = calendar::parse_moment(text, life_.zone());
    if (at) return at;
    if (const auto length = parse_duration(text)) return now - *length;
    const auto today = calendar::local_day(now, life_.zone());
    if (const auto time = calendar::parse_time_of_day(text))
        return life_.zone().to_instant_earliest(today + *time);
    const auto word = lower_ascii(text);
    if (word == "today") return now;
    const auto day = std::ranges::find(kWeekdays, word);
    if (word != "yesterday" && day == kWeekdays.end())
        return fail(clean_line(text, 40) +
                    " is no moment Kith knows; write today, yesterday, "
                    "saturday, 18:30, 2 hours, 2026-03-02 or 2026-03-02T12:30");
    auto back = std::chrono::days{1};
    if (day != kWeekdays.end()) {
        const std::chrono::weekday wanted{static_cast<unsigned>(day - kWeekdays.begin())};
        back = calendar::weekday_of(today) - wanted;
        if (back.count() == 0) back = std::chrono::days{7};
    }
    return life_.zone().to_instant_earliest(today - back + kNoon);
}

Result<std::optional<Instant>> Answers::until(const std::string& text) const {
    if (text.empty()) return std::optional<Instant>{};
    const auto at = moment(text);
    if (!at) return std::unexpected(at.error());
    if (*at <= life_.now()) return fail("that moment is past; please name one ahead");
    return std::optional{*at};
}

} // namespace kith::daemon
