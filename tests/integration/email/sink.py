#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""sink.py PORT DIR [TOKENS CERT KEY]: an SMTP server on 127.0.0.1 that keeps each mail as a file in DIR. A recipient
`reject...` is refused for good, `later...` for now, `later-once...` the first time only. With TOKENS, a file of a token a
line, it takes mail behind STARTTLS and XOAUTH2 alone, by one of these. TERM ends it."""

import asyncio
import base64
import pathlib
import signal
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, SMTP, AuthResult

folder = pathlib.Path(sys.argv[2])
SMTP.line_length_limit = 12_288  # what an answer to a challenge may have (RFC 4954, 4)


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


class KeepFromBearers(Keep):
    """A token that is not taken is told as the large providers do: the reason in a challenge, and then the refusal."""

    async def auth_XOAUTH2(self, server, words):
        said = base64.b64decode(words[1]) if len(words) == 2 else await server.challenge_auth("")
        tokens = pathlib.Path(sys.argv[3]).read_text().split()
        if said is not MISSING and said in [b"user=sam\1auth=Bearer %s\1\1" % token.encode() for token in tokens]:
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"400","schemes":"Bearer"}')
        return AuthResult(success=False, handled=False)


def controller():
    where = {"hostname": "127.0.0.1", "port": int(sys.argv[1]), "enable_SMTPUTF8": False}
    if len(sys.argv) == 3:
        return Controller(Keep(), **where)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*sys.argv[4:6])
    return Controller(KeepFromBearers(), **where, tls_context=context, require_starttls=True, auth_required=True,
                      auth_exclude_mechanism=["PLAIN", "LOGIN"])


async def main():
    server = controller()
    server.start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    server.stop()


asyncio.run(main())
