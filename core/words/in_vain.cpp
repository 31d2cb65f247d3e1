// SPDX-License-Identifier: MIT
#include "core/words/in_vain.hpp"

#include <algorithm>
#include <array>

#include "core/words/phrase.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

/// `early`: an everyday word, which means it only where the contact is told, before the first mark:
/// *called Ana, nothing new* is one.
struct Vain {
    std::string_view language, phrase;
    bool early = false;
};
constexpr std::array kVain{
    Vain{"en", "not", true},
    Vain{"en", "never", true},
    Vain{"en", "nobody"},
    Vain{"en", "no one"},
    Vain{"en", "no-one"},
    Vain{"en", "none", true},
    Vain{"en", "nothing", true},
    Vain{"en", "no answer"},
    Vain{"en", "no reply"},
    Vain{"en", "no luck"},
    Vain{"en", "no response"},
    Vain{"en", "no pick-up"},
    Vain{"en", "no pickup"},
    Vain{"en", "didn't"},
    Vain{"en", "didnt"},
    Vain{"en", "doesn't"},
    Vain{"en", "wasn't"},
    Vain{"en", "couldn't"},
    Vain{"en", "couldnt"},
    Vain{"en", "can't"},
    Vain{"en", "cannot"},
    Vain{"en", "hasn't"},
    Vain{"en", "haven't"},
    Vain{"en", "voicemail"},
    Vain{"en", "voice mail"},
    Vain{"en", "unanswered"},
    Vain{"en", "answering machine"},
    Vain{"en", "busy", true},
    Vain{"en", "was busy"},
    Vain{"en", "line busy"},
    Vain{"en", "line engaged"},
    Vain{"en", "not there"},
    Vain{"en", "not in"},
    Vain{"en", "not home"},
    Vain{"en", "in vain"},
    Vain{"en", "almost", true},
    Vain{"en", "nearly", true},
    Vain{"en", "was out"},
    Vain{"en", "left a message"},
    Vain{"en", "hung up"},

    Vain{"de", "nicht"},
    Vain{"de", "nichts", true},
    Vain{"de", "nie", true},
    Vain{"de", "niemals", true},
    Vain{"de", "niemand"},
    Vain{"de", "niemanden"},
    Vain{"de", "niemandem"},
    Vain{"de", "kein"},
    Vain{"de", "keine"},
    Vain{"de", "keinen"},
    Vain{"de", "keiner"},
    Vain{"de", "keinem"},
    Vain{"de", "keins"},
    Vain{"de", "besetzt"},
    Vain{"de", "anrufbeantworter"},
    Vain{"de", "mailbox"},
    Vain{"de", "vergeblich"},
    Vain{"de", "umsonst"},
    Vain{"de", "fast", true},
    Vain{"de", "beinahe", true},
    Vain{"de", "ohne erfolg"},

    Vain{"es", "no"},
    Vain{"es", "nadie"},
    Vain{"es", "nada", true},
    Vain{"es", "nunca", true},
    Vain{"es", "ninguno"},
    Vain{"es", "ninguna"},
    Vain{"es", "ni"},
    Vain{"es", "sin respuesta"},
    Vain{"es", "sin suerte"},
    Vain{"es", "buzón"},
    Vain{"es", "contestador"},
    Vain{"es", "comunicaba"},
    Vain{"es", "ocupado", true},
    Vain{"es", "ocupada", true},
    Vain{"es", "casi", true},
    Vain{"es", "en vano"},
    Vain{"es", "un mensaje"},
};

} // namespace

bool was_in_vain(std::string_view line, const Bank& bank) {
    const auto text = tokens(line);
    const auto early = tokens(line.substr(0, line.find_first_of(",.;:!(")));
    return std::ranges::any_of(kVain, [&](const Vain& vain) {
        return speaks(vain.language, bank) &&
               Phrase{vain.phrase}.stands_in(vain.early ? early : text, {});
    });
}

} // namespace kith::words
