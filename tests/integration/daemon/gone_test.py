#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Who is gone (remembered, let go, without contact) is gone from what was said before: gone_test.py BINDIR FIXTURES."""

import contextlib
import sqlite3
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


def all_of(life, *people):
    out = ""
    for name in people:
        for words in (["show", name], ["why", name], ["why", "--not", name]):
            for more in ([], ["--json"]):
                out += life.kith(*words, *more).stdout
    return out


def past_names_nobody_gone(prefix, _):
    """What was offered is told without those who are gone, and of a remembered person not at all."""
    life = shared_birthday(prefix)
    try:
        life.kith("note", "dad", "birthday cake", "--on", time.strftime("%Y-%m-%d", time.gmtime()))
        life.kith("note", "dad", "taught me to swim")
        assert "birthday" in life.kith("show", "dad").stdout.lower()
        assert "Dad" in all_of(life, "ben")
        assert life.kith("in-memory", "dad").returncode == 0
        shown = life.kith("show", "dad").stdout + life.kith("show", "dad", "--json").stdout
        assert "swim" in shown and "remembered" in shown, shown
        for word in ("offer", "irthday", "cake"):
            assert word not in shown, shown
        assert "Dad" not in all_of(life, "ben"), all_of(life, "ben")
        assert life.kith("undo").returncode == 0
        assert "cake" in life.kith("show", "dad").stdout
        assert life.kith("no-contact", "dad").returncode == 0
        assert "Dad" not in all_of(life, "ben"), all_of(life, "ben")
    finally:
        life.close()


