// SPDX-License-Identifier: MIT
#include "core/words/compose.hpp"

#include <set>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "core/words/graphemes.hpp"
#include "core/words/lint.hpp"
#include "core/words/names.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using test::spoken;
using words::Situation;

namespace {

words::Words compose(const Situation& s, std::span<const std::string> recent, std::string_view seed,
                     const words::Bank& bank = spoken()) {
    return words::compose(bank, s, recent, seed);
}

constexpr Channel kChannels[] = {
    Channel::Together, Channel::Call,   Channel::Video, Channel::VoiceNote, Channel::Message,
    Channel::Email,    Channel::Letter, Channel::Event, Channel::Reaction,  Channel::None};

/// Every situation the words can be asked for, for one name and step.
std::vector<Situation> all_situations(std::string_view name, std::string_view step) {
    std::vector<Situation> out;
    for (const auto channel : kChannels)
        for (unsigned bits = 0; bits < 16; ++bits)
            out.push_back({.name = name,
                           .channel = channel,
                           .usual_time = (bits & 1U) != 0,
                           .evening = (bits & 2U) != 0,
                           .long_gap = (bits & 4U) != 0,
                           .step_text = step,
                           .own_step = (bits & 8U) != 0});
    return out;
}

/// One long row of faces joined into one, code point by code point.
std::string family_of(int members) {
    std::string out{"\U0001F469"};
    for (int i = 1; i < members; ++i) out += "\u200d\U0001F467";
    return out;
}

std::set<std::string> keys_over_time(Situation s, int offers) {
    std::set<std::string> keys;
    std::vector<std::string> recent;
    for (int i = 0; i < offers; ++i) {
        const auto w = compose(s, recent, std::to_string(i));
        keys.insert(w.key);
        recent.push_back(w.key);
        if (recent.size() > 12) recent.erase(recent.begin());
    }
    return keys;
}

} // namespace

TEST_CASE("No template comes back within six offers", "[compose]") {
    for (const auto& s : all_situations("Ana", "swim in the river")) {
        CAPTURE(to_word(s.channel), s.own_step, s.usual_time, s.evening, s.long_gap);
        std::vector<std::string> recent;
        for (int i = 0; i < 40; ++i) {
            const auto w = compose(s, recent, std::to_string(i));
            const auto last = std::span{recent}.last(std::min<std::size_t>(recent.size(), 6));
            CHECK(std::ranges::find(last, w.key) == last.end());
            recent.push_back(w.key);
            if (recent.size() > 12) recent.erase(recent.begin());
        }
    }
}

TEST_CASE("Whatever the name and the step, a nudge is short, calm and clean", "[compose]") {
    const std::string names[] = {
        "Ana",
        "Must Have",
        "Overdue",
        "Wham!",
        "{name}",
        "{step}{name}{",
        "山田 太郎",
        "نور",
        std::string(3000, 'W'),
        "Ana\nBcc: all",
        "\u202eevil\u202c",
        "a\xff\xfe",
        "",
        "Dr. " + std::string(300, 'x') + "!",
        "<b>Ana</b>",
        family_of(60),
    };
    const std::string steps[] = {"swim in the river",   "WE MUST GO!!", "", "tea.",
                                 std::string(900, 's'), "{name} {step}"};
    for (const auto& name : names)
        for (const auto& step : steps)
            for (const auto& s : all_situations(name, step)) {
                const auto w = compose(s, {}, "seed:" + step);
                CAPTURE(w.key, w.title, w.body);
                CHECK(utf8_length(w.title) + utf8_length(w.body) <= words::kMaxChars);
                CHECK(is_utf8(w.title + w.body));
                CHECK((w.title + w.body).find('!') == std::string::npos);
                CHECK(w.title == clean_line(w.title));
                CHECK(w.body == clean_line(w.body));
            }
}

TEST_CASE("A filled-in message passes the lint, names and steps exempt", "[compose]") {
    for (const std::string name : {"Must Have", "Overdue Again", "Late", "DJ BADGE"})
        for (const auto& s : all_situations(name, "score points")) {
            const auto w = compose(s, {}, "1");
            const std::string exempt[] = {words::short_name(name), "score points", "Score points"};
            CAPTURE(w.title, w.body);
            CHECK(words::lint(spoken(), w.title, w.body, exempt).empty());
        }
}

TEST_CASE("Words never claim what is not known", "[compose]") {
    const auto has = [](const std::set<std::string>& keys, const char* key) {
        return keys.contains(key);
    };
    Situation call{.name = "Ana", .channel = Channel::Call};
    CHECK_FALSE(has(keys_over_time(call, 40), "call.evening"));
    CHECK_FALSE(has(keys_over_time(call, 40), "call.usual"));
    call.usual_time = true;
    CHECK(has(keys_over_time(call, 40), "call.usual"));
    CHECK_FALSE(has(keys_over_time(call, 40), "call.evening"));
    call = {.name = "Ana", .channel = Channel::Call, .evening = true};
    CHECK_FALSE(has(keys_over_time(call, 40), "call.evening"));
    call.usual_time = true;
    CHECK(has(keys_over_time(call, 40), "call.evening"));
    Situation video{.name = "Ana", .channel = Channel::Video};
    CHECK_FALSE(has(keys_over_time(video, 40), "call.kettle"));
    Situation text{.name = "Ana", .channel = Channel::Message};
    CHECK_FALSE(has(keys_over_time(text, 40), "text.again"));
    CHECK_FALSE(has(keys_over_time(text, 40), "voice-note.to"));
    text.long_gap = true;
    CHECK(has(keys_over_time(text, 40), "text.again"));
    Situation letter{.name = "Ana", .channel = Channel::Letter};
    CHECK_FALSE(has(keys_over_time(letter, 40), "text.photo"));
    CHECK(has(keys_over_time(letter, 40), "letter.page"));
}

