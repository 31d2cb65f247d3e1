// SPDX-License-Identifier: MIT
// What the person wrote about somebody fills the words of an offer, and only then.
#include "core/policy/notes.hpp"

#include "core/policy/offer.hpp"
#include "core/policy/rehearse.hpp"
#include "core/policy/steps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Monday 2 March 2026.
const calendar::Day kToday{std::chrono::floor<days>(kNoon).time_since_epoch()};

Note written(std::string_view text, const std::string& language = "en") {
    auto note = read_note(text, spoken(language), kToday);
    note.at = kNoon;
    return note;
}

NoteWords on(int day, std::vector<Note> notes) {
    return note_words(notes, spoken(), calendar::Zone::utc(), kToday + days{day});
}

} // namespace

TEST_CASE("A day at the end of a note is the day it is about", "[notes]") {
    struct Row {
        const char *language, *text, *left;
        int ahead; ///< -1: none
    };
    const Row table[] = {
        {"en", "new job Monday", "new job", 0},
        {"en", "exam on Friday", "exam", 4},
        {"en", "Exam, tomorrow", "Exam", 1},
        {"en", "hospital today.", "hospital", 0},
        {"en", "exam Friday!", "exam", 4},
        {"en", "exam (Friday)", "exam", 4},
        {"en", "exam, (on Friday).", "exam", 4},
        {"en", "Exam! (tomorrow!!)", "Exam!", 1},
        {"en", "exam (hard) Friday", "exam (hard)", 4},
        {"en", "Monday", "Monday", -1},
        {"en", "(Monday)", "(Monday)", -1},
        {"en", "what a party!", "what a party!", -1},
        {"en", "likes Sundaymornings", "likes Sundaymornings", -1},
        {"de", "Prüfung am Donnerstag", "Prüfung", 3},
        {"de", "neue Stelle morgen", "neue Stelle", 1},
        {"de", "Prüfung (am Donnerstag)!", "Prüfung", 3},
        {"es", "examen el viernes", "examen", 4},
        {"es", "¡Examen el viernes!", "Examen", 4},
    };
    for (const auto& [language, text, left, ahead] : table) {
        CAPTURE(text);
        const auto note = written(text, language);
        CHECK(note.text == left);
        CHECK(note.about.has_value() == (ahead >= 0));
        if (note.about) CHECK(civil_day(*note.about) == kToday + days{ahead});
    }
    CHECK(written("Leo\u2019s exam Friday").text == "Leo\u2019s exam");
    CHECK(written("Leo\u2019s exam Friday").about);
    CHECK(written("Ümits Prüfung morgen", "de").text == "Ümits Prüfung");
    CHECK(written("a\nb\x1b[31m").text.find_first_of("\n\x1b") == std::string::npos);
    CHECK(written(std::string(500, 'x')).text.size() <= kMaxNote + 2);
    CHECK(written("  ").text.empty());
}

TEST_CASE("A day that may be another, or many, is not taken off a note", "[notes]") {
    const std::array<std::pair<std::string, std::vector<std::string>>, 3> all{{
        {"en",
         {"choir every Wednesday",
          "choir every other Wednesday",
          "exam next Wednesday",
          "exam last Friday",
          "ill since Wednesday",
          "away until Sunday",
          "Ill Since tomorrow",
          "off from Monday",
          "back by Friday",
          "the day after tomorrow",
          "on Friday",
          "this Friday",
          "exam Friday?",
          "exam (Friday?)",
          "exam (not Friday)",
          "exam (next Friday)",
          "exam next (Friday)",
          "exam (room 5, Friday)",
          "every Friday!",
          "first Monday",
          "lunch Friday or Saturday",
          "Friday tomorrow",
          "not today"}},
        {"de",
         {"krank seit Mittwoch", "krank seit morgen", "Prüfung nächsten Freitag",
          "Chor jeden Montag", "Prüfung letzten Freitag", "weg bis Sonntag", "ab Montag",
          "Prüfung heute Morgen", "guten Morgen", "Prüfung Sonntag Morgen", "am Freitag",
          "NÄCHSTEN Freitag"}},
        {"es",
         {"enferma desde el miércoles", "examen el próximo viernes", "fuera hasta el domingo",
          "coro cada lunes", "examen el pasado viernes", "pasado mañana",
          "el viernes por la mañana", "antes del viernes", "esta mañana", "el viernes"}},
    }};
    for (const auto& [language, notes] : all)
        for (const auto& text : notes) {
            CAPTURE(text);
            CHECK(written(text, language).text == text);
            CHECK_FALSE(written(text, language).about);
        }
}

