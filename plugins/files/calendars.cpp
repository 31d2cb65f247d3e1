// SPDX-License-Identifier: MIT
#include "plugins/files/calendars.hpp"

#include <algorithm>

#include "core/calendar/civil.hpp"
#include "plugins/files/calendar_files.hpp"
#include "plugins/files/moved_series.hpp"
#include "plugins/files/participants.hpp"
#include "plugins/support/ical/event_parse.hpp"

namespace kith::files {
namespace {

constexpr auto kAhead = std::chrono::days{400};
constexpr std::int64_t kTimeToStop = 2000;

Instant instant(std::int64_t s) { return Instant{std::chrono::seconds{s}}; }
std::int64_t seconds(Instant at) { return at.time_since_epoch().count(); }

calendar::Zone own_zone(const plugin::Request& request) {
    const auto zone = calendar::Zone::named(request.zone);
    return zone ? *zone : calendar::Zone::utc();
}

/// `20260302` two days before or after an instant: a border no time zone reaches across.
std::string border(Instant at, int days) {
    auto text = calendar::format_date(
        calendar::local_day(at + std::chrono::days{days}, calendar::Zone::utc()));
    std::erase(text, '-');
    return text;
}

/// Reads the day off a raw value: its first eight digits.
std::string_view day_of(std::string_view value) {
    return value.substr(0, std::min<std::size_t>(8, value.size()));
}

bool surely_before(const ical::RawEvent& raw, std::string_view day) {
    if (raw.repeats() || raw.has_duration || raw.start.size() < 8) return false;
    return day_of(raw.end.size() >= 8 ? raw.end : raw.start) < day;
}

bool surely_after(const ical::RawEvent& raw, std::string_view day) {
    return !raw.repeats() && raw.start.size() >= 8 && day_of(raw.start) > day;
}

/// The earliest day on which one of a file's single events was over: how far back it reaches. One
/// that began long ago and still runs is in an export of what is to come.
void note_day(const ical::RawEvent& raw, std::string& first) {
    if (raw.repeats() || raw.start.size() < 8) return;
    if (!first.empty() && day_of(raw.start) >= first) return;
    const auto event = ical::parse_event(raw);
    if (!event) return;
    auto end = event->start.local + event->length;
    if (event->end) end += std::chrono::days{1}; // the zones may put it there, and no earlier
    auto day = calendar::format_date(std::chrono::floor<std::chrono::days>(end));
    std::erase(day, '-');
    if (first.empty() || day < first) first = std::move(day);
}

class CalendarRun {
  public:
    CalendarRun(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                const plugin::Request& request, std::string& trouble)
        : host_(host), settings_(settings), people_(people), request_(request), trouble_(trouble),
          zones_(own_zone(request)), since_(instant(request.since)), now_(instant(request.now)) {}

    bool sense(Seen& seen) {
        const Told::Look look{seen.rules(), request_.since, request_.now};
        std::vector<std::uint64_t> listed;
        for (const auto& path : settings_.calendars) {
            for (const auto& file : files_of(path)) {
                listed.push_back(file.key);
                const auto* known = seen.calendar(file.key);
                if (known && known->shape == file.shape && known->again_at > request_.now) {
                    seen.told().still_there(file);
                    continue;
                }
                if (host_.time_left_ms() < kTimeToStop) return false;
                CalendarReading reading;
                auto [again, broken] = sense_file(file, seen.told(), reading);
                if (changed_lately(file.changed, request_.now)) {
                    reading.whole = false;
                    reading.called_off.clear();
                    again = std::min(again, request_.now + kLately);
                }
                // What cannot be read is looked at each time, so that it is told as long as it is
                // so.
                seen.set_calendar(file.key, {file.shape, broken ? request_.now : again});
                seen.told().read(file, reading, look);
            }
        }
        std::ranges::sort(listed);
        seen.keep_calendars(listed);
        for (const auto& ref : seen.told().settle(settings_.calendars, listed, look))
            host_.retract(ref);
        seen.told().looked_at = request_.now;
        return true;
    }

    void plan() {
        const auto first = border(since_, -2);
        const auto last = border(instant(request_.until), 2);
        const auto wanted = [&](const ical::RawEvent& raw) {
            return !surely_before(raw, first) && !surely_after(raw, last);
        };
        for (const auto& path : settings_.calendars)
            for (const auto& file : files_of(path)) {
                const auto found = read_events(file, zones_, wanted, [](const std::string&) {});
                note_broken(file, found.broken);
                for (const auto& [uid, events] : found.by_uid)
                    for (const auto& i :
                         ical::instances(events, zones_, {since_, instant(request_.until)}))
                        plan_instance(i);
            }
    }

  private:
    std::vector<CalendarFile> files_of(const std::filesystem::path& path) {
        const auto note = [this](const std::string& text) {
            if (trouble_.empty()) trouble_ = text;
        };
        try {
            return calendar_files(path, note);
        } catch (const plugin::Failure& failure) {
            note(failure.what());
            return {};
        }
    }

    /// True for one that may not stay so: a writer is not half-way.
    bool note_broken(const CalendarFile& file, const std::string& why) {
        if (why.empty() || changed_lately(file.changed, request_.now)) return false;
        if (trouble_.empty())
            trouble_ = "the calendar " + file.path.string() + " cannot be used: " + why;
        return true;
    }

