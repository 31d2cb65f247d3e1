# SPDX-License-Identifier: MIT
"""kithd as a service of the user who runs this. Every wait is on something that happens, with a deadline."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import time

from life import DAY, OPEN_ALL_DAY, Life

HOME = pathlib.Path.home()
DROP_INS = HOME / ".config/systemd/user/kithd.service.d"
STATE = HOME / ".local/state/kith"
DEADLINE = 30
QUICK = "[Service]\nRestartSec=100ms\n"


def call(*words, **options):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=DEADLINE, **options)


class Service:
    """A ripe life at its usual places, and systemctl."""

    def __init__(self, config=OPEN_ALL_DAY, drop_in=QUICK):
        for folder in (HOME / ".config", HOME / ".local", HOME / "mail", HOME / "cal"):
            shutil.rmtree(folder, ignore_errors=True)
        (HOME / "offers").unlink(missing_ok=True)
        for name in (".config/kith", "mail/cur", "mail/new", "mail/tmp", "cal"):
            (HOME / name).mkdir(parents=True)
        self.count = 0
        self.began = time.time()
        self.dir = HOME
        self.write(config)
        now = time.time()
        Life.mail(self, now - 12 * DAY, "ana@example.net", "sam@example.org")
        Life.mail(self, now - 2 * DAY, "lee@example.net", "sam@example.org")
        self.drop_in(drop_in)

    def write(self, config):
        (HOME / ".config/kith/kith.yaml").write_text(config.replace("@DIR@", str(HOME)))

    def drop_in(self, text):
        DROP_INS.mkdir(parents=True, exist_ok=True)
        (DROP_INS / "test.conf").write_text(text)
        assert self.systemctl("daemon-reload").returncode == 0

    def systemctl(self, *words):
        return call("systemctl", "--user", *words)

    def do(self, *words):
        done = self.systemctl(*words, "kithd")
        assert done.returncode == 0, (words, done.stderr, self.log())

    def show(self, name):
        return self.systemctl("show", "kithd", "--value", "-p", name).stdout.strip()

    def pid(self):
        return int(self.show("MainPID"))

    def log(self):
        return call("journalctl", "--user", "-u", "kithd", "--no-pager", "-o", "cat").stdout

    def whole_journal(self):
        """All that the user's journal got meanwhile, whoever said it; all of the second it began in as well."""
        return call("journalctl", "--user", "--no-pager", "-o", "cat", f"--since=@{int(self.began)}").stdout

    def told_of_programs(self):
        """Lines of the user's journal about the units that Kith starts, not of the tests before."""
        lines = call("journalctl", "--user", "--no-pager", "-o", "json", f"--since=@{self.began:.0f}").stdout.splitlines()
        about = lambda e: f"{e.get('USER_UNIT', '')} {e.get('_SYSTEMD_USER_UNIT', '')}"
        return [e["MESSAGE"] for e in map(json.loads, lines) if re.search(r"\b(kith-program-|run-)", about(e))]

    def kith(self, *words):
        return call("kith", *words)

    def json(self, *words):
        return json.loads(self.kith(*words, "--json").stdout)

    def offered(self):
        file = HOME / "offers"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def source(self, instance):
        return next((s for s in self.json("status")["sources"] if s["id"] == instance), None)

    def past(self, name):
        return [line["what"] for line in self.json("show", name)["past"]]

    def until(self, true, what, within=DEADLINE):
        end = time.monotonic() + within
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.log()}")
            time.sleep(0.02)

    def answers(self):
        self.until(lambda: self.kith("status").returncode == 0, "kithd answers")

    def restarted(self, old, times=1):
        self.until(lambda: int(self.show("NRestarts")) >= times and self.pid() not in (0, old), "a new kithd")
        self.answers()

    def close(self):
        self.systemctl("stop", "kithd")
        self.systemctl("reset-failed", "kithd")
        self.systemctl("disable", "kithd")
        shutil.rmtree(DROP_INS, ignore_errors=True)


def with_service(test):
    def wrapped():
        service = Service()
        try:
            test(service)
        finally:
            service.close()

    wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
    return wrapped


def owned_alone(path):
    status = os.lstat(path)
    return status.st_uid == os.getuid() and status.st_mode & 0o077 == 0
