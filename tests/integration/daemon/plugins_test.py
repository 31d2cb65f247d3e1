#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The real kithd with plugins that go wrong beside one that behaves: python3 plugins_test.py BINDIR FIXTURES.
None takes kithd down, blocks another or the slot, or loses what was recorded; each is named in the status."""

import contextlib
import datetime
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

from life import DAY, OPEN_ALL_DAY, ripe_life, run

HANG_DEADLINE = 60

# id: plugin, its mode, and what its line in `kith status` speaks of.
WRONG = {
    "crashes": ("crashes", "", "crashed"),
    "ends": ("exits", "", "ended before"),
    "floods": ("floods", "", "floods: "),
    "throws": ("throws", "", "threw"),
    "throws-bare": ("throws_bare", "", "exception"),
    "rubbish": ("rubbish", "", "malformed"),
    "raw": ("rubbish", "raw", "raw: "),
    "other-abi": ("lies_abi", "", "version 99"),
    "no-symbol": ("no_symbol", "", "kith_plugin_v1"),
    "short": ("short_struct", "", "too short"),
    "other-name": ("wrong_name", "", "manifest"),
    "greedy": ("leaks", "all", "memory"),
    "asleep": ("hangs", "", "60 s"),
    "spins": ("hangs", "spin", "spins: "),
}
FINE = {"leaks": ("leaks", "", "")}


def children(life, name):
    """Processes of that name under kithd."""
    parents, names = {}, {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        pid, rest = int(text.split()[0]), text.rsplit(")", 1)[1].split()
        parents[pid], names[pid] = int(rest[1]), text.split("(", 1)[1].rsplit(")", 1)[0]

    def under(pid):
        while pid in parents and pid != life.daemon.pid:
            pid = parents[pid]
        return pid == life.daemon.pid
    return [pid for pid in names if names[pid] == name and pid != life.daemon.pid and under(pid)]


def without_memory_limits(prefix):
    """A sanitizer's build, in which hosts have no bound on their memory."""
    return b"libasan" in (pathlib.Path(prefix) / "kithd").read_bytes()


def config(wrong):
    """The fixtures speak of Ana; the offer that is due is about Mia, whom only the good source sees."""
    lines = "".join(f"  - {{id: {name}, plugin: {plugin}{', settings: {mode: ' + mode + '}' if mode else ''}}}\n"
                    for name, (plugin, mode, _) in (wrong | FINE).items())
    mia = "  - {id: mia, name: Mia, circle: inner, addresses: [mia@example.net]}\n"
    return OPEN_ALL_DAY.replace("plugins:\n", mia + "plugins:\n" + lines)


def none_harms(prefix, fixtures):
    wrong = {name: what for name, what in WRONG.items() if name != "greedy" or not without_memory_limits(prefix)}
    life = ripe_life(prefix, config(wrong), KITH_PLUGIN_PATH=fixtures)
    try:
        life.mail(time.time() - 12 * DAY, "mia@example.net", "sam@example.org")
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the good source is read while others still hang")
        assert any("email" in line["what"] for line in life.json("show", "mia")["past"])
        life.until(lambda: life.kith("status").returncode == 0 and life.offered(), "the slot is decided", HANG_DEADLINE + 30)
        assert len(life.offered()) == 1
        assert life.offered()[0]["connection"] == "mia", life.offered()
        health = life.json("status")["health"]
        for name, (_, _, words) in wrong.items():
            line = [each for each in health if each.startswith(name + ": ")]
            assert len(line) == 1 and words in line[0], (name, line, health)
            assert "!" not in line[0]
        for name in FINE:
            assert life.source(name)["fresh"] and not any(each.startswith(name + ": ") for each in health), health
        # What was committed before things went wrong stays, also over a restart.
        life.stop("kill")
        life.start()
        past = " ".join(line["what"] for line in life.json("show", "ana")["past"])
        assert "floods" in past, past
        assert len(life.offered()) == 1
    finally:
        life.close()


def removed(prefix, fixtures):
    """A source taken out of the configuration leaves the status."""
    bad = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: crashes, plugin: crashes}\n")
    life = ripe_life(prefix, bad, KITH_PLUGIN_PATH=fixtures)
    try:
        life.start()
        life.until(lambda: "crashes" in life.health(), "its health line")
        life.write(OPEN_ALL_DAY)
        life.until(lambda: not life.health() and not life.source("crashes"), "it is gone")
    finally:
        life.close()


