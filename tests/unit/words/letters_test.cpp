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
        {"ǍǛǮƁ", "auʒb"},
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
        {"葛\U000E0100城", "葛城"},
        {"김민준 がぎ", "김민준 がぎ"},
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
    }
}

TEST_CASE("What stands between words is told from what they are made of", "[letters]") {
    for (const auto c : U" \u00A0.-_'«¿…—、。・，“”👍❤×÷€\u200B\u200D\u00AD") {
        if (c == 0) continue;
        CAPTURE(static_cast<std::uint32_t>(c));
        CHECK(is_sign(c));
    }
    for (const auto c : U"aZ7éßñЖא\u05B0ع山々〇ー가กำअ\u0941") {
        if (c == 0) continue;
        CAPTURE(static_cast<std::uint32_t>(c));
        CHECK_FALSE(is_sign(c));
    }
    CHECK(is_small(U'ß'));
    CHECK_FALSE(is_small(U'Ж'));
    CHECK_FALSE(is_small(U'ა')); // a Georgian name begins with it
    CHECK(is_right_to_left(U'א'));
    CHECK(is_right_to_left(U'ع'));
    CHECK_FALSE(is_right_to_left(U'7'));
    CHECK(is_of_signs("❤️"));
    CHECK(is_of_signs(":-("));
    CHECK_FALSE(is_of_signs("да"));
    CHECK_FALSE(is_of_signs("山"));
}
