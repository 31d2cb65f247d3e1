// SPDX-License-Identifier: MIT
#include "core/words/letters.hpp"

#include <utility>

#include "core/words/phrase.hpp"
#include "core/words/plain_letters.hpp"
#include "tests/support/catch.hpp"

using namespace kith::words;

TEST_CASE("Letters are small and plain in every alphabet that has both", "[letters]") {
    const std::pair<const char*, const char*> table[] = {
        {"ŸŽĹŃ", "yzln"},
        {"ȘȚșțŞŢ", "ststst"},
        {"NGUYỄN HÀ ƠƯ", "nguyen ha ou"},
        {"ǍǛǮƁ", "auǯb"},
        {"Ḥẞẛ", "hsss"},
        {"ΓΙΏΡΓΟΣ Γιώργος", "γιωργοσ γιωργοσ"},
        {"ΐΰΪ", "ιυι"},
        {"ЁЙЇЎ ёйїў", "еиіу еиіу"},
        {"е\u0308и\u0306", "еи"},
        {"ҒҚ", "ғқ"},
        {"ԱՆԻ", "անի"},
        {"İIı", "iii"},
        {"ĸ×÷", "k×÷"},
        {"Ærø", "aro"},
        {"Mueller", "muller"},
        {"山田 7", "山田 7"},
    };
    for (const auto& [written, plain] : table) {
        CAPTURE(written);
        CHECK(plain_letters(written) == plain);
    }
    CHECK(fold_case("ȚẾΏŸЁ’") == "țếώÿё'");
    CHECK(fold_case("İPEK IŞIL") == "ipek işil");
    CHECK(small_letter(0x131) == 0x131); // ı
    for (std::uint32_t c = 0; c < 0x3000; ++c) {
        CHECK(small_letter(small_letter(c)) == small_letter(c));
        const auto plain = plain_letter(small_letter(c));
        CHECK(plain_letter(plain) == plain);
        if (small_letter(c) != c) CHECK(has_case(c));
    }
}
