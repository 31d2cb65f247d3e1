#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Kith beside four plain rules, on the same invented lives: rivals.py BINDIR [LIVES].

A life is twelve people over half a year whose contact comes by itself, now lively, now not, and in part where no source
sees it. A rule is told what is seen and says whom to nudge when; one nudge in four leads to contact an hour later, by
the same draw for every rule. What is counted uses all contact, seen or not:
  false     nudges about somebody there had been contact with lately (two days, or half their rhythm)
  missed    gaps of twice the rhythm and more with no nudge in them
  a week    nudges in a week
  one day   the most nudges on any one day"""

import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

START = datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc)
WEEKS, BEFORE = 26, 120
END = WEEKS * 7.0
CIRCLES = [("inner", 7, 3), ("close", 30, 5), ("wide", 90, 4)]
SLOTS = (12.5 / 24, 17.5 / 24)
ACTS = 0.25


class Person:
    def __init__(self, draw, number, circle, every):
        self.id, self.circle, self.every = f"p{number}", circle, every
        self.seen_share = draw.choice([1.0, 1.0, 0.7, 0.3])
        self.touches = []  # (day, seen)
        at = -draw.uniform(0, every) - 1
        while at > -BEFORE:
            self.touches.append((at, True))
            at -= draw.expovariate(1 / every) + 1
        at, lively = draw.uniform(0, every), True
        while at < END:
            self.touches.append((at, draw.random() < self.seen_share))
            if draw.random() < 0.3:
                lively = not lively
            at += draw.expovariate(1 / (every * (0.6 if lively else 2.5))) + 0.5
        self.touches.sort()


class Life:
    def __init__(self, seed):
        self.seed, draw = seed, random.Random(seed)
        self.people, number = [], 0
        for circle, every, count in CIRCLES:
            for _ in range(count):
                self.people.append(Person(draw, number, circle, every))
                number += 1

    def acts(self, ordinal):
        return random.Random(f"{self.seed}:{ordinal}").random() < ACTS


def stamp(day):
    return (START + datetime.timedelta(days=day)).replace(microsecond=0).isoformat()


def kith(program, life, folder):
    """Kith's own rehearsal. Its mixed answers are done, later, not-this-time and silence, a quarter each."""
    people = [{"id": p.id, "name": p.id.upper(), "circle": p.circle, "addresses": [f"{p.id}@example.net"]}
              for p in life.people]
    config = {"version": 1, "you": {"name": "Sam", "timezone": "UTC"}, "pace": "steady", "connections": people}
    (folder / "kith.yaml").write_text(json.dumps(config))
    seen = sorted((day, p.id) for p in life.people for day, is_seen in p.touches if is_seen)
    (folder / "past.jsonl").write_text("".join(json.dumps(
        {"at": stamp(day), "connection": who, "channel": "call", "direction": "both", "source": "mail", "ref": str(i)})
        + "\n" for i, (day, who) in enumerate(seen)))
    done = subprocess.run(
        [program, "rehearse", "--config", folder, "--history", folder / "past.jsonl", "--from", f"{START:%Y-%m-%d}",
         "--days", str(WEEKS * 7), "--answers", "mixed", "--seed", str(life.seed), "--json"],
        capture_output=True, text=True, check=True, env=os.environ | {"TZ": "UTC"})
    for line in map(json.loads, done.stdout.splitlines()):
        if line.get("outcome") == "nudge":
            yield (datetime.datetime.fromisoformat(line["at"]) - START).total_seconds() / 86400, line["connection"]


def slots():
    for day in range(WEEKS * 7):
        for at in SLOTS:
            yield day + at


