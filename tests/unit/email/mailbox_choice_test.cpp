// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "plugins/email/mail_taker.hpp"
#include "plugins/email/mailbox_choice.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "tests/support/catch.hpp"
#include "wire/limits.hpp"

using namespace kith::email;

namespace {

MailSettings usual() { return {}; }

std::vector<std::string> names(const MailboxChoice& choice) {
    std::vector<std::string> out;
    for (const auto& box : choice.mailboxes) out.push_back(box.name + (box.sent ? " (sent)" : ""));
    return out;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("Marks come before names", "[email]") {
    const Listing listed{{{"INBOX", "/", {}},
                          {"Sent", "/", {}},
                          {"Post/Ausgang", "/", {"\\sent"}},
                          {"Archive", "/", {"\\noselect"}},
                          {"Junk", "/", {"\\junk"}},
                          {"Friends", "/", {}}},
                         {}};
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"INBOX", "Post/Ausgang (sent)"});
    const auto others = other_mailboxes(listed, choose_mailboxes(listed, usual()).mailboxes);
    CHECK(others == Names{"Sent", "Friends"});
}

TEST_CASE("Names count where nothing is marked", "[email]") {
    const Listing listed{{{"Inbox", ".", {}},
                          {"INBOX.sent items", ".", {}},
                          {"INBOX.Archives", ".", {}},
                          {"INBOX.Sent.old", ".", {}}},
                         {}};
    CHECK(names(choose_mailboxes(listed, usual())) ==
          Names{"Inbox", "INBOX.Archives", "INBOX.sent items (sent)"});
    auto settings = usual();
    settings.folders = {"Sent/old", "nowhere"};
    const auto choice = choose_mailboxes(listed, settings);
    CHECK(choice.mailboxes.back().name == "INBOX.Sent.old");
    CHECK(choice.missing == Names{"nowhere"});
}

TEST_CASE("A folder with all mail is enough", "[email]") {
    const Listing listed{{{"INBOX", "/", {}},
                          {"[Gmail]/Gesendet", "/", {"\\sent"}},
                          {"[Gmail]/Alle Nachrichten", "/", {"\\all"}}},
                         {}};
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"[Gmail]/Alle Nachrichten"});
    const Listing more{{{"Friends", "/", {}},
                        {"INBOX", "/", {}},
                        {"[Gmail]/Starred", "/", {"\\flagged"}},
                        {"[Gmail]/All Mail", "/", {"\\all"}},
                        {"[Gmail]/Important", "/", {"\\important"}}},
                       {}};
    CHECK(other_mailboxes(more, choose_mailboxes(more, usual()).mailboxes).empty());
    // Where the server does not open it the others are read, and what is left is worth a look.
    const auto without = choose_mailboxes(more, usual(), {"[Gmail]/All Mail"});
    CHECK_FALSE(other_mailboxes(more, without.mailboxes).empty());
}

TEST_CASE("What is aside by its usual name is proposed nowhere", "[email]") {
    const Listing bare{{{"INBOX", ".", {}},
                        {"INBOX.Trash", ".", {}},
                        {"INBOX.Trash.old", ".", {}},
                        {"INBOX.Junk E-mail", ".", {}},
                        {"INBOX.Drafts", ".", {}},
                        {"INBOX.Friends", ".", {}},
                        {"INBOX.Friends.Trash", ".", {}}},
                       {}};
    CHECK(other_mailboxes(bare, choose_mailboxes(bare, usual()).mailboxes) ==
          Names{"INBOX.Friends", "INBOX.Friends.Trash"});
    for (const char* name : {"Spam",
                             "Junk",
                             "Deleted Items",
                             "Papierkorb",
                             "Entw&APw-rfe",
                             "Gel&APY-schte Elemente",
                             "Spamverdacht",
                             "Papelera",
                             "Borradores",
                             "Correo no deseado",
                             "Corbeille",
                             "Brouillons",
                             "Courrier ind&AOk-sirable",
                             "&AMk-l&AOk-ments supprim&AOk-s",
                             "Cestino",
                             "Prullenbak",
                             "Ongewenste e-mail",
                             "Lixo eletr&APQ-nico",
                             "Rascunhos",
                             "Kosz",
                             "Skr&AOQ-ppost"}) {
        const Listing listed{{{"INBOX", "/", {}}, {name, "/", {}}}, {}};
        INFO(name);
        CHECK(other_mailboxes(listed, choose_mailboxes(listed, usual()).mailboxes).empty());
    }
}

TEST_CASE("What was passed over by older rules is read again", "[email]") {
    MailSettings settings;
    settings.imap.emplace();
    settings.imap->url = "imaps://mail.example.org";
    const kith::mail::People people{std::vector<kith::mail::Known>{}, false};
    const auto before =
        fmt::format("{:x}\n{}\n{}\n{}", people.fingerprint(), settings.max_recipients,
                    settings.imap->url, settings.imap->user);
    CHECK(fingerprint_of(people, settings) == fingerprint_of(people, settings));
    CHECK(fingerprint_of(people, settings) != kith::fmix64(kith::fnv1a64(before)));
}

