#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A disk that for once, or for a while, does not give or take what is the ledger's: disk_test.py BINDIR SHIM. The
memory stays, what is in force stays in force, and Kith goes on by itself."""

import pathlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, Life, OPEN_ALL_DAY, ripe_life, run  # noqa: E402

FIRST_READS = 40
MANY = 14_000  # mails, so that SQLite does not hold all pages by itself
BO = "  - {id: bo, name: Bo, circle: close, addresses: [bo@example.com]}\n"


def preloaded(shim, **more):
    return {"LD_PRELOAD": str(shim), "ASAN_OPTIONS": "verify_asan_link_order=0"} | more


def with_bo(text):
    return text.replace("connections:\n", "connections:\n" + BO)


def one_read_at_the_start(prefix, shim):
    """Whichever read of the start fails, after a clean end or a crash, the file is not taken for a damaged one."""
    life = ripe_life(prefix)
    try:
        for end in ("terminate", "kill"):
            life.start()
            assert life.kith("log", "lee").returncode == 0
            life.stop(end)
            for nth in range(1, FIRST_READS + 1):
                life.launch(**preloaded(shim, KITH_TEST_READ=str(nth)))
                life.until(lambda: life.kith("show", "lee").returncode == 0, f"read {nth} fails, and it goes on")
                assert not list(life.state.glob("ledger.damaged-*")), f"read {nth}"
                assert not life.health() or "could not be read" in life.health(), f"read {nth}: {life.health()}"
                life.stop(end)
        life.start()
        assert not life.health(), life.health()
    finally:
        life.close()


def no_read_while_an_edit_comes(prefix, shim):
    """What cannot be read while the settings are taken up is tried again, and nothing is made up meanwhile."""
    life = Life(prefix, OPEN_ALL_DAY)
    try:
        for i in range(MANY):
            life.mail(time.time() - 3 * DAY - i * 60, "lee@example.net", "sam@example.org")
        life.start(**preloaded(shim, KITH_TEST_NO_READ=str(life.dir / "no-read")))
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        (life.dir / "no-read").touch()
        # With another rhythm all of hers is read, and that is more than SQLite holds by itself.
        life.write(with_bo(OPEN_ALL_DAY).replace("name: Lee, circle: close,", "name: Lee, circle: close, every: 5 weeks,"))
        refused = life.kith("reload")
        assert "tries again by itself" in refused.stderr, (refused, (life.dir / "log").read_text())
        assert "kith check" not in life.kith("status").stdout, life.kith("status")
        (life.dir / "no-read").unlink()
        life.until(lambda: "Bo" in life.kith("list").stdout, "it goes on by itself", 60)
        assert not life.health() or "could not be read" in life.health(), life.health()
        assert not list(life.state.glob("ledger.damaged-*"))
    finally:
        life.close()


def no_write_while_an_edit_comes(prefix, _):
    """An edit whose names cannot be remembered is no mistake of the file: it is said so, and tried again."""
    life = ripe_life(prefix)
    try:
        life.start("env", "--ignore-signal=XFSZ")
        assert life.kith("log", "lee").returncode == 0
        pid = str(life.daemon.pid)
        subprocess.run(["prlimit", "--pid", pid, "--fsize=0:unlimited"], check=True)
        life.write(with_bo(OPEN_ALL_DAY))
        refused = life.kith("reload")
        assert refused.returncode != 0 and "tries again by itself" in refused.stderr, refused
        status = life.kith("status").stdout
        assert "kith check" not in status and "goes on by itself" in status, status
        subprocess.run(["prlimit", "--pid", pid, "--fsize=unlimited:unlimited"], check=True)
        life.until(lambda: "Bo" in life.kith("list").stdout, "it goes on by itself", 60)
        assert life.kith("doctor").returncode == 0 and not life.health(), life.health()
    finally:
        life.close()


def refusing_life(prefix, config=OPEN_ALL_DAY):
    """One whose disk can be told to take nothing more, and to take it again."""
    life = ripe_life(prefix, config)
    life.start("env", "--ignore-signal=XFSZ")
    life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
    life.until(life.offered, "an offer")  # or it would be brought while the disk refuses
    life.until(lambda: (life.json("status")["outstanding"] or {}).get("state") == "delivered", "its receipt")
    assert life.kith("log", "lee").returncode == 0

    def takes(limit):
        subprocess.run(["prlimit", "--pid", str(life.daemon.pid), f"--fsize={limit}:unlimited"], check=True)

    return life, takes


def doctor_tries_it_at_once(prefix, _):
    """The disk takes it again: `kith doctor` takes up what could not be, and then looks."""
    life, takes = refusing_life(prefix)
    try:
        takes(0)
        life.write(with_bo(OPEN_ALL_DAY))
        for _ in range(4):
            assert life.kith("reload").returncode != 0
        takes("unlimited")
        doctor = life.kith("doctor")
        assert doctor.returncode == 0 and "mail: read just now" in doctor.stdout, doctor
        assert "Bo" in life.kith("list").stdout
    finally:
        life.close()


def a_slip_after_a_refused_edit(prefix, _):
    """A good edit that was refused, then one with a slip: the good one comes into force, and only the slip is told."""
    life, takes = refusing_life(prefix)
    try:
        takes(0)
        life.write(with_bo(OPEN_ALL_DAY))
        assert "tries again by itself" in life.kith("reload").stderr
        life.write("version: 1\nfoo: [\n")
        assert "kith.yaml" in life.kith("reload").stderr
        takes("unlimited")
        assert life.kith("doctor").returncode != 0
        assert "kith check" in life.health() and "earlier settings stay in force" in life.health(), life.health()
        assert "goes on by itself" not in life.health(), life.health()
        assert "Bo" in life.kith("list").stdout
        life.stop()
        life.start()
        assert "Bo" in life.kith("list").stdout and "last good copy" in life.health(), life.health()
    finally:
        life.close()


def a_slip_after_a_refused_line(prefix, _):
    """The same where the good edit came into force at once and only could not be noted: the disk is well, and so is it."""
    life, takes = refusing_life(prefix)
    try:
        takes(0)
        life.write(OPEN_ALL_DAY.replace("name: Lee, circle", "name: Lee, every: 5 weeks, circle"))
        assert "tries again by itself" in life.kith("reload").stderr
        takes("unlimited")
        life.write("version: 1\nfoo: [\n")
        assert "kith.yaml" in life.kith("reload").stderr
        assert "kith check" in life.health() and "goes on by itself" not in life.health(), life.health()
    finally:
        life.close()


def what_failed_before_is_forgiven(prefix, _):
    """A plugin that failed is taken out while the disk refuses: once that is in force, nothing is said of it any more."""
    failing = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: prog, plugin: command, settings: "
                                   "{program: [sh, -c, 'exit 3'], senses: true}}\n")
    life, takes = refusing_life(prefix, failing)
    try:
        life.until(lambda: "prog" in life.health(), "it fails")
        takes(0)
        life.write(OPEN_ALL_DAY.replace("name: Lee, circle", "name: Lee, every: 5 weeks, circle"))
        assert "tries again by itself" in life.kith("reload").stderr
        takes("unlimited")
        assert life.kith("doctor").returncode == 0
        assert not life.health(), life.health()
    finally:
        life.close()


sys.exit(run([one_read_at_the_start, no_read_while_an_edit_comes, no_write_while_an_edit_comes, doctor_tries_it_at_once,
              a_slip_after_a_refused_edit, a_slip_after_a_refused_line, what_failed_before_is_forgiven], *sys.argv[1:3]))