def slow_life(prefix, fixtures):
    """Mia is seen by mail; Ana, for whom it is as much time, only by a program that can be made to hang."""
    slow = ("  - {id: slow, plugin: command, settings: {senses: true, program: [sh, -c, "
            "\"while test -e @DIR@/hang; do sleep 0.1; done; cat @DIR@/told\"]}}\n")
    mia = "  - {id: mia, name: Mia, circle: inner, addresses: [mia@example.net]}\n"
    config = OPEN_ALL_DAY.replace("plugins:\n", mia + "plugins:\n" + slow)
    config = config.replace("[ana@example.net]", "[\"tel:+351210000000\"]")
    life = ripe_life(prefix, config.replace("deliver: [term]\n", ""), KITH_PLUGIN_PATH=fixtures)
    life.mail(time.time() - 9 * DAY, "mia@example.net", "sam@example.org")
    ana = f"{datetime.datetime.fromtimestamp(time.time() - 12 * DAY, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
    told = [{"type": "coverage", "since": ana, "schemes": ["tel"]},
            {"at": ana, "address": "tel:+351210000000", "channel": "call", "direction": "in", "ref": "c1"}]
    (life.dir / "told").write_text("".join(json.dumps(line) + "\n" for line in told))
    life.start()
    life.until(lambda: all(life.source(s) and life.source(s)["fresh"] for s in ("mail", "slow")), "both are read")
    life.stop()
    life.offers.unlink(missing_ok=True)
    life.write(config)
    return life


def slow_source(prefix, fixtures):
    """A source that hangs holds nobody else's slot back: the offer comes while it still hangs, about someone else."""
    life = slow_life(prefix, fixtures)
    try:
        (life.dir / "hang").touch()
        life.start()
        life.until(lambda: life.offered(), "an offer", HANG_DEADLINE)
        assert not life.health(), life.health()  # it has not failed yet
        assert life.offered()[0]["connection"] == "mia", life.offered()
        assert life.kith("status").returncode == 0
    finally:
        life.close()


def late_source(prefix, fixtures):
    """A source that answers late in the slot is used then."""
    life = slow_life(prefix, fixtures)
    try:
        (life.dir / "hang").touch()
        life.start()
        assert life.kith("rest", "mia").returncode == 0 and life.kith("rest", "lee").returncode == 0
        because = lambda: next(g["because"] for g in life.json("why")["goals"] if g["id"] == "ana")
        life.until(lambda: "stale" in because(), "Ana waits for her source")
        assert not life.offered()
        (life.dir / "hang").unlink()
        life.until(lambda: life.offered(), "the offer about Ana")
        assert life.offered()[0]["connection"] == "ana", life.offered()
    finally:
        life.close()


def edited(prefix, fixtures):
    """Edited settings clear what went wrong with that instance; any other reload does not."""
    bad = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: prog, plugin: command, settings: "
                               "{senses: true, program: [sh, -c, \"exit 1\"]}}\n")
    life = ripe_life(prefix, bad, KITH_PLUGIN_PATH=fixtures)
    try:
        life.start()
        life.until(lambda: "prog" in life.health(), "its health line")
        life.write(bad.replace("name: Lee", "name: Leander"))
        life.until(lambda: life.kith("show", "Leander").returncode == 0, "an edit elsewhere")
        assert "prog" in life.health(), life.health()
        life.daemon.send_signal(signal.SIGHUP)
        life.write(bad.replace("name: Lee", "name: Leonie").replace("exit 1", "exit 0"))
        life.until(lambda: life.kith("show", "Leonie").returncode == 0, "an edit of the program")
        assert "prog" not in life.health(), life.health()
        assert "trouble" not in life.source("prog"), life.source("prog")
    finally:
        life.close()


def brought_by(prefix, fixtures, name, mode):
    """A life whose offers a deliverer brings that stays for answers."""
    config = OPEN_ALL_DAY.replace("deliver: [term]", f"deliver: [{name}]").replace(
        "plugins:\n", f"plugins:\n  - {{id: {name}, plugin: resident_answer, settings: {{mode: {mode}}}}}\n")
    return ripe_life(prefix, config, KITH_PLUGIN_PATH=fixtures), config


def is_shown(life):
    return (life.json("status")["outstanding"] or {}).get("state") == "delivered"


