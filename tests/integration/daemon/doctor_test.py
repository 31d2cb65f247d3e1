#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""`kith doctor`, and the lines of `kith status` about what is not well: doctor_test.py BINDIR PLUGINS."""

import json
import re
import signal
import sys

from life import OPEN_ALL_DAY, Life, ripe_life, run

COMMAND = re.compile(r"`(kith|systemctl|journalctl|timedatectl|secret-tool|chmod|install|sudo|df|nano|cp|ls|sh) ?[^`]*`")


def doctor(life, *words):
    done = life.kith("doctor", *words, "--json")
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def of(answer, state):
    return [c["text"] for c in answer["checks"] if c["state"] == state]


def all_is_well(prefix, _):
    """Everything is tried and fine: exit 0, nothing to mend, and nobody is offered anything by it."""
    life = ripe_life(prefix, OPEN_ALL_DAY)
    try:
        life.start()
        life.until(life.offered, "what was due")
        life.kith("pause")
        offers = len(life.offered())
        code, answer = doctor(life)
        assert code == 0 and answer["well"] and not of(answer, "mend"), answer
        fine = "\n".join(of(answer, "fine"))
        assert "mail: read just now" in fine and "Ledger" in fine and "Time zone: UTC" in fine, fine
        assert "term" in fine, fine
        assert len(life.offered()) == offers
        text = life.kith("doctor")
        assert text.returncode == 0 and text.stdout.rstrip().endswith("All is well."), text.stdout
        assert "Service:" in text.stdout, text.stdout
    finally:
        life.close()


def rings(prefix, _):
    """--ring sends a marked sample by each deliverer, also while Kith is paused; it spends nothing."""
    text = OPEN_ALL_DAY.replace("deliver: [term]", "deliver: [term, other]")
    text += '  - {id: other, plugin: command, settings: {program: [sh, -c, "cat >>@DIR@/other"]}}\n'
    life = Life(prefix, text)
    try:
        life.start()
        life.kith("pause")
        week = life.json("status")["offers"]["week"]
        code, answer = doctor(life, "--ring")
        assert code == 0, answer
        for name in ("offers", "other"):
            said = [json.loads(line) for line in (life.dir / name).read_text().splitlines()]
            samples = [s for s in said if "kith doctor --ring" in s["body"]]
            assert len(samples) == 1 and not samples[0]["answers"] and not samples[0]["connection"], said
        assert "other: has brought a sample just now." in of(answer, "fine"), answer
        assert life.json("status")["offers"]["week"] == week
    finally:
        life.close()


BROKEN = OPEN_ALL_DAY.replace("plugins:\n", """plugins:
  - {id: away, plugin: files, settings: {maildir: ["@DIR@/not-there"]}}
  - {id: locked, plugin: email, settings: {imap: "imaps://127.0.0.1:9", user: sam, password: {secret: mine}}}
  - {id: refused, plugin: command, settings: {senses: true, program: [sh, -c, "exit 3"]}}
""") + "secrets: {mine: {file: @DIR@/secret}}\n"


def something_to_mend(prefix, _):
    """Each thing that is not well is one line with the one command that mends it, here and in status; exit 1."""
    life = ripe_life(prefix, BROKEN)
    try:
        secret = life.dir / "secret"
        secret.write_text("canary\n")
        secret.chmod(0o644)
        life.start()
        code, answer = doctor(life)
        assert code == 1 and not answer["well"], answer
        mend = [c for c in answer["checks"] if c["state"] == "mend"]
        for name in ("away", "locked", "refused"):
            assert any(c["text"].startswith(name + ":") for c in mend), (name, mend)
        # What it has just tried is not sent to it again.
        assert all(c["command"] != "kith doctor" for c in mend), mend
        assert any(line.startswith("refused: ") and "`kith doctor`" in line for line in life.json("status")["health"])
        for c in mend:
            assert c["command"] and f"`{c['command']}`" in c["text"], c
            assert COMMAND.search(c["text"]), c
            assert not c["text"].rstrip(".").endswith(";"), c
        assert any(c["command"] == f"chmod 600 {secret}" for c in mend), mend
        assert sum(str(secret) in c["text"] for c in mend) == 1, "one thing is told once"
        for line in life.json("status")["health"]:
            assert COMMAND.search(line), line
        secret.chmod(0o600)
        code, answer = doctor(life)
        assert "Secret mine: can be had." in of(answer, "fine"), answer
        # With the mistake taken out it is well, and was tried again at once.
        life.write(OPEN_ALL_DAY)
        life.until(lambda: not life.json("status")["health"], "the edit is taken up")
        code, answer = doctor(life)
        assert code == 0, answer
    finally:
        life.close()


