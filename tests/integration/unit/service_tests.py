#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What is promised of the unit, asked of systemd itself. Runs as the user, inside; see unit_test.py."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

from life import OPEN_ALL_DAY, run
from service import HOME, QUICK, STATE, call, owned_alone, with_service

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE / "plugins"
RUNTIME = pathlib.Path(os.environ["XDG_RUNTIME_DIR"])
MOST_EXPOSED = "20"  # tenths: 2.0


@with_service
def starts_and_is_ready(service):
    """start returns once kithd is ready; it senses, offers, remembers at its own place, and answers."""
    service.do("start")
    assert service.show("ActiveState") == "active" and service.show("Type") == "notify"
    assert service.kith("status").returncode == 0
    service.until(lambda: len(service.offered()) == 1, "an offer")
    assert service.offered()[0]["connection"] == "ana"
    for path in (STATE, STATE / "ledger.db", RUNTIME / "kith/control"):
        assert path.exists() and owned_alone(path), path
    assert STATE.resolve() == HOME / ".local/state/kith" and not (HOME / ".config/kith/ledger.db").exists()
    assert not any(p.is_symlink() for p in (HOME / ".config").rglob("*")), "nothing there leads elsewhere"
    assert not (HOME / ".local/state/kith/plugins").is_symlink()
    maps = [int(n) for n in pathlib.Path(f"/proc/{service.pid()}/uid_map").read_text().split()]
    assert maps == [os.getuid(), os.getuid(), 1], maps
    second = call("kithd")
    assert second.returncode == 1 and "one is enough" in second.stderr, second


@with_service
def exposure(service):
    """systemd's own judgement of the unit, with the lines that cost something (docs/security.md says why)."""
    judged = service.systemctl("cat", "kithd")
    assert judged.returncode == 0, judged
    judged = call("systemd-analyze", "--user", "security", "--no-pager", f"--threshold={MOST_EXPOSED}", "kithd.service")
    lines = judged.stdout.strip().splitlines()
    for line in [each for each in lines if each.startswith("✗")] + lines[-1:]:
        print("        " + re.sub(r"  +", "  ", line.lstrip("→ ")))
    assert judged.returncode == 0, judged.stdout
    status = None
    service.do("start")
    status = pathlib.Path(f"/proc/{service.pid()}/status").read_text()
    for line in ("NoNewPrivs:\t1", "Seccomp:\t2", "CapBnd:\t0000000000000000", "CapEff:\t0000000000000000"):
        assert line in status, (line, status)
    inside = pathlib.Path(f"/proc/{service.pid()}/root")
    assert not os.listdir(inside / "tmp"), "another's /tmp"


@with_service
def hang(service):
    """A kithd that hangs is ended by the watchdog and started anew; nothing is lost and nothing said twice."""
    service.drop_in(QUICK + "WatchdogSec=2\n")
    service.do("start")
    service.until(lambda: (service.json("status")["outstanding"] or {}).get("state") == "delivered", "an offer")
    assert service.kith("log", "lee").returncode == 0
    old = service.pid()
    os.kill(old, signal.SIGSTOP)
    service.restarted(old)
    assert "Watchdog timeout" in service.log()
    assert len(service.past("lee")) == 2
    assert service.json("status")["outstanding"]["nudge"] == service.offered()[0]["nudge"]
    assert len(service.offered()) == 1


@with_service
def reload(service):
    """reload waits for the outcome: good is in force when it returns, bad fails and says where."""
    service.do("start")
    more = "  - {id: zoe, name: Zoe, circle: wide, addresses: [zoe@example.net]}\n"
    service.write(OPEN_ALL_DAY.replace("plugins:\n", more + "plugins:\n"))
    service.do("reload")
    assert service.json("status")["connections"] == 3
    service.write(OPEN_ALL_DAY.replace("circle: close", "circle: clsoe"))
    bad = service.systemctl("reload", "kithd")
    assert bad.returncode != 0, bad
    assert service.show("ActiveState") == "active" and service.json("status")["connections"] == 3
    status, log = service.kith("status"), service.log()
    assert "kith.yaml:11:" in status.stdout, (status, log)
    # What `kith reload` itself prints may be nobody's in the journal: it has ended before systemd looks whose it was.
    assert "place=kith.yaml:11" in log, log
    service.write(OPEN_ALL_DAY)
    service.do("reload")
    assert service.json("status")["connections"] == 2 and "kith.yaml" not in service.kith("status").stdout
    service.until(lambda: not service.json("status")["health"], "all is well")
    assert int(service.show("NRestarts")) == 0


