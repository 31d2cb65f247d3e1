#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The real kithd while its clock does what clocks do: time_test.py BINDIR SHIM. Prints each test; exit 1 if one failed."""

import datetime
import pathlib
import socket
import subprocess
import sys
import time
import zoneinfo

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import DAY, HOUR, OwnedClock  # noqa: E402

UTC = datetime.timezone.utc
YEAR = 365 * DAY
A_SUNDAY = datetime.datetime(2026, 6, 7, 6, 10, tzinfo=UTC).timestamp()
PEOPLE = ["ana", "lee"] + [f"p{i}" for i in range(6)]


def config(zone="UTC", slots='"00:00", "06:00", "12:00", "18:00"', open_for="6 hours"):
    more = "".join(f"  - {{id: p{i}, name: P{i}, circle: inner, addresses: [p{i}@example.net]}}\n" for i in range(6))
    text = OPEN_ALL_DAY.replace("plugins:\n", more + "plugins:\n").replace("timezone: UTC", f"timezone: {zone}")
    return text.replace('"00:00", "06:00", "12:00", "18:00"', slots).replace("6 hours", open_for)


class Watched:
    """A life in which everybody was last heard of twelve days ago, and the clock of its kithd."""

    def __init__(self, prefix, shim, at, text=None, **environment):
        self.life = Life(prefix, text or config(), **environment)
        self.clock = OwnedClock(self.life, shim, at)
        for name in PEOPLE:
            self.life.mail(at - 60 * DAY, f"{name}@example.net", "sam@example.org")

    def status(self):
        return self.life.json("status")

    def looked_at(self):
        last = (self.life.source("mail") or {}).get("last_ok")
        return datetime.datetime.fromisoformat(last).timestamp() if last else 0

    def settles(self, since=None):
        """Waits until kithd has looked since then (just now, unless said) and done what followed."""
        since = self.clock.now() - 60 if since is None else since
        self.life.until(lambda: since <= self.looked_at() <= self.clock.now() + 60, "kithd looks")
        self.clock.idle()

    def in_slot(self):
        return not next(g["holds"] for g in self.life.json("why")["slot_guards"] if g["guard"] == "not-in-slot")

    def offers(self):
        return len(self.life.offered())

    def walks(self, days, step=6 * HOUR):
        """Lives on, slot by slot."""
        end = self.clock.now() + days * DAY
        while self.clock.now() + step <= end:
            self.clock.passes(step)
            self.settles()

    def close(self):
        self.life.close()


def watched(at, **how):
    def decorate(test):
        def wrapped(prefix, shim):
            w = Watched(prefix, shim, at, **how)
            try:
                test(w)
            finally:
                w.close()

        wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
        return wrapped

    return decorate


def first_offer(w):
    w.clock.start()
    w.settles()
    w.life.until(lambda: w.offers() == 1, "a first offer")
    w.settles()


@watched(A_SUNDAY, text=config(slots='"01:00", "06:00", "11:00", "16:00", "21:00"', open_for="4 hours"))
def names_a_slot_that_can_offer(w):
    """The gap of 18 hours ends while the slot of 21:00 is open, but is measured from its start."""
    first_offer(w)
    w.life.kith("done")
    w.clock.passes(1 * HOUR)
    w.clock.idle()
    told = datetime.datetime.fromisoformat(w.status()["next"])
    assert (told.day, told.hour, told.minute) == (8, 1, 0), told
    before = w.offers()
    for _ in range(17):
        w.clock.passes(HOUR)
        w.clock.idle()
    assert w.offers() == before, w.life.offered()
    w.clock.passes(2 * HOUR)
    w.clock.idle()
    assert w.offers() == before + 1, w.life.kith("why").stdout


@watched(A_SUNDAY)
def an_ordinary_week(w):
    """Time passes: offers come within what a week may have, one at a time."""
    first_offer(w)
    of = w.status()["offers"]["of"]
    for _ in range(7):
        w.life.kith("done")
        w.walks(1)
    assert 1 < w.offers() <= of + 1, (w.offers(), of)


