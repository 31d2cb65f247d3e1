#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the plugin `email` sees on a real Dovecot, and what it asks for."""

import json
import pathlib
import re
import sys

import lab
from lab import ADDRESSES, DAY, NOW, message

plugin = lab.Plugin(*sys.argv[1:4])
MAILS = pathlib.Path(__file__).resolve().parents[2] / "data" / "mail"


def settings(server, **more):
    return {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(server.authority.pem)} | more


def by_ref(outcome):
    return {(t["ref"], t["address"], t["direction"]) for t in outcome.touches}


def logins(authority, folder):
    """In the clear, with STARTTLS and with TLS; PLAIN and LOGIN."""
    server = lab.Dovecot(folder / "dovecot", authority)
    try:
        server.put("INBOX", message())
        server.put("Sent", message("sam@example.org", "ben@example.com"))
        server.ready()
        ways = [settings(server), settings(server, auth="login"), settings(server, auth="plain"),
                settings(server, imap=f"imaps://localhost:{server.imaps}"),
                settings(server, imap=f"imap://127.0.0.1:{server.imap}", unencrypted=True)]
        for way in ways:
            seen = plugin.job(settings=way)
            assert seen.ok, (way, str(seen))
            assert {(t["address"], t["direction"]) for t in seen.touches} == {
                ("mailto:ana@example.net", "in"), ("mailto:ben@example.com", "out")}, str(seen)
            assert seen.coverage["complete"] and seen.coverage["schemes"] == ["mailto"]
            assert all(re.fullmatch("mail-[0-9a-f]{32}", t["ref"]) for t in seen.touches)
        assert "Nobody reads this" not in json.dumps(seen.all)
    finally:
        server.stop()


