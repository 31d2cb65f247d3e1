// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "plugins/email/fetched_mails.hpp"
#include "plugins/email/imap_answers.hpp"
#include "plugins/email/imap_tokens.hpp"
#include "plugins/email/search_keys.hpp"
#include "plugins/support/mail/mailbox_name.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

TEST_CASE("A fetch is read whatever the order of its items", "[email]") {
    const auto mail =
        read_fetch("* 12 FETCH (FLAGS (\\Seen) BODY[HEADER.FIELDS (FROM TO)] {5}\r\nA: b\n"
                   " INTERNALDATE \" 2-Mar-2026 11:00:00 +0100\" UID 7)");
    REQUIRE(mail);
    CHECK(mail->uid == 7);
    CHECK(mail->header == "A: b\n");
    CHECK(mail->has_header);
    CHECK(mail->filed == kith::Instant{std::chrono::seconds{1772445600}});
    const auto text =
        read_fetch("* 1 FETCH (UID 3 BODY[TEXT]<0> \"yes\" BODY[HEADER.FIELDS (\"X\")] NIL)");
    REQUIRE(text);
    CHECK(text->body == "yes");
    CHECK(text->header.empty());
}

TEST_CASE("A value that follows its name at once is a value", "[email]") {
    const auto mail = read_fetch("* 1 FETCH (UID 3 BODY[TEXT]<0>{5}\r\nhello "
                                 "BODY[HEADER.FIELDS (\"X\" {1}\r\nY)]\"A: b\")");
    REQUIRE(mail);
    CHECK(mail->body == "hello");
    CHECK(mail->header == "A: b");
}

TEST_CASE("A mail of which nothing comes has not come", "[email]") {
    const auto told = [](const std::string& value) {
        return read_fetch("* 1 FETCH (UID 3 BODY[HEADER.FIELDS (\"X\")]" + value + ")");
    };
    for (const char* none : {" NIL", " \"\"", " {0}\r\n", " nonsense"})
        CHECK_FALSE(told(none)->has_header);
    CHECK(told(" {2}\r\n\r\n")->has_header); // it came, and has none of the fields
    CHECK(told(R"( "From: \"A \\ B\" <a@b>")")->header == R"(From: "A \ B" <a@b>)");
}

TEST_CASE("What is told of one mail in several responses is one mail", "[email]") {
    std::vector<FetchedMail> out;
    const FetchedMails::OnMail keep = [&](const FetchedMail& mail) { out.push_back(mail); };
    FetchedMails mails{keep};
    for (const char* response :
         {"* 1 FETCH (UID 3 FLAGS (\\Draft))", "* 2 FETCH (UID 4 BODY[HEADER] \"A: c\")",
          "* 1 FETCH (UID 3 BODY[HEADER] \"A: b\")", "* 2 FETCH (FLAGS ($Junk) UID 4)"})
        mails.add(*read_fetch(response));
    CHECK(out.empty());
    mails.hand_on();
    REQUIRE(out.size() == 2);
    CHECK((out[0].uid == 3 && out[0].draft && out[0].header == "A: b" && !out[0].junk));
    CHECK((out[1].uid == 4 && !out[1].draft && out[1].header == "A: c" && out[1].junk));
    for (Uid uid = 10; uid < 20; ++uid) {
        FetchedMail big;
        big.uid = uid;
        big.body = std::string(1'000'000, 'x');
        mails.add(std::move(big));
    }
    CHECK(out.size() >= 10); // it is not all kept
    mails.hand_on();
    CHECK(out.size() == 12);
    CHECK(out.back().uid == 19);
}

TEST_CASE("A mail that is set apart says so by flags or labels", "[email]") {
    const auto marks = [](const std::string& items) {
        const auto mail = read_fetch("* 1 FETCH (" + items + " UID 7 BODY[HEADER] \"A: b\")");
        if (!mail || !mail->has_header) return std::string{"none"};
        return std::string{mail->draft ? "draft " : ""} + (mail->labelled_draft ? "label " : "") +
               (mail->junk ? "junk " : "") + (mail->trash ? "trash " : "");
    };
    CHECK(marks(R"(FLAGS (\Seen \Answered \Deleted))").empty());
    CHECK(marks("FLAGS NIL").empty());
    CHECK(marks(R"(FLAGS (\Seen \DRAFT))") == "draft ");
    CHECK(marks("FLAGS ($Junk)") == "junk ");
    CHECK(marks("FLAGS (Junk)") == "junk ");
    CHECK(marks("FLAGS ($Junk NonJunk)").empty());
    CHECK(marks(R"(X-GM-LABELS ("\\Draft" "\\Important") FLAGS ())") == "label ");
    CHECK(marks(R"(X-GM-LABELS (\Spam) FLAGS (\Seen))") == "junk ");
    CHECK(read_fetch(R"(* 1 FETCH (X-GM-LABELS ("\\Sent" "sent") UID 7))")->sent);
    CHECK_FALSE(read_fetch(R"(* 1 FETCH (X-GM-LABELS (sent Sent) UID 7))")->sent);
    CHECK(marks("FLAGS () X-GM-LABELS ({6}\r\n\\Trash)") == "trash ");
    for (const char* odd :
         {R"(FLAGS (\Seen {x \Draft))", R"(FLAGS (\Seen a"b $Junk))", R"(FLAGS (\Draft "$Junk"))",
          R"(FLAGS (\Seen {3}))", R"(X-GM-LABELS (\Draft {x "y))", "FLAGS \\Draft"})
        CHECK(marks(odd).empty()); // and the mail is read all the same
    CHECK(marks("FLAGS ((") == "none");
    CHECK(marks(R"-(X-GM-LABELS ("\\Inbox" Junk "draft (\"old\")" trash) FLAGS ())-").empty());
}