@with_service
def names_nobody(service):
    """A mistake about somebody is not told to the journal, where systemd has the reload's words go; `kith reload` tells."""
    service.do("start")
    file = HOME / ".config/kith/connections/marta-winter.yaml"
    file.parent.mkdir()
    file.write_text("{id: marta, name: Marta Winter, evry: 2 weeks, circle: wide}\n")
    assert service.systemctl("reload", "kithd").returncode != 0
    service.until(lambda: "the configuration has errors; `kith check` shows where" in service.whole_journal(), "it is told")
    assert "marta" not in service.whole_journal().lower(), service.whole_journal()
    told = service.kith("reload")
    assert told.returncode == 1 and "marta-winter.yaml:1:" in told.stderr, told


@with_service
def stopped_while_delivering(service):
    """Stopped while a program takes an offer: whether it arrived is not known, and it is not made again."""
    fifo = HOME / "fifo"
    fifo.unlink(missing_ok=True)
    os.mkfifo(fifo)
    slow = f'"cat >>{HOME}/offers && read never <{fifo}"'
    service.write(OPEN_ALL_DAY.replace('"cat >>@DIR@/offers"', slow))
    service.do("start")
    service.until(lambda: len(service.offered()) == 1, "the program has it")
    service.do("stop")
    assert service.show("Result") == "success", service.show("Result")
    assert not service.systemctl("is-failed", "kithd").stdout.startswith("failed")
    service.write(OPEN_ALL_DAY)
    service.do("start")
    service.until(lambda: "whether it arrived is not known" in service.past("ana"), "the ledger says so")
    service.kith("why")
    assert len(service.offered()) == 1


@with_service
def crash(service):
    """Killed again and again: it comes back each time, is never given up, and knows all it knew."""
    service.do("start")
    service.until(lambda: len(service.offered()) == 1, "an offer")
    for times in range(1, 9):
        assert service.kith("log", "lee").returncode == 0
        old = service.pid()
        os.kill(old, signal.SIGKILL)
        service.restarted(old, times)
    assert service.show("ActiveState") == "active"
    assert len(service.json("show", "lee")["past"]) >= 9 and len(service.offered()) == 1


@with_service
def no_place_yet(service):
    """The state folder cannot be made at first: the service stays, says so, and goes on once it can."""
    (HOME / ".local").mkdir(exist_ok=True)
    (HOME / ".local/state").write_text("in the way")
    service.do("start")
    told = "\n".join(service.json("status")["health"])
    assert "Ledger" in told and str(STATE) in told, told
    assert not service.offered()
    (HOME / ".local/state").unlink()
    service.until(lambda: len(service.offered()) == 1, "an offer")
    assert not service.json("status")["health"] and service.show("NRestarts") == "0"


@with_service
def wrong_use_is_not_repeated(service):
    """An option that does not exist fails once: trying again would not mend it."""
    service.drop_in(QUICK + "ExecStart=\nExecStart=/usr/local/bin/kithd --nonsense\n")
    service.systemctl("start", "kithd")
    service.until(lambda: service.show("ActiveState") == "failed", "it has failed")
    assert service.show("NRestarts") == "0"
    for word in ("status", "doctor"):
        told = service.kith(word)
        assert told.returncode == 3 and told.stderr.count("\n") == 1, told
        assert "an option" in told.stderr and "`systemctl --user cat kithd`" in told.stderr, told
    # Killed it comes back by itself, and meanwhile that is said.
    service.drop_in("[Service]\nRestartSec=1h\n")
    service.do("restart")
    service.answers()
    os.kill(service.pid(), signal.SIGKILL)
    service.until(lambda: service.show("SubState") == "auto-restart", "it waits")
    told = service.kith("doctor")
    assert told.returncode == 3 and "crashed (Killed)" in told.stderr and "again by itself" in told.stderr, told


@with_service
def boot_without_a_desktop(service):
    """Enabled, it comes with the user's first target: no graphical session, no display."""
    service.do("enable")
    assert "default.target.wants/kithd.service" in [str(p.relative_to(HOME / ".config/systemd/user"))
                                                    for p in (HOME / ".config/systemd/user").rglob("*.service")]
    assert service.systemctl("start", "default.target").returncode == 0
    service.answers()
    assert service.systemctl("is-active", "graphical-session.target").stdout.strip() == "inactive"
    assert "DISPLAY=" not in service.systemctl("show-environment").stdout
    service.until(lambda: len(service.offered()) == 1, "an offer")


