// SPDX-License-Identifier: MIT
#include "core/words/oneself.hpp"

#include <algorithm>
#include <array>

#include "core/words/phrase.hpp"

namespace kith::words {
namespace {

/// Without a language: whatever the bank's.
struct OfOneself {
    std::string_view language, phrase;
};
constexpr std::array kOfOneself{
    OfOneself{"", "i"},
    OfOneself{"", "i'm"},
    OfOneself{"", "i've"},
    OfOneself{"", "i'd"},
    OfOneself{"", "i'll"},
    OfOneself{"", "me"},
    OfOneself{"", "myself"},
    OfOneself{"", "my self"},
    OfOneself{"", "my life"},
    OfOneself{"en", "im"},
    OfOneself{"en", "ive"},
    OfOneself{"en", "want to"},
    OfOneself{"en", "wanna"},
    OfOneself{"en", "hate"},
    OfOneself{"en", "can't"},
    OfOneself{"en", "cant"},
    OfOneself{"en", "cannot"},
    OfOneself{"en", "life is"},
    OfOneself{"en", "life has"},
    OfOneself{"en", "to die"},
    OfOneself{"en", "forever"},

    OfOneself{"", "ich"},
    OfOneself{"", "mich"},
    OfOneself{"", "mir"},
    OfOneself{"", "mein leben"},
    OfOneself{"", "meinem leben"},
    OfOneself{"", "meines lebens"},
    OfOneself{"de", "bin"},
    OfOneself{"de", "hab"},
    OfOneself{"de", "habe"},
    OfOneself{"de", "halte"},
    OfOneself{"de", "fühle"},
    OfOneself{"de", "wünschte"},
    OfOneself{"de", "will nicht"},
    OfOneself{"de", "will nimmer"},
    OfOneself{"de", "kann nicht"},
    OfOneself{"de", "kann nimmer"},
    OfOneself{"de", "leben ist"},
    OfOneself{"de", "zu leben"},

    OfOneself{"", "yo"},
    OfOneself{"", "mí"},
    OfOneself{"", "conmigo"},
    OfOneself{"", "mi vida"},
    OfOneself{"", "estoy"},
    OfOneself{"", "quiero"},
    OfOneself{"", "quisiera"},
    OfOneself{"", "puedo"},
    OfOneself{"", "tengo"},
    OfOneself{"", "siento"},
    OfOneself{"", "aguanto"},
    OfOneself{"", "soporto"},
    OfOneself{"", "prefiero"},
    OfOneself{"", "necesito"},
    OfOneself{"", "merezco"},
    OfOneself{"", "ojalá"},
    OfOneself{"es", "soy"},
    OfOneself{"es", "voy"},
    OfOneself{"es", "he"},
    OfOneself{"es", "mejor estar"},
    OfOneself{"es", "sin ganas"},
    OfOneself{"es", "vale la pena"},
    OfOneself{"es", "muerta"},
    OfOneself{"es", "muerto"},
};

} // namespace

bool speaks_of_oneself(std::string_view text, const Bank& bank) {
    const auto all = tokens(text);
    return std::ranges::any_of(kOfOneself, [&](const OfOneself& of) {
        return (of.language.empty() || of.language == bank.language) &&
               Phrase{of.phrase}.stands_in(all, {});
    });
}

} // namespace kith::words
