# SPDX-License-Identifier: MIT
"""A second opinion on `kith rehearse`, written from the domain's text (B1-B8 and B18) and not from Kith's
own code: plain, slow, one class. A life is a dict, the same one that is written out as the configuration.

    Reference(life, history, start, days, answers, seed).lines()

Where this and Kith differ, one of them misreads the text; rehearse_test.py compares whole months."""

import datetime
import math
import zoneinfo

DAY = 86400.0
HOUR = 3600.0
PACE = {"ambient": 0, "gentle": 2, "steady": 3, "lively": 5}
RHYTHM = {"inner": 7, "close": 30, "wide": 90, "outer": 180, "new-friend": 10}
CIRCLES = ["inner", "close", "wide", "outer", "new-friend", "group", "care", "small-hello", "old-friend"]
KIND = {"inner": "intimate", "close": "relational", "wide": "relational", "outer": "relational",
        "new-friend": "relational", "old-friend": "relational", "group": "collective", "care": "professional",
        "small-hello": "micro"}
IMPORTANCE = {"light": 0.75, "usual": 1.0, "high": 1.25}
BUILT_IN = [("one-line", "message", 1), ("voice-note", "voice-note", 1), ("call", "call", 2), ("letter", "letter", 2),
            ("walk", "together", 3)]
BUILT_IN_BY_NAME = {name: (name, channel, cost) for name, channel, cost in BUILT_IN}
TEXTS = ("message", "email", "letter", "voice-note")
OUT = {"message": 0.4, "email": 0.4, "letter": 0.7, "voice-note": 0.8}
IN = {"message": 0.6, "email": 0.6, "letter": 0.6, "voice-note": 0.6}
VOICES = ("call", "video", "voice-note")
GLOBAL = ("quiet", "settling", "outstanding", "budget.gap", "budget.week")
ORDER = ("not-in-slot quiet dnd event after-social away paused hard-week settling locked outstanding stale budget.gap "
         "budget.week budget.goal budget.person budget.kind budget.cycle plan-ahead recent-touch state ignored "
         "running-twice nothing-ripe").split()
MASK = 2**64 - 1


def unit(text):
    """B18 Hash: FNV-1a, then MurmurHash3's finaliser, 53 bits of it."""
    x = 0xCBF29CE484222325
    for byte in text.encode():
        x = ((x ^ byte) * 0x100000001B3) & MASK
    x ^= x >> 33
    x = x * 0xFF51AFD7ED558CCD & MASK
    x ^= x >> 33
    x = x * 0xC4CEB9FE1A85EC53 & MASK
    x ^= x >> 33
    return (x >> 11) * 2.0**-53


def minutes_of(text):
    return int(text[:2]) * 60 + int(text[3:])


class Goal:
    """One connection: its rhythm, its clock and what has been said to it."""

    def __init__(self, given, order):
        self.id, self.order = given["id"], order
        self.circle = given["circle"]
        self.kind = KIND[self.circle]
        self.state = given.get("state", "active")
        self.hard = given.get("feels") == "hard"
        self.addresses = given.get("addresses", [])
        self.timezone = given.get("timezone")
        self.members = given.get("members", [])
        self.counts = given.get("counts", "voice" if self.circle == "new-friend" else "any")
        self.remote = given.get("access") == "remote"
        self.kin = given.get("kin", False)
        self.importance = 1.25 if given.get("confidant") else IMPORTANCE[given.get("importance", "usual")]
        every = given.get("every")
        self.range = None
        if every == "never":
            self.c = None
        elif isinstance(every, tuple):
            self.c, self.range = every[0] * 7.0, every[1] / every[0]
        else:
            self.c = float(every) if every else RHYTHM.get(self.circle)
        if self.circle not in RHYTHM:
            self.c = None
        self.steps = [BUILT_IN_BY_NAME[s] for s in given.get("steps", [])]
        self.e, self.since = None, None  # nothing known yet
        self.day = {}                    # local day -> texts in and out, for the day's combined effect
        self.touched = []                # (instant, weight)
        self.pushes = []                 # nominal starts that budgets see
        self.shown = None                # instant of the last push, returns included
        self.reply_at = None             # of the last that offered a reply
        self.steps_shown = []            # the last six offers: what was before them counts as never
        self.k = 0
        self.cycle_pushes, self.cycle_from, self.cycle_laters = 0, None, 0
        self.hidden_until = None
        self.return_at = None
        self.by_hand, self.outs, self.out_day, self.wrote = False, [], None, None  # who wrote to whom

    def width(self, seen, policy):
        ways = [policy.get("f", 0.33)]
        if self.kin:
            ways.append(policy.get("f_kin", 0.5))
        if not seen:
            ways.append(0.5)
        if self.range:
            ways.append(min(max(self.range - 1, 0.33), 0.66))
        return max(ways)



