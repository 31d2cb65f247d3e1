#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""org.kith.Kith1 on a real bus of its own: bus_test.py BINDIR DOCS. Prints each test; exit 1 if one failed."""

import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import time

from gi.repository import Gio, GLib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import OPEN_ALL_DAY, Life, ripe_life, run  # noqa: E402

NAME, OBJECT = "org.kith.Kith1", "/org/kith/Kith1"
DEADLINE = 30
SEED = int(os.environ.get("KITH_SEED", "1"))
WEIRD_CALLS = int(os.environ.get("KITH_FUZZ_CALLS", "3000"))
ANYBODY = """<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow receive_sender="*"/></policy></busconfig>"""


class BusLife:
    """A ripe life with a bus at the usual place of its runtime folder."""

    def __init__(self, prefix, config=OPEN_ALL_DAY):
        self.life = ripe_life(prefix, config)
        self.socket = self.life.dir / "run" / "bus"
        self.bus = None

    def start_bus(self, config=None, **environment):
        how = [f"--config-file={config}"] if config else ["--session", f"--address=unix:path={self.socket}"]
        self.bus = subprocess.Popen(["dbus-daemon", *how, "--nofork", "--nosyslog", "--print-address"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                    env=self.life.environment() | environment)
        assert self.bus.stdout.readline(), "the bus did not start"

    def stop_bus(self):
        self.bus.kill()
        self.bus.wait()
        self.bus.stdout.close()
        self.bus = None
        self.socket.unlink(missing_ok=True)

    def busctl(self, *words, before=()):
        return subprocess.run([*before, "busctl", f"--address=unix:path={self.socket}", *words], text=True,
                              capture_output=True, timeout=DEADLINE, env=self.life.environment())

    def call(self, method, *arguments, before=()):
        return self.busctl("--json=short", "call", NAME, OBJECT, NAME, method, *arguments, before=before)

    def ask(self, method, *arguments):
        done = self.call(method, *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(json.loads(done.stdout)["data"][0])

    def held(self):
        return self.life.json("status")["bus"]

    def start(self):
        self.life.start()
        self.life.until(self.held, "kithd is on the bus")

    def close(self):
        self.life.close()
        if self.bus:
            self.stop_bus()


def with_bus(test):
    def wrapped(prefix, docs):
        bus = BusLife(prefix)
        try:
            test(bus, docs)
        finally:
            bus.close()

    wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
    return wrapped


@with_bus
def busctl_can_do_it(bus, docs):
    """busctl introspects, asks, logs and is told what is wrong; the document names what is there."""
    bus.start_bus()
    bus.start()
    shown = bus.busctl("introspect", NAME, OBJECT, NAME).stdout
    there = set(re.findall(r"^\.(\w+) +(?:method|signal)", shown, re.M))
    assert {"Status", "Log", "Answer", "NudgeOffered", "Changed", "Reload"} <= there, shown
    told = set(re.findall(r"`([A-Z]\w+)(?:\(s\))?`", (pathlib.Path(docs) / "bus.md").read_text()))
    assert there <= told, there - told
    xml = bus.busctl("introspect", "--xml-interface", NAME, OBJECT).stdout
    assert '<arg type="a{sv}" name="contact" direction="in"/>' in xml, xml
    assert bus.ask("Status")["connections"] == 2
    bus.life.until(lambda: bus.life.source("mail") and bus.life.source("mail")["fresh"], "the mail is read")
    said = bus.ask("Log", "a{sv}", "3", "names", "as", "2", "ana", "lee", "channel", "s", "call", "minutes", "u", "12")
    assert said["say"] and len(bus.life.json("show", "lee")["past"]) == 2, said
    for arguments, name in ((("1", "name", "s", "nobody"), "nobody"), (("1", "nmae", "s", "ana"), "nmae"),
                            (("2", "name", "s", "ana", "minutes", "s", "x"), "minutes"), (("0",), "name")):
        wrong = bus.call("Log", "a{sv}", *arguments)
        assert wrong.returncode == 1 and name in wrong.stderr, wrong
    assert bus.call("Log", "s", "ana").returncode == 1


@with_bus
def ten_lines_of_python(bus, docs):
    """The script of docs/bus.md logs, asks, and hears of the change another program makes."""
    manual = (pathlib.Path(docs) / "bus.md").read_text()
    script = re.search(r"```python\n(.*?)```", manual, re.S).group(1)
    assert len([line for line in script.splitlines() if line]) <= 10
    bus.start_bus()
    bus.start()
    environment = bus.life.environment() | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus.socket}"}
    with subprocess.Popen(["/usr/bin/python3", "-c", script], stdout=subprocess.PIPE, text=True,
                          env=environment) as program:
        try:
            lines = [program.stdout.readline() for _ in range(3)]
            assert any("Ana" in line for line in lines), lines
            assert bus.life.json("show", "ana")["past"], "the call was logged"
            assert bus.life.kith("log", "lee").returncode == 0
            while not (line := program.stdout.readline()).startswith("Changed "):
                assert line, "the script ended"
            assert "outstanding" in json.loads(line.split(" ", 1)[1])
        finally:
            program.kill()


@with_bus
def offers_are_told(bus, _):
    """An offer comes as a signal, with the words that Outstanding has."""
    bus.start_bus()
    heard = []
    there = Gio.DBusConnection.new_for_address_sync(
        f"unix:path={bus.socket}", Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
        Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
    there.signal_subscribe(NAME, NAME, "NudgeOffered", OBJECT, None, 0,
                           lambda *what: heard.append(json.loads(what[5][0])))
    bus.start()
    bus.life.until(lambda: GLib.MainContext.default().iteration(False) or heard, "the signal")
    assert heard[0]["connection"] == "ana" and heard[0]["title"], heard


@with_bus
def bus_comes_and_goes(bus, _):
    """Without a bus all goes on over the socket and status says so; a bus that comes, or comes back, is taken."""
    bus.life.start()
    absent = bus.life.kith("status").stdout
    assert "no user bus" in absent and not bus.held(), absent
    assert bus.life.kith("log", "lee").returncode == 0
    for _ in range(3):
        bus.start_bus()
        bus.life.until(bus.held, "the bus is taken")
        assert bus.ask("Status")["bus"] is True
        assert "user bus" not in bus.life.kith("status").stdout
        bus.stop_bus()
        bus.life.until(lambda: not bus.held(), "kithd knows that the bus is gone")
        assert "user bus is gone" in bus.life.kith("status").stdout or "no user bus" in bus.life.kith("status").stdout
        assert bus.life.kith("log", "lee").returncode == 0


@with_bus
def name_taken(bus, _):
    """Another program has the name: status says so, and kithd has it once that program ends."""
    bus.start_bus()
    squatter = Gio.DBusConnection.new_for_address_sync(
        f"unix:path={bus.socket}", Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
        Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
    squatter.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                       GLib.Variant("(su)", (NAME, 0)), None, 0, -1, None)
    bus.life.start()
    bus.life.until(lambda: "Another program" in bus.life.kith("status").stdout, "the sentence")
    squatter.close_sync(None)
    bus.life.until(bus.held, "kithd has the name")
    assert "Another program" not in bus.life.kith("status").stdout


@with_bus
def other_uids_are_refused(bus, _):
    """A bus and a socket anybody may reach: kithd answers its own uid alone."""
    if os.getuid() != 0:
        print("        passed over: only root can be two people")
        return
    for folder in (bus.life.dir, bus.life.dir / "run"):
        folder.chmod(0o755)
    config = bus.life.dir / "anybody.conf"
    config.write_text(ANYBODY % bus.socket)
    bus.start_bus(config)
    bus.socket.chmod(0o777)
    bus.start()
    stranger = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for method in ("Status", "Undo"):
        refused = bus.call(method, before=stranger)
        assert refused.returncode == 1 and "belongs to" in refused.stderr, refused
    assert bus.ask("Status")
    control = bus.life.dir / "run" / "kith" / "control"
    connect = ["/usr/bin/python3", "-c", "import socket,sys\ns=socket.socket(socket.AF_UNIX)\n"
               "s.connect(sys.argv[1])\ns.settimeout(20)\ns.sendall(b'\\0AUTH EXTERNAL\\r\\n')\n"
               "sys.exit(0 if s.recv(1) == b'' else 9)", str(control)]
    assert subprocess.run([*stranger, *connect], capture_output=True).returncode == 1, "the folder is not closed"
    control.parent.chmod(0o755)
    control.chmod(0o777)
    turned_away = subprocess.run([*stranger, *connect], capture_output=True, text=True)
    assert turned_away.returncode == 0 or "reset" in turned_away.stderr.lower() or "broken" in turned_away.stderr.lower(), \
        turned_away
    assert subprocess.run(connect, capture_output=True).returncode == 9, "its own uid is let in"


@with_bus
def idle_lines_keep_nobody_out(bus, _):
    """As many lines as kithd keeps, held open by programs that say nothing, or that log in and listen."""
    bus.start_bus()
    bus.start()
    lines = []
    for number in range(200):
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(bus.life.dir / "run" / "kith" / "control"))
        if number % 2:
            line.sendall(b"\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n")
        lines.append(line)
        if number % 16 == 15:  # no more than its backlog at once
            assert bus.life.kith("status").returncode == 0, number
    for line in lines:
        line.close()
    assert bus.life.kith("status").returncode == 0


@with_bus
def asking_starts_nothing(bus, _):
    """kith never starts a stopped kithd; a call on the bus does, by the activation file."""
    services = bus.life.dir / "share" / "dbus-1" / "services"
    services.mkdir(parents=True)
    (services / f"{NAME}.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={bus.life.bin}/kithd\n")
    bus.start_bus(XDG_DATA_DIRS=str(bus.life.dir / "share"))
    for words in (["status"], ["why"], ["log", "ana"]):
        assert bus.life.kith(*words).returncode == 3
    quiet = bus.busctl("--auto-start=no", "call", NAME, OBJECT, NAME, "Status")
    assert quiet.returncode == 1, quiet
    assert bus.life.kith_gone() == 3, "something started kithd"
    assert "cannot be used yet" in bus.ask("Status")["line"]
    pid = int(re.search(r"^PID=(\d+)", bus.busctl("status", NAME).stdout, re.M).group(1))
    os.kill(pid, signal.SIGTERM)
    bus.life.until(lambda: bus.life.kith_gone() == 3, "it ends")


def anything(rng, signature):
    """A random value of one complete type."""
    words = ["", "ana", "lee", "later", "going", "names", "minutes", "at", "2 weeks", "2026-03-02", "\U0001F60A", "a" * 5000,
             "\x01\x1b[31m", "-1", "99999999999999999999", "%s%n", "../../etc/passwd", "ana\nlee"]
    if signature == "s":
        return rng.choice(words) if rng.random() < 0.9 else "".join(chr(rng.randrange(1, 0xD000)) for _ in range(40))
    if signature == "b":
        return rng.random() < 0.5
    if signature == "d":
        return rng.choice([0.0, -1.5, 1e308, float("inf"), float("nan")])
    if signature in "ynqiuxt":
        bits = {"y": 8, "n": 16, "q": 16, "i": 32, "u": 32, "x": 64, "t": 64}[signature]
        low, high = (0, 2**bits - 1) if signature in "yqut" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        return rng.choice([low, high, 0 if low <= 0 else low, 1, rng.randint(low, high)])
    if signature == "v":
        inner = rng.choice(["s", "i", "u", "t", "x", "b", "d", "as", "ai", "a{sv}", "(si)", "v"])
        return GLib.Variant(inner, anything(rng, inner))
    if signature.startswith("a{"):
        return {anything(rng, "s"): anything(rng, "v") for _ in range(rng.randrange(5))}
    if signature.startswith("a"):
        return [anything(rng, signature[1:]) for _ in range(rng.choice([0, 1, 3, 200]))]
    return tuple(anything(rng, c) for c in signature[1:-1])


def quietly(connection, method, arguments):
    """Calls without waiting; what comes back is not looked at."""
    connection.call(None, OBJECT, NAME, method, arguments, None, 0, 20000, None, None)


@with_bus
def call_with_its_login(bus, _):
    """The first call in one piece with the end of the login, as GDBus sends it under load, is answered."""
    bus.start_bus()
    bus.start()
    call = Gio.DBusMessage.new_method_call(None, OBJECT, NAME, "Status")
    call.set_serial(1)
    for first in (b"BEGIN\r\n", b"NEGOTIATE_UNIX_FD\r\nBEGIN\r\n"):
        with socket.socket(socket.AF_UNIX) as peer:
            peer.settimeout(10)
            peer.connect(str(bus.life.dir / "run" / "kith" / "control"))
            peer.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            assert peer.recv(100).startswith(b"OK ")
            peer.sendall(first + call.to_blob(Gio.DBusCapabilityFlags.UNIX_FD_PASSING))
            heard = b""
            while b"Quiet" not in heard and b"connections" not in heard:
                more = peer.recv(65536)
                assert more, heard
                heard += more


@with_bus
def any_argument(bus, _):
    """Calls with arguments of every kind and type, and bytes that are no D-Bus at all: kithd goes on as before."""
    rng = random.Random(SEED)
    print(f"        seed {SEED}, {WEIRD_CALLS} calls")
    bus.start_bus()
    bus.start()
    control = bus.life.dir / "run" / "kith" / "control"
    peer = Gio.DBusConnection.new_for_address_sync(f"unix:path={control}", Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT,
                                                   None, None)
    node = peer.call_sync(None, OBJECT, "org.freedesktop.DBus.Introspectable", "Introspect", None, None, 0, -1, None)
    methods = {m.name: "".join(a.signature for a in m.in_args)
               for i in Gio.DBusNodeInfo.new_for_xml(node[0]).interfaces if i.name == NAME for m in i.methods}
    before = bus.ask("Status")["connections"]
    for step in range(WEIRD_CALLS):
        method = rng.choice(list(methods))
        signature = methods[method] if rng.random() < 0.8 else rng.choice(["", "s", "ss", "i", "v", "a{sv}", "as", "(s)", "d"])
        parts = re.findall(r"a\{sv\}|as|\(s\)|.", signature)
        arguments = GLib.Variant(f"({signature})", tuple(anything(rng, part) for part in parts))
        quietly(peer, method, arguments)
        if step % 50 == 49:
            done = peer.call_sync(None, OBJECT, NAME, "Ids", None, None, 0, 20000, None)
            assert {*json.loads(done[0])["text"]} <= {"ana", "lee"}  # some were told to be let go
    for _ in range(200):
        with socket.socket(socket.AF_UNIX) as raw:
            raw.connect(str(control))
            try:
                raw.sendall(rng.choice([b"", b"\0AUTH ANONYMOUS\r\nBEGIN\r\n"]) + rng.randbytes(rng.randrange(2000)))
            except OSError:
                pass  # hung up on, as it should be
    assert bus.ask("Status")["connections"] == before
    assert bus.life.kith("status").returncode == 0
    rss = next(int(l.split()[1]) for l in open(f"/proc/{bus.life.daemon.pid}/status") if l.startswith("VmRSS"))
    sanitized = "libasan" in pathlib.Path(f"/proc/{bus.life.daemon.pid}/maps").read_text()
    assert sanitized or rss < 40_000, rss
    log = (bus.life.dir / "log").read_text()
    assert "a command failed" not in log, log[-2000:]


sys.exit(run([busctl_can_do_it, ten_lines_of_python, offers_are_told, bus_comes_and_goes, name_taken,
              other_uids_are_refused, idle_lines_keep_nobody_out, asking_starts_nothing, call_with_its_login, any_argument], *sys.argv[1:3]))
