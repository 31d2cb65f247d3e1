#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""email_bench.py BUILD [MAILS]: what sensing a mailbox costs beside its floors, over a real Dovecot on this machine:
a bare pass over the same header fields, a bare STATUS, and mbsync; and what an unchanged mailbox costs on the wire by way
of connecting. 100,000 mails, 50 people, TLS. Each figure is the best of three; nothing is asserted. Takes a few minutes,
most of them for mbsync."""

import os
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration" / "email"))
import lab  # noqa: E402
from lab import DAY, NOW  # noqa: E402
from tls_tap import WAYS, TlsTap  # noqa: E402

build = pathlib.Path(sys.argv[1]).resolve()
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
PEOPLE = 50
plugin = lab.Plugin(build / "tests" / "plugin_job", build / "libexec/kith/kith-plugin-host",
                    next(build.glob("lib*/kith/plugins")))
people = [{"self": True, "address": "mailto:sam@example.org"}] + [
    {"connection": f"c{i}", "address": f"mailto:friend{i}@example.net"} for i in range(PEOPLE)]
FIELDS = re.search(r"BODY\.PEEK\[.*?\]", re.sub(r'"\s*"', "", (
    pathlib.Path(__file__).resolve().parents[2] / "plugins/email/mail_taker.hpp").read_text()), re.S)[0]


def mail(i):
    known = i % 11 == 0
    sender = f"friend{i % PEOPLE}@example.net" if known else f"stranger{i}@other{i % 97}.example"
    hops = "".join(f"Received: from relay{h}.example (relay{h}.example [192.0.2.{h}])\r\n\tby mx.example.org with ESMTPS id {i:x};\r\n"
                   "\tTue, 03 Mar 2026 10:00:00 +0000\r\n" for h in range(4))
    return (f"{hops}DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=k; h=from:to:date;\r\n\tb={'x' * 340}\r\n"
            f"From: \"Some Body {i}\" <{sender}>\r\nTo: Sam <sam@example.org>\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000\r\n"
            f"Subject: Something or other\r\nMessage-ID: <{i}.bench@example.net>\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "b" * 2000)


class Bare:
    """As little of a client as there can be."""

    def __init__(self, server, authority):
        context = ssl.create_default_context(cafile=str(authority.pem))
        self.socket = context.wrap_socket(socket.create_connection(("127.0.0.1", server.imaps)), server_hostname="localhost")
        self.heard = 0
        self.rest = b""
        self.until(b"* OK")
        self.run("LOGIN sam secret")

    def until(self, word):
        tail = self.rest
        while word not in tail or not tail.endswith(b"\n"):
            data = self.socket.recv(1 << 16)
            self.heard += len(data)
            tail = tail[-200:] + data
        self.rest = b""

    def run(self, command):
        self.socket.sendall(b"A1 " + command.encode() + b"\r\n")
        self.until(b"A1 OK")


def timed(action):
    began = time.monotonic()
    action()
    return (time.monotonic() - began) * 1000


def best(action, times=3):
    return min(action() for _ in range(times))


def traffic(outcome):
    return next(r["text"] for r in outcome.of("log") if "commands" in r["text"])


def ways(server):
    """By each way to connect: how many commands, the login's and the goodbye among them, and what goes over the line."""
    for way in WAYS:
        with TlsTap(server, way) as tap, lab.Tap(tap.port) as raw:
            config = {"user": "sam", "ca": str(server.authority.pem)} | tap.settings(raw.port)
            first = plugin.job(settings=config, addresses=people, since=NOW - DAY)
            tap.take(), raw.take()
            raw.heard = 0
            again = plugin.job(settings=config, addresses=people, since=NOW - DAY, cursor=first.cursor)
            assert again.ok and not again.touches, str(again)
            print(f"unchanged, {way:14} {len(tap.commands()):3} commands   {len(raw.take()) + raw.heard} bytes with the encryption")


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        server = lab.Dovecot(folder / "dovecot", authority)
        try:
            measure(folder, authority, server)
        finally:
            server.stop()


