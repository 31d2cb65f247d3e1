#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A mail server in trouble, and the plugin `email`: what is only the hour costs no mail, and what is only a mail costs no other."""

import sys

import lab
from bad_imap import BadImap, asks_for, fetched, folder_server, header, mails, refs, settings, until_well

plugin = lab.Plugin(*sys.argv[1:4])
BYE = b"* BYE Internal error occurred. Refer to server log for more information.\r\n"
NO = b" NO [SERVERBUG] Internal error occurred\r\n"


def in_the_middle():
    """From one mail on no more of them is shown, while the server still searches: that is no fault of theirs."""
    for shown in (100, 1190):
        state = {"healed": False, "left": shown}

        def fetch(connection, tag, line):
            if state["healed"]:
                return server.answer(connection, tag, line)
            asked = [m for m in server.mails if asks_for(line, [m[0]])]
            for uid, head in asked[:state["left"]]:
                connection.sendall(fetched(uid, uid, head))
            state["left"] -= min(state["left"], len(asked))
            connection.sendall(tag + (NO if state["left"] == 0 else b" OK done\r\n"))

        server = BadImap({"UID FETCH": fetch}, mails(1200))
        first = plugin.job(settings=settings(server.port))
        assert first.kind == "temporary" and "does not show the mails in INBOX just now" in first.text, str(first)
        assert len(server.commands) < 120, len(server.commands)
        state["healed"] = True
        runs = [first, *until_well(plugin, server, 1, first.cursor)]
        server.stop()
        assert runs[-1].ok and len(refs(runs)) == 1200, (len(refs(runs)), str(runs[-1]))
        assert "goes on without" not in runs[-1].text, str(runs[-1])


def owed_through_an_outage():
    """Whatever time has passed, a mail is let go only beside another that comes."""
    server = BadImap({}, mails(5))
    refuse = {3}

    def fetch(connection, tag, line):
        return connection.sendall(tag + NO) if asks_for(line, refuse) else server.answer(connection, tag, line)

    server.replace = {"UID FETCH": fetch}
    seen = plugin.job(settings=settings(server.port))
    refuse |= {1, 2, 4, 5}
    for run in range(20):
        seen = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=lab.NOW + run * 3 * 3600)
        assert "keeps back a mail in INBOX" in seen.text and "goes on" not in seen.text, str(seen)
    refuse.clear()
    well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert well.ok and len(well.touches) == 1 and well.coverage["complete"], str(well)


def neighbours():
    """Mails side by side that are not shown: the one given up on proves nothing of the next."""
    for bad, refused in (({21, 22}, set()), ({21, 22, 23}, set()), ({22}, {21})):
        def fetch(connection, tag, line):
            if asks_for(line, bad):
                connection.sendall(BYE)
                return "close"
            return connection.sendall(tag + NO) if asks_for(line, refused) else server.answer(connection, tag, line)

        server = BadImap({}, mails(20))
        first = plugin.job(settings=settings(server.port))
        assert first.ok and len(first.touches) == 20, str(first)
        server.replace, server.mails, server.next_uid = {"UID FETCH": fetch}, mails(24), 25
        cursor, touched, run = first.cursor, set(), 0
        while run < 40:
            seen = plugin.job(settings=settings(server.port), cursor=cursor, now=lab.NOW + run * 3 * 3600)
            cursor, run, touched = seen.cursor or cursor, run + 1, touched | refs([seen])
            if seen.ok and seen.coverage["complete"]:
                break
        server.stop()
        assert seen.ok and seen.coverage["complete"] and len(touched) == 4 - len(bad | refused), (bad, refused, run, str(seen))
        assert refused or run <= 5 * len(bad) + 1, run


def witness_breaks():
    """Another mail that is asked for to compare may be damaged too: the next time it is a third."""
    for answer in (BYE, NO):
        bad = {30, 29, 1}

        def fetch(connection, tag, line):
            if asks_for(line, {30}) or (answer is BYE and asks_for(line, bad)):
                connection.sendall(BYE)
                return "close"
            return connection.sendall(tag + NO) if asks_for(line, bad) else server.answer(connection, tag, line)

        server = BadImap({}, mails(29))
        first = plugin.job(settings=settings(server.port))
        server.replace, server.mails, server.next_uid = {"UID FETCH": fetch}, mails(30), 31
        runs = until_well(plugin, server, 9, first.cursor)
        server.stop()
        assert runs[-1].ok and len(runs) <= 6, (len(runs), str(runs[-1]))
        assert "goes on without it" in runs[-1].text, str(runs[-1])


def starved():
    """A folder with a single mail, at which the server hangs up, holds up no other, and is let go beside one of another."""
    counts = {b"INBOX": 3, b"Archive": 1, b"Sent": 2}
    server = folder_server(counts)

    def fetch(connection, tag, line):
        if server.opened[connection] == b"Archive":
            connection.sendall(BYE)
            return "close"
        return server.answer(connection, tag, line)

    server.replace["UID FETCH"] = fetch
    runs = until_well(plugin, server, 8)
    assert runs[-1].ok and len(runs) <= 6 and len(refs(runs)) == 5, (len(runs), len(refs(runs)), str(runs[-1]))
    assert runs[-1].text == "127.0.0.1 does not show a mail in Archive, and Kith goes on without it", str(runs[-1])
    # What comes elsewhere meanwhile is seen while it waits.
    counts[b"Archive"] = 2
    cursor = runs[-1].cursor
    for run in range(3):
        cursor = plugin.job(settings=settings(server.port), cursor=cursor).cursor or cursor
    counts[b"Sent"] = 3
    seen = plugin.job(settings=settings(server.port), cursor=cursor)
    server.stop()
    assert len(seen.touches) == 1, str(seen)


