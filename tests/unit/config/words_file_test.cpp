// SPDX-License-Identifier: MIT
#include "core/config/words_file.hpp"

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using config::parse_words;
using config::SourceFile;

namespace {

const SourceFile kBrought{"en.yaml",
                          "version: 1\n"
                          "labels: {going: Say hi}\n"
                          "numbers: [two]\n"
                          "forbidden:\n"
                          "  counts time: ['# day*']\n"
                          "  commands: [must]\n"
                          "templates:\n"
                          "  text:\n"
                          "    hello: A hello for {name}? | One line is enough.\n"
                          "    photo: A photo? | {name} might like it.\n",
                          false};

SourceFile own(const std::string& text) { return {"words/en.yaml", text, false}; }

std::vector<std::string> keys(const words::Bank& bank) {
    std::vector<std::string> out;
    for (const auto& t : bank.templates) out.push_back(t.key);
    return out;
}

void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream{path} << text;
}

std::string first(const config::WordsRead& read) {
    return read.problems.empty() ? "" : config::format(read.problems.front());
}

} // namespace

TEST_CASE("A file of one's own is read on top of what Kith brings", "[words-file]") {
    const auto read = parse_words("en", kBrought,
                                  own("version: 1\n"
                                      "labels: {going: Wave}\n"
                                      "templates:\n"
                                      "  text:\n"
                                      "    hello: Oi, {name}? | One word will do.\n"
                                      "    photo: off\n"
                                      "    mine:\n"
                                      "      say: '{name} | Only on a slow day.'\n"
                                      "      when: [low, kin]\n"
                                      "      rarely: true\n"));
    CHECK(first(read).empty());
    CHECK(keys(read.bank) == std::vector<std::string>{"text.hello", "text.mine"});
    CHECK(read.bank.templates.front().title == "Oi, {name}?");
    CHECK(read.bank.templates.back().when ==
          std::vector<words::When>{words::When::Low, words::When::Kin});
    CHECK(read.bank.templates.back().rarely);
    CHECK(read.bank.labels.at("going") == "Wave");
}

TEST_CASE("What will not do is refused at its place, and the rest stays", "[words-file]") {
    const std::pair<const char*, const char*> table[] = {
        {"text:\n    bad: You must, {name} | Now.\n",
         "words/en.yaml:4:10: error: templates.text.bad: \"must\" commands; this template is left "
         "out"},
        {"text:\n    bad: Two days, {name} | So.\n",
         "words/en.yaml:4:10: error: templates.text.bad: \"# day*\" counts time; this template is "
         "left out"},
        {"text:\n    bad: Ring {name}! | So.\n",
         "words/en.yaml:4:10: error: templates.text.bad: \"!\" shouts; this template is left out"},
        {"text:\n    bad: No bar here\n", "words/en.yaml:4:10: error: templates.text.bad: expected "
                                          "a title and a body with | between "
                                          "them"},
        {"text:\n    bad: A {nme} | B\n",
         "words/en.yaml:4:10: error: templates.text.bad: {nme} is no placeholder; there are name, "
         "easy_name, name2, moment, moment2, group, step, thing, event, topic, task, place, date, "
         "day, on_day, time"},
        {"text:\n    bad: A {name | B\n",
         "words/en.yaml:4:10: error: templates.text.bad: {nameB} is no placeholder; there are "
         "name, easy_name, name2, moment, moment2, group, step, thing, event, topic, task, "
         "place, date, day, on_day, time"},
        {"txt:\n    bad: A | B\n", "words/en.yaml:3:3: error: templates.txt: no offer is about "
                                   "this; did you mean text?"},
        {"text:\n    gone: off\n", "words/en.yaml:4:11: error: templates.text.gone: there is no "
                                   "such template to take away"},
        {"text:\n    bad: {say: A | B, when: [lov]}\n",
         "words/en.yaml:4:29: error: templates.text.bad.when: lov is nothing Kith can tell; did "
         "you "
         "mean low?"},
    };
    for (const auto& [text, problem] : table) {
        const auto read = parse_words(
            "en", kBrought,
            own(std::string("version: 1\ntemplates:\n  ") + text + "  call:\n    fine: A | B\n"));
        CHECK(first(read) == problem);
        CHECK(keys(read.bank) == std::vector<std::string>{"text.hello", "text.photo", "call.fine"});
    }
}

TEST_CASE("A template needs room for the longest name", "[words-file]") {
    const auto with = [](std::size_t body) {
        return parse_words("en", kBrought,
                           own("version: 1\ntemplates: {text: {long: '{name} | " +
                               std::string(body, 'x') + "'}}\n"));
    };
    CHECK(first(with(94)).empty());
    CHECK(first(with(95)).find("with a long name this would be 121 characters") !=
          std::string::npos);
}

TEST_CASE("The forbidden list can only grow", "[words-file]") {
    const auto read = parse_words("en", kBrought,
                                  own("version: 1\n"
                                      "forbidden: {I do not like it: [hello]}\n"
                                      "templates: {text: {bad: You must | Yes.}}\n"));
    CHECK(read.problems.size() == 2);
    CHECK(keys(read.bank) == std::vector<std::string>{"text.photo"});
}

TEST_CASE("A broken file of one's own costs nothing of Kith's", "[words-file]") {
    for (const char* text : {"templates: [", "", "- a\n", "version: 2\n", "&a b: *a\n"}) {
        const auto read = parse_words("en", kBrought, own(text));
        CAPTURE(text);
        CHECK_FALSE(read.problems.empty());
        CHECK(read.bank.templates.size() == 2);
    }
}

TEST_CASE("A language is looked for by its tag, then English is spoken", "[words-file]") {
    const test::TempDir kith, mine;
    write(kith / "en.yaml", kBrought.text);
    write(kith / "pt.yaml", "version: 1\nforbidden: {x: [y]}\ntemplates: {text: {a: A | B}}\n");
    CHECK(config::load_words("pt-BR", kith.path(), mine.path()).bank.language == "pt");
    CHECK(config::load_words("pt_BR", kith.path(), mine.path()).problems.empty());
    const auto none = config::load_words("tlh", kith.path(), mine.path());
    CHECK(none.bank.templates.size() == 2);
    CHECK(none.problems.size() == 1);
    CHECK_FALSE(config::has_errors(none.problems));
    const auto away = config::load_words("../../etc/passwd", kith.path(), mine.path());
    CHECK(away.bank.templates.size() == 2);
    const test::TempDir nothing;
    CHECK(config::has_errors(config::load_words("en", nothing.path(), mine.path()).problems));
    write(mine / "en.yaml", "version: 1\ntemplates: {text: {hello: off}}\n");
    CHECK(config::load_words("en", kith.path(), mine.path()).bank.templates.size() == 1);
}
