#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A plugin that tries what none may, in the jail:

    thief.py PLUGIN_JOB HOST FIXTURES [LESS_KERNEL]    runs it and prints its table; with LESS_KERNEL also on
                                                       kernels that offer less
    thief.py table FILE                                judges the table a thief elsewhere left in its state folder
                                                       (say, of a kithd inside its unit)

Every attempt must be refused with a named error. On a lesser kernel, with `sandbox: best-effort`, what that kernel
still has must hold, and the rest gets through, which shows that the attempts are real."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

# What only one of the two layers stops. The others are stopped by the broker, by limits, or by both.
ONLY_LANDLOCK = {"$HOME, listed", "$HOME, a new file", "/, listed", "/etc/passwd", "a file of the person's, read",
                 "the file, written", "the file, deleted", "the ledger, read", "the ledger, written", "other plugins' state",
                 "/tmp, a new file", "/proc, listed"}
ONLY_SYSCALLS = {"the file, its mode", "the file, its dates", "datagram sockets, as a pair", "fork", "clone, by system call",
                 "clone3, by system call", "kill of the group", "a socket of its own, by system call", "UDP, by system call",
                 "memory to write and run", "written memory made to run", "a file in memory",
                 "living on without the parent", "being looked into",
                 "a given socket, to linger when closed", "a given socket, bound to a device", "a file's room, taken beyond its end",
                 "where a link leads", "a pipe of 1 MB"}
# A host built with AddressSanitizer reserves terabytes, so it sets itself no limit of memory.
ONLY_MEMORY_LIMIT = {"2 GB of memory", "a higher limit of its own"}
NAMED = re.compile(r"refused: E[A-Z0-9]+, ")


def judge(table):
    """Prints it; gives what got through."""
    width = max(len(name) for name, _ in table)
    for name, outcome in table:
        print(f"{name:{width}}  {outcome}")
    return {name for name, outcome in table if not NAMED.match(outcome)}


def read_table(file):
    lines = pathlib.Path(file).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(": ", 1)) for line in lines]


class Thief:
    def __init__(self, job, fixtures, scratch):
        self.job, self.fixtures, self.scratch = job, fixtures, scratch
        home = scratch / "home"
        (home / ".local/state/kith").mkdir(parents=True)
        self.state = home / ".local/state/kith/plugins/thief"
        self.ledger = home / ".local/state/kith/ledger.db"
        self.victim = home / "diary"
        # A real bus, so that a way to it would lead somewhere.
        self.bus = scratch / "bus"
        self.daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
                                        f"--address=unix:path={self.bus}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.daemon.stdout.readline()

    def close(self):
        self.daemon.kill()
        self.daemon.wait()

    def run(self, host, plugin="thief", settings=None, **request):
        for file in (self.ledger, self.victim):
            file.write_text("dear diary\n")
        given = {"victim": str(self.victim), "ledger": str(self.ledger), "session_bus": str(self.bus), "system_bus": str(self.bus),
                 **(settings or {})}
        asked = {"call": "sense", "now": 1772454600, "all": True, "state_dir": str(self.state), "settings": given, **request}
        ran = subprocess.run([self.job, str(host), self.fixtures, plugin], input=json.dumps(asked), text=True, capture_output=True,
                             env={"PATH": os.environ["PATH"], "HOME": str(self.scratch / "home")}, timeout=60)
        records = [json.loads(line) for line in ran.stdout.splitlines()]
        assert records and records[-1]["type"] == "outcome", ran
        table = [(each["ref"], each["because"]) for each in records if each["type"] == "skipped"]
        return table, records[-1]


def sanitized(host):
    return b"__asan_init" in pathlib.Path(host).read_bytes()


