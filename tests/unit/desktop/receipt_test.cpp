// SPDX-License-Identifier: MIT
#include "plugins/desktop/receipt.hpp"

#include "plugins/desktop/uri.hpp"
#include "tests/support/catch.hpp"

using namespace kith::desktop;

TEST_CASE("A receipt reads back as it was written", "[desktop]") {
    const Receipt receipt{"0123456789abcdef", ":1.42", 4294967295U};
    CHECK(Receipt::parse(receipt.text()) == receipt);
}

TEST_CASE("What is no receipt is none", "[desktop]") {
    for (const char* text :
         {"", "x", "bus :1.2", "bus :1.2 0", "bus :1.2 -1", "bus :1.2 4294967296", "bus :1.2 7x",
          "bus org.name 7", " :1.2 7", "bus :1.2 7 "})
        CHECK_FALSE(Receipt::parse(text));
}

TEST_CASE("Another bus or another owner is another server", "[desktop]") {
    const Receipt here{"bus", ":1.2", 7};
    CHECK(here.same_server({"bus", ":1.2", 9}));
    CHECK_FALSE(here.same_server({"bus", ":1.3", 7}));
    CHECK_FALSE(here.same_server({"other", ":1.2", 7}));
}

TEST_CASE("Only addresses of people and pages are opened", "[desktop]") {
    for (const char* uri : {"mailto:ana@example.net", "tel:+351210000000",
                            "https://matrix.to/#/%40ana%3Aexample.net", "xmpp:ana@example.net"})
        CHECK(may_open(uri));
    for (const char* uri : {"", ":", "mailto:", "file:///etc/passwd", "FILE:/x",
                            "javascript:alert(1)", "data:text/html,x", "--help", "-mailto:x",
                            "ana@example.net", "mailto:a b", "mailto:a\nb", "ma ilto:x", "1a:x"})
        CHECK_FALSE(may_open(uri));
    CHECK_FALSE(may_open("mailto:" + std::string(3000, 'a')));
}
