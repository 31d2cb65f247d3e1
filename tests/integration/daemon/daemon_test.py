#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The real kithd with real mail: python3 daemon_test.py BINDIR FIXTURES. Prints each test; exit 1 if one failed."""

import datetime
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

from life import DAY, OPEN_ALL_DAY, Life, ripe_life, run


def main_job(prefix, _):
    """From a mailbox to one offer, an answer, and a memory that outlives a restart."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: life.offered(), "an offer")
        assert [o["connection"] for o in life.offered()] == ["ana"], life.offered()
        assert life.json("status")["outstanding"]["connection"] == "ana"
        assert life.kith("going").returncode == 0
        assert life.json("status")["outstanding"] is None
        life.stop()
        life.start()
        assert len(life.offered()) == 1
        assert life.json("status")["offers"]["week"] == 1
        past = [line["what"] for line in life.json("show", "ana")["past"]]
        assert any("email" in what for what in past) and any("answered" in what for what in past), past
    finally:
        life.close()


def words(prefix, _):
    """Every word of the command line that changes something, and undo."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: life.json("status")["outstanding"], "an offer")
        for line in (["log", "lee", "--channel", "call", "--minutes", "10"], ["undo"], ["rest", "lee"], ["wake", "lee"],
                     ["plan", "lee", "--when", "2 days"], ["undo"], ["later", "tomorrow"], ["undo"], ["done"], ["undo"],
                     ["pause"], ["resume"], ["log", "ana", "lee"]):
            done = life.kith(*line)
            assert done.returncode == 0, (line, done.stderr)
            assert "!" not in done.stdout, done.stdout
        assert life.kith("log", "nobody").returncode == 1
        assert life.kith("log", "an").returncode == 0
        assert life.kith("nonsense").returncode == 2
        for line in (["status"], ["list"], ["show", "ana"], ["why"], ["why", "ana"], ["why", "--not", "lee"]):
            assert "text" not in life.json(*line)
    finally:
        life.close()


def evidence_withdraws(prefix, _):
    """Mail that arrives takes the open offer back."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(life.offered, "an offer")  # brought, not only chosen: what ends before that brings none
        life.stop()
        life.mail(time.time() - 60, "sam@example.org", "ana@example.net")
        life.start()
        life.until(lambda: life.json("status")["outstanding"] is None, "the offer is taken back")
        assert len(life.offered()) == 1
    finally:
        life.close()


def never_handed(prefix, _):
    """kithd ends while an offer is being handed over: it is not brought again, and mail takes it back."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('"cat >>@DIR@/offers"', '"cat >>@DIR@/asked; read go <@DIR@/gate"'))
    asked = life.dir / "asked"
    try:
        os.mkfifo(life.dir / "gate")  # nobody writes into it: the program waits
        life.start()
        life.until(lambda: asked.exists() and asked.read_text().endswith("\n"), "the program is asked")
        assert life.json("status")["outstanding"]["connection"] == "ana"
        life.stop()
        life.mail(time.time() - 60, "sam@example.org", "ana@example.net")
        life.start()
        life.until(lambda: life.json("status")["outstanding"] is None, "the offer is taken back")
        life.until(lambda: life.source("mail")["fresh"], "sensed")
        status = life.json("status")
        assert status["outstanding"] is None and status["offers"]["week"] == 1, status
        assert len(asked.read_text().splitlines()) == 1, asked.read_text()
    finally:
        life.close()


def at_home(prefix, _):
    """A moment given to --at is meant where the person lives, not where the computer thinks it is."""
    life = Life(prefix, OPEN_ALL_DAY.replace("timezone: UTC", "timezone: Europe/Berlin")
                .replace('"00:00", "06:00", "12:00", "18:00"', '"12:00"').replace("6 hours", "1 hour"))
    try:
        then = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.timezone.utc).timestamp()
        life.mail(then, "ana@example.net", "sam@example.org")
        offer = life.once("2026-03-20T12:30:00")
        assert offer.get("connection") == "ana" and offer["at"] == "2026-03-20T12:00:00+01:00", offer
        assert life.once("2026-03-21T12:30:00Z")["because"] == ["not-in-slot"]
    finally:
        life.close()


