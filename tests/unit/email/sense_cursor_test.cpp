// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_turns.hpp"
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
    cursor.missing_sent = {"Out"};
    cursor.list_status = cursor.login_command = true;
    cursor.mailboxes[0].always = true;
    cursor.mailboxes[0].news_at = 77;
    cursor.mailboxes[1].asked_at = 78;
    CHECK_FALSE(cursor.knows_reply("a"));
    cursor.note_reply("a");
    cursor.note_reply("a");
    CHECK(cursor.knows_reply("a"));
    cursor.mailboxes[0].owed = {{17, 3, 1'772'445'600}, {18}, {.uid = 19, .broken = 2}};
    for (const Uid uid : {30U, 31U, 30U}) cursor.mailboxes[0].doubt(uid);
    cursor.mailboxes[0].searched_from = 8;
    cursor.mailboxes[0].overlooked = cursor.mailboxes[1].untold = cursor.unsearched = true;
    const auto back = SenseCursor::from(cursor.text(), 7, 1000);
    CHECK(back.text() == cursor.text());
    CHECK(back.mailboxes[0].doubted == std::vector<Uid>{31, 30});
    CHECK(back.mailboxes[0].owed[2].broken == 2);
    CHECK(back.mailboxes[0].overlooked);
    CHECK(back.mailboxes[0].searched_from == 8);
    CHECK(back.mailboxes[1].untold);
    CHECK(back.unsearched);
    CHECK_FALSE(back.complete());
}

TEST_CASE("Other people or an earlier window begin again, but remember the answers", "[email]") {
    SenseCursor cursor;
    cursor.people = 7;
    cursor.since = 1000;
    cursor.mailboxes = {{"INBOX", false, 42, 10, 5, true}};
    cursor.note_reply("a");
    for (const auto& back :
         {SenseCursor::from(cursor.text(), 8, 1000), SenseCursor::from(cursor.text(), 7, 999)}) {
        CHECK(back.mailboxes.empty());
        CHECK(back.replies.size() == 1);
    }
    CHECK(SenseCursor::from(cursor.text(), 7, 5000).since == 1000);
    for (const char* bad :
         {"", "{", "[]", "gen=4", R"({"v":2})", R"({"v":1,"boxes":7,"replies":{}})"})
        CHECK(SenseCursor::from(std::string{bad}, 7, 1000).mailboxes.empty());
    for (int i = 0; i < 100; ++i) cursor.note_reply(std::to_string(i));
    CHECK(cursor.replies.size() == 64);
}

TEST_CASE("Another UIDVALIDITY or a number given twice means another mailbox", "[email]") {
    const MailboxProgress box{.name = "INBOX", .validity = 7, .top = 10};
    CHECK_FALSE(box.is_another({7, 11}));
    CHECK_FALSE(box.is_another({7, 500}));
    CHECK_FALSE(box.is_another({7, 0})); // it does not tell
    CHECK(box.is_another({8, 11}));
    CHECK(box.is_another({7, 10}));
    CHECK(box.is_another({7, 1}));
    CHECK(MailboxProgress{.name = "INBOX"}.is_another({7, 1}));
}

TEST_CASE("A mailbox that is another one at every look is not read as a whole each time",
          "[email]") {
    MailboxProgress box{.name = "INBOX"};
    box.begin_again(1, 10);
    CHECK(box.from == 0);
    std::int64_t now = 1000;
    for (int i = 0; i < 6; ++i, now += 1000) {
        box.done = true;
        box.read_at = now;
        box.begin_again(static_cast<std::uint32_t>(i) + 2, 10);
        CHECK(box.from == (i < 2 ? 0 : now));
        CHECK_FALSE(box.done);
    }
    const auto before = box.from; // one that was not read to its end begins no later
    box.begin_again(100, 10);
    CHECK(box.from == before);
    SenseCursor cursor;
    cursor.mailboxes = {box};
    const auto back = SenseCursor::from(cursor.text(), 0, 0).mailboxes.at(0);
    CHECK(back.from == before);
    CHECK(back.restless == box.restless);
    CHECK(back.read_at == box.read_at);
    box.restless = 0; // it stayed the same for once
    box.begin_again(101, 10);
    CHECK(box.from == 0);
}

TEST_CASE("A piece that is not shown run after run is taken apart, and no other", "[email]") {
    MailboxProgress box{.name = "INBOX"};
    for (int run = 0; run < kStuckRuns; ++run) {
        CHECK_FALSE(box.is_stuck_at(40));
        box.stick_at(40);
    }
    SenseCursor cursor;
    cursor.mailboxes = {box};
    auto back = SenseCursor::from(cursor.text(), 0, 0).mailboxes.at(0);
    CHECK(back.is_stuck_at(40));
    CHECK_FALSE(back.is_stuck_at(41));
    back.stick_at(41);
    CHECK_FALSE(back.is_stuck_at(40));
    box.begin_again(2, 90);
    CHECK_FALSE(box.is_stuck_at(40));
}

TEST_CASE("Of the folders in which nothing came for long one has its turn", "[email]") {
    constexpr std::int64_t now = 1'772'445'600, old = now - 20 * 86'400;
    const MailboxProgress quiet{
        .name = "quiet", .done = true, .news_at = old, .asked_at = now - 3600};
    std::vector<MailboxProgress> boxes(4, quiet);
    for (std::size_t i = 0; i < boxes.size(); ++i) boxes[i].name = std::to_string(i);
    std::string turns;
    for (int run = 0; run < 6; ++run)
        for (const auto* box : whose_turn(boxes, now + run)) turns += box->name;
    CHECK(turns == "012301");
    boxes[1].asked_at = now + 86'400; // a clock that went back
    boxes[2].asked_at = boxes[3].asked_at = boxes[0].asked_at = now + 86'400;
    CHECK(whose_turn(boxes, now).size() == 4);
    auto other = std::vector<MailboxProgress>(8, quiet);
    other[0].always = true;
    other[1].done = false;
    other[2].closed = true;
    other[3].owed = {{7}};
    other[4].restless = 1;
    other[5].news_at = now - 86'400;
    other[6].news_at = 0;            // a cursor from before
    other[7].news_at = now + 86'400; // a clock that went back
    CHECK(whose_turn(other, now).size() == 8);
}

TEST_CASE(
    "However rarely Kith looks, and however many folders are quiet, each is asked for in a day",
    "[email]") {
    constexpr std::int64_t start = 1'772'445'600, hour = 3'600;
    const MailboxProgress quiet{.name = "quiet", .done = true, .news_at = start - 20 * 24 * hour};
    // Every ten minutes, a few times a day, and once a night that is never the same.
    for (const std::int64_t step : {hour / 6, 2 * hour, 8 * hour, 23 * hour, 24 * hour}) {
        std::vector<MailboxProgress> boxes(58, quiet);
        CHECK(whose_turn(boxes, start).size() == 58);
        int long_looks = 0;
        for (auto now = start + step; now < start + 20 * 24 * hour; now += step) {
            const auto asked = whose_turn(boxes, now).size();
            CHECK((asked == 1 || asked == 58));
            if (asked > 1) ++long_looks;
            for (const auto& box : boxes) CHECK(now - box.asked_at < 24 * hour);
        }
        CHECK(long_looks <= (step == hour / 6 ? 0 : 24));
    }
}

TEST_CASE("Hang-ups at a mail are forgotten once it was passed", "[email]") {
    MailboxProgress box{.name = "INBOX", .validity = 7, .top = 10, .bottom = 5};
    for (const auto& [at, forgotten] : {std::pair{4U, false}, {11U, false}, {7U, true}}) {
        box.broke_at = at;
        box.breaks = kBreaks;
        box.pass_break();
        CHECK(box.hangs_up() != forgotten);
    }
    box.breaks = kBreaks;
    box.owed = {{7}};
    box.pass_break();
    CHECK(box.hangs_up());
    for (Uid uid = 1; uid <= 40; ++uid) box.doubt(uid);
    CHECK(box.doubted.size() == 16);
    CHECK(box.doubted.back() == 40);
}
