#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A second opinion on the arithmetic of domain.md B2 to B4 and B18, written from the text alone.

Writes the tables that reference_test.cpp reads:  reference.py tests/data/policy
"""
import random
import struct
import sys
from pathlib import Path

DAY = 86400
NAMES = ["ana", "ben", "choir", "a", "", "person-12345", "zoë", "山田"]


def unit(text):
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = (h ^ byte) * 0x100000001B3 % 2**64
    h ^= h >> 33
    h = h * 0xFF51AFD7ED558CCD % 2**64
    h ^= h >> 33
    h = h * 0xC4CEB9FE1A85EC53 % 2**64
    h ^= h >> 33
    return (h >> 11) * 2.0**-53


def exact(x):
    """A double, bit for bit."""
    return struct.pack(">d", x).hex()


class Clock:
    """e by the letter: each local day holds one combined weight, redone at every touch of it."""

    def __init__(self, c, f, counts, remote, e, at):
        self.c, self.f, self.counts, self.remote = c, f, counts, remote
        self.e, self.at = e, at
        self.day, self.day_list = None, []

    @staticmethod
    def is_text(t):
        return t["ch"] in ("message", "email") or (
            t["ch"] in ("call", "video") and 0 <= t["min"] < 3)

    def own(self, t):
        """(in, out) weights of what joins the day's written traffic, else None."""
        ins, outs = t["dir"] != "out", t["dir"] != "in"
        if self.is_text(t):
            return ("text", .6 * ins, .4 * outs)
        if t["ch"] == "voice-note":
            return ("spoken", .6 * ins, .8 * outs)
        if t["ch"] == "letter":
            return ("spoken", .6 * ins, .7 * outs)
        return None

    def written(self, touches):
        """What a day's texts, letters, voice notes (and capped calls) weigh together."""
        best = {"text": [0, 0], "spoken": [0, 0]}
        called = False
        for t in touches:
            o = self.own(t)
            if o is None:
                called = True
                continue
            best[o[0]] = [max(best[o[0]][0], o[1]), max(best[o[0]][1], o[2])]
        both = lambda p: 1 - (1 - p[0]) * (1 - p[1])
        whole = both([max(best["text"][0], best["spoken"][0]),
                      max(best["text"][1], best["spoken"][1])])
        if self.counts == "voice":
            return max(both(best["spoken"]), min(.4, both(best["text"])))
        if self.counts == "together" and not self.remote:
            return min(.5, 1 if called else whole)
        return whole

    def touch(self, t):
        if t["ch"] == "reaction" and not t["said"]:
            return
        cap = self.c * (1 + self.f)
        e = min(self.e + (t["at"] - self.at) / DAY, cap)
        self.at = t["at"]
        if t["at"] // DAY != self.day:
            self.day, self.day_list = t["at"] // DAY, []
        capped_call = (t["ch"] in ("call", "video") and self.counts == "together"
                       and not self.remote)
        if t["said"] or (self.own(t) is None and not capped_call):
            self.e = 0.0
            return
        before = self.written(self.day_list)
        self.day_list.append(t)
        after = self.written(self.day_list)
        w = 0 if before >= 1 else 1 - (1 - after) / (1 - before)
        self.e = (1 - w) * e


def clock_rows(rng):
    channels = ["together", "call", "video", "voice-note", "message", "email", "letter", "event",
                "reaction"]
    for _ in range(150):
        c, f = round(rng.uniform(2, 200), 3), rng.choice([.33, .5, .66])
        counts, remote = rng.choice(["any", "voice", "together"]), rng.random() < .3
        e0 = round(rng.uniform(0, 3 * c), 3)
        clock = Clock(c, f, counts, remote, e0, 0)
        times = sorted(rng.randrange(0, 6 * DAY) for _ in range(rng.randrange(1, 12)))
        touches = []
        for at in times:
            t = {"at": at, "ch": rng.choice(channels), "dir": rng.choice(["in", "out", "both"]),
                 "min": rng.choice([-1, 0, 2, 3, 40]), "said": rng.random() < .05}
            touches.append(t)
            clock.touch(t)
        yield f"life {c} {f} {counts} {int(remote)} {e0} {len(touches)} {clock.e:.12g}"
        for t in touches:
            yield f"{t['at']} {t['ch']} {t['dir']} {t['min']} {int(t['said'])}"


def shape(r, f):
    if r < 1 - f or r >= 8:
        return 0
    if r < 1:
        return .25
    if r < 1 + f:
        return .25 + .75 * (r - 1) / f
    return 1 if r < 3 else .6


def score_rows(rng):
    """One goal alone: I * s(r) * 2^-k * opp * rot * age (bal is 1 with no warm day)."""
    for _ in range(400):
        c, r = rng.choice([7, 10, 30, 90]), round(rng.uniform(.3, 9), 3)
        sight = rng.choice(["seen", "partly", "unseen"])
        kin, importance, k = rng.random() < .3, rng.choice([.75, 1, 1.25]), rng.randrange(2)
        free, usual = rng.random() < .4, rng.random() < .3
        same_kind, same_step = rng.random() < .5, rng.random() < .5
        pushed_days = rng.choice([-1, 3, 8, 20])
        sigma = max(1, 7 / c / 1.8)
        f = .5 if kin or sight != "seen" else .33
        waited = r * c * sigma - c * sigma
        if pushed_days >= 0:
            waited = min(waited, pushed_days)
        age = min(1.5, 1 + .05 * max(0, min(10, waited)))
        opp = min(1.6, (1.25 if free else 1) * (1.2 if usual else 1))
        rot = (.8 if same_kind else 1) * (.8 if same_step else 1)
        score = importance * shape(r, f) * 2.0**-k * opp * rot * age
        yield (f"{c} {r} {sight} {int(kin)} {importance} {k} {int(free)} {int(usual)} "
               f"{int(same_kind)} {int(same_step)} {pushed_days} {score:.9f}")


def main():
    out = Path(sys.argv[1])
    rng = random.Random(20260302)
    hashes = [f"{prefix}:{name} {exact(unit(prefix + ':' + name))}"
              for prefix in ("jitter", "first", "tie:2026-03-02", "words:2026-03-02:0")
              for name in NAMES]
    (out / "unit.txt").write_text("\n".join(hashes) + "\n")
    (out / "clock.txt").write_text("\n".join(clock_rows(rng)) + "\n")
    (out / "score.txt").write_text("\n".join(score_rows(rng)) + "\n")


if __name__ == "__main__":
    main()
