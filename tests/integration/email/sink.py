#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""sink.py PORT DIR: an SMTP server on 127.0.0.1 that keeps each mail as a file in DIR. A recipient `reject...` is
refused for good, `later...` for now, `later-once...` the first time only. TERM ends it."""

import asyncio
import pathlib
import signal
import sys

from aiosmtpd.controller import Controller

folder = pathlib.Path(sys.argv[2])


class Keep:
    def __init__(self):
        self.seen = set()
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("reject"):
            return "550 5.1.1 no such user"
        if address.startswith("later") and not ("once" in address and address in self.seen):
            self.seen.add(address)
            return "451 4.7.1 greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        half = folder / f"{self.count:04}.half"
        half.write_bytes(envelope.original_content)
        half.rename(half.with_suffix(".eml"))
        return "250 2.0.0 kept"


async def main():
    controller = Controller(Keep(), hostname="127.0.0.1", port=int(sys.argv[1]), enable_SMTPUTF8=False)
    controller.start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    controller.stop()


asyncio.run(main())
