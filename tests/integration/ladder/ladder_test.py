#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The real kithd with less and less to stand on: ladder_test.py BINDIR SHIM. At each rung it does what it still can,
says so in its status, and climbs back by itself. Other rungs have tests of their own: no bus in bus_test, no disk in
machine_test, a clock in the past in time_test."""

import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
for part in ("daemon", "time"):
    sys.path.insert(0, str(HERE.parent / part))

from life import DAY, OPEN_ALL_DAY, ripe_life, run  # noqa: E402
from owned_clock import HOUR, OwnedClock  # noqa: E402

SETTINGS_READ_AGAIN = 41 * 60  # half an hour, and ten minutes in which wake-ups are gathered
TRIED_AGAIN = 31 * 60  # with an offer open; sooner while a slot waits
ZONES = pathlib.Path("/usr/share/zoneinfo")


def may_mount():
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0:
        return True
    print("        passed over: no mount of one's own here")
    return False


def no_network(prefix, shim):
    """A source that has no network: its people wait, the others do not; with the network back it is read."""
    text = OPEN_ALL_DAY.replace("connections:\n", "connections:\n  - {id: far, name: Far, circle: inner, addresses: "
                                "[\"tel:+1 555 0100\"]}\n")
    # In the way of a program that polls a server: 75 while it cannot be reached.
    program = ('if [ -e "@DIR@/offline" ]; then echo no network >&2; exit 75; fi; '
               'echo {\\"at\\":\\"@AT@\\",\\"address\\":\\"tel:+15550100\\",\\"channel\\":\\"call\\",'
               '\\"direction\\":\\"in\\",\\"ref\\":\\"c1\\"}')
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3 * DAY))
    text += f"  - id: calls\n    plugin: command\n    settings:\n      senses: true\n      program:\n        - sh\n        - -c\n        - |\n" \
            f"          {program.replace('@AT@', at)}\n"
    life = ripe_life(prefix, text)
    try:
        (life.dir / "offline").touch()
        clock = OwnedClock(life, shim, time.time())
        clock.start()
        life.until(lambda: "calls" in life.health(), "status names the source")
        life.until(lambda: len(life.offered()) == 1, "an offer about somebody the mail tells of")
        assert life.offered()[0]["connection"] == "ana", life.offered()
        (life.dir / "offline").unlink()
        clock.passes(TRIED_AGAIN)
        life.until(lambda: not life.health(), "the source is well, tried again by itself")
        assert any("call" in line["what"] for line in life.json("show", "far")["past"]), life.json("show", "far")
    finally:
        life.close()


def no_zone_data(prefix, shim):
    """No zone data at all: UTC, and a line about it; once they are there, the zone asked for."""
    if not may_mount():
        return
    life = ripe_life(prefix, OPEN_ALL_DAY.replace("timezone: UTC", "timezone: auto"))
    try:
        zones = life.dir / "zones"
        zones.mkdir()
        clock = OwnedClock(life, shim, time.time())
        clock.start("unshare", "-rm", "sh", "-c", f'mount --bind "{zones}" {ZONES} && exec "$@"', "sh", TZ="Asia/Tokyo")
        life.until(lambda: "Time zone" in life.health(), "status says so")
        life.until(lambda: len(life.offered()) == 1, "an offer all the same")
        assert life.json("status")["now"].endswith("+00:00")
        shutil.copytree(ZONES, zones, dirs_exist_ok=True, symlinks=True)
        clock.passes(6 * HOUR)
        life.until(lambda: life.json("status")["now"].endswith("+09:00"), "the clocks of Tokyo")
        assert not life.health(), life.health()
    finally:
        life.close()


def no_zone_data_for_a_named_zone(prefix, shim):
    """A zone named in the settings cannot be read: nothing rings at a wrong hour, and it is tried again."""
    if not may_mount():
        return
    life = ripe_life(prefix, OPEN_ALL_DAY.replace("timezone: UTC", "timezone: Asia/Tokyo"))
    try:
        zones = life.dir / "zones"
        zones.mkdir()
        clock = OwnedClock(life, shim, time.time())
        clock.start("unshare", "-rm", "sh", "-c", f'mount --bind "{zones}" {ZONES} && exec "$@"', "sh")
        assert "Asia/Tokyo" in life.health(), life.health()
        assert not life.offered()
        shutil.copytree(ZONES, zones, dirs_exist_ok=True, symlinks=True)
        clock.passes(SETTINGS_READ_AGAIN)
        clock.passes(5)  # and its timer for the first look
        life.until(lambda: len(life.offered()) == 1, "an offer")
        assert not life.health(), life.health()
    finally:
        life.close()


def own_prefix(prefix, life):
    """A copy of what is installed, to take things out of."""
    built = pathlib.Path(prefix).resolve().parent
    there = life.dir / "prefix"
    for part in ("bin", "libexec", "share"):
        shutil.copytree(built / part, there / part)
    plugins = next(built.glob("lib*/**/kith/plugins"))
    folder = there / plugins.relative_to(built)
    shutil.copytree(plugins, folder)
    life.bin = there / "bin"
    return folder


def no_plugin_folder(prefix, shim):
    """Kith's plugins are gone, as in the middle of an upgrade: goals and memory stay, and all works once they are back."""
    life = ripe_life(prefix)
    try:
        folder = own_prefix(prefix, life)
        life.start()
        life.until(lambda: life.source("mail") and life.source("mail")["fresh"], "the mail is read")
        life.kith("pause")
        life.stop()
        offers = len(life.offered())
        folder.rename(folder.parent / "away")
        clock = OwnedClock(life, shim, time.time())
        clock.start()
        assert "there is no plugin files" in life.health() and "last good copy" in life.health(), life.health()
        status = life.json("status")
        assert status["connections"] == 2 and status["deciding"], status
        assert life.kith("log", "lee").returncode == 0 and len(life.json("show", "ana")["past"]) >= 1
        assert life.kith("resume").returncode == 0
        clock.passes(HOUR)
        assert len(life.offered()) == offers, "nobody can bring it"
        (folder.parent / "away").rename(folder)
        clock.passes(SETTINGS_READ_AGAIN)
        life.until(lambda: not life.health(), "it is well again by itself")
        assert life.source("mail")["fresh"]
    finally:
        life.close()


