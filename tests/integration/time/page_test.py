#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The weekly page comes on its day, once, whatever restarts; a day of remembering has its quiet word: page_test.py BINDIR SHIM."""

import datetime
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

UTC = datetime.timezone.utc
SUNDAY = datetime.datetime(2026, 6, 7, 15, 0, tzinfo=UTC).timestamp()
PAGE = OPEN_ALL_DAY + "reflection: {day: sunday, at: \"17:00\", by: [term]}\n"
TOM = "  - {id: tom, name: Tom, state: remembered, remember_on: [2026-06-08]}\n"


class Sunday:
    def __init__(self, prefix, shim, text):
        self.life = Life(prefix, text)
        self.clock = OwnedClock(self.life, shim, SUNDAY)
        for days in (1, 3):
            self.life.mail(SUNDAY - days * DAY, "sam@example.org", "ana@example.net")
        self.clock.start()
        self.life.until(lambda: (self.life.source("mail") or {}).get("last_ok"), "the mail is read")
        self.clock.idle()

    def walks(self, hours):
        for _ in range(int(hours * 2)):
            self.clock.passes(HOUR / 2)
            self.clock.idle()

    def told(self):
        return [o for o in self.life.offered() if not o["connection"]]


def with_life(text):
    def decorate(test):
        def wrapped(prefix, shim):
            s = Sunday(prefix, shim, text)
            try:
                test(s)
            finally:
                s.life.close()

        wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
        return wrapped

    return decorate


@with_life(PAGE)
def a_week(s):
    """At its hour, once, over a crash; outside the week's offers; and read at any time without being kept."""
    page = s.life.json("reflect")
    assert {"moment", "question", "help"} <= {line["kind"] for line in page["lines"]}, page
    assert any("Ana" in line.get("body", "") for line in page["lines"]), page
    assert not s.told(), "it is not five yet"
    spent, shown = s.life.json("status")["offers"]["week"], len(s.life.offered())
    s.walks(2.5)
    assert len(s.told()) == 1, s.life.offered()
    said = s.told()[0]
    assert "kith reflect" in said["body"] and not said["answers"] and "!" not in said["body"], said
    assert s.life.json("status")["offers"]["week"] - spent == len(s.life.offered()) - shown - 1
    s.life.stop("kill")
    s.clock.start()
    s.walks(5)
    assert len(s.told()) == 1, "once, whatever restarts"
    for days in range(1, 7):
        s.clock.passes(DAY)
    s.life.mail(s.clock.now() - HOUR, "sam@example.org", "ana@example.net")
    s.walks(24)
    assert len(s.told()) == 2, s.told()


@with_life(PAGE)
def a_pause(s):
    """Nothing while paused, and nothing of it afterwards."""
    assert s.life.kith("pause").returncode == 0
    s.walks(9)
    assert not s.told(), s.told()
    assert s.life.kith("resume").returncode == 0
    s.walks(12)
    assert not s.told(), s.told()
    assert s.life.kith("reflect").returncode == 0


@with_life(OPEN_ALL_DAY.replace("plugins:\n", TOM + "plugins:\n"))
def a_day_to_remember(s):
    """A quiet word on the day, once, with nothing to answer; no offer ever names them."""
    s.walks(8)
    assert not s.told(), s.told()
    s.walks(24)
    assert len(s.told()) == 1 and "Tom" in s.told()[0]["title"] + s.told()[0]["body"], s.life.offered()
    assert not s.told()[0]["answers"]
    s.walks(24)
    assert len(s.told()) == 1, s.told()


@with_life(PAGE.replace("deliver: [term]", "deliver: [term]\nspeak: [some-other-machine]"))
def another_machine(s):
    """Where another machine speaks, this one only listens, and says so."""
    s.walks(9)
    assert not s.life.offered(), s.life.offered()
    assert "only listens" in s.life.kith("status").stdout


sys.exit(run([a_week, a_pause, a_day_to_remember, another_machine], *sys.argv[1:3]))