def withdrawn_slot_by_slot(prefix, _):
    """The same with kithd --once: an offer in one slot, mail, and in the next slot it is over."""
    life = Life(prefix, OPEN_ALL_DAY)
    try:
        then = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.timezone.utc).timestamp()
        life.mail(then, "ana@example.net", "sam@example.org")
        assert life.once("2026-03-20T12:00:00")["connection"] == "ana"
        assert life.once("2026-03-20T12:30:00")["outcome"] == "silence"
        life.mail(then + 19 * DAY + 4 * 3600, "ana@example.net", "sam@example.org")
        again = life.once("2026-03-22T12:00:00")
        assert again["outcome"] == "silence" and "outstanding" not in again["because"], again
        assert len(life.offered()) == 1
    finally:
        life.close()


def killed_at_any_moment(prefix, _):
    """kill -9 at random moments from the first instruction on: never a second offer, never a refund."""
    rng = random.Random(7)
    for _ in range(12):
        life = ripe_life(prefix)
        try:
            for _ in range(3):
                life.launch()
                end = time.monotonic() + rng.random() * 0.4
                while time.monotonic() < end:
                    pass
                life.stop("kill")
            life.start()
            life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "sensed")
            assert len(life.offered()) <= 1, life.offered()
            week = life.json("status")["offers"]["week"]
            assert week <= 1 and week >= len(life.offered()), (week, life.offered())
        finally:
            life.close()


def bad_edits(prefix, _):
    """A bad edit keeps what runs, a mended one comes into force, a bad start runs on the last good copy."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.write(OPEN_ALL_DAY.replace("circle: inner", "circle: iner"))
        life.until(lambda: any("iner" in line for line in life.json("status")["health"]), "the edit is shown")
        assert len(life.json("list")["connections"]) == 2
        life.stop()
        life.start()
        assert len(life.json("list")["connections"]) == 2
        assert any("last good" in line for line in life.json("status")["health"])
        life.write(OPEN_ALL_DAY + "secrets: {}\n")
        life.until(lambda: not life.json("status")["health"], "mended")
    finally:
        life.close()


def folder_exchanged(prefix, _):
    """Another folder in the old one's place is taken up on SIGHUP, and then watched."""
    life = ripe_life(prefix)
    try:
        life.start()
        (life.dir / "config").rename(life.dir / "older")
        (life.dir / "config").mkdir()
        life.write(OPEN_ALL_DAY.replace("name: Lee", "name: Leander"))
        life.daemon.send_signal(signal.SIGHUP)
        life.until(lambda: life.kith("show", "Leander").returncode == 0, "the new folder is read")
        life.write(OPEN_ALL_DAY.replace("name: Lee", "name: Leonie"))
        life.until(lambda: life.kith("show", "Leonie").returncode == 0, "and watched")
    finally:
        life.close()


def no_config(prefix, _):
    """Without a configuration kithd runs, offers nothing, and says so."""
    life = Life(prefix, OPEN_ALL_DAY)
    try:
        (life.dir / "config" / "kith.yaml").unlink()
        life.start()
        assert "configuration" in life.kith("status").stdout
        second = life.once_refused()
        assert "one is enough" in second, second
    finally:
        life.close()
    assert life.kith_gone() == 3


def answers_at_once(prefix, _):
    """A program that brings the offer and the answer in one breath: it was delivered, and answered once."""
    script = "cat >>@DIR@/offers; echo '{\\\"answer\\\": \\\"done\\\"}'"
    life = ripe_life(prefix, OPEN_ALL_DAY.replace("cat >>@DIR@/offers", script))
    try:
        then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=10)
        line = life.once(then.strftime("%Y-%m-%dT12:00:00Z"))
        assert line["outcome"] == "nudge", line
        assert len(life.offered()) == 1
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            told = [row[0] for row in ledger.execute("SELECT kind FROM event ORDER BY seq")]
        assert told[-4:] == ["chosen", "handing", "delivered", "answered"], told
    finally:
        life.close()
    life = ripe_life(prefix, OPEN_ALL_DAY.replace("cat >>@DIR@/offers", script))
    try:
        life.start()
        life.until(lambda: life.offered() and life.json("status")["outstanding"] is None, "offered and answered")
    finally:
        life.close()


def printed(prefix, _):
    """With no deliverer what `kithd --once` prints is the offer: outstanding, and once."""
    life = Life(prefix, OPEN_ALL_DAY.replace("deliver: [term]\n", ""))
    try:
        life.mail(datetime.datetime(2026, 3, 1, 9).timestamp(), "ana@example.net", "sam@example.org")
        assert life.once("2026-03-20T12:00:00")["connection"] == "ana"
        assert life.once("2026-03-20T12:10:00")["because"] == ["outstanding"]
        assert life.once("2026-03-20T18:00:00")["because"][0] == "outstanding"
    finally:
        life.close()


