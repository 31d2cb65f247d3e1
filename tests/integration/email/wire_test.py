#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a look costs on the wire, by way of connecting: commands, bytes and connections, the login's and the goodbye counted
in, with a real Dovecot that tells of several folders at once, and with one that tells of one at a time."""

import sys

import lab
from lab import DAY, NOW, message
from tls_tap import WAYS, TlsTap

plugin = lab.Plugin(*sys.argv[1:4])
ONE_BY_ONE = "imap_capability = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SPECIAL-USE UIDPLUS NAMESPACE"
LOGIN = {"plain": [b"CAPABILITY", b"AUTHENTICATE"], "tls": [b"CAPABILITY", b"AUTHENTICATE"],
         "starttls": [b"CAPABILITY", b"STARTTLS", b"CAPABILITY", b"AUTHENTICATE"]}
LISTING = [b"LIST", b"NAMESPACE"]
READING = [b"ID", b"EXAMINE", b"UID FETCH"]


def looked(tap, raw, settings, **request):
    """A look, the first words of its commands, and how many bytes went to and fro."""
    raw.take()
    raw.heard, tap.connections = 0, 0
    outcome = plugin.job(settings=settings, **request)
    assert outcome.ok, str(outcome)
    words = [b" ".join(c.split(b" ")[:2 if c.startswith(b"UID") else 1]) for c in tap.commands()]
    assert tap.connections == 1, tap.connections
    return outcome, words, len(raw.take()) + raw.heard


def costs(authority, folder):
    for name, extra, states in (("at_once", "", [b"LIST"]), ("one_by_one", ONE_BY_ONE, [b"STATUS"] * 3)):
        server = lab.Dovecot(folder / name, authority, extra=extra)
        try:
            server.put("INBOX", message())
            server.put("Sent", message("sam@example.org", "ben@example.com"))
            server.ready()
            for way in WAYS:
                with TlsTap(server, way) as tap, lab.Tap(tap.port) as raw:
                    settings = {"user": "sam", "ca": str(authority.pem)} | tap.settings(raw.port)
                    first, _, _ = looked(tap, raw, settings)
                    assert first.touches and first.coverage["complete"], str(first)
                    unchanged, words, size = looked(tap, raw, settings, cursor=first.cursor)
                    assert words == [*LOGIN[way], *states, b"LOGOUT"] and not unchanged.touches, (name, way, words)
                    assert size < 5000, (name, way, size)
                    print(f"        {name:10} {way:8} unchanged: {len(words)} commands, {size} bytes")
                    server.put("INBOX", message())
                    server.ready()
                    new, words, _ = looked(tap, raw, settings, cursor=unchanged.cursor)
                    assert words == [*LOGIN[way], *states, *READING, b"LOGOUT"] and len(new.touches) == 1, (name, way, words)
                    _, words, size = looked(tap, raw, settings, cursor=new.cursor, now=NOW + DAY)
                    assert words == [*LOGIN[way], *LISTING, *states, b"LOGOUT"], (name, way, words)
                    assert size < 5000, (name, way, size)
        finally:
            server.stop()


def hidden(server):
    """A folder that is not listed, and one whose state does not come with the others', is asked for by itself."""
    server.admin("mailbox", "create", "-u", "sam", "Friends")
    server.put("Friends", message("ben@example.com"))
    server.put("INBOX", message())
    server.ready()
    settings = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(server.authority.pem), "folders": ["Friends"]}
    first = plugin.job(settings=settings)
    assert first.ok and len(first.touches) == 2, str(first)
    server.box("Friends").chmod(0)
    server.put("INBOX", message("o'cleo@example.net"))
    server.ready()
    shut = plugin.job(settings=settings, cursor=first.cursor)
    assert shut.ok and len(shut.touches) == 1 and "does not let Kith open Friends" in shut.text, str(shut)
    assert not shut.coverage["complete"], str(shut)
    server.box("Friends").chmod(0o700)
    server.put("Friends", message("ben@example.com"))
    server.ready()
    well = plugin.job(settings=settings, cursor=shut.cursor)
    assert well.ok and len(well.touches) == 1 and not well.text and well.coverage["complete"], str(well)
    server.admin("mailbox", "delete", "-u", "sam", "Friends")
    gone = plugin.job(settings=settings, cursor=well.cursor)
    assert gone.ok and "Friends" in gone.text and not gone.coverage["complete"], str(gone)


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")

        def given(test):
            def with_authority():
                test(authority, folder)
            with_authority.__name__ = test.__name__
            return with_authority

        def fresh(test):
            def with_server():
                server = lab.Dovecot(folder / test.__name__, authority)
                try:
                    test(server)
                finally:
                    server.stop()
            with_server.__name__ = test.__name__
            return with_server

        return lab.run([given(costs), fresh(hidden)])


sys.exit(main())