def jumps(w, by):
    """The clock is set and, a while later, set right again: no burst, nothing refunded, nothing lost."""
    first_offer(w)
    known = w.status()["connections"]
    before = w.clock.now()
    w.clock.is_set(by)
    w.life.until(lambda: abs(datetime.datetime.fromisoformat(w.status()["now"]).timestamp() - w.clock.now()) < 60,
                 "status knows the time")
    w.clock.passes(31 * 60)  # an open offer is looked after
    assert w.offers() == 1, "the jump itself brings no offer"
    w.clock.is_set(-by)
    w.clock.passes(31 * 60)
    w.settles(before)
    status = w.status()
    assert w.offers() == 1 and status["offers"]["week"] >= 1, status
    assert status["connections"] == known and not status["health"], status
    assert len(w.life.json("show", "ana")["past"]) >= 1
    w.life.kith("done")
    of = status["offers"]["of"]
    w.walks(7)
    assert 1 < w.offers() <= of + 1, (w.offers(), of, w.life.kith("why").stdout)


def test_of_jump(name, by):
    @watched(A_SUNDAY + 3 * HOUR)
    def test(w):
        jumps(w, by)

    test.__name__ = name
    return test


JUMPS = [test_of_jump(f"an_{n}_{way}" if n == "hour" else f"a_{n}_{way}", sign * by)
         for n, by in (("hour", HOUR + 60), ("day", DAY), ("few_days", 4 * DAY), ("year", YEAR))
         for way, sign in (("ahead", 1), ("back", -1))]


@watched(A_SUNDAY)
def suspended(w):
    """Asleep for three days: awake, kithd looks at once; the first slot stays silent, the later ones do not."""
    first_offer(w)
    w.life.kith("done")
    w.clock.sleeps(3 * DAY)
    w.settles()
    assert w.offers() == 1 and "settling" in w.life.json("why")["because"], w.life.json("why")["because"]
    status = w.life.json("status")
    assert status["next"].startswith("2026-06-10T12:00"), status
    w.walks(2)
    assert w.offers() > 1, "offers come again"


@watched(datetime.datetime(2000, 1, 1, tzinfo=UTC).timestamp())
def begins_in_the_past(w):
    """A machine that starts in the year 2000: no offer before its clock is set, and then as ever."""
    w.life.mail(A_SUNDAY - 12 * DAY, "ana@example.net", "sam@example.org")
    w.clock.start()
    assert "its clock is set" in w.life.health(), w.life.health()
    w.clock.passes(6 * HOUR)
    assert not w.offers() and not w.looked_at(), "nothing is looked at and dated by such a clock"
    w.clock.is_set(A_SUNDAY - w.clock.now())
    w.settles()
    assert not w.life.health()
    w.walks(3)
    assert w.offers() >= 1, w.life.json("why")
    assert any(line["at"].startswith("2026-05-26") for line in w.life.json("show", "ana")["past"]), w.life.json("show", "ana")["past"]


@watched(A_SUNDAY)
def dies_and_wakes_in_the_past(w):
    """Started again in the year 2000 with a ledger of 2026: nothing is dated anew, and no budget comes back."""
    first_offer(w)
    w.life.kith("done")
    past = w.life.json("show", "lee")["past"]
    w.life.stop("kill")
    long_ago = datetime.datetime(2000, 1, 1, tzinfo=UTC).timestamp()
    w.clock.ahead += int(long_ago - w.clock.now())
    w.clock.start()
    w.life.until(lambda: w.status()["now"].startswith("2000-01-01"), "it lives in 2000")
    assert "its clock is set" in w.life.health(), w.life.health()
    w.clock.passes(6 * HOUR)
    w.clock.passes(6 * HOUR)
    assert w.offers() == 1
    w.clock.is_set(A_SUNDAY + HOUR - w.clock.now())
    w.settles()
    assert w.life.json("show", "lee")["past"] == past
    assert w.offers() == 1 and w.status()["offers"]["week"] == 1


def openings(zone, days, times):
    """The instants at which slots open: in a skipped hour at the change, in a repeated one the first time."""
    there = zoneinfo.ZoneInfo(zone)
    out = set()
    for day in days:
        noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=there)
        if datetime.datetime.fromtimestamp(noon.timestamp(), there).day != day.day:
            continue  # a day that was left out altogether has no slots
        for hour, minute in times:
            wall = datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=there)
            at = wall.timestamp()
            if datetime.datetime.fromtimestamp(at, there).replace(tzinfo=None) != wall.replace(tzinfo=None):
                at = next(t for t in range(int(at) - 26 * HOUR, int(at) + 26 * HOUR, 900)
                          if datetime.datetime.fromtimestamp(t, there).replace(tzinfo=None) > wall.replace(tzinfo=None))
            out.add(int(at))
    return sorted(out)


