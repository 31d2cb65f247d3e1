// SPDX-License-Identifier: MIT
#include "daemon/ledger/fold_clock.hpp"

#include <array>
#include <stdexcept>

#include "daemon/ledger/fold_lists.hpp"

namespace kith::ledger {

using namespace policy;

namespace {

// A start reads these for every connection: four hex digits each, on a line of their own after the
// JSON, as reading them as JSON would take ten times as long.
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kWidth = 4;
constexpr unsigned kMinutesAWeek = 7 * 24 * 60;

/// 16 for what is no digit of ours.
constexpr std::array<std::uint8_t, 256> kValues = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(16);
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        out.at(static_cast<unsigned char>(kDigits[i])) = static_cast<std::uint8_t>(i);
    return out;
}();

std::vector<std::uint16_t> to_minutes(std::string_view line, std::size_t count) {
    if (count > kMinutesKept || line.size() != count * kWidth)
        throw std::invalid_argument("week_minutes");
    std::vector<std::uint16_t> out(count);
    unsigned wrong = 0;
    for (std::size_t i = 0; i < count; ++i) {
        unsigned minute = 0;
        for (std::size_t k = 0; k < kWidth; ++k) {
            const unsigned value = kValues[static_cast<unsigned char>(line[i * kWidth + k])];
            wrong |= value & 16U;
            minute = minute << 4U | (value & 15U);
        }
        wrong |= minute < kMinutesAWeek ? 0U : 16U;
        out[i] = static_cast<std::uint16_t>(minute);
    }
    if (wrong != 0) throw std::invalid_argument("week_minutes");
    return out;
}

Json sides_json(const OneSided& s) {
    Json out{{"you_wrote", list(s.you_wrote, number)},
             {"last_day", s.last_day},
             {"last", seconds(s.last)}};
    put(out, "they_wrote", s.they_wrote);
    put(out, "rang", s.rang);
    put(out, "by_hand", s.by_hand);
    return out;
}

OneSided to_sides(const Json& in) {
    OneSided s;
    s.they_wrote = maybe_instant(in, "they_wrote");
    s.rang = bool_or(in, "rang", false);
    s.you_wrote = read_list(in, "you_wrote", to_instant);
    s.last_day = static_cast<std::int32_t>(int_or(in, "last_day", 0));
    // An older fold knows the day alone.
    s.last = in.contains("last") ? instant_or(in, "last") : Instant{std::chrono::days{s.last_day}};
    s.by_hand = bool_or(in, "by_hand", false);
    return s;
}

} // namespace

std::string minutes_line(const std::vector<std::uint16_t>& minutes) {
    std::string out;
    out.reserve(minutes.size() * kWidth + 1);
    out += '\n';
    for (const unsigned minute : minutes)
        for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kDigits[(minute >> shift) & 15U];
    return out;
}

Json clock_json(const Clock& c) {
    Json out{{"elapsed", c.elapsed},
             {"as_of", seconds(c.as_of)},
             {"day", Json::array({c.day.day, c.day.text_in, c.day.text_out, c.day.spoken_in,
                                  c.day.spoken_out, c.day.called})},
             {"warm_days", list(c.warm_days, number)},
             {"minutes", c.week_minutes.size()}};
    if (c.sides != OneSided{}) out["sides"] = sides_json(c.sides);
    put(out, "known", c.known);
    put(out, "last_touch", c.last_touch);
    if (c.last_heard != c.last_touch)
        out["last_heard"] = c.last_heard ? Json(seconds(*c.last_heard)) : Json(nullptr);
    return out;
}

Clock to_clock(const Json& in, std::string_view minutes) {
    Clock c;
    c.elapsed = number_or(in, "elapsed", 0);
    c.as_of = instant_or(in, "as_of");
    c.known = bool_or(in, "known", false);
    c.last_touch = maybe_instant(in, "last_touch");
    c.last_heard = in.contains("last_heard") ? maybe_instant(in, "last_heard") : c.last_touch;
    if (const auto day = in.find("day"); day != in.end() && day->is_array() && day->size() == 6)
        c.day = {day->at(0).get<std::int32_t>(), day->at(1).get<double>(), day->at(2).get<double>(),
                 day->at(3).get<double>(),       day->at(4).get<double>(), day->at(5).get<bool>()};
    c.warm_days = read_list(in, "warm_days", to_instant);
    if (const auto sides = in.find("sides"); sides != in.end()) c.sides = to_sides(*sides);
    c.week_minutes = to_minutes(minutes, static_cast<std::size_t>(int_or(in, "minutes", -1)));
    return c;
}

} // namespace kith::ledger
