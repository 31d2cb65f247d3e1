#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What kithd says when asked is what it will do: python3 asked_test.py BINDIR FIXTURES."""

import datetime
import re
import subprocess
import sys

from life import OPEN_ALL_DAY, Life, ripe_life, run


def later_is_told(prefix, _):
    """A later says when it comes back, and so do next, status and why."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(life.offered, "an offer")
        said = life.kith("later", "next-week").stdout
        assert "Mon" in said, said
        back = life.json("next")
        assert back["found"] and back["perhaps"] == ["ana"], back
        assert life.json("status")["next"] == back["at"]
        assert life.json("why", "ana")["possible_from"] == back["at"]
    finally:
        life.close()


def warm_is_a_reason(prefix, _):
    """Why not somebody one heard from yesterday: it is early yet."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "sensed")
        assert life.kith("log", "lee").returncode == 0
        told = life.kith("why", "--not", "lee").stdout
        assert "nothing-ripe" in told and "Nothing speaks against" not in told, told
        assert "early yet" in life.kith("why").stdout or "recent-touch" in life.kith("why").stdout
    finally:
        life.close()


def nobody_brings_it(prefix, _):
    """Without a deliverer status, next and check say so, and nothing is promised."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace("deliver: [term]\n", ""))
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "sensed")
        status = life.json("status")
        assert "next" not in status and any("deliver:" in line for line in status["health"]), status
        assert not life.json("next")["found"]
        checked = life.kith("check", str(life.dir / "config"))
        assert checked.returncode == 0 and "deliver" in checked.stdout, checked
    finally:
        life.close()


def never_read(prefix, _):
    """A source that has never worked could show anybody: whom no other shows, nobody asks about."""
    config = OPEN_ALL_DAY.replace('maildir: ["@DIR@/mail"]', 'maildir: ["@DIR@/typo"]')
    life = Life(prefix, config)
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail").get("trouble"), "it fails")
        life.until(lambda: any(g["guard"] == "stale" and g["holds"] for g in life.json("why", "ana")["guards"]), "stale")
        assert not life.offered()
        (life.dir / "mail").rename(life.dir / "typo")
        assert life.kith("reload").returncode == 0
    finally:
        life.close()


def said_plainly(prefix, _):
    """Small things a person types."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(life.offered, "an offer")
        assert life.kith("resume").returncode == 1 and life.kith("wake", "lee").returncode == 1
        assert life.kith("pause").returncode == 0 and life.kith("resume").returncode == 0
        assert life.kith("not-a-touch", "").returncode != 0
        assert life.kith("log", "lee", "lee", "--at", "today").returncode == 0
        past = life.json("show", "lee")["past"]
        assert len([p for p in past if p["ref"].startswith("log:")]) == 1, past
        assert life.kith("log", "ana", "--at", "00:00").returncode == 0
        planned = life.kith("plan", "lee").stdout
        assert ":" in planned.split("until then")[1], planned
        found = life.json("offer", "--minutes", "3")
        assert found["found"] in (True, False)
    finally:
        life.close()