MEETING = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:lunch-dad-ben
DTSTAMP:@AT@
DTSTART:@AT@
DURATION:PT1H
SUMMARY:Lunch
ORGANIZER:mailto:sam@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:dad@example.net
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.net
END:VEVENT
END:VCALENDAR
"""


def meetings(life):
    return [line for line in life.json("show", "ben")["past"] if "seen by" in line["what"]]


def meetings_are_called_after_nobody(prefix, _):
    """A meeting of others may be called after them: not shown, and after a yes not kept either."""
    life = Life(prefix, config())
    try:
        at = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - 2 * DAY))
        (life.dir / "cal" / "e.ics").write_text(MEETING.replace("@AT@", at).replace("\n", "\r\n"))
        life.start()
        life.until(lambda: "lunch-dad-ben" in life.kith("show", "ben").stdout, "the meeting is read")
        assert life.kith("no-contact", "dad").returncode == 0
        assert len(meetings(life)) == 1, meetings(life)
        assert "dad" not in all_of(life, "ben").lower(), all_of(life, "ben")
        assert life.kith("no-contact", "dad", "--yes").returncode == 0
        for again in (False, True):
            # The calendar still holds it, so its plugin sees it again; the ledger does not keep it.
            kept = [p.name for p in life.state.rglob("*") if p.is_file() and b"lunch-dad" in p.read_bytes()
                    and not (again and p.name.startswith("seen-"))]
            assert kept == [], (again, kept)
            assert len(meetings(life)) == 1, meetings(life)
            life.stop()
            life.start()
            life.until(lambda: (life.source("mail") or {}).get("fresh"), "the calendar is read again")
    finally:
        life.close()


def undo_names_nobody_without_contact(prefix, _):
    life = Life(prefix, config())
    try:
        life.start()
        assert life.kith("log", "ben", "dad").returncode == 0
        life.write(config(", state: no_contact"))
        assert life.kith("reload").returncode == 0
        refused = life.kith("no-contact", "dad", "--over")
        assert refused.returncode == 1 and "state: no_contact" in refused.stderr, refused
        undone = life.kith("undo")
        assert "log" in undone.stdout and "Ben" in undone.stdout and "Dad" not in undone.stdout, undone
        refused = life.kith("forget", "dad", "--yes")
        assert refused.returncode == 1 and "Dad" not in refused.stdout + refused.stderr, refused
    finally:
        life.close()


def over_ends_what_is_set_alone(prefix, _):
    """--over is true: it ends the state that is named, where that holds, and the answer says what is left."""
    life = Life(prefix, config())
    try:
        life.start()

        def refused(*words):
            said = life.kith(*words)
            assert said.returncode == 1 and not said.stdout, said
            return said.stderr

        assert life.kith("in-memory", "dad").returncode == 0
        assert "nothing of that kind" in refused("let-go", "dad", "--over")
        assert "remembered" in refused("let-go", "dad")
        assert "so already" in refused("in-memory", "dad")
        assert "remembered" in refused("log", "dad") and "remembered" in refused("log", "ben", "dad")
        assert life.json("show", "dad")["state"] == "remembered"
        assert "back among" in life.kith("in-memory", "dad", "--over").stdout
        assert "in-memory --over" in life.kith("undo").stdout
        assert life.kith("in-memory", "dad", "--over").returncode == 0
        life.kith("let-go", "dad")
        life.kith("in-memory", "dad")
        left = life.kith("in-memory", "dad", "--over").stdout
        assert "let go" in left and "back" not in left, left
        assert life.kith("let-go", "dad", "--over").returncode == 0
        unknown = refused("in-memory", "nobody").replace("exactly nobody", "exactly dad")
        assert life.kith("no-contact", "dad").returncode == 0
        for command in ("let-go", "in-memory"):
            assert refused(command, "dad", "--over") == refused(command, "dad") == unknown, unknown
        assert life.kith("no-contact", "dad", "--over").returncode == 0
        for state, command in (("remembered", "in-memory"), ("ended", "let-go")):
            life.write(config(f", state: {state}"))
            assert life.kith("reload").returncode == 0
            assert f"`state: {state}`" in refused(command, "dad", "--over")
            life.write(config())
            assert life.kith("reload").returncode == 0
            assert life.kith(command, "dad", "--over").returncode == 0
        life.write(config(", state: resting"))
        assert life.kith("reload").returncode == 0
        assert "state:" in refused("wake", "dad")
    finally:
        life.close()


def names_are_found_in_any_case(prefix, _):
    """Small letters find a name of any script; whoever is gone is found by the whole name alone."""
    life = Life(prefix, config().replace("name: Ben", "name: Özlem").replace("name: Dad", "name: Анна"))
    try:
        life.start()
        assert "Özlem" in life.kith("log", "özlem").stdout
        assert "Анна" in life.kith("note", "анна", "a walk").stdout
        assert "Özlem" in life.kith("show", "özle").stdout
        assert life.kith("in-memory", "özlem").returncode == 0
        for words in (["show", "özle"], ["show", "özlemm"], ["note", "be", "hi"], ["ask", "ear", "özlen"]):
            said = life.kith(*words)
            assert said.returncode == 1 and "Özlem" not in said.stderr and "ben" not in said.stderr, said
        assert "remembered" in life.kith("show", "özlem").stdout
        assert life.kith("no-contact", "анна").returncode == 0
    finally:
        life.close()


NAMESAKES = """connections:
  - {id: sam, name: Sam, circle: close}
  - {id: sam-ex, name: Sam, circle: inner}
  - {id: chris, name: Chris Baker, circle: close}
  - {id: chris-dole, name: Chris Dole, circle: inner}
  - {id: pat, name: Pat Moore, circle: close}
  - {id: p2, name: Pat, circle: inner}
  - {id: lee, name: Lee Wu, circle: close}
