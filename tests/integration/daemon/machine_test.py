#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The real kithd on machines that lack something, and one that is left alone: python3 machine_test.py BINDIR FIXTURES."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import time

from life import DAY, OPEN_ALL_DAY, ripe_life, run

WATCHDOG_US = 20 * 60 * 1_000_000
PRIVATE_KB = 1536
LEFT_KB = 256  # where a long answer was, small pieces stay between what is given back
LINKED_NEVER = ("libcurl", "libical", "libicu", "libglib", "libgmime", "libpugixml")


def sensed(life):
    life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")


def no_runtime_folder(prefix, _):
    """No folder of the session's, no bus, no desktop: kithd and kith find each other all the same."""
    life = ripe_life(prefix)
    # Unset, unless the fallback would be the very folder of whoever runs this test.
    usual = pathlib.Path(f"/run/user/{os.getuid()}")
    life.more = {"XDG_RUNTIME_DIR": str(life.dir / "absent" / "run") if usual.exists() else ""}
    try:
        gone = life.kith("status")
        assert gone.returncode == 3 and "kithd" in gone.stderr and "!" not in gone.stderr, gone
        life.start()
        life.until(lambda: len(life.offered()) == 1, "an offer")
        assert life.kith("later").returncode == 0
        second = subprocess.run([life.bin / "kithd", "--config", life.dir / "config", "--state", life.state],
                                env=life.environment(), capture_output=True, text=True, timeout=30)
        assert second.returncode == 1 and "one is enough" in second.stderr, second
        assert life.kith("status").returncode == 0
    finally:
        life.close()


def own_mount(life, options, then="true"):
    """A command in whose eyes the state folder is a small file system of its own, filled by `then`."""
    kept, state = life.dir / "kept", life.state
    script = f'mount -t tmpfs -o {options} tmpfs "{state}" && cp -a "{kept}/." "{state}/" && {{ {then}; }} && exec "$@"'
    return ["unshare", "-rm", "sh", "-c", script, "sh"]


def may_mount():
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0


def keep_a_state(life):
    """A ledger that has sensed, and no offer made yet."""
    life.write(OPEN_ALL_DAY.replace("deliver: [term]\n", ""))
    life.start()
    sensed(life)
    life.stop()
    life.offers.unlink(missing_ok=True)
    life.write(OPEN_ALL_DAY)
    life.state.rename(life.dir / "kept")
    life.state.mkdir()


def full_disk(prefix, _):
    """What cannot be remembered is not offered; the status says so; with room again nothing is lost."""
    if not may_mount():
        print("        passed over: no mount of one's own here")
        return
    life = ripe_life(prefix)
    try:
        keep_a_state(life)
        full = own_mount(life, "size=1m", f'cat /dev/zero >"{life.state}/filler" || true')
        life.start(*full)
        life.until(lambda: "disk is full" in life.health(), "the health line")
        assert "could not be remembered" in life.json("status")["line"]
        assert life.kith("log", "lee").returncode == 1
        assert not life.offered(), life.offered()
        os.remove(f"/proc/{life.daemon.pid}/root{life.state}/filler")
        assert life.kith("log", "lee").returncode == 0
        doctor = life.kith("doctor")  # what the mail had told may have been refused
        assert doctor.returncode == 0, doctor
        assert not life.health(), life.health()
        assert len(life.json("show", "lee")["past"]) == 2
        life.stop()
        offered = life.offered()  # with room there may have been one
        kithd = [life.bin / "kithd", "--config", life.dir / "config", "--state", life.state]
        once = subprocess.run([*full, *kithd, "--once"],
                              env=life.environment(), capture_output=True, text=True, timeout=30)
        assert once.returncode == 0 and once.stdout.startswith("silent: "), once
        once = subprocess.run([*full, *kithd, "--once", "--json"], env=life.environment(), capture_output=True,
                              text=True, timeout=30)
        line = json.loads(once.stdout)
        assert line["because"] == ["stale"] and line["trouble"] == "the disk is full", line
        assert life.offered() == offered, life.offered()
    finally:
        life.close()