def own_days(prefix, _):
    """Energy, hard weeks and time away: said in a word, told by status and why, taken back."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(life.offered, "an offer")
        assert life.json("status")["outstanding"]
        assert "quiet until" in life.kith("hard-week").stdout
        assert not life.json("status")["outstanding"], "nothing stays open in a hard week"
        assert "hard week" in life.json("status")["line"]
        held = {g["guard"] for g in life.json("why")["slot_guards"] if g["holds"]}
        assert "hard-week" in held, held
        assert life.kith("hard-week", "--over").returncode == 0
        assert life.kith("hard-week", "--over").returncode == 1
        away = life.kith("away", "--for", "bereavement").stdout
        assert away.startswith("I am sorry. Kith is quiet until "), away
        assert life.json("status")["line"].startswith("Quiet, as you asked."), life.json("status")["line"]
        assert life.kith("resume").returncode == 0 and life.kith("resume").returncode == 1
        assert life.json("status")["offers"]["of"] == 3
        assert life.kith("energy", "low", "--until", "2 days").returncode == 0
        assert life.json("status")["offers"]["of"] == 2
        assert "energy" in life.kith("undo").stdout
        assert life.json("status")["offers"]["of"] == 3
        for wrong in (["energy", "huge"], ["energy"], ["away", "--for", "fun"], ["hard-week", "--days", "0"],
                      ["hard-week", "--days", "99"], ["energy", "low", "--until", "soonish"]):
            assert life.kith(*wrong).returncode == 2, wrong
    finally:
        life.close()


def energy_in_words(prefix, _):
    """What lapses says so; and what is stricter than a good day goes first."""
    life = ripe_life(prefix)
    try:
        life.start()
        assert life.kith("energy", "usual").stdout == "As usual, then.\n"
        assert "until" in life.kith("energy", "low").stdout
        bright = life.kith("energy", "bright").stdout
        assert "something bigger until" in bright and "hard week" not in bright, bright
        assert life.kith("hard-week").returncode == 0
        bright = life.kith("energy", "bright").stdout
        assert bright == "Good to hear. The hard week still holds; `kith hard-week --over` ends it.\n", bright
        assert "The hard week still holds" in life.kith("energy", "usual").stdout
        assert life.kith("hard-week", "--over").returncode == 0
        for words in (["pause"], ["away"]):
            assert life.kith(*words).returncode == 0
            assert life.kith("energy", "bright").stdout == "Good to hear. Kith is still quiet; `kith resume` ends that.\n"
            assert life.kith("resume").returncode == 0
        life.write(OPEN_ALL_DAY.replace("timezone: UTC", "timezone: UTC, usual_energy: low"))
        assert life.kith("reload").returncode == 0
        assert "until" not in life.kith("energy", "low").stdout
        usual = life.kith("energy", "usual").stdout
        assert usual.startswith("As usual, then, until ") and "After that it is low again" in usual, usual
    finally:
        life.close()


def away_in_words(prefix, _):
    """What life is about may be said in other words; one nobody knows is answered with all of them."""
    life = ripe_life(prefix)
    try:
        life.start()
        for word, said in (("new baby", "Welcome"), ("exam", "All the best"), ("Sick", "Get well"), ("funeral", "I am sorry"),
                           ("holiday", "Have a good time")):
            away = life.kith("away", "--for", word)
            assert away.returncode == 0 and away.stdout.startswith(said), (word, away)
            assert life.kith("resume").returncode == 0
        wrong = life.kith("away", "--for", "fun")
        said = wrong.stdout + wrong.stderr
        assert wrong.returncode == 2 and "new-baby (baby" in said and "funeral" in said, wrong
    finally:
        life.close()


def boundaries(prefix, _):
    """In memory, let go, no contact: by exact name, total, taken back by undo."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(life.offered, "an offer")
        who = life.json("status")["outstanding"]["connection"]
        name = life.json("show", who)["name"]
        assert life.kith("in-memory", name[:2]).returncode == 1, "the beginning of a name is not enough"
        said = life.kith("in-memory", name).stdout
        assert "remembered" in said and "undo" in said, said
        assert life.json("status")["outstanding"] is None, "what was open is taken back"
        assert life.json("show", who)["mood"] == "remembered"
        assert life.kith("wake", who).returncode == 1, "only by name"
        assert "in-memory" in life.kith("undo").stdout
        assert life.json("show", who)["state"] == "active"
        assert life.kith("let-go", who).returncode == 0
        assert who not in life.kith("list", "--ids").stdout.split()
        assert life.kith("let-go", who).returncode == 1
        assert life.kith("let-go", who, "--over").returncode == 0
        # The most restrictive state wins, in whatever order they came.
        assert life.kith("no-contact", who).returncode == 0
        assert life.kith("rest", who).returncode == 1
        nobody_knows(life, who, name)
        life.stop()
        life.start()
        nobody_knows(life, who, name)
        assert life.kith("no-contact", who, "--over").returncode == 0
        assert who in life.kith("list", "--ids").stdout.split()
        assert life.kith("undo").returncode == 0
        nobody_knows(life, who, name)
        assert life.kith("undo").returncode == 0
        assert life.json("show", who)["state"] == "active"
    finally:
        life.close()


def nobody_knows(life, who, name):
    """No reading command, whichever way it is asked, has a word of them; nor has the log."""
    out = ""
    for words in (["status"], ["list"], ["why"], ["why", "--not"], ["next"], ["offer"]):
        for more in ([], ["--json"]):
            out += life.kith(*words, *more).stdout
    for one in life.kith("list", "--ids").stdout.split():
        out += life.kith("show", one, "--json").stdout + life.kith("why", one, "--json").stdout
    out += life.kith("list", "--ids").stdout
    for word in (who, name, f"{who}@"):
        assert not re.search(rf"\b{re.escape(word)}\b", out), (word, out)
    for words in (["show", who], ["why", name], ["log", who], ["plan", who], ["show", who[:2]]):
        asked = life.kith(*words)
        assert asked.returncode == 1 and "nobody" in asked.stderr, asked
    assert f"{who}@" not in (life.dir / "log").read_text()


