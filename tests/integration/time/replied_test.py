#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a reply is worth that no command stands for, days later: replied_test.py BINDIR SHIM."""

import datetime
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import DAY, OPEN_ALL_DAY, Life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

NOW = datetime.datetime(2026, 6, 1, 11, 50, tzinfo=datetime.timezone.utc).timestamp()
CONFIG = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: inbox, plugin: replies}\n")
MAIL = ((12, "ana@example.net", "sam@example.org"), (11.9, "sam@example.org", "ana@example.net"),
        (2, "lee@example.net", "sam@example.org"))
ALONE = CONFIG.replace("  - {id: lee, name: Lee, circle: close, addresses: [lee@example.net]}\n", "")
# Of a walk every Saturday nothing was heard since the last; on the evening before comes a word.
THURSDAY = datetime.datetime(2026, 5, 28, 12, 5, tzinfo=datetime.timezone.utc).timestamp()
WALK = ALONE.replace(
    'slots: ["00:00", "06:00", "12:00", "18:00"]', 'slots: ["12:00", "18:00"]') + """rituals:
  - {id: walk, with: [ana], rule: every Saturday, from: "09:00", to: "11:00"}
"""
# A choir that nobody sees meets tomorrow.
CHOIR = CONFIG.split("connections:\n")[0].replace('slots: ["00:00", "06:00", "12:00", "18:00"]', 'slots: ["12:00", "18:00"]') + """connections:
  - {id: choir, name: Tuesday choir, circle: group, meets: {rule: every Tuesday, from: "19:30", to: "21:30"}}
plugins:
""" + CONFIG.split("plugins:\n")[1]
SAYS_NOTHING = "I am not well, please stop"


class Replied:
    """An offer about Ana, whom the sources show."""

    def __init__(self, prefix, shim, config=CONFIG, now=NOW, hours=8, heard=MAIL):
        fixtures = pathlib.Path(prefix).resolve().parent / "tests" / "plugins"
        self.life = Life(prefix, config, KITH_PLUGIN_PATH=str(fixtures))
        self.clock = OwnedClock(self.life, shim, now)
        for at, sender, to in heard:
            self.life.mail(now - at * DAY, sender, to)
        self.clock.start()
        for _ in range(hours):
            if self.life.offered():
                break
            self.clock.passes(HOUR)
        self.life.until(self.life.offered, "an offer")

    def writes(self, text):
        self.clock.idle()  # doctor waits for a look that has begun, and its second one, for hints, hears no replies
        inbox = self.life.state / "plugins" / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox / "say").write_text(text)
        (inbox / "nudge").write_text(self.life.json("status")["outstanding"]["nudge"])
        (inbox / "go").touch()
        assert self.life.kith("doctor").returncode == 0
        self.clock.idle()

    def backoff_later(self):
        for _ in range(20):
            self.clock.passes(4 * HOUR)
        return self.life.json("status")["offers"]["backoff"]


def replied(**what):
    def decorate(test):
        def wrapped(prefix, shim):
            r = Replied(prefix, shim, **what)
            try:
                test(r)
            finally:
                r.life.close()

        wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
        return wrapped

    return decorate


evening = replied(config=WALK, now=THURSDAY, hours=16 * 24, heard=((2, "ana@example.net", "sam@example.org"),))


@replied()
def silence(r):
    """Nothing said is silence, which costs."""
    assert r.backoff_later() == 1


@replied()
def not_understood(r):
    """A reply nobody can read is an answer all the same: the offer is over, and costs nothing."""
    r.writes(SAYS_NOTHING)
    assert r.life.json("status")["outstanding"] is None
    assert r.backoff_later() == 0
    assert "answered" not in r.life.kith("show", "ana").stdout


@replied()
def of_nobody(r):
    """Likewise one that tells of nobody."""
    r.writes("saw it")
    assert r.life.json("status")["outstanding"] is None
    assert r.backoff_later() == 0


@replied()
def ordinary_words(r):
    """*Ok* is a yes."""
    r.writes("ok, will do")
    assert "you answered: going" in r.life.kith("show", "ana").stdout


@replied(config=CONFIG.replace("circle: inner,", "circle: inner, feels: safe,"))
def low_energy(r):
    """*Low* is of one's days, and the offer is over, whatever it would have cost."""
    r.writes("low")
    status = r.life.json("status")
    assert status["outstanding"] is None and status["offers"]["of"] == 2, status
    assert r.backoff_later() == 0


@replied()
def of_somebody_else(r):
    """Contact with somebody else is noted, and is no silence to the offer; to which a later answer still counts."""
    nudge = r.life.json("status")["outstanding"]["nudge"]
    r.writes("met Lee")
    assert "together, logged" in r.life.kith("show", "lee").stdout, r.life.kith("show", "lee").stdout
    assert r.life.json("status")["outstanding"] is None
    assert r.backoff_later() == 0
    assert r.life.kith("done", nudge).returncode == 0
    assert "you answered: done" in r.life.kith("show", "ana").stdout


