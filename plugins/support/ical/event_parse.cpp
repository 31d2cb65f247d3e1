// SPDX-License-Identifier: MIT
#include "plugins/support/ical/event_parse.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <libical/ical.h>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace kith::ical {
namespace {

using namespace std::chrono;

constexpr std::size_t kMaxUid = 300;
constexpr std::size_t kMaxDates = 5000;
constexpr std::size_t kMaxParties = 1000;
constexpr seconds kAbsurd = days{36525}; ///< no event lasts a century

struct FreeComponent {
    void operator()(icalcomponent* c) const { icalcomponent_free(c); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

std::optional<Stamp> to_stamp(const icaltimetype& time, icalproperty* property) {
    const year_month_day date{year{time.year}, month{static_cast<unsigned>(time.month)},
                              day{static_cast<unsigned>(time.day)}};
    if (time.year < 1 || time.year > 9999 || !date.ok()) return std::nullopt;
    Stamp out;
    out.local = local_days{date};
    if (time.is_date) {
        out.kind = Stamp::Kind::Date;
        return out;
    }
    if (time.hour < 0 || time.hour > 24 || time.minute < 0 || time.minute > 59 || time.second < 0 ||
        time.second > 60)
        return std::nullopt;
    out.local += hours{time.hour} + minutes{time.minute} + seconds{time.second};
    if (icaltime_is_utc(time)) {
        out.kind = Stamp::Kind::Utc;
        return out;
    }
    auto* const zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char* const tzid = zone == nullptr ? nullptr : icalparameter_get_tzid(zone);
    if (tzid != nullptr && *tzid != '\0') {
        out.kind = Stamp::Kind::Zoned;
        out.tzid = tzid;
    }
    return out;
}

std::string percent_decoded(std::string_view text) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        c = static_cast<char>(c | 0x20);
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool code = text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
                          digit(text[i + 2]) >= 0;
        out += code ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        if (code) i += 2;
    }
    return out;
}

std::string party_address(icalproperty* property, const char* value) {
    std::string_view uri = value == nullptr ? "" : value;
    uri = trim(uri);
    if (lower_ascii(uri.substr(0, 7)) == "mailto:") return percent_decoded(trim(uri.substr(7)));
    auto* const mail = icalproperty_get_first_parameter(property, ICAL_EMAIL_PARAMETER);
    const char* const text = mail == nullptr ? nullptr : icalparameter_get_email(mail);
    if (text != nullptr) return text;
    // Some programs leave the scheme out.
    const bool bare = uri.find('@') != std::string_view::npos && uri.find(':') == uri.npos;
    return bare ? std::string{uri} : std::string{};
}

Party to_party(icalproperty* property, bool organizer) {
    Party out;
    out.organizer = organizer;
    out.address = party_address(property, organizer ? icalproperty_get_organizer(property)
                                                    : icalproperty_get_attendee(property));
    const auto parameter = [&](icalparameter_kind kind) {
        return icalproperty_get_first_parameter(property, kind);
    };
    if (auto* const p = parameter(ICAL_PARTSTAT_PARAMETER)) {
        const auto state = icalparameter_get_partstat(p);
        out.declined = state == ICAL_PARTSTAT_DECLINED || state == ICAL_PARTSTAT_DELEGATED;
        out.unanswered = state == ICAL_PARTSTAT_NEEDSACTION;
    }
    if (auto* const p = parameter(ICAL_ROLE_PARAMETER))
        out.informed = icalparameter_get_role(p) == ICAL_ROLE_NONPARTICIPANT;
    if (auto* const p = parameter(ICAL_CUTYPE_PARAMETER)) {
        const auto type = icalparameter_get_cutype(p);
        out.thing = type == ICAL_CUTYPE_ROOM || type == ICAL_CUTYPE_RESOURCE;
    }
    return out;
}

void add_date(std::vector<Stamp>& out, const icaltimetype& time, icalproperty* property) {
    const auto stamp = to_stamp(time, property);
    if (stamp && out.size() < kMaxDates) out.push_back(*stamp);
}

/// What the properties of one VEVENT say before start and end are put together.
struct Draft {
    Event event;
    std::optional<Stamp> end;
    std::optional<seconds> duration;
    bool absurd = false;
    bool has_start = false;
    bool bad_override = false;
};

/// Wider than libical's own sum, which runs over.
seconds to_length(const icaldurationtype& d) {
    const auto length =
        seconds{d.seconds} + minutes{d.minutes} + hours{d.hours} + days{d.days} + weeks{d.weeks};
    return d.is_neg != 0 ? -length : length;
}

void take_time(Draft& draft, icalproperty* property) {
    auto& event = draft.event;
    switch (icalproperty_isa(property)) {
    case ICAL_DTSTART_PROPERTY:
        if (const auto stamp = to_stamp(icalproperty_get_dtstart(property), property)) {
            event.start = *stamp;
            draft.has_start = true;
        }
        break;
    case ICAL_DTEND_PROPERTY:
        draft.end = to_stamp(icalproperty_get_dtend(property), property);
        break;
    case ICAL_DURATION_PROPERTY:
        draft.duration = to_length(icalproperty_get_duration(property));
        draft.absurd = draft.duration > kAbsurd;
        break;
    case ICAL_RECURRENCEID_PROPERTY: {
        event.recurrence_id = to_stamp(icalproperty_get_recurrenceid(property), property);
        draft.bad_override = !event.recurrence_id;
        auto* const range = icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER);
        event.this_and_future =
            range != nullptr && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
        break;
    }
    case ICAL_EXDATE_PROPERTY:
        add_date(event.left_out, icalproperty_get_exdate(property), property);
        break;
    case ICAL_RDATE_PROPERTY: {
        const auto date = icalproperty_get_rdate(property);
        const bool period = icaltime_is_null_time(date.time) != 0;
        add_date(event.extra_dates, period ? date.period.start : date.time, property);
        break;
    }
    default: break;
    }
}

