// SPDX-License-Identifier: MIT
#include "core/words/templates.hpp"

#include <array>

namespace kith::words {
namespace {

constexpr std::array<Template, 12> kBank{{
    {"call.plenty", Fit::Call, "A call with {name}?",
     "Ten minutes is plenty. Another day is fine too."},
    {"call.evening", Fit::UsualCall, "{name}, maybe this evening",
     "You often talk around now. A short call could be nice."},
    {"call.walking", Fit::Call, "Walking home later?", "Could be a good moment to ring {name}."},
    {"call.kettle", Fit::Call, "Kettle and a call",
     "If you fancy a voice rather than a screen, {name} might be good company."},
    {"text.hello", Fit::Text, "A hello for {name}?",
     "One line is enough. \"Thought of you\" does the job."},
    {"text.photo", Fit::Text, "Something you saw for {name}?",
     "A photo or a link makes a fine hello."},
    {"text.few-words", Fit::Text, "A few words to {name}?",
     "Whatever is on your mind would do nicely."},
    {"text.voice-note", Fit::VoiceNote, "A voice note to {name}?",
     "Half a minute of your day, no script."},
    {"text.voice", Fit::VoiceNote, "Your voice for {name}?",
     "A short voice note, while you walk or cook."},
    {"together.walk", Fit::Together, "Some time with {name}?",
     "A {step}, maybe, whenever it suits you both."},
    {"own.idea", Fit::Own, "An idea for {name} and you", "{step}, maybe. Only if you fancy it."},
    {"own.maybe", Fit::Own, "{name}, maybe?", "You once thought of this: {step}."},
}};

bool is_call(Channel c) { return c == Channel::Call || c == Channel::Video; }

} // namespace

std::span<const Template> templates() { return kBank; }

bool fits(const Template& t, const Situation& s) {
    switch (t.fit) {
    case Fit::Own: return s.own_step;
    case Fit::Call: return !s.own_step && is_call(s.channel);
    case Fit::UsualCall: return !s.own_step && is_call(s.channel) && s.usual_time && s.evening;
    case Fit::VoiceNote: return !s.own_step && s.channel == Channel::VoiceNote;
    case Fit::Together:
        return !s.own_step && (s.channel == Channel::Together || s.channel == Channel::Event);
    case Fit::Text:
        return !s.own_step && !is_call(s.channel) && s.channel != Channel::VoiceNote &&
               s.channel != Channel::Together && s.channel != Channel::Event;
    }
    return false;
}

} // namespace kith::words