TEST_CASE("A folder is found by the name Kith shows of it, and from the top", "[email]") {
    struct Server {
        const char* name;
        const char* delimiter;
        Namespaces namespaces;
        Names written;
    };
    const std::vector<Server> servers{
        {"INBOX.Outbox", ".", {{"INBOX."}, {}}, {"INBOX.Outbox", "Outbox", "inbox/outbox"}},
        {"INBOX.Outbox", ".", {}, {"INBOX.Outbox", "Outbox", "inbox/outbox"}},
        {"INBOX.Post.Raus",
         ".",
         {{"INBOX."}, {"user."}},
         {"INBOX.Post.Raus", "Post.Raus", "Post/Raus", "post/raus", "inbox/Post.raus"}},
        {"Post/Raus", "/", {{""}, {}}, {"Post/Raus", "post.raus", "INBOX/Post/Raus"}},
        {"mail/Raus", "/", {{"mail/"}, {}}, {"mail/Raus", "Raus", "mail.raus", "inbox.raus"}},
        {"INBOX.Envoy&AOk-s 2", ".", {}, {"INBOX.Envoyés 2", "envoyés 2"}}};
    for (const auto& server : servers)
        for (const auto& name : server.written) {
            CAPTURE(server.name, name);
            const Listing listed{{{"INBOX", server.delimiter, {}},
                                  {"Other", server.delimiter, {}},
                                  {server.name, server.delimiter, {}}},
                                 server.namespaces};
            MailSettings as_sent, as_folder;
            as_sent.sent = {name};
            as_folder.folders = {name};
            const auto sent = choose_mailboxes(listed, as_sent);
            CHECK(names(sent) == Names{"INBOX", std::string{server.name} + " (sent)"});
            CHECK((sent.shows_sent && sent.missing_sent.empty()));
            CHECK(names(choose_mailboxes(listed, as_folder)) == Names{"INBOX", server.name});
        }
    // As it is spelled comes before what is nearly it.
    const Listing two{{{"INBOX", "/", {}}, {"a/b", "/", {}}, {"a.b", "/", {}}}, {}};
    MailSettings dotted;
    dotted.folders = {"a.b"};
    CHECK(names(choose_mailboxes(two, dotted)) == Names{"INBOX", "a.b"});
}

TEST_CASE("A written folder of sent mail is read besides the marked one", "[email]") {
    const Listing listed{{{"INBOX", "/", {}}, {"Sent", "/", {"\\sent"}}, {"My Sent", "/", {}}}, {}};
    MailSettings settings;
    settings.sent = {"My Sent", "Gone"};
    const auto choice = choose_mailboxes(listed, settings);
    CHECK(names(choice) == Names{"INBOX", "Sent (sent)", "My Sent (sent)"});
    CHECK(choice.missing_sent.empty());
    CHECK(choice.missing.empty());
    settings.sent = {"Gone", "Lost"};
    CHECK(choose_mailboxes(listed, settings).missing_sent == Names{"Gone", "Lost"}); // is told
    CHECK(choose_mailboxes(listed, settings).shows_sent);                            // by the mark
    auto unmarked = listed;
    unmarked.mailboxes[1].attributes.clear();
    const auto lost = choose_mailboxes(unmarked, settings);
    CHECK(names(lost) == Names{"INBOX", "Sent (sent)"});
    CHECK(lost.missing_sent == Names{"Gone", "Lost"});
    CHECK_FALSE(lost.shows_sent); // that is not the one the person meant
    settings.sent = {"Gone", "My Sent"};
    CHECK(choose_mailboxes(unmarked, settings).missing_sent.empty());
    CHECK(choose_mailboxes(unmarked, settings).shows_sent);
}

TEST_CASE("A name that cannot be sent back is left alone", "[email]") {
    const Listing listed{
        {{std::string("IN\nBOX"), "/", {"\\all"}}, {"\xff", "/", {"\\sent"}}, {"INBOX", "", {}}},
        {}};
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"INBOX"});
}

TEST_CASE("Folders of other people are read by name alone", "[email]") {
    const Namespaces cyrus{{"INBOX."}, {"user.", ""}};
    const Listing listed{{{"INBOX", ".", {}},
                          {"INBOX.Sent", ".", {}},
                          {"INBOX.Friends", ".", {}},
                          {"user.bob.Archive", ".", {"\\archive"}},
                          {"user.bob.Sent", ".", {}},
                          {"everybody.All", ".", {"\\all"}}},
                         cyrus};
    auto settings = usual();
    CHECK(names(choose_mailboxes(listed, settings)) == Names{"INBOX", "INBOX.Sent (sent)"});
    CHECK(other_mailboxes(listed, choose_mailboxes(listed, settings).mailboxes) ==
          Names{"INBOX.Friends"});
    settings.folders = {"user.bob.Archive"};
    CHECK(names(choose_mailboxes(listed, settings)) ==
          Names{"INBOX", "INBOX.Sent (sent)", "user.bob.Archive"});

    // With no word of namespaces only what lies at the top has a usual name.
    const Listing silent{{{"INBOX", "/", {}},
                          {"Sent", "/", {}},
                          {"Other Users/bob/Sent", "/", {}},
                          {"Shared/Archive", "/", {}},
                          {"INBOX/Archive", "/", {}}},
                         {}};
    CHECK(names(choose_mailboxes(silent, usual())) ==
          Names{"INBOX", "INBOX/Archive", "Sent (sent)"});
}