TEST_CASE("A note with a day is an event up to it, and a thing for a week after", "[notes]") {
    const auto job = written("new job on Wednesday");
    auto w = on(0, {job});
    CHECK(w.event == "new job");
    CHECK_FALSE(w.today);
    CHECK_FALSE(w.tomorrow);
    CHECK(w.thing.empty());
    CHECK(on(1, {job}).tomorrow);
    CHECK(on(2, {job}).today);
    w = on(3, {job});
    CHECK(w.past);
    CHECK(w.thing == "job");
    CHECK(w.thing_is_new);
    CHECK(on(9, {job}).thing == "job");
    CHECK(on(10, {job}).thing.empty());
    CHECK(on(10, {job}).event.empty());
}

TEST_CASE("Other notes tell a thing, a topic or a task", "[notes]") {
    auto w = on(
        0, {written("new flat"), written("knows about bread"), written("can help with the boxes")});
    CHECK(w.thing == "flat");
    CHECK(w.thing_is_new);
    CHECK(w.topic == "bread");
    CHECK(w.task == "the boxes");
    CHECK(w.event.empty());
    w = on(61, {written("new flat"), written("knows about bread")});
    CHECK(w.thing.empty());
    CHECK(w.topic == "bread");
    CHECK(on(0, {written("the garden"), written("the dog")}).thing == "the dog"); // the newest
    auto ended = written("the choir tour");
    ended.until = civil(kToday + days{2});
    CHECK(on(2, {ended}).thing == "the choir tour");
    CHECK(on(3, {ended}).thing.empty());
    CHECK(on(0, {}).thing.empty());
}

TEST_CASE("What one says of oneself fills no offer", "[notes]") {
    const std::array<std::pair<std::string, std::vector<std::string>>, 3> all{{
        {"en",
         {"I feel so empty", "i'm done", "I\u2019m not well", "Nothing matters to me", "im so done",
          "my life is a mess", "knows about what I did", "ich kann so was", "estoy fatal"}},
        {"de",
         {"ich bin leer", "bin am Ende", "alles wird mir zu viel", "mein Leben ist leer",
          "hab genug", "I am so tired of it"}},
        {"es", {"estoy vac\u00eda", "ya no siento nada", "soy una carga", "nada en mi vida"}},
    }};
    for (const auto& [language, texts] : all)
        for (const auto& text : texts)
            for (const auto day : {-1, 0, 1}) {
                CAPTURE(text, day);
                auto note = written(text, language);
                const auto of = [&] {
                    const auto w = note_words(std::vector{note}, spoken(language),
                                              calendar::Zone::utc(), kToday);
                    return w.thing + w.event + w.topic + w.task;
                };
                CHECK(of().empty());
                note.about = civil(kToday + days{day});
                CHECK(of().empty());
            }
    CHECK(on(0, {written("new flat"), written("I am so tired")}).thing == "flat");
    CHECK(on(0, {written("can help with what I carry")}).task == "what I carry");
    for (const auto* text : {"new job", "her mime class", "Mei Lin's visit", "my old bicycle"})
        CHECK_FALSE(on(0, {written(text)}).thing.empty());
    CHECK(note_words(std::vector{written("neuer Job im Mai", "de")}, spoken("de"),
                     calendar::Zone::utc(), kToday)
              .thing == "Job im Mai");
    CHECK(on(0, {written("why he sings")}).thing == "why he sings");
}

TEST_CASE("A note dated within three days makes a good moment better", "[notes][score]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1.0);
    const auto opp = [&](std::optional<int> about, int written_ago) {
        Note note{s.now - days{written_ago}, {}, {}, "exam"};
        if (about) note.about = civil(kToday + days{*about});
        s.of("ana").notes = {note};
        return s.view("ana").opportunity;
    };
    CHECK(opp(3, 30) == Approx(1.3));
    CHECK(opp(-3, 30) == Approx(1.3));
    CHECK(opp(4, 0) == 1);
    CHECK(opp(-4, 0) == 1);
    CHECK(opp({}, 3) == Approx(1.3));
    CHECK(opp({}, 4) == 1);
    s.of("ana").notes.clear();
    CHECK(s.view("ana").opportunity == 1);
}

TEST_CASE("Words that need a note come only with one", "[notes][offer]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1.5);
    const auto says = [&](std::string_view text) {
        int found = 0;
        s.memory.recent_words.clear();
        for (int i = 0; i < 40; ++i) {
            s.move_to(kNoon + hours{i});
            s.set_ratio("ana", 1.5);
            const auto frame = s.frame();
            policy::decide(frame, s.decision);
            if (!s.decision.nudge) continue;
            const auto e = chosen_event(frame, spoken(), s.decision, "n");
            s.memory.recent_words.push_back(e.words);
            found += (e.title + e.body).find(text) != std::string::npos ? 1 : 0;
        }
        return found;
    };
    CHECK(says("ottery") == 0);
    s.of("ana").notes = {written("pottery")};
    CHECK(says("ottery") > 0); // it may begin a sentence
}