class Reference:
    def __init__(self, life, history, start, days, answers="ignore", seed=0):
        self.zone = zoneinfo.ZoneInfo(life["you"]["timezone"])
        self.start, self.days, self.answers, self.seed = start, days, answers, seed
        self.policy, budget = life.get("policy", {}), life.get("budget", {})
        self.weekly = budget.get("per_7d", PACE[life.get("pace", "steady")])
        self.min_gap = budget.get("min_gap_h", 18) * HOUR
        self.theta = self.policy.get("theta", 0.35)
        self.settle = self.policy.get("settle_h", 48) * HOUR
        hours = life.get("hours", {})
        self.slots = hours.get("slots", ["12:30", "17:30"])
        self.open_for = hours.get("open_for_h", 2) * HOUR
        quiet = hours.get("quiet", {})
        self.quiet_from = minutes_of(quiet.get("from", "20:30"))
        self.quiet_to = minutes_of(quiet.get("to", "09:00"))
        self.weekend_to = minutes_of(quiet.get("weekend_to", "10:00"))
        self.goals = [Goal(c, i) for i, c in enumerate(life["connections"])]
        self.by_id = {g.id: g for g in self.goals}
        self.had_history = history is not None
        halves = [t | {"connection": member, "channel": "member"} for t in history or []
                  for member in self.by_id[t["connection"]].members if t["channel"] in ("event", "together")]
        self.history = sorted((history or []) + halves, key=lambda t: t["at"])
        self.sensed = any(t["source"] != "manual" for t in self.history)
        self.begin = self.local(start, 0)
        self.prepare()
        self.g, self.g_from = 0, self.begin
        self.open, self.last, self.nudges = None, None, 0
        self.all_pushes = []  # (nominal, kind)
        self.offers, self.answers_due = [], []

    # --- time -----------------------------------------------------------------------------------------------

    def local(self, day, minutes):
        """The first minute at which the clock on the wall says this or more: in a gap, its end."""
        wall = datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60), self.zone)
        at = min(wall.timestamp(), wall.replace(fold=1).timestamp())
        while self.civil(at).replace(tzinfo=None) < wall.replace(tzinfo=None):
            at += 60
        return at

    def civil(self, at):
        return datetime.datetime.fromtimestamp(at, self.zone)

    def is_quiet(self, at):
        t = self.civil(at)
        minute = t.hour * 60 + t.minute
        until = self.weekend_to if t.weekday() >= 5 else self.quiet_to
        if self.quiet_from == until:
            return False
        if self.quiet_from > until:
            return minute >= self.quiet_from or minute < until
        return self.quiet_from <= minute < until

    def slot_of(self, day, index):
        return self.local(day, minutes_of(self.slots[index]))

    def moment(self, nominal):
        """The first minute of the slot that is not quiet; None where all of it is."""
        at, day = nominal, self.civil(nominal).date()
        starts = [self.slot_of(day, i) for i in range(len(self.slots))]
        end = min([nominal + self.open_for] + [t for t in starts if t > nominal])
        while at < end:
            if not self.is_quiet(at):
                return at
            at += 60
        return None

    # --- rhythm ---------------------------------------------------------------------------------------------

    def prepare(self):
        active = [g for g in self.goals if g.c and g.state in ("active", "their_turn")]
        load = sum(7 / g.c for g in active)
        self.sigma = max(1.0, load / (self.policy.get("load", 0.6) * (self.weekly or 3)))
        for g in self.goals:
            g.seen = self.sensed and bool(g.addresses)
            g.f = g.width(g.seen, self.policy)
            if g.c:
                g.cc = g.c * self.sigma * (1 + self.policy.get("jitter", 0.1) * (2 * unit("jitter:" + g.id) - 1))
        able = [g for g in active if not g.hard]
        able.sort(key=lambda g: (CIRCLES.index(g.circle), g.order))
        self.beyond = {g.id for g in able[24:]}
        self.active = active

    def elapsed(self, goal, at):
        return goal.e + (at - goal.since) / DAY

    def text_weight(self, goal, touch):
        """(in, out) weights where the touch is text-like, else None."""
        channel, minutes = touch["channel"], touch.get("minutes")
        short = channel in ("call", "video") and minutes is not None and minutes < 3
        if channel not in TEXTS and not short:
            return None
        name = "message" if short else channel
        way = touch["direction"]
        return (IN[name] if way in ("in", "both") else 0.0, OUT[name] if way in ("out", "both") else 0.0)

    def apply(self, goal, touch):
        """One touch on the goal's clock; returns its own weight."""
        at, channel = touch["at"], touch["channel"]
        if channel == "reaction":
            return 0.0
        texts = self.text_weight(goal, touch)
        self.note_sides(goal, touch, texts is not None and touch["direction"] != "both")
        day = goal.day.setdefault(self.civil(at).date(), {"text": [0.0, 0.0], "voice": [0.0, 0.0], "live": 0.0, "done": 0.0})
        if texts is None:
            weight = 0.5 if channel == "member" else 1.0
            if channel in ("call", "video"):
                day["live"] = 1.0
        else:
            weight = 1 - (1 - texts[0]) * (1 - texts[1])
            pair = day["voice" if channel in ("voice-note", "letter") else "text"]
            for i in (0, 1):
                pair[i] = max(pair[i], texts[i])
        if goal.c is None:
            goal.touched.append((at, weight))
            return weight
        if channel in ("together", "event", "member") or texts is None and (goal.counts != "together" or goal.remote):
            effect = weight
        else:
            whole = self.day_effect(goal, day)
            effect = 0.0 if day["done"] >= 1 else 1 - (1 - whole) / (1 - day["done"])
            day["done"] = whole
        cap = goal.cc * (1 + goal.f)
        goal.e = cap if goal.e is None else min(self.elapsed(goal, at), cap)
        goal.e, goal.since = (1 - effect) * goal.e, at
        goal.touched.append((at, weight))
        return weight

    def note_sides(self, goal, touch, one_way):
        """B11: theirs that nothing went back to, and ours that nothing came back to, one a day."""
        goal.by_hand = goal.by_hand or touch.get("source", "manual") == "manual"
        if not one_way or touch["direction"] == "in":
            goal.outs = []
            goal.wrote = (goal.wrote or touch["at"]) if one_way else None
            return
        goal.wrote = None
        day = self.civil(touch["at"]).date()
        if not (goal.outs and goal.out_day == day):
            goal.outs = (goal.outs + [touch["at"]])[:3]
        goal.out_day = day

    def their_turn(self, goal, at):
        return (goal.seen and not goal.by_hand and len(goal.outs) > 1
                and at - goal.outs[1] >= max(14.0, goal.cc) * DAY)

    def left_alone(self, goal, at):
        """A third of ours that nothing came back to: nothing more."""
        return goal.seen and not goal.by_hand and len(goal.outs) > 2 and at - goal.outs[2] >= max(14.0, goal.cc) * DAY

    def wants_reply(self, goal, at):
        """Once: a reply that was offered since they wrote is not offered again. What is old is no news."""
        if goal.wrote is None:
            return False
        last = max([goal.wrote] + [t for t, w in goal.touched if w > 0])
        return (goal.seen and not goal.by_hand and at - goal.wrote >= 3 * DAY
                and at - last < max(14.0, goal.cc) * DAY
                and (goal.reply_at is None or goal.reply_at < goal.wrote))

    def rhythm(self, goal, at):
        return goal.cc * (2 if self.their_turn(goal, at) else 1)

    def day_effect(self, goal, day):
        if goal.counts == "voice":
            text = 1 - (1 - day["text"][0]) * (1 - day["text"][1])
            voice = 1 - (1 - day["voice"][0]) * (1 - day["voice"][1])
            whole = max(min(text, 0.4), voice)
        else:
            way = [max(day["text"][i], day["voice"][i]) for i in (0, 1)]
            whole = 1 - (1 - way[0]) * (1 - way[1])
        if goal.counts == "together" and not goal.remote:
            whole = min(max(whole, day["live"]), 0.5)
        return whole

    # --- what happens between slots -------------------------------------------------------------------------

    def cool(self, at):
        while self.g > 0 and at >= self.g_from + 14 * DAY:
            self.g, self.g_from = self.g - 1, self.g_from + 14 * DAY
        if self.g == 0:
            self.g_from = at

    def set_g(self, value, at):
        self.g, self.g_from = value, at

    def end_cycle(self, goal):
        goal.cycle_pushes, goal.cycle_from, goal.cycle_laters = 0, None, 0

    def touch(self, goal, touch, said):
        at = touch["at"]
        weight = self.apply(goal, touch)
        self.cool(at)
        if said:  # a word of the user's, whatever its weight
            goal.k = 0
            self.set_g(0, at)
        if weight <= 0:
            return
        goal.k = 0
        if not said:
            for offer in self.offers:
                if offer["goal"] is goal and 0 <= at - offer["at"] <= 48 * HOUR and not offer["engaged"]:
                    offer["engaged"] = True
                    self.g = max(0, self.g - 3)
                    break
        self.end_cycle(goal)
        goal.return_at = None
        if self.open and self.open["goal"] is goal:
            self.open = None

    def skip(self, goal, at):
        goal.hidden_until = at + min(60, max(6, goal.cc)) * DAY
        self.end_cycle(goal)

    def later(self, goal, at, step):
        goal.cycle_laters += 1
        if goal.cycle_laters >= 2:
            self.skip(goal, at)
            return
        day = self.civil(at + 48 * HOUR).date()
        while True:
            for index in range(len(self.slots)):
                slot = self.slot_of(day, index)
                if slot >= at + 48 * HOUR and self.moment(slot) is not None:  # one that opens at all
                    goal.return_at, goal.return_step = slot, step
                    return
            day += datetime.timedelta(days=1)

    def ignored(self, nudge, at):
        self.open = None
        if nudge["goal"].seen:
            self.cool(at)
            nudge["goal"].k += 1
            self.g += 1  # its own decay goes on as it was

    def advance(self, until):
        """Everything up to `until`, in time order: touches of the file, answers, expiry."""
        while True:
            nexts = []
            if self.history and self.history[0]["at"] <= until:
                nexts.append((self.history[0]["at"], 0))
            if self.answers_due and self.answers_due[0][0] <= until:
                nexts.append((self.answers_due[0][0], 1))
            if self.open and self.open["at"] + 36 * HOUR <= until:
                nexts.append((self.open["at"] + 36 * HOUR, 2))
            if not nexts:
                return
            at, what = min(nexts)
            if what == 0:
                touch = self.history.pop(0)
                goal = self.by_id[touch["connection"]]
                if at < self.begin:
                    self.apply(goal, touch)
                else:
                    self.touch(goal, touch, touch["source"] == "manual")
            elif what == 1:
                self.answer(at)
            else:
                self.ignored(self.open, at)

    def answer(self, at):
        nudge = self.answers_due.pop(0)[1]
        if self.open is nudge:
            self.open = None
        goal, said = nudge["goal"], nudge["answer"]
        if said == "done":
            self.touch(goal, {"at": at, "channel": nudge["step"][1], "direction": "out"}, True)
        elif said == "later":
            self.later(goal, at, nudge["step"])
        elif said == "skip":
            self.skip(goal, at)

    def answer_for(self, ordinal):
        if self.answers == "ignore":
            return None
        if self.answers == "accept":
            return "done"
        return ("done", "later", "skip", None)[int(unit(f"{self.seed}:{ordinal}") * 4)]

    # --- deciding -------------------------------------------------------------------------------------------

    def shape(self, r, f):
        if r < 1 - f:
            return 0.0
        if r < 1:
            return 0.25
        if r < 1 + f:
            return 0.25 + 0.75 * (r - 1) / f
        return 1.0 if r < 3 else 0.6 if r < 8 else 0.0

    def band(self, r, f):
        return ("fresh" if r < 1 - f else "ripe" if r < 1 + f else "drifting" if r < 3 else "quiet" if r < 8
                else "dormant")

    def is_night(self, goal, at):
        """Where they live: then no call."""
        zone = zoneinfo.ZoneInfo(goal.timezone) if goal.timezone else self.zone
        return not 9 <= datetime.datetime.fromtimestamp(at, zone).hour < 21

    def choose_step(self, goal, r, at):
        """Of the person's own the cost that comes first and fits, and of that the least recently offered; else the
        library's by the rule of B18. In their turn what asks for nothing back, and a reply where they wrote (B11)."""
        if self.their_turn(goal, at):
            last = {name: when for when, name in enumerate(goal.steps_shown)}
            return min(("photo", "message", 1), ("reaction", "message", 1), key=lambda s: last.get(s[0], -1))
        if self.wants_reply(goal, at):
            return ("reply", "message", 1)
        cap = 1 if r >= 3 else 2
        night = self.is_night(goal, at)
        fits = [s for s in goal.steps if s[2] <= cap and not (night and s[1] in ("call", "video"))]
        if fits:
            shown = {name: when for when, name in enumerate(goal.steps_shown)}
            return min((s for s in fits if s[2] == fits[0][2]), key=lambda s: shown.get(s[0], -1))
        fits = [(i, s) for i, s in enumerate(BUILT_IN) if s[2] <= cap and not (night and s[1] in ("call", "video"))]

        shown = {name: when for when, name in enumerate(goal.steps_shown)}

        def liked(step):
            return {"any": True, "voice": step[1] in VOICES + ("together",), "together": step[1] == "together"}[goal.counts]

        return min(fits, key=lambda p: (p[1][2], not liked(p[1]), shown.get(p[1][0], -1), p[0]))[1]

    def balance(self, goal, at):
        total = sum(1 / g.cc for g in self.active)
        target = sum(1 / g.cc for g in self.active if g.kind == goal.kind) / total
        days = {(g.id, self.civil(t).date()): g.kind for g in self.goals for t, w in g.touched
                if w >= 0.4 and at - 28 * DAY < t <= at}
        if not days or target == 0:
            return 1.0
        actual = sum(kind == goal.kind for kind in days.values()) / len(days)
        return min(max(1 + 0.3 * (target - actual) / target, 0.8), 1.2)

    def usual(self, goal, at):
        if len(goal.touched) < 6:
            return 1.0
        now = self.civil(at)

        def near(t):
            then = self.civil(t)
            apart = abs((then.hour - now.hour) * 60 + then.minute - now.minute)
            return then.weekday() == now.weekday() or min(apart, 1440 - apart) <= 60

        return 1.2 if sum(near(t) for t, _ in goal.touched) >= 0.4 * len(goal.touched) else 1.0

    def score(self, goal, at, step=None):
        r = self.elapsed(goal, at) / self.rhythm(goal, at)
        step = step or self.choose_step(goal, r, at)
        shape = self.shape(r, goal.f)
        rot = 1.0
        if self.last:
            rot *= 0.8 if self.last["goal"].kind == goal.kind else 1.0
            rot *= 0.8 if step and self.last["step"][1] == step[1] else 1.0
        waited = self.elapsed(goal, at) - self.rhythm(goal, at)
        if goal.shown is not None:
            waited = min(waited, (at - goal.shown) / DAY)
        age = min(1.5, 1 + 0.05 * min(max(waited, 0.0), 10.0))
        s = (goal.importance * shape * 2.0**-goal.k * min(1.6, self.usual(goal, at)) * self.balance(goal, at) * rot
             * age)
        return round(s, 9), r, step

    def effective(self):
        if self.weekly == 0 or self.g >= 9:
            return 0
        return max(1, self.weekly // 2 ** (self.g // 3))

    def own_guards(self, goal, at, nominal, returning):
        out = set()
        half = max(3.0, self.rhythm(goal, at) / 2)
        if not returning:
            if goal.pushes and nominal - goal.pushes[-1] < half * 2**goal.k * DAY:
                out.add("budget.goal")
            recent = [k for t, k in self.all_pushes if nominal - 7 * DAY < t <= nominal and k == goal.kind]
            if len(recent) >= math.ceil(0.75 * self.effective()):
                out.add("budget.kind")
            if goal.cycle_pushes >= 2:
                out.add("budget.cycle")
        touches = [t for t, w in goal.touched if w > 0]
        if touches and at - touches[-1] < max(2.0, goal.cc / 2) * DAY:
            out.add("recent-touch")
        hidden = goal.hidden_until is not None and at < goal.hidden_until
        waiting = goal.return_at is not None and goal.return_at != nominal
        if goal.state not in ("active", "their_turn") or goal.hard or goal.id in self.beyond or hidden or waiting or self.left_alone(goal, at):
            out.add("state")
        if goal.k >= 2:
            out.add("ignored")
        return out

    def global_guards(self, at, nominal, quiet):
        out = set()
        if quiet:
            out.add("quiet")
        if not self.had_history and self.settle > 0:
            first_week = at < self.begin + 7 * DAY and self.nudges > 0
            if at < self.begin + self.settle or first_week:
                out.add("settling")
        if self.open and at < self.open["at"] + 18 * HOUR:
            out.add("outstanding")
        nominals = [t for t, _ in self.all_pushes]
        if nominals and nominal - nominals[-1] < self.min_gap:
            out.add("budget.gap")
        if sum(nominal - 7 * DAY < t <= nominal for t in nominals) >= self.effective():
            out.add("budget.week")
        return out

    def decide(self, day, index):
        nominal = self.slot_of(day, index)
        at = self.moment(nominal)
        quiet = at is None
        at = nominal if quiet else at
        self.advance(at)
        self.cool(at)
        for g in self.goals:
            if g.cycle_from is not None and not g.seen and g.c and at >= g.cycle_from + max(30, 2 * g.cc) * DAY:
                self.end_cycle(g)
        blocked = self.global_guards(at, nominal, quiet)
        found = []
        for g in self.active:
            if g.e is not None:
                s, r, step = self.score(g, at)
                found.append((g, s, r, step, self.own_guards(g, at, nominal, False)))
        ready = [x for x in found if x[1] >= self.theta]
        free = [x for x in ready if not x[4]]
        if self.last:
            for x in found:
                if x[0] is self.last["goal"] and any(y[0] is not x[0] for y in free):
                    x[4].add("running-twice")
        free = [x for x in ready if not x[4]]
        line = {"at": self.civil(nominal).isoformat(), "slot": index}
        back = self.returning(at, nominal, blocked, found)
        if back:
            return line | self.push(back, at, nominal, True)
        if not blocked and free:
            best = min(free, key=lambda x: (-x[1], self.tie(x[0], nominal)))
            return line | self.push(best, at, nominal, False)
        if not blocked and (reply := self.reply(at, found)):
            return line | self.push(reply, at, nominal, False)
        because = blocked or set().union(*(x[4] for x in ready)) or {"nothing-ripe"}
        return line | {"outcome": "silence", "because": [w for w in ORDER if w in because], "candidates": sum(not x[4] for x in found)}

    def reply(self, at, found):
        """B11: three days after they wrote, where nobody lapses, one word about it."""
        able = [x for x in found if self.wants_reply(x[0], at) and x[2] < 8 and not x[4]]
        if not able:
            return None
        goal, s, r, _, guards = min(able, key=lambda x: x[0].wrote)
        return (goal, s, r, ("reply", "message", 1), guards)

    def returning(self, at, nominal, blocked, found):
        """A `later` whose slot this is. Blocked it is lost; where s(r) is 0 there is nothing left to offer."""
        able = []
        for x in found:
            g = x[0]
            if g.return_at is None or g.return_at > nominal:
                continue
            guards = {w for w in blocked if not w.startswith("budget.")} | self.own_guards(g, at, nominal, True)
            guards |= x[4] & {"running-twice"}
            if g.return_at == nominal and not guards and self.shape(x[2], g.f) > 0:
                able.append(x)
        chosen = min(able, key=lambda x: self.tie(x[0], nominal)) if able else None
        for g in self.goals:
            if g.return_at is not None and g.return_at <= nominal:
                g.return_at = None
        if chosen is None:
            return None
        goal, step = chosen[0], chosen[0].return_step
        if step[1] in ("call", "video") and self.is_night(goal, at):
            step = None
        return (goal, *self.score(goal, at, step), chosen[4])

    def tie(self, goal, nominal):
        return unit(f"tie:{self.civil(nominal).date().isoformat()}:{goal.id}")

    def push(self, choice, at, nominal, returning):
        goal, s, r, step, _ = choice
        if self.open:
            self.ignored(self.open, at)
        said = self.answer_for(self.nudges)
        self.nudges += 1
        self.last = self.open = {"goal": goal, "at": at, "step": step, "answer": said, "engaged": False}
        self.offers = self.offers[-7:] + [self.last]
        if said:
            self.answers_due.append((at + HOUR, self.last))
        goal.shown, goal.steps_shown = at, goal.steps_shown[-5:] + [step[0]]
        goal.reply_at = at if step[0] == "reply" else goal.reply_at
        if not returning:
            goal.pushes.append(nominal)
            self.all_pushes.append((nominal, goal.kind))
            if goal.cycle_pushes == 0:
                goal.cycle_from, goal.cycle_laters = at, 0
            goal.cycle_pushes += 1
        return {"outcome": "nudge", "connection": goal.id, "step": step[0], "score": s, "ratio": r,
                "band": self.band(r, goal.f)}

    def lines(self):
        while self.history and self.history[0]["at"] < self.begin:
            touch = self.history.pop(0)
            self.apply(self.by_id[touch["connection"]], touch)
        for g in self.goals:
            if g.c and g.e is None:
                g.e, g.since = g.cc * unit("first:" + g.id), self.begin
        return [self.decide(self.start + datetime.timedelta(days=d), i)
                for d in range(self.days) for i in range(len(self.slots))]