OPEN_FOR = 45 * 60
TIMES = [(2, 15), (12, 0)]


def through(zone, first, days):
    """Each quarter of an hour of these days, kithd's slots are open when the calendar says so and at no other time."""
    begin = datetime.datetime.combine(first, datetime.time(0, 5), tzinfo=zoneinfo.ZoneInfo(zone)).timestamp()

    @watched(begin, text=config(zone, '"02:15", "12:00"', "45 minutes"))
    def test(w):
        wanted = openings(zone, [first + datetime.timedelta(n) for n in range(-1, days + 2)], TIMES)
        spans = [(s, min(s + OPEN_FOR, n)) for s, n in zip(wanted, wanted[1:] + [wanted[-1] + DAY])]
        w.clock.start()
        w.settles()
        woken = set()
        while w.clock.now() < begin + days * DAY:
            now = w.clock.now()
            due = next((s for s, e in spans if s <= now < e), None)
            assert (due is not None) == w.in_slot(), (datetime.datetime.fromtimestamp(now, UTC), due)
            if due is not None:
                w.settles(due)  # it woke by itself
                woken.add(due)
            w.clock.passes(900)
        passed = {s for s, e in spans if begin <= s and e <= begin + days * DAY and e - s >= 900}
        assert passed <= woken, passed - woken

    test.__name__ = "through_" + zone.split("/")[1].lower() + f"_{first.year}_{first.month:02}"
    return test


DST = [through("Europe/Berlin", datetime.date(2026, 10, 25), 2), through("Europe/Berlin", datetime.date(2027, 3, 28), 2),
       through("Australia/Lord_Howe", datetime.date(2026, 10, 4), 2),
       through("Australia/Lord_Howe", datetime.date(2027, 4, 4), 2)]


def apia_has_no_thirtieth(prefix, _):
    """Samoa left out 30 December 2011, long before Kith's first year: `kithd --once --at`, an hour at a time."""
    life = Life(prefix, config("Pacific/Apia", '"02:15", "12:00"', "45 minutes"))
    try:
        first = datetime.date(2011, 12, 29)
        wanted = openings("Pacific/Apia", [first + datetime.timedelta(n) for n in range(-1, 5)], TIMES)
        spans = [(s, min(s + OPEN_FOR, n)) for s, n in zip(wanted, wanted[1:] + [wanted[-1] + DAY])]
        begin = datetime.datetime.combine(first, datetime.time(0, 30), tzinfo=zoneinfo.ZoneInfo("Pacific/Apia")).timestamp()
        opened = 0
        for at in range(int(begin), int(begin) + 2 * DAY, HOUR):
            line = life.once(datetime.datetime.fromtimestamp(at, UTC).isoformat())
            due = any(s <= at < e for s, e in spans)
            opened += due
            assert due == ("not-in-slot" not in line["because"]), (at, line)
        assert opened == 4, opened  # the 29th twice, the 31st twice
    finally:
        life.close()


def travels(prefix, shim):
    """/etc/localtime changes while kithd runs: from then on its slots are those of the new place."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode != 0:
        print("        passed over: no mount of one's own here")
        return
    noon = datetime.datetime(2026, 6, 10, 11, 50, tzinfo=UTC).timestamp()
    w = Watched(prefix, shim, noon, config("auto", '"12:00"', "1 hour"))
    try:
        etc = w.life.dir / "etc"
        subprocess.run(["cp", "-a", "--no-preserve=ownership", "/etc", etc], capture_output=True)
        moves_to(etc, "UTC")
        w.clock.more.pop("TZ")
        w.life.more = {"TZ": ""}
        mine = ["unshare", "-rm", "sh", "-c", f'mount --bind "{etc}" /etc && unset TZ && exec "$@"', "sh"]
        w.clock.start(*mine)
        w.settles()
        w.clock.passes(900)
        w.life.until(lambda: w.in_slot(), "noon in UTC")
        moves_to(etc, "Asia/Tokyo")
        w.life.until(lambda: not w.in_slot(), "it is evening in Tokyo")
        w.clock.reaches(datetime.datetime(2026, 6, 11, 3, 10, tzinfo=UTC).timestamp())
        w.settles()
        assert w.in_slot()
        moves_to(etc, "Nowhere/AtAll")
        w.life.until(lambda: "Time zone" in w.life.health() and "UTC" in w.life.health(), "status says so")
        moves_to(etc, "Europe/Lisbon")
        w.life.until(lambda: not w.life.health(), "and no longer")
        w.clock.reaches(datetime.datetime(2026, 6, 11, 11, 10, tzinfo=UTC).timestamp())
        w.settles()
        assert w.in_slot()
    finally:
        w.close()


NEEDS = {"fetch": ", settings: {url: 'http://127.0.0.1:9/', target: 'http://127.0.0.1:9/'}",
         "fetch_led": ", settings: {url: 'http://127.0.0.1:9/', target: 'http://127.0.0.1:9/'}",
         "lengths": ", settings: {password: {secret: s}}", "thief": ", settings: {server: '127.0.0.1:9'}"}
DELIVER = "clings, lengths, resident-answer, slow-deliver, watches"
MOST_WAKEUPS = 6


def asleep(pid):
    """Waits until kithd has done what was due. What hangs or floods wants the clock to go on before that ends."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    stat = pathlib.Path(f"/proc/{pid}/stat")
    began, quiet = time.monotonic(), 0
    while quiet < 5:
        works = children.read_text().split()
        if works and time.monotonic() > began + 1:
            return
        sleeps = stat.read_text().rsplit(")", 1)[1].split()[0] == "S"
        quiet = quiet + 1 if sleeps and not works else 0
        assert time.monotonic() < began + 30, "kithd comes to no rest"
        time.sleep(0.004)


