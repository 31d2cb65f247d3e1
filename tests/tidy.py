#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""clang-tidy over every room's own sources, as build/dev compiles them. A file that reads, with all
it includes, as it did when it last passed is not looked at again: what passed is remembered by its
hash, as ccache remembers objects. `--new` forgets nothing but looks at all."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
BUILD = TOP / "build/dev"
ROOMS = ["base", "core", "wire", "daemon", "cli", "plugins"]
TIDY, CLANG = "clang-tidy-19", "clang++-19"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "kith-tidy"


def commands():
    """Source file -> the arguments it is compiled with, without compiler and output."""
    found = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        flags = [w for w in words[1:] if w.startswith(("-D", "-I", "-std=")) or "/include" in w]
        for at, word in enumerate(words):
            if word == "-isystem":
                flags += ["-isystem", words[at + 1]]
        found.setdefault(entry["file"], flags)
    return found


def digest(path, flags, rules):
    """Of the rules and of every line the compiler reads, comments too (NOLINT is one); None if it cannot tell."""
    read = subprocess.run([CLANG, "-E", "-C", "-P", "-w", *flags, str(path)], cwd=BUILD, capture_output=True)
    if read.returncode != 0:
        return None
    return hashlib.sha256(rules + path.name.encode() + b"\0" + read.stdout).hexdigest()


def look(path, flags, rules):
    """What clang-tidy says of this file; nothing if it is clean."""
    key = digest(path, flags, rules)
    if key and (CACHE / key).exists() and "--new" not in sys.argv:
        return ""
    ran = subprocess.run([TIDY, "--quiet", "-p", str(BUILD), str(path)], cwd=TOP, capture_output=True, text=True)
    said = "\n".join(line for line in ran.stdout.splitlines() if " error: " in line or " warning: " in line)
    if ran.returncode != 0 and not said:
        said = f"{path.relative_to(TOP)}: {ran.stderr.strip() or 'clang-tidy ended with ' + str(ran.returncode)}"
    if not said and key:
        (CACHE / key).touch()
    return said


def main():
    CACHE.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([TIDY, "--version"], capture_output=True, check=True).stdout
    rules = version + (TOP / ".clang-tidy").read_bytes()
    listed = subprocess.run(["git", "ls-files", *(f"{room}/*.cpp" for room in ROOMS)], cwd=TOP, capture_output=True, text=True, check=True)
    compiled = commands()
    work = [(TOP / name, compiled[str(TOP / name)], rules) for name in listed.stdout.split() if str(TOP / name) in compiled]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        found = [said for said in pool.map(lambda job: look(*job), work) if said]
    print("\n".join(found) or f"{len(work)} files are tidy.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