@replied()
def of_nobody_known(r):
    """Who was meant is asked by who brought the offer, for what reads replies may bring nothing."""
    r.writes("met Xaver")
    r.life.until(lambda: len(r.life.offered()) == 2, "the question")
    offer, question = r.life.offered()
    assert question["nudge"] == offer["nudge"] and "Xaver" not in str(offer) and question["title"] != offer["title"]
    assert not r.life.health(), r.life.health()


@replied(config=ALONE, heard=MAIL[:2])
def the_last_of_these_days(r):
    """Without its id, an offer is answered for three days: then nobody is credited by guess."""
    assert r.life.kith("skip").returncode == 0
    nudge = r.life.offered()[0]["nudge"]
    for _ in range(19):
        r.clock.passes(4 * HOUR)
    assert r.life.json("status")["outstanding"] is None
    for word in ("done", "already"):
        said = r.life.kith(word)
        assert said.returncode == 1 and "`kith log NAME`" in said.stdout + said.stderr, said
    assert r.life.kith("going").returncode == 1 and r.life.kith("later").returncode == 1
    assert "you answered: done" not in r.life.kith("show", "ana").stdout
    assert r.life.kith("done", nudge).returncode == 0
    assert "you answered: done" in r.life.kith("show", "ana").stdout


@replied()
def the_last_of_today(r):
    """What was passed over just now may be done after all."""
    assert r.life.kith("skip").returncode == 0 and r.life.kith("done").returncode == 0
    assert "you answered: done" in r.life.kith("show", "ana").stdout


@replied(config=CHOIR, heard=())
def a_yes_to_a_meeting(r):
    """*Going* on the eve: nothing is noted before the meeting was, and the next one is spoken of again."""
    assert r.life.offered()[0]["step"] == "meeting", r.life.offered()
    said = r.life.kith("going")
    assert "Enjoy Tuesday choir" in said.stdout, said
    r.clock.passes(HOUR)
    assert "event" not in r.life.kith("show", "choir").stdout
    for _ in range(50):
        r.clock.passes(HOUR)
    assert "event" in r.life.kith("show", "choir").stdout, r.life.kith("show", "choir").stdout
    for _ in range(6 * 24):
        if len(r.life.offered()) > 1:
            break
        r.clock.passes(HOUR)
    assert r.life.offered()[1]["connection"] == "choir" and r.life.json("status")["offers"]["backoff"] == 0


def walked(r):
    for _ in range(24):
        r.clock.passes(HOUR)
    return "together, as your ritual has it" in r.life.kith("show", "ana").stdout


@evening
def an_evening_not_this_week(r):
    """To a word on the evening before: it calls that one off."""
    assert "omorrow" in r.life.offered()[0]["title"] + r.life.offered()[0]["body"], r.life.offered()
    before = r.life.kith("show", "ana").stdout.count("together, as your ritual has it")
    r.writes("not this week")
    walked(r)
    assert r.life.kith("show", "ana").stdout.count("together, as your ritual has it") == before


@evening
def an_evening_later(r):
    """So does *later*."""
    before = r.life.kith("show", "ana").stdout.count("together, as your ritual has it")
    assert "Not this time, then" in r.life.kith("later").stdout
    walked(r)
    assert r.life.kith("show", "ana").stdout.count("together, as your ritual has it") == before


@evening
def an_evening_watched(r):
    """`kith watch` names the answers a ritual knows, and takes no other."""
    said = subprocess.run([r.life.bin / "kith", "watch"], env=r.life.environment(), input="d\nk\nq\n", capture_output=True,
                          text=True, timeout=60)
    assert "y Keep it   k Not this time   r Let it rest   q Leave" in said.stdout, said
    assert "One letter is enough: y, k, r, or q" in said.stdout and "Not this time, then" in said.stdout, said


@evening
def an_evening_tomorrow(r):
    """*Tomorrow* is when it is: the walk stands."""
    before = r.life.kith("show", "ana").stdout.count("together, as your ritual has it")
    r.writes("tomorrow")
    walked(r)
    assert r.life.kith("show", "ana").stdout.count("together, as your ritual has it") == before + 1


sys.exit(run([silence, not_understood, of_nobody, ordinary_words, low_energy, of_somebody_else, of_nobody_known,
              the_last_of_these_days, the_last_of_today, a_yes_to_a_meeting, an_evening_not_this_week, an_evening_later,
              an_evening_watched, an_evening_tomorrow], *sys.argv[1:3]))
