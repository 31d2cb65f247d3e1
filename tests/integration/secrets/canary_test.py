#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A canary from each of the five places a secret may come from, through plugins that do well, fail (and quote it, also
past their host, straight into its channel) and crash, under the real kithd: found in no log, argument, environment, core, error, reply or file of the ledger.
canary_test.py BINDIR PLUGINS"""

import json
import os
import pathlib
import resource
import secrets
import subprocess
import sys
import threading
import time
import traceback

from places import Home

BIN = pathlib.Path(sys.argv[1]).resolve()
PLUGINS = pathlib.Path(sys.argv[2]).resolve()
PLACES = ("file", "credential", "pass", "keyring", "gnome")
MODES = ("fine", "fails", "forges", "crashes")
DEADLINE = 60


class Watcher(threading.Thread):
    """Reads the arguments and the environment of every process there is, over and over, and looks for the words."""

    def __init__(self, words, but_for):
        super().__init__(daemon=True)
        self.words = [w.encode() for w in words]
        self.but_for = {str(p) for p in but_for}
        self.found, self.seen, self.programs = [], 0, set()
        self.over = threading.Event()

    def run(self):
        while not self.over.is_set():
            for process in os.listdir("/proc"):
                if not process.isdigit() or process in self.but_for:
                    continue
                for part in ("cmdline", "environ"):
                    try:
                        text = pathlib.Path("/proc", process, part).read_bytes()
                    except OSError:
                        continue
                    self.seen += 1
                    if part == "cmdline" and b"kith" in text.split(b"\0")[0]:
                        self.programs.add(pathlib.Path(os.fsdecode(text.split(b"\0")[0])).name)
                        self.limits(process)
                    if any(w in text for w in self.words):
                        self.found.append((process, part, text[:80]))

    def limits(self, process):
        """Nothing of Kith's may leave a core, whatever the shell that started it allows."""
        try:
            lines = pathlib.Path("/proc", process, "limits").read_text().splitlines()
            name = pathlib.Path("/proc", process, "comm").read_text().strip()
            core = next((line for line in lines if line.startswith("Max core")), "")
            if name == "kithd" and core and core.split()[4] != "0" and self.old(process):
                self.found.append((process, "limits", core))
        except OSError:
            return

    @staticmethod
    def old(process):
        """Past its first moments, in which it has no secret yet."""
        return time.time() - pathlib.Path("/proc", process).stat().st_mtime > 1


def config(home, canaries):
    places = {"file": f"{{file: {home.dir}/secret}}", "credential": "{credential: mail}",
              "pass": "{command: [pass, show, mail/sam]}", "keyring": "{keyring: {service: imap, user: sam}}",
              "gnome": "{gnome: sam@example.org}"}
    text = "version: 1\nyou: {name: Sam, timezone: UTC}\npolicy: {settle_h: 0}\nhours:\n  slots: ['00:00', '06:00', '12:00', '18:00']\n" \
           "  open_for: 6 hours\n  quiet: {from: '00:00', to: '00:00', weekend_to: '00:00'}\n"
    text += "deliver: [" + ", ".join(f"{p}-fails" for p in PLACES) + "]\n"
    text += "connections:\n  - {id: ana, name: Ana, circle: inner, addresses: ['matrix:@ana:example.net']}\n"
    text += "secrets:\n" + "".join(f"  {p}: {places[p]}\n" for p in PLACES)
    text += "plugins:\n" + "".join(
        f"  - {{id: {p}-{m}, plugin: lengths, settings: {{mode: {m}, password: {{secret: {p}}}}}}}\n"
        for p in PLACES for m in MODES)
    return text


def until(true, what):
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.05)


