#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the person answered, by a button or by writing back, while the disk refuses: answers_test.py BINDIR SHIM. It is
noted once the disk takes it, and the status says so meanwhile."""

import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import OPEN_ALL_DAY, ripe_life, run  # noqa: E402


def preloaded(shim, **more):
    return {"LD_PRELOAD": str(shim), "ASAN_OPTIONS": "verify_asan_link_order=0"} | more


def answered(life):
    return "you answered: done" in [each["what"] for each in life.json("show", "ana")["past"]]


def life_with_a_button(prefix):
    """An offer is answered `done` once the file `pressed` is there."""
    life = ripe_life(prefix, OPEN_ALL_DAY.replace('[sh, -c, "cat >>@DIR@/offers"]', '[sh, "@DIR@/shown"]'))
    (life.dir / "shown").write_text(f"""read -r line; echo "$line" >>{life.offers}
while [ ! -e {life.dir}/pressed ]; do sleep 0.05; done
echo '{{"answer": "done"}}'
""")
    return life


def started(life, shim):
    """Its offer is out and all is read; once `refused` is written, the disk refuses so many commits."""
    refused = life.dir / "no-commit"
    life.start(**preloaded(shim, KITH_TEST_NO_COMMIT=str(refused)))
    life.until(life.offered, "an offer")
    life.until(lambda: life.source("mail")["fresh"], "all is read")
    return refused


def no_commit_of_an_answer(prefix, shim):
    """An answer from where the offer was shown, refused by the disk, waits; the status says so, and it is noted later."""
    life = life_with_a_button(prefix)
    try:
        started(life, shim).write_text("...")  # that it was brought, twice, and the answer
        (life.dir / "pressed").touch()
        life.until(lambda: "an answer waits" in (life.dir / "log").read_text(), "it is refused")
        life.until(lambda: answered(life), "it is noted all the same", 60)
        assert life.json("status")["outstanding"] is None and not life.health(), life.health()
    finally:
        life.close()


def no_room_for_an_answer(prefix, _):
    """While the disk takes nothing, the status says that an answer waits; the next that is taken brings it along."""
    life = life_with_a_button(prefix)
    try:
        life.start("env", "--ignore-signal=XFSZ")
        life.until(life.offered, "an offer")
        pid = str(life.daemon.pid)
        subprocess.run(["prlimit", "--pid", pid, "--fsize=0:unlimited"], check=True)
        (life.dir / "pressed").touch()
        life.until(lambda: "what you answered" in life.health(), "it is said that an answer waits")
        subprocess.run(["prlimit", "--pid", pid, "--fsize=unlimited:unlimited"], check=True)
        assert life.kith("energy", "low").returncode == 0
        life.until(lambda: answered(life), "it is noted", 5)
        assert life.json("status")["outstanding"] is None and not life.health(), life.health()
    finally:
        life.close()


def an_answer_outlives_the_loop(prefix, shim):
    """An answer that waits ends nothing: not where the ledger is moved away under it, and not where Kith is stopped."""
    life = life_with_a_button(prefix)
    try:
        started(life, shim)
        (life.state / "ledger.db").rename(life.dir / "away.db")
        (life.dir / "pressed").touch()
        life.until(lambda: "opened anew" in (life.dir / "log").read_text(), "it is noticed")
        life.until(lambda: life.kith("status").returncode == 0 and "ledger was gone" in life.health(), "it goes on")
        (life.dir / "pressed").unlink()
        assert life.daemon.poll() is None
    finally:
        life.close()
    life = life_with_a_button(prefix)
    try:
        started(life, shim).write_text("." * 1000)
        (life.dir / "pressed").touch()
        life.until(lambda: "an answer waits" in (life.dir / "log").read_text(), "it is refused")
        life.daemon.terminate()
        assert life.daemon.wait(20) == 0, (life.dir / "log").read_text()
    finally:
        life.close()


def no_commit_of_a_reply(prefix, shim):
    """A reply the disk refuses is read again: the source does not go on without it."""
    config = OPEN_ALL_DAY.replace("plugins:\n", "plugins:\n  - {id: inbox, plugin: replies}\n")
    fixtures = pathlib.Path(prefix).resolve().parent / "tests" / "plugins"
    life = ripe_life(prefix, config, KITH_PLUGIN_PATH=str(fixtures))
    try:
        refused = started(life, shim)
        life.until(lambda: (life.source("inbox") or {}).get("fresh"), "all is read")
        inbox = life.state / "plugins" / "inbox"
        (inbox / "nudge").write_text(life.json("status")["outstanding"]["nudge"])
        read = life.source("mail")["last_ok"]
        life.until(lambda: life.json("status")["now"] > read, "the next second")
        with ThreadPoolExecutor() as beside:
            doctor = beside.submit(life.kith, "doctor")
            life.until(lambda: life.source("mail")["last_ok"] != read, "all else is read")
            refused.write_text(".")
            (inbox / "go").touch()
        told = doctor.result().stdout
        assert not refused.exists() and not answered(life), told
        assert "inbox: what it told could not be recorded" in told, told
        assert life.kith("doctor").returncode == 0 and answered(life), life.health()
    finally:
        life.close()


sys.exit(run([no_commit_of_an_answer, no_room_for_an_answer, an_answer_outlives_the_loop, no_commit_of_a_reply], *sys.argv[1:3]))
