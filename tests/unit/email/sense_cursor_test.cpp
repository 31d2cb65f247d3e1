// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "plugins/email/mailbox_turns.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

namespace {

/// Whose turn it is, each of which is read.
std::vector<MailboxProgress*> ask(std::vector<MailboxProgress>& boxes, std::int64_t now) {
    auto out = whose_turn(boxes, now);
    for (auto* box : out) box->asked_at = now;
    return out;
}

} // namespace

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
    CHECK_FALSE(cursor.text().contains("INBOX"));
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
    cursor.mailboxes[0].dateless = 1;
    cursor.mailboxes[0].overlooked = cursor.mailboxes[1].untold = cursor.unsearched = true;
    const auto back = SenseCursor::from(cursor.text(), 7, 1000);
    CHECK(back.text() == cursor.text());
    CHECK(back.mailboxes[1].name == "Sent \"x\"");
    CHECK(back.mailboxes[0].doubted == std::vector<Uid>{31, 30});
    CHECK(back.mailboxes[0].owed[2].broken == 2);
    CHECK(back.mailboxes[0].overlooked);
    CHECK(back.mailboxes[0].searched_from == 8);
    CHECK(back.mailboxes[0].dateless == 1);
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
        box.stick_at(40, 1000 + run);
    }
    SenseCursor cursor;
    cursor.mailboxes = {box};
    auto back = SenseCursor::from(cursor.text(), 0, 0).mailboxes.at(0);
    CHECK(back.is_stuck_at(40));
    CHECK_FALSE(back.is_stuck_at(41));
    CHECK_FALSE(back.is_hopeless(1000 + kTryFor - 1));
    CHECK(back.is_hopeless(1000 + kTryFor));
    back.stick_at(41, 2000);
    CHECK_FALSE(back.is_hopeless(2000 + kTryFor));
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
        for (const auto* box : ask(boxes, now + run)) turns += box->name;
    CHECK(turns == "012301");
    const auto before = boxes[3].asked_at;
    CHECK(whose_turn(boxes, now + 9).size() == 1); // and which breaks off, and is asked again
    CHECK(whose_turn(boxes, now + 9) == whose_turn(boxes, now + 9));
    CHECK(boxes[3].asked_at == before);
    boxes[1].asked_at = now + 86'400; // a clock that went back
    boxes[2].asked_at = boxes[3].asked_at = boxes[0].asked_at = now + 86'400;
    CHECK(ask(boxes, now).size() == 4);
    auto other = std::vector<MailboxProgress>(9, quiet);
    other[0].always = true;
    other[1].done = false;
    other[2].closed = true;
    other[3].owed = {{7}};
    other[4].restless = 1;
    other[5].news_at = now - 86'400;
    other[6].news_at = 0;            // a cursor from before
    other[7].news_at = now + 86'400; // a clock that went back
    other[8].held.add(7, 9);
    CHECK(ask(other, now).size() == 9);
}

