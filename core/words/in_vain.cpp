// SPDX-License-Identifier: MIT
#include "core/words/in_vain.hpp"

#include <algorithm>
#include <array>

#include "core/words/phrase.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

struct Vain {
    std::string_view language, phrase;
};
constexpr std::array kVain{
    Vain{"en", "not"},
    Vain{"en", "never"},
    Vain{"en", "nobody"},
    Vain{"en", "no one"},
    Vain{"en", "no-one"},
    Vain{"en", "none"},
    Vain{"en", "nothing"},
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
    Vain{"en", "busy"},
    Vain{"en", "engaged"},
    Vain{"en", "in vain"},
    Vain{"en", "almost"},
    Vain{"en", "nearly"},
    Vain{"en", "was out"},
    Vain{"en", "left a message"},
    Vain{"en", "hung up"},

    Vain{"de", "nicht"},
    Vain{"de", "nichts"},
    Vain{"de", "nie"},
    Vain{"de", "niemals"},
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
    Vain{"de", "fast"},
    Vain{"de", "beinahe"},
    Vain{"de", "ohne erfolg"},

    Vain{"es", "no"},
    Vain{"es", "nadie"},
    Vain{"es", "nada"},
    Vain{"es", "nunca"},
    Vain{"es", "ninguno"},
    Vain{"es", "ninguna"},
    Vain{"es", "ni"},
    Vain{"es", "sin respuesta"},
    Vain{"es", "sin suerte"},
    Vain{"es", "buzón"},
    Vain{"es", "contestador"},
    Vain{"es", "comunicaba"},
    Vain{"es", "ocupado"},
    Vain{"es", "ocupada"},
    Vain{"es", "casi"},
    Vain{"es", "en vano"},
    Vain{"es", "un mensaje"},
};

} // namespace

bool was_in_vain(std::string_view line, const Bank& bank) {
    const auto text = tokens(line);
    return std::ranges::any_of(kVain, [&](const Vain& vain) {
        return speaks(vain.language, bank) && Phrase{vain.phrase}.stands_in(text, {});
    });
}

} // namespace kith::words
