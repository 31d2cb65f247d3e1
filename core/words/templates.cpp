// SPDX-License-Identifier: MIT
#include "core/words/templates.hpp"

#include <array>

namespace kith::words {
namespace {

constexpr auto kBank = std::to_array<Template>({
    {"call.plenty", Fit::Call, "A call with {name}?",
     "Ten minutes is plenty. Another day is fine too."},
    {"call.evening", Fit::EveningCall, "{name}, maybe this evening",
     "You often talk around now. A short call could be nice."},
    {"call.usual", Fit::UsualCall, "A word with {name}?",
     "You often talk around now. A few minutes could be nice."},
    {"call.walking", Fit::Call, "Walking home later?", "Could be a good moment to ring {name}."},
    {"call.kettle", Fit::VoiceCall, "Kettle and a call",
     "If you fancy a voice rather than a screen, {name} might be good company."},
    {"call.cooking", Fit::Call, "A call while you cook?",
     "{name} might be good company for a few minutes."},
    {"call.moment", Fit::Call, "A quick ring for {name}?",
     "You could say you only have a moment. That is a call."},
    {"call.no-news", Fit::Call, "{name} on the line?", "Five minutes, no news needed."},
    {"call.voice", Fit::Call, "{name}'s voice, perhaps?",
     "A short call today or another day, whichever is easier."},
    {"call.voicemail", Fit::Call, "A few minutes with {name}?",
     "If nobody picks up, a word after the beep is lovely too."},
    {"text.hello", Fit::Line, "A hello for {name}?",
     "One line is enough. \"Thought of you\" does the job."},
    {"text.photo", Fit::Line, "Something you saw for {name}?",
     "A photo or a link makes a fine hello."},
    {"text.few-words", Fit::Text, "A few words to {name}?",
     "Whatever is on your mind would do nicely."},
    {"text.week", Fit::Line, "A line to {name}?",
     "\"How is your week?\" is a whole message. Another day is fine too."},
    {"text.day", Fit::Text, "{name}, in a sentence",
     "One small thing from your day could be nice to share."},
    {"text.smile", Fit::Text, "Did something make you smile?",
     "{name} might enjoy hearing about it."},
    {"text.question", Fit::Text, "A question for {name}?",
     "A short question is a fine reason to write. No hurry."},
    {"text.song", Fit::Text, "A song, a book, a picture?",
     "If one makes you think of {name}, that is a hello already."},
    {"text.mind", Fit::LineAfterGap, "{name} on your mind?",
     "One line will do. People are often gladder to hear from us than we guess."},
    {"text.again", Fit::LineAfterGap, "Hello again, {name}",
     "If you would like to write, those two words are a whole message."},
    {"letter.page", Fit::Letter, "A letter to {name}?",
     "Half a page by hand could be nice. A postcard counts in full."},
    {"letter.postcard", Fit::Letter, "A postcard for {name}?",
     "A few lines and a stamp. Any picture will do."},
    {"letter.pen", Fit::Letter, "Paper, pen, {name}?",
     "A few lines by hand, whenever a quiet moment comes."},
    {"text.voice-note", Fit::VoiceNote, "A voice note to {name}?",
     "Half a minute of your day, no script."},
    {"text.voice", Fit::VoiceNote, "Your voice for {name}?",
     "A short voice note, while you walk or cook."},
    {"voice.aloud", Fit::VoiceNote, "A hello aloud for {name}?",
     "One breath and one thought make a fine voice note."},
    {"voice.day", Fit::VoiceNote, "{name}, by voice",
     "Something small from your day, told as it comes, could be nice."},
    {"voice.talk", Fit::VoiceNote, "Rather talk than type?",
     "A short voice note to {name} could be nice. Pauses welcome."},
    {"voice.sound", Fit::VoiceNote, "A sound from your day?",
     "Rain, a tram, the kettle: {name} might enjoy a few seconds of it."},
    {"voice.minute", Fit::VoiceNote, "Half a minute for {name}?",
     "A thought said into your phone, if you like. No reply needed."},
    {"own.idea", Fit::Named, "An idea for {name} and you", "{step}, maybe. Only if you fancy it."},
    {"own.maybe", Fit::Named, "{name}, maybe?", "You once thought of this: {step}."},
    {"own.list", Fit::Named, "Something with {name} in mind",
     "From your own list: {step}. Another day is fine too."},
    {"own.small", Fit::Named, "{name} and a small plan?", "{step}, perhaps. Half of it is plenty."},
    {"own.good", Fit::Named, "A good moment for {name}?",
     "{step} could be nice, today or whenever it suits."},
    {"own.feel", Fit::Named, "If you feel like it, {name}",
     "One of your own ideas: {step}. Any version of it will do."},
    {"own.open", Fit::Named, "Room for {name} this week?",
     "{step} is one way. Leaving it open is another."},
});

bool is_call(Channel c) { return c == Channel::Call || c == Channel::Video; }
bool is_together(Channel c) { return c == Channel::Together || c == Channel::Event; }

} // namespace

std::span<const Template> templates() { return kBank; }

bool fits(const Template& t, const Situation& s) {
    const bool named = s.own_step || is_together(s.channel);
    if (t.fit == Fit::Named || named) return named && t.fit == Fit::Named;
    const bool text = !is_call(s.channel) && s.channel != Channel::VoiceNote;
    const bool line = text && s.channel != Channel::Letter;
    switch (t.fit) {
    case Fit::Text: return text;
    case Fit::Line: return line;
    case Fit::LineAfterGap: return line && s.long_gap;
    case Fit::Letter: return s.channel == Channel::Letter;
    case Fit::VoiceNote: return s.channel == Channel::VoiceNote;
    case Fit::Call: return is_call(s.channel);
    case Fit::VoiceCall: return s.channel == Channel::Call;
    case Fit::UsualCall: return is_call(s.channel) && s.usual_time;
    case Fit::EveningCall: return is_call(s.channel) && s.usual_time && s.evening;
    case Fit::Named: break;
    }
    return false;
}

} // namespace kith::words
