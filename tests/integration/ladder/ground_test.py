#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What kithd stands on is moved or breaks, at rest and while it runs: ground_test.py BINDIR SHIM. Nothing is lost,
nothing is offered twice, and the status says what there is to do."""

import os
import pathlib
import shutil
import signal
import sqlite3
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
for part in ("daemon", "time"):
    sys.path.insert(0, str(HERE.parent / part))

from life import DAY, DEADLINE, OPEN_ALL_DAY, Life, ripe_life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

MANY = 3000


def refused_is_read_again(prefix, _):
    """A disk too full for what a source told: its cursor stays, the status says so, and all of it is read again."""
    if os.system("unshare -rm true") != 0:
        print("        passed over: no mount of one's own here")
        return
    life = ripe_life(prefix)
    try:
        for i in range(MANY):
            life.mail(time.time() - 3 * DAY - i * 60, "lee@example.net", "sam@example.org")
        life.state.mkdir()
        # Room for a ledger and small words, and for no more.
        life.start("unshare", "-rm", "sh", "-c", f'mount -t tmpfs -o size=640k tmpfs "{life.state}" && exec "$@"', "sh")
        life.until(lambda: "could not be recorded" in life.health(), "the health line")
        assert not life.offered() and not life.source("mail")["fresh"]
        life.kith("pause"), life.kith("resume")  # which there may be room for
        assert "could not be recorded" in life.health() and "kith doctor" in life.health(), life.health()
        doctor = life.kith("doctor")
        assert doctor.returncode != 0 and "could not be recorded" in doctor.stdout, doctor
        os.system(f'nsenter -t {life.daemon.pid} -U -m --preserve-credentials mount -o remount,size=64m tmpfs "{life.state}"')
        assert life.kith("doctor").returncode == 0
        life.until(lambda: life.source("mail")["fresh"], "it is read again")
        assert not life.health(), life.health()
        for tail in ("", "-wal"):
            shutil.copy(f"/proc/{life.daemon.pid}/root{life.state}/ledger.db{tail}", life.dir)
        ledger = sqlite3.connect(life.dir / "ledger.db")
        count = ledger.execute("SELECT count(*) FROM touchpoint WHERE source = 'mail'").fetchone()[0]
        ledger.close()
        assert count == MANY + 2, count
    finally:
        life.close()


def spoil(file):
    """Turns all but the first page of a ledger to noise."""
    size = file.stat().st_size
    with open(file, "r+b") as f:
        f.seek(4096)
        f.write(b"\xa5" * (size - 4096))


def damaged_at_rest(prefix, _):
    """A ledger damaged while kithd was off is set aside; what was offered lately is unknown, so this slot is silent."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: len(life.offered()) == 1, "an offer")
        life.stop()
        spoil(life.state / "ledger.db")
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read anew")
        assert "damaged" in life.health(), life.health()
        assert len(list(life.state.glob("ledger.damaged-*"))) >= 1
        assert len(life.offered()) == 1 and not life.json("status")["outstanding"]
    finally:
        life.close()