def small_hellos(prefix, _):
    """`kith log hello` is a small hello, where there is one."""
    life = ripe_life(prefix)
    try:
        life.start()
        assert life.kith("log", "hello").returncode == 1
        life.write(OPEN_ALL_DAY.replace("plugins:", "  - {id: bakery, circle: small-hello}\nplugins:"))
        assert life.kith("reload").returncode == 0
        assert life.kith("log", "hello").stdout == "Noted: a small hello.\n"
        assert any(p["ref"].startswith("log:") for p in life.json("show", "bakery")["past"])
        assert life.json("status")["asks"] == []
        assert "quiet day" in life.kith("why", "bakery").stdout
        told = life.json("why", "lee")
        assert told["evidence"] and told["settings"] and told["guards"], told
        assert "Evidence (" in life.kith("why", "lee").stdout
        assert "Evidence (" not in life.kith("why", "--not", "lee").stdout
    finally:
        life.close()


def noted_once(prefix, _):
    """One offer, one contact: done and already to it after another are no second one, and undo has one step."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(life.offered, "an offer")

        def noted():
            return [p for p in life.json("show", "ana")["past"] if p["ref"].startswith(("done:", "already:"))]

        assert life.kith("done").returncode == 0 and len(noted()) == 1
        for again in ("done", "already"):
            said = life.kith(again)
            assert said.returncode == 0 and "already" in said.stdout and len(noted()) == 1, (said, noted())
        assert life.kith("undo").returncode == 0 and not noted()
        assert life.kith("undo").returncode != 0
        assert life.kith("already").returncode == 0 and len(noted()) == 1
    finally:
        life.close()


def undone_as_one(prefix, _):
    """Whatever one command told goes with one undo, which names everybody; the next takes the command before."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: life.json("status")["outstanding"], "an offer")
        who = life.json("status")["outstanding"]["connection"]

        def logged(name):
            return [p for p in life.json("show", name)["past"] if p["ref"].startswith("log:")]

        def planned():
            return any(g["guard"] == "plan-ahead" and g["holds"] for g in life.json("why", who)["guards"])

        assert life.kith("plan", who, "--when", "2 days").returncode == 0 and planned()
        assert "plan (Ana)" in life.kith("undo").stdout
        assert not planned() and life.json("status")["outstanding"]["connection"] == who
        assert life.kith("note", "lee", "a new job").returncode == 0
        assert life.kith("log", "ana", "lee").returncode == 0 and logged("ana") and logged("lee")
        said = life.kith("undo").stdout
        assert "log (Ana and Lee)" in said and not logged("ana") and not logged("lee"), said
        assert "note (Lee)" in life.kith("undo").stdout
        assert life.kith("pause").returncode == 0 and life.kith("away").returncode == 0
        both = life.json("status")["line"]
        assert life.kith("resume").returncode == 0 and life.json("status")["line"] != both
        assert "resume" in life.kith("undo").stdout and life.json("status")["line"] == both
        assert "away" in life.kith("undo").stdout and "pause" in life.kith("undo").stdout
        assert life.kith("undo").returncode == 1
    finally:
        life.close()


def calendars_before_answers(prefix, _):
    """Whom one is about to meet is in no answer, from the first after a start on: no slot is needed for that."""
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)
    config = OPEN_ALL_DAY.replace('["00:00", "06:00", "12:00", "18:00"]', f'["{later:%H}:00"]')
    life = ripe_life(prefix, config.replace("open_for: 6 hours", "open_for: 1 hour"))
    try:
        met = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
        (life.dir / "cal" / "walk.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\nBEGIN:VEVENT\r\nUID:w1\r\n"
            f"DTSTAMP:{met:%Y%m%dT%H%M%SZ}\r\nDTSTART:{met:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\nSUMMARY:Walk\r\n"
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        for _ in range(2):
            life.start()
            told = life.json("next")
            assert "ana" not in told.get("perhaps", []) or datetime.datetime.fromisoformat(told["at"]) > met, told
            assert life.json("offer").get("connection") != "ana"
            figures = [g["figure"] for g in life.json("why")["slot_guards"] if g["guard"] == "event"]
            assert figures == ["calendars read"], figures
            life.stop()
    finally:
        life.close()


def brought_by_a_later_run(prefix, _):
    """kithd --once by cron: what a busy deliverer put off is no offer brought yet; the next run in the slot brings it."""
    busy = '[sh, -c, "test ! -e @DIR@/busy || exit 75; test ! -e @DIR@/broken || exit 1; cat >>@DIR@/offers"]'
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('[sh, -c, "cat >>@DIR@/offers"]', busy))
    try:
        (life.dir / "busy").touch()
        day = datetime.datetime.now(datetime.timezone.utc).date()
        first = life.once(f"{day}T06:10")
        assert first["outcome"] == "nudge" and first["delivered"] is False and "slot" in first["trouble"], first
        again = life.once(f"{day}T06:20")
        assert again["outcome"] == "nudge" and again["delivered"] is False and not life.offered(), again
        (life.dir / "busy").unlink()
        brought = life.once(f"{day}T06:30")
        assert brought["delivered"] is True and "trouble" not in brought, brought
        assert [brought[key] for key in ("connection", "title", "body", "step")] == [
            first[key] for key in ("connection", "title", "body", "step")], (first, brought)
        assert len(life.offered()) == 1 and life.once(f"{day}T06:40")["outcome"] == "silence"
    finally:
        life.close()


