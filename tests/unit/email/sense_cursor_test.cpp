// SPDX-License-Identifier: MIT
#include "plugins/email/sense_cursor.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

TEST_CASE("A cursor comes back as it was", "[email]") {
    SenseCursor cursor;
    cursor.people = 7;
    cursor.since = 1000;
    cursor.listed = 2000;
    cursor.mailboxes = {{"INBOX", false, 42, 10, 5, false},
                        {"Sent \"x\"", true, 4294967295U, 0, 0, true}};
    cursor.missing = {"Friends"};
    CHECK(cursor.note_reply("a"));
    CHECK_FALSE(cursor.note_reply("a"));
    const auto back = SenseCursor::from(cursor.text(), 7, 1000);
    CHECK(back.text() == cursor.text());
    CHECK_FALSE(back.complete());
}

TEST_CASE("Other people or an earlier window begin again, but remember the answers", "[email]") {
    SenseCursor cursor;
    cursor.people = 7;
    cursor.since = 1000;
    cursor.mailboxes = {{"INBOX", false, 42, 10, 5, true}};
    (void)cursor.note_reply("a");
    for (const auto& back :
         {SenseCursor::from(cursor.text(), 8, 1000), SenseCursor::from(cursor.text(), 7, 999)}) {
        CHECK(back.mailboxes.empty());
        CHECK(back.replies.size() == 1);
    }
    CHECK(SenseCursor::from(cursor.text(), 7, 5000).since == 1000);
    for (const char* bad :
         {"", "{", "[]", "gen=4", R"({"v":2})", R"({"v":1,"boxes":7,"replies":{}})"})
        CHECK(SenseCursor::from(std::string{bad}, 7, 1000).mailboxes.empty());
    for (int i = 0; i < 100; ++i) (void)cursor.note_reply(std::to_string(i));
    CHECK(cursor.replies.size() == 64);
}
