#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The installed unit under a real `systemd --user` of an ordinary user: unit_test.py BUILD CMAKE [TEST...].

Needs root, to start that user's manager; elsewhere it ends with 77 and a sentence. What runs inside is
service_tests.py."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MANAGER = HERE.parents[1] / "support" / "user_manager.sh"
DEADLINE = 300


def main(build, cmake, *named):
    work = pathlib.Path(tempfile.mkdtemp(prefix="kith-unit-"))
    try:
        work.chmod(0o755)
        installed = subprocess.run([cmake, "--install", build, "--prefix", "/usr/local"], capture_output=True, text=True,
                                   env=os.environ | {"DESTDIR": str(work / "root")})
        assert installed.returncode == 0, installed.stderr
        tests = work / "tests"  # where an ordinary user can read them
        tests.mkdir()
        for name in ("unit/service.py", "unit/service_tests.py", "unit/notifier.py", "daemon/life.py", "jail/thief.py"):
            shutil.copy(HERE.parent / name, tests)
        shutil.copytree(pathlib.Path(build) / "tests/plugins", tests / "plugins",
                        ignore=lambda _, names: [n for n in names if not n.startswith(("lengths.", "thief."))])
        return subprocess.run(["bash", MANAGER, work, work / "root/usr/local", "/usr/bin/python3",
                               tests / "service_tests.py", *named], timeout=DEADLINE).returncode
    finally:
        shutil.rmtree(work, ignore_errors=True)


if os.getuid() != 0:
    print("passed over: only root can start a user manager for somebody else; run ./check as root for this one")
    sys.exit(77)
sys.exit(main(*sys.argv[1:]))