def tricky(server):
    """Every mail of tests/data/mail against its verdict, found by pass and by search, each in two folders."""
    expected, skipped = set(), {}
    for line in (MAILS / "verdicts.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, verdict, what, _ = line.split("\t")
        text = (MAILS / f"{name}.eml").read_bytes()
        server.put("INBOX", text)
        server.put("Archive", text)
        if verdict == "none":
            skipped[name] = what
        else:
            expected |= {(name, "mailto:" + address, verdict) for address in what.split(",")}
    server.ready()
    assert len(expected) + len(skipped) >= 60
    ids = lambda outcome: {(t["address"], t["direction"], t["ref"]) for t in outcome.touches}
    headers = plugin.job(settings=settings(server, read="headers"), all=True, since=0)
    assert headers.ok, str(headers)
    pairs = sorted((a, d) for _, a, d in expected)
    assert sorted((a, d) for a, d, _ in ids(headers)) == pairs, (pairs, sorted(ids(headers)))
    assert len(headers.touches) == 2 * len(expected), "copies in two folders share one ref"
    reasons = [s["because"] for s in headers.of("skipped")]
    for name, why in skipped.items():
        assert reasons.count(why) >= 2, (name, why)
    searched = plugin.job(settings=settings(server, read="search"), since=0)
    assert ids(searched) == ids(headers), (ids(searched) ^ ids(headers))


def strangers_stay(server):
    """With `read: search` no line of a stranger's mail is asked for, however near it lies to a mail of one's people."""
    for number in range(1, 61):
        server.put("INBOX", message("ana@example.net" if number in (10, 11, 50) else "stranger@other.example"))
    server.ready()
    with lab.Tap(server.imap) as tap:
        config = settings(server, imap=f"imap://127.0.0.1:{tap.port}", unencrypted=True, read="search")
        first = plugin.job(settings=config)
        assert first.ok and len(first.touches) == 3, str(first)
        for number in range(61, 71):
            server.put("INBOX", message("ben@example.com" if number in (62, 69) else "stranger@other.example"))
        server.ready()
        more = plugin.job(settings=config, cursor=first.cursor)
        assert more.ok and len(more.touches) == 2, str(more)
        asked = re.findall(rb"UID FETCH (\S+)", tap.take())
    assert asked == [b"10:11,50", b"62,69"], asked


def later_runs(server):
    """Only what is new is read; a mail counts once; moves, expunges and a new UIDVALIDITY do no harm."""
    server.put("INBOX", message(at=NOW - 5 * DAY), NOW - 5 * DAY)
    server.put("INBOX", message(at=NOW - 300 * DAY), NOW - 300 * DAY)
    server.put("INBOX", message("stranger@other.example"))
    server.ready()
    config = settings(server)
    first = plugin.job(settings=config)
    assert first.ok and len(first.touches) == 1, str(first)
    again = plugin.job(settings=config, cursor=first.cursor)
    assert again.ok and not again.touches and again.coverage["complete"], str(again)

    server.put("INBOX", message("ben@example.com"))
    moved = server.put("INBOX", message("sam@example.org", "ana@example.net"))
    server.ready()
    third = plugin.job(settings=config, cursor=again.cursor)
    assert {(t["address"], t["direction"]) for t in third.touches} == {
        ("mailto:ben@example.com", "in"), ("mailto:ana@example.net", "out")}, str(third)

    server.admin("move", "-u", "sam", "Archive", "mailbox", "INBOX", "from", "sam@example.org")
    server.admin("expunge", "-u", "sam", "mailbox", "INBOX", "from", "ben@example.com")
    fourth = plugin.job(settings=config, cursor=third.cursor)
    assert by_ref(fourth) <= by_ref(third), "a moved mail keeps its ref"
    assert moved is not None

    server.admin("mailbox", "update", "-u", "sam", "--uid-validity", "424242", "INBOX")
    fifth = plugin.job(settings=config, cursor=fourth.cursor)
    assert fifth.ok and by_ref(fifth) == by_ref(first), str(fifth)
    sixth = plugin.job(settings=config, cursor=fifth.cursor)
    assert sixth.ok and not sixth.touches

    # Somebody new in the list, or an earlier window: all of it is read again.
    new = ADDRESSES + [{"connection": "st", "address": "mailto:stranger@other.example"}]
    seventh = plugin.job(settings=config, cursor=sixth.cursor, addresses=new)
    assert "mailto:stranger@other.example" in {t["address"] for t in seventh.touches}, str(seventh)
    eighth = plugin.job(settings=config, cursor=sixth.cursor, since=NOW - 400 * DAY)
    assert len(eighth.touches) == len(seventh.touches), str(eighth)


def dates(server):
    """A clock of theirs that runs ahead, an old mail filed today, and none that lies ahead of now."""
    server.put("INBOX", message(at=NOW + 400 * DAY), NOW - 2 * DAY)
    server.put("INBOX", message(at=NOW - 100 * DAY), NOW - DAY)
    server.put("INBOX", message(at=NOW - 400 * DAY), NOW - DAY)
    server.put("INBOX", message(at=NOW + 2 * DAY), NOW + 2 * DAY)
    server.ready()
    seen = plugin.job(settings=settings(server))
    times = sorted(t["at"] for t in seen.touches)
    assert times == ["2025-11-22T10:00:00+00:00", "2026-02-28T10:00:00+00:00", "2026-03-02T10:00:00+00:00"], times


def folders(server):
    """Folders that are named are read, junk is not, a folder that is not there is told."""
    server.admin("mailbox", "create", "-u", "sam", "Friends", "Fröhlich & Co/Käse", "Trash/old")
    server.put("Friends", message("ben@example.com"))
    server.put("Fr&APY-hlich &- Co/K&AOQ-se", message("o'cleo@example.net"))
    server.put("Trash", message())
    server.ready()
    seen = plugin.job(settings=settings(server))
    assert seen.ok and not seen.touches, str(seen)
    seen = plugin.job(settings=settings(server, folders=["friends", "Fröhlich & Co/Käse"]))
    assert {t["address"] for t in seen.touches} == {"mailto:ben@example.com", "mailto:o'cleo@example.net"}, str(seen)
    lost = plugin.job(settings=settings(server, folders=["Friends", "Nowhere"]))
    assert lost.ok and lost.text == "folders: localhost has no folder Nowhere", str(lost)
    assert len(lost.touches) == 1 and lost.cursor and not lost.coverage["complete"], "the others are read all the same"
    assert lost.coverage["schemes"] == ["mailto"], str(lost)
    looked = plugin.job(settings=settings(server), all=True)
    proposed = {s["ref"]: s["because"] for s in looked.of("skipped") if s["ref"].startswith("folder:")}
    assert set(proposed) == {"folder:Friends", "folder:Fröhlich & Co/Käse"}, proposed
    assert "seems to be there (1)" in proposed["folder:Friends"]
    server.admin("mailbox", "delete", "-u", "sam", "Friends")
    gone = plugin.job(settings=settings(server, folders=["Friends"]), cursor=seen.cursor)
    assert gone.ok and "Friends" in gone.text and not gone.coverage["complete"], str(gone)


def all_mail(authority, folder):
    """A folder with all mail is read alone."""
    server = lab.Dovecot(folder / "all", authority, special="mailbox All {\n auto = create\n special_use = \\All\n }")
    try:
        server.put("INBOX", message())
        server.put("All", message("ben@example.com"))
        server.ready()
        seen = plugin.job(settings=settings(server))
        assert [t["address"] for t in seen.touches] == ["mailto:ben@example.com"], str(seen)
    finally:
        server.stop()


def set_apart(authority, folder):
    """Drafts and junk in a folder with all mail are no contact: by their flags, or where the folder gathers others."""
    def seen_of(server):
        seen = plugin.job(settings=settings(server), all=True)
        assert seen.ok, str(seen)
        return ({(t["address"], t["direction"]) for t in seen.touches},
                sorted(s["because"] for s in seen.of("skipped") if s["because"] in ("draft", "junk", "trash")))

    def flag(server, mailbox, sender, *flags):
        server.admin("flags", "add", "-u", "sam", " ".join(flags), "mailbox", mailbox, "from", sender)

    server = lab.Dovecot(folder / "flags", authority, special="mailbox All {\n auto = create\n special_use = \\All\n }")
    try:
        server.put("All", message("sam@example.org", "ana@example.net"))
        server.put("All", message("o'cleo@example.net"))
        server.put("Sent", message("sam@example.org", "cleo@example.net"))
        server.ready()
        flag(server, "All", "sam@example.org", "\\Draft")
        flag(server, "All", "cleo@example.net", "$Junk")
        server.put("All", message("ana@example.net"))  # somebody else's is no draft
        server.ready()
        flag(server, "All", "ana@example.net", "\\Draft")
        server.put("All", message("ben@example.com"))
        server.put("All", message("sam.doe@work.example", "ben@example.com"))
        server.ready()
        flag(server, "All", "sam.doe@work.example", "\\Deleted", "\\Seen")
        assert seen_of(server) == ({("mailto:ana@example.net", "in"), ("mailto:ben@example.com", "in"), ("mailto:ben@example.com", "out")},
                                   ["draft", "junk"])
    finally:
        server.stop()

    # One that is gathered from the others, as servers with such a folder have it.
    virtual = folder / "gathered" / "virtual" / "All"
    server = lab.Dovecot(folder / "gathered", authority, special="mailbox Drafts {\n auto = create\n special_use = \\Drafts\n }",
                         extra=f"""mail_plugins = virtual
namespace gathered {{
  prefix = Gathered/
  separator = /
  location = virtual:{virtual.parent}
  mailbox All {{
    special_use = \\All
  }}
}}""", before=lambda: (virtual.mkdir(parents=True), (virtual / "dovecot-virtual").write_text("*\n  all\n")))
    try:
        server.put("INBOX", message("ben@example.com"))
        server.put("Drafts", message("sam@example.org", "ana@example.net"))
        server.ready()
        flag(server, "Drafts", "sam@example.org", "\\Draft")
        assert seen_of(server) == ({("mailto:ben@example.com", "in")}, ["draft"])
    finally:
        server.stop()

    # Among what was sent there is no draft, whatever a program left on it.
    server = lab.Dovecot(folder / "sent", authority)
    try:
        server.put("Sent", message("sam@example.org", "ana@example.net"))
        server.ready()
        flag(server, "Sent", "sam@example.org", "\\Draft")
        assert seen_of(server) == ({("mailto:ana@example.net", "out")}, [])
    finally:
        server.stop()


def no_junk_after_all(server):
    """What is flagged as junk and then is not, in the same folder, counts within a day; in a folder that is named it does at
    once. Nothing is asked for it in between."""
    server.put("INBOX", message("ben@example.com", at=NOW - 3600), NOW - 3600)
    server.put("INBOX", message("stranger@other.example", at=NOW - 3600), NOW - 3600)
    server.put("Spam", message("ana@example.net", at=NOW - 3600), NOW - 3600)
    server.ready()
    for mailbox in ("INBOX", "Spam"):
        server.admin("flags", "add", "-u", "sam", "$Junk", "mailbox", mailbox, "all")
    first = plugin.job(settings=settings(server))
    assert first.ok and not first.touches and first.coverage["complete"], str(first)
    named = plugin.job(settings=settings(server, folders=["Spam"]))
    assert named.ok and [t["address"] for t in named.touches] == ["mailto:ana@example.net"], str(named)
    with lab.Tap(server.imap) as tap:
        config = settings(server, imap=f"imap://127.0.0.1:{tap.port}", unencrypted=True)
        first = plugin.job(settings=config)
        tap.take()
        server.admin("flags", "remove", "-u", "sam", "$Junk", "mailbox", "INBOX", "all")
        soon = plugin.job(settings=config, cursor=first.cursor, now=NOW + 3600)
        assert soon.ok and not soon.touches and len(tap.take().splitlines()) <= 6, str(soon)
        day = plugin.job(settings=config, cursor=soon.cursor, now=NOW + DAY)
        assert day.ok and [t["address"] for t in day.touches] == ["mailto:ben@example.com"], str(day)
        assert "junk" not in json.dumps(json.loads(day.cursor)["boxes"]), day.cursor
        old = plugin.job(settings=config, cursor=first.cursor, now=NOW + 9 * DAY)
        assert old.ok and not old.touches, str(old)


def resumes(server):
    """A long mailbox in a short time: pieces are committed, and the next job goes on from there."""
    for i in range(4500):
        server.put("INBOX", message(at=NOW - DAY - i), NOW - DAY - i)
    server.ready()
    config = settings(server)
    cursor, seen, runs, last = None, set(), 0, None
    while runs < 40:
        # At first there is only the time kept for ending in good order: nothing is lost, nothing fails.
        job = plugin.job(settings=config, cursor=cursor, deadline_ms=60000 if runs > 4 else 6150)
        assert job.ok, str(job)
        runs += 1
        if last is not None and job.touches and runs == 2:
            assert job.touches[0]["at"] <= last, "newest first"
        seen |= {t["ref"] for t in job.touches}
        last = min((t["at"] for t in job.touches), default=last)
        cursor = job.cursor
        if job.coverage["complete"]:
            break
    assert len(seen) == 4500 and runs > 1, (len(seen), runs)


def asks_for_no_more(server):
    """The commands on the wire: nothing that marks a mail as read, no subject, no body; and few."""
    server.put("INBOX", message())
    server.ready()
    with lab.Tap(server.imap) as tap:
        config = settings(server, imap=f"imap://127.0.0.1:{tap.port}", unencrypted=True)
        first = plugin.job(settings=config)
        assert first.ok, str(first)
        said = tap.take()
        again = plugin.job(settings=config, cursor=first.cursor)
        unchanged = tap.take()
    assert again.ok and not again.touches, str(again)
    for word in (b"SELECT", b"SUBJECT", b"BODY[", b"STORE", b"RFC822", b"ENVELOPE"):
        assert word not in said.upper(), said
    assert b"BODY.PEEK[HEADER.FIELDS (" in said and b"EXAMINE" in said
    commands = [line for line in unchanged.splitlines() if line.strip()]
    assert len(commands) <= 6, commands
    assert tap.connections == 2

    # Many folders are asked for in one command, and what is new in any of them is seen.
    years = [f"Archive/{year}" for year in range(2014, 2027)]
    server.admin("mailbox", "create", "-u", "sam", *years, "Archive/50% [a] * \"b\"")
    server.put("Archive/2020", message("ben@example.com", at=NOW - 3 * DAY), NOW - 3 * DAY)
    server.ready()
    with lab.Tap(server.imap) as tap:
        config = settings(server, imap=f"imap://127.0.0.1:{tap.port}", unencrypted=True)
        first = plugin.job(settings=config)
        assert first.ok and len(first.touches) == 2 and not first.text, str(first)
        tap.take()
        again = plugin.job(settings=config, cursor=first.cursor)
        commands = [line for line in tap.take().splitlines() if line.strip()]
        assert again.ok and not again.touches and again.coverage["complete"], str(again)
        # Only the name that is a pattern as well is asked for by itself.
        assert len(commands) <= 6 and sum(b"STATUS Archive" in c or b'STATUS "' in c for c in commands) <= 1, commands
        server.put("Archive/2015", message("ben@example.com"))
        server.ready()
        more = plugin.job(settings=config, cursor=again.cursor)
        assert more.ok and len(more.touches) == 1, str(more)
        server.box("Archive/2016").chmod(0)
        shut = plugin.job(settings=config, cursor=more.cursor)
        assert shut.ok and "does not let Kith open Archive/2016" in shut.text, str(shut)
        server.box("Archive/2016").chmod(0o700)


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        return lab.run([*lab.given((logins, all_mail, set_apart), authority, folder),
                        *lab.fresh((tricky, strangers_stay, later_runs, dates, folders, no_junk_after_all, resumes,
                                    asks_for_no_more), authority, folder)])


sys.exit(main())
