#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A ledger that is lost, and a start that is cut off while it deals with that: loss_test.py BINDIR SHIM. Whom the
person wants no contact with stays out of sight, nothing is offered at first, and it is told."""

import pathlib
import shutil
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DEADLINE, OPEN_ALL_DAY, ripe_life, run  # noqa: E402

MOST = 60


def preloaded(shim, **more):
    return {"LD_PRELOAD": str(shim), "ASAN_OPTIONS": "verify_asan_link_order=0"} | more


def spoil(file):
    """Turns all but the first page to noise."""
    size = file.stat().st_size
    with open(file, "r+b") as f:
        f.seek(4096)
        f.write(b"\xa5" * (size - 4096))


class Lost:
    """There is no contact with Lee. The state folder is kept as it was, to be lost again and again."""

    def __init__(self, prefix):
        self.life = life = ripe_life(prefix, OPEN_ALL_DAY.replace("deliver: [term]\n", ""))
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        life.until(lambda: list((life.state / "backups").glob("*.db")), "a backup")
        assert life.kith("no-contact", "Lee").returncode == 0
        life.stop()
        self.kept = life.dir / "kept"
        shutil.copytree(life.state, self.kept)
        life.write(OPEN_ALL_DAY)

    def lose(self, how, backups):
        shutil.rmtree(self.life.state)
        shutil.copytree(self.kept, self.life.state)
        ledger = self.life.state / "ledger.db"
        {"damaged": spoil, "gone": pathlib.Path.unlink, "empty": lambda file: file.write_bytes(b"")}[how](ledger)
        if not backups:
            shutil.rmtree(self.life.state / "backups")
        (self.life.dir / "log").unlink(missing_ok=True)

    def check(self, what):
        life = self.life
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], f"{what}: it goes on", 2 * DEADLINE)
        assert "the ledger was " in life.health(), f"{what}: {life.health()}"
        listed = life.kith("list").stdout
        assert "Ana" in listed and "Lee" not in listed, f"{what}: {listed}"
        assert "settling" in life.json("why")["because"], f"{what}: {life.json('why')}"
        assert not life.offered(), f"{what}: {life.offered()}"
        life.stop()
        life.start()
        assert "the ledger was " not in life.health(), f"{what}: {life.health()}"
        life.stop()


def each_way(prefix, _):
    """Damaged, gone or cut to nothing, with a backup and without."""
    lost = Lost(prefix)
    try:
        for how in ("damaged", "gone", "empty"):
            for backups in (True, False):
                lost.lose(how, backups)
                lost.life.start()
                lost.check(f"{how}, backups: {backups}")
    finally:
        lost.life.close()


def killed_on_the_way(prefix, shim):
    """Whichever flush the start is killed at, the next one knows."""
    lost = Lost(prefix)
    life = lost.life

    def dealt():
        return list(life.state.glob("ledger.damaged-*")) and not (life.state / "ledger.lost").exists()

    try:
        for backups in (True, False):
            for nth in range(1, MOST):
                lost.lose("damaged", backups)
                life.launch(**preloaded(shim, KITH_TEST_KILL=str(nth)))
                while life.daemon.poll() is None and not dealt():
                    time.sleep(0.01)
                life.daemon.kill()
                life.daemon.wait()
                life.daemon = None
                if dealt():
                    break
                life.start()
                lost.check(f"killed at flush {nth}, backups: {backups}")
            assert 3 < nth < MOST - 1, nth
    finally:
        life.close()


def refused_on_the_way(prefix, shim):
    """Whichever flush of the start fails, it goes on by itself and knows."""
    lost = Lost(prefix)
    try:
        for backups in (True, False):
            for nth in range(1, 8):
                lost.lose("damaged", backups)
                lost.life.launch(**preloaded(shim, KITH_TEST_FLUSH=str(nth)))
                lost.life.until(lambda: lost.life.kith("status").returncode == 0, "kithd answers")
                lost.check(f"flush {nth} fails, backups: {backups}")
    finally:
        lost.life.close()


sys.exit(run([each_way, killed_on_the_way, refused_on_the_way], *sys.argv[1:3]))
