// SPDX-License-Identifier: MIT
#include <string>
#include <utility>
#include <vector>

#include "plugins/support/mail/written_line.hpp"
#include "tests/support/catch.hpp"

using kith::mail::first_written_line;

namespace {

const std::string kPlain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";

} // namespace

TEST_CASE("The first line is what was written, not what was quoted", "[email]") {
    CHECK(first_written_line(kPlain, "\r\n  yes, gladly \r\nmore\r\n") == "yes, gladly");
    CHECK(first_written_line(kPlain, "done\r\n\r\nOn Monday, Kith wrote:\r\n> A hello\r\n") ==
          "done");
    CHECK(first_written_line(
              kPlain, "On Monday, Kith wrote:\r\n> A hello\r\n>\r\n> more\r\n\r\nlater\r\n") ==
          "later");
    CHECK(first_written_line(kPlain, "> A hello\r\nsmaller") == "smaller");
    CHECK(first_written_line("", "met Ana") == "met Ana");
    CHECK(first_written_line(kPlain, "").empty());
    CHECK(first_written_line(kPlain, "> only\r\n> quoted\r\n").empty());
    CHECK(first_written_line(kPlain, "-- \r\nSam\r\n").empty());
    CHECK(first_written_line(kPlain, "-----Original Message-----\r\nyes\r\n").empty());
}

TEST_CASE("What introduces a quotation may take several lines", "[email]") {
    const std::string quote = "> A hello for Ana?\r\n>\r\n> One line is plenty.\r\n\r\ndone\r\n";
    for (const std::string above :
         {"On Mon, 2 Mar 2026 at 10:00, Kith <sam@example.org>\r\nwrote:\r\n\r\n",
          "On Mon, Mar 2, 2026 at 10:00 AM Kith <\r\nsam1990@example.org> wrote:\r\n\r\n",
          "Am Mo., 2. M\xc3\xa4rz 2026 um 10:00 Uhr schrieb Kith\r\n<sam1990@example.org>:\r\n",
          "On Mon, 2 Mar 2026 at 10:00,\r\nKith "
          "<kith.of.sam@a.very.long.example.org>\r\nwrote:\r\n"}) {
        CAPTURE(above);
        CHECK(first_written_line(kPlain, above + quote) == "done");
        CHECK(first_written_line(kPlain, "later\r\n\r\n" + above + quote) == "later");
        CHECK(first_written_line(kPlain, "met Ana\r\n" + above + quote) == "met Ana");
    }
    CHECK(first_written_line(kPlain, "met Ana at 10\r\nOn 2 March, Kith wrote:\r\n" + quote) ==
          "met Ana at 10");
    CHECK(first_written_line(kPlain, "met Ana at 10\r\n\r\nKith wrote:\r\n" + quote) ==
          "met Ana at 10");
}

TEST_CASE("Encodings and character sets are read", "[email]") {
    CHECK(first_written_line(
              "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
              "quoted-printable\r\n\r\n",
              "sp=E4ter=\r\n heute") == "später heute");
    CHECK(
        first_written_line(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            "c8OtLCBjbGFybw==") == "sí, claro");
    CHECK(first_written_line(kPlain, "\xef\xbb\xbf\xc2\xa0yes\xe2\x80\x8b") == "yes");
    CHECK(first_written_line(kPlain, "\x1b[31myes") == "[31myes");
}

TEST_CASE("The plain part of several is read, or the page", "[email]") {
    const std::string many =
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n";
    CHECK(first_written_line(
              many, "--b\r\nContent-Type: text/html\r\n\r\n<p>page\r\n--b\r\nContent-Type: "
                    "text/plain\r\n\r\nplain\r\n--b--\r\n") == "plain");
    CHECK(first_written_line(many, "--b\r\nContent-Type: text/plain\r\n\r\ncut any") == "cut any");
    const std::string page = "Content-Type: text/html; charset=utf-8\r\n\r\n";
    CHECK(first_written_line(
              page, "<html><head><title>x</title></head><body><div dir=\"auto\">called&nbsp;dad "
                    "&amp; co</div><br><blockquote>yes</blockquote>") == "called dad & co");
    CHECK(first_written_line(page, "<div class=\"gmail_quote\">yes</div>").empty());
    CHECK(first_written_line(page, "<style>yes").empty());
    CHECK(first_written_line(page, "<<<>&&&lt;yes").find("yes") != std::string::npos);
    CHECK(first_written_line(many, "--b\r\nContent-Type: text/plain\r\nContent-Disposition: "
                                   "attachment\r\n\r\nyes\r\n--b--")
              .empty());
}

TEST_CASE("A page's characters are read, and its remarks are not", "[email]") {
    const std::string page = "Content-Type: text/html; charset=utf-8\r\n\r\n";
    for (const auto& [written, read] : std::vector<std::pair<std::string, std::string>>{
             {"<p>sp&auml;ter</p>", "sp\xc3\xa4ter"},
             {"<p>sp&#228;ter</p>", "sp\xc3\xa4ter"},
             {"<p>sp&#xE4;ter</p>", "sp\xc3\xa4ter"},
             {"<p>I&rsquo;ve met &Ouml;mer &#8217;n co</p>",
              "I\xe2\x80\x99ve met \xc3\x96mer \xe2\x80\x99n co"},
             {"<p>do&shy;ne&#8203;</p>", "done"},
             {"<p>&#128077; done</p>", "\xf0\x9f\x91\x8d done"},
             {"<p>a &unknown; &#; &#x; &#xd800; &#99999999999; & b</p>",
              "a &unknown; &#; &#x;   &#99999999999; & b"},
             {"<!-- a > b --><p>done</p>", "done"},
             {"<!--[if mso]><p>yes</p><![endif]--><p>done</p>", "done"},
             {"<p>done</p><!-- yes", "done"}}) {
        CAPTURE(written);
        CHECK(first_written_line(page, written) == read);
    }
}

TEST_CASE("An empty plain part, or a long style, hides no words", "[email]") {
    const std::string many =
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n";
    CHECK(first_written_line(many, "--b\r\nContent-Type: text/plain\r\n\r\n \r\n\r\n--b\r\nContent-"
                                   "Type: text/html\r\n\r\n<p>done</p>\r\n--b--\r\n") == "done");
    CHECK(first_written_line("Content-Type: text/html\r\n\r\n",
                             "<style>" + std::string(40'000, 'x') + "</style><p>done</p>") ==
          "done");
}

TEST_CASE("What never ends is bounded", "[email]") {
    std::string nested;
    for (int i = 0; i < 500; ++i)
        nested += "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    (void)first_written_line("Content-Type: multipart/mixed; boundary=b\r\n\r\n", nested);
    CHECK(first_written_line(kPlain, std::string(100'000, 'x')).size() < 700);
    CHECK(first_written_line(kPlain, std::string(30'000, '\n') + "yes") == "yes");
}
