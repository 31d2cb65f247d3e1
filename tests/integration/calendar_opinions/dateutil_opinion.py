#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compares Kith's recurrence expander with python-dateutil on a generated corpus.

usage: dateutil_opinion.py RULE_DRIVER [CASES]

The corpus is the same every time (fixed seed). Rules on which dateutil is known to leave RFC 5545
are counted by reason and left out; docs/decisions.md explains each. Any other difference fails.
"""
import datetime as dt
import random
import subprocess
import sys
import warnings

from dateutil import rrule

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
INSTANCES = 12
YEARS = 30


def some(rng, values, most):
    return ",".join(map(str, rng.sample(values, rng.randint(1, most))))


def signed(most):
    return list(range(1, most + 1)) + list(range(-most, 0))


def by_day(rng, in_month, numbered):
    days = rng.sample(DAYS, rng.randint(1, 3))
    if not numbered:
        return ",".join(days)
    # Within a month dateutil fails with an IndexError on larger numbers.
    most = 5 if in_month or rng.random() < 0.5 else 53
    plain = rng.random() < 0.1
    return ",".join(
        day if plain and place else f"{rng.choice(signed(most))}{day}"
        for place, day in enumerate(days))


def make_parts(rng, freq):
    """The BY parts of a rule, each with a chance of its own."""
    parts = {}
    if rng.random() < 0.3:
        parts["BYMONTH"] = some(rng, list(range(1, 13)), 4)
    if freq == "YEARLY" and rng.random() < 0.2:
        parts["BYWEEKNO"] = some(rng, signed(53), 4)
    if freq == "YEARLY" and rng.random() < 0.2:
        parts["BYYEARDAY"] = some(rng, signed(366), 6)
    if freq != "WEEKLY" and rng.random() < 0.35:
        parts["BYMONTHDAY"] = some(rng, signed(31), 4)
    if rng.random() < 0.5:
        numbered = freq in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in parts and rng.random() < 0.6
        parts["BYDAY"] = by_day(rng, freq == "MONTHLY" or "BYMONTH" in parts, numbered)
    if rng.random() < 0.15:
        parts["BYHOUR"] = some(rng, list(range(24)), 3)
    if rng.random() < 0.1:
        parts["BYMINUTE"] = some(rng, list(range(60)), 3)
    if rng.random() < 0.05:
        parts["BYSECOND"] = some(rng, list(range(60)), 2)
    if parts and rng.random() < 0.2:
        parts["BYSETPOS"] = some(rng, signed(4), 2)
    return parts


def make_case(rng):
    freq = rng.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"])
    parts = {"FREQ": freq}
    if rng.random() < 0.4:
        parts["INTERVAL"] = str(rng.randint(2, 6))
    parts.update(make_parts(rng, freq))
    start = dt.datetime(1998, 1, 1) + dt.timedelta(
        days=rng.randrange(0, 365 * 35), minutes=rng.randrange(0, 24 * 60))
    ending = rng.random()
    if ending < 0.2:
        parts["COUNT"] = str(rng.randint(1, INSTANCES))
    elif ending < 0.4:
        until = start + dt.timedelta(days=rng.randrange(0, 2000))
        parts["UNTIL"] = until.strftime("%Y%m%d" if ending < 0.25 else "%Y%m%dT%H%M%S")
    if rng.random() < 0.3:
        parts["WKST"] = rng.choice(DAYS)
    return parts, start


def known_difference(parts):
    """Why dateutil's answer to this rule is not the RFC's, or None."""
    days = parts.get("BYDAY", "").split(",")
    weeks = parts.get("BYWEEKNO", "").split(",")
    if "BYWEEKNO" in parts and not any(k in parts for k in ("BYDAY", "BYMONTHDAY", "BYYEARDAY")):
        return "BYWEEKNO alone: seven days instead of the start's weekday"
    if any(len(day) > 2 for day in days) and any(len(day) == 2 for day in days):
        return "numbered and plain days together: both instead of either"
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:
        return "BYSETPOS in the first week: counts from the start, not the week's begin"
    if any(week.lstrip("-") in ("52", "53") for week in weeks):
        return "BYWEEKNO 52, 53, -52 or -53: days at the turn of the year get a wrong week in some years"
    return None


def expand_dateutil(text, start):
    """dateutil's instances within YEARS of the start."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rule = rrule.rrulestr(text, dtstart=start)
    # The year at which dateutil gives up on a sparse rule: with 9999 it would take minutes.
    dt.MAXYEAR = start.year + YEARS
    return [at.isoformat() for at in rule.xafter(start, count=INSTANCES, inc=True)
            if at.year <= dt.MAXYEAR]


def main():
    driver = sys.argv[1]
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    rng = random.Random(20260302)
    cases, skipped = [], {}
    while len(cases) < wanted:
        parts, start = make_case(rng)
        reason = known_difference(parts)
        if reason:
            skipped[reason] = skipped.get(reason, 0) + 1
            continue
        cases.append((";".join(f"{k}={v}" for k, v in parts.items()), start))
    lines = "".join(f"{rule}\t{start.isoformat()}\t{INSTANCES}\n" for rule, start in cases)
    answers = subprocess.run([driver], input=lines, capture_output=True, text=True, check=True)
    differing = 0
    for (rule, start), ours in zip(cases, answers.stdout.split("\n")):
        if ours.startswith("error"):
            print(f"{rule} from {start}: {ours}")
            differing += 1
            continue
        mine = [at for at in ours.split() if int(at[:4]) <= start.year + YEARS]
        theirs = expand_dateutil(rule, start)
        if mine != theirs:
            differing += 1
            if differing < 20:
                print(f"{rule} from {start}\n  Kith     {' '.join(mine)}\n  dateutil {' '.join(theirs)}")
    for reason, count in sorted(skipped.items()):
        print(f"left out, {count} rules: {reason}")
    print(f"{len(cases)} rules compared, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