def heard(notify):
    """How often the watchdog was answered since the last time; a socket nobody reads would hold kithd up."""
    count = 0
    try:
        while True:
            count += notify.recv(4096).decode().splitlines().count("WATCHDOG=1")
    except BlockingIOError:
        return count


def an_idle_hour(prefix, shim):
    """Between slots, with every fixture plugin configured and a watchdog to answer: at most six wake-ups an hour."""
    fixtures = pathlib.Path(prefix).resolve().parent / "tests" / "plugins"
    names = sorted(path.name.removesuffix(".plugin.yaml") for path in fixtures.glob("*.plugin.yaml"))
    assert len(names) >= 27, names
    text = config(slots='"18:00"', open_for="1 hour").replace("deliver: [term]", f"deliver: [term, {DELIVER}]")
    text = text.replace("plugins:\n", "secrets:\n  s: {file: /nonexistent/x}\nplugins:\n", 1)
    text += "".join(f"  - {{id: {n.replace('_', '-')}, plugin: {n}, trust: true{NEEDS.get(n, '')}}}\n" for n in names)
    w = Watched(prefix, shim, A_SUNDAY, text, KITH_PLUGIN_PATH=str(fixtures))
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(w.life.dir / "notify"))
            notify.setblocking(False)
            w.clock.start(NOTIFY_SOCKET=str(w.life.dir / "notify"), WATCHDOG_USEC=str(20 * 60 * 1_000_000))
            w.life.until(lambda: w.life.source("mail") and w.life.source("mail")["fresh"], "the mail is read")
            heard(notify)
            w.clock.jumps(61, 61, 61)  # the one that hangs is ended
            w.clock.passes(HOUR)       # what had failed at the start has been tried again
            w.clock.idle()
            seen = []
            w.life.until(lambda: seen.append(w.clock.woken()) or seen[-10:] == 10 * seen[-1:], "the last caller is gone")
            counts, answers = [], []
            for _ in range(4):
                heard(notify)
                before, answered = w.clock.woken(), 0
                for _ in range(60):
                    w.clock.jumps(60, 60, 60)
                    asleep(w.life.daemon.pid)
                    answered += heard(notify)
                counts.append(w.clock.woken() - before)
                answers.append(answered)
            print(f"        wake-ups an hour, {len(names) + 2} plugins: {counts}, the watchdog answered: {answers}")
            # In the first hour what failed is tried again.
            assert max(counts[1:]) <= MOST_WAKEUPS and min(counts) > 0, counts
            assert max(answers[1:]) <= MOST_WAKEUPS and min(answers) > 0, answers
    finally:
        w.close()


def moves_to(etc, zone):
    """As `timedatectl set-timezone` does it."""
    new = etc / ".new"
    new.symlink_to(f"/usr/share/zoneinfo/{zone}")
    new.rename(etc / "localtime")


sys.exit(run([an_ordinary_week, names_a_slot_that_can_offer, *JUMPS, suspended, begins_in_the_past, dies_and_wakes_in_the_past, *DST, apia_has_no_thirtieth, travels, an_idle_hour],
             *sys.argv[1:3]))