TEST_CASE(
    "However rarely Kith looks, and however many folders are quiet, each is asked for in a day",
    "[email]") {
    constexpr std::int64_t start = 1'772'445'600, hour = 3'600;
    const MailboxProgress quiet{.name = "quiet", .done = true, .news_at = start - 20 * 24 * hour};
    // Every ten minutes, a few times a day, and once a night that is never the same.
    for (const std::int64_t step : {hour / 6, 2 * hour, 8 * hour, 23 * hour, 24 * hour}) {
        std::vector<MailboxProgress> boxes(58, quiet);
        CHECK(ask(boxes, start).size() == 58);
        int long_looks = 0;
        for (auto now = start + step; now < start + 20 * 24 * hour; now += step) {
            const auto asked = ask(boxes, now).size();
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

TEST_CASE("Many mails are owed as ranges, up to so many", "[email]") {
    SenseCursor cursor;
    cursor.mailboxes = {{.name = "INBOX", .validity = 7}, {.name = "Sent", .validity = 7}};
    auto& inbox = cursor.mailboxes[0];
    UidSet many;
    many.add(1, 1500);
    REQUIRE(cursor.hold(inbox, many, 1000));
    inbox.held_tries = 5;
    inbox.held_at = 700;
    const auto back = SenseCursor::from(cursor.text(), 0, 0).mailboxes.at(0);
    CHECK(back.held.text() == "1:1500");
    CHECK(back.held_since == 1000);
    CHECK(back.held_tries == 5);
    CHECK(back.held_at == 700);
    REQUIRE(cursor.hold(inbox, many, 2000)); // nothing is added, so they are as old as they were
    CHECK(inbox.held_since == 1000);
    UidSet scattered;
    for (Uid uid = 2000; uid < 2000 + 2 * 63; uid += 2) scattered.add(uid, uid);
    REQUIRE(cursor.hold(inbox, scattered, 3000));
    CHECK(inbox.held_since == 3000);
    CHECK(inbox.held_tries == 0);
    CHECK_FALSE(cursor.hold(cursor.mailboxes[1], many, 3000));
    CHECK(cursor.mailboxes[1].held.empty());
    inbox.begin_again(8, 1);
    CHECK(inbox.held.empty());
}

TEST_CASE("Of what is flagged as junk the latest are remembered", "[email]") {
    SenseCursor cursor;
    cursor.mailboxes = {{.name = "INBOX"}, {.name = "Sent"}};
    for (Uid uid = 1; uid <= 30; ++uid) cursor.note_junk(cursor.mailboxes[0], {uid, uid});
    cursor.note_junk(cursor.mailboxes[1], {7, 7});
    cursor.note_junk(cursor.mailboxes[0], {30, 30});
    const auto back = SenseCursor::from(cursor.text(), 0, 0);
    CHECK(back.mailboxes[0].junk.size() == 15);
    CHECK(back.mailboxes[0].junk.back().uid == 30);
    CHECK(back.mailboxes[1].junk.size() == 1);
}

TEST_CASE("A mailbox of which nothing was read may end earlier than was told", "[email]") {
    MailboxProgress box{.name = "INBOX", .top = 11, .bottom = 12};
    box.end_before(0);
    box.end_before(12);
    CHECK(box.top == 11);
    box.end_before(11);
    CHECK(box.top == 10);
    CHECK(box.bottom == 11);
    MailboxProgress read{.name = "INBOX", .top = 11, .bottom = 5};
    read.end_before(3);
    CHECK(read.top == 11);
}

TEST_CASE("A cursor from before is read", "[email]") {
    const auto cursor = SenseCursor::from(
        R"({"v":1,"people":"0000000000000007","since":5,"listed":9,"shows_sent":true,"boxes":[{)"
        R"("name":"Sent","sent":true,"validity":7,"top":20,"bottom":3,"done":true,"closed":true,)"
        R"("always":true,"overlooked":true,"untold":true,"news_at":8,"asked_at":9,)"
        R"("owed":[{"uid":4,"tries":2,"since":6,"broken":1}]}]})",
        7, 5);
    REQUIRE(cursor.mailboxes.size() == 1);
    const auto& box = cursor.mailboxes.front();
    CHECK((box.sent && box.done && box.closed && box.always && box.overlooked && box.untold));
    CHECK(box.name == "Sent");
    CHECK(box.asked_at == 9);
    REQUIRE(box.owed.size() == 1);
    CHECK(box.owed[0].uid == 4);
    CHECK(box.owed[0].broken == 1);
}

TEST_CASE("However much is wrong with however many mailboxes, a cursor is kept", "[email]") {
    constexpr Uid most = 4'294'967'295U;
    constexpr std::int64_t now = 1'772'445'600;
    SenseCursor cursor;
    cursor.people = UINT64_MAX;
    cursor.since = cursor.listed = now;
    for (int n = 0; n < 60; ++n) {
        MailboxProgress box{.name = std::string(65, 'x') + std::to_string(n),
                            .sent = true,
                            .validity = most,
                            .top = most,
                            .bottom = most - 1,
                            .done = true,
                            .read_at = now,
                            .from = now,
                            .restless = 3,
                            .closed = true,
                            .always = true,
                            .news_at = now,
                            .asked_at = now,
                            .takes_junk = true};
        for (Uid uid = 0; uid < 16; ++uid) box.doubt(most - uid);
        box.piece = box.narrow = box.broke_at = box.stuck_at = box.searched_from = most;
        box.breaks = box.stuck = kStuckRuns;
        box.stuck_since = now;
        box.overlooked = box.untold = true;
        cursor.mailboxes.push_back(std::move(box));
    }
    Uid next = most - 10'000;
    for (auto& box : cursor.mailboxes) {
        UidSet few;
        few.add(next, next + 1);
        next += 3;
        REQUIRE(cursor.hold(box, few, now));
        box.held_tries = kTries;
        box.held_at = most;
        for (int n = 0; n < 2; ++n) (void)cursor.owe(box, std::array{next++}, now);
        for (auto& mail : box.owed) mail.tries = 1000, mail.broken = 5;
        cursor.note_junk(box, {next++, now});
    }
    for (int n = 0; n < 64; ++n) cursor.note_reply(std::string(32, 'a') + std::to_string(n));
    cursor.missing = cursor.missing_sent = std::vector<std::string>(4, std::string(60, 'y'));
    const auto text = cursor.text();
    CHECK(text.size() <= 32'000);
    const auto back = SenseCursor::from(text, UINT64_MAX, now);
    REQUIRE(back.mailboxes.size() == 60);
    CHECK(back.mailboxes[59].held.text() == cursor.mailboxes[59].held.text());
    CHECK(back.mailboxes[59].searched_from == most);
    CHECK(back.mailboxes[31].owed.size() == 2);
    cursor.mailboxes.resize(20);
    CHECK(SenseCursor::from(cursor.text(), UINT64_MAX, now).mailboxes[19].stuck == kStuckRuns);
}
