# SPDX-License-Identifier: MIT
"""A small life for the real kithd: a folder with mail, calendars, a configuration and a deliverer that
appends to a file. Every wait is on something that happens, with a deadline."""

import email.utils
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

DEADLINE = 30


class Life:
    def __init__(self, prefix, config):
        self.bin = pathlib.Path(prefix)
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
                        "XDG_CONFIG_HOME": str(self.dir / "none"), "TZ": "UTC", "HOME": str(self.dir)}

    def mail(self, at, sender, to):
        self.count += 1
        text = (f"From: {sender}\nTo: {to}\nDate: {email.utils.formatdate(at)}\n"
                f"Message-ID: <m{self.count}@example.org>\n\nNothing.\n")
        (self.dir / "mail" / "new" / f"{int(at)}.M{self.count}.h").write_text(text)

    def start(self):
        log = open(self.dir / "log", "a")
        self.daemon = subprocess.Popen([self.bin / "kithd", "--config", self.dir / "config", "--state", self.state],
                                       env=self.environment(), stdin=subprocess.DEVNULL, stderr=log)
        self.until(lambda: self.kith("status").returncode == 0, "kithd answers")

    def stop(self, signal_name="terminate"):
        getattr(self.daemon, signal_name)()
        self.daemon.wait(DEADLINE)
        self.daemon = None

    def kith(self, *words):
        return subprocess.run([self.bin / "kith", *words], env=self.environment(), capture_output=True, text=True,
                              timeout=DEADLINE)

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

    def until(self, true, what):
        end = time.monotonic() + DEADLINE
        while not true():
            if time.monotonic() > end or (self.daemon and self.daemon.poll() is not None):
                log = self.dir / "log"
                raise AssertionError(f"never: {what}\n{log.read_text() if log.exists() else ''}")
            time.sleep(0.02)

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