    /// When all were looked at before; a state from before that was told means now.
    [[nodiscard]] Instant looked_at(const Told& told) const {
        return told.looked_at == 0 ? now_ : std::min(now_, instant(told.looked_at));
    }

    struct Looked {
        std::int64_t again =
            0; ///< when the next one will be over, or what lies ahead is looked for
        bool broken = false;
    };
    /// Emits what is over.
    Looked sense_file(const CalendarFile& file, const Told& told, CalendarReading& reading) {
        const auto first = border(since_, -2);
        const bool knows_file = told.files.contains(file.key);
        const auto skip = [&](const std::string& why) {
            reading.whole = false;
            host_.skipped({file.path.filename().string(), why});
        };
        const auto wanted = [&](const ical::RawEvent& raw) {
            bool was_told = false;
            if (knows_file) {
                note_day(raw, reading.first_day);
                was_told = told.has(file.key, raw.uid);
                (raw.repeats() ? reading.repeating : reading.own).insert(raw.uid);
            }
            if (host_.want_skipped()) return true;
            return !surely_before(raw, first) && (was_told || may_concern(raw, people_));
        };
        auto again = seconds(now_ + kAhead);
        const auto found = read_events(file, zones_, wanted, skip);
        if (!found.broken.empty()) skip(found.broken);
        for (const auto& [uid, events] : found.by_uid) {
            auto all = ical::instances(events, zones_, {since_, now_ + kAhead});
            if (knows_file)
                keep_refs(told.files.at(file.key), all, zones_.own(), now_, looked_at(told));
            for (const auto& i : all)
                again = std::min(again, sense_instance(i, told.has(file.key, i.ref), reading));
            if (knows_file)
                for (auto& ref : ical::left_out(events, zones_, {since_, now_}))
                    reading.left_out.insert(std::move(ref));
        }
        return {again, note_broken(file, found.broken)};
    }

    /// What is said of one meeting alone is plain. Of a series that is cancelled as a whole some
    /// have been; one that was changed says nothing of them.
    void note_off(const ical::Instance& i, bool declined, CalendarReading& reading) const {
        const auto& event = *i.event;
        if (event.repeats() || event.this_and_future) {
            if (event.cancelled) reading.left_out.insert(i.ref);
            return;
        }
        reading.own.insert(i.ref);
        if (event.cancelled || declined || i.from > now_) reading.called_off.insert(i.ref);
    }

    std::int64_t sense_instance(const ical::Instance& i, bool was_told, CalendarReading& reading) {
        const auto who = participants(i, people_, settings_.max_recipients);
        if (was_told) note_off(i, who.declined, reading);
        if (!who.why_not.empty()) {
            host_.skipped({i.ref, std::string{who.why_not}});
            // An organiser who edits what has been takes the answer away with it.
            if (was_told && who.unanswered && i.to <= now_) reading.refs[i.ref] = seconds(i.from);
            return INT64_MAX;
        }
        if (i.to > now_) {
            host_.skipped({i.ref, "not over yet"});
            if (was_told && i.from <= now_) reading.refs[i.ref] = seconds(i.from); // drawn out
            return seconds(i.to);
        }
        if (i.from < since_) return INT64_MAX;
        reading.refs[i.ref] = seconds(i.from);
        plugin::Touchpoint touch;
        touch.at = seconds(i.from);
        touch.channel = "event";
        touch.direction = "both";
        touch.ref = i.ref;
        touch.because = who.because;
        if (!i.event->all_day() && i.event->length_known)
            touch.minutes = static_cast<int>(
                std::chrono::duration_cast<std::chrono::minutes>(i.to - i.from).count());
        for (const auto& id : who.connections) {
            touch.connection = id;
            host_.touchpoint(touch);
        }
        touch.connection.clear();
        for (const auto& address : who.addresses) {
            touch.address = "mailto:" + address;
            host_.touchpoint(touch);
        }
        return INT64_MAX;
    }

    void plan_instance(const ical::Instance& i) {
        if (i.event->cancelled || i.event->transparent || is_own_hold(*i.event) || i.to <= i.from)
            return;
        const auto who = participants(i, people_, settings_.max_recipients);
        if (who.declined) return;
        plugin::Busy busy;
        busy.from = seconds(i.from);
        busy.to = seconds(i.to);
        busy.all_day = i.event->all_day();
        busy.ref = i.ref;
        if (!who.why_not.empty()) return host_.busy(busy);
        for (const auto& id : who.connections) {
            busy.connection = id;
            host_.busy(busy);
        }
        busy.connection.clear();
        for (const auto& address : who.addresses) {
            busy.address = "mailto:" + address;
            host_.busy(busy);
        }
    }

    plugin::Host& host_;
    const FileSettings& settings_;
    const mail::People& people_;
    const plugin::Request& request_;
    std::string& trouble_;
    ical::ZoneBook zones_;
    Instant since_;
    Instant now_;
};

} // namespace

bool sense_calendars(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                     const plugin::Request& request, Seen& seen, std::string& trouble) {
    return CalendarRun(host, settings, people, request, trouble).sense(seen);
}

void plan_calendars(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                    const plugin::Request& request, std::string& trouble) {
    CalendarRun(host, settings, people, request, trouble).plan();
}

} // namespace kith::files