def shown_again(prefix, fixtures):
    """The screen an offer was on is gone: it is shown again, as the same delivery."""
    life, config = brought_by(prefix, fixtures, "stays", "stay")
    try:
        life.start()
        life.until(lambda: is_shown(life), "it is shown")
        nudge = life.json("status")["outstanding"]["nudge"]
        first = children(life, "kith-plugin-hos")
        assert first
        for half in first:
            with contextlib.suppress(ProcessLookupError):
                os.kill(half, signal.SIGKILL)
        life.until(lambda: not set(first) & set(children(life, "kith-plugin-hos")), "it is gone")
        life.write(config.replace("mode: stay", "mode: stay-on"))  # the back-off of the old settings is void
        life.until(lambda: [c for c in children(life, "kith-plugin-hos") if c not in first], "it is shown again")
        assert life.json("status")["outstanding"]["nudge"] == nudge
        assert life.json("status")["offers"]["week"] == 1
    finally:
        life.close()


def broken_off(prefix, fixtures):
    """A deliverer that is gone while its offer is open comes back by itself soon, and at once by `kith doctor`."""
    life, _ = brought_by(prefix, fixtures, "stays", "stay")
    try:
        life.start()
        life.until(lambda: is_shown(life), "it is shown")
        first = children(life, "kith-plugin-hos")
        for half in first:
            with contextlib.suppress(ProcessLookupError):
                os.kill(half, signal.SIGKILL)
        life.until(lambda: "stays: " in life.health(), "it is gone")
        life.kith("doctor")
        life.until(lambda: [c for c in children(life, "kith-plugin-hos") if c not in first], "it is shown again")
        life.until(lambda: "stays: " not in life.health(), "it is well")
        assert life.json("status")["offers"]["week"] == 1
        assert life.kith("later").returncode == 0
        life.until(lambda: not children(life, "kith-plugin-hos"), "it is taken away")
    finally:
        life.close()


def taken_back_on_its_way(prefix, fixtures):
    """What is taken back while it is being handed over is taken down as soon as it is shown."""
    life, _ = brought_by(prefix, fixtures, "slow", "slow-stay")
    try:
        life.start()
        life.until(lambda: life.json("status")["outstanding"], "it is on its way")
        assert life.kith("in-memory", "ana").returncode == 0
        assert children(life, "kith-plugin-hos"), "it is still on its way"
        life.until(lambda: not children(life, "kith-plugin-hos"), "it is taken down")
    finally:
        life.close()


def answers_without_end(prefix, fixtures):
    """A deliverer that answers for ever is ended; what it said twice is remembered once, and the log does not fill."""
    noted = {"going": {"answered": 1}, "later": {"answered": 1}, "skip": {"answered": 1}, "rest": {"state-set": 1},
             "plan": {"answered": 1, "hold-put": 1}}
    for word, events in noted.items():
        life, _ = brought_by(prefix, fixtures, "floods", f"floods-{word}")
        try:
            life.start()
            life.until(lambda: "floods: sent more than 32 answers" in life.health(), "it is named")
            life.stop()
            with contextlib.closing(sqlite3.connect(life.state / "ledger.db")) as ledger:
                said = dict(ledger.execute("SELECT kind, count(*) FROM event WHERE kind IN "
                                           "('answered', 'state-set', 'hold-put') GROUP BY kind"))
            assert said == events, (word, said)
            assert "changed nothing" not in (life.dir / "log").read_text()
        finally:
            life.close()


def replies_without_end(prefix, fixtures):
    """A source that tells of replies for ever is ended, at every try."""
    config = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: floods, plugin: floods, settings: {mode: replies}}\n")
    life = ripe_life(prefix, config, KITH_PLUGIN_PATH=fixtures)
    try:
        life.start()
        life.until(lambda: "floods: sent more than 500 replies" in life.health(), "it is named")
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the others go on")
    finally:
        life.close()


CALLS = """read -r question
cd "$(dirname "$0")" || exit 1
printf '%s\\n' "$question" >>asked
case $question in *'"cursor":null'*) cat told ;; esac
echo '{"cursor":"as far as it goes"}'
"""


