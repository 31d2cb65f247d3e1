#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The README says what Kith prints: readme_test.py BINDIR. Its first life is checked and rehearsed as it stands there, and
every command it names must be one the help knows. Prints each test; exit 1 if one failed. With --write after BINDIR the
README's rehearsal is written anew: read the difference before it is kept."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[3]
README = (TREE / "README.md").read_text()


class Home:
    """A home as the README wants it, with its life written down."""

    def __init__(self, bindir):
        self.folder = tempfile.TemporaryDirectory(prefix="kith-readme-")
        self.path = pathlib.Path(self.folder.name)
        config = self.path / ".config" / "kith"
        for each in (config, *(self.path / "Mail" / part for part in ("cur", "new", "tmp"))):
            each.mkdir(parents=True)
        self.life = next(block for block in blocks("yaml") if block.startswith("version: 1"))
        (config / "kith.yaml").write_text(self.life)
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS_", "KITH_"))}
        self.env = clean | {"HOME": str(self.path), "TZ": "UTC"}
        self.kith = pathlib.Path(bindir).resolve() / "kith"

    def run(self, *words):
        done = subprocess.run([self.kith, *words], env=self.env, capture_output=True, text=True, timeout=60)
        return done.stdout + done.stderr


def blocks(language=""):
    return [text for kind, text in re.findall(r"^```(\w*)\n(.*?)^```$", README, re.M | re.S) if kind == language]


def printed(command):
    """What the README shows below `$ COMMAND`."""
    block = next(b for b in blocks() if f"$ {command}\n" in b)
    return block.split(f"$ {command}\n", 1)[1].split("$ ", 1)[0]


REHEARSAL = "kith rehearse --from 2026-03-02 --days 28 --answers accept"


def its_check_is_what_check_says(home):
    assert home.run("check") == printed("kith check"), home.run("check")


def its_rehearsal_is_what_rehearse_prints(home):
    said = home.run(*REHEARSAL.split()[1:])
    assert said == printed(REHEARSAL), said


def its_slip_is_told_as_it_says(home):
    slip = next(b for b in blocks() if "did you mean every?" in b).splitlines()
    config = home.path / ".config" / "kith" / "kith.yaml"
    config.write_text(home.life.replace("every: 3 weeks", "evry: 3 weeks"))
    said = home.run("check").splitlines()
    assert re.sub(r"^.*kith.yaml:\d+:\d+", "", slip[0]) == re.sub(r"^.*kith.yaml:\d+:\d+", "", said[0]), said
    assert slip[1] == said[1], said


def the_mail_recipe_is_read_in_the_place_of_the_files(home):
    recipe = next(b for b in blocks("yaml") if "imaps://" in b)
    plugin, secrets = recipe.split("secrets:\n")
    life = re.sub(r"  - \{id: mine,.*\n", plugin, home.life) + "secrets:\n" + secrets
    (home.path / ".config" / "kith" / "kith.yaml").write_text(life)
    said = home.run("check")
    assert "error" not in said and "Asked for contacts: mail." in said, said


def every_command_it_names_is_one_of_kiths(home):
    known = set(re.findall(r"^  ([a-z-]+)", home.run("--help"), re.M))
    named = {m for m in re.findall(r"(?:`|\$ |did: )kith ([a-z][a-z-]*)", README)}
    assert named and named <= known, named - known


def every_link_leads_somewhere(_):
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (TREE / link).exists(), link


TESTS = [its_check_is_what_check_says, its_rehearsal_is_what_rehearse_prints, its_slip_is_told_as_it_says,
         the_mail_recipe_is_read_in_the_place_of_the_files, every_command_it_names_is_one_of_kiths,
         every_link_leads_somewhere]


def write(bindir):
    home = Home(bindir)
    (TREE / "README.md").write_text(README.replace(printed(REHEARSAL), home.run(*REHEARSAL.split()[1:])))
    home.folder.cleanup()
    return 0


def main(bindir):
    failed = 0
    for test in TESTS:
        home = Home(bindir)
        try:
            test(home)
            print("ok   ", test.__name__.replace("_", " "))
        except Exception as error:  # noqa: BLE001: each test is told, whatever went wrong
            failed += 1
            print("FAILED", test.__name__.replace("_", " "), "\n", error)
        finally:
            home.folder.cleanup()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(write(sys.argv[1]) if sys.argv[2:] == ["--write"] else main(sys.argv[1]))