def half_a_config(prefix, _):
    """Cut off in the middle at the start: the last good copy goes on, the place is named, the whole file ends it."""
    life = ripe_life(prefix)
    try:
        (life.dir / "mail").rename(life.dir / "away")  # an offer cut short by the stop would be the only one
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("trouble"), "the settings are in force")
        life.stop()
        (life.dir / "away").rename(life.dir / "mail")
        life.write(OPEN_ALL_DAY[:OPEN_ALL_DAY.index("addresses: [lee")] + "addresses: [lee")
        life.start()
        assert "kith.yaml:11:" in life.health() and "last good copy" in life.health(), life.health()
        assert life.json("status")["connections"] == 2 and life.json("status")["deciding"]
        life.until(lambda: len(life.offered()) == 1, "an offer by the last good copy")
        life.write(OPEN_ALL_DAY)
        life.until(lambda: not life.health(), "mended by the edit itself")
    finally:
        life.close()


def config_comes_later(prefix, shim):
    """The folder of the configuration is not there at first, as on a home mounted late: read once it is."""
    life = ripe_life(prefix)
    try:
        folder = life.dir / "config"
        folder.rename(life.dir / "later")
        clock = OwnedClock(life, shim, time.time())
        clock.start()
        assert "configuration" in life.json("status")["line"] and not life.offered()
        (life.dir / "later").rename(folder)
        clock.passes(SETTINGS_READ_AGAIN)
        clock.passes(5)  # and its timer for the first look
        life.until(lambda: len(life.offered()) == 1, "an offer")
        assert not life.health(), life.health()
        log = (life.dir / "log").read_text()
        assert log.count("the configuration has errors") == 1, log
    finally:
        life.close()


sys.exit(run([no_network, no_zone_data, no_zone_data_for_a_named_zone, no_plugin_folder, half_a_config,
              config_comes_later], *sys.argv[1:3]))
