// SPDX-License-Identifier: MIT
// The words an offer is answered with, one table for all languages: what replies reads by. What is
// said of a contact is contact_table's.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/model/vocabulary.hpp"
#include "core/words/replies.hpp"

namespace kith::words {

/// What an answer weighs against what stands behind it.
enum class Weight : std::uint8_t {
    Full,
    Light,   ///< counts with no more than a word or two, and whatever else is said outdoes it
    Refusal, ///< likewise; behind a no it only says the same again
};

struct ReplyRow {
    std::string_view language, words;
    Answer answer = Answer::Going;
    std::string_view target = "";
    DayWord days = DayWord::None;
    Weight weight = Weight::Full;
};
/// Longer beginnings stand before shorter ones.
inline constexpr std::array kReplies{
    ReplyRow{"en", "say hi", Answer::Going},
    ReplyRow{"en", "yes", Answer::Going},
    ReplyRow{"en", "low", Answer::Going, "", DayWord::LowEnergy},
    ReplyRow{"en", "quiet week", Answer::Going, "", DayWord::QuietWeek},
    ReplyRow{"en", "hard week", Answer::Going, "", DayWord::QuietWeek},
    ReplyRow{"en", "smaller", Answer::Smaller},
    ReplyRow{"en", "later tonight", Answer::Later, "tonight"},
    ReplyRow{"en", "later tomorrow", Answer::Later, "tomorrow"},
    ReplyRow{"en", "later weekend", Answer::Later, "weekend"},
    ReplyRow{"en", "later next week", Answer::Later, "next-week"},
    ReplyRow{"en", "later", Answer::Later},
    ReplyRow{"en", "not now", Answer::Later},
    ReplyRow{"en", "not this time", Answer::NotThisTime},
    ReplyRow{"en", "skip", Answer::NotThisTime},
    ReplyRow{"en", "no", Answer::NotThisTime},
    ReplyRow{"en", "nope", Answer::NotThisTime},
    ReplyRow{"en", "done", Answer::Done},
    ReplyRow{"en", "been in touch", Answer::Already},
    ReplyRow{"en", "already", Answer::Already},
    ReplyRow{"en", "okay", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "ok", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "sure thing", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "sure", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "will do", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "i will", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "gladly", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "of course", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"en", "not today", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"en", "not tonight", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"en", "not this week", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"en", "nah", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"en", "not tomorrow", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"en", "tomorrow", Answer::Later, "tomorrow", DayWord::None, Weight::Light},
    ReplyRow{"en", "tonight", Answer::Later, "tonight", DayWord::None, Weight::Light},
    ReplyRow{"en", "this evening", Answer::Later, "tonight", DayWord::None, Weight::Light},
    ReplyRow{"en", "this weekend", Answer::Later, "weekend", DayWord::None, Weight::Light},
    ReplyRow{"en", "next week", Answer::Later, "next-week", DayWord::None, Weight::Light},

    ReplyRow{"de", "hallo sagen", Answer::Going},
    ReplyRow{"de", "ja", Answer::Going},
    ReplyRow{"de", "wenig kraft", Answer::Going, "", DayWord::LowEnergy},
    ReplyRow{"de", "wenig energie", Answer::Going, "", DayWord::LowEnergy},
    ReplyRow{"de", "ruhige woche", Answer::Going, "", DayWord::QuietWeek},
    ReplyRow{"de", "schwere woche", Answer::Going, "", DayWord::QuietWeek},
    ReplyRow{"de", "kleiner", Answer::Smaller},
    ReplyRow{"de", "später heute", Answer::Later, "tonight"},
    ReplyRow{"de", "später morgen", Answer::Later, "tomorrow"},
    ReplyRow{"de", "später wochenende", Answer::Later, "weekend"},
    ReplyRow{"de", "später nächste woche", Answer::Later, "next-week"},
    ReplyRow{"de", "später", Answer::Later},
    ReplyRow{"de", "nicht jetzt", Answer::Later},
    ReplyRow{"de", "diesmal nicht", Answer::NotThisTime},
    ReplyRow{"de", "nein", Answer::NotThisTime},
    ReplyRow{"de", "erledigt", Answer::Done},
    ReplyRow{"de", "schon", Answer::Already},
    ReplyRow{"de", "gerne", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "gern", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "mache ich", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "mach ich", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "na klar", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "alles klar", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "klar", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "in ordnung", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"de", "heute nicht", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"de", "nicht heute", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"de", "diese woche nicht", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"de", "nicht diese woche", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"de", "heute abend nicht", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"de", "morgen nicht", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"de", "morgen", Answer::Later, "tomorrow", DayWord::None, Weight::Light},
    ReplyRow{"de", "heute abend", Answer::Later, "tonight", DayWord::None, Weight::Light},
    ReplyRow{"de", "am wochenende", Answer::Later, "weekend", DayWord::None, Weight::Light},
    ReplyRow{"de", "nächste woche", Answer::Later, "next-week", DayWord::None, Weight::Light},

    ReplyRow{"es", "sí", Answer::Going},
    ReplyRow{"es", "si", Answer::Going},
    ReplyRow{"es", "poca energía", Answer::Going, "", DayWord::LowEnergy},
    ReplyRow{"es", "semana tranquila", Answer::Going, "", DayWord::QuietWeek},
    ReplyRow{"es", "semana difícil", Answer::Going, "", DayWord::QuietWeek},
    ReplyRow{"es", "más pequeño", Answer::Smaller},
    ReplyRow{"es", "luego esta noche", Answer::Later, "tonight"},
    ReplyRow{"es", "luego mañana", Answer::Later, "tomorrow"},
    ReplyRow{"es", "luego", Answer::Later},
    ReplyRow{"es", "más tarde", Answer::Later},
    ReplyRow{"es", "ahora no", Answer::Later},
    ReplyRow{"es", "esta vez no", Answer::NotThisTime},
    ReplyRow{"es", "hecho", Answer::Done},
    ReplyRow{"es", "ya", Answer::Already},
    ReplyRow{"es", "vale", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "claro que sí", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "claro que si", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "claro", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "de acuerdo", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "con gusto", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "lo haré", Answer::Going, "", DayWord::None, Weight::Light},
    ReplyRow{"es", "hoy no", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"es", "esta semana no", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"es", "esta noche no", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"es", "mañana no", Answer::Later, "", DayWord::None, Weight::Refusal},
    ReplyRow{"es", "mañana", Answer::Later, "tomorrow", DayWord::None, Weight::Light},
    ReplyRow{"es", "esta noche", Answer::Later, "tonight", DayWord::None, Weight::Light},
    ReplyRow{"es", "el fin de semana", Answer::Later, "weekend", DayWord::None, Weight::Light},
    ReplyRow{"es", "la próxima semana", Answer::Later, "next-week", DayWord::None, Weight::Light},
    ReplyRow{"es", "próxima semana", Answer::Later, "next-week", DayWord::None, Weight::Light},
    ReplyRow{"es", "la semana que viene", Answer::Later, "next-week", DayWord::None, Weight::Light},
};

/// What makes of any *later* a *perhaps later*.
struct Perhaps {
    std::string_view language, words;
};
inline constexpr std::array kPerhaps{
    Perhaps{"en", "maybe"},  Perhaps{"en", "perhaps"}, Perhaps{"en", "rather"},
    Perhaps{"de", "lieber"}, Perhaps{"de", "eher"},    Perhaps{"de", "vielleicht"},
    Perhaps{"es", "mejor"},  Perhaps{"es", "quizá"},   Perhaps{"es", "quizás"},
    Perhaps{"es", "quiza"},  Perhaps{"es", "tal vez"},
};

} // namespace kith::words
