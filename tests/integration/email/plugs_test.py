#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a server does not show is no plug for ever: refused, left out, resting, or a reply at which it hangs up."""

import sys

import lab
from bad_imap import BadImap, asks_for, fetched, folder_server, header, mails, refs, settings
from lab import NOW

plugin = lab.Plugin(*sys.argv[1:4])
ID = "00112233445566778899aabbccddeeff"
GIVEN_UP = "127.0.0.1 does not show a mail in INBOX, and Kith goes on without it"


def server_without(bad, words=None):
    """Refuses whatever names one of them; without words it says OK and leaves them out."""
    def fetch(connection, tag, line):
        if words and asks_for(line, bad):
            return connection.sendall(tag + b" NO " + words + b"\r\n")
        server.answer(connection, tag, line, bad)

    server = BadImap({"UID FETCH": fetch}, mails(100))
    return server


def add(server, *more):
    server.mails += more
    server.next_uid = server.mails[-1][0] + 1


def runs(server, count, cursor=None, **more):
    """The outcomes up to the first that is well."""
    out = []
    while len(out) < count and not (out and out[-1].ok):
        out.append(plugin.job(settings=settings(server.port, **more), cursor=cursor, now=NOW + len(out) * 600))
        cursor = out[-1].cursor or cursor
    return out


def newest_refused():
    """The newest mails are refused, more than a few in a row; those before them come, and then what is new."""
    for count in (16, 20, 40):
        bad = set(range(101 - count, 101))
        server = server_without(bad, b"Internal error")
        seen = plugin.job(settings=settings(server.port))
        assert seen.ok and len(seen.touches) == 100 - count and "keeps back a mail in INBOX" in seen.text, (count, str(seen))
        bad.clear()
        well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        assert well.ok and len(well.touches) == count and well.coverage["complete"], (count, str(well))
        # The same of what is new.
        bad |= set(range(101, 117))
        add(server, *((uid, header(number=uid)) for uid in range(101, 117)))
        later = plugin.job(settings=settings(server.port), cursor=well.cursor)
        assert later.ok and not later.touches and "keeps back a mail in INBOX" in later.text, str(later)
        add(server, (117, header(number=117)))
        last = plugin.job(settings=settings(server.port), cursor=later.cursor)
        server.stop()
        assert last.ok and len(last.touches) == 1, str(last)


def left_out():
    """An OK that leaves out more than are remembered one by one, run after run: then they are owed all the same."""
    for count in (64, 65, 80):
        bad = set(range(1, count + 1))
        server = server_without(bad)
        seen = runs(server, 8)
        assert seen[-1].ok and len(seen) == (1 if count == 64 else 6) and len(refs(seen)) == 100 - count, (len(seen), str(seen[-1]))
        assert "keeps back a mail in INBOX" in seen[-1].text and "goes on without it" not in seen[-1].text, str(seen[-1])
        bad.clear()
        well = plugin.job(settings=settings(server.port), cursor=seen[-1].cursor)
        server.stop()
        assert well.ok and len(well.touches) == count and well.coverage["complete"], (len(well.touches), str(well))


def resting():
    """The server calls it the hour, and it is one mail, whichever; where it is the hour, nothing is given up."""
    for code in (b"[UNAVAILABLE]", b"[LIMIT]", b"[CONTACTADMIN]"):
        for at in (1, 50, 100):
            bad = {at}
            server = server_without(bad, code + b" no")
            seen = runs(server, 8)
            assert seen[-1].ok and len(seen) == 6 and len(refs(seen)) == 99, (code, at, len(seen), str(seen[-1]))
            assert "keeps back a mail in INBOX" in seen[-1].text, str(seen[-1])
            add(server, (101, header(number=101)))
            for run in range(13):  # it is owed, and holds up nothing
                seen.append(plugin.job(settings=settings(server.port), cursor=seen[-1].cursor, now=NOW + run * 3 * 3600))
                assert seen[-1].ok and len(seen[-1].touches) == (run == 0), (code, at, run, str(seen[-1]))
                if at != 1 or code != b"[LIMIT]":
                    break
            if len(seen) > 10:
                assert any(each.text == GIVEN_UP for each in seen) and seen[-1].coverage["complete"], str(seen[-1])
            server.stop()
    bad = set(range(1, 101))
    server = server_without(bad, b"[UNAVAILABLE] resting")
    seen = runs(server, 9)
    assert not seen[-1].ok and "does not show the mails in INBOX just now" in seen[-1].text, str(seen[-1])
    bad.clear()
    well = plugin.job(settings=settings(server.port), cursor=seen[-1].cursor)
    server.stop()
    assert well.ok and len(well.touches) == 100 and well.coverage["complete"] and "mail in INBOX" not in well.text, str(well)


