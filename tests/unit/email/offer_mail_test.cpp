// SPDX-License-Identifier: MIT
#include <string>

#include "plugins/email/offer_mail.hpp"
#include "plugins/email/smtp_session.hpp"
#include "plugins/support/mail/encode.hpp"
#include "plugins/support/mail/mail_headers.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::email;

TEST_CASE("Headers are words a mail can carry", "[email]") {
    CHECK(mail::encode_header("A hello for Ana?") == "A hello for Ana?");
    CHECK(mail::encode_header("Zoë") == "=?UTF-8?B?Wm/Dqw==?=");
    CHECK(mail::encode_header("=?UTF-8?Q?x?=") == "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
    CHECK(mail::encode_header("a\r\nBcc: b") == "a Bcc: b");
    const auto longer =
        mail::encode_header(std::string(100, 'x') + "日本語日本語日本語日本語日本語");
    for (std::size_t at = 0; at != std::string::npos; at = longer.find('\n', at + 1))
        CHECK(std::min(longer.find('\r', at + 1), longer.size()) - at < 76);
}

TEST_CASE("Bodies are quoted so that nothing on the way changes them", "[email]") {
    CHECK(mail::quoted_printable("a=b \n.\n..x\nFrom me\nz\xc3\xab\t\n") ==
          "a=3Db=20\r\n=2E\r\n=2E.x\r\n=46rom me\r\nz=C3=AB=09\r\n");
    CHECK(mail::quoted_printable("").empty());
    CHECK(mail::quoted_printable("a\n\nb") == "a\r\n\r\nb\r\n");
    const auto dots = mail::quoted_printable(std::string(300, '.'));
    CHECK(dots.find("\n.") == std::string::npos);
    for (std::size_t at = 0, next = 0; next != std::string::npos; at = next + 2) {
        next = dots.find("\r\n", at);
        if (next != std::string::npos) CHECK(next - at <= 76);
    }
}

TEST_CASE("Dots are doubled at the beginning of lines alone", "[email]") {
    CHECK(dot_stuffed(".a\r\n..\r\nb.\r\n.") == "..a\r\n...\r\nb.\r\n..\r\n");
    CHECK(dot_stuffed("a\r\n") == "a\r\n");
}

TEST_CASE("Only plain addresses are sent to", "[email]") {
    CHECK(mail::sendable_address("Sam@Example.org") == "Sam@example.org");
    CHECK(mail::sendable_address("sam@bücher.example") == "sam@xn--bcher-kva.example");
    for (const char* bad :
         {"sam", "@x", "sam@", "a b@x", "a@b@c", "<a@b>", "a@b\r\nc", "\xc3\xab@x"})
        CHECK(mail::sendable_address(bad).empty());
}

TEST_CASE("A message id tells its offer", "[email]") {
    const std::string id = "0123456789abcdef0123456789abcdef";
    CHECK(nudge_of("kith." + id + "@example.org") == id);
    CHECK(nudge_of("kith." + id + ".00ff@example.org") == id);
    CHECK(nudge_of_thread("kith." + id + ".thread@example.org") == id);
    for (const char* other :
         {"@example.org", ".threads@example.org", ".00ff@example.org", ".thread"})
        CHECK_FALSE(nudge_of_thread("kith." + id + other));
    for (const std::string& bad : {"kith." + id, "kith." + id + "0@x", std::string{"kith.0123@x"},
                                   "x." + id + "@x", "kith." + id.substr(1) + "G@x", std::string{}})
        CHECK_FALSE(nudge_of(bad));
}

TEST_CASE("An offer is known where its message id was replaced", "[email]") {
    plugin::Nudge nudge;
    nudge.id = "0123456789abcdef0123456789abcdef";
    nudge.title = "A hello for Ana?";
    MailFrame frame;
    frame.from = frame.to = "sam@example.org";
    for (const bool replaces : {false, true}) {
        nudge.replaces = replaces;
        const auto text = offer_mail(nudge, frame);
        const mail::MailHeaders headers{text};
        const auto ids = headers.references();
        REQUIRE_FALSE(ids.empty());
        CHECK(nudge_of(ids.front()) == nudge.id);
        for (const auto& id : ids) CHECK(id != headers.ref()); // no mail follows itself
        CHECK(nudge_of(headers.ref()) == nudge.id);
    }
    std::string many = "References:";
    for (int i = 0; i < 1000; ++i) many += " <x@y>\r\n";
    CHECK(mail::MailHeaders{many}.references().size() == 20);
}

TEST_CASE("A reply goes where replies are read", "[email]") {
    plugin::Nudge nudge;
    nudge.id = "0123456789abcdef0123456789abcdef";
    nudge.title = "A hello for Ana?";
    MailFrame frame;
    frame.from = "kith@example.org";
    frame.to = "sam@example.org";
    CHECK(offer_mail(nudge, frame).find("Reply-To:") == std::string::npos);
    frame.can_answer = true;
    CHECK(offer_mail(nudge, frame).find("\r\nReply-To: sam@example.org\r\n") != std::string::npos);
    frame.from = frame.to;
    CHECK(offer_mail(nudge, frame).find("Reply-To:") == std::string::npos);
}

TEST_CASE("Every word of an offer's mail is of the offer's language", "[email]") {
    plugin::Nudge nudge;
    nudge.id = "0123456789abcdef0123456789abcdef";
    nudge.title = "Ein Gru\u00df an Ana?";
    nudge.open_uri = "mailto:ana@example.net";
    nudge.answers = {{"going", "Hallo sagen"}, {"later", "Nicht jetzt"}};
    nudge.reply_with = "Antworte mit";
    MailFrame frame;
    frame.from = frame.to = "sam@example.org";
    frame.can_answer = true;
    const auto mail = offer_mail(nudge, frame);
    CHECK(mail.contains("Hallo sagen: mailto:ana@example.net\r\n"));
    CHECK(mail.contains("\r\nAntworte mit: Hallo sagen =C2=B7 Nicht jetzt\r\n"));
    nudge.answers.clear();
    const auto bare = offer_mail(nudge, frame); // nothing is made up where there are no words
    CHECK(bare.contains("\r\nmailto:ana@example.net\r\n"));
    for (const auto* english : {"Say hi", "Reply with"})
        CHECK_FALSE((mail + bare).contains(english));
}
