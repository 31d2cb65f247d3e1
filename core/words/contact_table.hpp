// SPDX-License-Identifier: MIT
// The words a contact is told with, one table for all languages: what contact_line reads by.
#pragma once

#include <array>
#include <string_view>

#include "core/model/vocabulary.hpp"

namespace kith::words {

/// What is said of a contact. German says it behind the name as well.
struct Verb {
    std::string_view language, words;
    Channel channel;
    bool behind = false;
};
/// Longer beginnings stand before shorter ones.
inline constexpr std::array kVerbs{
    Verb{"en", "met up with", Channel::Together},
    Verb{"en", "met with", Channel::Together},
    Verb{"en", "met", Channel::Together},
    Verb{"en", "saw", Channel::Together},
    Verb{"en", "visited", Channel::Together},
    Verb{"en", "called", Channel::Call},
    Verb{"en", "rang", Channel::Call},
    Verb{"en", "phoned", Channel::Call},
    Verb{"en", "talked to", Channel::Call},
    Verb{"en", "talked with", Channel::Call},
    Verb{"en", "spoke to", Channel::Call},
    Verb{"en", "spoke with", Channel::Call},
    Verb{"en", "wrote to", Channel::Message},
    Verb{"en", "wrote", Channel::Message},
    Verb{"en", "texted", Channel::Message},

    Verb{"de", "getroffen mit", Channel::Together},
    Verb{"de", "getroffen", Channel::Together, true},
    Verb{"de", "gesehen", Channel::Together, true},
    Verb{"de", "besucht", Channel::Together, true},
    Verb{"de", "traf mich mit", Channel::Together},
    Verb{"de", "traf", Channel::Together},
    Verb{"de", "angerufen", Channel::Call, true},
    Verb{"de", "telefoniert", Channel::Call, true},
    Verb{"de", "gesprochen", Channel::Call, true},
    Verb{"de", "geschrieben", Channel::Message, true},

    Verb{"es", "vi a", Channel::Together},
    Verb{"es", "visto a", Channel::Together},
    Verb{"es", "me encontré con", Channel::Together},
    Verb{"es", "me encontre con", Channel::Together},
    Verb{"es", "me vi con", Channel::Together},
    Verb{"es", "estuve con", Channel::Together},
    Verb{"es", "llamé a", Channel::Call},
    Verb{"es", "llame a", Channel::Call},
    Verb{"es", "llamado a", Channel::Call},
    Verb{"es", "hablé con", Channel::Call},
    Verb{"es", "hable con", Channel::Call},
    Verb{"es", "hablado con", Channel::Call},
    Verb{"es", "escribí a", Channel::Message},
    Verb{"es", "escrito a", Channel::Message},
};

/// Spanish says whom before the verb as well, as *la llamé*: where nobody else is named behind it.
struct PronounVerb {
    std::string_view words;
    Channel channel;
    std::string_view pronouns; ///< blank-separated; *lo vi* is a thing one saw
};
inline constexpr std::array kPronounVerbs{
    PronounVerb{"llamé", Channel::Call, "la lo le"},
    PronounVerb{"llame", Channel::Call, "la lo le"},
    PronounVerb{"he llamado", Channel::Call, "la lo le"},
    PronounVerb{"hemos llamado", Channel::Call, "la lo le"},
    PronounVerb{"vi", Channel::Together, "la le"},
    PronounVerb{"he visto", Channel::Together, "la le"},
    PronounVerb{"hemos visto", Channel::Together, "la le"},
    PronounVerb{"escribí", Channel::Message, "le"},
    PronounVerb{"he escrito", Channel::Message, "le"},
    PronounVerb{"hemos escrito", Channel::Message, "le"},
};

struct Word {
    std::string_view language, words;
};
/// Who did it, which is clear anyway. Longer ones stand before shorter ones.
inline constexpr std::array kOpeners{
    Word{"en", "i have already"},
    Word{"en", "i have just"},
    Word{"en", "i have"},
    Word{"en", "i've already"},
    Word{"en", "i've just"},
    Word{"en", "i've"},
    Word{"en", "i already"},
    Word{"en", "i just"},
    Word{"en", "i"},
    Word{"en", "we have already"},
    Word{"en", "we have"},
    Word{"en", "we've already"},
    Word{"en", "we've"},
    Word{"en", "we already"},
    Word{"en", "we just"},
    Word{"en", "we"},
    Word{"en", "already"},
    Word{"en", "just"},
    Word{"de", "ich habe mich schon"},
    Word{"de", "ich habe mich"},
    Word{"de", "ich hab mich"},
    Word{"de", "habe mich"},
    Word{"de", "hab mich"},
    Word{"de", "wir haben uns schon"},
    Word{"de", "wir haben uns"},
    Word{"de", "haben uns"},
    Word{"de", "ich habe schon"},
    Word{"de", "ich hab schon"},
    Word{"de", "ich habe"},
    Word{"de", "ich hab"},
    Word{"de", "ich"},
    Word{"de", "habe ich schon"},
    Word{"de", "habe ich"},
    Word{"de", "habe schon"},
    Word{"de", "habe"},
    Word{"de", "hab ich schon"},
    Word{"de", "hab ich"},
    Word{"de", "hab schon"},
    Word{"de", "hab"},
    Word{"de", "wir haben schon"},
    Word{"de", "wir haben"},
    Word{"de", "haben wir"},
    Word{"de", "haben"},
    Word{"de", "schon"},
    Word{"es", "ya he"},
    Word{"es", "ya hemos"},
    Word{"es", "yo he"},
    Word{"es", "he"},
    Word{"es", "hemos"},
    Word{"es", "ya"},
    Word{"es", "yo"},
};
/// What stands between name and verb without being a part of either.
inline constexpr std::array<std::string_view, 6> kBetween{"hat mich", "hat mir", "hat",
                                                          "schon",    "gerade",  "bereits"};
inline constexpr std::array<std::string_view, 5> kBefore{"mich mit", "uns mit", "mit", "an", "bei"};
/// Words for when, and what `kith log --at` calls them.
struct Time {
    std::string_view language, words, meaning;
};
/// Longer ones stand before shorter ones.
inline constexpr std::array kTimes{
    Time{"en", "the day before yesterday", "2 days"},
    Time{"en", "day before yesterday", "2 days"},
    Time{"en", "yesterday", "yesterday"},
    Time{"en", "last night", "yesterday"},
    Time{"en", "last week", "7 days"},
    Time{"en", "last month", "30 days"},
    Time{"en", "today", ""},
    Time{"en", "this morning", ""},
    Time{"en", "this afternoon", ""},
    Time{"en", "this evening", ""},
    Time{"en", "just now", ""},
    Time{"de", "gestern abend", "yesterday"},
    Time{"de", "gestern früh", "yesterday"},
    Time{"de", "gestern", "yesterday"},
    Time{"de", "vorgestern", "2 days"},
    Time{"de", "letzte woche", "7 days"},
    Time{"de", "vorige woche", "7 days"},
    Time{"de", "letzten monat", "30 days"},
    Time{"de", "vorigen monat", "30 days"},
    Time{"de", "heute morgen", ""},
    Time{"de", "heute früh", ""},
    Time{"de", "heute mittag", ""},
    Time{"de", "heute abend", ""},
    Time{"de", "heute", ""},
    Time{"de", "vorhin", ""},
    Time{"de", "gerade eben", ""},
    Time{"es", "antes de ayer", "2 days"},
    Time{"es", "anteayer", "2 days"},
    Time{"es", "ayer", "yesterday"},
    Time{"es", "anoche", "yesterday"},
    Time{"es", "la semana pasada", "7 days"},
    Time{"es", "el mes pasado", "30 days"},
    Time{"es", "hoy", ""},
    Time{"es", "esta mañana", ""},
    Time{"es", "esta tarde", ""},
};
inline constexpr std::array<std::string_view, 7> kEnglishDays{
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

} // namespace kith::words
