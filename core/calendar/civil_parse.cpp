// SPDX-License-Identifier: MIT
#include "core/calendar/civil.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <optional>

namespace kith::calendar {

namespace {

/// Reads a text from the left, in pieces of known width; every step fails softly.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }

    bool take_any(std::string_view choices) {
        if (rest_.empty() || choices.find(rest_.front()) == choices.npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<int> take_number(std::size_t digits, int least, int most) {
        if (rest_.size() < digits) return {};
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') return {};
            value = value * 10 + (rest_[i] - '0');
        }
        if (value < least || value > most) return {};
        rest_.remove_prefix(digits);
        return value;
    }

    void skip_digits() {
        while (take_any("0123456789")) continue;
    }

    std::optional<Day> take_date() {
        const auto year = take_number(4, 1, 9999);
        if (!year || !take_any("-")) return {};
        const auto month = take_number(2, 1, 12);
        if (!month || !take_any("-")) return {};
        const auto day = take_number(2, 1, 31);
        if (!day) return {};
        const std::chrono::year_month_day date{std::chrono::year{*year},
                                               std::chrono::month{static_cast<unsigned>(*month)},
                                               std::chrono::day{static_cast<unsigned>(*day)}};
        if (!date.ok()) return {};
        return Day{date};
    }

    /// HH:MM, with :SS and a fraction if they follow.
    std::optional<std::chrono::seconds> take_clock(bool seconds_needed) {
        const auto hour = take_number(2, 0, 23);
        if (!hour || !take_any(":")) return {};
        const auto minute = take_number(2, 0, 59);
        if (!minute) return {};
        std::chrono::seconds clock = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
        if (!take_any(":")) return seconds_needed ? std::nullopt : std::optional(clock);
        const auto second = take_number(2, 0, 60);
        if (!second) return {};
        if (take_any(".,")) {
            if (!take_number(1, 0, 9)) return {};
            skip_digits();
        }
        return clock + std::chrono::seconds{*second};
    }

    std::optional<std::chrono::minutes> take_offset() {
        if (take_any("Zz")) return std::chrono::minutes{};
        const bool west = !rest_.empty() && rest_.front() == '-';
        if (!take_any("+-")) return {};
        const auto hour = take_number(2, 0, 23);
        if (!hour || !take_any(":")) return {};
        const auto minute = take_number(2, 0, 59);
        if (!minute) return {};
        const std::chrono::minutes offset =
            std::chrono::hours{*hour} + std::chrono::minutes{*minute};
        return west ? -offset : offset;
    }

  private:
    std::string_view rest_;
};

std::string quoted(std::string_view text) { return "\"" + clean_line(text, 60) + "\""; }

std::optional<LocalTime> read_local(std::string_view text) {
    Reader reader(text);
    const auto day = reader.take_date();
    if (!day || !reader.take_any("Tt ")) return {};
    const auto clock = reader.take_clock(false);
    if (!clock || !reader.done()) return {};
    return *day + *clock;
}

std::optional<Instant> read_instant(std::string_view text) {
    Reader reader(text);
    const auto day = reader.take_date();
    if (!day || !reader.take_any("Tt ")) return {};
    const auto clock = reader.take_clock(true);
    if (!clock) return {};
    const auto offset = reader.take_offset();
    if (!offset || !reader.done()) return {};
    return Instant{(*day + *clock - *offset).time_since_epoch()};
}

std::optional<Day> read_date(std::string_view text) {
    Reader reader(text);
    const auto day = reader.take_date();
    if (!reader.done()) return {};
    return day;
}

} // namespace

Result<Instant> parse_instant(std::string_view text) {
    if (const auto at = read_instant(text)) return *at;
    return fail(fmt::format("{} is not a moment such as 2026-03-02T12:30:00+01:00", quoted(text)));
}

Result<Day> parse_date(std::string_view text) {
    if (const auto day = read_date(text)) return *day;
    return fail(fmt::format("{} is not a date such as 2026-03-02", quoted(text)));
}

Result<LocalTime> parse_local(std::string_view text) {
    if (const auto local = read_local(text)) return *local;
    return fail(fmt::format("{} is not a date with a time such as 2026-03-02T12:30", quoted(text)));
}

Result<TimeOfDay> parse_time_of_day(std::string_view text, TimeUse use) {
    if (use == TimeUse::End && text == "24:00") return TimeOfDay{std::chrono::hours{24}};
    Reader reader(text);
    const auto hour = reader.take_number(2, 0, 23);
    const bool colon = hour && reader.take_any(":");
    const auto minute = colon ? reader.take_number(2, 0, 59) : std::nullopt;
    if (minute && reader.done())
        return TimeOfDay{std::chrono::hours{*hour} + std::chrono::minutes{*minute}};
    if (text == "24:00") return fail("24:00 can only be an end; a day begins at 00:00");
    return fail(fmt::format("{} is not a time of day such as 09:30", quoted(text)));
}

Result<Instant> parse_moment(std::string_view text, const Zone& zone) {
    if (const auto day = read_date(text)) return zone.to_instant(*day);
    if (const auto local = read_local(text)) return zone.to_instant(*local);
    if (const auto at = read_instant(text)) return *at;
    return fail(fmt::format("{} is not a moment; write 2026-03-02, 2026-03-02T12:30 or "
                            "2026-03-02T12:30:00+01:00",
                            quoted(text)));
}

} // namespace kith::calendar
