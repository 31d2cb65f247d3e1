#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Mail files that are damaged on a real Dovecot's disk, by the byte, by permission and by format: the cursor passes nothing
that was not recorded, and one bad mail keeps back no other, for longer than it takes to be sure of it."""

import pathlib
import sys

import lab
from lab import DAY, NOW, message

plugin = lab.Plugin(*sys.argv[1:4])
SANITIZED = b"__asan_init" in pathlib.Path(sys.argv[2]).read_bytes()  # its shadow memory is not ours
STEP = 2 * 3600  # longer than kithd waits at first, shorter than later


def seen_by(config, most=60, began=NOW, cursor=None):
    """Looks until a run has seen all there is; who was seen, what was said, how many looks that took, and the cursor."""
    who, said = [], []
    for look in range(most):
        request = {"cursor": cursor} if cursor else {}
        run = plugin.job(settings=config, now=began + look * STEP, **request)
        assert run.ok or run.kind == "temporary", str(run)
        assert SANITIZED or run.end["max_rss_kb"] < 25_600, run.end
        who += [(t["address"].removeprefix("mailto:"), t["ref"]) for t in run.touches]
        said.append(run.text)
        cursor = run.cursor or cursor
        if run.ok and run.coverage["complete"]:
            return who, said, look + 1, cursor
    raise AssertionError((who, said, cursor))


def count(who, address):
    return len({ref for each, ref in who if each == address})


def by_the_byte(authority, folder):
    """In one folder, between mails that are whole: what still says who wrote is a contact, the rest is none."""
    ben = message("ben@example.com").encode
    whole, long_line = ben(), b"X-Long: " + b"y" * 1_000_000 + b"\r\n"
    head, body = whole.split(b"\r\n\r\n", 1)

    def anew(old=b"", new=b""):
        return message("ben@example.com").encode().replace(old, new) if old else message("ben@example.com").encode()

    told = [whole, long_line + anew(), anew(b"Subject", long_line + b"Subject"), b"".join(b"X-%d: %s\r\n" % (i, b"z" * 60) for i in range(15_000)) + anew(),
            anew(b"Subject", b"Sub\0ject"), anew(b"\r\n\r\nNor this.", b""), anew()[:60], anew(b"Subject: ", b"Subject: \xff\xfe\x80"),
            anew(b"sam@example.org\r\n", b"sam@example.org,\r\n\tsam@example.org\r\n")]
    lost = [b"", b"\n", b"\0" * 500, anew(b"From: ben", b"From: be\0n"), b"From: ", bytes(range(256)) * 20, anew(b"\r\n", b"\r"),
            anew(b"To: sam@example.org", b"To: sam@example.org" + b"".join(b",\r\n x%d@y.example" % i for i in range(60_000)))]
    server = lab.Dovecot(folder / "bytes", authority)
    try:
        for each in [*told, *lost]:
            server.put("INBOX", message())
            server.put("INBOX", each)
        server.put("Sent", message("sam@example.org", "o'cleo@example.net"))
        server.ready()
        config = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(authority.pem)}
        for way in ("headers", "search"):
            who, said, looks, cursor = seen_by(config | {"read": way})
            assert looks == 1 and said == [""], (way, said)
            assert count(who, "ana@example.net") == len(told) + len(lost), (way, who)
            assert count(who, "ben@example.com") == len(told) and count(who, "o'cleo@example.net") == 1, (way, who)
            assert not plugin.job(settings=config | {"read": way}, cursor=cursor).touches
    finally:
        server.stop()


class Sdbox:
    """Each mail a file of Dovecot's own format."""
    extra = "mail_location = sdbox:@DIR@/dbox/%u\n"

    def put(self, server, mailbox, text):
        file = server.dir / "next.eml"
        file.write_text(text)
        file.chmod(0o644)
        server.admin("save", "-u", "sam", "-m", mailbox, file)

    def ready(self, server):
        server.own(server.dir / "dbox")

    def file(self, server, uid):
        return server.dir / "dbox" / "sam" / "mailboxes" / "INBOX" / "dbox-Mails" / f"u.{uid}"


class Maildir:
    extra = ""

    def put(self, server, mailbox, text):
        server.put(mailbox, text)

    def ready(self, server):
        server.ready()
        server.admin("mailbox", "status", "-u", "sam", "messages", "INBOX")  # numbers them, in the order of their names

    def file(self, server, uid):
        return sorted(server.box("INBOX").glob("*/*.lab*"), key=lambda f: f.name)[uid - 1]


def empty(file):
    file.write_bytes(b"")


def cut(file):
    file.write_bytes(file.read_bytes()[:90])


def shut(file):
    file.chmod(0)


def on_the_disk(authority, folder):
    """A file the server stumbles over, in whatever way it does: no answer, a no, a goodbye, or its process dies."""
    for kind, harm in ((Maildir(), shut), (Sdbox(), empty), (Sdbox(), cut), (Sdbox(), shut)):
        for way in ("headers", "search"):
            name = f"{type(kind).__name__}-{harm.__name__}-{way}"
            place = folder / name
            server = lab.Dovecot(place, authority, extra=kind.extra.replace("@DIR@", str(place)))
            try:
                for uid in range(1, 10):
                    kind.put(server, "INBOX", message("ben@example.com" if uid == 5 else "ana@example.net", at=NOW - DAY + uid))
                kind.put(server, "Sent", message("sam@example.org", "o'cleo@example.net"))
                kind.ready(server)
                file = kind.file(server, 5)
                whole = file.read_bytes()
                harm(file)
                for cache in server.dir.glob("**/dovecot.index.cache"):
                    cache.unlink()  # what the server knows without the file
                config = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(authority.pem), "read": way}
                first = plugin.job(settings=config)
                if harm in (cut, shut) and way == "headers" and isinstance(kind, Sdbox):  # the others do not wait for it
                    assert "does not show the mails in INBOX just now" in first.text, (name, str(first))
                    assert [t["address"] for t in first.touches] == ["mailto:o'cleo@example.net"], (name, str(first))
                assert not (first.ok and first.coverage["complete"]), (name, str(first))
                # It is mended in time: then nothing is missing, and nothing was passed.
                broken = file.read_bytes() if harm is not shut else None
                file.chmod(0o600)
                file.write_bytes(whole)
                who, _, _, _ = seen_by(config, cursor=first.cursor)
                who += [(t["address"].removeprefix("mailto:"), t["ref"]) for t in first.touches]
                counts = [count(who, each) for each in ("ana@example.net", "ben@example.com", "o'cleo@example.net")]
                assert counts == [8, 1, 1], (name, counts)
                # It is not: the others are seen all the same, and it is said once that this one was not.
                file.chmod(0) if broken is None else file.write_bytes(broken)
                for cache in server.dir.glob("**/dovecot.index.cache"):
                    cache.unlink()
                who, said, looks, cursor = seen_by(config)
                counts = [count(who, each) for each in ("ana@example.net", "ben@example.com", "o'cleo@example.net")]
                assert counts == [8, 0, 1], (name, counts, said)
                told = [text for text in said if "does not show a mail in INBOX, and Kith goes on without it" in text]
                # An empty file of that format the server takes away by itself, once somebody asked for it.
                assert len(told) == (0 if harm is empty else 1) and looks <= 24, (name, looks, said)
                print(f"        {name}: {looks} looks", flush=True)
            finally:
                server.stop()


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        return lab.run(lab.given((by_the_byte, on_the_disk), authority, folder))


sys.exit(main())
