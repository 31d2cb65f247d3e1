// SPDX-License-Identifier: MIT
#include "base/hash.hpp"
#include "base/text.hpp"
#include "tests/support/catch.hpp"

using namespace kith;

TEST_CASE("UTF-8 is told from what only looks like it", "[text]") {
    for (const char* good : {"", "abc", "é", "日本", "🌱", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBD"}) {
        CAPTURE(good);
        CHECK(is_utf8(good));
    }
    for (const char* bad :
         {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80", "\xFF", "a\xC3", "\xE2\x82", "\xF0\x9F\x8C"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_utf8(bad));
    }
    CHECK(utf8_length("日本🌱a") == 4);
}

TEST_CASE("A line from a stranger comes out harmless", "[text]") {
    CHECK(clean_line("hello") == "hello");
    CHECK(clean_line("a\r\n\tb") == "a b");
    CHECK(clean_line("  a b\n") == "a b");
    CHECK(clean_line("\x1b[31mred\x07\x7f") == "[31mred");
    CHECK(clean_line("a\xC2\x9B\x62") == "ab");
    CHECK(clean_line("user\xE2\x80\xAEgpj.exe") == "usergpj.exe");
    CHECK(clean_line("a\xE2\x80\xA8\x62") == "ab");
    CHECK(clean_line("a\xFFz") == "a\xEF\xBF\xBDz");
    CHECK(clean_line(std::string_view("a\0b", 3)) == "ab");
    CHECK(clean_line("pass\u200Bwo\u2060rd\U000E0061\U000E007F") == "password");
    const std::string scotland = "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E007F";
    CHECK(clean_line(scotland + "!") == scotland + "!");
    CHECK(clean_line("\u0645\u06CC\u200C\u062E") == "\u0645\u06CC\u200C\u062E");
}

TEST_CASE("A long line is cut at code points", "[text]") {
    CHECK(clean_line("abcd", 4) == "abcd");
    CHECK(clean_line("abcde", 4) == "abc…");
    CHECK(clean_line("日本日本日本", 3) == "日本…");
    CHECK(clean_line("abc", 1) == "…");
    CHECK(clean_line("abc", 0).empty());
    CHECK(is_utf8(clean_line(std::string(1000, '\xC3'), 50)));
}

TEST_CASE("Markup is escaped whole", "[text]") {
    CHECK(escape_markup("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#39;");
}

TEST_CASE("The small tools do what they say", "[text]") {
    CHECK(trim(" \t a b \n") == "a b");
    CHECK(trim(" ").empty());
    CHECK(lower_ascii("ÀBC") == "Àbc");
    CHECK(split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""});
    CHECK(split("", ',') == std::vector<std::string>{""});
    const std::vector<std::string> words{"a", "b", "c"};
    CHECK(join_words(words) == "a, b and c");
    CHECK(join_words(std::span(words).first(2)) == "a and b");
    CHECK(join_words(std::span(words).first(1)) == "a");
    CHECK(join_words({}).empty());
}

TEST_CASE("The nearest word is a guess only where it is near", "[text]") {
    constexpr std::string_view kWords[] = {"rhythm", "every", "circle", "counts"};
    CHECK(nearest("evrey", kWords) == "every");
    CHECK(nearest("Circel", kWords) == "circle");
    CHECK(nearest("rythm", kWords) == "rhythm");
    CHECK(nearest("banana", kWords).empty());
    CHECK(nearest("", kWords).empty());
    constexpr std::string_view kShort[] = {"a"};
    CHECK(nearest("b", kShort) == "a");
}

TEST_CASE("unit is the same number on every machine", "[hash]") {
    CHECK(fnv1a64("") == 0xcbf29ce484222325ULL);
    CHECK(fnv1a64("a") == 0xaf63dc4c8601ec8cULL);
    CHECK(fmix64(1) == 0xb456bcfc34c2cb2cULL);
    CHECK(unit("jitter:ana") == unit("jitter:ana"));
    CHECK(unit("first:ana") != unit("first:anb"));
}