TEST_CASE("Hard news is met with quiet words alone, and so is anybody in mourning",
          "[notes][offer]") {
    const auto heard = [](Scene& s) {
        std::string all;
        for (int i = 0; i < 60; ++i) {
            s.move_to(kNoon + minutes{i});
            s.set_ratio("ana", 1.5);
            const auto frame = s.frame();
            policy::decide(frame, s.decision);
            const auto e = chosen_event(frame, spoken(), s.decision, "n");
            s.memory.recent_words.push_back(e.words);
            if (s.memory.recent_words.size() > 12)
                s.memory.recent_words.erase(s.memory.recent_words.begin());
            all += e.title + " " + e.body + "\n";
        }
        return all;
    };
    constexpr std::array kLight{"smile", "silly", "cheer", "how it went", "how it felt", "luck"};
    Scene sad;
    sad.add("ana");
    sad.set_ratio("ana", 1.5);
    CHECK(heard(sad).find("silly") != std::string::npos);
    for (const auto* text :
         {"funeral of her mother", "funeral of her mother tomorrow", "funeral of her mother today",
          "new diagnosis", "lost everything in the fire", "her dad passed", "bad scan results",
          "the dog was put down", "was made redundant", "split up with Tom"}) {
        CAPTURE(text);
        sad.of("ana").notes = {written(text)};
        sad.memory.recent_words.clear();
        const auto all = heard(sad);
        for (const auto* light : kLight) CHECK(all.find(light) == std::string::npos);
        CHECK(all.find("hinking of you") != std::string::npos);
    }
    // Of what is not known to be good nothing is made light, however well it may be.
    for (const auto* text : {"the thing with her brother", "passed her driving test",
                             "put down a deposit on a house", "away for work tomorrow"}) {
        CAPTURE(text);
        sad.of("ana").notes = {written(text)};
        sad.memory.recent_words.clear();
        const auto all = heard(sad);
        for (const auto* joke : {"smile", "silly"}) CHECK(all.find(joke) == std::string::npos);
        CHECK(all.find("A quiet word") == std::string::npos);
    }
    for (const auto* text : {"new kitchen", "knows about pottery"}) {
        sad.of("ana").notes = {written(text)};
        CHECK(heard(sad).find("silly") != std::string::npos);
    }
    Scene mourning;
    mourning.add("ana");
    mourning.set_ratio("ana", 1.5);
    mourning.of("ana").notes = {written("new kitchen")};
    mourning.memory.modes.leaves = {{LifeEvent::Bereavement, kNoon - days{40}, kNoon - days{12}}};
    const auto all = heard(mourning);
    for (const auto* light : kLight) CHECK(all.find(light) == std::string::npos);
}

TEST_CASE("The words of somebody discreet with a label hold no note", "[notes][offer]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.discreet = true;
    ana.label = "A.";
    ana.direction = Give::Receive;
    ana.feels = Feels::Safe;
    s.of("ana").notes = {written("knows about zebra law"), written("can help with zebra boxes"),
                         written("zebra papers today"), written("new zebra")};
    for (const auto receive : {false, true}) {
        s.connection(0).direction = receive ? Give::Receive : Give::Both;
        for (int i = 0; i < 40; ++i) {
            s.move_to(kNoon + minutes{i});
            s.set_ratio("ana", 1.5);
            const auto frame = s.frame();
            policy::decide(frame, s.decision);
            const auto e = chosen_event(frame, spoken(), s.decision, "n");
            CHECK((e.title + e.body).find("ebra") == std::string::npos);
            s.memory.recent_words.push_back(e.words);
        }
    }
}

TEST_CASE("A note about somebody who is gone fills no offer", "[notes][offer]") {
    Scene s;
    s.add("ana");
    auto& mum = s.add("mum");
    mum.name = "Maria Pereira";
    s.set_ratio("ana", 1.5);
    s.of("mum").states = {{State::Remembered, kNoon - days{1}, Instant::max()}};
    s.of("ana").notes = {written("dinner with Maria")};
    for (int i = 0; i < 40; ++i) {
        s.move_to(kNoon + minutes{i});
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        const auto e = chosen_event(frame, spoken(), s.decision, "n");
        CHECK((e.title + e.body).find("Maria") == std::string::npos);
        s.memory.recent_words.push_back(e.words);
    }
}

