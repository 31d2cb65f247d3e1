#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What starting kithd and asking it costs, as ratios against floors measured in the same run:
    python3 tests/bench/daemon_bench.py build/release
Floors: a C++ program with sd-event and an open SQLite ledger that says READY, and a C client that makes one
call. Then the same on a ledger with a million touchpoints. Also kithd's private memory with 50 people."""

import os
import pathlib
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 15
TOP = pathlib.Path(__file__).resolve().parent.parent.parent

FLOOR = r"""
#include <string>
#include <sqlite3.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
int main(int, char** argv) {
    std::string file = argv[1];
    sqlite3* db = nullptr;
    sqlite3_open(file.c_str(), &db);
    sqlite3_exec(db, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                     "CREATE TABLE IF NOT EXISTS t(a INTEGER) STRICT; SELECT count(*) FROM t", nullptr, nullptr, nullptr);
    sd_event* loop = nullptr;
    sd_event_default(&loop);
    sd_event_set_signal_exit(loop, 1);
    sd_notify(0, "READY=1");
    return sd_event_loop(loop);
}
"""
CLIENT = r"""
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-bus.h>
int main(int argc, char** argv) {
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    strncpy(a.sun_path, argv[argc - 1], sizeof a.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr*)&a, sizeof a)) return 1;
    sd_bus* b = NULL;
    sd_bus_new(&b);
    sd_bus_set_fd(b, fd, fd);
    sd_bus_set_anonymous(b, 1);
    sd_bus_start(b);
    sd_bus_message* r = NULL;
    const char* s = "";
    if (sd_bus_call_method(b, NULL, "/org/kith/Kith1", "org.kith.Kith1", "Status", NULL, &r, "") < 0) return 2;
    sd_bus_message_read(r, "s", &s);
    return puts(s) < 0;
}
"""


def build(folder, name, text, compiler, libraries):
    source = folder / (name + (".cpp" if compiler == "g++" else ".c"))
    source.write_text(text)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", *libraries], capture_output=True, text=True,
                           check=True).stdout.split()
    subprocess.run([compiler, "-O2", "-o", folder / name, source, *flags], check=True)
    return folder / name


def until_ready(command, environment):
    """Seconds from exec to READY=1; the process is ended afterwards."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.bind(folder + "/notify")
        notify.settimeout(20)
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment | {"NOTIFY_SOCKET": folder + "/notify"},
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while b"READY=1" not in notify.recv(4096):
            pass
        took = time.perf_counter() - began
        process.terminate()
        process.wait()
        return took


def timed(command, environment):
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def pairs(one, other):
    """The medians of two things measured in turn."""
    first, second = [], []
    for _ in range(ROUNDS):
        first.append(one())
        second.append(other())
    return statistics.median(first), statistics.median(second)


def fill(ledger):
    db = sqlite3.connect(ledger)
    db.executemany("INSERT INTO touchpoint(source, ref, connection, at, channel, direction, recorded_at) "
                   "VALUES('mail', ?, ?, ?, 'email', 'in', 0)",
                   ((f"m{i}", f"p{i % 50}", 1_700_000_000 + i * 60) for i in range(1_000_000)))
    db.commit()
    db.close()


def main():
    prefix = pathlib.Path(sys.argv[1]).resolve() / "bin"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        floor = build(folder, "floor", FLOOR, "g++", ["libsystemd", "sqlite3"])
        client = build(folder, "client", CLIENT, "gcc", ["libsystemd"])
        (folder / "config").mkdir()
        (folder / "run").mkdir(mode=0o700)
        people = "".join(f"  - {{id: p{i}, name: P{i}, circle: wide, addresses: [p{i}@example.net]}}\n" for i in range(50))
        (folder / "config" / "kith.yaml").write_text("version: 1\nyou: {timezone: UTC}\nconnections:\n" + people)
        environment = dict(os.environ) | {"XDG_RUNTIME_DIR": str(folder / "run")}
        kithd = [prefix / "kithd", "--config", folder / "config", "--state", folder / "state"]
        control = str(folder / "run" / "kith" / "control")
        until_ready(kithd, environment)
        for what in ("an empty ledger", "a million touchpoints"):
            mine, base = pairs(lambda: until_ready(kithd, environment),
                               lambda: until_ready([floor, folder / "floor.db"], environment))
            print(f"start to READY, {what}: {mine * 1e3:.1f} ms, floor {base * 1e3:.1f} ms, ratio {mine / base:.2f}")
            daemon = subprocess.Popen(kithd, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not os.path.exists(control) or subprocess.run([client, control], capture_output=True).returncode:
                time.sleep(0.05)
            mine, base = pairs(lambda: timed([prefix / "kith", "status"], environment),
                               lambda: timed([client, control], environment))
            print(f"kith status, {what}: {mine * 1e3:.2f} ms, floor {base * 1e3:.2f} ms, ratio {mine / base:.2f}")
            rollup = pathlib.Path(f"/proc/{daemon.pid}/smaps_rollup").read_text()
            dirty = next(line.split()[1] for line in rollup.splitlines() if line.startswith("Private_Dirty"))
            print(f"kithd, 50 connections, {what}: {dirty} kB private dirty")
            daemon.terminate()
            daemon.wait()
            if what == "an empty ledger":
                fill(folder / "state" / "ledger.db")


main()
