// SPDX-License-Identifier: MIT
// Every mail of tests/data/mail against its verdict; and the address reader's finer points.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "plugins/support/mail/address_list.hpp"
#include "plugins/support/mail/header_block.hpp"
#include "plugins/support/mail/mail_headers.hpp"
#include "plugins/support/mail/mail_judge.hpp"
#include "plugins/support/mail/rfc5322.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::mail;

namespace {

const std::filesystem::path kMails = std::filesystem::path{KITH_TEST_DATA} / "mail";

std::string content(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

People people(bool plus = false) {
    const std::vector<Known> known{{true, "", "mailto:sam@example.org", {}},
                                   {true, "", "mailto:sam.doe@work.example", {}},
                                   {false, "ana", "mailto:ana@example.net", {"Ana Pereira"}},
                                   {false, "ana", "mailto:ana@bücher.example", {}},
                                   {false, "ana", "matrix:@ana:example.net", {}},
                                   {false, "ben", "mailto:ben@example.com", {"Ben"}},
                                   {false, "ben", "mailto:\"ben maria\"@example.com", {}},
                                   {false, "cleo", "mailto:o'cleo@example.net", {"José"}},
                                   {false, "shop", "mailto:no-reply@shop.example", {}}};
    return People{known, plus};
}

Judgement judge_text(const std::string& text, bool plus = false) {
    const auto block = text.substr(0, header_end(text).value_or(text.size()));
    return judge(MailHeaders{block}, people(plus), MailRules{}, false);
}

Instant at(std::int64_t s) { return Instant{std::chrono::seconds{s}}; }

} // namespace

TEST_CASE("Each tricky mail gets its verdict", "[files][mail]") {
    std::ifstream table{kMails / "verdicts.tsv"};
    std::string line;
    std::set<std::string> named;
    while (std::getline(table, line)) {
        if (line.starts_with('#')) continue;
        const auto columns = split(line, '\t');
        REQUIRE(columns.size() == 4);
        INFO(columns[0] << ": " << columns[3]);
        named.insert(columns[0] + ".eml");
        const auto verdict = judge_text(content(kMails / (columns[0] + ".eml")));
        if (columns[1] == "none") {
            CHECK(verdict.why_not == columns[2]);
            CHECK(verdict.others.empty());
            continue;
        }
        CHECK(verdict.why_not.empty());
        CHECK(verdict.out == (columns[1] == "out"));
        CHECK(verdict.others == split(columns[2], ','));
    }
    CHECK(named.size() >= 60);
    for (const auto& entry : std::filesystem::directory_iterator{kMails}) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(".eml")) CHECK(named.contains(name));
    }
}

TEST_CASE("A plus address of the person's own counts only if they say so", "[files][mail]") {
    const std::string mail = "From: sam+post@example.org\nTo: ana@example.net\n\n";
    CHECK(judge_text(mail).why_not == "no connection takes part");
    CHECK(judge_text(mail, true).others == std::vector<std::string>{"ana@example.net"});
    const std::string other = "From: ana+post@example.net\nTo: sam@example.org\n\n";
    CHECK(judge_text(other, true).why_not == "no connection takes part");
}

TEST_CASE("Among sent mail an address that is nobody's is the person's own", "[files][mail]") {
    const MailHeaders mail{"From: me@anywhere.example\nTo: ana@example.net\n\n"};
    const std::vector<Known> only_ana{{false, "ana", "ana@example.net", {}}};
    for (const auto& who : {People{only_ana, false}, people()}) {
        CHECK(judge(mail, who, {}, true).out);
        CHECK(judge(mail, who, {}, true).others == std::vector<std::string>{"ana@example.net"});
        CHECK(judge(mail, who, {}, false).why_not == "no connection takes part");
        const MailHeaders hers{"From: ana@example.net\nTo: me@anywhere.example\n\n"};
        CHECK_FALSE(judge(hers, who, {}, true).out);
        CHECK(judge(hers, who, {}, true).why_not.empty());
    }
    const MailHeaders passed_on{"From: x@other.example\nTo: ana@example.net\n"
                                "Resent-From: sam@example.org\n\n"};
    CHECK_FALSE(judge(passed_on, people(), {}, true).out);
    const std::vector<std::string> own{"sam@example.org"};
    CHECK(judge(mail, People{{}, false, own}, {}, true).out);
}

TEST_CASE("Without a list everybody is of interest, with one's own address alone nobody",
          "[files][mail]") {
    const MailHeaders mail{"From: x@other.example\nTo: sam@example.org\n\n"};
    const std::vector<std::string> own{"sam@example.org"};
    const People anybody{{}, false, own};
    CHECK(anybody.is_self("sam@example.org"));
    CHECK(judge(mail, anybody, {}, false).others == std::vector<std::string>{"x@other.example"});
    for (const char* address : {"sam@example.org", ""}) {
        const std::vector<Known> self{{true, "", address, {}}};
        const People nobody{self, false, own};
        CHECK_FALSE(nobody.open());
        CHECK(nobody.is_self("sam@example.org"));
        CHECK_FALSE(nobody.is_self(""));
        CHECK_FALSE(nobody.is_known("x@other.example"));
        CHECK(judge(mail, nobody, {}, false).why_not == "no connection takes part");
    }
}