TEST_CASE("A boundary with one names nobody else who is gone again", "[offer][rehearse]") {
    Settings settings;
    const auto add = [&](const char* id, const char* name, State state) -> Connection& {
        Connection c;
        c.id = id;
        c.name = name;
        c.state = state;
        return settings.connections.emplace_back(std::move(c));
    };
    add("ben", "Ben", State::Active).steps = {
        {"bench", "sit on the bench of Maria", 1, Channel::Together},
        {"walk", "walk where Paulo lived", 1, Channel::Together}};
    add("maria", "Maria", State::Remembered);
    add("paulo", "Paulo", State::Ended);
    add("zed", "Zed", GENERATE(State::NoContact, State::Active));
    Nameless shunned; // as Life::shunned_names() and `kith rehearse` have it
    for (const auto& c : settings.connections)
        if (c.state == State::NoContact)
            shunned.add(c);
        else
            shunned.spare(c);
    shunned.also(
        [](std::string_view word) { return word == "erased" ? NameWord::Called : NameWord::None; });
    const auto zone = calendar::Zone::utc();
    std::vector<State> states;
    for (const auto& c : settings.connections) states.push_back(c.state);
    const std::vector<Sight> sights(states.size(), Sight::Seen);
    const auto goals = policy::prepare(settings, zone, states, sights);
    const auto board = gather(goals, {}, {}, {}, kNoon, kNoon, shunned);
    CHECK(board.gone.finds("sit on the bench of Maria"));
    CHECK(board.gone.finds("walk where Paulo lived"));
    CHECK(board.gone.finds("Erased"));
    CHECK_FALSE(board.gone.finds("Ben"));

    RehearsalPlan plan;
    plan.words = &spoken();
    plan.from = kNoon;
    plan.to = kNoon + days{90};
    plan.shunned = shunned;
    std::string all;
    rehearse(settings, zone, plan, [&](const RehearsalLine& line) { all += line.body + "\n"; });
    CHECK(all.size() > 100);
    for (const auto* name : {"Maria", "Paulo"}) CHECK(all.find(name) == std::string::npos);
}

TEST_CASE("A plan with a group calls it by its whole name", "[offer]") {
    Scene s;
    s.add("run", Circle::Group).name = "School run";
    s.prepare();
    const auto* walk = find_built_in("walk");
    REQUIRE(walk);
    const auto said = plan_line(s.goals, spoken(), 0, *walk, kNoon + days{2}, kNoon, {});
    CHECK(said.find("School run") != std::string::npos);
}

TEST_CASE("A plan speaks of nobody who is gone", "[offer]") {
    Scene s;
    auto& leo = s.add("leo");
    leo.name = "Leo";
    leo.label = "Zita's brother";
    leo.steps = {{"visit", "visit Zita's garden", 2, Channel::Together}};
    (void)s.frame();
    policy::Nameless gone;
    const auto& own = s.connection(0).steps.front();
    const auto line = [&] {
        return plan_line(s.goals, spoken(), 0, own, kNoon + days{2}, kNoon, gone);
    };
    CHECK(line().find("Zita's brother") != std::string::npos);
    CHECK(line().find("Zita's garden") != std::string::npos);
    Connection zita;
    zita.id = "zita";
    zita.name = "Zita";
    zita.state = State::NoContact;
    gone.add(zita);
    CHECK(line().find("Zita") == std::string::npos);
    CHECK(line().find("Leo") != std::string::npos);
}

TEST_CASE("Whatever is called after somebody who is gone, no offer says it", "[offer]") {
    const auto offered = [](auto change) {
        Scene s;
        auto& ana = s.add("ana");
        ana.name = "Ana";
        auto& zeb = s.add("zeb");
        zeb.name = "Zebedee";
        change(s.connection(0), s);
        s.set_ratio("ana", 1.5);
        s.of("zeb").states = {{State::NoContact, kNoon - days{1}, Instant::max()}};
        std::string all;
        for (int i = 0; i < 20; ++i) {
            s.move_to(kNoon + minutes{i});
            s.set_ratio("ana", 1.5);
            const auto frame = s.frame();
            policy::decide(frame, s.decision);
            if (!s.decision.nudge) continue;
            const auto e = chosen_event(frame, spoken(), s.decision, "n");
            all += e.title + " " + e.body + " " + e.step->text + "\n";
            s.memory.recent_words.push_back(e.words);
        }
        CHECK_FALSE(all.empty());
        return all;
    };
    const auto silent = [&](auto change) {
        return offered(change).find("Zebedee") == std::string::npos;
    };
    CHECK(silent([](Connection& c, Scene&) {
        c.steps = {{"dinner-at-zebedees", "dinner at Zebedee's", 2, Channel::Together}};
    }));
    CHECK(silent([](Connection& c, Scene&) { c.label = "Zebedee's sister"; }));
    CHECK(silent([](Connection& c, Scene&) {
        c.place = "Zebedee's garden";
        c.keeps_alive_by = KeptBy::Doing;
    }));
    CHECK(silent([](Connection& c, Scene&) { c.dates = {{"Zebedee's wedding", {}, 3, 4, 2}}; }));
    // And what has a label is called by the whole of it.
    CHECK(offered([](Connection& c, Scene&) {
              c.label = "my Tuesday thing";
          }).find("my Tuesday thing") != std::string::npos);
}
