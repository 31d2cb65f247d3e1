// SPDX-License-Identifier: MIT
// Every template of every language stands in a life in which it is chosen: none is there that no
// offer uses.
#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "base/text.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/page.hpp"
#include "core/policy/remembrance.hpp"
#include "core/policy/steps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

constexpr auto kLanguages = std::to_array<const char*>({"en", "de", "es"});

using Keys = std::set<std::string, std::less<>>;

void found(const words::Bank& bank, std::string_view key, std::string_view title,
           std::string_view body, Keys& out) {
    CAPTURE(bank.language, key, title, body);
    CHECK(utf8_length(title) + utf8_length(body) <= words::kMaxChars);
    CHECK((std::string{title} + std::string{body}).find('{') == std::string::npos);
    out.insert(std::string{key});
}

/// What was said lately when only `key` was not: what says how welcome a hello is, long ago.
std::vector<std::string> all_but(const words::Bank& bank, std::string_view key) {
    std::vector<std::string> out;
    for (const bool rarely : {true, false})
        for (const auto& t : bank.templates)
            if (t.key != key && t.rarely == rarely) out.push_back(t.key);
    return out;
}

/// Everything that some run of luck lets this life hear, by its one offer or that one's smaller
/// form.
void hear(Scene& s, const words::Bank& bank, Keys& out, bool smaller = false) {
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    REQUIRE(s.decision.nudge);
    Outstanding open;
    open.connection = s.goals.all[*s.decision.nudge].connection->id;
    open.step = s.decision.goals[*s.decision.nudge].step->name;
    for (const auto& t : bank.templates) {
        s.memory.recent_words = all_but(bank, t.key);
        if (smaller) {
            const auto e = smaller_event(frame, bank, open);
            REQUIRE(e);
            if (e->words == t.key) found(bank, e->words, e->title, e->body, out);
        } else {
            const auto e = chosen_event(frame, bank, s.decision, "00");
            if (e.words == t.key) found(bank, e.words, e.title, e.body, out);
        }
    }
    s.memory.recent_words.clear();
}

Step library(std::string_view name) { return *find_built_in(name); }

/// One close friend whose time has come, with this step.
struct Friend : Scene {
    explicit Friend(std::string_view step = "one-line", double ratio = 1.6) {
        auto& ana = add("ana");
        ana.name = "Ana Pereira";
        ana.feels = Feels::Safe;
        ana.steps = {library(step)};
        set_ratio("ana", ratio);
    }
    Connection& ana() { return connection(0); }
    void note(std::string text, std::optional<int> in_days = std::nullopt) {
        Note n;
        n.at = kNoon - days{1};
        n.text = std::move(text);
        if (in_days) n.about = std::chrono::floor<days>(now) + days{*in_days};
        of("ana").notes.push_back(n);
    }
    void energy(Energy level) { memory.modes.energy = EnergySpell{level, now - 1h, now + days{2}}; }
};

struct Choir : Scene {
    explicit Choir(int weeks = 1) {
        auto& choir = add("choir", Circle::Group);
        choir.name = "Tuesday choir";
        choir.meets = Meets{"every Tuesday", "19:30", "21:30"};
        of("choir").first_seen = kNoon - days{7 * weeks};
        move_to(kNoon + 5h);
        around.slot.index = 1;
    }
};