def whole_jail(thief, host):
    table, outcome = thief.run(host)
    through = judge(table)
    assert outcome["ok"] and outcome["jail"] == "full", outcome
    assert not through - (ONLY_MEMORY_LIMIT if sanitized(host) else set()), through
    assert ONLY_LANDLOCK | ONLY_SYSCALLS <= {name for name, _ in table}
    assert thief.victim.read_text() == thief.ledger.read_text() == "dear diary\n"
    assert read_table(thief.state / "table") == table
    # What it asked for in vain is told to kithd, and by the broker, not by the plugin.
    assert "unlisted.example" in outcome["refused"] and "127.0.0.1:22" in outcome["refused"], outcome
    assert outcome["reached"] == []


def endless_processor(thief, host):
    _, outcome = thief.run(host, settings={"attempt": "spin"}, deadline_ms=1000)
    print("endless processor time:", outcome["kind"] + ",", outcome["text"])
    assert not outcome["ok"] and outcome["kind"] in ("timed-out", "too-much"), outcome


def freeze(thief, host, **request):
    """kithd's thread is the one here that waits for the job: no socket of the plugin's may make it wait longer."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        begun = time.monotonic()
        _, outcome = thief.run(host, settings={"attempt": "linger", "server": f"127.0.0.1:{deaf.getsockname()[1]}"}, **request)
        took = time.monotonic() - begun
    print(f"a socket that lingers, passed to kithd: {outcome['kind']} after {took:.1f} s")
    assert outcome["kind"] == "garbled" and took < 10, (outcome, took)


def hidden(thief, host):
    """What it was refused reaches kithd, whatever it says of itself."""
    _, outcome = thief.run(host, settings={"attempt": "hide"})
    print("a forged result and a closed mouth: refused", outcome["refused"])
    assert outcome["ok"] and outcome["refused"] == ["unlisted.example"], outcome
    _, outcome = thief.run(host, settings={"attempt": "shout"})
    assert outcome["ok"] and outcome["refused"] == ["unlisted.example"], outcome


def invented(thief, host):
    """Of one that is ended nothing is known but that; and no name it thinks up speaks in Kith's stead."""
    _, outcome = thief.run(host, settings={"attempt": "hide-late"}, deadline_ms=2000)
    print(f"a forged list and a hang: {outcome['kind']}, refused {outcome['refused']}, reached {outcome['reached']}")
    assert outcome["kind"] == "timed-out" and outcome["refused"] == outcome["reached"] == [], outcome
    _, outcome = thief.run(host, settings={"attempt": "flatter"})
    print("a name with advice in it: refused", outcome["refused"])
    assert outcome["ok"] and outcome["refused"] == ["a name that is no host"], outcome


def overfull(thief, host):
    """What it keeps is looked at before, while and after it runs; nothing runs until it keeps less."""
    for attempt in ("hoard", "bury"):
        _, outcome = thief.run(host, settings={"attempt": attempt})
        print(f"{attempt}: {outcome['kind']}, {outcome['text']}")
        assert outcome["kind"] == "too-much" and "state folder" in outcome["text"], outcome
        kept = int(subprocess.run(["du", "-sm", thief.state], capture_output=True, text=True).stdout.split()[0])
        assert kept < 4000, f"{kept} MB were written"
        _, outcome = thief.run(host, settings={"attempt": "shout"})
        assert outcome["kind"] == "too-much", outcome
        subprocess.run(["rm", "-rf", thief.state], check=True)
        _, outcome = thief.run(host, settings={"attempt": "shout"})
        assert outcome["ok"], outcome


def honest(thief, host):
    """What is renamed or removed during a look is no offence."""
    _, outcome = thief.run(host, settings={"attempt": "cache"})
    print(f"a cache kept by renaming: {outcome['kind'] or 'fine'} {outcome['text']}")
    assert outcome["ok"], outcome
    subprocess.run(["rm", "-rf", thief.state], check=True)