def measure(folder, authority, server):
    print(f"{COUNT} mails, {PEOPLE} people", flush=True)
    for i in range(COUNT):
        at = NOW - 3600 - i * 100 % (170 * DAY)
        server.put("INBOX", mail(i), at)
    server.ready()
    config = {"imap": f"imaps://localhost:{server.imaps}", "user": "sam", "ca": str(authority.pem)}
    bare = Bare(server, authority)
    bare.run("EXAMINE INBOX")
    cold = timed(lambda: bare.run(f"UID FETCH 1:* (UID INTERNALDATE {FIELDS})"))
    before = bare.heard
    warm = best(lambda: timed(lambda: bare.run(f"UID FETCH 1:* (UID INTERNALDATE {FIELDS})")))
    print(f"bare header pass      cold {cold:8.0f} ms   warm {warm:8.0f} ms   {(bare.heard - before) // 3:>10} bytes")

    runs = [plugin.job(settings=config, addresses=people) for _ in range(3)]
    assert all(r.ok and r.coverage["complete"] for r in runs), str(runs[0])
    first = min(r.end["took_ms"] for r in runs)
    print(f"first sensing              {first:8.0f} ms   {first / warm:.2f} x the bare pass   "
          f"{max(r.end['max_rss_kb'] for r in runs)} kB   {len(runs[0].touches)} contacts")
    print(f"                           {traffic(runs[0])}")

    names = [f"STATUS {name} (UIDVALIDITY UIDNEXT)" for name in ("INBOX", "Archive", "Sent")]
    url = f"imaps://localhost:{server.imaps}"

    def curl():
        return timed(lambda: subprocess.run(["curl", "-sS", "--capath", "/etc/ssl/certs", "--cacert", str(authority.pem), "-u",
                                             "sam:secret", "--url", url, "-X", names[0], "--next", "-sS", "--cacert",
                                             str(authority.pem), "-u", "sam:secret", "--url", url, "-X", names[1], "--next",
                                             "-sS", "--cacert", str(authority.pem), "-u", "sam:secret", "--url", url, "-X",
                                             names[2]], check=True, stdout=subprocess.DEVNULL))

    floor = best(curl, 5)
    cursor = runs[0].cursor
    again = [plugin.job(settings=config, addresses=people, cursor=cursor) for _ in range(5)]
    assert all(r.ok and not r.touches for r in again)
    unchanged = min(r.end["took_ms"] for r in again)
    print(f"unchanged                  {unchanged:8.0f} ms   {unchanged / floor:.2f} x the same STATUS by curl ({floor:.0f} ms)   "
          f"{traffic(again[0])}")

    ways(server)

    (folder / "mirror").mkdir()
    (folder / "mbsyncrc").write_text(
        f"IMAPAccount a\nHost localhost\nPort {server.imaps}\nUser sam\nPass secret\nSSLType IMAPS\n"
        f"CertificateFile {authority.pem}\n\nIMAPStore far\nAccount a\n\nMaildirStore near\nPath {folder}/mirror/\n"
        f"Inbox {folder}/mirror/INBOX\n\nChannel c\nFar :far:\nNear :near:\nPatterns INBOX Archive Sent\nCreate Near\n"
        f"Sync Pull\nSyncState *\n")

    def mbsync():
        return timed(lambda: subprocess.run(["mbsync", "-q", "-c", str(folder / "mbsyncrc"), "c"], check=True,
                                            env=os.environ | {"HOME": str(folder)}, stderr=subprocess.DEVNULL))

    pull = mbsync()
    idle = best(mbsync)
    print(f"mbsync                first {pull:8.0f} ms   1/{pull / first:.1f} of it   unchanged {idle:.0f} ms   1/{idle / unchanged:.1f} of it")


main()