def damaged_while_running(prefix, _):
    """Met while running: nothing is offered, the status says what to type, and the start it asks for mends it."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: len(life.offered()) == 1, "an offer")
        life.stop()
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        for tail in ("", "-wal"):
            if (file := life.state / f"ledger.db{tail}").exists() and file.stat().st_size > 4096:
                spoil(file)
        life.until(lambda: life.kith("log", "lee").returncode == 1, "a word that cannot be written")
        assert "damaged" in life.health() and "systemctl --user restart kithd" in life.health(), life.health()
        life.stop()
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read anew")
        assert len(life.offered()) == 1
        assert life.kith("log", "lee").returncode == 0
    finally:
        life.close()


def copied_life(prefix, shim, days):
    """Ana was heard of so many days ago, Lee lately; nobody is offered yet, and a backup knows of both."""
    life = Life(prefix, OPEN_ALL_DAY.replace("deliver: [term]\n", ""))
    # Early in a slot, whatever time it is: what follows is about one slot and the next.
    clock = OwnedClock(life, shim, time.time() - time.time() % (6 * HOUR) + HOUR / 3)
    life.mail(clock.now() - days * DAY, "ana@example.net", "sam@example.org")
    life.mail(clock.now() - 2 * DAY, "lee@example.net", "sam@example.org")
    clock.start()
    life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
    clock.passes(25 * HOUR)
    life.until(lambda: list((life.state / "backups").glob("*.db")), "the nightly backup")
    clock.idle()
    return life, clock


def backed_up_at_any_hour(prefix, shim):
    """Who turns the machine on only between midnight and three has copies of the ledger as well."""
    life = Life(prefix, OPEN_ALL_DAY.replace("deliver: [term]\n", ""))
    clock = OwnedClock(life, shim, time.time() - time.time() % DAY + HOUR)
    try:
        for copies in (1, 2):
            clock.start()
            life.until(lambda: len(list((life.state / "backups").glob("*.db"))) == copies, f"{copies} copies")
            clock.passes(7 * DAY)
            life.stop()
    finally:
        life.close()


def put_back(life):
    backup = next((life.state / "backups").glob("*.db"))
    (life.state / "ledger.db").write_bytes(backup.read_bytes())
    drop_log(life)


def drop_log(life):
    for tail in ("-wal", "-shm"):
        (life.state / f"ledger.db{tail}").unlink(missing_ok=True)


def offered(life):
    return [o["connection"] for o in life.offered() if o.get("connection")]


def goes_by(clock, hours):
    for _ in range(hours // 6):
        clock.passes(6 * HOUR)
        clock.idle()


def backup_put_back(prefix, shim):
    """A backup knows of no offer since it was made: put back, two days are silent, and a week brings one offer."""
    life, clock = copied_life(prefix, shim, 12)
    try:
        life.stop()
        life.write(OPEN_ALL_DAY)
        clock.start()
        life.until(lambda: len(offered(life)) == 1, "an offer")
        life.stop()
        put_back(life)
        clock.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        clock.passes(11 * 60)
        clock.idle()
        assert len(offered(life)) == 1, life.offered()
        assert not life.health(), life.health()
        goes_by(clock, 42)
        assert len(offered(life)) == 1 and "settling" in life.kith("status").stdout, life.kith("status").stdout
        assert "settling" in life.json("why")["because"], life.json("why")
        goes_by(clock, 18)
        life.until(lambda: len(offered(life)) == 2, "after two days it may speak again")
        assert life.kith("done").returncode == 0
        goes_by(clock, 90)
        assert len(offered(life)) == 2, life.offered()
    finally:
        life.close()


def lost_memory_is_told(prefix, shim):
    """A damaged ledger that goes on from a copy is told of by a deliverer, once, however often kithd starts."""
    life, clock = copied_life(prefix, shim, 12)

    def told():
        return [o for o in life.offered() if "kith list" in o["body"]]

    try:
        life.stop()
        spoil(life.state / "ledger.db")
        life.write(OPEN_ALL_DAY)
        clock.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        goes_by(clock, 60)
        life.until(lambda: len(told()) == 1, "it is told")
        life.stop()
        clock.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read again")
        goes_by(clock, 42)
        assert len(told()) == 1, life.offered()
    finally:
        life.close()


def newer_ledger_waits(prefix, _):
    """A ledger of a newer Kith is left alone: the service stays and says so, and is no start after start."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: life.offered(), "an offer")
        life.stop()
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            known = ledger.execute("PRAGMA user_version").fetchone()[0]
            ledger.execute("PRAGMA user_version = 999")
        ledger.close()
        life.launch(NOTIFY_SOCKET=str(life.dir / "notify"))
        life.until(lambda: "newer Kith" in life.kith("status").stdout, "the status says so")
        before = (life.state / "ledger.db").read_bytes()
        assert life.kith("log", "lee").returncode == 1
        reload = life.kith("reload")
        assert reload.returncode == 1 and "newer Kith" in reload.stderr, reload
        assert life.kith("doctor").returncode != 0
        assert (life.state / "ledger.db").read_bytes() == before
        life.stop()
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            ledger.execute(f"PRAGMA user_version = {known}")
        ledger.close()
        life.start()
        assert life.kith("reload").returncode == 0
        assert not life.health(), life.health()
    finally:
        life.close()


def boundaries_outlive_it(prefix, shim):
    """Whom a command set apart after the copy was made stays so: no undo of something else brings them back."""
    life, clock = copied_life(prefix, shim, 8)
    try:
        assert "is remembered" in life.typed("y", "in-memory", "Ana").stdout
        assert life.kith("no-contact", "Lee").returncode == 0
        life.stop()
        life.write(OPEN_ALL_DAY)
        spoil(life.state / "ledger.db")
        drop_log(life)
        for _ in range(2):  # and at every start from then on
            clock.start()
            life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
            listed = life.kith("list").stdout
            assert "Ana (ana, inner): remembered" in listed and "Lee" not in listed, listed
            assert life.kith("undo").returncode == 1
            goes_by(clock, 60)
            assert not offered(life), life.offered()
            life.stop()
        clock.start()
        assert life.kith("in-memory", "Ana", "--over").returncode == 0
        clock.idle()
        life.stop()
        clock.start()
        assert "remembered" not in life.kith("list").stdout, "it is brought over once"
    finally:
        life.close()