def read_only_state(prefix, _):
    """A state folder that takes nothing from the start: kithd runs, offers nothing, says what mends it, and goes on
    by itself once it does."""
    if not may_mount():
        print("        passed over: no mount of one's own here")
        return
    life = ripe_life(prefix)
    try:
        keep_a_state(life)
        read_only = own_mount(life, "size=4m", f'mount -o remount,ro tmpfs "{life.state}"')
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(life.dir / "notify"))
            life.start(*read_only, NOTIFY_SOCKET=str(life.dir / "notify"))
            assert b"READY=1" in notify.recv(4096)
        assert str(life.state) in life.health() and "Read-only" in life.health(), life.health()
        status = life.json("status")
        assert not status["deciding"] and "remembered" in status["line"], status
        for words in (["log", "lee"], ["undo"], ["pause"], ["list"], ["why"], ["done"], ["not-a-touch", "x"], ["rest", "lee"]):
            done = life.kith(*words)
            assert done.returncode == 1 and "remembered" in done.stderr, (words, done)
        assert not life.offered(), life.offered()
        subprocess.run(["nsenter", "-t", str(life.daemon.pid), "-U", "-m", "--preserve-credentials", "mount", "-o",
                        "remount,rw", "tmpfs", str(life.state)], check=True)
        life.until(lambda: life.offered(), "it goes on by itself")
        assert not life.health(), life.health()
        assert len(life.json("show", "lee")["past"]) == 1
        life.stop()
        kithd = [life.bin / "kithd", "--config", life.dir / "config", "--state", life.state, "--once"]
        for more in ([], ["--json"]):
            once = subprocess.run([*read_only, *kithd, *more], env=life.environment(), capture_output=True, text=True,
                                  timeout=30)
            assert once.returncode == 0 and "Read-only" in once.stdout, once
    finally:
        life.close()


def full_from_the_start(prefix, _):
    """The same with a disk that has no room for a first ledger."""
    if not may_mount():
        print("        passed over: no mount of one's own here")
        return
    life = ripe_life(prefix)
    try:
        life.state.mkdir()
        (life.dir / "kept").mkdir()
        life.start(*own_mount(life, "size=1m", f'cat /dev/zero >"{life.state}/filler" || true'))
        assert str(life.state) in life.health() and "room" in life.health(), life.health()
        assert not life.json("status")["deciding"] and not life.offered()
        os.remove(f"/proc/{life.daemon.pid}/root{life.state}/filler")
        life.until(lambda: life.offered(), "it goes on by itself")
        assert not life.health(), life.health()
    finally:
        life.close()


def timers(pid):
    """Seconds from now until each timer of the process that is set."""
    out = []
    for entry in pathlib.Path(f"/proc/{pid}/fdinfo").iterdir():
        fields = dict(line.split(":", 1) for line in entry.read_text().splitlines() if ":" in line)
        if "it_value" in fields:
            seconds = int(fields["it_value"].strip(" ()").split(",")[0])
            if seconds:
                out.append(seconds)
    return out


def switches(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("voluntary"))


def private_kb(pid):
    """What is private and written to; pages of files just built, not yet on the disk, are no memory of kithd's."""
    lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def left_alone(prefix, _):
    """Between slots kithd sleeps, is small, and has nothing in it that reads remote data."""
    # Where it is about noon, so that neither a slot nor the nightly look is near.
    east = 12 - time.gmtime().tm_hour
    people = "".join(f"  - {{id: p{i}, name: P{i}, circle: wide, addresses: [p{i}@example.net]}}\n" for i in range(48))
    config = OPEN_ALL_DAY.replace("plugins:\n", people + "plugins:\n")
    config = config.replace('["00:00", "06:00", "12:00", "18:00"]', '["00:00"]').replace("6 hours", "1 hour")
    config = config.replace("timezone: UTC", f"timezone: Etc/GMT{-east:+}")
    life, other = ripe_life(prefix, config), ripe_life(prefix)
    try:
        for i in range(48):
            life.mail(time.time() - (i + 1) * DAY, f"p{i}@example.net", "sam@example.org")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(life.dir / "notify"))
            life.start(NOTIFY_SOCKET=str(life.dir / "notify"), WATCHDOG_USEC=str(WATCHDOG_US))
            sensed(life)
            assert life.json("status")["connections"] == 50
            pid = life.daemon.pid
            maps = pathlib.Path(f"/proc/{pid}/maps").read_text()
            assert not [name for name in LINKED_NEVER if name in maps]

            def at_rest():
                seen = []
                life.until(lambda: seen.append(switches(pid)) or seen[-10:] == 10 * seen[-1:], "the last caller is gone")
                return private_kb(pid)

            small = at_rest()
            for word in ("list", "why"):  # the longest answers
                assert life.kith(word).returncode == 0
            asked = at_rest()
            if "libasan" not in maps:
                assert small <= PRIVATE_KB and asked <= small + LEFT_KB, (small, asked)
            before = switches(pid)
            # The world goes on meanwhile: another life from its start to its offer.
            other.start()
            other.until(lambda: other.offered(), "an offer elsewhere")
            assert switches(pid) == before, "kithd woke with nothing to do"
            # The next to wake it is the watchdog: at most six times an hour.
            assert timers(pid) and min(timers(pid)) >= 600, timers(pid)
    finally:
        life.close()
        other.close()


sys.exit(run([no_runtime_folder, full_disk, read_only_state, full_from_the_start, left_alone], *sys.argv[1:3]))