void hear_hellos(const words::Bank& bank, Keys& out) {
    for (const auto* step : {"one-line", "voice-note", "call", "letter", "walk", "coffee"}) {
        Friend s(step);
        hear(s, bank, out);
        s.note("concert");
        hear(s, bank, out);
    }
    for (const auto* step : {"one-line", "call"})
        for (const int day : {0, 1, -1}) {
            Friend s(step);
            s.note("exam", day);
            hear(s, bank, out);
        }
    for (const auto* text : {"new job", "neues Haus", "nuevo trabajo", "knows about bread",
                             "kennt sich aus mit Brot", "sabe de pan"}) {
        Friend s;
        s.note(text);
        hear(s, bank, out);
    }
    for (const auto* news : {"funeral", "Beerdigung", "entierro"})
        for (const auto day : {std::optional<int>{}, std::optional{0}}) {
            Friend s;
            s.note(news, day);
            hear(s, bank, out);
        }
    for (const bool smaller : {false, true}) {
        Friend s;
        hear(s, bank, out, smaller);
    }
    Friend own;
    own.ana().steps = {{"swim-in-the-river", "swim in the river", 2, Channel::Together}};
    hear(own, bank, out);
    Friend kin;
    kin.ana().kin = true;
    hear(kin, bank, out);
    Friend fresh;
    fresh.ana().circle = Circle::NewFriend;
    fresh.set_ratio("ana", 1.8);
    hear(fresh, bank, out);
    Friend low;
    low.energy(Energy::Low);
    hear(low, bank, out);
    Friend usual("call");
    for (int i = 0; i < 8; ++i) usual.of("ana").clock.week_minutes.push_back(17 * 60 + 30);
    usual.move_to(kNoon + 5h);
    usual.set_ratio("ana", 1.6);
    hear(usual, bank, out);
}

void hear_gaps_and_replies(const words::Bank& bank, Keys& out) {
    for (const auto circle : {Circle::Close, Circle::OldFriend}) {
        Friend s("one-line", circle == Circle::Close ? 4 : 0.1);
        s.ana().circle = circle;
        s.add("ben").feels = Feels::Safe;
        s.of("ben").clock.last_touch = kNoon - days{4};
        s.set_ratio("ben", 0.1);
        hear(s, bank, out);
    }
    for (const bool rang : {false, true}) {
        Friend s("one-line", 0.3);
        s.of("ana").clock.sides.they_wrote = kNoon - days{4};
        s.of("ana").clock.sides.rang = rang;
        hear(s, bank, out);
    }
}

void hear_things_to_do(const words::Bank& bank, Keys& out) {
    const auto saturday = std::chrono::floor<days>(kNoon) + days{5};
    for (const bool morning : {true, false}) {
        Friend s("walk");
        s.energy(Energy::Bright);
        s.ana().place = "the river";
        s.around.busy_known = true;
        s.around.quiet_from = std::chrono::floor<days>(kNoon) + 20h;
        for (const auto day : {saturday, saturday + days{1}})
            if (!morning) s.around.busy.push_back({day + 9h, day + 11h});
        hear(s, bank, out);
    }
}

void hear_groups(const words::Bank& bank, Keys& out) {
    for (const int weeks : {1, 2}) {
        Choir s(weeks);
        hear(s, bank, out);
    }
    Choir with;
    with.connection(0).satisfied_by = SatisfiedBy::Rotate;
    with.connection(0).members = {"ana"};
    with.add("ana");
    with.of("ana").clock.last_touch = kNoon - days{20};
    with.set_ratio("ana", 0.2);
    hear(with, bank, out);
    Scene chat; // a forum that may lead to a club, which meets nobody knows when
    chat.add("forum").bridge_to = "club";
    chat.of("forum").clock.last_touch = kNoon - days{5};
    chat.set_ratio("forum", 0.2);
    chat.add("club", Circle::Group);
    hear(chat, bank, out);
    for (const auto* place : {"", "the bakery"}) {
        Scene s;
        auto& rosa = s.add("rosa", Circle::SmallHello);
        rosa.place = place;
        hear(s, bank, out);
    }
}

void hear_support(const words::Bank& bank, Keys& out) {
    for (const auto* note :
         {"", "knows about bread", "can help with the boxes", "kennt sich aus mit Brot",
          "hilft bei den Kisten", "sabe de pan", "puede ayudar con las cajas"}) {
        Friend s;
        s.ana().direction = Give::Receive;
        s.ana().support = {"emotional", "practical", "informational"};
        if (*note != '\0') s.note(note);
        hear(s, bank, out);
    }
    Friend give;
    give.ana().direction = Give::Give;
    hear(give, bank, out);
}