def told_later():
    """What was let go in a run that failed afterwards is told by the next that does not."""
    def fetch(connection, tag, line):
        if asks_for(line, {29}):
            connection.sendall(BYE)
            return "close"
        return server.answer(connection, tag, line)

    server = BadImap({}, mails(28))
    first = plugin.job(settings=settings(server.port))
    server.replace, server.mails, server.next_uid = {"UID FETCH": fetch}, mails(30), 31
    seen = first
    for _ in range(5):
        seen = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        assert seen.kind == "temporary", str(seen)
    # Let go of, and in the same run the line breaks at what came behind it.
    server.replace["UID FETCH"] = lambda c, t, l: "close" if asks_for(l, {30}) else fetch(c, t, l)
    failed = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    assert failed.kind == "temporary" and "goes on without it" not in failed.text, str(failed)
    server.replace["UID FETCH"] = fetch
    well = plugin.job(settings=settings(server.port), cursor=failed.cursor)
    assert well.ok and well.text == "127.0.0.1 does not show a mail in INBOX, and Kith goes on without it", str(well)
    after = plugin.job(settings=settings(server.port), cursor=well.cursor)
    server.stop()
    assert after.ok and "goes on" not in after.text, "it is said once: " + str(after)


def answer_that_breaks():
    """A reply at whose words the server hangs up holds up neither what is new nor another reply, and is let go after some tries."""
    def reply(uid, nudge):
        return (f"From: sam@example.org\r\nTo: sam@example.org\r\nMessage-ID: <r{uid}@x>\r\nIn-Reply-To: <kith.{nudge * 32}@example.org>\r\n"
                "\r\n").encode()

    def fetch(connection, tag, line):
        if b"BODY.PEEK[TEXT]" not in line:
            return server.answer(connection, tag, line)
        if asks_for(line, {2}):
            opened.append(2)
            connection.sendall(BYE)
            return "close"
        head = reply(3, "b")
        connection.sendall(b"* 1 FETCH (UID 3 BODY[HEADER.FIELDS (FROM)] {%d}\r\n" % len(head) + head
                           + b" BODY[TEXT]<0> {6}\r\ndone\r\n)\r\n" + tag + b" OK\r\n")

    opened = []
    server = BadImap({"UID FETCH": fetch}, [(1, header()), (2, reply(2, "a")), (3, reply(3, "b"))])
    first = plugin.job(settings=settings(server.port))
    assert first.kind == "temporary" and len(first.touches) == 1 and len(opened) == 1, str(first)
    server.mails.append((4, header("ben@example.com", number=4)))
    server.next_uid = 5
    runs = [first, *until_well(plugin, server, 8, first.cursor)]
    assert runs[-1].ok and len(runs) <= 7 and len(opened) <= 5, (len(runs), opened, str(runs[-1]))
    assert runs[-1].text.startswith("127.0.0.1 does not show a mail in INBOX, and Kith goes on without it"), str(runs[-1])
    assert [r["text"] for seen in runs for r in seen.of("reply")] == ["done"], "the other one is heard, once"
    assert len(refs(runs)) == 2, str(refs(runs))
    again = plugin.job(settings=settings(server.port), cursor=runs[-1].cursor)
    server.stop()
    assert again.ok and not again.of("reply") and "INBOX" not in again.text and len(opened) <= 5, str(again)


def passing_breaks():
    """Some hang-ups that pass cost neither a mail nor a question for each."""
    server = BadImap({}, mails(2000))
    server.replace = {"UID FETCH": lambda c, t, l: "close"}
    cursor = None
    for _ in range(4):
        cursor = plugin.job(settings=settings(server.port), cursor=cursor).cursor or cursor
    server.replace = {}
    server.commands.clear()
    runs = until_well(plugin, server, 2, cursor)
    server.stop()
    assert runs[-1].ok and len(refs(runs)) == 2000 and len(server.commands) < 100, (len(refs(runs)), len(server.commands))


def dates_again():
    """A server that looked for no date for a while is asked for one again, once all that is new was read without."""
    server = BadImap({}, mails(5))
    cursor = plugin.job(settings=settings(server.port)).cursor
    server.mails, server.next_uid = mails(2600), 2601
    server.replace = {"UID SEARCH": lambda c, t, l: c.sendall(t + b" NO [SERVERBUG] Internal error occurred\r\n") if b"SINCE" in l
                      else server.answer(c, t, l)}
    runs = until_well(plugin, server, 4, cursor)
    server.stop()
    assert runs[-1].ok and len(refs(runs)) == 2595 and "dateless" not in runs[-1].cursor, (len(refs(runs)), runs[-1].cursor)


sys.exit(lab.run([in_the_middle, owed_through_an_outage, neighbours, witness_breaks, starved, told_later, answer_that_breaks,
                   passing_breaks, dates_again]))
