#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Each place a secret may come from, against the real thing: python3 places_test.py READ_SECRET [TEST...]"""

import os
import subprocess
import sys
import traceback

from places import Home

READ = os.path.abspath(sys.argv[1])
CANARY = "canary-in-the-keyring"


def read(home, *words):
    done = home.run(READ, *words, check=False)
    assert done.stderr == "", done
    return done.stdout.rstrip("\n")


def watching(home, *words):
    return home.spawn(READ, "--until-had", *words, stdout=subprocess.PIPE)


def had(waiting):
    """The secret comes in the end, after as many failed tries as it takes."""
    line = waiting.stdout.readline()
    while line.startswith("not "):
        line = waiting.stdout.readline()
    assert line == f"had {CANARY}\n", line
    assert waiting.wait(20) == 0


def listening(home):
    """Hears what is said to the prompts of the Secret Service, by which it asks for a password."""
    spy = home.spawn("dbus-monitor", "--session", "interface='org.freedesktop.Secret.Prompt'", stdout=subprocess.PIPE)
    home.until(lambda: "string" in spy.stdout.readline(), "the monitor listens")
    return spy


def prompted(home, spy):
    """Whether a prompt was called for since; a mark shows that all before it has been heard."""
    home.run("gdbus", "emit", "--session", "--object-path", "/", "--signal", "org.freedesktop.Secret.Prompt.Mark")
    seen = ""
    while "member=Mark" not in seen:
        seen += spy.stdout.readline()
    return "member=Prompt" in seen


def keyring_open_missing_locked(home):
    home.bus()
    home.keyring()
    home.store(CANARY, service="imap", user="sam")
    words = ("keyring", "service", "imap", "user", "sam")
    assert read(home, *words) == f"had {CANARY}"
    assert read(home, "keyring", "service", "imap", "user", "nobody") == (
        "not the keyring has nothing by that; `secret-tool store --label=Kith service imap user nobody` puts it there")
    home.lock_keyring()
    spy = listening(home)
    locked = "not the keyring is locked; `secret-tool lookup service imap user sam >/dev/null` unlocks it"
    assert read(home, *words) == locked
    # Whoever waits is told of the unlock by the bus, and then has it.
    waiting = watching(home, *words)
    assert waiting.stdout.readline().rstrip("\n") == locked
    home.unlock_keyring()
    had(waiting)
    assert not prompted(home, spy)


def keyring_not_there(home):
    home.bus()
    no_service = read(home, "keyring", "service", "imap")
    assert no_service.startswith("not there is no keyring on your session's bus; `"), no_service
    # One that comes later is noticed.
    waiting = watching(home, "keyring", "service", "imap")
    assert waiting.stdout.readline().startswith("not there is no keyring")
    home.keyring()
    home.store(CANARY, service="imap")
    had(waiting)


def no_bus_at_all(home):
    assert read(home, "keyring", "service", "imap").startswith("not there is no keyring on your session's bus")
    assert read(home, "gnome", "sam@example.org").startswith("not there is no GNOME Online Accounts")


def pass_without_and_with_a_passphrase(home):
    marker = home.pass_with(CANARY, passphrase="long words")
    home.unlock_gpg("long words")
    assert read(home, "command", "pass", "show", "mail/sam") == f"had {CANARY}"
    home.lock_gpg()
    locked = read(home, "command", "pass", "show", "mail/sam")
    assert locked == "not it is locked or not there (exit code 2); `pass show mail/sam` in a terminal unlocks it", locked
    path = home.dir / "store" / "mail" / "sam.gpg"
    assert read(home, "command", "gpg", "-q", "-d", path).startswith("not it is locked")
    assert not marker.exists(), "a pinentry was started"
    home.unlock_gpg("long words")
    assert read(home, "command", "pass", "show", "mail/sam") == f"had {CANARY}"
    assert read(home, "command", "pass", "show", "nothing").startswith("not it is locked or not there (exit code 1)")


def commands_that_go_wrong(home):
    assert read(home, "command", "/nonexistent").startswith("not `/nonexistent` could not be started")
    assert read(home, "command", "sh", "-c", "echo hunter2 >&2; exit 4").startswith("not it is locked or not there (exit")
    assert read(home, "command", "true") == "not `true` prints no secret"
    assert read(home, "command", "yes") == "not `yes` prints too much for a secret"
    late = read(home, "command", "sleep", "60")
    assert late == "not `sleep 60` took more than 10 s; run it once in a terminal to see why", late