def orphaned(thief, host):
    """A kithd that is killed leaves nothing behind, not even a plugin that hangs."""
    asked = {"call": "sense", "now": 1772454600, "deadline_ms": 3000, "settings": {}}
    job = subprocess.Popen([thief.job, str(host), thief.fixtures, "hangs"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    job.stdin.write(json.dumps(asked).encode())
    job.stdin.close()
    children = pathlib.Path(f"/proc/{job.pid}/task/{job.pid}/children")
    begun = time.monotonic()
    while not (left := children.read_text().split()):
        assert time.monotonic() < begun + 2, "the host is started"
        time.sleep(0.01)
    time.sleep(0.5)
    job.kill()
    job.wait()
    while pathlib.Path(f"/proc/{left[0]}").exists():
        assert time.monotonic() < begun + 20, "the host has ended"
        time.sleep(0.05)
    print(f"a plugin that hangs, and kithd killed: gone after {time.monotonic() - begun:.1f} s")


def lesser(thief, links, name, level, holds, falls):
    table, outcome = thief.run(links / name)
    assert outcome["kind"] == "config" and "sandbox: best-effort" in outcome["text"] and not table, (name, outcome)
    table, outcome = thief.run(links / name, best_effort=True)
    through = {each for each, said in table if not NAMED.match(said)}
    print(f"{name}: {outcome['jail']} ({outcome['jail_text']}); got through: {len(through)} of {len(table)}")
    assert outcome["ok"] and outcome["jail"] == level, (name, outcome)
    assert not through & holds, (name, through & holds)
    assert falls <= through, (name, [row for row in table if row[0] in falls - through])
    # A plugin that stays on this computer runs without a word.
    _, outcome = thief.run(links / name, plugin="behave")
    assert outcome["ok"] and outcome["jail"] == level, (name, outcome)


def lesser_kernels(thief, host, program, scratch):
    links = scratch / "links"
    links.mkdir()
    for name in ("no-landlock", "old-landlock", "landlock-1", "no-seccomp", "neither", "no-pidfd", "no-close-range"):
        (links / name).symlink_to(pathlib.Path(program).resolve())
    for name in ("no-landlock", "old-landlock"):
        lesser(thief, links, name, "partial", ONLY_SYSCALLS, ONLY_LANDLOCK)
    lesser(thief, links, "no-seccomp", "partial", ONLY_LANDLOCK, ONLY_SYSCALLS)
    freeze(thief, links / "no-seccomp", best_effort=True)
    lesser(thief, links, "neither", "limits", set(), ONLY_LANDLOCK | ONLY_SYSCALLS)
    # The first Landlock is enough, with what the filter of system calls makes up for.
    for name, words in (("landlock-1", "Landlock 1, system calls"), ("no-close-range", "system calls")):
        table, outcome = thief.run(links / name)
        through = {each for each, said in table if not NAMED.match(said)}
        print(f"{name}: {outcome['jail']} ({outcome['jail_text']}); got through: {through or 'none'}")
        assert outcome["ok"] and outcome["jail"] == "full" and words in outcome["jail_text"], outcome
        assert len(table) > 80 and not through - (ONLY_MEMORY_LIMIT if sanitized(host) else set()), through
    # A broker that cannot be told when its plugin ends, ends it.
    _, outcome = thief.run(links / "no-pidfd")
    print(f"no-pidfd: {outcome['kind']}, {outcome['text']}")
    assert outcome["kind"] == "crashed", outcome


def main():
    if sys.argv[1] == "table":
        through = judge(read_table(sys.argv[2]))
        print(f"{len(through)} attempts got through" if through else "every attempt was refused")
        return 1 if through else 0
    job, host, fixtures = sys.argv[1:4]
    with tempfile.TemporaryDirectory(prefix="kith-thief-") as scratch:
        scratch = pathlib.Path(scratch)
        thief = Thief(job, fixtures, scratch)
        try:
            whole_jail(thief, host)
            endless_processor(thief, host)
            freeze(thief, host)
            hidden(thief, host)
            invented(thief, host)
            overfull(thief, host)
            honest(thief, host)
            orphaned(thief, host)
            if len(sys.argv) > 4:
                lesser_kernels(thief, host, sys.argv[4], scratch)
        finally:
            thief.close()
    return 0


sys.exit(main())
