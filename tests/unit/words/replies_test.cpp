// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "core/words/people.hpp"
#include "core/words/replies.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"

using namespace kith;
using namespace kith::words;

namespace {

Bank bank(const std::string& language) {
    Bank out;
    out.language = language;
    if (language == "de") {
        out.labels = {
            {"going", "Hallo sagen"}, {"later", "Nicht jetzt"}, {"already", "Wir hatten Kontakt"}};
        out.days = {"Sonntag",    "Montag",  "Dienstag", "Mittwoch",
                    "Donnerstag", "Freitag", "Samstag"};
    }
    return out;
}

/// As one text: the command, or channel, name and when.
std::string meant(std::string_view line, const std::string& language = "en") {
    const auto found = read_reply(line, bank(language));
    if (!found) return "";
    if (found->days != DayWord::None)
        return found->days == DayWord::LowEnergy ? "low energy" : "quiet week";
    if (found->name.empty())
        return std::string{to_word(found->answer)} +
               (found->target.empty() ? "" : " " + found->target);
    return std::string{to_word(found->channel)} + "|" + found->name + "|" + found->when;
}

} // namespace

TEST_CASE("The beginning of a reply decides", "[words]") {
    CHECK(meant("yes") == "going");
    CHECK(meant("Yes, gladly!") == "going");
    CHECK(meant("  DONE.  ") == "done");
    CHECK(meant("later") == "later");
    CHECK(meant("Not now, sorry") == "later");
    CHECK(meant("later tonight") == "later tonight");
    CHECK(meant("later next week please") == "later next-week");
    CHECK(meant("smaller") == "smaller");
    CHECK(meant("not this time") == "skip");
    CHECK(meant("Been in touch") == "already");
}

TEST_CASE("A word about one's days is no answer", "[words]") {
    CHECK(meant("low") == "low energy");
    CHECK(meant("Low, today.") == "low energy");
    CHECK(meant("quiet week") == "quiet week");
    CHECK(meant("Hard week") == "quiet week");
    CHECK(meant("lower") == "");
    CHECK(meant("Ruhige Woche, bitte", "de") == "quiet week");
    CHECK(meant("wenig Kraft", "de") == "low energy");
    CHECK(meant("Semana difícil", "es") == "quiet week");
    CHECK(meant("ruhige Woche") == "");
}

TEST_CASE("A contact names somebody, and perhaps a day", "[words]") {
    CHECK(meant("met Ana") == "together|Ana|");
    CHECK(meant("Met Ana Pereira yesterday.") == "together|Ana Pereira|yesterday");
    CHECK(meant("called dad yesterday") == "call|dad|yesterday");
    CHECK(meant("called dad on Saturday") == "call|dad|saturday");
    CHECK(meant("saw Ben last monday") == "together|Ben|monday");
    CHECK(meant("texted Zoë today") == "message|Zoë|");
    CHECK(meant("met yesterday") == "together|yesterday|");
    CHECK(meant("met").empty());
    CHECK(meant("met !").empty());
}

