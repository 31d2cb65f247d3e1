#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""mutants.py BUILD [NAME...]: breaks one rule at a time, of core/policy or of what a wrong clock has written, and
expects the properties to notice.

Each mutant is a copy of one source file with one rule taken out or turned round, compiled as in BUILD and linked
before the rooms' archives, so that it takes the place of the true one. A mutant that no property fails on is a rule
nothing holds Kith to, and an error. The true build runs first: it must pass."""

import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

from rules import MUTANTS

TOP = pathlib.Path(__file__).resolve().parents[2]
TESTS = {"lives": "tests/property/lives_test", "policy": "tests/property/policy_property_test",
         "clocks": "tests/property/clock_lives_test"}
SETTINGS = {"lives": "seed=20261125 max_success=6000 noshrink=1",
            "clocks": "seed=20261125 max_success=1000 noshrink=1",
            "policy": "seed=20261125 max_success=500 noshrink=1"}
LONGEST = 300


def passes(program, kind):
    done = subprocess.run([program, "--abort"], env=os.environ | {"RC_PARAMS": SETTINGS[kind]}, capture_output=True,
                          text=True, timeout=LONGEST)
    return done.returncode == 0, done.stdout + done.stderr


class Workshop:
    def __init__(self, build, scratch):
        self.build, self.scratch = build, scratch
        self.compile = {e["file"]: e for e in json.loads((build / "compile_commands.json").read_text())}

    def link_command(self, target):
        listed = subprocess.run(["ninja", "-C", self.build, "-t", "commands", target], capture_output=True, text=True,
                                check=True).stdout.splitlines()[-1]
        return shlex.split(listed.removeprefix(": && ").removesuffix(" && :"))

    def patched(self, mutant):
        text = (TOP / mutant.file).read_text()
        if text.count(mutant.old) != 1:
            raise SystemExit(f"{mutant.name}: what it changes stands {text.count(mutant.old)} times in {mutant.file}")
        path = self.scratch / pathlib.Path(mutant.file).name
        path.write_text(text.replace(mutant.old, mutant.new))
        return path

    def make(self, mutant):
        source, entry = self.patched(mutant), self.compile[str(TOP / mutant.file)]
        thing = self.scratch / "mutant.o"
        words = [str(source) if w == str(TOP / mutant.file) else w for w in shlex.split(entry["command"])]
        words[words.index("-o") + 1] = str(thing)
        # A rule that is gone leaves names behind that nothing uses.
        subprocess.run([*words, "-Wno-error", "-w"], cwd=entry["directory"], check=True)
        link = self.link_command(TESTS[mutant.by])
        program = self.scratch / "mutant"
        at = link.index("-o")
        link[at + 1] = str(program)
        first_archive = next(i for i, w in enumerate(link) if w.endswith(".a"))
        link.insert(first_archive, str(thing))
        subprocess.run(link, cwd=self.build, check=True)
        return program


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    chosen = [m for m in MUTANTS if not sys.argv[2:] or m.name in sys.argv[2:]]
    for kind, test in TESTS.items():
        good, told = passes(build / test, kind)
        if not good:
            print(told)
            return f"{test} does not pass as it is; there is nothing to compare with"
    alive = []
    with tempfile.TemporaryDirectory(prefix="kith-mutants-") as scratch:
        workshop = Workshop(build, pathlib.Path(scratch))
        for mutant in chosen:
            survived, told = passes(workshop.make(mutant), mutant.by)
            broken = next((line.strip() for line in told.splitlines() if line.strip().startswith(("P", "B", "D5", "liveness"))),
                          "a check")
            print(f"{'SURVIVED' if survived else 'noticed '}  {mutant.name:<44} {'' if survived else broken[:60]}", flush=True)
            alive += [mutant.name] if survived else []
    print(f"{len(chosen)} mutants, {len(alive)} survived")
    return 1 if alive else 0


sys.exit(main())
