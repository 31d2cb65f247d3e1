// SPDX-License-Identifier: MIT
#include "plugins/desktop/content.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::desktop;

namespace {

plugin::Nudge nudge() {
    plugin::Nudge nudge;
    nudge.title = "Ana & Tom <3";
    nudge.body = "Say \"hi\" & <b>smile</b>";
    nudge.answers = {{"going", "Say hi"}, {"already", "Been in touch"}, {"later", "Not now"}};
    return nudge;
}

constexpr Capabilities kAll{true, true, true, true, true};

std::vector<std::string> keys(const Content& content) {
    std::vector<std::string> out;
    for (const auto& action : content.actions) out.push_back(action.answer);
    return out;
}

} // namespace

TEST_CASE("The body is escaped where the server reads markup, the title never", "[desktop]") {
    const auto content = compose(nudge(), kAll, {});
    CHECK(content.title == "Ana & Tom <3");
    CHECK(content.body == "Say &quot;hi&quot; &amp; &lt;b&gt;smile&lt;/b&gt;");
}

TEST_CASE("A server without markup gets the body as it is", "[desktop]") {
    CHECK(compose(nudge(), {.body = true}, {}).body == "Say \"hi\" & <b>smile</b>");
}

TEST_CASE("What a server cannot do is left out", "[desktop]") {
    const auto content = compose(nudge(), {}, {});
    CHECK(content.body.empty());
    CHECK(content.actions.empty());
    CHECK(content.title == "Ana & Tom <3");
}

TEST_CASE("A click on the body says hi, and stands before the buttons", "[desktop]") {
    const auto content = compose(nudge(), kAll, {});
    CHECK(keys(content) == std::vector<std::string>{"default", "going", "already", "later"});
    CHECK(content.actions[0].label == "Say hi");
}

TEST_CASE("Where Kith asks first, been in touch comes before say hi", "[desktop]") {
    auto asking = nudge();
    asking.ask_first = true;
    CHECK(keys(compose(asking, kAll, {})) ==
          std::vector<std::string>{"default", "already", "going", "later"});
}

TEST_CASE("Without say hi among the answers a click means nothing", "[desktop]") {
    auto plain = nudge();
    plain.answers = {{"later", "Not now"}};
    CHECK(keys(compose(plain, kAll, {})) == std::vector<std::string>{"later"});
}

TEST_CASE("Strings are made harmless and short", "[desktop]") {
    auto rough = nudge();
    rough.title = "bad \xff\x1b[31m\nend\xe2\x80\xae";
    rough.body = std::string(5000, 'x');
    rough.answers = {{"going", ""}};
    const auto content = compose(rough, kAll, {});
    CHECK(content.title == "bad \xef\xbf\xbd[31m end");
    CHECK(content.body.size() < 500);
    CHECK(content.actions.back().label == "going");
    rough.title.clear();
    CHECK(compose(rough, kAll, {}).title == "Kith");
}

TEST_CASE("A nudge stays until closed where the server keeps no list", "[desktop]") {
    CHECK(compose(nudge(), kAll, {}).expire_ms == -1);
    CHECK(compose(nudge(), {.body = true}, {}).expire_ms == 0);
}

TEST_CASE("A sound is played only if wanted, and never for the same offer again", "[desktop]") {
    auto again = nudge();
    CHECK(compose(again, kAll, {}).silent);
    CHECK_FALSE(compose(again, kAll, {.sound = true}).silent);
    again.replaces = true;
    CHECK(compose(again, kAll, {.sound = true}).silent);
}

TEST_CASE("A discreet nudge names nobody on a locked screen", "[desktop]") {
    const auto content = compose(nudge(), kAll, {.hide_names = true});
    CHECK(content.title == "Kith");
    CHECK(content.body.find("smile") == std::string::npos);
}
