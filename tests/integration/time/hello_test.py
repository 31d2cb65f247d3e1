#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Seven days of small hellos in the real kithd while its clock goes on: hello_test.py BINDIR SHIM."""

import datetime
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

NEAR_MIDNIGHT = datetime.datetime(2026, 6, 7, 21, 30, tzinfo=datetime.timezone.utc).timestamp()
MADRID = OPEN_ALL_DAY.replace("timezone: UTC", "timezone: Europe/Madrid")


class Hellos:
    """Nobody here is a small hello; Ana and Lee were heard of yesterday."""

    def __init__(self, prefix, shim):
        self.life = Life(prefix, MADRID)
        self.clock = OwnedClock(self.life, shim, NEAR_MIDNIGHT)
        for who in ("ana", "lee"):
            self.life.mail(NEAR_MIDNIGHT - DAY, f"{who}@example.net", "sam@example.org")
        self.clock.start()
        self.life.until(lambda: (self.life.source("mail") or {}).get("last_ok"), "the mail is read")
        self.clock.idle()

    def does(self, *words):
        done = self.life.kith(*words)
        assert done.returncode == 0, done
        return done.stdout

    def says(self):
        """What `kith hello` says; its exit code tells an idea from a line that stands for none."""
        said = self.life.kith("hello")
        lines = said.stdout.splitlines()
        assert said.returncode == (1 if len(lines) == 1 else 0) and not said.stderr, said
        return lines

    def idea(self):
        lines, told = self.says(), self.life.json("hello")
        assert told["found"] and lines[:2] == [told["title"], told["body"]], (lines, told)
        assert not any(c in "{}0123456789!" for c in told["title"] + told["body"]), told
        return told["title"]

    def begins(self):
        """Whether what is said now is the beginning."""
        lines = self.says()
        assert len(lines) == 2 or (len(lines) == 3 and "--over" in lines[2]), lines
        return len(lines) == 3

    def is_gone(self):
        lines = self.says()
        return len(lines) == 1 and "gone by" in lines[0]

    def waits(self):
        told = self.life.json("hello")
        return not told["found"] and "can wait" in told["say"] and self.says() == [told["say"]]

    def until(self):
        return self.life.json("hello")["until"]


def with_hellos(test):
    def wrapped(prefix, shim):
        h = Hellos(prefix, shim)
        try:
            test(h)
        finally:
            h.life.close()

    wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
    return wrapped


@with_hellos
def seven_days(h):
    """A day ends at local midnight; a crash and a stop change nothing; then one line, and silence or a new beginning."""
    first = h.idea()
    assert h.until() == "2026-06-14T00:00:00+02:00" and not h.begins(), "begun once"
    h.clock.passes(HOUR)
    ideas = [first, h.idea()]
    h.life.stop("kill")
    h.clock.start()
    assert h.idea() == ideas[-1]
    for _ in range(5):
        h.clock.passes(DAY)
        ideas.append(h.idea())
        assert h.idea() == ideas[-1], "the same all day"
    h.life.stop()
    h.clock.start()
    assert h.idea() == ideas[-1] and len(set(ideas)) == 7, ideas
    h.clock.passes(DAY)
    h.does("log", "ana")
    assert h.is_gone() and h.does("undo").startswith("Taken back: log (Ana) of "), "that line is nobody's to take back"
    assert h.begins() and h.until() == "2026-06-21T00:00:00+02:00"


@with_hellos
def nothing_else_changes(h):
    """No offer, no budget, nobody's clock, and no name in what is kept."""
    before = {what: h.life.json(what) for what in ("next", "status")}
    offered = len(h.life.offered())
    h.idea()
    after = {what: h.life.json(what) for what in ("next", "status")}
    for what in ("offers", "health", "connections"):
        assert before["status"][what] == after["status"][what], (what, before, after)
    assert before["next"] == after["next"], (before, after)
    h.clock.idle()
    assert len(h.life.offered()) == offered, h.life.offered()
    assert not h.life.json("show", "ana")["notes"]


@with_hellos
def taken_back_and_ended(h):
    assert h.begins() and not h.begins()
    assert h.does("undo").startswith("Taken back: hello of ")
    assert h.life.kith("hello", "--over").returncode == 1
    assert h.begins()
    assert "begins anew" in h.does("hello", "--over")
    assert h.life.kith("hello", "--over").returncode == 1
    assert h.does("undo").startswith("Taken back: hello --over of ")
    assert not h.begins(), "they go on"
    h.does("hello", "--over")
    h.clock.passes(DAY)
    assert h.begins()


@with_hellos
def hard_days_come_first(h):
    """None begins in a hard week, and one that is on waits; so while away, and long after a death."""
    h.does("hard-week")
    assert h.waits()
    h.does("hard-week", "--over")
    assert h.begins(), "none had begun"
    h.does("hard-week")
    assert h.waits()
    h.clock.passes(7 * DAY)
    assert h.waits(), "it ends softly, and asking for an idea does not end it"
    h.does("hard-week", "--over")
    assert h.is_gone() and h.begins()
    h.does("away", "--for", "bereavement")
    assert h.waits()
    h.does("resume")
    assert h.waits()
    h.does("undo")
    h.does("undo")
    assert h.idea()
    h.does("in-memory", "Lee")
    assert h.waits()


sys.exit(run([seven_days, nothing_else_changes, taken_back_and_ended, hard_days_come_first], *sys.argv[1:3]))