"""


def nobody_is_taken_for_another(prefix, _):
    """A boundary wants a word that means one person alone, and says whom it took."""
    before, rest = config().split("connections:\n")
    life = Life(prefix, before + NAMESAKES + "plugins:\n" + rest.split("plugins:\n")[1])
    try:
        life.start()
        everybody = life.kith("list", "--ids").stdout.split()
        told = life.kith("check", str(life.dir / "config")).stdout
        assert told.count("is called the same") == 1 and "sam-ex.name: sam is called the same" in told, told
        for word in ("no-contact", "in-memory", "let-go"):
            for name, says in (("Sam", "sam or sam-ex; please type the id"), ("Pat", "pat or p2; please type the id"),
                               ("chris", "chris or chris-dole; please type the whole name"),
                               ("pat", "pat or p2; please type the whole name"), ("Chris", "exactly Chris"),
                               ("LEE", "exactly LEE")):
                said = life.kith(word, name)
                assert said.returncode == 1 and says in said.stderr, (word, name, said)
        assert life.kith("list", "--ids").stdout.split() == everybody
        # The id where two names are the same; the whole name where an id is another's first name.
        for name, gone in (("sam", "sam"), ("sam-ex", "sam-ex"), ("chris baker", "chris"), ("p2", "p2"), ("lee", "lee")):
            assert life.kith("let-go", name).returncode == 0, name
            everybody.remove(gone)
            assert sorted(life.kith("list", "--ids").stdout.split()) == sorted(everybody), name
        said = life.kith("no-contact", "Pat Moore")
        assert said.returncode == 0 and "still hold Pat Moore (pat): " in said.stdout, said
        # Whoever is gone stands in nobody's way, and whoever is without contact is named to nobody.
        assert life.kith("let-go", "p2", "--over").returncode == 0
        assert life.kith("let-go", "Pat").returncode == 0
        assert life.kith("no-contact", "Pat", "--over").returncode == 1
        assert life.kith("no-contact", "Pat Moore", "--over").returncode == 0
    finally:
        life.close()


RARE = """rituals:
  - {id: lunch, with: [dad, ben], rule: "FREQ=MONTHLY;INTERVAL=3", since: "2020-01-05"}
"""


def check_names_nobody_gone(prefix, _):
    """A warning of one's own configuration is about who is there, also where a command alone said who is gone."""
    life = Life(prefix, config() + RARE)
    try:
        for folder, of in (("none", life.dir / "config"), ("st", life.state)):
            (life.dir / folder).mkdir()
            (life.dir / folder / "kith").symlink_to(of)
        life.start()
        told = life.kith("check").stdout
        assert "comes round less" in told and "Dad and Ben" in told, told
        for word in ("in-memory", "let-go", "no-contact"):
            assert life.kith(word, "dad").returncode == 0
            told = life.kith("check").stdout + life.kith("check", "--json").stdout
            assert "rhythm of Ben" in told and "Dad" not in told, (word, told)
            assert life.kith(word, "dad", "--over").returncode == 0
        assert "Dad and Ben" in life.kith("check").stdout
    finally:
        life.close()


def nothing_is_answered_after(prefix, _):
    """An offer that made one say that somebody is gone is answered no more: no name comes back, and no contact is noted."""
    for words in (["in-memory"], ["let-go"], ["no-contact"], ["no-contact", "--yes"]):
        life = shared_birthday(prefix)
        try:
            about = life.json("status")["outstanding"]["connection"]
            name = {"ben": "Ben", "dad": "Dad"}[about]
            assert life.kith(words[0], about, *words[1:]).returncode == 0
            for answer in ("skip", "going", "later", "done", "already", "smaller"):
                said = life.kith(answer)
                assert said.returncode == 1 and "nothing is open" in said.stderr, (words, answer, said)
                assert name not in said.stdout + said.stderr, (words, said)
            life.stop()
            with contextlib.closing(sqlite3.connect(life.state / "ledger.db")) as ledger:
                kinds = [kind for kind, in ledger.execute("SELECT kind FROM event")]
            assert "answered" not in kinds, kinds
        finally:
            life.close()


def questions_name_nobody_gone(prefix, _):
    """What to ask before a meeting speaks of nobody gone, and there is no ready question for hard news."""
    before, after = config().split("plugins:\n")
    tea = "rituals:\n  - {id: tea, with: [ben], rule: every day}\n"
    life = Life(prefix, before + tea + "plugins:\n" + after)
    try:
        life.start()
        assert life.kith("note", "ben", "new boat with Dad").returncode == 0
        assert "ask" in life.json("show", "ben")
        assert life.kith("in-memory", "dad").returncode == 0
        asked = life.json("show", "ben")["ask"]
        assert "Dad" not in asked and "boat" not in asked, asked
        assert life.kith("note", "ben", "his mum died").returncode == 0
        assert "ask" not in life.json("show", "ben")
    finally:
        life.close()


TESTS = [nobody_is_taken_for_another, shared_offer_goes, nothing_is_answered_after, questions_name_nobody_gone,
         past_names_nobody_gone, meetings_are_called_after_nobody, undo_names_nobody_without_contact,
         over_ends_what_is_set_alone, names_are_found_in_any_case, check_names_nobody_gone]

sys.exit(run(TESTS, *sys.argv[1:3]))