TEST_CASE("A fetch that makes no sense is none", "[email]") {
    for (const char* bad :
         {"* 12 FETCH (FLAGS ())", "* FETCH (UID 7)", "* 12 FETCH UID 7", "* 12 FETCH (UID 7",
          "* 12 FETCH (UID)", "12 FETCH (UID 7)", "* 12 FETCH (UID 7 BODY[ {3}\r\nab)",
          "* 12 FETCH (UID 99999999999)", "* 12 FETCH (((((((", ""})
        CHECK_FALSE(read_fetch(bad));
}

TEST_CASE("Days are read as servers write them", "[email]") {
    const auto at = [](const char* text) { return read_internal_date(text); };
    const kith::Instant noon{std::chrono::seconds{1772445600}};
    CHECK(at("02-Mar-2026 10:00:00 +0000") == noon);
    CHECK(at("2-mar-2026 04:30:00 -0530") == noon);
    for (const char* bad :
         {"02-Foo-2026 10:00:00 +0000", "31-Feb-2026 10:00:00 +0000", "02-Mar-2026 24:00:00 +0000",
          "02-Mar-2026 10:00:00", "", "02-Mar-2026 10:00:00 *0000", "-2-Mar-2026 10:00:00 +0000"})
        CHECK_FALSE(at(bad));
    CHECK(search_day(1772445600, 0) == "2-Mar-2026");
    CHECK(search_day(1772445600, 2) == "28-Feb-2026");
    CHECK(search_day(-5'000'000'000, 0) == "1-Jan-1970");
}

TEST_CASE("Searches come in both forms", "[email]") {
    UidSet set;
    CHECK(read_search("* SEARCH 2 3 5", set));
    CHECK(read_search("* ESEARCH (TAG \"x\") UID ALL 7:9,12 COUNT 4", set));
    CHECK(read_search("* SEARCH", set));
    CHECK(read_search("* ESEARCH (TAG \"x\") UID", set));
    CHECK_FALSE(read_search("* 1 EXISTS", set));
    CHECK(set.count() == 7);
    CHECK(set.take_lowest(100).text == "2:12"); // a short gap costs less than a longer command
    (void)read_search("* SEARCH 1 x 2", set);
    (void)read_search("* ESEARCH UID ALL 9:x,4", set);
    (void)read_search("* ESEARCH UID ALL", set);
    (void)read_search("* ESEARCH (", set);
}

TEST_CASE("What a server's log would say of a refusal is left out", "[email]") {
    const auto text = [](std::string_view line) { return read_status(line)->text; };
    CHECK(text("NO [SERVERBUG] Internal error. Refer to server log. [2026-11-26 08:39:21] "
               "(0.001 + 0.000 secs).") == "Internal error. Refer to server log.");
    CHECK(text("BYE Internal error. Refer to server log. [2026-11-26 08:39:21]") ==
          "Internal error. Refer to server log.");
    CHECK(text("NO gone (0.001 + 0.000 secs).") == "gone");
    CHECK(text("NO gone [x] (0.1 secs)") == "gone [x]");
    for (const auto* whole : {"back in (20 secs", "(1 secs)", "back [2026]."})
        CHECK(text(std::string{"NO "} + whole) == whole);
}

TEST_CASE("Folders, numbers and states", "[email]") {
    const auto box = read_list(R"(* LIST (\HasNoChildren \Sent) "/" "Sent \"Items\"")");
    REQUIRE(box);
    CHECK(box->name == "Sent \"Items\"");
    CHECK(box->has("\\sent"));
    CHECK(read_list("* LIST () NIL {5}\r\nINBOX")->delimiter.empty());
    CHECK_FALSE(read_list("* LIST (\\Sent"));
    CHECK_FALSE(read_list("* LIST () \"/\""));
    std::string name;
    const auto numbers =
        read_mailbox_status("* STATUS \"a b\" (UIDNEXT 9 MESSAGES 3 UIDVALIDITY 42)", name);
    REQUIRE(numbers);
    CHECK((numbers->next == 9 && numbers->validity == 42 && name == "a b"));
    const auto more = read_mailbox_status("* STATUS Sent (HIGHESTMODSEQ 98765432109876 UIDNEXT 9 "
                                          "MAILBOXID (F21-x) UIDVALIDITY 1764189000123 X NIL)",
                                          name);
    REQUIRE(more);
    CHECK((more->next == 9 && more->validity == (1764189000123U ^ 410U) % (1ULL << 32U)));
    CHECK(read_mailbox_status("* STATUS a (UIDNEXT 99999999999 UIDVALIDITY 7)", name)->next == 0);
    CHECK_FALSE(read_mailbox_status("* STATUS a (UIDNEXT)", name));
    CHECK_FALSE(read_mailbox_status("* STATUS a (UIDNEXT 9 MESSAGES", name));
    const auto no = read_status("NO [LIMIT] slow down\x1b[31m please");
    REQUIRE(no);
    CHECK(no->is_passing());
    CHECK(no->text == "slow down[31m please");
    CHECK_FALSE(read_status("OKAY"));
    CHECK(read_status("ok [unclosed")->code == "UNCLOSED");
}

TEST_CASE("Folder names come in a seven-bit code", "[email]") {
    CHECK(kith::mail::readable_mailbox("Fr&APY-hlich &- Co") == "Fröhlich & Co");
    CHECK(kith::mail::readable_mailbox("&U,BTFw-/&ZeVnLIqe-") == "台北/日本語");
    CHECK(kith::mail::readable_mailbox("&2D3eAA-") == "😀");
    for (const char* bad : {"&", "&APY", "&2D0-", "&A-", "&!-", "&3gA-"})
        CHECK(kith::mail::readable_mailbox(bad) == bad);
}

TEST_CASE("Addresses are searched for by what surely stands in a mail", "[email]") {
    using kith::plugin::KnownAddress;
    const std::vector<KnownAddress> known{{true, "", "mailto:me@example.org", {}},
                                          {false, "a", "mailto:Ana@Example.net", {}},
                                          {false, "b", "mailto:ben@bücher.example", {}},
                                          {false, "c", "mailto:\"c c\"@example.com", {}},
                                          {false, "d", "matrix:@d:example.net", {}}};
    const auto keys = search_keys(known);
    REQUIRE(keys.size() == 1);
    CHECK(keys[0] == R"(OR OR OR FROM "ben@" TO "ben@" OR CC "ben@" BCC "ben@" )"
                     R"(OR OR OR FROM "ana@example.net" TO "ana@example.net" OR CC )"
                     R"("ana@example.net" BCC "ana@example.net" OR OR FROM "@example.com" TO )"
                     R"("@example.com" OR CC "@example.com" BCC "@example.com")");
    std::vector<KnownAddress> many;
    for (int i = 0; i < 500; ++i)
        many.push_back({false, "x", "mailto:friend" + std::to_string(i) + "@example.net", {}});
    for (const auto& each : search_keys(many)) CHECK(each.size() <= 7000);
    CHECK(search_keys({}).empty());
}