def added_later(prefix, fixtures):
    """A program that goes on from its cursor begins anew where people or settings have changed, and only there: whoever is
    added has a past."""
    calls = "  - {id: calls, plugin: command, settings: {senses: true, program: [sh, \"@DIR@/calls.sh\"]@MORE@}}\n"
    config = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n" + calls)
    plain = config.replace("@MORE@", "")
    claire = "  - {id: claire, name: Claire, circle: close, addresses: [\"tel:+351210000000\"]}\n"
    life = ripe_life(prefix, plain, KITH_PLUGIN_PATH=fixtures)
    cursors = lambda: [json.loads(line)["cursor"] for line in (life.dir / "asked").read_text().splitlines()]

    def asked_anew(times):
        assert life.kith("doctor").stdout
        assert cursors().count(None) == times and cursors()[-1] == "as far as it goes", cursors()

    try:
        (life.dir / "calls.sh").write_text(CALLS)
        at = f"{datetime.datetime.fromtimestamp(time.time() - 12 * DAY, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
        (life.dir / "told").write_text(json.dumps({"at": at, "address": "tel:+351210000000", "channel": "call",
                                                   "direction": "in", "ref": "c1"}) + "\n")
        life.start()
        life.until(lambda: (life.source("calls") or {}).get("fresh"), "it is read")
        asked_anew(1)
        life.write(plain.replace("plugins:\n", claire + "plugins:\n"))
        life.until(lambda: life.kith("show", "claire").returncode == 0, "she is known")
        asked_anew(2)
        assert any("call" in line["what"] for line in life.json("show", "claire")["past"])
        life.stop()
        life.start()
        asked_anew(2)
        life.write(config.replace("plugins:\n", claire + "plugins:\n").replace("@MORE@", ", deadline: 2 minutes"))
        assert life.kith("reload").returncode == 0  # in force before doctor asks: that asks a second time, for its hints
        asked_anew(3)
    finally:
        life.close()


def passed_over_is_said_once(prefix, fixtures):
    """The same records passed over at each reading are one line; another number of them is another."""
    config = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: bad, plugin: rubbish, settings: {mode: more}}\n")
    life = ripe_life(prefix, config, KITH_PLUGIN_PATH=fixtures)
    said = lambda: (life.dir / "log").read_text().count("records were passed over")
    try:
        life.start()
        life.until(lambda: said() == 1, "it is said")
        for _ in range(3):
            life.kith("doctor")
        assert said() == 1, (life.dir / "log").read_text()
        (life.state / "plugins" / "bad" / "more").touch()
        for _ in range(3):
            life.kith("doctor")
        assert said() == 2, (life.dir / "log").read_text()
    finally:
        life.close()


def empties(prefix, fixtures):
    """A state folder that cannot be looked through: the status names a command that mends it."""
    odd = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: odd, plugin: thief, settings: {attempt: @}}\n")
    life = ripe_life(prefix, odd.replace("attempt: @", "attempt: bury"), KITH_PLUGIN_PATH=fixtures)
    try:
        life.start()
        life.until(lambda: "odd: has made its state folder one that cannot be looked through" in life.health(), "it is named")
        line = next(each for each in life.health().splitlines() if each.startswith("odd: "))
        command = line.split("`")[1]
        assert command.startswith("chmod -R u+rwX /") and " && rm -r /" in command and line.endswith("empties it."), line
        subprocess.run(["sh", "-c", command], check=True)
        assert not (life.state / "plugins" / "odd").exists()
        life.write(odd.replace("attempt: @", "attempt: shout"))
        life.until(lambda: "state folder" not in life.health(), "it works again")
    finally:
        life.close()


def linked_calendar(prefix, _):
    """A calendar that is a link is read in the jail too: no offer comes while its event is on."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('ics: ["@DIR@/cal"]', 'ics: ["@DIR@/cal.ics"]'))
    now = time.time()
    begin, end = (time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now + at)) for at in (-1800, 5400))
    real = life.dir / "real.ics"
    real.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:now\r\nDTSTART:{begin}\r\nDTEND:{end}\r\n"
                    "SUMMARY:Board\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    (life.dir / "cal.ics").symlink_to(real)
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "it is read")
        life.until(lambda: "event" in life.json("why")["because"], "the event is seen")
        assert not life.offered() and not life.health(), life.health()
    finally:
        life.close()


def started_by_nothing(prefix, _):
    """A program neither named as a deliverer nor said to tell of contacts is named, with what tells how."""
    idle = '  - {id: calls, plugin: command, settings: {program: [sh, -c, "echo x >>@DIR@/started"]}}\n'
    life = ripe_life(prefix, OPEN_ALL_DAY + idle)
    try:
        life.start()
        life.until(lambda: "calls: nothing starts this program" in life.health(), "status says so")
        assert "calls: nothing starts this program" in life.kith("doctor").stdout
        assert not (life.dir / "started").exists()
    finally:
        life.close()


sys.exit(run([none_harms, removed, slow_source, late_source, edited, shown_again, broken_off, added_later,
              taken_back_on_its_way, answers_without_end, replies_without_end,
              passed_over_is_said_once, empties, linked_calendar, started_by_nothing],
             *sys.argv[1:3]))
