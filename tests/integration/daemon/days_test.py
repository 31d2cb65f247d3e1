#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Dates, rituals and plans in the real kithd: days_test.py BINDIR FIXTURES."""

import datetime
import sqlite3
import sys
import time

from life import DAY, OPEN_ALL_DAY, Life, run

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def warm(prefix, ana, more=""):
    """Everyone was heard of yesterday; `ana` adds to Ana's settings."""
    config = OPEN_ALL_DAY.replace("name: Ana,", f"name: Ana, {ana},").replace("plugins:", more + "plugins:")
    life = Life(prefix, config)
    for who in ("ana", "lee"):
        life.mail(time.time() - 1 * DAY - 3600, f"{who}@example.net", "sam@example.org")
    return life


def a_birthday_is_offered_to_a_warm_friend(prefix, _):
    """On the day, once; `why` and `next` know of it."""
    life = warm(prefix, f'dates: [{{birthday: "1990-{TODAY:%m-%d}"}}]')
    try:
        life.start()
        life.until(life.offered, "the birthday")
        offer = life.offered()[0]
        said = offer["title"] + offer["body"]
        assert offer["connection"] == "ana" and "today" in said.lower() and "36" not in said, offer
        later = life.kith("later")
        assert later.returncode == 0 and "All right." in later.stdout, later
        assert any(g["guard"] == "plan-ahead" and g["holds"] and "date" in g["figure"]
                   for g in life.json("why", "ana")["guards"])
    finally:
        life.close()


def nobody_remembered_has_a_birthday(prefix, _):
    """Named after monicahq/monica #1239."""
    life = warm(prefix, f'state: remembered, dates: [{{birthday: "--{TODAY:%m-%d}"}}]')
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "sensed")
        assert not life.json("next")["found"] or "ana" not in life.json("next")["perhaps"]
        assert not life.offered()
    finally:
        life.close()


def a_ritual_keeps_its_people_warm(prefix, _):
    """It stands, may be called off, rests, and what has passed is a touch that can be taken back."""
    ritual = 'rituals:\n  - {id: walk, with: [lee], rule: every day, from: "00:00", to: "00:30", place: park}\n'
    life = warm(prefix, "kin: true", ritual)
    try:
        life.start()
        shown = life.kith("ritual").stdout
        assert "walk with Lee, park: next" in shown, shown
        assert "a ritual with them stands" in life.kith("why", "lee").stdout
        assert life.kith("ritual", "walk", "dance").returncode == 2
        assert life.kith("ritual", "swim").returncode == 1
        called_off = life.kith("ritual", "walk", "cancel")
        assert called_off.returncode == 0 and "Called off" in called_off.stdout, called_off
        undone = life.kith("undo")
        assert undone.returncode == 0, undone
        assert life.kith("ritual", "walk", "rest").returncode == 0
        assert "resting" in life.kith("ritual").stdout
        assert life.kith("ritual", "walk", "keep").returncode == 0
        for word, then in (("moved", "resting"), ("yes", "next"), ("resting", "resting"), ("keep", "next")):
            said = life.kith("ritual", "walk", word)
            assert said.returncode == 0 and ("`rule`" in said.stdout) == (word == "moved"), said
            assert then in life.kith("ritual").stdout, (word, life.kith("ritual").stdout)
        assert life.kith("no-contact", "Lee").returncode == 0
        assert "Lee" not in life.kith("ritual").stdout and "lee" not in life.kith("ritual", "--json").stdout
        assert life.kith("undo").returncode == 0
        life.stop()
        late = TODAY + datetime.timedelta(days=2)
        life.once(f"{late}T12:00:00+00:00")
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            rows = ledger.execute("SELECT ref, connection FROM touchpoint WHERE source = 'ritual' ORDER BY ref").fetchall()
        days = [TODAY + datetime.timedelta(days=n) for n in (1, 2)]
        assert rows == [(f"ritual:walk:{day}", "lee") for day in days], rows
    finally:
        life.close()


def three_plans_are_plenty(prefix, _):
    life = warm(prefix, "kin: true", "")
    life.write(OPEN_ALL_DAY.replace("plugins:", "".join(f"  - {{id: p{i}, name: P{i}}}\n" for i in range(3)) + "plugins:"))
    try:
        life.start()
        said = life.kith("plan", "ana", "--when", "saturday")
        assert said.returncode == 0 and "Ana" in said.stdout and "loosely" in said.stdout, said
        assert life.kith("plan", "p0").returncode == 0 and life.kith("plan", "p1").returncode == 0
        full = life.kith("plan", "p2")
        assert full.returncode == 1 and "plenty" in full.stderr, full
        assert life.kith("plan", "ana", "--when", "tomorrow").returncode == 0  # moved, not a fourth
        assert life.kith("undo").returncode == 0
    finally:
        life.close()


def a_plan_moved_or_off(prefix, _):
    """A new plan takes the old one's place; --off rubs it out; undo brings either back."""
    life = warm(prefix, "kin: true", "")
    try:
        life.start()

        def plan():
            guards = life.json("why", "ana")["guards"]
            return [g["figure"] for g in guards if g["guard"] == "plan-ahead" and "a plan in" in g["figure"]]

        def company():
            return any(g["guard"] == "event" and g["holds"] for g in life.json("why", "ana")["slot_guards"])

        assert life.kith("plan", "ana", "--off").returncode == 1
        said = life.kith("plan", "ana", "--when", "10 minutes")
        assert "`kith plan ana --off`" in said.stdout, said
        assert company() and plan()
        moved = life.kith("plan", "ana", "--when", "5 days")
        assert moved.returncode == 0 and "stands in for the one on " in moved.stdout, moved
        assert not company() and "a plan in 5.0 d" in plan()[0], plan()
        assert "plan (Ana)" in life.kith("undo").stdout and company()
        assert "rubbed out" in life.kith("plan", "ana", "--off").stdout
        assert not plan() and not company()
        assert "plan --off (Ana)" in life.kith("undo").stdout and company()
        wrong = life.kith("plan", "ana", "--off", "--when", "tomorrow")
        assert wrong.returncode == 2 and "--off takes no --when" in wrong.stderr, wrong
        assert "a plan was taken out" not in life.kith("show", "ana").stdout
        assert life.kith("plan", "ana", "--off").returncode == 0
        assert "a plan was taken out" in life.kith("show", "ana").stdout
    finally:
        life.close()


sys.exit(run([a_birthday_is_offered_to_a_warm_friend, nobody_remembered_has_a_birthday,
              a_ritual_keeps_its_people_warm, three_plans_are_plenty, a_plan_moved_or_off], *sys.argv[1:3]))
