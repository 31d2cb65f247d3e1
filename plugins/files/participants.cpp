// SPDX-License-Identifier: MIT
#include "plugins/files/participants.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "plugins/support/mail/address_list.hpp"

namespace kith::files {
namespace {

/// What a title alone must last to be a meeting: `Buy a gift for Lee` is mostly shorter.
constexpr auto kShortestMeeting = std::chrono::minutes{30};

void add_once(std::vector<std::string>& out, std::string text) {
    if (std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
}

/// The plain address of an ATTENDEE line; empty where it needs a real parser.
std::string plain_address(std::string_view line) {
    const auto lower = lower_ascii(line);
    const auto at = lower.rfind("mailto:");
    if (at == std::string::npos || lower.find('%', at) != std::string::npos) return {};
    return std::string{trim(std::string_view{lower}.substr(at + 7))};
}

/// A shared calendar, or a room's: it invites nobody, somebody wrote an entry into it.
bool is_a_calendar(std::string_view address) { return address.ends_with(".calendar.google.com"); }

/// What an event's ATTENDEE and ORGANIZER lines say, before the title is looked at.
struct Lines {
    std::vector<std::string> coming;  ///< canonical addresses
    std::vector<std::string> staying; ///< declined, or only told of it
    std::size_t invited = 0;          ///< people, the user among them
    bool self_declined = false;
    bool self_unanswered = false; ///< by none of the user's lines
    bool of_another = false;      ///< somebody else invited
};

Lines read_lines(const ical::Event& event, const mail::People& people) {
    Lines out;
    bool answered = false;
    for (const auto& party : event.parties) {
        if (party.thing) continue;
        auto address = mail::canonical_address(party.address);
        if (!party.organizer) ++out.invited;
        if (people.is_self(address)) {
            // An organiser's own line tells nothing of whether they go.
            if (party.organizer) continue;
            (party.unanswered ? out.self_unanswered : answered) = true;
            if (party.declined) out.self_declined = true;
            continue;
        }
        if (party.organizer && !is_a_calendar(address)) out.of_another = true;
        if (people.is_known(address)) {
            add_once(party.declined || party.informed ? out.staying : out.coming,
                     std::move(address));
        }
    }
    out.self_unanswered = out.self_unanswered && !answered;
    // Who invited and then declined has two lines; the refusal holds.
    std::erase_if(out.coming, [&](const std::string& a) {
        return std::ranges::find(out.staying, a) != out.staying.end();
    });
    return out;
}

} // namespace

Participants participants(const ical::Instance& instance, const mail::People& people,
                          std::size_t most) {
    const auto& event = *instance.event;
    Participants out;
    const auto lines = read_lines(event, people);
    out.declined = lines.self_declined;
    out.unanswered = lines.self_unanswered && lines.of_another;
    for (const auto& address : lines.coming) {
        if (people.open()) add_once(out.addresses, address);
        for (const auto& id : people.connections(address)) add_once(out.connections, id);
        out.because = "in the calendar together";
    }
    const auto stays_away = [&](const std::string& id) {
        return std::ranges::any_of(lines.staying, [&](const std::string& address) {
            const auto ids = people.connections(address);
            return std::ranges::find(ids, id) != ids.end();
        });
    };
    bool named = false;
    const bool a_meeting =
        event.length_known && !event.all_day() && instance.to - instance.from >= kShortestMeeting;
    for (auto& id : people.named_in(event.summary)) {
        if (stays_away(id)) continue;
        named = true;
        if (!a_meeting) continue;
        if (out.because.empty()) out.because = "named in a calendar title";
        add_once(out.connections, std::move(id));
    }
    if (is_own_hold(event))
        out.why_not = "Kith's own entry";
    else if (out.declined)
        out.why_not = "you declined";
    else if (out.unanswered)
        out.why_not = "you have not answered";
    else if (event.cancelled)
        out.why_not = "cancelled";
    else if (event.transparent)
        out.why_not = "free time";
    else if (lines.invited > most)
        out.why_not = "a meeting of many";
    else if (out.empty())
        out.why_not = !named            ? "no connection takes part"
                      : event.all_day() ? "a whole day with a name is no meeting by itself"
                                        : "too short to be a meeting by its title alone";
    return out;
}

bool may_concern(const ical::RawEvent& raw, const mail::People& people) {
    if (people.open() || raw.is_override) return true;
    std::string_view rest = raw.parties;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (trim(line).empty()) continue;
        const auto address = plain_address(line);
        if (address.empty() || people.is_known(mail::canonical_address(address))) return true;
    }
    return people.has_names() && !people.named_in(raw.summary).empty();
}

bool is_own_hold(const ical::Event& event) { return event.uid.ends_with("@kith"); }

} // namespace kith::files
