#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The ledger, its lock or its whole folder is moved, taken out or exchanged under a running kithd: moved_test.py
BINDIR SHIM. Nothing is told to a file that is gone, nothing is offered twice, and Kith goes on with what is there."""

import pathlib
import shutil
import sqlite3
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
for part in ("daemon", "time"):
    sys.path.insert(0, str(HERE.parent / part))

from life import DAY, OPEN_ALL_DAY, Life, ripe_life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402


def offered(life):
    return [o["connection"] for o in life.offered() if o["connection"]]


def offered_life(prefix):
    """Ana is offered, and there is a backup; no contact with Lee since."""
    life = ripe_life(prefix)
    life.start()
    life.until(lambda: offered(life) == ["ana"], "an offer")
    life.until(lambda: list((life.state / "backups").glob("*.db")), "a backup")
    assert life.kith("no-contact", "Lee").returncode == 0
    life.write(OPEN_ALL_DAY)
    life.kith("reload")
    return life


def goes_on(life, word):
    life.until(lambda: life.kith("status").returncode == 0 and word in life.health(), f"it is told: {word}")
    life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read anew")
    assert "Lee" not in life.kith("list").stdout
    assert "settling" in life.json("why")["because"], life.json("why")
    assert offered(life) == ["ana"], life.offered()
    assert life.kith("log", "ana").returncode == 0
    life.stop("kill")
    life.start()
    assert not life.health(), life.health()
    assert life.json("show", "ana")["past"]
    assert offered(life) == ["ana"] and "Lee" not in life.kith("list").stdout


def moved_away(prefix, _):
    """What is answered then is refused, not lost; the file that was moved away is whole."""
    life = offered_life(prefix)
    try:
        life.kith("log", "ana")
        (life.state / "ledger.db").rename(life.dir / "away.db")
        refused = life.kith("done")
        assert refused.returncode == 1 and "ask again" in refused.stderr, refused
        goes_on(life, "the ledger was gone")
        away = sqlite3.connect(life.dir / "away.db")
        assert away.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert away.execute("SELECT count(*) FROM touchpoint WHERE source = 'manual'").fetchone() == (1,)
        away.close()
    finally:
        life.close()


def behind_links(prefix, _):
    """The state folder is a link and lies behind one: all is as ever. A ledger that is a link is refused, and why is told."""
    life = ripe_life(prefix)
    try:
        real = life.dir / "volume" / "real"
        real.mkdir(parents=True)
        (life.dir / "home").symlink_to("volume")
        life.state.symlink_to(life.dir / "home" / "real")
        life.start()
        life.until(lambda: offered(life) == ["ana"], "an offer")
        life.until(lambda: list((real / "backups").glob("*.db")), "a backup")
        assert not life.health() and life.kith("log", "ana").returncode == 0
        life.stop()
        life.start()
        assert not life.health() and "as you said" in life.kith("show", "ana").stdout, life.json("show", "ana")
        life.stop()
        (real / "ledger.db").rename(life.dir / "elsewhere.db")
        (real / "ledger.db").symlink_to(life.dir / "elsewhere.db")
        life.start()
        health = life.health()
        assert "ledger.db is a link; link the folder instead" in health and "`ls -ld " in health, health
        assert not life.json("status")["deciding"]
        (real / "ledger.db").unlink()
        (life.dir / "elsewhere.db").rename(real / "ledger.db")
        life.kith("doctor")
        life.until(lambda: not life.health(), "it goes on by itself")
        assert "as you said" in life.kith("show", "ana").stdout
    finally:
        life.close()


def taken_out_whole(prefix, _):
    """The whole folder is removed: the offer of before is not made again, and boundaries hold."""
    life = offered_life(prefix)
    try:
        shutil.rmtree(life.state)
        doctor = life.kith("doctor")
        assert doctor.returncode != 0 and "not in its place" in doctor.stdout, doctor
        assert "remembers what it is told" not in doctor.stdout, doctor
        goes_on(life, "the ledger was gone")
    finally:
        life.close()


def exchanged(prefix, _):
    """A backup is moved over it: that one goes on, and what the log of the other held does not get into it."""
    life = offered_life(prefix)
    try:
        for _ in range(5):
            life.kith("log", "ana")
        shutil.copy(next((life.state / "backups").glob("*.db")), life.state / "other.db")
        (life.state / "other.db").rename(life.state / "ledger.db")
        life.kith("status")
        goes_on(life, "the ledger was exchanged")
        life.stop()
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert ledger.execute("SELECT count(*) FROM touchpoint WHERE source = 'manual'").fetchone() == (1,)
        ledger.close()
    finally:
        life.close()


def lock_taken_out(prefix, _):
    """Only the lock is removed: it is held again, and nothing else changes."""
    life = offered_life(prefix)
    try:
        (life.state / "lock").unlink()
        life.kith("status")
        life.until(lambda: (life.state / "lock").exists() and life.kith("status").returncode == 0, "it is held again")
        life.until(lambda: not life.health(), "and all is well")
        assert "settling" not in life.json("why")["because"]
        assert "another kithd" in life.once_refused()
        assert life.json("status")["outstanding"] and offered(life) == ["ana"]
    finally:
        life.close()


def noticed_by_itself(prefix, shim):
    """Nobody asks anything: the next waking notices."""
    life = Life(prefix, OPEN_ALL_DAY)
    try:
        clock = OwnedClock(life, shim, time.time() - time.time() % (6 * HOUR) + HOUR / 3)
        life.mail(clock.now() - 12 * DAY, "ana@example.net", "sam@example.org")
        life.mail(clock.now() - 2 * DAY, "lee@example.net", "sam@example.org")
        clock.start()
        life.until(lambda: offered(life) == ["ana"], "an offer")
        clock.idle()
        (life.state / "ledger.db").rename(life.dir / "away.db")
        clock.jumps(6 * HOUR, 6 * HOUR, 6 * HOUR)
        life.until(lambda: (life.state / "ledger.db").exists(), "it is opened anew")
        life.until(lambda: life.kith("status").returncode == 0, "kithd answers")
        assert "the ledger was gone" in life.health(), life.health()
        clock.passes(6 * HOUR)
        clock.idle()
        assert offered(life) == ["ana"], life.offered()
    finally:
        life.close()


sys.exit(run([moved_away, behind_links, taken_out_whole, exchanged, lock_taken_out, noticed_by_itself], *sys.argv[1:3]))