TEST_CASE("A mail happened at its Date, unless that cannot be", "[files][mail]") {
    const auto when = [](const std::string& date, std::int64_t filed, std::int64_t now) {
        const auto text = "From: a@b.example\nDate: " + date + "\n\n";
        return moment_of(MailHeaders{text}, at(filed), at(now)).time_since_epoch().count();
    };
    constexpr std::int64_t kTen = 1772445600; // 2026-03-02T10:00:00Z
    CHECK(when("Mon, 02 Mar 2026 11:00:00 +0100", kTen + 60, kTen + 900) == kTen);
    CHECK(when("Mon, 02 Mar 2026 10:00:00 +0000", kTen - 80000, kTen + 900) == kTen);
    CHECK(when("Tue, 03 Mar 2026 10:00:01 +0000", kTen, kTen + 900) == kTen);
    CHECK(when("2 Mar 2126 10:00:00 +0000", kTen, kTen + 900) == kTen);
    CHECK(when("garbage", kTen, kTen + 900) == kTen);
    CHECK(when("Mon, 32 Mar 2026 10:00:00 +0000", kTen, kTen + 900) == kTen);
    CHECK(when("Thu, 01 Jan 1970 00:00:00 +0000", kTen, kTen + 900) == kTen);
    CHECK(when("2026-03-02T10:00:00Z", kTen + 5, kTen + 900) == kTen);
    CHECK(when("Mon, 02 Mar 2026 12:00:00 GMT+02:00", kTen + 5, kTen + 900) == kTen);
    CHECK(when("Mon, 02 Mar 2026 09:59:60 +0000", kTen + 5, kTen + 900) == kTen - 1);
    CHECK(when("Mon, 02 Mar 2026 10:30:00 +0000", kTen, kTen + 60) == kTen + 60);
}

TEST_CASE("Copies of a mail share one ref", "[files][mail]") {
    const auto ref = [](const std::string& text) { return MailHeaders{text}.ref(); };
    CHECK(ref("Message-ID: <a.1@x.example>\n\n") == "a.1@x.example");
    CHECK(ref("Message-Id:\n <a.1@x.example>\n\n") == "a.1@x.example");
    CHECK(ref("Message-ID: a.1@x.example\n\n") == "a.1@x.example");
    const std::string bare = "Date: x\nFrom: a@b.example\nTo: c@d.example\n";
    CHECK(ref(bare + "\n").starts_with("mail-"));
    CHECK(ref(bare + "\n") == ref("X-Other: 1\n" + bare + "Status: RO\n\n"));
    CHECK(ref(bare + "\n") != ref("Date: y\nFrom: a@b.example\nTo: c@d.example\n\n"));
    CHECK(ref("Message-ID: <" + std::string(900, 'x') + ">\n\n").size() < 500);
    CHECK(ref("Message-ID: <\x1b[31m@x>\n\n").starts_with("mail-"));
}

TEST_CASE("Names are found as whole words", "[files][mail]") {
    const auto who = people();
    using Names = std::vector<std::string>;
    CHECK(who.named_in("Dinner with ana pereira") == Names{"ana"});
    CHECK(who.named_in("ANA   PEREIRA's birthday") == Names{"ana"});
    CHECK(who.named_in("Ben, Ana Pereira: walk") == Names{"ana", "ben"});
    CHECK(who.named_in("Bench press").empty());
    CHECK(who.named_in("Ruben").empty());
    CHECK(who.named_in("Ben-Hur").empty());
    CHECK(who.named_in("Lunch - Ben") == Names{"ben"});
    CHECK(who.named_in("JOSE\xCC\x81 at eight") == Names{"cleo"});
    CHECK(who.named_in("Jose at eight").empty());
    CHECK(has_words(fold_text("田中さんと食事"), fold_text("田中")));
    CHECK(who.named_in("\xff\xfe Ben").empty());
}

TEST_CASE("People are the same in any order", "[files][mail]") {
    std::vector<Known> known{{false, "ana", "ana@example.net", {"Ana"}},
                             {false, "ben", "b@x.example", {}}};
    const auto before = People{known, false}.fingerprint();
    std::swap(known[0], known[1]);
    CHECK(People{known, false}.fingerprint() == before);
    CHECK(People{known, true}.fingerprint() != before);
    known[0].names = {"Ben"};
    CHECK(People{known, false}.fingerprint() != before);
}

TEST_CASE("An unclosed quote does not hide the addresses after it", "[files][mail]") {
    CHECK(parse_addresses("\"Ana <ana@example.net>, ben@example.com") ==
          std::vector<std::string>{"ana@example.net", "ben@example.com"});
}

TEST_CASE("A field of ten thousand recipients is cut, not followed", "[files][mail]") {
    std::string field;
    for (int i = 0; i < 10000; ++i) field += "a" + std::to_string(i) + "@x.example, ";
    CHECK(parse_addresses(field).size() == 1000);
}