def the_canary(home):
    canaries = {p: f"Canary-{p}-{secrets.token_hex(12)}" for p in PLACES}
    home.bus()
    home.keyring()
    home.store(canaries["keyring"], service="imap", user="sam")
    home.pass_with(canaries["pass"], passphrase="long words")
    home.unlock_gpg("long words")
    gnome = home.gnome([{"id": "account_1", "identity": "sam@example.org", "provider": "google",
                         "token": canaries["gnome"]}])
    (home.dir / "secret").write_text(canaries["file"] + "\n")
    (home.dir / "secret").chmod(0o600)
    credentials = home.dir / "credentials"
    credentials.mkdir(mode=0o700)
    (credentials / "mail").write_text(canaries["credential"])
    (credentials / "mail").chmod(0o400)

    settings, state, crash = home.dir / "config" / "kith", home.dir / "state", home.dir / "crash"
    settings.mkdir()
    crash.mkdir()
    (settings / "kith.yaml").write_text(config(home, canaries))
    watcher = Watcher(canaries.values(), {gnome.pid})
    watcher.start()
    log = open(home.dir / "log", "w")
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    kithd = home.spawn(BIN / "kithd", "--state", state, stderr=log, stdout=log, cwd=crash,
                       environment={"KITH_PLUGIN_PATH": str(PLUGINS), "CREDENTIALS_DIRECTORY": str(credentials)})
    replies = []

    def kith(*words):
        done = home.run(BIN / "kith", *words, check=False)
        replies.append(done.stdout + done.stderr)
        return done

    until(lambda: kith("status").returncode == 0, "kithd answers")
    until(lambda: all((state / "plugins" / f"{p}-{m}" / "length").exists() for p in PLACES for m in MODES),
          "every plugin has had its secret")
    for p in PLACES:
        for m in MODES:
            length = (state / "plugins" / f"{p}-{m}" / "length").read_text()
            assert length == str(len(canaries[p])), (p, m, length)
    kith("doctor", "--ring")
    health = "\n".join(json.loads(kith("status", "--json").stdout)["health"])
    for p in PLACES:
        assert f'{p}-fails: "the server does not know (a secret)"; `' in health, health
        assert f'{p}-forges: "the server does not know (a secret)"; `' in health and f"{p}-crashes" in health, health
        assert f"{p}-fine: fine, but 1 malformed record was passed over (\"a record held a secret\")" in health, health
        assert f'{p}-fine: asked for "(a secret).example" and was refused it' in health, health
    assert "(a secret)" in health, "a plugin that quotes it: what it said is told without"
    for words in (["doctor", "--json"], ["why"], ["why", "ana"], ["show", "ana"], ["list"], ["list", "--json"], ["next"],
                  ["audit"], ["check"], ["reload"], ["log", "ana"], ["undo"]):
        kith(*words)
    introspected = home.run("busctl", "--user", "introspect", "org.kith.Kith1", "/org/kith/Kith1", check=False)
    replies.append(introspected.stdout)
    kithd.terminate()
    kithd.wait(DEADLINE)
    watcher.over.set()
    watcher.join()
    log.close()

    print(f"        {watcher.seen} looks at arguments and environments, of {sorted(watcher.programs)} among others")
    assert {"kithd", "kith-plugin-host", "kith-secret"} <= watcher.programs, watcher.programs
    assert not watcher.found, watcher.found
    kept = [f for f in home.dir.rglob("*") if f.is_file() and not f.is_relative_to(home.dir / "share")
            and not f.is_relative_to(credentials) and f != home.dir / "secret"]
    assert any(f.name == "ledger.db" for f in kept), kept
    assert not [f for f in crash.rglob("*")], "no core"
    for word in canaries.values():
        for reply in replies:
            assert word.lower() not in reply.lower(), reply
        for file in kept:
            assert word.lower().encode() not in file.read_bytes().lower(), file


home = Home()
try:
    the_canary(home)
    print("ok      the_canary")
except Exception:  # printed, and told by the exit code
    traceback.print_exc()
    log = home.dir / "log"
    print(log.read_text()[-3000:] if log.exists() else "")
    sys.exit(1)
finally:
    home.close()
