#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Who is gone (remembered, let go, without contact) is gone from what was said before: gone_test.py BINDIR FIXTURES."""

import sys
import time

from life import DAY, OPEN_ALL_DAY, Life, run

PEOPLE = """connections:
  - {id: ben, name: Ben, circle: close, addresses: [ben@example.net], dates: [{birthday: "@DAY@"}]}
  - {id: dad, name: Dad, circle: inner, kin: true, addresses: [dad@example.net], dates: [{birthday: "@DAY@"}]@MORE@}
plugins:
"""


def config(more=""):
    people = PEOPLE.replace("@DAY@", time.strftime("--%m-%d", time.gmtime())).replace("@MORE@", more)
    before, after = OPEN_ALL_DAY.split("connections:\n")
    return before + people + after.split("plugins:\n")[1]


def shared_birthday(prefix):
    """Ben's birthday is Dad's too, and one open offer is about both."""
    life = Life(prefix, config())
    for name in ("ben", "dad"):
        life.mail(time.time() - 2 * DAY, f"{name}@example.net", "sam@example.org")
    life.start()
    life.until(lambda: life.json("status")["outstanding"], "the birthdays are offered")
    assert "Dad" in life.json("status")["outstanding"]["title"], life.json("status")["outstanding"]
    return life


def shared_offer_goes(prefix, _):
    """An offer on screen is taken back with the second of those it names, however that is said."""
    for words in (["in-memory", "dad"], ["let-go", "dad"], ["no-contact", "dad"], ["no-contact", "dad", "--yes"], None):
        life = shared_birthday(prefix)
        try:
            if words:
                said = life.kith(*words)
            else:
                life.write(config(", state: no_contact"))
                said = life.kith("reload")
            assert said.returncode == 0, said
            assert life.json("status")["outstanding"] is None, words
        finally:
            life.close()


TESTS = [shared_offer_goes]

sys.exit(run(TESTS, *sys.argv[1:3]))