TEST_CASE("What lies in the archive is the archive", "[email]") {
    Listing listed{{{"INBOX", "/", {}},
                    {"Archives/2025", "/", {}},
                    {"Archives/2026", "/", {}},
                    {"Archives/2026/Junk", "/", {"\\junk"}},
                    {"Friends/Archives/2026", "/", {}}},
                   {}};
    CHECK(names(choose_mailboxes(listed, usual())) ==
          Names{"INBOX", "Archives/2026", "Archives/2025"});
    listed.mailboxes.push_back({"Keller", "/", {"\\archive"}});
    listed.mailboxes.push_back({"Keller/2024", "/", {}});
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"INBOX", "Keller", "Keller/2024"});
}

TEST_CASE("Folders are read as far as their names fit into a cursor", "[email]") {
    Listing listed{{{"INBOX", "/", {}}, {"Sent", "/", {}}, {"Archive", "/", {}}}, {}};
    const std::string piece(450, '"');
    for (int i = 0; i < 70; ++i)
        listed.mailboxes.push_back({"Archive/" + piece + std::to_string(i), "/", {}});
    MailSettings settings;
    settings.folders = {"Archive/" + piece + "3", std::string(500, 'x')};
    const auto choice = choose_mailboxes(listed, settings);
    CHECK(choice.mailboxes.size() > 10);
    CHECK(names(choice)[3] == "Archive/" + piece + "3");
    CHECK(choice.missing.front().size() < 100);
    CHECK(choice.mailboxes[1].always == false);
    CHECK(choice.mailboxes[2].always);
    CHECK(choice.mailboxes[3].always);
    CHECK_FALSE(choice.mailboxes[4].always);
    // The longest cursor there can be, with the longest names.
    SenseCursor cursor;
    const auto at = std::int64_t{99'999'999'999};
    for (int i = 0; i < 60; ++i)
        cursor.mailboxes.push_back({.name = std::string(68, '"'),
                                    .validity = 4294967295U,
                                    .top = 4294967295U,
                                    .bottom = 4294967295U,
                                    .read_at = at,
                                    .from = at,
                                    .restless = 3,
                                    .news_at = at,
                                    .asked_at = at});
    cursor.missing = cursor.missing_sent = Names(4, std::string(240, '"'));
    for (int i = 0; i < 64; ++i) {
        cursor.mailboxes[0].owed.push_back({4294967295U, 1000, at});
        cursor.note_reply("mail-0123456789abcdef0123456789abc" + std::to_string(i));
    }
    CHECK(cursor.text().size() < kith::wire::kMaxCursor);
    CHECK(kith::to_line(kith::Json(cursor.text())).size() < kith::wire::kMaxCursorEncoded);
}

TEST_CASE("Whether sent mail is seen is known", "[email]") {
    const Listing all{{{"INBOX", "/", {}}, {"Sent", "/", {}}, {"Everything", "/", {"\\all"}}}, {}};
    CHECK(choose_mailboxes(all, usual()).shows_sent);
    const auto without = choose_mailboxes(all, usual(), {"Everything"});
    CHECK(names(without) == Names{"INBOX", "Sent (sent)"});
    CHECK(without.shows_sent);
    const Listing none{{{"INBOX", "/", {}}, {"Ausgang", "/", {}}}, {}};
    CHECK_FALSE(choose_mailboxes(none, usual()).shows_sent);
}

TEST_CASE("Namespaces are read as they come", "[email]") {
    const auto read = read_namespaces(
        R"(* NAMESPACE (("INBOX." ".")("#mh/" "/" "X-P" ("a" "b"))) (("user." ".")) NIL)");
    REQUIRE(read);
    CHECK(read->own == Names{"INBOX.", "#mh/"});
    CHECK(read->foreign == Names{"user."});
    CHECK(read->is_own("Inbox"));
    CHECK(read->is_own("inbox.Sent"));
    CHECK(read->below("INBOX.Sent") == "Sent");
    CHECK_FALSE(read->is_own("user.bob"));
    const Namespaces alt{{""}, {"Other Users/", "Shared Folders/"}};
    CHECK(alt.is_own("Sent"));
    CHECK_FALSE(alt.is_own("Other Users/bob/Sent"));
    for (const auto* other : {"* NAMESPACE", "* NAMESPACE ((", "* LIST () \"/\" x", "",
                              "* NAMESPACE ((\"a\" \".\")) NIL", "* NAMESPACE x y z"})
        CHECK_FALSE(read_namespaces(other));
}
