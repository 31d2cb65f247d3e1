// SPDX-License-Identifier: MIT
#include "core/config/yaml_tree.hpp"

#include <random>

#include "core/config/source_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/samples.hpp"

using namespace kith;
using namespace std::string_literals;
using Catch::Matchers::Contains;
using config::read_yaml;

namespace {

std::string refusal(const std::string& text) {
    const auto tree = read_yaml("f", text);
    return tree.problems.empty() ? "accepted" : config::format(tree.problems.front());
}

} // namespace

TEST_CASE("Every value knows its place, in characters", "[config][yaml]") {
    const auto tree = read_yaml("f", "é: [ü, \"x y\"]\nb:\n  c: 1\n");
    REQUIRE(tree.root);
    const auto& list = tree.root->entries.at(0);
    CHECK(list.key == "é");
    CHECK(list.value.items.at(1).col == 8);
    CHECK(list.value.items.at(1).quoted);
    const auto& c = tree.root->find("b")->value.entries.at(0);
    CHECK(c.line == 3);
    CHECK(c.col == 3);
    CHECK(c.value.col == 6);
    CHECK(c.value.text == "1");
}

TEST_CASE("A byte order mark and CRLF change nothing", "[config][yaml]") {
    const auto tree = read_yaml("f", "\xEF\xBB\xBF"
                                     "a: 1\r\nb:\r\n  - c\r\n");
    REQUIRE(tree.root);
    CHECK(tree.root->entries.at(0).key == "a");
    CHECK(tree.root->entries.at(0).value.text == "1");
    CHECK(tree.root->entries.at(1).value.items.at(0).line == 3);
}

TEST_CASE("Bytes that are no text are refused", "[config][yaml]") {
    CHECK_THAT(refusal("a: b\0c\n"s), Contains("1:5") && Contains("NUL"));
    CHECK_THAT(refusal("a: \xff\n"), Contains("1:4") && Contains("UTF-8"));
    CHECK_THAT(refusal("a: \xed\xa0\x80\n"), Contains("UTF-8"));
    CHECK_THAT(refusal("a: b\rc: d\n"), Contains("carriage return"));
    CHECK_THAT(refusal("a: b\x1b[31m\n"), Contains("U+001B"));
    CHECK_THAT(refusal("a: b\xE2\x80\xAE\n"), Contains("U+202E"));
    CHECK_THAT(refusal("a: \"\\u202e\"\n"), Contains("behind an escape"));
    CHECK_THAT(refusal(std::string(config::kMaxFileBytes + 1, ' ')), Contains("larger than 1 MiB"));
}

TEST_CASE("A control character is told, and so is all else that is wrong", "[config][yaml]") {
    for (const std::string sign : {"\\u0007", "\x07", "\xE2\x80\xAE", "\xC2\x9B"}) {
        const auto tree = config::read_yaml("f", "a: \"b" + sign + "c\"\nd: 1\nd: 2\n");
        INFO(sign);
        REQUIRE(tree.root);
        REQUIRE(tree.problems.size() == 2);
        const auto& told = tree.problems.front();
        CHECK(told.severity == config::Severity::Error);
        CHECK(told.place.line == 1);
        CHECK_THAT(told.reason, Contains("control character"));
        CHECK_THAT(tree.problems.back().reason, Contains("already written"));
    }
}

TEST_CASE("No value may be written as a word, and the rest is read", "[config][yaml]") {
    for (const std::string none : {"~", "null", "Null", "NULL", ""}) {
        INFO(none);
        for (const auto& text : {"a: " + none + "\nb: 1\n", "b: 1\na: " + none,
                                 "{a: " + none + ", b: 1}\n", "a: " + none + " # why\nb: 1\n"}) {
            INFO(text);
            const auto tree = config::read_yaml("f", text);
            REQUIRE(tree.problems.empty());
            CHECK(tree.root->find("a")->value.kind == config::Node::Kind::Null);
            CHECK(tree.root->find("b")->value.text == "1");
        }
    }
    CHECK_THAT(refusal("a:\nnull : 1\n"), Contains("2:1") && Contains("a key is missing"));
}

