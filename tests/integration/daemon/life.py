# SPDX-License-Identifier: MIT
"""A small life for the real kithd: a folder with mail, calendars, a configuration and a deliverer that
appends to a file. Every wait is on something that happens, with a deadline."""

import email.utils
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

DAY = 86400
DEADLINE = 30


class Life:
    def __init__(self, prefix, config, **environment):
        self.bin = pathlib.Path(prefix).resolve()
        self.more = environment
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="kith-life-"))
        for name in ("config", "run", "mail/cur", "mail/new", "mail/tmp", "cal"):
            (self.dir / name).mkdir(parents=True)
        (self.dir / "run").chmod(0o700)
        self.state = self.dir / "state"
        self.offers = self.dir / "offers"
        self.count = 0
        self.daemon = None
        self.write(config)

    def write(self, config):
        text = config.replace("@DIR@", str(self.dir))
        half = self.dir / "kith.yaml.half"
        half.write_text(text)
        half.rename(self.dir / "config" / "kith.yaml")

    def environment(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS_", "KITH_", "NOTIFY_"))}
        return clean | {"XDG_RUNTIME_DIR": str(self.dir / "run"), "XDG_STATE_HOME": str(self.dir / "st"),
                        "XDG_CONFIG_HOME": str(self.dir / "none"), "TZ": "UTC", "HOME": str(self.dir)} | self.more

    def mail(self, at, sender, to):
        self.count += 1
        text = (f"From: {sender}\nTo: {to}\nDate: {email.utils.formatdate(at)}\n"
                f"Message-ID: <m{self.count}@example.org>\n\nNothing.\n")
        (self.dir / "mail" / "new" / f"{int(at)}.M{self.count}.h").write_text(text)

    def launch(self, *before, **environment):
        """Starts kithd, by way of the command `before` where one is given, and waits for nothing."""
        with open(self.dir / "log", "a") as log:
            command = [*before, self.bin / "kithd", "--config", self.dir / "config", "--state", self.state]
            self.daemon = subprocess.Popen(command, env=self.environment() | environment, stdin=subprocess.DEVNULL,
                                           stderr=log)

    def start(self, *before, **environment):
        self.launch(*before, **environment)
        self.until(lambda: self.kith("status").returncode == 0, "kithd answers")

    def stop(self, signal_name="terminate"):
        getattr(self.daemon, signal_name)()
        self.daemon.wait(DEADLINE)
        self.daemon = None

    def kith(self, *words):
        return subprocess.run([self.bin / "kith", *words], env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=DEADLINE)

    def typed(self, answer, *words):
        """As kith(), asked at a terminal and answered."""
        ours, theirs = pty.openpty()
        os.write(ours, answer.encode() + b"\n")
        try:
            return subprocess.run([self.bin / "kith", *words], env=self.environment(), stdin=theirs,
                                  capture_output=True, text=True, timeout=DEADLINE)
        finally:
            os.close(ours)
            os.close(theirs)

    def json(self, *words):
        return json.loads(self.kith(*words, "--json").stdout)

    def once(self, at):
        done = subprocess.run([self.bin / "kithd", "--config", self.dir / "config", "--state", self.state, "--once",
                               "--at", at, "--json"], env=self.environment(), capture_output=True, text=True,
                              timeout=DEADLINE)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def once_refused(self):
        return subprocess.run([self.bin / "kithd", "--config", self.dir / "config", "--state", self.state, "--once"],
                              env=self.environment(), capture_output=True, text=True, timeout=DEADLINE).stderr

    def kith_gone(self):
        return subprocess.run([self.bin / "kith", "status"], env=self.environment(), capture_output=True,
                              timeout=DEADLINE).returncode

    def offered(self):
        if not self.offers.exists():
            return []
        return [json.loads(line) for line in self.offers.read_text().splitlines()]

    def until(self, true, what, within=DEADLINE):
        end = time.monotonic() + within
        while not true():
            if time.monotonic() > end or (self.daemon and self.daemon.poll() is not None):
                log = self.dir / "log"
                raise AssertionError(f"never: {what}\n{log.read_text() if log.exists() else ''}")
            time.sleep(0.02)

    def health(self):
        return "\n".join(self.json("status")["health"])

    def source(self, instance):
        return next((s for s in self.json("status")["sources"] if s["id"] == instance), None)

    def close(self):
        if self.daemon:
            self.daemon.kill()
            self.daemon.wait()
        shutil.rmtree(self.dir, ignore_errors=True)


OPEN_ALL_DAY = """version: 1
you: {name: Sam, addresses: [sam@example.org], timezone: UTC}
hours:
  slots: ["00:00", "06:00", "12:00", "18:00"]
  open_for: 6 hours
  quiet: {from: "00:00", to: "00:00", weekend_to: "00:00"}
policy: {settle_h: 0}
deliver: [term]
connections:
  - {id: ana, name: Ana, circle: inner, addresses: [ana@example.net]}
  - {id: lee, name: Lee, circle: close, addresses: [lee@example.net]}
plugins:
  - {id: mail, plugin: files, settings: {maildir: ["@DIR@/mail"], ics: ["@DIR@/cal"]}}
  - {id: term, plugin: command, settings: {program: [sh, -c, "cat >>@DIR@/offers"]}}
"""


def ripe_life(prefix, config=OPEN_ALL_DAY, **environment):
    """Ana was last heard of long ago, Lee lately: an offer about Ana is due."""
    life = Life(prefix, config, **environment)
    now = time.time()
    life.mail(now - 12 * DAY, "ana@example.net", "sam@example.org")
    life.mail(now - 2 * DAY, "lee@example.net", "sam@example.org")
    return life


def run(tests, *arguments):
    """Runs the tests, or those named on the command line behind the arguments; the exit code."""
    failed = 0
    named = sys.argv[1 + len(arguments):]
    for test in tests:
        if named and test.__name__ not in named:
            continue
        try:
            test(*arguments)
            print(f"ok      {test.__name__}", flush=True)
        except Exception:  # every failure is printed and counted
            failed += 1
            print(f"FAILED  {test.__name__}", flush=True)
            traceback.print_exc()
    print(f"{failed} failed")
    return 1 if failed else 0
