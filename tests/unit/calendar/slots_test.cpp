// SPDX-License-Identifier: MIT
#include "core/calendar/slots.hpp"
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

namespace {

SlotPlan plan(std::initializer_list<const char*> times, int open_minutes = 120,
              const QuietHours& quiet = {}, const char* where = "UTC") {
    std::vector<TimeOfDay> parsed;
    for (const char* time : times) parsed.push_back(clock(time));
    return {parsed, std::chrono::minutes{open_minutes}, quiet, zone(where)};
}

std::string later(const char* word, const char* now) {
    const auto target = later_target(word);
    REQUIRE(target);
    const auto slot = plan({"12:30", "17:30"}).later(*target, at(now));
    REQUIRE(slot);
    return shown(slot->start);
}

} // namespace

TEST_CASE("A slot is open from its start for its length", "[calendar][slots]") {
    const SlotPlan usual = plan({"17:30", "12:30", "12:30"});
    REQUIRE(usual.times().size() == 2);
    CHECK_FALSE(usual.slot_at(at("2026-03-02T12:29:59Z")));
    const auto slot = usual.slot_at(at("2026-03-02T12:30:00Z"));
    REQUIRE(slot);
    CHECK(shown(slot->start) == "2026-03-02T12:30:00+00:00");
    CHECK(shown(slot->end) == "2026-03-02T14:30:00+00:00");
    CHECK(slot->first_allowed == slot->start);
    CHECK(slot->index == 0);
    CHECK(format_date(slot->day) == "2026-03-02");
    CHECK(usual.slot_at(at("2026-03-02T14:29:59Z")) == slot);
    CHECK_FALSE(usual.slot_at(at("2026-03-02T14:30:00Z")));
    CHECK(usual.next_slot(slot->start)->index == 1);
    CHECK(shown(usual.next_slot(at("2026-03-02T18:00:00Z"))->start) == "2026-03-03T12:30:00+00:00");
}

TEST_CASE("A window never reaches into quiet hours", "[calendar][slots]") {
    const SlotPlan edges = plan({"08:30", "19:30", "22:00"});
    const auto slots = edges.slots_on(*parse_date("2026-03-02"));
    REQUIRE(slots.size() == 3);
    CHECK(shown(*slots[0].first_allowed) == "2026-03-02T09:00:00+00:00");
    CHECK(shown(slots[0].end) == "2026-03-02T10:30:00+00:00");
    CHECK(shown(slots[1].end) == "2026-03-02T20:30:00+00:00");
    CHECK_FALSE(slots[2].first_allowed);
    CHECK(slots[2].end == slots[2].start);
    CHECK(edges.slot_at(at("2026-03-02T08:40:00Z")) == slots[0]);
    CHECK_FALSE(edges.slot_at(at("2026-03-02T22:10:00Z")));

    const QuietHours siesta{clock("13:00"), clock("15:00"), {}, {}};
    CHECK(shown(plan({"12:30"}, 240, siesta).slot_at(at("2026-03-02T12:40:00Z"))->end) ==
          "2026-03-02T13:00:00+00:00");
}

TEST_CASE("The next slot ends an overlapping one, also over midnight", "[calendar][slots]") {
    const SlotPlan close = plan({"12:30", "13:30"});
    CHECK(shown(close.slot_at(at("2026-03-02T13:00:00Z"))->end) == "2026-03-02T13:30:00+00:00");
    CHECK(close.slot_at(at("2026-03-02T13:30:00Z"))->index == 1);
    const SlotPlan night = plan({"23:30", "01:00"}, 240, QuietHours::none());
    const auto late = night.slot_at(at("2026-03-03T00:30:00Z"));
    REQUIRE(late);
    CHECK(format_date(late->day) == "2026-03-02");
    CHECK(shown(late->end) == "2026-03-03T01:00:00+00:00");
}

TEST_CASE("Slots keep to the wall clock when it changes", "[calendar][slots]") {
    const SlotPlan night = plan({"02:30", "12:30"}, 120, QuietHours::none(), "Europe/Berlin");
    const auto spring = night.slots_on(*parse_date("2026-03-29"));
    CHECK(spring[0].start == at("2026-03-29T01:00:00Z")); // skipped: at the change
    CHECK(spring[1].start == at("2026-03-29T10:30:00Z"));
    const auto autumn = night.slots_between(at("2026-10-24T22:00:00Z"), at("2026-10-25T22:59:00Z"));
    REQUIRE(autumn.size() == 2); // the repeated hour has it once
    CHECK(autumn[0].start == at("2026-10-25T00:30:00Z"));
    CHECK(autumn[0].end == at("2026-10-25T02:30:00Z"));
    CHECK(autumn[1].start == at("2026-10-25T11:30:00Z"));
}

TEST_CASE("Slots of a skipped hour stay in order with those behind it", "[calendar][slots]") {
    const SlotPlan night =
        plan({"02:30", "03:00", "12:30"}, 120, QuietHours::none(), "Europe/Berlin");
    const auto spring = night.slots_on(*parse_date("2026-03-29"));
    REQUIRE(spring.size() == 3);
    CHECK(spring[0].start <= spring[1].start);
    CHECK(spring[0].end == spring[1].start); // overtaken: the one window is that of 03:00
    CHECK(night.slot_at(at("2026-03-29T01:15:00Z"))->index == 1);
    CHECK_FALSE(night.slot_at(at("2026-03-29T03:00:00Z")));
}

