#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A deliverer that asks for a later try gets one, within the slot and where nobody else can: put_off_test.py BINDIR SHIM."""

import datetime
import os
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

NOW = datetime.datetime(2026, 6, 7, 6, 10, tzinfo=datetime.timezone.utc).timestamp()
# Notes each try, and is busy as long as a file is there.
BUSY = ('[sh, -c, "echo >>@DIR@/tries; test ! -e @DIR@/busy || exit 75; cat >>@DIR@/offers"]')
CONFIG = OPEN_ALL_DAY.replace('[sh, -c, "cat >>@DIR@/offers"]', BUSY)


class PutOff:
    def __init__(self, prefix, shim, config=CONFIG):
        self.life = Life(prefix, config)
        self.clock = OwnedClock(self.life, shim, NOW)
        for name, days in (("ana", 12), ("lee", 2)):
            self.life.mail(NOW - days * DAY, f"{name}@example.net", "sam@example.org")
        (self.life.dir / "busy").touch()

    def start(self):
        self.clock.start()
        self.life.until(lambda: self.tries() == 1, "a first try")
        self.clock.idle()

    def tries(self):
        path = self.life.dir / "tries"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def close(self):
        self.life.close()


def put_off(config=CONFIG):
    def decorate(test):
        def wrapped(prefix, shim):
            p = PutOff(prefix, shim, config)
            try:
                test(p)
            finally:
                p.close()

        wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
        return wrapped

    return decorate


@put_off()
def brought_later(p):
    """Two tries of a busy program, then it takes the offer: one offer, one of the week."""
    p.start()
    p.clock.passes(3 * 60)
    p.life.until(lambda: p.tries() == 2, "a second try")
    (p.life.dir / "busy").unlink()
    p.clock.passes(11 * 60)
    p.life.until(p.life.offered, "the offer")
    p.clock.passes(HOUR)
    p.clock.idle()
    assert len(p.life.offered()) == 1 and p.tries() == 3, (p.life.offered(), p.tries())
    assert p.life.json("status")["offers"]["week"] == 1
    assert p.life.kith("done").returncode == 0


@put_off()
def not_beyond_its_slot(p):
    """At the end of the slot it is over, and its part of the week is spent."""
    p.start()
    p.clock.passes(5 * HOUR + 55 * 60)
    p.clock.idle()
    (p.life.dir / "busy").unlink()
    p.clock.passes(3 * HOUR)
    p.clock.idle()
    assert not p.life.offered(), p.life.offered()
    assert p.life.json("status")["offers"]["week"] == 1


@put_off()
def needless_meanwhile(p):
    """A mail that comes while it waits takes it back unseen."""
    p.start()
    p.life.mail(p.clock.now(), "ana@example.net", "sam@example.org")
    (p.life.dir / "busy").unlink()
    p.clock.passes(3 * 60)
    p.clock.passes(HOUR)
    p.clock.idle()
    assert not p.life.offered() and p.tries() == 1, (p.life.offered(), p.tries())


@put_off(CONFIG.replace("deliver: [term]", "deliver: [term, other]") +
         '  - {id: other, plugin: command, settings: {program: [sh, -c, "cat >>@DIR@/offers"]}}\n')
def another_has_its_turn(p):
    """Whoever can bring it now does, and nothing is tried again."""
    p.start()
    p.life.until(p.life.offered, "the offer")
    (p.life.dir / "busy").unlink()
    p.clock.passes(HOUR)
    p.clock.idle()
    assert len(p.life.offered()) == 1 and p.tries() == 1, (p.life.offered(), p.tries())


@put_off()
def killed_meanwhile(p):
    """After a crash nothing tells how the last try ended: it is not made again."""
    p.start()
    p.life.stop("kill")
    (p.life.dir / "busy").unlink()
    p.clock.start()
    p.clock.passes(HOUR)
    p.clock.idle()
    assert not p.life.offered(), p.life.offered()


STAYS = OPEN_ALL_DAY.replace("deliver: [term]", "deliver: [stays]").replace(
    "plugins:\n", "plugins:\n  - {id: stays, plugin: resident_answer, settings: {mode: stay}}\n")


def lost_again_and_again(prefix, shim):
    """A deliverer that is gone while its offer is open is begun again after 2, 10 and then 30 minutes: one offer."""
    life = Life(prefix, STAYS, KITH_PLUGIN_PATH=str(pathlib.Path(prefix).resolve().parent / "tests" / "plugins"))
    clock = OwnedClock(life, shim, NOW)
    hosts = lambda: [int(pid) for pid in pathlib.Path(
        f"/proc/{life.daemon.pid}/task/{life.daemon.pid}/children").read_text().split()]
    shown = lambda: life.until(lambda: len(hosts()) == 1 and "stays: " not in life.health(), "it is shown")

    def lose():
        os.kill(hosts()[0], signal.SIGKILL)
        life.until(lambda: not hosts() and "stays: " in life.health(), "it is gone")

    try:
        for name, days in (("ana", 12), ("lee", 2)):
            life.mail(NOW - days * DAY, f"{name}@example.net", "sam@example.org")
        clock.start()
        life.until(lambda: (life.json("status")["outstanding"] or {}).get("state") == "delivered", "it is shown first")
        shown()
        for minutes in (2, 10):
            lose()
            clock.passes(minutes * 60 - 30)
            clock.idle()
            clock.passes(40)
            shown()
        assert life.json("status")["offers"]["week"] == 1
    finally:
        life.close()


sys.exit(run([brought_later, not_beyond_its_slot, needless_meanwhile, another_has_its_turn, killed_meanwhile,
              lost_again_and_again],
             *sys.argv[1:3]))