def answer():
    return (f"From: sam@example.org\r\nTo: sam@example.org\r\nMessage-ID: <r1@x>\r\nIn-Reply-To: <kith.{ID}@example.org>\r\n"
            "\r\n").encode()


def spoken(uid, text):
    return (b"* 1 FETCH (UID %d BODY[HEADER.FIELDS (FROM)] {%d}\r\n" % (uid, len(answer())) + answer()
            + b" BODY[TEXT]<0> {%d}\r\n" % len(text) + text + b")\r\n")


def hung_up_reply():
    """A reply at which the server hangs up costs the other folders one run, and its own folder nothing that is new."""
    counts = {b"INBOX": 1, b"Sent": 5, b"Archive": 7}
    server = folder_server(counts)
    examine = server.replace["EXAMINE"]

    def opened(connection, tag, line):
        examine(connection, tag, line)
        if b"INBOX" in line:
            server.mails[0] = (1, answer())

    def fetch(connection, tag, line):
        return "close" if b"BODY.PEEK[TEXT]" in line else server.answer(connection, tag, line)

    server.replace |= {"EXAMINE": opened, "UID FETCH": fetch}
    first = plugin.job(settings=settings(server.port))
    assert not first.ok and not first.touches, str(first)
    counts[b"INBOX"] = 2
    second = plugin.job(settings=settings(server.port), cursor=first.cursor)
    assert not second.ok and len(refs([second])) == 13, (len(refs([second])), str(second))
    counts[b"INBOX"] = 3
    third = plugin.job(settings=settings(server.port), cursor=second.cursor)
    assert not third.ok and len(third.touches) == 1, str(third)
    seen = runs(server, 5, third.cursor)
    server.stop()
    assert seen[-1].ok and len(seen) <= 3 and GIVEN_UP in seen[-1].text and seen[-1].coverage["complete"], (len(seen), str(seen[-1]))


def answer_beside_many():
    """A reply whose words do not come is remembered, however much else is owed."""
    bad, refuse = set(range(1, 65)), [True]
    server = server_without(bad)
    plain = server.replace["UID FETCH"]

    def fetch(connection, tag, line):
        if b"BODY.PEEK[TEXT]" not in line:
            return plain(connection, tag, line)
        return connection.sendall(b"" if refuse[0] else spoken(101, b"done\r\n")) or connection.sendall(
            tag + (b" NO no\r\n" if refuse[0] else b" OK\r\n"))

    server.replace["UID FETCH"] = fetch
    first = plugin.job(settings=settings(server.port))
    assert first.ok and len(first.touches) == 36, str(first)
    add(server, (101, answer()))
    second = plugin.job(settings=settings(server.port), cursor=first.cursor, all=True)
    assert second.ok and not second.of("reply") and "goes on without it" not in second.text, str(second)
    assert not [s for s in second.of("skipped") if s["ref"].startswith("uid-")], str(second)
    third = plugin.job(settings=settings(server.port), cursor=second.cursor)
    assert third.ok and not third.of("reply") and "goes on without it" not in third.text, str(third)
    refuse[0] = False
    heard = plugin.job(settings=settings(server.port), cursor=third.cursor)
    assert heard.ok and [r["text"] for r in heard.of("reply")] == ["done"], str(heard)
    bad.clear()
    well = plugin.job(settings=settings(server.port), cursor=heard.cursor)
    server.stop()
    assert well.ok and len(well.touches) == 64 and well.coverage["complete"], (len(well.touches), str(well))


def many_refused():
    """A bad hour in which most mails are refused loses none of them; those that are refused for a day while others come are
    let go, a few at a time, and the others behind them come."""
    for words in (b"[SERVERBUG] Internal error occurred", b"storage of old mail is being mounted"):
        bad = set(range(1, 1501))

        def fetch(connection, tag, line):
            if bad and asks_for(line, bad):
                return connection.sendall(tag + b" NO " + words + b"\r\n")
            server.answer(connection, tag, line)

        server = BadImap({"UID FETCH": fetch}, mails(2000))
        hour = plugin.job(settings=settings(server.port))
        assert hour.ok and len(hour.touches) == 500 and not hour.coverage["complete"], str(hour)[:300]
        assert "keeps back a mail in INBOX" in hour.text and len(hour.cursor) < 2000, (hour.text, len(hour.cursor))
        told = len(server.commands)
        still = plugin.job(settings=settings(server.port), cursor=hour.cursor, now=NOW + 600)
        assert still.ok and "keeps back" in still.text and len(server.commands) - told < 300, (len(server.commands) - told, str(still)[:300])
        bad.clear()
        bad |= set(range(1, 101)) | {1500}
        last = still
        seen = {t["ref"] for t in hour.touches}
        for run in range(2, 16):
            last = plugin.job(settings=settings(server.port), cursor=last.cursor, now=NOW + run * 2 * 3600)
            assert last.ok, str(last)[:300]
            seen |= {t["ref"] for t in last.touches}
        assert len(seen) == 1899, len(seen)
        assert last.coverage["complete"] and "keeps back" not in last.text, str(last)[:300]
        server.stop()