@with_service
def a_call_starts_it(service):
    """kith never starts a stopped kithd; a call on the bus starts the unit itself."""
    for words in (["status"], ["why", "ana"], ["list"]):
        assert service.kith(*words).returncode == 3
    assert service.show("ActiveState") == "inactive"
    answer = call("busctl", "--user", "call", "org.kith.Kith1", "/org/kith/Kith1", "org.kith.Kith1", "Status")
    assert answer.returncode == 0, answer
    assert service.show("ActiveState") == "active" and service.json("status")["bus"] is True


@with_service
def secrets(service):
    """A credential of the unit, a command as a unit of its own, and a file: each is had, inside the fence."""
    word = "canary" + "-in-the-unit"
    needy = ("cred", "prog", "file", "gone", "fails", "none")
    files = {name: HOME / name for name in ("cred", "file", "printer", "broken")}
    files["cred"].write_text(word + "\n")
    files["file"].write_text(word)
    files["file"].chmod(0o600)
    files["printer"].write_text(f"#!/bin/sh\nenv >{HOME}/environment\ncat /proc/self/cgroup >{HOME}/cgroup\n"
                                "echo canary-in-the-unit \"$1\"\n")
    files["broken"].write_text("#!/nonexistent/shell\n")
    for name in ("printer", "broken"):
        files[name].chmod(0o700)
    service.write(OPEN_ALL_DAY.replace("deliver: [term]", "deliver: [cred, prog, file, gone, fails, none]").replace("plugins:\n", f"""secrets:
  cred: {{credential: mail}}
  prog: {{command: [{files['printer']}, "$HOME"]}}
  file: {{file: ~/file}}
  gone: {{credential: none}}
  fails: {{command: ["false"]}}
  none: {{command: [{files['broken']}]}}
plugins:
""" + "".join(f"  - {{id: {i}, plugin: lengths, settings: {{password: {{secret: {i}}}}}}}\n" for i in needy)))
    service.drop_in(QUICK + f"LoadCredential=mail:{files['cred']}\n")
    shutil.copytree(FIXTURES, HOME / ".local/share/kith/plugins")
    service.do("start")
    service.until(lambda: set(needy[:3]) <= {s["id"] for s in service.json("status").get("sources", []) if s["fresh"]},
                  "three have their secret")
    lengths = {i: (STATE / "plugins" / i / "length").read_text() for i in needy[:3]}
    assert lengths == {"cred": str(len(word)), "prog": str(len(word + " $HOME")), "file": str(len(word))}, lengths
    health = "\n".join(service.json("status")["health"])
    assert "gone: the secret gone cannot be had: systemd handed over no credential none; `systemctl" in health, health
    service.until(lambda: all(f"{i}: the secret {i}" in "\n".join(service.json("status")["health"]) for i in needy[4:]),
                  "the other two are named")
    assert "kithd.service" not in (HOME / "cgroup").read_text(), "a unit of its own"
    assert not service.told_of_programs(), service.told_of_programs()
    seen = (HOME / "environment").read_text()
    for name in ("DISPLAY=", "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=", "CREDENTIALS_DIRECTORY="):
        assert name not in seen, seen
    assert word not in service.log() and word not in seen
    assert word not in call("journalctl", "--user", "--no-pager", "-o", "export").stdout


@with_service
def the_thief_inside(service):
    """A plugin that tries what none may, inside the installed unit: each attempt is refused with a named error."""
    shutil.copytree(FIXTURES, HOME / ".local/share/kith/plugins")
    (HOME / "diary").write_text("dear diary\n")
    settings = {"victim": HOME / "diary", "ledger": STATE / "ledger.db", "session_bus": RUNTIME / "bus",
                "system_bus": "/run/dbus/system_bus_socket", "server": "127.0.0.1:9"}
    inside = "".join(f"      {key}: {value}\n" for key, value in settings.items())
    service.write(OPEN_ALL_DAY + "  - id: thief\n    plugin: thief\n    settings:\n" + inside)
    service.do("start")
    service.until(lambda: any("thief" in line for line in service.json("status")["confined"]), "the thief has been")
    confined = next(line for line in service.json("status")["confined"] if line.startswith("thief"))
    table = STATE / "plugins/thief/table"
    judged = call("/usr/bin/python3", HERE / "thief.py", "table", table)
    print("".join(f"        {line}\n" for line in [confined, *judged.stdout.splitlines()]), end="")
    assert judged.returncode == 0, judged.stderr
    assert "full" in confined, confined
    assert len(table.read_text().splitlines()) > 40
    assert (HOME / "diary").read_text() == "dear diary\n"
    assert service.json("status")["connections"] == 2 and service.source("mail")["fresh"]


