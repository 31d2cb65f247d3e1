#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A plugin's programs under a real `systemd --user` of an ordinary user: manager_test.py PLUGIN_JOB HOST PLUGINS FIXTURES.

They are units of the manager, not children of the host; they end with their deadline and leave no unit behind. The
thief is tried there as well, as that user. Needs root, to start the manager; elsewhere it ends with 77."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
MANAGER = HERE.parents[1] / "support" / "user_manager.sh" if len(HERE.parents) > 1 else None
HOME = pathlib.Path.home()
DEADLINE = 120
NUDGE = {"nudge": "00112233445566778899aabbccddeeff", "connection": "ana", "title": "Ana crossed my mind", "body": "A note?",
         "step": "voice-note", "answers": ["later"], "labels": ["Not now"], "expires": 1772600000}


def outside(job, host, plugins, fixtures):
    work = pathlib.Path(tempfile.mkdtemp(prefix="kith-manager-"))
    try:
        work.chmod(0o755)
        local = work / "local"
        local.mkdir()
        for file in (job, host):
            shutil.copy(file, local)
        shutil.copytree(plugins, local / "plugins")
        shutil.copytree(fixtures, local / "fixtures", ignore=shutil.ignore_patterns("CMake*", "*.cmake"))
        for file in (HERE / "manager_test.py", HERE / "thief.py"):
            shutil.copy(file, local)
        return subprocess.run(["bash", MANAGER, work, local, "/usr/bin/python3", "/usr/local/manager_test.py", "inside"],
                              timeout=DEADLINE).returncode
    finally:
        shutil.rmtree(work, ignore_errors=True)


def units():
    listed = subprocess.run(["systemctl", "--user", "list-units", "--all", "--plain", "--no-legend", "kith-program-*"],
                            capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listed.splitlines()]


def until(true, what):
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def run(script, **request):
    asked = {"call": "deliver", "now": 1772454600, "nudge": NUDGE,
             "settings": {"program": ["/bin/sh", "-c", script], **request.pop("settings", {})}, **request}
    ran = subprocess.run(["/usr/local/plugin_job", "/usr/local/kith-plugin-host", "/usr/local/plugins", "command"],
                         input=json.dumps(asked), capture_output=True, text=True, timeout=60)
    return json.loads(ran.stdout.splitlines()[-1])


def programs():
    out = run('cat > ~/in; cat /proc/self/cgroup > ~/group; grep NoNewPrivs /proc/self/status > ~/status; echo "$0 $ $HOME" > ~/words')
    assert out["ok"] and out["jail"] == "full", out
    assert "kith-program-" in (HOME / "group").read_text(), (HOME / "group").read_text()
    assert "Ana crossed my mind" in (HOME / "in").read_text()
    assert (HOME / "words").read_text() == f"/bin/sh $ {HOME}\n", (HOME / "words").read_text()
    assert (HOME / "status").read_text().split()[1] == "0"  # outside the fence
    for script, kind in (("exit 75", "temporary"), ("echo why >&2; exit 3", "refused"), ("kill -SEGV $$", "unknown")):
        out = run(script)
        assert out["kind"] == kind, (script, out)
    # Its own deadline ends it with all it started; so does a host that is killed at the job's.
    out = run("sleep 1000 & sleep 1000", settings={"deadline": "0.5 s"})
    assert out["kind"] == "unknown" and "did not end in time" in out["text"], out
    until(lambda: not units(), "the unit is gone")
    out = run("trap '' TERM; sleep 1000", deadline_ms=600)
    assert not out["ok"], out
    until(lambda: not units(), "the unit is gone after its host")
    left = subprocess.run(["pgrep", "-f", "sleep 1000"], capture_output=True, text=True).stdout.split()
    assert not left, left


def inside():
    programs()
    return subprocess.run([sys.executable, "/usr/local/thief.py", "/usr/local/plugin_job", "/usr/local/kith-plugin-host",
                           "/usr/local/fixtures"]).returncode


if sys.argv[1] == "inside":
    sys.exit(inside())
if os.getuid() != 0:
    print("passed over: only root can start a user manager for somebody else; run ./check as root for this one")
    sys.exit(77)
sys.exit(outside(*sys.argv[1:]))
