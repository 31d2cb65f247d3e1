#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The real kithd with plugins that go wrong beside one that behaves: python3 plugins_test.py BINDIR FIXTURES.
None takes kithd down, blocks another or the slot, or loses what was recorded; each is named in the status."""

import pathlib
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
        life.until(lambda: life.source("mail")["fresh"], "the good source is read while others still hang")
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


sys.exit(run([none_harms, removed], *sys.argv[1:3]))
