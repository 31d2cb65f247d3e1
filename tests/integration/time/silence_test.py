#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What does not work for long is told once, plainly, by a deliverer that works: silence_test.py BINDIR SHIM."""

import datetime
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

UTC = datetime.timezone.utc
A_SUNDAY = datetime.datetime(2026, 6, 7, 6, 10, tzinfo=UTC).timestamp()
SLOT = 6 * HOUR
AGAIN = 11 * 60

# A program that polls something, and cannot while a file is there.
CALLS = """  - id: calls
    plugin: command
    settings:
      senses: true
      program:
        - sh
        - -c
        - |
          if [ -e "@DIR@/offline" ]; then echo no network >&2; exit 75; fi
          echo '{"at":"2026-06-05T10:00:00Z","address":"tel:+15550100","channel":"call","direction":"in","ref":"c1"}'
"""
FAR = '  - {id: far, name: Far, circle: inner, addresses: ["tel:+1 555 0100"]}\n'
WITH_CALLS = OPEN_ALL_DAY.replace("plugins:\n", FAR + "plugins:\n") + CALLS
# A deliverer that brings nothing while a file is there, before the one that does.
DESK = '  - {id: desk, plugin: command, settings: {program: [sh, -c, "test ! -e @DIR@/no-desk && cat >>@DIR@/desk"]}}\n'
WITH_DESK = OPEN_ALL_DAY.replace("deliver: [term]", "deliver: [desk, term]") + DESK


class Silence:
    def __init__(self, prefix, shim, text):
        self.life = Life(prefix, text)
        self.clock = OwnedClock(self.life, shim, A_SUNDAY)
        for name, days in (("ana", 12), ("lee", 2)):
            self.life.mail(A_SUNDAY - days * DAY, f"{name}@example.net", "sam@example.org")
        self.clock.start()
        self.settles()

    def looked_at(self):
        last = (self.life.source("mail") or {}).get("last_ok")
        return datetime.datetime.fromisoformat(last).timestamp() if last else 0

    def settles(self):
        since = self.clock.now() - 60
        self.life.until(lambda: since <= self.looked_at() <= self.clock.now() + 60, "kithd looks")
        self.clock.idle()

    def walks(self, hours):
        """Lives on, slot by slot, and in each to where what has failed was tried again."""
        for _ in range(hours * HOUR // SLOT):
            self.walk()
            self.settles()

    def walk(self):
        for _ in range(3):
            self.clock.passes(AGAIN)
        self.clock.passes(SLOT - 3 * AGAIN)
        self.clock.idle()

    def told(self):
        return [o for o in self.life.offered() if not o["connection"]]

    def close(self):
        self.life.close()


def silence(text):
    def decorate(test):
        def wrapped(prefix, shim):
            s = Silence(prefix, shim, text)
            try:
                test(s)
            finally:
                s.close()

        wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
        return wrapped

    return decorate


@silence(WITH_CALLS)
def a_source(s):
    """Told after 72 hours, once, outside the week's offers, also over a crash; after a week its people are unseen."""
    assert s.life.source("calls")["fresh"]
    (s.life.dir / "offline").touch()
    s.walks(66)
    assert not s.told(), s.told()
    offered = s.life.json("status")["offers"]["week"]
    s.walks(12)
    assert len(s.told()) == 1, s.told()
    said = s.told()[0]
    assert "calls" in said["body"] and "kith status" in said["body"] and not said["answers"], said
    assert len(s.life.offered()) - len(s.told()) == offered, "the message spends nothing of the week"
    s.life.stop("kill")
    s.clock.start()
    s.walks(4 * 24)
    assert len(s.told()) == 1, s.told()
    assert "No source shows contact with them" in s.life.kith("show", "far").stdout
    (s.life.dir / "offline").unlink()
    s.walks(24)
    assert not s.life.health(), s.life.health()
    (s.life.dir / "offline").touch()
    s.walks(7 * 24)
    assert len(s.told()) == 1, "of the same thing not again so soon"
    s.walks(18 * 24)
    assert len(s.told()) == 2, "another spell, thirty days on"


@silence(WITH_DESK)
def a_deliverer(s):
    """Told by the one that works; not while it is quiet, not in an event, and not by the broken one."""
    (s.life.dir / "no-desk").touch()
    s.life.kith("log", "ana", "--at", "2026-05-26")
    s.life.until(lambda: s.life.offered() or (s.life.dir / "desk").exists(), "an offer")
    s.life.kith("done")
    s.walks(5 * 24)
    if not s.told():
        s.walks(3 * 24)
    assert len(s.told()) == 1 and "desk" in s.told()[0]["body"], s.told()


@silence(OPEN_ALL_DAY)
def a_configuration(s):
    """Unreadable for a day it is told; with the mistake gone, no more of it."""
    s.life.write(OPEN_ALL_DAY + "nonsense: [\n")
    s.life.until(lambda: "earlier settings" in s.life.health(), "status tells at once")
    s.walks(18)
    assert not s.told(), s.told()
    s.walks(12)
    assert len(s.told()) == 1 and "kith check" in s.told()[0]["body"], s.told()
    s.walks(48)
    assert len(s.told()) == 1, s.told()


@silence(WITH_CALLS.replace('quiet: {from: "00:00", to: "00:00", weekend_to: "00:00"}',
                            'quiet: {from: "18:00", to: "06:00", weekend_to: "06:00"}'))
def in_its_time(s):
    """Not in quiet hours, and not while an event is on: at the next good moment."""
    (s.life.dir / "offline").touch()
    begin = datetime.datetime.fromtimestamp(s.clock.now() + 60 * HOUR, UTC)
    end = begin + datetime.timedelta(hours=24)
    (s.life.dir / "cal" / "trip.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:trip\r\n"
        f"DTSTAMP:20260601T000000Z\r\nDTSTART:{begin:%Y%m%dT%H%M%SZ}\r\nDTEND:{end:%Y%m%dT%H%M%SZ}\r\n"
        "SUMMARY:Away\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    at = None
    for _ in range(5 * 4):
        s.walk()
        if s.told() and at is None:
            at = datetime.datetime.fromtimestamp(s.clock.now(), UTC)
    assert at is not None and 6 <= at.hour < 18, at
    assert at >= end - datetime.timedelta(hours=1), (at, end)
    assert len(s.told()) == 1


sys.exit(run([a_source, a_deliverer, a_configuration, in_its_time], *sys.argv[1:3]))
