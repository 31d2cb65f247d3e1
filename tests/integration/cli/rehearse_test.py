#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Whole months of random lives, lived by `kith rehearse` and by rehearse_reference.py; every line must agree.

    rehearse_test.py BINDIR [LIVES [FIRST]]     how many lives, and the number of the first"""

import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import rehearse_reference

CHANNELS = ["message", "email", "call", "together", "voice-note", "letter", "video", "event", "reaction"]
ZONES = ["UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]


def connection(rng, number):
    one = {"id": f"p{number}-{rng.randrange(1000)}", "name": f"P{number}",
           "circle": rng.choice(["inner", "inner", "close", "close", "wide", "outer", "new-friend", "group"])}
    if one["circle"] != "group":
        if rng.random() < 0.5:
            one["every"] = rng.choice([2, 4, 7, 10, 14, 21, 45, (2, 3), (4, 6), "never"])
        if rng.random() < 0.3:
            one["counts"] = rng.choice(["any", "voice", "together"])
    for key, chance, values in (("kin", 0.2, [True]), ("importance", 0.3, ["light", "usual", "high"]),
                                ("confidant", 0.1, [True]), ("feels", 0.3, ["safe", "mixed", "hard"]),
                                ("access", 0.1, ["remote"])):
        if rng.random() < chance:
            one[key] = rng.choice(values)
    if rng.random() < 0.7:
        one["addresses"] = [f"p{number}@example.net"]
    if rng.random() < 0.3:
        one["steps"] = rng.sample(["one-line", "voice-note", "call", "letter"], rng.randrange(1, 4))
    return one


def life(rng):
    out = {"version": 1, "you": {"name": "Sam", "timezone": rng.choice(ZONES)},
           "pace": rng.choice(["ambient", "gentle", "steady", "steady", "lively", "lively"]),
           "connections": [connection(rng, i) for i in range(rng.choice([1, 2, 3, 5, 8, 12, 18, 30]))]}
    if rng.random() < 0.3:
        out["budget"] = {"per_7d": rng.randrange(0, 9), "min_gap_h": rng.choice([6, 12, 18, 30])}
    if rng.random() < 0.3:
        out["policy"] = {"settle_h": rng.choice([0, 12, 48, 96]), "theta": rng.choice([0.2, 0.35, 0.5]),
                         "f": rng.choice([0.25, 0.33, 0.6]), "load": rng.choice([0.3, 0.6, 1.0])}
    if rng.random() < 0.4:
        out["hours"] = {"slots": rng.choice([["12:30"], ["08:30", "19:00"], ["09:30", "14:00", "19:45"], ["06:00", "13:15"],
                                               ["01:30", "02:15", "14:00"]]),
                        "quiet": rng.choice([{"from": "20:30", "to": "09:00", "weekend_to": "10:00"},
                                             {"from": "22:00", "to": "07:30", "weekend_to": "11:00"},
                                             {"from": "15:00", "to": "17:30", "weekend_to": "18:00"},
                                             {"from": "13:00", "to": "15:00", "weekend_to": "14:00"}])}
    people = [c["id"] for c in out["connections"] if c["circle"] != "group"]
    for one in out["connections"]:
        if one["circle"] == "group" and people:
            one["members"] = rng.sample(people, min(len(people), rng.randrange(0, 4)))
        elif rng.random() < 0.1:
            one["timezone"] = rng.choice(["Asia/Tokyo", "America/Los_Angeles"])
    return out


def history(rng, made, start, days):
    touches = []
    sources = rng.choice([["manual"], ["manual", "mail"], ["mail"]])
    for one in made["connections"]:
        for _ in range(rng.choice([0, 1, 2, 4, 8])):
            at = int(start.timestamp() - 200 * 86400 + rng.random() ** 0.5 * (200 + days * rng.choice([0, 1])) * 86400)
            touch = {"at": at, "connection": one["id"], "channel": rng.choice(CHANNELS),
                     "direction": rng.choice(["in", "out", "both"]), "source": rng.choice(sources),
                     "ref": f"r{rng.getrandbits(40)}"}
            if one["circle"] == "group":
                touch["channel"] = "event"
            if touch["channel"] in ("call", "video") and rng.random() < 0.6:
                touch["minutes"] = rng.choice([1, 2, 3, 20])
            touches.append(touch)
    return touches


def as_config(made):
    out = json.loads(json.dumps(made))
    for one, written in zip(made["connections"], out["connections"]):
        every = one.get("every")
        if isinstance(every, tuple):
            written["every"] = f"{every[0]}-{every[1]} weeks"
        elif isinstance(every, int):
            written["every"] = f"{every} days"
    return json.dumps(out, indent=1)


def as_history(touches):
    rows = []
    for touch in touches:
        at = datetime.datetime.fromtimestamp(touch["at"], datetime.timezone.utc)
        rows.append(json.dumps(touch | {"at": at.isoformat()}))
    return "\n".join(rows) + "\n"


def kith(prefix, folder, arguments, text):
    done = subprocess.run([pathlib.Path(prefix) / "kith", "rehearse", "--config", folder, "--json", *arguments],
                          input=text, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differs(ours, theirs):
    """The first key on which the two lines disagree, or None."""
    for key, value in ours.items():
        other = theirs.get(key)
        if key in ("score", "ratio"):
            if abs(value - other) > 0.005001:
                return key
        elif key == "at":
            if datetime.datetime.fromisoformat(value) != datetime.datetime.fromisoformat(other):
                return key
        elif value != other:
            return key
    return None


def compare(prefix, number):
    rng = random.Random(number)
    made = life(rng)
    start, days = datetime.date(2026, rng.choice([3, 10, rng.randrange(1, 13)]), rng.randrange(1, 28)), rng.choice([14, 31, 75])
    answers, seed = rng.choice(["ignore", "accept", "mixed", "mixed"]), rng.randrange(5)
    begin = datetime.datetime.combine(start, datetime.time())
    touches = history(rng, made, begin.replace(tzinfo=datetime.timezone.utc), days) if rng.random() < 0.6 else None
    arguments = ["--from", start.isoformat(), "--days", str(days), "--answers", answers, "--seed", str(seed)]
    if touches is not None:
        arguments += ["--history", "-"]
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "kith.yaml").write_text(as_config(made))
        theirs = kith(prefix, folder, arguments, as_history(touches) if touches is not None else None)
    ours = rehearse_reference.Reference(made, touches, start, days, answers, seed).lines()
    assert len(ours) == len(theirs) - 1, (number, len(ours), len(theirs))
    for mine, other in zip(ours, theirs):
        key = differs(mine, other)
        if key:
            return f"life {number} ({answers}, {'with' if touches is not None else 'no'} history): {key}\n  reference {mine}\n  kith      {other}"
    summary = theirs[-1]["summary"]
    nudges = [line for line in ours if line["outcome"] == "nudge"]
    assert summary["slots"] == len(ours) and summary["nudges"] == len(nudges), (number, summary)
    assert summary["silences"] == len(ours) - len(nudges), (number, summary)
    for one in made["connections"]:
        said = sum(line["connection"] == one["id"] for line in nudges)
        assert summary["by_connection"].get(one["id"], 0) == said, (number, one["id"], summary)
    return None


def main():
    lives = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    wrong = [said for number in range(first, first + lives) if (said := compare(sys.argv[1], number))]
    print("\n".join(wrong[:20]))
    print(f"{lives - len(wrong)} lives agree, {len(wrong)} do not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