TEST_CASE("A contact is said as one says it", "[words]") {
    CHECK(meant("I called Leo") == "call|Leo|");
    CHECK(meant("I've met Ana and Ben yesterday") == "together|Ana and Ben|yesterday");
    CHECK(meant("Yesterday I saw Ana") == "together|Ana|yesterday");
    CHECK(meant("Ana getroffen", "de") == "together|Ana|");
    CHECK(meant("Habe Lee angerufen.", "de") == "call|Lee|");
    CHECK(meant("Leo gestern angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Gestern habe ich Leo angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Ich habe Ärzte Anna am Samstag gesehen", "de") == "together|Ärzte Anna|saturday");
    CHECK(meant("mit Papa telefoniert", "de") == "call|Papa|");
    CHECK(meant("Habe an Lee geschrieben", "de") == "message|Lee|");
    CHECK(meant("Leo hat mich gestern angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Leo hat mich angerufen", "de") == "call|Leo|");
    CHECK(meant("Yes, I already called Leo") == "call|Leo|");
    CHECK(meant("Ja, Leo gestern angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Yes, I will call Leo") == "going");
    CHECK(meant("Yes, called, no answer").empty());
    CHECK(meant("Yes, saw it") == "going");
    CHECK(meant("Yes, called in sick, so there's time") == "going");
    CHECK(meant("Yes, I wrote a note") == "going");
    CHECK(meant("Yes, I called my sister") == "call|my sister|");
    CHECK(meant("Yes, I called her") == "call|her|");
    CHECK(meant("Ja, habe mich gestern gemeldet", "de") == "going");
    CHECK(meant("I talked to Leo yesterday") == "call|Leo|yesterday");
    CHECK(meant("Spoke with Ana") == "call|Ana|");
    CHECK(meant("Habe gestern mit Leo gesprochen", "de") == "call|Leo|yesterday");
    CHECK(meant("Hablé con Ana ayer", "es") == "call|Ana|yesterday");
    CHECK(meant("he hablado con Ana", "es") == "call|Ana|");
    for (const char* other : {"talked about Leo", "we talked", "I talked to nobody"})
        CHECK(meant(other).empty());
    CHECK(meant("he llamado a Ana", "es") == "call|Ana|");
    CHECK(meant("Llamé a Ana", "es") == "call|Ana|");
    CHECK(meant("Ayer he visto a Ana", "es") == "together|Ana|yesterday");
    // Not in another language, not where it did not happen, not where nobody is named.
    for (const char* other :
         {"Ana getroffen", "he llamado a Ana", "I", "I called", "I did call Ana"})
        CHECK(meant(other).empty());
    for (const char* other : {"Leo nicht angerufen", "Habe noch niemanden getroffen", "angerufen",
                              "habe angerufen", "Habe Leo vergessen"})
        CHECK(meant(other, "de").empty());
    CHECK(meant("he called Ana", "es").empty());
}

TEST_CASE("Already is only where it says just that", "[words]") {
    for (const char* already : {"already", "Already done, thanks!", "been in touch this morning"})
        CHECK(meant(already) == "already");
    for (const char* already : {"schon", "Schon passiert, danke", "Wir hatten Kontakt"})
        CHECK(meant(already, "de") == "already");
    CHECK(meant("Ya está", "es") == "already");
    CHECK(meant("already forgot, sorry").empty());
    CHECK(meant("Already too late").empty());
    CHECK(meant("already in touch") == meant("already"));
    CHECK(meant("been in touch with her") == meant("already"));
    for (const char* other : {"been in touch with Leo instead", "Been in touch? Not yet"})
        CHECK(meant(other) != meant("already"));
    for (const char* other : {"hard week for Leo so I called Leo",
                              "quiet week at work, will call Ana", "low, but Leo is worse"})
        CHECK(meant(other) != meant("hard week"));
    CHECK(meant("Schwere Woche für Leo", "de").empty());
    for (const char* theirs : {"hard week for her", "Hard week for him", "hard week for them too",
                               "quiet week with her", "low for her"})
        CHECK(meant(theirs).empty());
    for (const char* theirs : {"Schwere Woche für ihn", "schwere Woche mit ihr",
                               "ruhige Woche mit ihm", "Schwere Woche für sie"})
        CHECK(meant(theirs, "de").empty());
    for (const char* theirs :
         {"semana difícil para ella", "Semana difícil para él", "semana difícil para ellos"})
        CHECK(meant(theirs, "es").empty());
    CHECK(meant("semana difícil para mí", "es") == "quiet week");
    for (const char* hard : {"hard week, sorry", "hard week, my dad is ill",
                             "Quiet week. Too much on", "hard week again", "quiet week for me"})
        CHECK(meant(hard) == "quiet week");
    CHECK(meant("Ruhige Woche, bin platt", "de") == "quiet week");
    CHECK(meant("semana difícil, lo siento", "es") == "quiet week");
    CHECK(meant("wenig kraft heute leider", "de") == "low energy");
    for (const char* low : {"Low, tired.", "low. Really tired", "Low - tired today"})
        CHECK(meant(low) == "low energy");
    for (const char* been : {"been in touch, all good", "Been in touch yesterday, she is well",
                             "been in touch by phone"})
        CHECK(meant(been) == meant("already"));
    CHECK(meant("been in touch, but not with her") != meant("already"));
    CHECK(meant("Schon wieder vergessen, tut mir leid", "de").empty());
    CHECK(meant("Ya no puedo", "es").empty());
}

