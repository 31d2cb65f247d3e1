// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "plugins/email/mailbox_choice.hpp"
#include "tests/support/catch.hpp"

using namespace kith::email;

namespace {

MailSettings usual() {
    MailSettings out;
    out.sent = {"Sent", "Sent Items"};
    return out;
}

std::vector<std::string> names(const MailboxChoice& choice) {
    std::vector<std::string> out;
    for (const auto& box : choice.mailboxes) out.push_back(box.name + (box.sent ? " (sent)" : ""));
    return out;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("Marks come before names", "[email]") {
    const std::vector<ListedMailbox> listed{{"INBOX", "/", {}},
                                            {"Sent", "/", {}},
                                            {"Post/Ausgang", "/", {"\\sent"}},
                                            {"Archive", "/", {"\\noselect"}},
                                            {"Junk", "/", {"\\junk"}},
                                            {"Friends", "/", {}}};
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"INBOX", "Post/Ausgang (sent)"});
    const auto others = other_mailboxes(listed, choose_mailboxes(listed, usual()).mailboxes);
    CHECK(others == Names{"Sent", "Friends"});
}

TEST_CASE("Names count where nothing is marked", "[email]") {
    const std::vector<ListedMailbox> listed{{"Inbox", ".", {}},
                                            {"INBOX.sent items", ".", {}},
                                            {"INBOX.Archives", ".", {}},
                                            {"INBOX.Sent.old", ".", {}}};
    CHECK(names(choose_mailboxes(listed, usual())) ==
          Names{"Inbox", "INBOX.Archives", "INBOX.sent items (sent)"});
    auto settings = usual();
    settings.folders = {"Sent/old", "nowhere"};
    const auto choice = choose_mailboxes(listed, settings);
    CHECK(choice.mailboxes.back().name == "INBOX.Sent.old");
    CHECK(choice.missing == Names{"nowhere"});
}

TEST_CASE("A folder with all mail is enough", "[email]") {
    const std::vector<ListedMailbox> listed{{"INBOX", "/", {}},
                                            {"[Gmail]/Gesendet", "/", {"\\sent"}},
                                            {"[Gmail]/Alle Nachrichten", "/", {"\\all"}}};
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"[Gmail]/Alle Nachrichten"});
}

TEST_CASE("A name that cannot be sent back is left alone", "[email]") {
    const std::vector<ListedMailbox> listed{
        {std::string("IN\nBOX"), "/", {"\\all"}}, {"\xff", "/", {"\\sent"}}, {"INBOX", "", {}}};
    CHECK(names(choose_mailboxes(listed, usual())) == Names{"INBOX"});
}
