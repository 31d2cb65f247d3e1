// SPDX-License-Identifier: MIT
#include "daemon/secrets/sentences.hpp"

#include <algorithm>

#include "daemon/secrets/helper_codes.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using daemon::ChildSaid;
using daemon::told_by_helper;
using daemon::told_by_program;
using End = ChildSaid::End;
using Place = SecretSource::Kind;

namespace {

ChildSaid said(int code, std::string_view text = "hunter2 was here") {
    ChildSaid out;
    out.code = code;
    out.text = Secret{text};
    return out;
}

SecretSource program() {
    SecretSource out;
    out.kind = Place::Command;
    out.command = {"pass", "show", "sam's mail"};
    return out;
}

SecretSource keyring() {
    SecretSource out;
    out.kind = Place::Keyring;
    out.lookup = {{"service", "imap"}, {"user", "sam"}};
    return out;
}

SecretSource gnome() {
    SecretSource out;
    out.kind = Place::Gnome;
    out.name = "sam@example.org";
    return out;
}

} // namespace

TEST_CASE("Every trouble names a command and repeats nothing of what was printed", "[secrets]") {
    using namespace daemon;
    std::vector<std::string> texts;
    for (const auto code : {kSecretFailed, kSecretMissing, kSecretLocked, kSecretNoService,
                            kSecretAttention, kSecretSeveral, kSecretNone, 99}) {
        texts.push_back(told_by_helper(keyring(), said(code)).error().text);
        texts.push_back(told_by_helper(gnome(), said(code)).error().text);
    }
    texts.push_back(told_by_program(program(), said(1)).error().text);
    texts.push_back(told_by_program(program(), said(0, "")).error().text);
    for (const auto end : {End::Killed, End::TooLate, End::TooLong, End::NotStarted}) {
        auto what = said(0);
        what.end = end;
        texts.push_back(told_by_program(program(), std::move(what)).error().text);
        what = said(0);
        what.end = end;
        texts.push_back(told_by_helper(keyring(), std::move(what)).error().text);
    }
    for (const auto& text : texts) {
        INFO(text);
        CHECK(std::ranges::count(text, '`') == 2);
        CHECK(text.find("hunter2") == std::string::npos);
        CHECK(text.find('!') == std::string::npos);
    }
}

TEST_CASE("The command in a sentence can be typed as it stands", "[secrets]") {
    CHECK(told_by_program(program(), said(2)).error().text ==
          "it is locked or not there (exit code 2); `pass show 'sam'\\''s mail'` in a terminal "
          "unlocks it");
    CHECK(told_by_helper(keyring(), said(daemon::kSecretLocked)).error().text ==
          "the keyring is locked; `secret-tool lookup service imap user sam >/dev/null` unlocks "
          "it");
    CHECK(told_by_helper(gnome(), said(daemon::kSecretUsualLocked)).error().text ==
          "your keyring is locked, and GNOME needs it for your online accounts; `secret-tool store "
          "--label=Kith unlocked-by kith </dev/null && secret-tool clear unlocked-by kith` unlocks "
          "it");
}

TEST_CASE("What came is the secret, without its newline", "[secrets]") {
    CHECK(told_by_program(program(), said(0, "tall grass\n")).value().view() == "tall grass");
    CHECK(told_by_program(program(), said(0, "tall grass\r\nuser: sam\nurl: imap.example.org\n"))
              .value()
              .view() == "tall grass");
    CHECK_FALSE(told_by_program(program(), said(0, "\ntall grass\n")));
    CHECK(told_by_helper(gnome(), said(0, "tall grass")).value().view() == "tall grass");
}
