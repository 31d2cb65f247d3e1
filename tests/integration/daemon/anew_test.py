#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Beginning anew with everyone, and the coin of the honest check: anew_test.py BINDIR FIXTURES."""

import sqlite3
import sys
import time

from life import DAY, OPEN_ALL_DAY, Life, run


def three_people(prefix, config=OPEN_ALL_DAY):
    """Three people who were last heard of long ago."""
    life = Life(prefix, config.replace("plugins:\n", "  - {id: sol, name: Sol, circle: inner, "
                                       "addresses: [sol@example.net]}\nplugins:\n", 1))
    for who, back in (("ana", 50), ("lee", 150), ("sol", 50)):
        for n in range(3):
            life.mail(time.time() - (back + n) * DAY, f"{who}@example.net", "sam@example.org")
    return life


def far_life(prefix):
    """Kith has been there all the while, so it knows how long it is."""
    life = three_people(prefix)
    life.once(time.strftime("%Y-%m-%dT12:00:00Z", time.gmtime(time.time() - 200 * DAY)))
    return life


def kinds(life):
    return [ask["kind"] for ask in life.json("status")["asks"]]


def offered_once_and_taken_back(prefix, _):
    """`status` offers it, `resume --fresh` does it, `why` tells of it, `undo` takes it back."""
    life = far_life(prefix)
    try:
        life.start()
        life.until(lambda: "fresh-start" in kinds(life), "it is offered")
        assert "kith resume --fresh" in life.kith("status").stdout
        before = {g["id"]: g["ratio"] for g in life.json("list")["connections"]}
        assert all(r >= 3 for r in before.values()), before
        said = life.kith("resume", "--fresh")
        assert said.returncode == 0 and "anew" in said.stdout and "!" not in said.stdout, said
        after = {g["id"]: g["ratio"] for g in life.json("list")["connections"]}
        assert all(r < 1.01 for r in after.values()), after
        assert "fresh-start" not in kinds(life)
        assert life.json("status")["outstanding"] is None
        assert "began anew" in life.kith("why").stdout and "began anew" in life.kith("why", "ana").stdout
        life.stop()
        life.start()
        kept = {g["id"]: g["ratio"] for g in life.json("list")["connections"]}
        assert all(abs(kept[who] - after[who]) < 0.02 for who in kept), (kept, after)
        undone = life.kith("undo")
        assert undone.returncode == 0 and "fresh start" in undone.stdout, undone
        again = {g["id"]: g["ratio"] for g in life.json("list")["connections"]}
        assert all(abs(again[who] - before[who]) < 0.02 for who in again), (again, before)
        life.stop()
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            told = ledger.execute("SELECT count(*) FROM event WHERE kind = 'told'").fetchone()
        assert told == (1,), told
    finally:
        life.close()


def it_ends_a_pause_too(prefix, _):
    """One word for coming back: also out of a pause."""
    life = far_life(prefix)
    try:
        life.start()
        assert life.kith("pause").returncode == 0
        assert life.kith("resume", "--fresh").returncode == 0
        assert life.kith("resume").returncode == 1  # nothing is paused any more
    finally:
        life.close()


def a_coin_keeps_offers_back(prefix, _):
    """About half of the slots that would offer keep it back: nobody is called, and `why` says so."""
    config = OPEN_ALL_DAY.replace("deliver:", "honest_check: {withhold: 0.5}\nbudget: {min_gap_h: 6, per_7d: 10}\ndeliver:")
    kept, seen = None, set()
    for _ in range(12):  # the coin is tossed by slot and person: some life of these has it fall so
        life = three_people(prefix, config.replace("id: ana", f"id: ana{len(seen)}").replace("id: lee", f"id: lee{len(seen)}"))
        seen.add(len(seen))
        try:
            life.start()
            life.until(lambda: life.json("status")["offers"]["week"] >= 1, "an offer is chosen")
            if life.json("status")["outstanding"] or life.offered():
                continue
            kept = life.kith("why").stdout
            assert "kept back by the coin" in kept, kept
            assert life.kith("done").returncode == 1  # there is nothing to answer
            shown = "".join(life.kith("why", who["id"]).stdout for who in life.json("list")["connections"])
            assert "nobody was asked" in shown, shown
            assert not life.offered()
            life.stop()
            with sqlite3.connect(life.state / "ledger.db") as ledger:
                assert ledger.execute("SELECT count(*) FROM event WHERE kind = 'withheld'").fetchone() == (1,)
                assert ledger.execute("SELECT count(*) FROM event WHERE kind IN ('chosen', 'handing')").fetchone() == (0,)
            break
        finally:
            life.close()
    assert kept, "the coin never fell so"


sys.exit(run([offered_once_and_taken_back, it_ends_a_pause_too, a_coin_keeps_offers_back], *sys.argv[1:3]))