def settings_move(prefix, _):
    """kith.yaml a link into a folder kept elsewhere, edited there; then its whole folder is exchanged."""
    life = ripe_life(prefix)
    try:
        settings, kept = life.dir / "config", life.dir / "dotfiles"
        kept.mkdir()
        (settings / "kith.yaml").rename(kept / "kith.yaml")
        (settings / "kith.yaml").symlink_to(kept / "kith.yaml")
        life.start()
        names = lambda: [c["name"] for c in life.json("list")["connections"]]
        life.until(lambda: names() == ["Ana", "Lee"], "it is read through the link")
        text = (kept / "kith.yaml").read_text()
        (kept / "half").write_text(text.replace("name: Lee", "name: Leonora"))
        (kept / "half").rename(kept / "kith.yaml")
        life.until(lambda: names() == ["Ana", "Leonora"], "edited behind the link")
        other = life.dir / "other"
        other.mkdir()
        (other / "kith.yaml").write_text(text.replace("name: Lee", "name: Leopold"))
        settings.rename(life.dir / "old")
        other.rename(settings)
        life.until(lambda: names() == ["Ana", "Leopold"], "a folder in place of the folder")
        (settings / "kith.yaml").write_text(text)
        life.until(lambda: names() == ["Ana", "Lee"], "and it is the new one that is watched")
    finally:
        life.close()


def socket_comes_back(prefix, shim):
    """The folder of the control socket is swept away; another kithd has the socket first."""
    life = ripe_life(prefix)
    other = None
    try:
        clock = OwnedClock(life, shim, time.time())
        clock.start()
        shutil.rmtree(life.dir / "run" / "kith", ignore_errors=True)  # it may be back already
        life.until(lambda: life.kith("status").returncode == 0, "kith finds it again")
        (life.dir / "run" / "kith").rename(life.dir / "run" / "elsewhere")
        life.until(lambda: life.kith("status").returncode == 0, "and again")
        life.stop()
        other = ripe_life(prefix, **{"XDG_RUNTIME_DIR": str(life.dir / "run")})
        other.start()
        life.launch(**(clock.more | {"KITH_TEST_CLOCK_AHEAD": "0"}))
        life.until(lambda: "no control socket" in (life.dir / "log").read_text(), "it is told")
        other.stop()
        clock.jumps(60, 60, 60)
        life.until(lambda: life.kith("status").returncode == 0, "once the other is gone")
        assert (life.dir / "log").read_text().count("no control socket") == 1
    finally:
        life.close()
        if other:
            other.close()


def reached_once_the_other_ends(prefix, shim):
    """A service that has waited for hours beside a kithd started by hand is reached as soon as it has the ledger."""
    life = ripe_life(prefix)
    other = None
    try:
        life.start()
        other = life.daemon
        clock = OwnedClock(life, shim, time.time())
        life.launch(**(clock.more | {"KITH_TEST_CLOCK_AHEAD": "0", "NOTIFY_SOCKET": str(life.dir / "notify")}))
        log = lambda: (life.dir / "log").read_text()
        life.until(lambda: "this one waits" in log() and "no control socket" in log(), "it waits")
        for _ in range(12):
            clock.jumps(600, 600, 600)
        assert life.kith("doctor").returncode == 0
        other.terminate()
        other.wait(DEADLINE)
        other = None
        clock.jumps(150, 150, 150)
        life.until(lambda: life.kith("status").returncode == 0, "it is reached")
    finally:
        if other:
            other.kill()
            other.wait()
        life.close()


def nobody_answers(prefix, _):
    """kithd hangs: `kith` says so in a few seconds, and what to type."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.daemon.send_signal(signal.SIGSTOP)
        told = life.kith("status")
        assert told.returncode == 3 and "does not answer" in told.stderr, told
        assert "systemctl --user restart kithd" in told.stderr and "!" not in told.stderr, told
        life.daemon.send_signal(signal.SIGCONT)
        life.until(lambda: life.kith("status").returncode == 0, "it goes on")
    finally:
        life.close()


def undone_answer(prefix, _):
    """An offer that undo opens again is open; one brought by a program that has ended is not brought twice."""
    life = ripe_life(prefix)
    try:
        life.start()
        life.until(lambda: len(life.offered()) == 1, "an offer")
        assert life.kith("skip").returncode == 0
        assert life.json("status")["outstanding"] is None
        assert life.kith("undo").returncode == 0
        assert life.json("status")["outstanding"]["connection"] == "ana"
        assert len(life.offered()) == 1
        said = life.kith("smaller")
        assert said.returncode == 0 and "Ana" in said.stdout, said
    finally:
        life.close()


def nobody_brings_it(prefix, _):
    """No deliverer works: the silence is not called intended, and Ana's turn is not used up by it."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('cat >>@DIR@/offers', "exit 1"))
    try:
        life.start()
        life.until(lambda: "term" in life.health(), "the health line")
        assert "does not work" in life.json("status")["line"], life.json("status")
        assert "kith doctor --ring" in life.health(), life.health()
        assert "0 of 2 in this cycle" in life.kith("why", "ana").stdout, life.kith("why", "ana")
    finally:
        life.close()


sys.exit(run([refused_is_read_again, damaged_at_rest, damaged_while_running, backed_up_at_any_hour, backup_put_back, lost_memory_is_told, newer_ledger_waits,
              boundaries_outlive_it,
              settings_move, socket_comes_back, reached_once_the_other_ends, nobody_answers, undone_answer, nobody_brings_it], *sys.argv[1:3]))