TEST_CASE("A day that was skipped has no slot", "[calendar][slots]") {
    // Samoa went from the 29th of December 2011 to the 31st.
    const auto slots = plan({"08:00", "12:30"}, 360, QuietHours::none(), "Pacific/Apia");
    const auto found = slots.slots_between(at("2011-12-29T10:00:00Z"), at("2011-12-31T10:00:00Z"));
    std::vector<std::string> starts;
    for (const auto& slot : found) starts.push_back(shown(slot.start, slots.zone()).substr(0, 16));
    CHECK(starts == std::vector<std::string>{"2011-12-29T08:00", "2011-12-29T12:30",
                                             "2011-12-31T08:00", "2011-12-31T12:30"});
    const auto missing = Day{std::chrono::year{2011} / 12 / 30};
    CHECK(slots.slots_on(missing).empty());
    CHECK(slots.next_slot(found[1].start)->start == found[2].start);
    CHECK_FALSE(slots.slot_at(at("2011-12-30T10:30:00Z")));
    CHECK(found[1].end == found[1].start + std::chrono::hours{6});
    CHECK(slots.later(LaterTarget::Tomorrow, found[0].start)->start == found[2].start);
}

TEST_CASE("Slots between two instants are half open, in order and complete", "[calendar][slots]") {
    const SlotPlan usual = plan({"12:30", "17:30"}, 120, {}, "Pacific/Auckland");
    const auto year = usual.slots_between(at("2025-12-31T11:00:00Z"), at("2026-12-31T11:00:00Z"));
    CHECK(year.size() == 730);
    Instant walked = at("2025-12-31T11:00:00Z");
    for (const SlotWindow& slot : year) {
        REQUIRE(usual.next_slot(walked) == slot);
        walked = slot.start;
    }
    CHECK(usual.slots_between(walked, walked).empty());
    CHECK(usual.slots_between(walked, walked + std::chrono::seconds{1}).size() == 1);
    CHECK(plan({}).slots_between(at("2026-01-01T00:00:00Z"), walked).empty());
    CHECK_FALSE(plan({}).next_slot(walked));
    CHECK_FALSE(plan({}).later(LaterTarget::Tonight, walked));
}

TEST_CASE("Later comes back where its word says", "[calendar][slots]") {
    struct Row {
        const char* word;
        const char* now;
        const char* start;
    };
    // 2026-03-02 is a Monday.
    const Row rows[] = {
        {"tonight", "2026-03-02T12:40:00Z", "2026-03-02T17:30:00+00:00"},
        {"tonight", "2026-03-02T17:40:00Z", "2026-03-03T12:30:00+00:00"},
        {"tomorrow", "2026-03-02T08:00:00Z", "2026-03-03T12:30:00+00:00"},
        {"weekend", "2026-03-02T08:00:00Z", "2026-03-07T12:30:00+00:00"},
        {"weekend", "2026-03-07T08:00:00Z", "2026-03-07T12:30:00+00:00"},
        {"weekend", "2026-03-07T12:40:00Z", "2026-03-14T12:30:00+00:00"},
        {"weekend", "2026-03-08T08:00:00Z", "2026-03-14T12:30:00+00:00"},
        {"next-week", "2026-03-02T08:00:00Z", "2026-03-09T12:30:00+00:00"},
        {"next-week", "2026-03-08T08:00:00Z", "2026-03-09T12:30:00+00:00"},
        {"", "2026-03-02T12:30:00Z", "2026-03-04T12:30:00+00:00"},
        {"", "2026-03-02T12:30:01Z", "2026-03-04T17:30:00+00:00"},
        {"", "2026-03-02T18:00:00Z", "2026-03-05T12:30:00+00:00"},
    };
    for (const Row& row : rows) {
        INFO(row.word << " at " << row.now);
        CHECK(later(row.word, row.now) == row.start);
    }
    CHECK_FALSE(later_target("sometime"));
    CHECK(shown(plan({"22:00", "12:30"})
                    .later(LaterTarget::Tonight, at("2026-03-02T10:00:00Z"))
                    ->start) == "2026-03-02T12:30:00+00:00"); // 22:00 is wholly quiet
}

TEST_CASE("A silent day has no usable slot, and ends what began before it", "[calendar][slots]") {
    const std::vector<std::string> written{"2026-03-03", "--12-24"};
    const SlotPlan silent{{clock("12:30"), clock("22:00")},
                          std::chrono::minutes{180},
                          QuietHours::none(),
                          zone("UTC"),
                          DayList{written}};
    for (const auto* day : {"2026-03-03", "2026-12-24", "2031-12-24"})
        for (const auto& slot : silent.slots_on(*parse_date(day))) {
            CHECK_FALSE(slot.first_allowed);
            CHECK(slot.end == slot.start);
        }
    CHECK(shown(silent.slot_at(at("2026-03-02T23:00:00Z"))->end) == "2026-03-03T00:00:00+00:00");
    CHECK(silent.is_quiet(at("2026-03-03T12:30:00Z")));
    CHECK_FALSE(silent.is_quiet(at("2026-03-04T12:30:00Z")));
    const auto slot = silent.later(LaterTarget::Tomorrow, at("2026-03-02T13:00:00Z"));
    REQUIRE(slot);
    CHECK(shown(slot->start) == "2026-03-04T12:30:00+00:00");
}

TEST_CASE("Days are written with their year or for every one", "[calendar]") {
    const std::vector<std::string> written{"2026-03-03", "--02-29", "work.ics", "--13-01"};
    const DayList days{written};
    const auto has = [&](const char* day) { return days.has(*parse_date(day)); };
    CHECK(has("2026-03-03"));
    CHECK_FALSE(has("2027-03-03"));
    CHECK(has("2028-02-29"));
    CHECK_FALSE(has("2028-02-28"));
    CHECK(has("2027-02-28"));
    CHECK(DayList{}.empty());
}
