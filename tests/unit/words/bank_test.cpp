// SPDX-License-Identifier: MIT
// The words Kith brings: every template in every language, with every kind of name.
#include <set>

#include "base/text.hpp"
#include "core/words/compose.hpp"
#include "core/words/lint.hpp"
#include "core/words/names.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using test::spoken;
using words::Occasion;
using words::Situation;
using words::Topic;

namespace {

const std::string kLanguages[] = {"en", "de", "es"};

const std::string kNames[] = {"Ana",
                              "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren",
                              "Must Have",
                              "Überfällig",
                              "Deberías",
                              "Overdue!",
                              "¡Urgente!",
                              "山田 太郎",
                              "نور الهدى",
                              "דנה",
                              "क्षमाक्षमाक्षमाक्षमाक्षमाक्षमा",
                              "\U0001F469\u200d\U0001F469\u200d\U0001F467",
                              "{thing}",
                              "A | B",
                              "Ana\nBcc: all",
                              "a\xff",
                              ""};

/// A situation in which every value is known and every condition holds.
Situation all_known(std::string_view name, std::string_view text) {
    Situation s{.name = name, .channel = Channel::Call};
    s.step_text = s.thing = s.event = s.topic = s.task = s.place = s.date = text;
    s.moment = s.moment2 = text;
    s.group = s.easy_name = s.name2 = name.empty() ? std::string_view{"Bo"} : name;
    s.day = "Wednesday";
    s.on_day = "on Wednesday";
    s.time = "15:30";
    return s;
}

/// The bank with one template alone, made to fit its situation without conditions.
words::Bank only(const words::Bank& bank, const words::Template& t) {
    auto out = bank;
    out.templates = {t};
    out.templates.front().when.clear();
    out.templates.front().topic = Topic::Group;
    return out;
}

} // namespace

TEST_CASE("Every template in every language holds with any name", "[bank]") {
    for (const auto& language : kLanguages)
        for (const auto& t : spoken(language).templates)
            for (const auto& name : kNames)
                for (const std::string text : {"swim in the river", "MUST WE?!", "جلسة", ""}) {
                    const auto said = text.empty() ? std::string(400, 'x') : text;
                    auto s = all_known(name, said);
                    s.occasion = Occasion::Meeting;
                    const auto w = words::compose(only(spoken(language), t), s, {}, "1");
                    CAPTURE(language, t.key, w.title, w.body);
                    REQUIRE(w.key == t.key);
                    CHECK(utf8_length(w.title) + utf8_length(w.body) <= words::kMaxChars);
                    CHECK(is_utf8(w.title + w.body));
                    CHECK((w.title + w.body).find_first_of("!\n") == std::string::npos);
                    CHECK(clean_line(w.title) == w.title);
                    CHECK(clean_line(w.body) == w.body);
                    CHECK_FALSE(w.title.empty());
                    CHECK_FALSE(w.body.empty());
                    if (name != "Ana" || text != "swim in the river") continue;
                    const std::string known[] = {"Ana"};
                    CHECK(words::lint(spoken(language), w.title, w.body, known).empty());
                }
}

TEST_CASE("A template names the person once at most, and {step} stands where a step has words",
          "[bank]") {
    for (const auto& language : kLanguages)
        for (const auto& t : spoken(language).templates) {
            CAPTURE(language, t.key);
            const auto text = t.title + " " + t.body;
            const auto first = text.find("{name}");
            CHECK((first == std::string::npos ||
                   text.find("{name}", first + 1) == std::string::npos));
            const bool has_words = t.topic == words::Topic::Own || t.topic == words::Topic::Plan ||
                                   t.topic == words::Topic::Ahead;
            CHECK((has_words || text.find("{step}") == std::string::npos));
        }
}

/// A note may be a sentence: "Eve and her mother died" is said of nobody.
TEST_CASE("What a note tells stands by itself, behind or before a colon", "[bank]") {
    for (const auto& language : kLanguages)
        for (const auto& t : spoken(language).templates) {
            // Behind "new" stands what is had.
            if (std::ranges::find(t.when, words::When::New) != t.when.end()) continue;
            for (const auto& text : {t.title, t.body}) {
                CAPTURE(language, t.key, text);
                const auto at = text.find("{thing}");
                if (at == std::string::npos) continue;
                CHECK(text.find("{name}") == std::string::npos);
                CHECK(text.find("{thing}:") == at);
            }
            if (t.key == "note.beside") CHECK(t.body.starts_with("{event}:"));
        }
}

