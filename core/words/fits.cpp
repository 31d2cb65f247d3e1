// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>

#include "core/words/compose.hpp"
#include "core/words/fill.hpp"

namespace kith::words {
namespace {

Topic topic_of_step(const Situation& s) {
    if (s.own_step || s.named_step) return Topic::Own;
    if (s.they_rang) return Topic::Call;
    switch (s.channel) {
    case Channel::Call:
    case Channel::Video: return Topic::Call;
    case Channel::VoiceNote: return Topic::VoiceNote;
    case Channel::Letter: return Topic::Letter;
    case Channel::Together:
    case Channel::Event: return Topic::Together;
    case Channel::None: return Topic::Alone;
    case Channel::Message:
    case Channel::Email:
    case Channel::Reaction: break;
    }
    return Topic::Text;
}

bool holds_about(When when, const Situation& s) {
    switch (when) {
    case When::Inner: return s.circle == Circle::Inner;
    case When::Close: return s.circle == Circle::Close;
    case When::Wide: return s.circle == Circle::Wide;
    case When::Outer: return s.circle == Circle::Outer;
    case When::NewFriend: return s.circle == Circle::NewFriend;
    case When::OldFriend: return s.circle == Circle::OldFriend;
    case When::Kin: return s.kin;
    case When::Confidant: return s.confidant;
    case When::Emotional: return s.emotional;
    case When::Practical: return s.practical;
    case When::Informational: return s.informational;
    default: return false;
    }
}

bool holds(When when, const Situation& s) {
    switch (when) {
    case When::UsualTime: return s.usual_time;
    case When::Evening: return s.evening;
    case When::LongGap: return s.long_gap;
    case When::Voice: return s.channel == Channel::Call;
    case When::Low: return s.energy == Energy::Low;
    case When::Bright: return s.energy == Energy::Bright;
    case When::Seen: return s.sight == Sight::Seen;
    case When::Unseen: return s.sight != Sight::Seen;
    case When::Today: return s.today;
    case When::Tomorrow: return s.tomorrow;
    case When::Past: return s.past;
    case When::New: return s.thing_is_new;
    case When::TheyWrote: return s.they_wrote;
    case When::TheyRang: return s.they_rang;
    case When::OwnIdea: return s.own_step;
    case When::Absent: return s.absent;
    case When::QuietWeek: return s.quiet_week;
    case When::MayLetGo: return s.may_let_go;
    case When::Several: return !s.also.empty();
    case When::Morning: return s.morning;
    case When::Afternoon: return s.afternoon;
    case When::Glad: return !s.sad && !s.mourning;
    case When::Sad: return s.sad;
    case When::Line: return s.line;
    default: return holds_about(when, s);
    }
}

/// A note of what befell them, and no word in it says that it is good.
bool may_be_hard(const Situation& s) {
    return (!s.thing.empty() && !s.thing_is_new) ||
           (!s.event.empty() && s.occasion == Occasion::Hello);
}

bool speaks_of_note(const Template& t) {
    return std::ranges::any_of(std::array{&t.title, &t.body}, [](const std::string* text) {
        return text->contains("{thing}") || text->contains("{event}");
    });
}

} // namespace

Topic topic_of(const Situation& s) {
    if (s.section) return *s.section;
    switch (s.occasion) {
    case Occasion::Hello: break;
    case Occasion::Meeting: return Topic::Group;
    case Occasion::Small: return Topic::Small;
    case Occasion::Ask: return Topic::Ask;
    case Occasion::Give: return Topic::Give;
    case Occasion::Birthday: return Topic::Birthday;
    case Occasion::Date: return Topic::Date;
    case Occasion::Memory: return Topic::Memory;
    case Occasion::Ritual: return Topic::Ritual;
    case Occasion::RitualAsk: return Topic::RitualAsk;
    case Occasion::Plan: return Topic::Plan;
    }
    return topic_of_step(s);
}

bool fits(const Template& t, const Situation& s) {
    const auto topic = topic_of(s);
    const bool takes_notes =
        topic == Topic::Text || topic == Topic::VoiceNote || topic == Topic::Give;
    if (t.topic != topic && !(t.topic == Topic::Note && takes_notes)) return false;
    const auto needs = [&](When when) { return std::ranges::find(t.when, when) != t.when.end(); };
    if (!s.also.empty() && !needs(When::Several)) return false;
    if (needs(When::Glad) && may_be_hard(s) && !speaks_of_note(t)) return false; // no jokes beside
    if (s.line && !needs(When::Line)) return false; // it speaks of a meeting
    if (!std::ranges::all_of(t.when, [&](When when) { return holds(when, s); })) return false;
    return has_values(t.title, s) && has_values(t.body, s);
}

} // namespace kith::words