void hear_dates_and_rituals(const words::Bank& bank, Keys& out) {
    for (const auto* label : {"birthday", "wedding_day"})
        for (const int lead : {0, 2})
            for (const bool two : {false, true}) {
                Friend s("one-line", 0.3);
                const std::chrono::year_month_day day{std::chrono::floor<days>(kNoon) + days{lead}};
                DateEntry date{label, std::nullopt, static_cast<unsigned>(day.month()),
                               static_cast<unsigned>(day.day()), lead};
                s.ana().dates = {date};
                if (two) s.add("ben").dates = {date};
                hear(s, bank, out);
            }
    for (const bool asked : {false, true}) {
        Friend s("one-line", 0.3);
        Ritual walk{"walk", {"ana"}, "every Tuesday", "09:00", "12:00", "", "", ""};
        s.settings.rituals = {walk};
        auto& known = s.memory.rituals["walk"];
        known.passed = kNoon - days{6};
        known.unsaid = 1;
        if (asked) known.cancelled = 2;
        s.move_to(kNoon + 5h);
        s.around.slot.index = 1;
        hear(s, bank, out);
    }
}

/// What is said of no offer: each by its own way.
void hear_the_rest(const words::Bank& bank, Keys& out) {
    Friend s;
    s.frame();
    for (const auto& t : bank.templates) {
        auto only = bank;
        only.templates = {t};
        for (const auto hour : {9h, 15h, 19h}) {
            const auto at = std::chrono::floor<days>(kNoon) + days{2} + hour;
            const auto line = plan_line(s.goals, only, 0, library("walk"), at, kNoon, {});
            if (t.topic == words::Topic::Plan && line.find("Ana?: ") == std::string::npos)
                found(bank, t.key, line, "", out);
        }
        if (t.topic == words::Topic::Memory) {
            const auto w = remembrance(s.frame(), only, 0);
            found(bank, w.key, w.title, w.body, out);
        }
        for (int i = 0; i < 40; ++i) {
            const auto w = words::discreet(bank, std::to_string(i));
            if (w.key == t.key) found(bank, w.key, w.title, w.body, out);
        }
    }
}

/// Whether `text` is this template with something in its holes.
bool is_of(const words::Template& t, const std::string& text) {
    std::string_view rest = text;
    const auto all = t.title + "|" + t.body;
    for (std::size_t at = 0; at < all.size();) {
        const auto hole = std::min(all.find('{', at), all.size());
        const auto found_at = rest.find(all.substr(at, hole - at));
        if (found_at == std::string_view::npos) return false;
        rest.remove_prefix(found_at + hole - at);
        at = hole == all.size() ? hole : all.find('}', hole) + 1;
    }
    return true;
}

/// A week with a page: some friends, some contacts, a month's first Sunday or another.
void read_page(Scene& s, const words::Bank& bank, std::span<const Touchpoint> touches, Keys& out) {
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    const auto day = page_day(s.settings.reflection, s.zone, s.now);
    for (const auto& t : bank.templates) {
        if (t.topic < words::Topic::Digest) continue;
        auto only = bank;
        std::erase_if(only.templates, [&](const words::Template& other) {
            return other.topic == t.topic && other.key != t.key &&
                   t.topic != words::Topic::Question; // each of these in its turn
        });
        const auto page = weekly_page(frame, s.decision, only, {touches, day, false});
        if (is_of(t, page.message.title + "|" + page.message.body))
            found(bank, t.key, page.message.title, "", out);
        for (const auto& line : page.lines)
            if (is_of(t, line.title + "|" + line.body))
                found(bank, t.key, line.title, line.body, out);
    }
}