TEST_CASE("Nothing comes back within six offers, whatever they are about", "[bank]") {
    const std::pair<Occasion, Channel> table[] = {
        {Occasion::Hello, Channel::Message},   {Occasion::Hello, Channel::Letter},
        {Occasion::Hello, Channel::VoiceNote}, {Occasion::Hello, Channel::Call},
        {Occasion::Hello, Channel::Video},     {Occasion::Hello, Channel::Together},
        {Occasion::Hello, Channel::None},      {Occasion::Meeting, Channel::Together},
        {Occasion::Small, Channel::None},      {Occasion::Ask, Channel::Message},
        {Occasion::Give, Channel::Message},    {Occasion::Birthday, Channel::Message},
        {Occasion::Date, Channel::Message},    {Occasion::Memory, Channel::None},
        {Occasion::Ritual, Channel::Together},
    };
    for (const auto& language : kLanguages)
        for (const auto& [occasion, channel] : table) {
            Situation s{.name = "Ana", .channel = channel, .occasion = occasion};
            if (occasion == Occasion::Meeting) s.group = "Choir";
            if (occasion == Occasion::Date) s.date = "wedding day";
            if (occasion == Occasion::Ritual) s.event = "walk";
            s.day = "Friday";
            s.on_day = "on Friday";
            CAPTURE(language, static_cast<int>(occasion), to_word(channel));
            std::vector<std::string> recent;
            for (int i = 0; i < 40; ++i) {
                const auto w = words::compose(spoken(language), s, recent, std::to_string(i));
                CHECK(w.key != "plain");
                const auto last = std::span{recent}.last(std::min<std::size_t>(recent.size(), 6));
                CHECK(std::ranges::find(last, w.key) == last.end());
                recent.push_back(w.key);
                if (recent.size() > 12) recent.erase(recent.begin());
            }
        }
}

TEST_CASE("Every language says everything that English says", "[bank]") {
    std::set<std::string> english;
    for (const auto& t : spoken().templates) english.insert(t.key);
    for (const auto& language : kLanguages) {
        const auto& bank = spoken(language);
        std::set<std::string> keys;
        for (const auto& t : bank.templates) {
            CHECK(keys.insert(t.key).second);
            const auto same = std::ranges::find(spoken().templates, t.key, &words::Template::key);
            REQUIRE(same != spoken().templates.end());
            CHECK(t.when == same->when);
            CHECK(t.rarely == same->rarely);
        }
        CHECK(keys == english);
        CHECK(bank.forbidden.size() == spoken().forbidden.size());
        for (const auto& [step, text] : spoken().steps) CHECK(bank.steps.contains(step));
        for (const auto& [word, text] : spoken().says) CHECK(bank.says.contains(word));
        for (const auto& [word, text] : spoken().labels) CHECK(bank.labels.contains(word));
        for (const auto& [word, text] : spoken().page) CHECK(bank.page.contains(word));
        for (const auto& [word, text] : spoken().moments) CHECK(bank.moments.contains(word));
        for (const auto& day : bank.days) CHECK_FALSE(day.empty());
        for (const auto& day : bank.on_days) CHECK(utf8_length(day) <= 14);
    }
}