TEST_CASE("A contact may be opened in more ways than one", "[words]") {
    CHECK(meant("I already called Leo") == "call|Leo|");
    CHECK(meant("I've already called Leo") == "call|Leo|");
    CHECK(meant("I\u2019ve already called Leo") == "call|Leo|");
    CHECK(meant("We met Ana") == "together|Ana|");
    CHECK(meant("This morning we met Ana") == "together|Ana|");
    CHECK(meant("Ich habe schon Leo angerufen", "de") == "call|Leo|");
    CHECK(meant("Ich habe Leo schon gestern angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Wir haben Ana getroffen", "de") == "together|Ana|");
    CHECK(meant("ya he llamado a Ana", "es") == "call|Ana|");
    CHECK(meant("Hemos visto a Ana hoy", "es") == "together|Ana|");
    CHECK(meant("ya la llamé ayer", "es") == "call|la|yesterday");
    CHECK(meant("Le escribí a Ana", "es") == "message|Ana|");
    CHECK(meant("la he visto, todo bien", "es") == "together|la, todo bien|");
    CHECK(meant("lo vi", "es").empty());
    CHECK(meant("ya lo he visto", "es").empty());
    CHECK(meant("lo escribí", "es").empty());
    CHECK(meant("la llamé").empty());
}

TEST_CASE("Names end with the word of when, and before another contact", "[words]") {
    CHECK(meant("called Ana today, all well") == "call|Ana|");
    CHECK(meant("called Ana yesterday, Leo is next") == "call|Ana|yesterday");
    CHECK(meant("called Ana, yesterday") == "call|Ana|yesterday");
    CHECK(meant("called Ana, met Leo yesterday") == "call|Ana|");
    CHECK(meant("Yesterday I called Ana, all well") == "call|Ana, all well|yesterday");
    CHECK(meant("Habe gestern Leo angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Am Samstag habe ich Leo getroffen", "de") == "together|Leo|saturday");
    CHECK(meant("habe am Samstag Leo getroffen", "de") == "together|Leo|saturday");
    CHECK(meant("On Sunday I met Ana", "de") == "together|Ana|sunday");
    for (const char* other : {"I wrote, Ana", "we saw, Ana", "I called; Leo answered"})
        CHECK(meant(other).empty());
    CHECK(meant("Ana gestern angerufen, alles gut", "de") == "call|Ana|yesterday");
    CHECK(meant("Habe sie gestern angerufen", "de") == "call|sie|yesterday");
    CHECK(meant("llamé a Ana ayer, todo bien", "es") == "call|Ana|yesterday");
}