def silent_slot(prefix, _):
    """After a long pause the first slot is silent to its end, however often kithd is started in it."""
    life = Life(prefix, OPEN_ALL_DAY)
    try:
        life.mail(datetime.datetime(2026, 3, 1, 9).timestamp(), "ana@example.net", "sam@example.org")
        life.mail(datetime.datetime(2026, 3, 1, 9).timestamp(), "lee@example.net", "sam@example.org")
        assert life.once("2026-03-02T12:00:00")["outcome"] == "silence"
        for minute in (0, 10, 50):
            line = life.once(f"2026-03-20T12:{minute:02}:00")
            assert line["because"] == ["settling"], line
        assert life.once("2026-03-20T18:00:00")["connection"] == "ana"
    finally:
        life.close()


def liveness(prefix, _):
    """A quiet month with six lapsing goals, slot by slot: at least four offers, never above the budget."""
    people = "".join(f"  - {{id: p{i}, name: P{i}, circle: close, every: 2 weeks}}\n" for i in range(6))
    for slots, quiet in ((["12:30", "17:30"], ("20:30", "09:00")), (["20:15", "21:30"], ("23:00", "20:00"))):
        config = (f"version: 1\nyou: {{timezone: UTC}}\nhours: {{slots: {slots}, open_for: 1 hour, quiet: "
                  f"{{from: \"{quiet[0]}\", to: \"{quiet[1]}\", weekend_to: \"{quiet[1]}\"}}}}\n"
                  f"deliver: [term]\nconnections:\n{people}plugins:\n"
                  "  - {id: term, plugin: command, settings: {program: [sh, -c, \"cat >>@DIR@/offers\"]}}\n")
        life = Life(prefix, config.replace("'", '"'))
        try:
            made = []
            day = datetime.date(2026, 3, 2)
            for _ in range(37):
                for slot in slots:
                    at = f"{day}T{slot}:00"
                    if life.once(at)["outcome"] == "nudge":
                        made.append(datetime.datetime.fromisoformat(at))
                day += datetime.timedelta(days=1)
            assert len(life.offered()) == len(made)
            settled = [at for at in made if at >= datetime.datetime(2026, 3, 9)]
            assert len(settled) >= 4, made
            for i, at in enumerate(made):
                week = [m for m in made[: i + 1] if at - m < datetime.timedelta(days=7)]
                assert len(week) <= 3, made
                assert i == 0 or at - made[i - 1] >= datetime.timedelta(hours=18), made
        finally:
            life.close()


def going_quiet(prefix, _):
    """When nobody answers for long Kith says once that it goes quiet, by a deliverer that works, and then is."""
    people = "".join(f"  - {{id: p{i}, name: P{i}, circle: close, every: 1 week, addresses: [p{i}@example.net]}}\n"
                     for i in range(4))
    before, after = OPEN_ALL_DAY.split("connections:\n")
    config = before + "response: {ambient_after_ignored: 3}\nbudget: {per_7d: 1}\nconnections:\n" + people + after[after.index("plugins:"):]
    config = config.replace("cat >>@DIR@/offers", "test ! -e @DIR@/broken && cat >>@DIR@/offers")
    life = Life(prefix, config)
    try:
        at = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.timezone.utc)
        for i in range(4):
            life.mail(at.timestamp() - 100 * DAY, f"p{i}@example.net", "sam@example.org")

        def days(count):
            nonlocal at
            for _ in range(2 * count):
                life.once(at.strftime("%Y-%m-%dT%H:%M:%S"))
                at += datetime.timedelta(hours=12)

        days(22)  # one a week; silence counts after three days, and one of it is forgotten every two weeks
        assert len(life.offered()) == 4, life.offered()
        (life.dir / "broken").touch()
        days(5)
        assert len(life.offered()) == 4, life.offered()
        (life.dir / "broken").unlink()
        days(4)
        told = life.offered()[4:]
        assert [(o["title"], o["body"]) for o in told] == [
            ("Going quiet", "I will stop tapping your shoulder. The picture is here when you want it.")], told
        assert not told[0]["connection"] and not told[0]["answers"] and not told[0]["open"], told
    finally:
        life.close()


def nested(top, depth):
    """Folders in each other, far more than kithd may have open."""
    top.mkdir(parents=True)
    at = os.open(top, os.O_DIRECTORY)
    for _ in range(depth):
        os.mkdir("down", 0o700, dir_fd=at)
        below = os.open("down", os.O_DIRECTORY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)