TEST_CASE("What yaml-cpp passes over in silence is refused", "[config][yaml]") {
    const std::pair<std::string, std::string> table[] = {
        {"a: \"", "1:4: error: yaml: this quoted text has no closing \""},
        {"a: \"x\n  ", "1:4: error: yaml: this quoted text has no closing \""},
        {"- '", "1:3: error: yaml: this quoted text has no closing '"},
        {"a: 1\nb: 2\na: 3\n", "3:1: error: a: this key was already written at f:1:1"},
        {"a: {x: 1, x: 2}\n", "1:11: error: a.x: this key was already written at f:1:5"},
        {"a:\n- b: 1\n- {c: 1, c: 2}\n",
         "3:10: error: a[1].c: this key was already written at f:3:4"},
        {"a: b\n---\nc: d\n", "2:1: error: yaml: a second document begins here"},
        {"- a\nb: c\n", "2:1: error: yaml: this line does not go with what stands above"},
        {"{a: b}\nc: d\n", "2:1: error: yaml: this line does not go with what stands above"},
        {"a: \"x\"y\n", "text right behind a closing quote"},
        {"a: \"x\nb: \"y\"\n", "1:4: error: yaml: this quoted text ends lines below"},
        {"a: [b]#x\n", "1:7: error: yaml: put a space before the #"},
        {"a: !!str b\n", "1:4: error: yaml: tags"},
        {"a: !x {b: c}\n", "1:4: error: yaml: tags"},
        {"a: &x b\n", "1:4: error: yaml: anchors"},
        {"a: &x {b: c}\n", "1:4: error: yaml: anchors"},
        {"a: *x\n", "1:4: error: yaml: anchors"},
        {"%YAML 1.2\n---\na: b\n", "1:1: error: yaml: YAML directives"},
        {"? [a]\n: b\n", "stands where a key should be"},
        {": b\n", "a key is missing"},
        {"a: 1\npac", "2:4: error: yaml: a colon is missing after this key"},
        {"a: {b}\n", "1:6: error: yaml: a colon is missing after this key"},
        {"a: |\n", "no text follows the |"},
        {"a:\n  - b\n   - c\n", "not lined up with the others"},
        {"a:\n\tb: c\n", "2:1: error: yaml: this line is indented with a tab"},
    };
    for (const auto& [text, reason] : table) {
        INFO(text);
        CHECK_THAT(refusal(text), Contains(reason));
    }
}

TEST_CASE("An alias bomb costs nothing", "[config][yaml]") {
    std::string bomb = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 60; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " +
                before + "]\n";
    }
    CHECK_THAT(refusal(bomb), Contains("anchors and aliases"));
}

TEST_CASE("Depth and width are bounded", "[config][yaml]") {
    CHECK(refusal(std::string(32, '[') + std::string(32, ']') + "\n") == "accepted");
    CHECK_THAT(refusal(std::string(33, '[') + std::string(33, ']') + "\n"),
               Contains("deeper than 32"));
    CHECK_THAT(refusal(std::string(200000, '[')), Contains("error"));
    CHECK_THAT(refusal(std::string(200000, '{')), Contains("error"));
    std::string wide;
    for (int i = 0; i <= 1000; ++i) wide += "k" + std::to_string(i) + ": 1\n";
    CHECK_THAT(refusal(wide), Contains("more than 1000 keys"));
}

TEST_CASE("Ordinary YAML of both styles is read", "[config][yaml]") {
    for (const char* text :
         {"a: 'it''s'\n", "a: long\n  text\n", "a: \"x # y\" # z\n",
          "a: >-\n  one\n  two\n\n  three\nb: |\n  x\n", "a: [b, # c\n  d]\n",
          "a: {b: [c], \"d\": e}\n", "---\na: b\n...\n", "- - a\n  - b\n- c\n", "a: x-y:z\n",
          "\"quoted key\": 1\n", "- key: |\n    text\n  other: 1\n", "a: b#c\n", "# only\n", ""}) {
        INFO(text);
        CHECK(refusal(text) == "accepted");
    }
}

TEST_CASE("A file cut off anywhere is read whole, refused, or at least remarked on",
          "[config][yaml]") {
    for (const auto& file : test::samples("good")) {
        const auto text = test::read_text(file);
        for (std::size_t size = 0; size < text.size(); ++size) {
            const auto part = text.substr(0, size);
            const auto parsed = test::parse_text(part);
            if (!parsed.problems.empty()) continue;
            INFO(file << " cut at " << size);
            CHECK((part.empty() || part.back() == '\n'));
        }
    }
}

TEST_CASE("Damaged bytes never bring the reader down", "[config][yaml]") {
    std::mt19937 random{20261125};
    const std::string marks = "\"'[]{}:,-#&*!|>%@`?\n\t \\\0\xff"
                              "a1"s;
    for (const auto& file : test::samples("good")) {
        const auto text = test::read_text(file);
        for (int round = 0; round < 150; ++round) {
            auto damaged = text;
            for (int hit = 0; hit < 1 + round % 4; ++hit) {
                const auto at = random() % damaged.size();
                const char mark = marks[random() % marks.size()];
                if (round % 3 == 0)
                    damaged.insert(at, 1, mark);
                else if (round % 3 == 1)
                    damaged.erase(at, 1 + random() % 5);
                else
                    damaged[at] = mark;
                if (damaged.empty()) damaged = "x";
            }
            CHECK_NOTHROW(test::parse_text(damaged));
        }
    }
}