def nothing_else_there():
    """A folder that matters holds nothing but a mail that is refused, left out or called the hour: it is owed after some runs,
    and holds up nothing. Where the mailbox is locked, it stays unread."""
    for folder in (b"INBOX", b"Sent"):
        for words in (b" NO [SERVERBUG] Internal error\r\n", b" NO [UNAVAILABLE] no\r\n", None):
            bad, counts = {1}, {b"INBOX": 5, b"Sent": 5, b"Archive": 7} | {folder: 1}
            server = folder_server(counts)

            def fetch(connection, tag, line):
                if bad and server.opened.get(connection) == folder and asks_for(line, bad):
                    return connection.sendall(tag + words) if words else server.answer(connection, tag, line, bad)
                return server.answer(connection, tag, line)

            def examine(connection, tag, line, plain=server.replace["EXAMINE"]):
                plain(connection, tag, line)
                if emptied and server.opened.get(connection) == folder:
                    server.mails = server.mails[1:]

            emptied = False
            server.replace |= {"UID FETCH": fetch, "EXAMINE": examine}
            seen = runs(server, 8)
            assert seen[-1].ok and len(seen) == 6 and len(refs(seen)) == 12, (folder, words, len(seen), str(seen[-1])[:300])
            assert f"keeps back a mail in {folder.decode()}" in seen[-1].text, str(seen[-1])[:300]
            bad.clear()
            well = plugin.job(settings=settings(server.port), cursor=seen[-1].cursor)
            assert well.ok and len(well.touches) == 1 and well.coverage["complete"], str(well)[:300]
            # A damaged one comes, and all the others are put away: it is owed, and no more than that.
            counts[folder], emptied = 2, True
            bad |= {2}
            seen = runs(server, 8, well.cursor)
            assert seen[-1].ok and "keeps back" in seen[-1].text, (folder, words, str(seen[-1])[:300])
            for run in range(3):
                seen.append(plugin.job(settings=settings(server.port), cursor=seen[-1].cursor, now=NOW + run * 600))
                assert seen[-1].ok and "keeps back" in seen[-1].text, (folder, words, str(seen[-1])[:300])
            server.stop()
    bad, counts = set(range(1, 41)), {b"INBOX": 40, b"Sent": 5}
    server = folder_server(counts)

    def locked(connection, tag, line):
        if server.opened.get(connection) == b"INBOX":
            return connection.sendall(tag + b" NO Mailbox is locked\r\n")
        return server.answer(connection, tag, line)

    server.replace["UID FETCH"] = locked
    seen = runs(server, 8)
    server.stop()
    assert not seen[-1].ok and "does not show the mails in INBOX just now" in seen[-1].text, str(seen[-1])[:300]


def nothing_of_it():
    """A mail answered with NIL, an empty text or no header at all has not come, and is asked for again."""
    for value in (b" BODY[HEADER.FIELDS (FROM)] NIL", b' BODY[HEADER.FIELDS (FROM)] ""', b" BODY[HEADER.FIELDS (FROM)] {0}\r\n", b""):
        bad = {7}

        def fetch(connection, tag, line):
            for number, (uid, head) in enumerate(server.mails, 1):
                if asks_for(line, {uid}):
                    connection.sendall(b'* %d FETCH (UID %d FLAGS ()' % (number, uid) + value + b")\r\n" if uid in bad else fetched(number, uid, head))
            connection.sendall(tag + b" OK done\r\n")

        server = BadImap({"UID FETCH": fetch}, mails(10))
        seen = plugin.job(settings=settings(server.port), all=True)
        assert seen.ok and len(seen.touches) == 9 and "keeps back a mail in INBOX" in seen.text, (value, str(seen))
        bad.clear()
        well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        server.stop()
        assert well.ok and len(well.touches) == 1 and well.coverage["complete"], (value, str(well))


sys.exit(lab.run([newest_refused, left_out, resting, hung_up_reply, answer_beside_many, many_refused, nothing_else_there, nothing_of_it]))
