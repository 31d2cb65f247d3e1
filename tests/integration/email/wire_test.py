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


def unlisted_senders(authority, folder):
    """Whoever looks closely is told of addresses that mail was sent from and that nobody is known by: of the folder of sent
    mail, by From alone, and not otherwise."""
    server = lab.Dovecot(folder / "aliases", authority)
    try:
        for sender, times in (("sam@example.org", 3), ("SAM <sam@Doe.example>", 4), ("hello@doe.example", 1), ("ana@example.net", 2),
                              ("a@one.example", 1), ("b@two.example", 2), ('"sam doe"@quoted.example', 5), ("x" * 80 + "@long.example", 5)):
            for _ in range(times):
                server.put("Sent", message(sender, "ben@example.com"))
        server.put("Sent", message("stranger@other.example", "ben@example.com", Resent_From="sam@example.org"))
        server.put("INBOX", message("stranger@other.example"))
        server.ready()
        with TlsTap(server, "plain") as tap:
            settings = {"user": "sam", "ca": str(authority.pem)} | tap.settings()
            first = plugin.job(settings=settings)
            assert first.ok, str(first)
            tap.take()
            plainly = plugin.job(settings=settings, cursor=first.cursor)
            assert plainly.ok and not plainly.of("skipped") and b"FETCH" not in tap.take(), str(plainly)
            closely = plugin.job(settings=settings, cursor=first.cursor, all=True)
            said = tap.take()
        hints = [(s["ref"], s["because"]) for s in closely.of("skipped") if s["ref"].startswith("address:")]
        assert [ref for ref, _ in hints] == ["address:sam@doe.example", "address:b@two.example", "address:a@one.example"], hints
        assert hints[0][1] == "you seem to have sent mail from it (4); if it is yours, add it to `you.addresses`", hints
        fetches = [line for line in said.splitlines() if b"FETCH" in line]
        assert len(fetches) == 1 and b"BODY.PEEK[HEADER.FIELDS (FROM RESENT-FROM)]" in fetches[0], fetches
        listed = [*lab.ADDRESSES, {"self": True, "address": "mailto:sam@doe.example"}]
        named = plugin.job(settings=settings | {"imap": f"imap://127.0.0.1:{server.imap}", "aliases": ["b@two.example"]}, all=True,
                           addresses=listed)
        hints = [s["ref"] for s in named.of("skipped") if s["ref"].startswith("address:")]
        assert hints == ["address:a@one.example", "address:hello@doe.example"], hints
        nobody = plugin.job(settings=settings | {"imap": f"imap://127.0.0.1:{server.imap}"}, all=True, addresses=lab.ADDRESSES[:2])
        assert nobody.ok and not nobody.of("skipped"), str(nobody)
    finally:
        server.stop()

    # Beside a folder with all mail the one that is marked is asked.
    server = lab.Dovecot(folder / "beside", authority, special="mailbox All {\n auto = create\n special_use = \\All\n }")
    try:
        server.put("Sent", message("sam@doe.example", "ben@example.com"))
        server.put("All", message())
        server.ready()
        settings = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(authority.pem)}
        closely = plugin.job(settings=settings, all=True)
        assert closely.ok and ["address:sam@doe.example"] == [s["ref"] for s in closely.of("skipped")], str(closely)
    finally:
        server.stop()


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        return lab.run([*lab.given((costs, unlisted_senders), authority, folder), *lab.fresh((hidden,), authority, folder)])


sys.exit(main())