def well_or_not(prefix, _):
    """What was read but for a part of it stands among what is to be mended, and not among what is fine as well."""
    life = ripe_life(prefix, OPEN_ALL_DAY)
    try:
        (life.dir / "cal" / "away.ics").symlink_to(life.dir / "nowhere.ics")
        life.start()
        code, answer = doctor(life)
        assert code == 1 and any(text.startswith("mail: ") for text in of(answer, "mend")), answer
        assert not any(text.startswith("mail: ") for text in of(answer, "fine")), answer
        (life.dir / "cal" / "away.ics").unlink()
        code, answer = doctor(life)
        assert code == 0 and "mail: read just now." in of(answer, "fine"), answer
    finally:
        life.close()


def unanswered(prefix, _):
    """`kith audit` beside a kithd that hangs shows the rest, and says what is missing and why."""
    life = ripe_life(prefix, OPEN_ALL_DAY)
    try:
        (life.dir / "none").mkdir()
        (life.dir / "none/kith").symlink_to(life.dir / "config")
        said = life.kith("audit")
        assert said.returncode == 0 and not said.stderr and "mail (files)" in said.stdout, said
        life.start()
        life.daemon.send_signal(signal.SIGSTOP)
        said = life.kith("audit")
        life.daemon.send_signal(signal.SIGCONT)
        assert said.returncode == 0 and "mail (files)" in said.stdout, said
        assert "does not answer" in said.stderr and "ran last" in said.stderr, said
    finally:
        life.close()


def audited(prefix, _):
    """`kith audit` tells how far each plugin was fenced in when it ran last, of kithd's own settings alone."""
    life = ripe_life(prefix, OPEN_ALL_DAY + "  - {id: idle, plugin: command, settings: {program: [cat]}}\n")
    try:
        (life.dir / "none").mkdir()
        (life.dir / "none/kith").symlink_to(life.dir / "config")
        life.start()
        life.until(lambda: any(line.startswith("mail: ") for line in life.json("status")["confined"]), "the mail is read")
        level = next(line for line in life.json("status")["confined"] if line.startswith("mail: "))
        said = life.kith("audit")
        assert said.returncode == 0, said
        mail, idle = said.stdout.split("idle (command)\n")
        assert f"  fenced in when it ran last: {level.removeprefix('mail: ')}\n" in mail.split("term (")[0], said.stdout
        assert "  nothing is known yet of its last run\n" in idle, said.stdout
        life.until(lambda: life.kith("audit").stdout == life.kith("audit", life.dir / "config").stdout, "the same of the same")
        (life.dir / "other").mkdir()
        (life.dir / "other/kith.yaml").write_text((life.dir / "config/kith.yaml").read_text())
        assert "ran last" not in life.kith("audit", life.dir / "other").stdout
        told = {each["id"]: each["fenced"] for each in json.loads(life.kith("audit", "--json").stdout)["plugins"]}
        assert told["mail"] == [level.removeprefix("mail: ")] and told["idle"] == [], told
    finally:
        life.close()


def without_settings(prefix, _):
    """With a configuration that cannot be read at all it says so, and which command tells more."""
    life = Life(prefix, "version: 1\nconnections: [\n")
    try:
        life.start()
        code, answer = doctor(life)
        assert code == 1 and any("kith check" in text for text in of(answer, "mend")), answer
        for line in life.json("status")["health"]:
            assert COMMAND.search(line), line
    finally:
        life.close()


def not_running(prefix, _):
    """Without kithd: exit 3, and how it is started."""
    life = Life(prefix, OPEN_ALL_DAY)
    try:
        done = life.kith("doctor")
        assert done.returncode == 3 and "systemctl --user start kithd" in done.stderr, done.stderr
        assert "Service:" in done.stderr, done.stderr
    finally:
        life.close()


sys.exit(run([all_is_well, rings, something_to_mend, well_or_not, unanswered, audited, without_settings, not_running], *sys.argv[1:3]))