@with_service
def journal(service):
    """The real journal: fields and ids, one line an episode whatever the number of tries, and nobody named."""
    explained = pathlib.Path("/usr/local/lib/systemd/catalog/kith.catalog").read_text()
    ids = {subject: number for number, subject in re.findall(r"^-- ([0-9a-f]{32})\nSubject: (.*)$", explained, re.M)}
    flag = HOME / "offline"
    flag.touch()
    program = f"test ! -e {flag} || {{ echo Ana at ana@example.net is away >&2; exit 75; }}"
    service.write(OPEN_ALL_DAY + f"  - {{id: calls, plugin: command, settings: {{senses: true, program: [sh, -c, '{program}']}}}}\n")
    service.do("start")
    pid = service.show("MainPID")
    service.until(lambda: service.offered(), "an offer")
    for _ in range(3):
        assert service.kith("doctor").returncode == 1
    flag.unlink()
    assert service.kith("doctor").returncode == 0, service.kith("doctor").stdout
    (HOME / ".config/kith/connections").mkdir()
    (HOME / ".config/kith/connections/ana.yaml").write_text("{id: ana2, name: Ana, every: never ever}\n")
    for _ in range(3):
        assert service.kith("reload").returncode == 1
    (HOME / ".config/kith/connections/ana.yaml").unlink()
    service.until(lambda: service.kith("reload").returncode == 0, "the mistake is gone")

    def entries():
        lines = call("journalctl", "--user", "-u", "kithd", "--no-pager", "-o", "json").stdout.splitlines()
        return [e for e in map(json.loads, lines) if e.get("_PID") == pid]  # not of the tests before

    def of(subject):
        return [e for e in entries() if e.get("MESSAGE_ID") == ids[subject]]

    service.until(lambda: of("The configuration is well again"), "the journal has it all")
    fails, works = of("A plugin does not work"), of("A plugin works again")
    assert [(e["KITH_PLUGIN"], e["KITH_CALL"], e["PRIORITY"]) for e in fails] == [("calls", "sense", "4")], fails
    assert [e["KITH_PLUGIN"] for e in works] == ["calls"], works
    assert re.fullmatch(r"[0-9a-f]{16}", of("An offer was made")[0]["KITH_CONNECTION"])
    wrong = of("The configuration has errors")
    assert len(wrong) == 1 and wrong[0]["KITH_PLACE"].startswith("a file in connections/"), wrong
    assert not service.told_of_programs(), service.told_of_programs()
    for e in entries():
        said = str(e["MESSAGE"])
        assert int(e["PRIORITY"]) > 6 or not re.search(r"\b(ana|lee)\b", said, re.I), said


@with_service
def a_notification_from_inside(service):
    """The desktop plugin, jailed, inside the unit, by way of its filtered bus: the offer is shown."""
    service.write(OPEN_ALL_DAY.replace("deliver: [term]", "deliver: [desk]").replace(
        "{id: term, plugin: command, settings: {program: [sh, -c, \"cat >>@DIR@/offers\"]}}", "{id: desk, plugin: desktop}"))
    with subprocess.Popen(["/usr/bin/python3", HERE / "notifier.py"], stdout=subprocess.PIPE, text=True) as notifier:
        try:
            assert notifier.stdout.readline() == "there\n"
            service.do("start")
            assert notifier.stdout.readline().startswith("shown "), service.log()
            service.until(lambda: service.json("status")["outstanding"], "it is open")
            assert not service.json("status")["health"], service.json("status")["health"]
            assert service.kith("done").returncode == 0
        finally:
            notifier.kill()


sys.exit(run([starts_and_is_ready, exposure, hang, reload, names_nobody, stopped_while_delivering, crash, no_place_yet,
              wrong_use_is_not_repeated, boot_without_a_desktop, a_call_starts_it, secrets, the_thief_inside,
              journal, a_notification_from_inside]))