void take_fact(Event& event, icalproperty* property) {
    switch (icalproperty_isa(property)) {
    case ICAL_UID_PROPERTY:
        if (const char* uid = icalproperty_get_uid(property)) event.uid = uid;
        break;
    case ICAL_SUMMARY_PROPERTY:
        if (const char* text = icalproperty_get_summary(property)) event.summary = text;
        break;
    case ICAL_STATUS_PROPERTY:
        event.cancelled = icalproperty_get_status(property) == ICAL_STATUS_CANCELLED;
        break;
    case ICAL_TRANSP_PROPERTY: {
        const auto transp = icalproperty_get_transp(property);
        event.transparent =
            transp == ICAL_TRANSP_TRANSPARENT || transp == ICAL_TRANSP_TRANSPARENTNOCONFLICT;
        break;
    }
    case ICAL_SEQUENCE_PROPERTY: event.sequence = icalproperty_get_sequence(property); break;
    case ICAL_ATTENDEE_PROPERTY:
    case ICAL_ORGANIZER_PROPERTY:
        if (event.parties.size() < kMaxParties)
            event.parties.push_back(
                to_party(property, icalproperty_isa(property) == ICAL_ORGANIZER_PROPERTY));
        break;
    default: break;
    }
}

/// Start to end in civil time: exact for UTC and one zone, and an hour off at most across a change
/// of the clock, which no rule here depends on. What two zones make of it is ZoneBook's business.
void set_length(Draft& draft) {
    auto& event = draft.event;
    event.length_known = draft.end || draft.duration;
    if (draft.duration)
        event.length = *draft.duration;
    else if (draft.end)
        event.length = draft.end->local - event.start.local;
    else if (event.all_day())
        event.length = days{1};
    event.length = std::clamp(event.length, seconds{0}, seconds{kLongestEvent});
    if (event.all_day() && event.length < days{1}) event.length = days{1};
    const auto timed = [](const Stamp& stamp) { return stamp.kind != Stamp::Kind::Date; };
    const auto same_zone = [](const Stamp& a, const Stamp& b) {
        return a.kind == b.kind && a.tzid == b.tzid;
    };
    if (!draft.duration && draft.end && timed(event.start) && timed(*draft.end) &&
        !same_zone(event.start, *draft.end))
        event.end = std::move(draft.end);
}

Result<void> add_rules(Event& event, const std::vector<std::string>& rules) {
    for (const auto& text : rules) {
        auto rule = calendar::Rule::parse_rrule(text);
        if (!rule) return fail(fmt::format("its rule can't be used: {}", rule.error().text));
        event.rules.push_back(std::move(*rule));
    }
    return {};
}

/// A uid that can stand in a record: printable and not too long.
std::string usable_uid(const Event& event) {
    const bool fine = !event.uid.empty() && event.uid.size() <= kMaxUid &&
                      clean_line(event.uid, kMaxUid) == event.uid;
    if (fine) return event.uid;
    const auto facts = event.uid + '\n' + event.summary + '\n' +
                       std::to_string(event.start.local.time_since_epoch().count());
    return fmt::format("event-{:016x}", fmix64(fnv1a64(facts)));
}

} // namespace

Result<Event> parse_event(const RawEvent& raw) {
    if (!raw.trouble.empty()) return fail(std::string{raw.trouble});
    if (raw.text.find('\0') != std::string::npos) return fail("it holds a NUL byte");
    icalerror_set_errors_are_fatal(0);
    const Component component{icalparser_parse_string(raw.text.c_str())};
    if (!component || icalcomponent_isa(component.get()) != ICAL_VEVENT_COMPONENT)
        return fail("it is no event");
    Draft draft;
    for (auto* p = icalcomponent_get_first_property(component.get(), ICAL_ANY_PROPERTY);
         p != nullptr; p = icalcomponent_get_next_property(component.get(), ICAL_ANY_PROPERTY)) {
        take_time(draft, p);
        take_fact(draft.event, p);
    }
    if (!draft.has_start) return fail("its start can't be read");
    if (draft.absurd) return fail("its DURATION can't be meant");
    if (draft.bad_override || (raw.is_override && !draft.event.recurrence_id))
        return fail("its RECURRENCE-ID can't be read");
    if (const auto rules = add_rules(draft.event, raw.rules); !rules)
        return std::unexpected(rules.error());
    set_length(draft);
    draft.event.uid = usable_uid(draft.event);
    return std::move(draft.event);
}

} // namespace kith::ical