void hear_pages(const words::Bank& bank, Keys& out) {
    for (int week = 0; week < 8; ++week)
        for (const int people : {0, 1, 2, 3}) {
            Friend s(week % 4 % 3 == 0 ? "walk" : "call", people == 0 ? 0.1 : 2);
            s.move_to(kNoon + days{7 * week});
            s.set_ratio("ana", people == 0 ? 0.1 : 2);
            if (people > 1) {
                s.add("ben", people == 2 ? Circle::Wide : Circle::Close);
                s.set_ratio("ben", people == 2 ? 9 : 1.5);
            }
            s.ana().support = {"emotional", "practical", "informational"};
            auto& choir = s.add("choir", Circle::Group);
            choir.meets = Meets{"every Thursday", "19:30", "21:30"};
            if (people == 3) s.add("cleo"), s.set_ratio("cleo", 9);
            if (people == 3) s.add("eli", Circle::NewFriend); // long since
            s.memory.modes.hard_weeks = {{s.now - days{9}, s.now - days{2}, std::nullopt}};
            s.around.busy_known = people == 3;
            const auto today = std::chrono::floor<days>(s.now);
            for (int d = 0; d < 7 && week % 2 == 0; ++d)
                s.around.busy.push_back({today + days{d} + 9h, today + days{d} + 11h});
            std::vector<Touchpoint> touches;
            for (const auto* id : {"ana", "ben"}) {
                if (people < 2 && std::string_view{id} == "ben") continue;
                Touchpoint t;
                t.at = s.now - days{1};
                t.connection = id;
                t.channel = Channel::Call;
                touches.push_back(t);
            }
            read_page(s, bank, {}, out);
            read_page(s, bank, std::span{touches}.first(1), out);
            read_page(s, bank, touches, out);
        }
}

} // namespace

TEST_CASE("Every template of every language is said in some life", "[reach]") {
    for (const auto* language : kLanguages) {
        const auto& bank = spoken(language);
        Keys heard;
        hear_hellos(bank, heard);
        hear_gaps_and_replies(bank, heard);
        hear_things_to_do(bank, heard);
        hear_groups(bank, heard);
        hear_support(bank, heard);
        hear_dates_and_rituals(bank, heard);
        hear_the_rest(bank, heard);
        hear_pages(bank, heard);
        for (const auto& t : bank.templates) {
            CAPTURE(language, t.key);
            // A day of remembering is no offer.
            CHECK((heard.contains(t.key) || t.topic == words::Topic::Memory));
        }
    }
}

TEST_CASE("A reply is spoken of as one, whatever luck would have, and when it comes back",
          "[reach]") {
    constexpr std::array<std::string_view, 5> kReplies{"call.rang", "text.wrote", "text.back",
                                                       "text.answer", "text.read"};
    for (const bool rang : {false, true}) {
        Friend s("one-line", 0.3);
        s.of("ana").clock.sides.they_wrote = kNoon - days{4};
        s.of("ana").clock.sides.rang = rang;
        const auto words = [&] {
            const auto frame = s.frame();
            policy::decide(frame, s.decision);
            REQUIRE(s.decision.nudge);
            return chosen_event(frame, spoken(), s.decision, "00");
        };
        for (int i = 0; i < 20; ++i) {
            s.move_to(kNoon + days{i});
            const auto e = words();
            CHECK(e.step->name == "reply");
            CHECK(std::ranges::find(kReplies, e.words) != kReplies.end());
        }
        s.of("ana").waiting = Return{s.now, "n", "reply"};
        s.of("ana").laters = {s.now - days{2}};
        s.set_ratio("ana", 0.3); // they wrote: it is early in the rhythm, and still unanswered
        const auto back = words();
        CHECK(back.is_return);
        CHECK(std::ranges::find(kReplies, back.words) != kReplies.end());
    }
}

TEST_CASE("Two absences bring the half of it that counts", "[reach]") {
    for (const int weeks : {1, 2}) {
        Choir s(weeks);
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        const auto e = chosen_event(frame, spoken(), s.decision, "00");
        CHECK((e.words == "group.counts") == (weeks == 2));
    }
}