class Rule:
    """Lives a life slot by slot; `wants` says whom to nudge, given the days since each was last seen."""

    def __init__(self, life):
        self.life = life
        self.last = {p.id: max((d for d, s in p.touches if s and d < 0), default=-p.every) for p in life.people}
        self.nudged = {p.id: [] for p in life.people}

    def run(self):
        ordinal, acted = 0, []
        news = sorted((d, p.id) for p in self.life.people for d, s in p.touches if s and d >= 0)
        for now in slots():
            for known in [n for n in news + acted if n[0] <= now]:
                self.last[known[1]] = max(self.last[known[1]], known[0])
            news, acted = [n for n in news if n[0] > now], [n for n in acted if n[0] > now]
            for person in self.wants(now):
                yield now, person.id
                self.nudged[person.id].append(now)
                if self.life.acts(ordinal):
                    acted.append((now + 1 / 24, person.id))
                ordinal += 1

    def since(self, person, now):
        return now - self.last[person.id]

    def since_nudge(self, person, now):
        return now - (self.nudged[person.id] or [-1e9])[-1]


class FixedInterval(Rule):
    """Every so many days, whatever happened."""
    def wants(self, now):
        return [p for p in self.life.people if self.since_nudge(p, now) >= p.every - 0.01]


class SinceLast(Rule):
    """When the interval since the last contact is over, and then for ever after 0.9 of it."""
    def wants(self, now):
        return [p for p in self.life.people if self.since(p, now) >= p.every and self.since_nudge(p, now) >= 0.9 * p.every]


class FivePerCycle(Rule):
    """Five times until there is contact, three days apart."""
    def wants(self, now):
        return [p for p in self.life.people if self.since(p, now) >= p.every and self.since_nudge(p, now) >= 3
                and sum(n > self.last[p.id] for n in self.nudged[p.id]) < 5]


class OverdueFirst(Rule):
    """In every slot whoever is furthest over, one at a time, without a budget."""
    def wants(self, now):
        over = [p for p in self.life.people if self.since(p, now) >= p.every and self.since_nudge(p, now) >= 1]
        return sorted(over, key=lambda p: -self.since(p, now) / p.every)[:1]


def lately(person, at):
    rest = max(2, person.every / 2)
    return any(at - rest <= day < at for day, _ in person.touches)


def missed(person, nudges):
    days = [0] + [d for d, _ in person.touches if d >= 0] + [END]
    gaps = [(a, b) for a, b in zip(days, days[1:]) if b - a >= 2 * person.every]
    return len(gaps), sum(not any(a <= n < b for n in nudges) for a, b in gaps)


def judge(life, nudges):
    people = {p.id: p for p in life.people}
    by_day = {}
    for at, _ in nudges:
        by_day[int(at)] = by_day.get(int(at), 0) + 1
    gaps = [missed(p, [at for at, who in nudges if who == p.id]) for p in life.people]
    return {"nudges": len(nudges), "false": sum(lately(people[who], at) for at, who in nudges),
            "gaps": sum(g for g, _ in gaps), "missed": sum(m for _, m in gaps), "day": max(by_day.values(), default=0)}


def main():
    program = pathlib.Path(sys.argv[1]).resolve() / "kith"
    lives = [Life(seed) for seed in range(int(sys.argv[2]) if len(sys.argv) > 2 else 100)]
    rules = {"Kith, steady": None, "fixed interval": FixedInterval, "since last, 0.9 again": SinceLast,
             "five a cycle": FivePerCycle, "overdue first": OverdueFirst}
    print(f"{len(lives)} lives of {WEEKS} weeks, twelve people each\n")
    print(f"{'':<24}{'false':>8}{'missed':>8}{'a week':>8}{'one day':>9}")
    with tempfile.TemporaryDirectory(prefix="kith-rivals-") as scratch:
        for name, rule in rules.items():
            told = [judge(life, list(rule(life).run() if rule else kith(program, life, pathlib.Path(scratch))))
                    for life in lives]
            total = {key: sum(t[key] for t in told) for key in told[0]}
            print(f"{name:<24}{total['false'] / max(1, total['nudges']):>7.0%} {total['missed'] / max(1, total['gaps']):>6.0%} "
                  f"{total['nudges'] / len(lives) / WEEKS:>7.1f}{max(t['day'] for t in told):>8}")


main()