def brought_by_nobody(prefix, _):
    """What no deliverer could bring is told so, not as an offer that was made; in another slot it is past."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('[sh, -c, "cat >>@DIR@/offers"]', '[sh, -c, "exit 1"]'))
    try:
        day = datetime.datetime.now(datetime.timezone.utc).date()
        command = [life.bin / "kithd", "--config", life.dir / "config", "--state", life.state, "--once", "--at"]
        done = subprocess.run([*command, f"{day}T06:10"], env=life.environment(), capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "No deliverer could bring this" in done.stdout, done
        assert life.once(f"{day}T06:20")["outcome"] == "silence"
    finally:
        life.close()


def wrong_place(prefix, _):
    """The journal names the file that is wrong, unless that is a person's."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.write(OPEN_ALL_DAY.replace("circle: close", "circle: clsoe"))
        life.until(lambda: "place=kith.yaml:" in (life.dir / "log").read_text(), "the place is told")
        assert "did you mean close? The earlier settings" in life.health(), life.health()
    finally:
        life.close()


def too_long_for_one(prefix, _):
    """A contact lasts a day at most: more is a slip of the keys, and nothing is noted of it."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        before = len(life.json("show", "lee")["past"])
        said = life.kith("log", "lee", "--minutes", "1441")
        assert said.returncode == 2 and "a whole day" in said.stderr, said
        assert len(life.json("show", "lee")["past"]) == before
        assert life.kith("log", "lee", "--minutes", "1440").returncode == 0
    finally:
        life.close()


def planned_for_the_day(prefix, _):
    """A plan nobody gave an hour to is for the daytime."""
    life = ripe_life(prefix)
    try:
        life.start()
        said = life.kith("plan", "lee").stdout
        hour = int(re.search(r"until then: .*?(\d\d):\d\d", said)[1])
        assert 10 <= hour <= 17, said
    finally:
        life.close()


def configuration_moved_away(prefix, _):
    """While kithd runs its configuration goes, the file or the folder: status says so, and all goes on."""
    life = ripe_life(prefix)
    try:
        life.start()
        for place in (life.dir / "config" / "kith.yaml", life.dir / "config"):
            aside = place.with_name("aside")
            place.rename(aside)
            life.until(lambda: "earlier settings stay in force" in life.health(), f"{place} is missed")
            assert len(life.json("list")["connections"]) == 2
            aside.rename(place)
            assert life.kith("reload").returncode == 0
            assert "in force" not in life.health()
    finally:
        life.close()


def one_path_missing(prefix, _):
    """A calendar that is not there costs only itself: mail is read and covers, and status names the path."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('ics: ["@DIR@/cal"]', 'ics: ["@DIR@/nowhere", "@DIR@/cal"]'))
    try:
        life.start()
        life.until(life.offered, "an offer")
        assert life.json("status")["outstanding"]["ask_first"] is False
        assert life.source("mail")["fresh"] and "nowhere" in life.source("mail")["trouble"], life.source("mail")
        assert life.health().count("nowhere") == 1, life.health()
        (life.dir / "nowhere").mkdir()
        assert life.kith("reload").returncode == 0
        life.stop()
        life.start()
        life.until(lambda: "nowhere" not in life.health() and "trouble" not in life.source("mail"), "mended")
    finally:
        life.close()


TESTS = [later_is_told, warm_is_a_reason, nobody_brings_it, never_read, said_plainly, own_days, energy_in_words,
         away_in_words, boundaries, small_hellos, noted_once, undone_as_one, calendars_before_answers,
         brought_by_a_later_run, brought_by_nobody, wrong_place, too_long_for_one, planned_for_the_day,
         configuration_moved_away, one_path_missing]
sys.exit(run(TESTS, *sys.argv[1:3]))
