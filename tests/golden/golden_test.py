#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Ten small lives, each with the month Kith would make of it in a file a person can read: golden_test.py BINDIR [--write].

A life is a folder: kith.yaml, history.jsonl where there is a past, `asked` with the words for `kith rehearse`, and
month.txt with its answer. A change that shows here is to be read, sentence by sentence, before --write takes it over."""

import difflib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def month(kith, life):
    asked = (life / "asked").read_text().split()
    past = ["--history", life / "history.jsonl"] if (life / "history.jsonl").exists() else []
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "KITH_"))} | {"TZ": "UTC"}
    checked = subprocess.run([kith, "check", life], env=clean, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    done = subprocess.run([kith, "rehearse", "--config", life, *past, *asked], env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def main():
    kith = pathlib.Path(sys.argv[1]).resolve() / "kith"
    differ = 0
    for life in sorted(p for p in HERE.iterdir() if (p / "kith.yaml").exists()):
        told, path = month(kith, life), life / "month.txt"
        if "--write" in sys.argv[2:]:
            path.write_text(told)
        known = path.read_text() if path.exists() else ""
        same = told == known
        differ += not same
        print(f"{'ok     ' if same else 'DIFFERS'}  {life.name}")
        if not same:
            sys.stdout.writelines(difflib.unified_diff(known.splitlines(True), told.splitlines(True), "known", "told"))
    return 1 if differ else 0


sys.exit(main())