def what_cannot_go_is_told(prefix, _):
    """Where a plugin's folder cannot be cleared, forget says so, and so does status until doctor has cleared it."""
    config = OPEN_ALL_DAY.replace("  - {id: lee,", "  - {id: zebedee-q, name: Zebedee Quux, circle: inner}\n  - {id: lee,")
    life = ripe_life(prefix, config)
    try:
        life.start()
        assert life.kith("log", "zebedee-q").returncode == 0
        life.write(OPEN_ALL_DAY)
        stuck = life.state / "plugins" / "stuck" / "held"
        stuck.mkdir(parents=True)
        (life.state / "plugins" / "other").mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "none", stuck], capture_output=True).returncode == 0
        if not mounted:
            print("        passed over: nothing can be mounted here, so nothing is stuck")
            return
        try:
            said = life.kith("forget", "zebedee-q", "--yes")
            assert said.returncode == 1 and "stuck/held" in said.stderr and "kith doctor" in said.stderr, said
            assert not (life.state / "plugins" / "other").exists()
            life.until(lambda: any("still speak of someone" in line for line in life.json("status")["health"]), "it is told")
        finally:
            subprocess.run(["umount", stuck], check=True)
        life.kith("doctor")
        life.until(lambda: not any("still speak of someone" in line for line in life.json("status")["health"]), "it is gone")
        assert not stuck.exists()
    finally:
        life.close()


def forgotten(prefix, _):
    """After `kith forget` nothing in the state folder speaks of them: not a name, an id or an address."""
    config = OPEN_ALL_DAY.replace("  - {id: lee,", "  - {id: zebedee-q, name: Zebedee Quux, circle: inner, "
                                  "addresses: [zq@quux.example]}\n  - {id: lee,")
    marks = [mark.encode() for mark in ("zebedee-q", "Zebedee", "zq@quux", "quux.example")]

    def bytes_of_state():
        return b"".join(f.read_bytes() for f in sorted(life.state.rglob("*")) if f.is_file())

    life = ripe_life(prefix, config)
    try:
        now = time.time()
        for days in (30, 60):
            life.mail(now - days * DAY, "zq@quux.example", "sam@example.org")
        life.start("prlimit", "--nofile=1024")
        life.until(lambda: life.json("status")["outstanding"], "an offer")
        assert life.kith("rest", "zebedee-q").returncode == 0 and life.kith("undo").returncode == 0
        assert life.kith("plan", "zebedee-q").returncode == 0 and life.kith("log", "zebedee-q").returncode == 0
        offers = life.json("status")["offers"]["week"]
        assert all(mark in bytes_of_state() for mark in marks)
        asked = life.kith("forget", "zebedee-q")
        assert asked.returncode == 2 and "--yes" in asked.stderr, asked
        still = life.kith("forget", "zebedee-q", "--yes")
        assert still.returncode == 1 and "kith.yaml:" in still.stderr and "Zebedee Quux" in still.stderr, still
        life.write(OPEN_ALL_DAY)
        nobody = life.kith("forget", "nobody", "--yes")
        assert nobody.returncode == 1 and "zebedee-q" in nobody.stderr, nobody
        no = life.typed("", "forget", "zebedee-q")
        assert no.returncode == 1 and "for good" in no.stderr and "Nothing was changed" in no.stdout, no
        assert marks[0] in bytes_of_state()
        nested(life.state / "plugins" / "mail" / "deep", 6000)
        (life.state / "plugins" / "other").mkdir()
        done = life.typed("y", "forget", "zebedee-q")
        assert done.returncode == 0 and "Forgotten" in done.stdout, done
        assert not (life.state / "plugins" / "other").exists() and not (life.state / "plugins" / "mail" / "deep").exists()
        left = [mark for mark in marks if mark in bytes_of_state()]
        assert not left, left
        assert life.json("status")["offers"]["week"] == offers
        # It stays so, whatever the sources still show.
        assert life.kith("log", "lee").returncode == 0
        life.stop()
        life.start()
        life.until(lambda: life.source("mail")["fresh"], "sensed")
        life.stop()
        left = [mark for mark in marks if mark in bytes_of_state()]
        assert not left, left
    finally:
        life.close()


TESTS = [main_job, words, evidence_withdraws, never_handed, at_home, withdrawn_slot_by_slot,
         killed_at_any_moment, bad_edits, folder_exchanged, no_config, answers_at_once, printed, silent_slot, liveness, going_quiet,
         forgotten, what_cannot_go_is_told]
sys.exit(run(TESTS, *sys.argv[1:3]))
