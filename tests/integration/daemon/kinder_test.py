#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A longer rhythm as a diff that `patch` takes: kinder_test.py BINDIR FIXTURES."""

import subprocess
import sys
import time

from life import DAY, OPEN_ALL_DAY, Life, run

JO = """# Jo has a file of her own.
- id: jo
  name: Jo
  circle: inner
  addresses: [jo@example.net]
"""


def slow_life(prefix, gap):
    """Ana and Jo are written to every `gap` days, Lee as often as his rhythm says."""
    life = Life(prefix, OPEN_ALL_DAY.replace("name: Ana, circle: inner,", 'name: Ana, every: "weekly", circle: inner,'))
    (life.dir / "config" / "connections").mkdir()
    (life.dir / "config" / "connections" / "jo.yaml").write_text(JO)
    for n in range(8):
        for who, each in (("ana", gap), ("jo", gap), ("lee", 25)):
            life.mail(time.time() - n * each * DAY - 2 * DAY, f"{who}@example.net", "sam@example.org")
    return life


def applied_it_is_in_force(prefix, _):
    """The diff names real paths and lines, `patch` applies it, `kith check` accepts it, and then there is none."""
    life = slow_life(prefix, 24)
    try:
        life.start()
        life.until(lambda: life.json("list", "--kinder")["found"], "history is read")
        before = (life.dir / "config" / "kith.yaml").read_text()
        shown = life.kith("list", "--kinder")
        assert shown.returncode == 0, shown.stderr
        assert f"--- {life.dir}/config/kith.yaml" in shown.stdout, shown.stdout
        assert "Lee" not in shown.stdout and "lee@" not in shown.stdout, shown.stdout
        told = life.json("list", "--kinder")
        assert {(r["id"], r["every"]) for r in told["rhythms"]} == {("ana", "3 weeks"), ("jo", "3 weeks")}, told
        assert told["diff"] in shown.stdout
        assert "kith list --kinder" in life.kith("why").stdout
        assert (life.dir / "config" / "kith.yaml").read_text() == before  # never by itself
        done = subprocess.run(["patch", "-d", "/", "-p1"], input=shown.stdout, capture_output=True, text=True)
        assert done.returncode == 0 and "fuzz" not in done.stdout and "offset" not in done.stdout, done
        assert "every: 3 weeks" in (life.dir / "config" / "kith.yaml").read_text()
        assert (life.dir / "config" / "connections" / "jo.yaml").read_text() == JO.replace(
            "- id: jo\n", "- id: jo\n  every: 3 weeks\n")
        checked = life.kith("check", str(life.dir / "config"))
        assert checked.returncode == 0, checked.stdout
        assert life.kith("reload").returncode == 0
        after = life.kith("list", "--kinder")
        assert after.returncode == 1 and "---" not in after.stdout, after.stdout
    finally:
        life.close()


def never_more_often(prefix, _):
    """Contact that comes more often than was written is no reason for anything."""
    life = slow_life(prefix, 3)
    try:
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "history is read")
        assert life.kith("list", "--kinder").returncode == 1
    finally:
        life.close()


def nobody_gone_is_named(prefix, _):
    """Who is let go of is in no diff."""
    life = slow_life(prefix, 24)
    try:
        life.start()
        life.until(lambda: life.json("list", "--kinder")["found"], "history is read")
        assert life.kith("no-contact", "jo").returncode == 0
        shown = life.kith("list", "--kinder").stdout
        assert "ana" in shown and "jo" not in shown.lower(), shown
    finally:
        life.close()


sys.exit(run([applied_it_is_in_force, never_more_often, nobody_gone_is_named], *sys.argv[1:3]))
