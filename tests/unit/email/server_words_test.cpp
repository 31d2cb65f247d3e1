// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "plugins/support/net/server_words.hpp"
#include "tests/support/catch.hpp"

using namespace kith::net;

TEST_CASE("A server's words stand without the protocol around them", "[net]") {
    struct Row {
        std::string line;
        int number;
        std::string status, code, text;
    };
    const std::vector<Row> rows{
        {"A002 NO [AUTHENTICATIONFAILED] Authentication failed.\r\n", 0, "NO",
         "AUTHENTICATIONFAILED", "Authentication failed"},
        {"* BYE Too many connections\r\n", 0, "BYE", "", "Too many connections"},
        {"A1 no [referral imap://sam@other.example/] go there", 0, "NO", "REFERRAL", "go there"},
        {"* bye", 0, "BYE", "", ""},
        {"A1 NO [", 0, "NO", "", ""},
        {"A1 NO [ALERT", 0, "NO", "ALERT", ""},
        {"535 5.7.8 Wrong user name\r\n", 535, "", "", "Wrong user name"},
        {"421-4.7.0 one\r\n", 421, "", "", "one"},
        {"554 10.0.0.1 is on a list", 554, "", "", "10.0.0.1 is on a list"},
        {"550", 550, "", "", ""},
        {"334 eyJzdGF0dXMiOiI0MDAifQ==\r\n", 334, "", "", ""},
        {"SSH-2.0-OpenSSH_9.2", 0, "", "", ""},
        {"+ eyJzdGF0dXMiOiI0MDAifQ==", 0, "", "", ""},
        {"220x hello", 0, "", "", ""},
        {"", 0, "", "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.line);
        const auto said = server_words(row.line);
        CHECK(said.number == row.number);
        CHECK(said.status == row.status);
        CHECK(said.code == row.code);
        CHECK(said.text == row.text);
    }
    const auto hostile = server_words("A1 NO \x1b[31m" + std::string(4000, 'x'));
    CHECK(hostile.text.size() <= 130);
    CHECK(hostile.text.find('\x1b') == std::string::npos);
}
