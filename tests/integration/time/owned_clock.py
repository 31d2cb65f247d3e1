# SPDX-License-Identifier: MIT
"""The clock of one kithd, owned by a test; see tests/support/clock_shim.c."""

import os
import pathlib
import struct
import time

SECOND = 1_000_000_000
HOUR, DAY = 3600, 86400


class OwnedClock:
    def __init__(self, life, shim, at=None):
        self.ahead = int(at - time.time()) if at is not None else 0
        self.path = life.dir / "clock"
        for end in ("in", "out"):
            os.mkfifo(f"{self.path}.{end}")
        self.life = life
        self.more = {"LD_PRELOAD": str(shim), "KITH_TEST_CLOCK": str(self.path), "TZ": "UTC",
                     "ASAN_OPTIONS": "verify_asan_link_order=0"}

    def start(self, *before, **environment):
        self.life.start(*before, **(self.more | {"KITH_TEST_CLOCK_AHEAD": str(self.ahead)} | environment))

    def now(self):
        return time.time() + self.ahead

    def jumps(self, real, boot, mono):
        """By how many seconds the wall clock, the clock through suspend and the monotonic one move."""
        with open(f"{self.path}.in", "r+b", buffering=0) as there, open(f"{self.path}.out", "r+b", buffering=0) as back:
            there.write(struct.pack("=qqq", *(int(s * SECOND) for s in (real, boot, mono))))
            self.slept = struct.unpack("=Q", back.read(8))[0]
        self.ahead += real

    def woken(self):
        """How often kithd has been woken so far."""
        self.jumps(0, 0, 0)
        return self.slept

    def idle(self):
        """Waits until what is due has begun and no job runs: it would see its deadline jump by."""
        pid = self.life.daemon.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        quiet = 0
        while quiet < 2:
            assert self.life.kith("status").returncode == 0
            quiet = quiet + 1 if not children.read_text().split() else 0

    def passes(self, seconds):
        """Time goes by."""
        self.idle()
        self.jumps(seconds, seconds, seconds)

    def reaches(self, instant):
        self.passes(instant - self.now())

    def sleeps(self, seconds):
        """The machine is suspended for so long."""
        self.idle()
        self.jumps(seconds, seconds, 0)

    def is_set(self, seconds):
        """Somebody sets the wall clock, forward or back."""
        self.jumps(seconds, 0, 0)