TEST_CASE("A person's own step is named in their words", "[compose]") {
    for (const auto channel : kChannels)
        for (int i = 0; i < 20; ++i) {
            const Situation s{.name = "Ana Pereira",
                              .channel = channel,
                              .step_text = "swim in the river",
                              .own_step = true};
            const auto w = compose(s, {}, std::to_string(i));
            CHECK(w.body.find("wim in the river") != std::string::npos);
            CHECK((w.title + w.body).find("Pereira") == std::string::npos);
            CHECK((w.title + w.body).find("Ana") != std::string::npos);
        }
}

TEST_CASE("How welcome a hello is gets said once in five offers", "[compose]") {
    for (const auto occasion : {words::Occasion::Hello, words::Occasion::Ask}) {
        const Situation s{.name = "Ana",
                          .channel = Channel::Message,
                          .long_gap = true,
                          .occasion = occasion,
                          .practical = true,
                          .task = "the boxes"};
        std::vector<std::string> recent;
        std::size_t last = 0;
        for (std::size_t i = 1; i <= 200; ++i) {
            const auto w = compose(s, recent, std::to_string(i));
            const auto& all = spoken().templates;
            if (std::ranges::find(all, w.key, &words::Template::key)->rarely) {
                CHECK((last == 0 || i - last >= 5));
                last = i;
            }
            recent.push_back(w.key);
        }
        CHECK(last > 0);
    }
    const Situation s{.name = "Ana", .channel = Channel::Message, .long_gap = true};
    const std::vector<std::string> just_said{"text.mind", "call.kettle"};
    for (int i = 0; i < 50; ++i) CHECK(compose(s, just_said, std::to_string(i)).key != "text.mind");
}

TEST_CASE("The least lately used template wins, ties by the draw", "[compose]") {
    const Situation s{.name = "Ana", .channel = Channel::VoiceNote};
    std::vector<std::string> all;
    for (const auto& t : spoken().templates)
        if (words::fits(t, s)) all.emplace_back(t.key);
    REQUIRE(all.size() >= 7);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto order = all;
        std::ranges::rotate(order, order.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(compose(s, order, "x").key == order.front());
        CHECK(compose(s, std::span{order}.subspan(1), "x").key == order.front());
    }
    const auto lowest = *std::ranges::min_element(
        all, {}, [](const std::string& key) { return unit("words:2026-03-02:0:ana:" + key); });
    CHECK(compose(s, {}, "2026-03-02:0:ana").key == lowest);
    CHECK(compose(s, {}, "2026-03-02:0:ana").title == compose(s, {}, "2026-03-02:0:ana").title);
}

TEST_CASE("What is made for the moment is likelier", "[compose]") {
    const auto seen = [](const Situation& s, std::string_view key) {
        int count = 0;
        for (int i = 0; i < 2000; ++i) count += compose(s, {}, std::to_string(i)).key == key;
        return count;
    };
    Situation s{.name = "Ana"};
    CHECK(seen(s, "note.about") == 0);
    s.thing = "the job talk";
    CHECK(seen(s, "note.about") > 2 * seen(s, "text.hello"));
    s.energy = Energy::Low;
    CHECK(seen(s, "text.battery") > seen(s, "text.hello"));
}

TEST_CASE("A template that needs a note is not chosen without one", "[compose]") {
    for (const auto& s : all_situations("Ana", "swim"))
        for (int i = 0; i < 40; ++i) {
            const auto w = compose(s, {}, std::to_string(i));
            CHECK_FALSE(w.key.starts_with("note."));
            CHECK((w.title + w.body).find('{') == std::string::npos);
        }
}

TEST_CASE("A name that runs from right to left turns nothing around it", "[compose]") {
    for (const std::string name : {"نور", "דנה", "ޢަލީ"})
        for (int i = 0; i < 20; ++i) {
            const auto w = compose({.name = name}, {}, std::to_string(i));
            CHECK((w.title + w.body).find("\u2068" + name + "\u2069") != std::string::npos);
            CHECK(clean_line(w.title) == w.title);
        }
    CHECK(compose({.name = "Ana"}, {}, "1").title.find("\u2068") == std::string::npos);
}

TEST_CASE("Nobody is named where others may see it", "[compose]") {
    for (const auto* language : {"en", "de", "es"})
        for (int i = 0; i < 20; ++i) {
            const auto w = words::discreet(spoken(language), std::to_string(i));
            CHECK((w.title + w.body).find('{') == std::string::npos);
            CHECK_FALSE(w.title.empty());
        }
    CHECK(words::discreet(words::Bank{}, "x").title == "Kith");
}

TEST_CASE("Without any words Kith still says the step and the name", "[compose]") {
    const auto w = compose({.name = "Ana", .step_text = "one line"}, {}, "x", words::Bank{});
    CHECK(w.title == "Ana?");
    CHECK(w.body == "One line, Ana.");
}