TEST_CASE("A contact may have been a while ago", "[words]") {
    CHECK(meant("met with Ana") == "together|Ana|");
    CHECK(meant("I met with Ana yesterday") == "together|Ana|yesterday");
    CHECK(meant("met Ana two weeks ago") == "together|Ana|2 weeks");
    CHECK(meant("called dad a month ago, all well") == "call|dad|1 months");
    CHECK(meant("Three days ago I called dad") == "call|dad|3 days");
    CHECK(meant("met Ana about two weeks ago") == "together|Ana|2 weeks");
    CHECK(meant("met Ana and Ben last week") == "together|Ana and Ben|7 days");
    CHECK(meant("saw Ana the day before yesterday") == "together|Ana|2 days");
    CHECK(meant("called Ana last night") == "call|Ana|yesterday");
    CHECK(meant("met Ana on 3 March") == "together|Ana on 3 March|");
    CHECK(meant("met Ana last year") == "together|Ana last year|");
    CHECK(meant("Habe mich mit Ana getroffen", "de") == "together|Ana|");
    CHECK(meant("Wir haben uns gestern mit Ana getroffen", "de") == "together|Ana|yesterday");
    CHECK(meant("Ich habe mich gestern mit Ana getroffen", "de") == "together|Ana|yesterday");
    CHECK(meant("getroffen mit Ana", "de") == "together|Ana|");
    CHECK(meant("Leo letzte Woche angerufen", "de") == "call|Leo|7 days");
    CHECK(meant("Habe Leo vor zwei Wochen angerufen", "de") == "call|Leo|2 weeks");
    CHECK(meant("Vor einem Monat habe ich Leo getroffen", "de") == "together|Leo|1 months");
    CHECK(meant("Gestern Abend habe ich Leo angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("vorgestern Leo getroffen", "de") == "together|Leo|2 days");
    CHECK(meant("Me vi con Ana la semana pasada", "es") == "together|Ana|7 days");
    CHECK(meant("Quedé con Ana el viernes", "es").empty()); // they will meet, perhaps
    CHECK(meant("Hace dos semanas vi a Ana", "es") == "together|Ana|2 weeks");
    CHECK(meant("me encontré con Ana anteayer", "es") == "together|Ana|2 days");
    CHECK(meant("la llamé hace tres días", "es") == "call|la|3 days");
}

TEST_CASE("How it was takes nothing from a contact", "[words]") {
    for (const char* told : {"called Ana, nothing new", "Called Ana, not much new",
                             "called Ana, she got engaged!", "called Ana, busy week"})
        CHECK(meant(told).starts_with("call|Ana,"));
    CHECK(meant("Ana angerufen, nichts Neues", "de").starts_with("call|Ana"));
    CHECK(meant("llamé a Ana, nada nuevo", "es").starts_with("call|Ana,"));
}

TEST_CASE("What came to nothing is no contact", "[words]") {
    for (const char* vain :
         {"I called Leo, no answer", "called Leo but he didn't pick up", "called no one",
          "I called Leo, he didn\u2019t pick up", "rang Leo, couldn't reach him", "met nobody",
          "called Leo: voicemail", "saw no-one", "I called Leo, left a message"})
        CHECK(meant(vain).empty());
    for (const char* vain : {"Leo angerufen, nicht erreicht", "Leo angerufen, ging nicht ran",
                             "Leo angerufen, keine Antwort", "Habe keinen getroffen",
                             "Ich habe niemanden gesehen", "angerufen, keiner da"})
        CHECK(meant(vain, "de").empty());
    for (const char* vain : {"llamé a Leo, no contesta", "he llamado a Leo y no contestó",
                             "vi a nadie", "la llamé pero nada", "llamé a Leo, sin respuesta"})
        CHECK(meant(vain, "es").empty());
}

TEST_CASE("What is taken back is not done", "[words]") {
    for (const char* other : {"done? not yet", "done, not", "done - not really", "Done? no",
                              "done, no, sorry", "done. Never", "Done, I didn\u2019t"})
        CHECK(meant(other).empty());
    for (const char* other : {"erledigt? nein", "Erledigt, nein", "erledigt - noch nicht"})
        CHECK(meant(other, "de").empty());
    for (const char* other : {"hecho? no", "hecho, todavía no"}) CHECK(meant(other, "es").empty());
    for (const char* done : {"done, no problem", "Done, but only briefly", "done - lovely",
                             "done. And you?", "Done! Not bad at all", "Done. No answer so far"})
        CHECK(meant(done) == "done");
    CHECK(meant("erledigt, aber kurz", "de") == "done");
    CHECK(meant("erledigt, noch vor dem Essen", "de") == "done");
}

TEST_CASE("A question is no answer", "[words]") {
    for (const char* asked :
         {"done?", "met Ana?", "called dad yesterday?", "yes?", "later?!", "skip ?",
          "been in touch?", "hard week?", "yes? what", "already?", "met Ana? I think so"})
        CHECK(meant(asked).empty());
    CHECK(meant("Papa angerufen?", "de").empty());
    CHECK(meant("Yes, called Ana yesterday?") == "going");
    CHECK(meant("yes, how about Sunday?") == "going");
    CHECK(meant("met Ana, how are you?") == "together|Ana, how are you|");
}

TEST_CASE("A word that begins other sentences counts alone", "[words]") {
    for (const char* other : {"Si no puedo hoy", "si puedo, mañana", "hecho polvo",
                              "Sí, pero no hoy", "sí que no", "luego llamé y nada"})
        CHECK(meant(other, "es").empty());
    CHECK(meant("si", "es") == "going");
    CHECK(meant("Si, claro", "es") == "going");
    CHECK(meant("sí por favor", "es") == "going");
    CHECK(meant("hecho, gracias", "es") == "done");
    for (const char* other : {"ja aber nicht heute", "Ja, aber heute nicht", "ja wenn es geht",
                              "Erledigt bin ich", "Kleiner Spaziergang", "ja mei", "schon ok"})
        CHECK(meant(other, "de").empty());
    CHECK(meant("ja, gerne", "de") == "going");
    CHECK(meant("Ja bitte", "de") == "going");
    CHECK(meant("erledigt, danke", "de") == "done");
    for (const char* other : {"yes but not today", "Yes, but not today", "low battery", "done for",
                              "later I rang", "Say hi to him for me", "skip called"})
        CHECK(meant(other).empty());
    CHECK(meant("yes please") == "going");
    CHECK(meant("done today") == "done");
    CHECK(meant("done :)") == "done");
    CHECK(meant("Yes \U0001F44D") == "going");
    CHECK(meant("later this week") == "later");
    CHECK(meant("yes - gladly") == "going");
    CHECK(meant("low energy") == "low energy");
}

TEST_CASE("A contact behind a yes needs no comma", "[words]") {
    CHECK(meant("yes I called Lee yesterday") == "call|Lee|yesterday");
    CHECK(meant("yes I rang her") == "call|her|");
    CHECK(meant("Yes met Leo for coffee") == "together|Leo for coffee|");
    CHECK(meant("yes already called Leo") == "call|Leo|");
    CHECK(meant("Yes! Called Leo") == "call|Leo|");
    CHECK(meant("yes - I called Leo") == "call|Leo|");
    CHECK(meant("yes called Ana, but briefly") == "call|Ana, but briefly|");
    CHECK(meant("ja hab sie angerufen", "de") == "call|sie|");
    CHECK(meant("ja ich habe Leo gestern angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("Ja Leo getroffen", "de") == "together|Leo|");
    CHECK(meant("yes I called Leo", "de") == "call|Leo|");
    CHECK(meant("sí llamé a Leo", "es") == "call|Leo|");
    CHECK(meant("Sí la llamé ayer", "es") == "call|la|yesterday");
    CHECK(meant("si llamé a Leo ayer", "es") == "call|Leo|yesterday");
    CHECK(read_reply("yes I called my bank", bank("en"))->before == Answer::Going);
    for (const char* other :
         {"yes I called but no answer", "yes I called off the party", "yes saw it",
          "yes I wrote a note", "yes if I met Leo", "yes I met nobody", "yes I will call Leo"})
        CHECK(meant(other).empty());
    for (const char* other :
         {"ja das habe ich gesehen", "ja das gesehen", "ja aber Leo nicht angerufen",
          "ja nur Leo angerufen", "ja wenn Leo angerufen", "ja mei"})
        CHECK(meant(other, "de").empty());
    for (const char* other : {"sí no llamé a Leo", "sí lo vi", "sí que vi a nadie"})
        CHECK(meant(other, "es").empty());
}

TEST_CASE("A no is for this time", "[words]") {
    for (const char* no : {"no", "No.", "no thanks", "No, thank you", "no thank you, not today",
                           "nope", "No sorry", "no, not Leo", "No. He died.", "no :)", "no, saw it",
                           "no, I called, no answer", "No, done with her"})
        CHECK(meant(no) == meant("skip"));
    for (const char* no : {"nein", "Nein danke", "nein, heute nicht", "nein leider nicht", "no",
                           "Nein, er ist gestorben"})
        CHECK(meant(no, "de") == meant("skip"));
    for (const char* no : {"no", "No gracias", "no, gracias", "no, hoy no", "no lo siento"})
        CHECK(meant(no, "es") == meant("skip"));
    for (const char* other :
         {"no problem", "no idea", "no worries", "no answer", "no, but tomorrow", "no wait, maybe",
          "no? why", "nobody", "no way to tell", "No longer", "no - tomorrow"})
        CHECK(meant(other).empty());
    CHECK(meant("nein aber morgen", "de").empty());
    for (const char* other : {"no puedo hoy", "no llamé a Leo", "no la llamé", "no, pero mañana"})
        CHECK(meant(other, "es").empty());
    // What is said behind it says it better.
    CHECK(meant("No, later tonight") == "later tonight");
    CHECK(meant("No, not now") == "later");
    CHECK(meant("No, been in touch") == "already");
    CHECK(meant("no, hard week") == "quiet week");
    CHECK(meant("No, I called her yesterday") == "call|her|yesterday");
    CHECK(meant("nein, Leo gestern angerufen", "de") == "call|Leo|yesterday");
    CHECK(meant("No thanks, saw her yesterday") == "together|her|yesterday");
    CHECK(meant("No thanks, maybe another day") == meant("skip"));
    CHECK(meant("Not now, saw her yesterday") == "together|her|yesterday");
    CHECK(meant("Not now, sorry") == meant("later"));
    CHECK(meant("Not now, maybe next week") == meant("later next week"));
    CHECK(meant("no, la llamé ayer", "es") == "call|la|yesterday");
    CHECK(read_reply("No, called my bank", bank("en"))->before == Answer::NotThisTime);
}

TEST_CASE("An answer in ordinary words is one", "[words]") {
    for (const char* yes : {"ok", "Okay!", "ok, thanks", "Sure.", "sure thing", "will do", "Gladly",
                            "of course", "I will, thanks", "ok will do", "Ok \U0001F44D"})
        CHECK(meant(yes) == "going");
    for (const char* yes :
         {"Gern", "gerne, danke", "mach ich", "Ok, mache ich", "klar!", "na klar"})
        CHECK(meant(yes, "de") == "going");
    for (const char* yes : {"vale", "Claro", "claro que sí", "vale, gracias", "de acuerdo"})
        CHECK(meant(yes, "es") == "going");
    for (const char* later :
         {"maybe later", "not today", "Not this week, sorry", "nah", "not today either",
          "Nah, not today", "ok, not today", "perhaps later", "not this week but next",
          "Not today. Too much on.", "not tomorrow"})
        CHECK(meant(later) == "later");
    for (const char* later : {"vielleicht später", "heute nicht", "diese Woche nicht",
                              "ok, heute nicht", "heute nicht mehr"})
        CHECK(meant(later, "de") == "later");
    for (const char* later : {"quizá luego", "hoy no", "Hoy no puedo", "esta semana no"})
        CHECK(meant(later, "es") == "later");
    for (const char* day : {"tomorrow", "Maybe tomorrow", "ok, tomorrow", "tomorrow is better",
                            "not today, tomorrow", "not today but tomorrow", "no, maybe tomorrow",
                            "will do tomorrow", "Tomorrow evening", "tomorrow, not today"})
        CHECK(meant(day) == "later tomorrow");
    CHECK(meant("tonight") == "later tonight");
    CHECK(meant("next week") == "later next-week");
    CHECK(meant("next week again, please") == "later next-week");
    CHECK(meant("this weekend") == "later weekend");
    CHECK(meant("morgen", "de") == "later tomorrow");
    CHECK(meant("lieber morgen", "de") == "later tomorrow");
    CHECK(meant("heute Abend", "de") == "later tonight");
    CHECK(meant("Nächste Woche", "de") == "later next-week");
    CHECK(meant("mañana", "es") == "later tomorrow");
    CHECK(meant("esta noche", "es") == "later tonight");
    CHECK(meant("La próxima semana", "es") == "later next-week");
}

TEST_CASE("What is said behind an answer of little weight outdoes it", "[words]") {
    CHECK(meant("ok, called her yesterday") == "call|her|yesterday");
    CHECK(meant("ok I met Leo") == "together|Leo|");
    CHECK(meant("not today, saw her yesterday") == "together|her|yesterday");
    CHECK(read_reply("ok, called my bank", bank("en"))->before == Answer::Going);
    CHECK(read_reply("nah, called my bank", bank("en"))->before == Answer::Later);
    CHECK(meant("Morgen! Habe Leo angerufen", "de") == "call|Leo|");
    CHECK(meant("ok, later") == "later");
    CHECK(meant("sure, done") == "done");
    CHECK(meant("okay. Hard week") == "quiet week");
    CHECK(meant("ok, skip") == meant("skip"));
    CHECK(meant("no, not today") == meant("skip"));
    CHECK(meant("This evening I met Ana") == "together|Ana|");
    CHECK(read_reply("ok. He died.", kith::test::spoken("en"))->answer == Answer::NotThisTime);
    for (const char* other :
         {"tomorrow I call Ana", "next week I call Ana", "tonight we talked", "ok but not her",
          "ok?", "sure if I can", "not sure", "of course not", "maybe", "maybe not", "maybe done",
          "ok whatever you say", "I will not", "I will be away", "tomorrow?", "okay, no answer",
          "tomorrow is her birthday", "I am not well, please stop", "nahe"})
        CHECK(meant(other).empty());
    for (const char* other : {"morgen rufe ich Leo an", "gern geschehen", "mach ich nicht",
                              "klar ist nur eins", "Morgenstern", "heute nicht geschafft"})
        CHECK(meant(other, "de").empty());
    for (const char* other : {"vale la pena", "claro que no", "mañana llamo a Leo", "hoy no fui"})
        CHECK(meant(other, "es").empty());
    for (const char* other : {"gern", "vale", "morgen", "hoy no"}) CHECK(meant(other).empty());
}

TEST_CASE("Hard news are no later, and being through with something is no contact", "[words]") {
    const auto said = [](std::string_view line, const char* language) {
        const auto found = read_reply(line, kith::test::spoken(language));
        REQUIRE(found);
        CHECK(found->target.empty());
        return found->answer;
    };
    for (const char* line : {"Not now. He died.", "later, she passed away", "Not now, funeral",
                             "later tonight, she is in hospital", "not now, her dad passed"})
        CHECK(said(line, "en") == Answer::NotThisTime);
    CHECK(said("Nicht jetzt. Er ist gestorben.", "de") == Answer::NotThisTime);
    CHECK(said("Ahora no, ha muerto", "es") == Answer::NotThisTime);
    CHECK(said("Not now, sorry", "en") == Answer::Later);
    CHECK(said("Not now. Too much on.", "en") == Answer::Later);
    CHECK(said("Nicht jetzt, danke", "de") == Answer::Later);
    for (const char* line :
         {"done with this", "Done with her", "done with it, thanks", "already done with him"}) {
        CHECK(meant(line).empty());
        CHECK_FALSE(read_reply(line, kith::test::spoken("en")));
    }
    CHECK(meant("erledigt mit ihr", "de").empty());
    CHECK(meant("hecho con ella", "es").empty());
    CHECK(meant("done, with her yesterday") == "done");
    CHECK(meant("already spoke with her") == "already");
}

TEST_CASE("Several names in one line are several", "[words]") {
    using Names = std::vector<std::string>;
    CHECK(single_names("Leo and Lee", bank("en")) == Names{"Leo", "Lee"});
    CHECK(single_names("Leo, Lee & Ana AND Ben", bank("en")) == Names{"Leo", "Lee", "Ana", "Ben"});
    CHECK(single_names("Andy Sandand", bank("en")) == Names{"Andy Sandand"});
    auto german = bank("de");
    german.says["and"] = "und";
    CHECK(single_names("Leo und Lee", german) == Names{"Leo", "Lee"});
    CHECK(single_names(" , and ", bank("en")).empty());
    CHECK(single_names("", bank("en")).empty());
}

TEST_CASE("Anything else is left alone", "[words]") {
    for (const char* other :
         {"", "  ", "yesterday was nice", "donelly", "Thanks for the idea",
          "yes and by the way I have been meaning to tell you about the long week", "metro", "?",
          "-- "})
        CHECK(meant(other).empty());
}

TEST_CASE("The language of the offer is understood, and English", "[words]") {
    CHECK(meant("Ja gern", "de") == "going");
    CHECK(meant("SPÄTER", "de") == "later");
    CHECK(meant("wir hatten Kontakt", "de") == "already");
    CHECK(meant("Angerufen Papa am Samstag", "de") == "call|Papa|saturday");
    CHECK(meant("getroffen Ana gestern", "de") == "together|Ana|yesterday");
    CHECK(meant("Sí, claro", "es") == "going");
    CHECK(meant("llamé a Ana ayer", "es") == "call|Ana|yesterday");
    CHECK(meant("yes", "es") == "going");
    CHECK(meant("ja").empty());
}
