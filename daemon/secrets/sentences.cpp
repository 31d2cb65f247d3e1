// SPDX-License-Identifier: MIT
#include "daemon/secrets/sentences.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "daemon/secrets/file_secret.hpp"
#include "daemon/secrets/helper_codes.hpp"

namespace kith::daemon {
namespace {

using fleet::SecretAnswer;
using wire::FailKind;
using End = ChildSaid::End;

constexpr std::size_t kLongestCommand = 160;

std::unexpected<fleet::SecretTrouble> trouble(std::string text, FailKind kind = FailKind::Absent) {
    return std::unexpected(fleet::SecretTrouble{std::move(text), kind});
}

/// Asks for the keyring's password in a terminal of the person's, and shows nothing.
std::string unlocking(const SecretSource& source) {
    std::vector<std::string> words{"secret-tool", "lookup"};
    for (const auto& [key, value] : source.lookup) {
        words.push_back(key);
        words.push_back(value);
    }
    return typed(words) + " >/dev/null";
}

std::string stored_by(const SecretSource& source) {
    std::vector<std::string> words{"secret-tool", "store", "--label=Kith"};
    for (const auto& [key, value] : source.lookup) {
        words.push_back(key);
        words.push_back(value);
    }
    return typed(words);
}

SecretAnswer from_keyring(const SecretSource& source, int code) {
    switch (code) {
    case kSecretLocked:
        return trouble(fmt::format("the keyring is locked; `{}` unlocks it", unlocking(source)));
    case kSecretMissing:
        return trouble(
            fmt::format("the keyring has nothing by that; `{}` puts it there", stored_by(source)));
    case kSecretNoService:
        return trouble("there is no keyring on your session's bus; "
                       "`systemctl --user start gnome-keyring-daemon` starts the usual one");
    default:
        return trouble("the keyring did not answer as one does; `kith doctor` tries it again",
                       FailKind::Temporary);
    }
}

SecretAnswer from_gnome(const SecretSource& source, int code) {
    constexpr std::string_view kPanel = "`gnome-control-center online-accounts`";
    const auto account = clean_line(source.name, 80);
    switch (code) {
    case kSecretMissing:
        return trouble(fmt::format("GNOME has no online account {}; {} adds it", account, kPanel));
    case kSecretSeveral:
        return trouble(fmt::format("several online accounts are called {}; write one's Id, as "
                                   "`busctl --user tree org.gnome.OnlineAccounts` lists them",
                                   account),
                       FailKind::Config);
    case kSecretAttention:
        return trouble(
            fmt::format("GNOME wants you to sign in to {} again; {} does it", account, kPanel));
    case kSecretNone:
        return trouble(fmt::format("the online account {} has neither password nor token; {} shows "
                                   "others",
                                   account, kPanel),
                       FailKind::Config);
    case kSecretNoService:
        return trouble("there is no GNOME Online Accounts on your session's bus; "
                       "`sudo apt install gnome-online-accounts` brings it");
    case kSecretLocked:
        return trouble("the keyring behind your online accounts is locked; "
                       "`secret-tool search --all --unlock xdg:schema org.gnome.OnlineAccounts "
                       ">/dev/null 2>&1` unlocks it");
    case kSecretUsualLocked: // what is not there yet cannot be looked up: it is put there, and goes
        return trouble("your keyring is locked, and GNOME needs it for your online accounts; "
                       "`secret-tool store --label=Kith unlocked-by kith </dev/null && "
                       "secret-tool clear unlocked-by kith` unlocks it");
    default:
        return trouble(
            fmt::format("GNOME could not hand over {} just now; {} shows why", account, kPanel),
            FailKind::Temporary);
    }
}

} // namespace

std::string typed(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) {
        const bool plain = !word.empty() && std::ranges::all_of(word, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   std::string_view{"-_./:=@%+,~"}.find(c) != std::string_view::npos;
        });
        if (!out.empty()) out += ' ';
        if (plain) {
            out += word;
            continue;
        }
        out += '\'';
        for (const char c : word) out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
        out += '\'';
    }
    return clean_line(out, kLongestCommand);
}

std::string renewing(const SecretSource& source) {
    switch (source.kind) {
    case SecretSource::Kind::Command: return typed(source.command);
    case SecretSource::Kind::Credential: return "systemctl --user edit kithd";
    case SecretSource::Kind::Gnome: return "gnome-control-center online-accounts";
    case SecretSource::Kind::Keyring: return stored_by(source);
    case SecretSource::Kind::File: break;
    }
    return typed({"nano", source.name});
}

SecretAnswer told_by_program(const SecretSource& source, ChildSaid said) {
    const auto command = typed(source.command);
    switch (said.end) {
    case End::NotStarted:
        return trouble(fmt::format("`{}` could not be started: {}", command, said.reason));
    case End::TooLate:
        return trouble(fmt::format("`{}` took more than {} s; run it once in a terminal to see why",
                                   command, SecretChild::kLongest.count()));
    case End::TooLong: return trouble(fmt::format("`{}` prints too much for a secret", command));
    case End::Killed:
        return trouble(
            fmt::format("`{}` was ended; run it once in a terminal to see why", command));
    case End::Exited: break;
    }
    if (said.code != 0)
        return trouble(fmt::format("it is locked or not there (exit code {}); `{}` in a terminal "
                                   "unlocks it",
                                   said.code, command));
    // What `pass show` prints below is about the secret: a name, an address.
    said.text.shorten(std::min(said.text.view().find('\n'), said.text.view().size()));
    if (said.text.view() == "{" || said.text.view() == "[")
        return trouble(fmt::format("`{}` prints more than a secret; it stands on the first line, "
                                   "and nothing else does",
                                   command));
    auto secret = tidy_secret(std::move(said.text), command, {});
    if (secret) return secret;
    return trouble(fmt::format("`{}` prints no secret", command));
}

SecretAnswer told_by_helper(const SecretSource& source, ChildSaid said) {
    const bool gnome = source.kind == SecretSource::Kind::Gnome;
    if (said.end == End::NotStarted)
        return trouble(fmt::format("the helper that asks for it could not be started ({}); "
                                   "`kith doctor` tries it again",
                                   said.reason));
    if (said.end == End::Exited && said.code == kSecretFound)
        return gnome ? tidy_secret(std::move(said.text), "the online account",
                                   "`gnome-control-center online-accounts` shows it")
                     : tidy_secret(std::move(said.text), "the keyring's entry",
                                   fmt::format("`{}` writes it anew", stored_by(source)));
    const int code = said.end == End::Exited ? said.code : kSecretFailed;
    return gnome ? from_gnome(source, code) : from_keyring(source, code);
}

} // namespace kith::daemon
