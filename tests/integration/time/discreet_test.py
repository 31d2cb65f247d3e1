#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What is said where others may see does not come back soon: discreet_test.py BINDIR SHIM."""

import datetime
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import DAY, OwnedClock  # noqa: E402

NOW = datetime.datetime(2026, 6, 1, 11, 50, tzinfo=datetime.timezone.utc).timestamp()
CONFIG = (OPEN_ALL_DAY.replace("circle: close", "circle: inner").replace("inner,", "inner, discreet: true,")
          .replace("deliver:", "pace: lively\ndeliver:"))
OFFERS = 12


def not_the_same_words_within_six(prefix, shim):
    """Each answered, each in other words than the six before it, also after a restart."""
    life = Life(prefix, CONFIG)
    clock = OwnedClock(life, shim, NOW)
    try:
        for name in ("ana", "lee"):
            life.mail(NOW - 12 * DAY, f"{name}@example.net", "sam@example.org")
            life.mail(NOW - 11.9 * DAY, "sam@example.org", f"{name}@example.net")
        clock.start()
        life.until(lambda: (life.source("mail") or {}).get("last_ok"), "the mail is read")
        clock.idle()
        for half_day in range(90):
            if len(life.offered()) >= OFFERS:
                break
            if half_day == 20:
                life.stop()
                clock.start()
            clock.sleeps(DAY / 2)
            clock.idle()
            clock.passes(120)
            clock.idle()
            if life.json("status")["outstanding"]:
                assert life.kith("skip").returncode == 0
        titles = [offer["title"] for offer in life.offered()]
        assert len(titles) >= OFFERS, titles
        for i, title in enumerate(titles):
            assert "Ana" not in title and "Lee" not in title, titles
            assert title not in titles[max(0, i - 6):i], titles
    finally:
        life.close()


sys.exit(run([not_the_same_words_within_six], *sys.argv[1:3]))
