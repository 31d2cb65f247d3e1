// SPDX-License-Identifier: MIT
#include <string>

#include "plugins/email/capabilities.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

TEST_CASE("What a server can do is read wherever it tells it", "[email]") {
    for (const auto* told : {"* CAPABILITY IMAP4rev1 ID LIST-STATUS",
                             "A002 OK [CAPABILITY IMAP4rev1 id List-Status] in",
                             "* OK [CAPABILITY ID LIST-STATUS]", "* capability id list-status"}) {
        CAPTURE(told);
        Capabilities can;
        CHECK(can.take(told));
        CHECK(can.has("LIST-STATUS"));
        CHECK(can.has("id"));
        CHECK_FALSE(can.has("LIST"));
    }
}

TEST_CASE("What tells nothing of it is no empty list", "[email]") {
    for (const auto* other :
         {"", " ", "*", "A002 OK in", "A002 OK [ALERT] CAPABILITY ID", "* LIST () \"/\" CAPABILITY",
          "CAPABILITY ID", "A1 CAPABILITY ID", "A002 NO [CAPABILITY ID] out",
          "* NO [CAPABILITY ID] later", "* BYE [CAPABILITY ID] bye"}) {
        CAPTURE(other);
        Capabilities can;
        CHECK_FALSE(can.take(other));
        CHECK_FALSE(can.has("ID"));
    }
}

TEST_CASE("A list of what it can do ends", "[email]") {
    std::string endless = "* CAPABILITY";
    for (int i = 0; i < 5000; ++i) endless += " X" + std::to_string(i);
    Capabilities can;
    CHECK(can.take(endless));
    CHECK(can.overfull());
}