def gnome_accounts(home):
    home.bus()
    accounts = [
        {"id": "account_1", "identity": "sam@example.org", "provider": "google", "token": CANARY},
        {"id": "account_2", "identity": "sam@example.net", "provider": "imap_smtp", "password": "mail-" + CANARY},
        {"id": "account_3", "identity": "sam@example.com", "provider": "owncloud", "password": "dav-" + CANARY},
        {"id": "account_4", "identity": "twice", "provider": "google", "token": "a"},
        {"id": "account_5", "identity": "twice", "provider": "owncloud", "password": "b"},
        {"id": "account_6", "identity": "away", "provider": "google", "token": CANARY, "attention": True},
        {"id": "account_7", "identity": "expired", "provider": "google", "token": CANARY, "expired": True},
        {"id": "account_8", "identity": "bare", "provider": "media"},
    ]
    service = home.gnome(accounts)
    assert read(home, "gnome", "sam@example.org") == f"had {CANARY}"
    assert read(home, "gnome", "account_2") == f"had mail-{CANARY}"
    assert read(home, "gnome", "sam@example.com") == f"had dav-{CANARY}"
    for account, words in {"nobody": "has no online account nobody", "twice": "several online accounts",
                           "away": "wants you to sign in to away again", "expired": "wants you to sign in",
                           "bare": "neither password nor token"}.items():
        said = read(home, "gnome", account)
        assert words in said and said.count("`") == 2 and "hunter2" not in said, said
    waiting = watching(home, "gnome", "away")
    assert "sign in" in waiting.stdout.readline()
    service.stdin.write("ok account_6\n")
    service.stdin.flush()
    had(waiting)


def gnome_behind_a_locked_keyring(home):
    """GNOME would unlock the keyring, with a prompt; so it is not asked while that is locked."""
    home.bus()
    home.keyring()
    home.store(CANARY, **{"xdg:schema": "org.gnome.OnlineAccounts", "goa-identity": "google:gen10:account_1"})
    home.gnome([{"id": "account_1", "identity": "kept", "provider": "google", "token": "", "keyring": "google:gen10:account_1"},
                {"id": "account_2", "identity": "elsewhere", "provider": "owncloud", "password": CANARY}])
    assert read(home, "gnome", "kept") == read(home, "gnome", "elsewhere") == f"had {CANARY}"
    home.lock_keyring()
    spy = listening(home)
    locked = ("not the keyring behind your online accounts is locked; "
              "`secret-tool search --all --unlock xdg:schema org.gnome.OnlineAccounts >/dev/null 2>&1` unlocks it")
    for account in ("kept", "elsewhere"):
        assert read(home, "gnome", account) == locked, read(home, "gnome", account)
    waiting = watching(home, "gnome", "kept")
    assert waiting.stdout.readline().rstrip("\n") == locked
    home.unlock_keyring()
    had(waiting)
    assert not prompted(home, spy)


def the_advice_about_a_locked_keyring(home):
    """The command that is named asks for the password."""
    home.bus()
    home.keyring()
    home.store(CANARY, **{"xdg:schema": "org.gnome.OnlineAccounts", "goa-identity": "google:gen10:account_1"})
    home.lock_keyring()
    spy = listening(home)
    home.run("secret-tool", "search", "--all", "--unlock", "xdg:schema", "org.gnome.OnlineAccounts", check=False)
    assert prompted(home, spy)


def gnome_beside_an_empty_keyring(home):
    """GNOME has put nothing into the keyring yet: the command that is named asks for the password of that one."""
    home.bus()
    home.keyring()
    home.gnome([{"id": "account_1", "identity": "kept", "provider": "owncloud", "password": CANARY}])
    home.lock_keyring()
    locked = read(home, "gnome", "kept")
    assert locked.startswith("not your keyring is locked, and GNOME needs it"), locked
    spy = listening(home)
    home.run("sh", "-c", locked.split("`")[1], check=False)
    assert prompted(home, spy)
    home.unlock_keyring()
    home.run("sh", "-c", locked.split("`")[1])
    assert home.run("secret-tool", "search", "--all", "unlocked-by", "kith", check=False).stdout == ""
    assert read(home, "gnome", "kept") == f"had {CANARY}"


def main():
    failed = 0
    tests = [keyring_open_missing_locked, keyring_not_there, no_bus_at_all, pass_without_and_with_a_passphrase,
             commands_that_go_wrong, gnome_accounts, gnome_behind_a_locked_keyring, gnome_beside_an_empty_keyring,
             the_advice_about_a_locked_keyring]
    for test in tests:
        if sys.argv[2:] and test.__name__ not in sys.argv[2:]:
            continue
        home = Home()
        try:
            test(home)
            print(f"ok      {test.__name__}", flush=True)
        except Exception:  # every failure is printed and counted
            failed += 1
            print(f"FAILED  {test.__name__}", flush=True)
            traceback.print_exc()
        finally:
            home.close()
    return 1 if failed else 0


sys.exit(main())