TEST_CASE("The golden words stand as the wording guide has them", "[bank]") {
    const auto says = [](std::string_view key) {
        const auto& all = spoken().templates;
        const auto t = std::ranges::find(all, key, &words::Template::key);
        return t == all.end() ? std::string{} : t->title + " | " + t->body;
    };
    const std::pair<const char*, const char*> golden[] = {
        {"call.plenty", "A call with {name}? | Ten minutes is plenty. Another day is fine too."},
        {"call.evening",
         "{name}, maybe this evening | You often talk around now. A short call could be nice."},
        {"call.walking", "Walking home later? | Could be a good moment to ring {name}."},
        {"call.kettle",
         "Kettle and a call | If you fancy a voice rather than a screen, {name} might "
         "be good company."},
        {"call.rang",
         "{name} rang earlier | Ring back whenever suits, or send a quick \"tomorrow?\""},
        {"text.hello",
         "A hello for {name}? | One line is enough. \"Thought of you\" does the job."},
        {"text.photo", "Something you saw for {name}? | A photo or a link makes a fine hello."},
        {"text.wrote", "{name} wrote | No rush. A one-line reply is a reply."},
        {"voice-note.to", "A voice note to {name}? | Half a minute of your day, no script."},
        {"note.went", "News of {name}? | {thing}: you could ask how it went."},
        {"together.saturday", "A coffee walk with {name}? | {day} morning looks open. I can pencil "
                              "it in, loosely."},
        {"together.hour", "A free hour at {time} | {name} might be up for a loop round {place}."},
        {"ritual-ask.keep", "The {event} with {name} | Keep it, move it or rest it. Any of the "
                            "three is a good answer."},
        {"group.tomorrow", "{group} meets tomorrow | Turning up for half of it counts."},
        {"group.week", "{group} this week? | You could just slip in near the door."},
        {"group.line", "A line to {group}? | One sentence in the chat is a way of being there."},
        {"group.with", "Going to {group} with {name} | Arriving together could make it easier."},
        {"group.hand", "A hand at {group}? | Ten minutes of setting up can be an easy way in."},
        {"small.hello",
         "A small hello today? | Neighbour, barista, bus driver. No follow-up needed."},
        {"small.morning", "One \"morning\" | To someone you pass. That is the whole idea."},
        {"small.thanks", "A thank-you in passing | For whoever makes today easier. Ten seconds."},
        {"small.place", "The usual place? | Maybe a word with {name} while you wait."},
        {"ask.ear", "Would a listening ear help? | {name} is on your \"can be honest with\" list."},
        {"ask.hand",
         "A hand with {task}? | {name} could be one to ask. People say yes more than we expect."},
        {"ask.question", "A question for {name}? | They know about {topic}. A short question is a "
                         "fine reason to write."},
        {"ask.rough", "\"Rough week\" is enough | You could send {name} just that. No tidy "
                      "explanation needed."},
        {"note.today",
         "{name} has {event} today | \"Thinking of you, no need to reply\" could be kind."},
        {"give.practical", "Something practical for {name}? | One specific offer is easy to "
                           "accept: a lift, soup, an hour."},
        {"note.after", "After {name}'s {event} | You could ask how it felt."},
        {"give.listen", "A listening turn | {name} may like to be heard. Nothing to fix."},
        {"text.mind", "{name} on your mind? | One line will do. People are often gladder to hear "
                      "from us than we guess."},
        {"text.small-line", "An old friend, a small line | \"Saw this, thought of you\" to {name}. "
                            "No catching up required."},
        {"text.again", "Hello again, {name} | If you would like to write, those two words are a "
                       "whole message."},
        {"text.warm-up", "A warm-up first? | A quick hi to {easy_name}, then maybe one to {name}."},
        {"text.battery", "A low-battery hello? | A heart or a wave to {name} is plenty today."},
        {"text.company", "Company, or quiet? | {name} is there if you would like company. Quiet is "
                         "good too."},
        {"alone.old-note", "Nothing to send | An old voice note from {name} might be nice to hear. "
                           "That is enough."},
        {"birthday.soon", "{name}'s birthday is {day} | A sentence about something you like in "
                          "them would be lovely."},
        {"note.new", "{name} and the new {thing} | A small cheer could be nice."},
        {"digest.people", "Your people, this week | Two easy hellos if you would like them: "
                          "{name}, {name2}. Or none."},
        {"digest.deadlines",
         "No deadlines in here | {name} and {name2} would be easy to say hi to."},
        {"digest.room", "Room for one thing | {day} evening looks soft. A call, a walk, or "
                        "nothing."},
        {"week.had", "This week had {moment} | And {moment2}. Which one felt good?"},
        {"question.more", "One question for {day} | Who would you like a bit more of?"},
        {"ahead.open", "Looking ahead | A loose plan with someone, or leave the week open?"},
        {"week.quiet", "A quiet week | Those are part of it. A small hello whenever you like."},
        {"heavy.page", "If things feel heavy | A doctor or therapist can be part of your circle "
                       "too. Your help page has names."},
        {"keep.let-go", "{name}: keep, rest, let go? | Any answer is kind. I will follow your "
                        "lead."},
        {"memory.day", "{name}'s day | Here quietly, because you asked me to remember with you."},
    };
    for (const auto& [key, text] : golden) CHECK(says(key) == text);
}
