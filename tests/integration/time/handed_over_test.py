#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What comes in between while an offer is handed over: a disk that fills, an edited `deliver`: handed_over_test.py
BINDIR SHIM. How it fared is known in the end, it is brought once, and later offers come."""

import datetime
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

NOW = datetime.datetime(2026, 6, 7, 6, 10, tzinfo=datetime.timezone.utc).timestamp()
TERM = '[sh, -c, "cat >>@DIR@/offers"]'
# Notes each try, and the first waits until a file is there.
HELD = ('[sh, -c, "echo {0} >>@DIR@/tries; touch @DIR@/held; '
        'while ! test -e @DIR@/go_on; do sleep 0.05; done; {1}"]')
BRINGS, FAILS = "cat >>@DIR@/offers", "exit 1"
TWO = OPEN_ALL_DAY.replace("deliver: [term]", "deliver: [first, second]").replace(
    "{id: term, plugin: command, settings: {program: " + TERM + "}}",
    '{id: first, plugin: command, settings: {program: [sh, -c, "echo first >>@DIR@/tries; exit 1"]}}\n'
    "  - {id: second, plugin: command, settings: {program: " + HELD.format("second", "exit 75") + "}}")


class Handed:
    """Ana is due, and kithd is in the middle of telling a deliverer so."""

    def __init__(self, prefix, shim, config, *before):
        self.life = life = Life(prefix, config)
        self.clock = OwnedClock(life, shim, NOW)
        for name, days in (("ana", 12), ("lee", 9)):
            life.mail(NOW - days * DAY, f"{name}@example.net", "sam@example.org")
        life.state.mkdir()
        self.clock.start(*[part.replace("@STATE@", str(life.state)) for part in before])
        life.until(lambda: (life.dir / "held").exists(), "a deliverer is called")

    def go_on(self):
        (self.life.dir / "go_on").touch()

    def goes_by(self, time):
        for _ in range(time // (6 * HOUR)):
            self.clock.passes(6 * HOUR)
            self.clock.idle()

    def tries(self):
        return (self.life.dir / "tries").read_text().split()


def filled_meanwhile(prefix, shim, end):
    """A disk that was full as the offer was handed over, and has room again."""
    config = OPEN_ALL_DAY.replace(TERM, HELD.format("term", end))
    h = Handed(prefix, shim, config, "unshare", "-rm", "sh", "-c",
               'mount -t tmpfs -o size=4m tmpfs "@STATE@" && exec "$@"', "sh")
    junk = h.life.state / "junk"

    def inside(command):
        return os.system(f"nsenter -t {h.life.daemon.pid} -U -m --preserve-credentials sh -c '{command}'")

    inside(f'dd if=/dev/zero of="{junk}" bs=4k 2>/dev/null')
    h.go_on()
    h.life.until(lambda: "disk is full" in h.life.health(), "the health line")
    assert inside(f'rm "{junk}"') == 0
    h.clock.passes(HOUR)
    h.clock.idle()
    return h


def no_mount():
    if os.system("unshare -rm true") == 0:
        return False
    print("        passed over: no mount of one's own here")
    return True


def delivered_unwritten(prefix, shim):
    """It was brought and could not be written down: it is open afterwards, can be answered, and comes once."""
    if no_mount():
        return
    h = filled_meanwhile(prefix, shim, BRINGS)
    try:
        status = h.life.json("status")
        assert status["outstanding"] and "An offer is open" in h.life.kith("status").stdout, h.life.kith("status")
        assert not status["health"], status
        assert h.life.kith("done").returncode == 0
        h.goes_by(2 * DAY)
        assert len(h.life.offered()) == 1, h.life.offered()
        h.goes_by(3 * DAY)
        assert len(h.life.offered()) == 2, h.life.offered()
    finally:
        h.life.close()


def failed_unwritten(prefix, shim):
    """It surely reached nobody and that could not be written down: nothing is open, and later slots try again."""
    if no_mount():
        return
    h = filled_meanwhile(prefix, shim, FAILS)
    try:
        assert not h.life.json("status")["outstanding"], h.life.kith("status").stdout
        h.goes_by(5 * DAY)
        assert len(h.tries()) > 1, h.tries()
    finally:
        h.life.close()


def deliverer_taken_out(prefix, shim):
    """One that asks for a later try and was taken out meanwhile: the later try begins with those that are left."""
    h = Handed(prefix, shim, TWO)
    try:
        h.life.write(TWO.replace("[first, second]", "[first]").replace("exit 1", "cat >>@DIR@/offers"))
        h.life.until(lambda: h.life.kith("reload").returncode == 0, "the edit is read")
        h.go_on()
        h.clock.passes(3 * 60)
        h.life.until(h.life.offered, "the offer")
        h.clock.passes(HOUR)
        h.clock.idle()
        assert len(h.life.offered()) == 1, h.life.offered()
    finally:
        h.life.close()


def all_taken_out(prefix, shim):
    """Nobody is left to bring it: what nobody has brought is not open."""
    h = Handed(prefix, shim, TWO.replace("exit 75", FAILS))
    try:
        h.life.write(TWO.replace("[first, second]", "[]"))
        h.life.until(lambda: h.life.kith("reload").returncode == 0, "the edit is read")
        h.go_on()
        h.clock.passes(HOUR)
        h.clock.idle()
        assert not h.life.json("status")["outstanding"], h.life.kith("status").stdout
    finally:
        h.life.close()


sys.exit(run([delivered_unwritten, failed_unwritten, deliverer_taken_out, all_taken_out], *sys.argv[1:3]))
