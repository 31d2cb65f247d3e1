#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a mail server may do by the standard and few do: refuse to search, end questions in another order, tell no UIDNEXT."""

import re
import subprocess
import sys
import time

import lab
from bad_imap import BadImap, asks_for, fetched, folder_server, header, lists, mails, refs, settings, until_well, wanted
from lab import DAY, NOW, message

plugin = lab.Plugin(*sys.argv[1:4])


def no_search_for_people():
    """A server that has no search for people, or takes too long with it, is read by headers; that costs one run at most."""
    def slowly(connection, tag, line):
        time.sleep(2.6)
        server.answer(connection, tag, line)

    for refusal in (b" NO [CANNOT] no\r\n", b" BAD not here\r\n", None):
        def search(connection, tag, line):
            if b" FROM " not in line:
                return server.answer(connection, tag, line)
            asked.append(line)
            return connection.sendall(tag + refusal) if refusal else server.wait()

        asked = []
        server = BadImap({"UID SEARCH": search, "UID FETCH": slowly}, mails(6000))
        first = plugin.job(settings=settings(server.port), **({} if refusal else {"deadline_ms": 14_000}))
        server.replace["UID FETCH"] = server.answer
        runs = [first, *until_well(plugin, server, 2, first.cursor)]
        assert len(asked) == 1, asked
        assert first.ok == bool(refusal) and runs[-1].ok and len(runs) == 2, (len(runs), str(first)[:200], str(runs[-1])[:200])
        assert len(refs(runs)) == 6000, len(refs(runs))
        server.stop()


def searched_for_nobody():
    """With `read: search` a server that searches for nobody is not asked for strangers' fields instead, however few they are."""
    def search(connection, tag, line):
        return connection.sendall(tag + b" NO not here\r\n") if b" FROM " in line else server.answer(connection, tag, line)

    for count in (3, 2000):
        server = BadImap({"UID SEARCH": search}, mails(count))
        seen = plugin.job(settings=settings(server.port, read="search"))
        server.stop()
        assert seen.kind == "temporary" and "does not show the mails in INBOX just now: not here" in seen.text, str(seen)
        assert len(server.commands) < 60 and not any(c.startswith(b"UID FETCH") for c in server.commands), server.commands


def search_damaged_at_many():
    """With `read: search` more damaged mails than one piece may hold keep back no other, and none of them is left out."""
    damaged = set(range(3, 200, 7))

    def search(connection, tag, line):
        low, high = map(int, re.search(rb"UID (\d+):(\d+)", line[4:]).groups()) if b" FROM " in line else (0, 0)
        if any(low <= uid <= high for uid in damaged):
            return connection.sendall(tag + b" NO [SERVERBUG] Internal error occurred\r\n")
        return server.answer(connection, tag, line)

    server, cursor, found = BadImap({"UID SEARCH": search}, mails(200)), None, set()
    for _ in range(4):
        seen = plugin.job(settings=settings(server.port, read="search"), cursor=cursor)
        cursor = seen.cursor or cursor
        found |= refs([seen])
    server.stop()
    assert seen.ok and seen.coverage["complete"] and len(found) == 200, (len(found), str(seen))


def strangers_header(server):
    return any(c.startswith(b"UID FETCH") and b"FROM" in c for c in server.commands)


def search_of_one_new():
    """With `read: search` a server that says no to every search for people, or hangs up once, shows no header of the one new
    mail; one that says no to this mail alone does, after some looks."""
    for refused, ends_well in ((set(range(1, 12)), False), ({11}, True)):
        server = BadImap({}, mails(10))
        cursor = plugin.job(settings=settings(server.port, read="search")).cursor
        server.mails.append((11, header("stranger@other.example", number=11)))
        server.next_uid = 12

        def search(connection, tag, line):
            low, high = map(int, re.search(rb"UID (\d+):(\d+)", line[4:]).groups()) if b" FROM " in line else (0, 0)
            if any(low <= uid <= high for uid in refused):
                return connection.sendall(tag + b" NO not here\r\n")
            return server.answer(connection, tag, line)

        server.replace["UID SEARCH"] = search
        server.commands.clear()
        for _ in range(8):
            seen = plugin.job(settings=settings(server.port, read="search"), cursor=cursor)
            cursor = seen.cursor or cursor
        server.stop()
        assert strangers_header(server) == ends_well == seen.ok, (refused, str(seen), server.commands)

    server = BadImap({}, mails(10))
    cursor = plugin.job(settings=settings(server.port, read="search")).cursor
    server.mails.append((11, header("stranger@other.example", number=11)))
    server.next_uid = 12
    server.commands.clear()
    server.replace["UID SEARCH"] = lambda connection, tag, line: "close"
    broken = plugin.job(settings=settings(server.port, read="search"), cursor=cursor)
    server.replace["UID SEARCH"] = lambda c, t, l: c.sendall(
        b"* SEARCH " + (b"11" if b'"@"' in l else b"") + b"\r\n" + t + b" OK\r\n") if b" FROM " in l else server.answer(c, t, l)
    seen = plugin.job(settings=settings(server.port, read="search"), cursor=broken.cursor)
    server.stop()
    assert not broken.ok and seen.ok and not seen.touches and not strangers_header(server), (str(seen), server.commands)


def search_that_overlooks():
    """A search that misses a contact found among the headers is not relied upon."""
    contacts = set(range(500, 6001, 500))

    def slowly(connection, tag, line):
        time.sleep(2.6 if asks_for(line, {5001, 3001, 1001}) else 0)
        server.answer(connection, tag, line)

    def search(connection, tag, line):
        if b" FROM " not in line:
            return server.answer(connection, tag, line)
        low, high = map(int, re.search(rb"UID (\d+):(\d+)", line[4:]).groups())
        asked.append(low)
        found = b" ".join(b"%d" % uid for uid in contacts - {missed} if low <= uid <= high)
        return connection.sendall(b"* SEARCH " + found + b"\r\n" + tag + b" OK\r\n")

    for missed in (5000, None):
        asked = []
        server = BadImap({"UID SEARCH": search, "UID FETCH": slowly},
                         [(uid, header("ana@example.net" if uid in contacts else "stranger@other.example", uid)) for uid in range(1, 6001)])
        seen = plugin.job(settings=settings(server.port))
        server.stop()
        assert seen.ok and seen.coverage["complete"] and len(seen.touches) == 12, (len(seen.touches), str(seen))
        # The rest is soon done, and the search has to find what was in it as well.
        assert asked == ([4001] if missed else [4001, 2001, 1]), asked


def search_that_proves_nothing():
    """Where the newest mails hold no contact, a search that finds none there is not believed; nor one whose index does not
    reach back to the oldest mails, or not to those in the middle, or that refuses to go on: what was only searched for is
    read after all, also by a later run."""
    def serve(count, contacts, finds, lag=0):
        def slowly(connection, tag, line):
            time.sleep(min(2.6, sum(high - low + 1 for low, high in wanted(line)) * 0.0013) if slow[0] else 0)
            server.answer(connection, tag, line)

        def search(connection, tag, line):
            if b" FROM " not in line:
                return server.answer(connection, tag, line)
            low, high = map(int, re.search(rb"UID (\d+):(\d+)", line[4:]).groups())
            asked.append(low)
            time.sleep(lag)
            found = finds(low)
            if found is None:
                return connection.sendall(tag + b" NO [CANNOT] no more\r\n")
            return connection.sendall(b"* SEARCH " + b" ".join(b"%d" % uid for uid in contacts if low <= uid <= high and found(uid))
                                      + b"\r\n" + tag + b" OK\r\n")

        slow = [True]
        asked.clear()
        server = BadImap({"UID SEARCH": search, "UID FETCH": slowly},
                         [(uid, header("ana@example.net" if uid in contacts else "stranger@other.example", uid)) for uid in range(1, count + 1)])
        return server, slow

    asked = []
    every = set(range(100, 14001, 100))
    for name, count, contacts, finds, searched in (
            ("nothing to find at first", 8000, set(range(100, 5901, 100)), lambda low: lambda uid: False, [4001]),
            ("the oldest", 8000, every, lambda low: lambda uid: uid > 2000, [6001, 4001, 2001, 1]),
            ("the middle", 14000, every, lambda low: lambda uid: not 4000 < uid <= 6000, [12001, 10001, 8001, 6001, 4001]),
            ("no more", 8000, every, lambda low: (lambda uid: True) if low > 2000 else None, [6001, 4001, 2001, 1])):
        server, slow = serve(count, contacts, finds)
        seen = plugin.job(settings=settings(server.port))
        assert seen.ok and seen.coverage["complete"] and len(refs([seen])) == len([c for c in contacts if c <= count]), (name, len(refs([seen])), str(seen)[:300])
        assert asked[:len(searched)] == searched, (name, asked)
        server.stop()
    # Cut off before the oldest: the next run finds it out.
    server, slow = serve(12000, every, lambda low: lambda uid: uid > 8000, lag=1.6)
    first = plugin.job(settings=settings(server.port), deadline_ms=12_500)
    assert first.ok and not first.coverage["complete"] and b"searched_from" in first.cursor.encode(), (asked, first.cursor)
    slow[0] = False
    rest = until_well(plugin, server, 3, first.cursor)
    server.stop()
    assert rest[-1].ok and rest[-1].coverage["complete"] and len(refs([first, *rest])) == 120, (asked, len(refs([first, *rest])))


def out_of_order():
    """A server may end the questions for the state of folders in another order than they were asked in (RFC 3501, 5.5)."""
    held = []

    def status(connection, tag, line):
        held.append((tag, re.search(rb'"(.*)"', line)[1]))
        if len(held) < 2:
            return
        for tag, name in reversed(held):
            connection.sendall(b'* STATUS "%s" (UIDVALIDITY 7 UIDNEXT %d)\r\n' % (name, counts[name] + 1) + tag + b" OK\r\n")
        held.clear()

    counts = {b"INBOX": 3, b"Sent": 5}
    server = folder_server(counts)
    server.replace["STATUS"] = status
    seen = plugin.job(settings=settings(server.port))
    assert seen.ok and len(seen.touches) == 8 and seen.coverage["complete"], str(seen)
    counts[b"Sent"] = 6
    more = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert more.ok and len(more.touches) == 1, str(more)


def empty_window():
    """Without UIDNEXT, and with nothing in the window, what is older is not read either."""
    def search(connection, tag, line):
        said = b"" if b"SINCE" in line else b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(1, 2001)) + b"\r\n"
        connection.sendall(said + tag + b" OK\r\n")

    server = BadImap({"UID SEARCH": search, "STATUS": lambda c, t, l: c.sendall(b"* STATUS INBOX (UIDVALIDITY 7)\r\n" + t + b" OK\r\n"),
                      "EXAMINE": lambda c, t, l: c.sendall(b"* OK [UIDVALIDITY 7] ok\r\n" + t + b" OK\r\n")}, mails(2000))
    seen = plugin.job(settings=settings(server.port))
    again = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert seen.ok and again.ok and not any(b"FETCH" in c for c in server.commands), server.commands


def search_of_nobody():
    """With nobody who has a mail address no mail is asked for; without a list of people everything new is."""
    server = BadImap({}, mails(50))
    own, unnamed = {"self": True, "address": "mailto:sam@example.org"}, {"self": True}
    for read in ("search", "headers", "auto"):
        for nobody in ([own, {"connection": "zoe", "address": "tel:+15550100"}], [own], [unnamed]):
            seen = plugin.job(settings=settings(server.port, read=read), addresses=nobody, all=True)
            assert seen.ok and seen.coverage["complete"] and not seen.touches, str(seen)
            assert not any(b"FETCH" in c for c in server.commands), (read, nobody, server.commands)
    anybody = plugin.job(settings=settings(server.port, read="search"), addresses=[])
    assert anybody.ok and len(anybody.touches) == 50, str(anybody)
    server.mails.append((51, header("ben@example.com", number=51)))
    server.next_uid = 52
    more = plugin.job(settings=settings(server.port, read="search"), addresses=[], cursor=anybody.cursor)
    server.stop()
    assert more.ok and [t["address"] for t in more.touches] == ["mailto:ben@example.com"], str(more)


def nobodys_life():
    """Where the configuration holds no mail address, kithd has no stranger's mail read, whoever is in it; and with one, theirs."""
    connection = "connections: [{id: ana, name: Ana, circle: close%s}]\n"
    for people, asks in ((connection % "", False), ("", False), (connection % ", addresses: [ana@example.net]", True)):
        server = BadImap({}, mails(50))
        with lab.scratch() as folder:
            run, state = folder / "run", folder / "state"
            (folder / "kith").mkdir()
            for private in (run, state):
                private.mkdir(mode=0o700)
            (folder / "pw").write_text("secret")
            (folder / "pw").chmod(0o600)
            (folder / "kith/kith.yaml").write_text(f"""version: 1
you: {{name: Sam, timezone: UTC}}
plugins:
  - id: mail
    plugin: email
    settings: {{imap: "imap://127.0.0.1:{server.port}", user: sam, unencrypted: true, password: {{secret: mail}}}}
secrets: {{mail: {{file: {folder}/pw}}}}
{people}""")
            own = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
            once = [sys.argv[4] + "/kithd", "--once", "--at", "2026-03-02T12:40:00Z", "--state", state, "--json"]
            done = subprocess.run([str(word) for word in once], capture_output=True, text=True, timeout=90,
                                  env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(run), **own})
        server.stop()
        assert done.returncode == 0 and any(b"EXAMINE" in c for c in server.commands), (server.commands, done.stdout, done.stderr)
        assert any(b"FETCH" in c for c in server.commands) == asks, (people, server.commands, done.stdout, done.stderr)


def strangers_dates():
    """Where one of the people's mails is refused, what is asked of a stranger's beside it is its date."""
    found = {50, 51}

    def search(connection, tag, line):
        if b" FROM " not in line:
            return server.answer(connection, tag, line)
        return connection.sendall(b"* SEARCH 50 51\r\n" + tag + b" OK\r\n")

    def fetch(connection, tag, line):
        if asks_for(line, found):
            return connection.sendall(tag + b" NO Internal error\r\n")
        return server.answer(connection, tag, line)

    server = BadImap({"UID SEARCH": search, "UID FETCH": fetch}, mails(100))
    seen = plugin.job(settings=settings(server.port, read="search"))
    server.stop()
    assert seen.ok and "keeps back a mail in INBOX" in seen.text and not seen.touches, str(seen)
    others = [c for c in server.commands if c.startswith(b"UID FETCH") and not asks_for(c, found)]
    assert others and all(c.endswith(b"(UID BODY.PEEK[HEADER.FIELDS (DATE)])") for c in others), others


def state_ahead():
    """STATUS is ahead of what EXAMINE shows: a mail that comes to be seen in between is not passed by."""
    def ahead(connection, tag, line):
        connection.sendall(b"* STATUS INBOX (UIDVALIDITY 7 UIDNEXT %d)\r\n" % (server.next_uid + 1) + tag + b" OK\r\n")

    for begun in (True, False):
        server = BadImap({}, mails(10))
        cursor = plugin.job(settings=settings(server.port)).cursor if begun else None
        server.replace["STATUS"] = ahead
        seen = plugin.job(settings=settings(server.port), cursor=cursor)
        assert seen.ok and len(seen.touches) == (0 if begun else 10), str(seen)
        server.replace.clear()
        server.mails.append((11, header(number=11)))
        server.next_uid = 12
        after = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        server.stop()
        assert after.ok and len(after.touches) == 1 and after.coverage["complete"], (begun, str(after))


def index_that_lags():
    """With `read: search` a new mail that the server's index does not hold yet is read by its address lines."""
    def search(connection, tag, line):
        if b" FROM " not in line:
            return server.answer(connection, tag, line)
        low, high = map(int, re.search(rb"UID (\d+):(\d+)", line[4:]).groups())
        connection.sendall(b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(low, min(high, indexed) + 1)) + b"\r\n" + tag + b" OK\r\n")

    indexed = 10
    server = BadImap({"UID SEARCH": search}, mails(10))
    seen = plugin.job(settings=settings(server.port, read="search"))
    assert seen.ok and len(seen.touches) == 10, str(seen)
    server.mails += [(11, header(number=11)), (12, header("stranger@other.example", number=12))]
    server.next_uid = 13
    more = plugin.job(settings=settings(server.port, read="search"), cursor=seen.cursor)
    server.stop()
    assert more.ok and len(more.touches) == 1 and more.coverage["complete"], str(more)


def flags_apart():
    """The flags of a mail may come in a response of their own."""
    def fetch(connection, tag, line):
        out = b""
        for number, (uid, head) in enumerate(server.mails, 1):
            if asks_for(line, {uid}):
                out += b"* %d FETCH (UID %d FLAGS (\\Draft))\r\n" % (number, uid) + fetched(number, uid, head)
        connection.sendall(out + tag + b" OK\r\n")

    own = header("sam@example.org").replace(b"To: sam@example.org", b"To: ana@example.net")
    server = BadImap({"UID FETCH": fetch}, [(1, own)])
    seen = plugin.job(settings=settings(server.port), all=True)
    server.stop()
    assert seen.ok and not seen.touches and [s["because"] for s in seen.of("skipped")] == ["draft"], str(seen)


def asked_and_not_read():
    """A run that breaks off before it has read what is new in quiet folders asks for them again in the next."""
    counts = {name: 5 for name in (b"INBOX", b"Sent", b"Archive", b"Archive/a", b"Archive/b", b"Archive/c")}
    server = folder_server(counts)
    broken = [False]

    def fetch(connection, tag, line):
        return "close" if broken[0] and server.opened.get(connection) == b"INBOX" else server.answer(connection, tag, line)

    server.replace["UID FETCH"] = fetch
    cursor = None
    for day in (0, 20, 20.5, 21):
        seen = plugin.job(settings=settings(server.port), cursor=cursor, now=int(NOW + day * DAY), since=NOW - 180 * DAY)
        assert seen.ok, str(seen)
        cursor = seen.cursor
    for name in (b"INBOX", b"Archive/a", b"Archive/b", b"Archive/c"):
        counts[name] = 6
    broken[0] = True
    cut = plugin.job(settings=settings(server.port), cursor=cursor, now=NOW + 22 * DAY, since=NOW - 180 * DAY)
    assert not cut.ok, str(cut)
    broken[0] = False
    seen = plugin.job(settings=settings(server.port), cursor=cut.cursor or cursor, now=NOW + 22 * DAY + 7200, since=NOW - 180 * DAY)
    server.stop()
    assert seen.ok and len(refs([cut, seen])) == 4, (len(refs([cut, seen])), str(seen))


def labels_over_flags():
    """Where Gmail's labels tell what is a draft, a flag that a mail program left on it does not."""
    heads = [(number, message("sam@example.org", "ana@example.net").split("\r\n\r\n")[0].encode() + b"\r\n\r\n") for number in (1, 2, 3)]
    marks = {1: b'FLAGS (\\Draft) X-GM-LABELS ("\\\\Sent")', 2: b'FLAGS (\\Seen) X-GM-LABELS ("\\\\Draft")', 3: b'X-GM-LABELS () FLAGS (\\Seen {x "y)'}

    def fetch(connection, tag, line):
        for uid, head in heads:
            if asks_for(line, {uid}):
                connection.sendall(b'* %d FETCH (UID %d %s BODY[HEADER.FIELDS (FROM TO)] {%d}\r\n' % (uid, uid, marks[uid], len(head)) + head + b")\r\n")
        connection.sendall(tag + b" OK\r\n")

    server = BadImap({"CAPABILITY": lambda c, t, l: c.sendall(b"* CAPABILITY IMAP4rev1 X-GM-EXT-1\r\n" + t + b" OK\r\n"),
                      "LIST": lists((b"\\All", b"INBOX")), "UID FETCH": fetch}, heads)
    seen = plugin.job(settings=settings(server.port), all=True)
    server.stop()
    assert seen.ok and len(seen.touches) == 2 and [s["because"] for s in seen.of("skipped")].count("draft") == 1, str(seen)


def unlisted_address():
    """What the person wrote from an address they did not list is theirs, in the folder of sent mail or with Gmail's label."""
    def head(sender, to, number):
        return message(sender, to, number=[number]).split("\r\n\r\n")[0].encode() + b"\r\n\r\n"

    heads = [(1, head("sam@doe.example", "ana@example.net", 100)), (2, head("ana@example.net", "sam@doe.example", 200))]
    server = BadImap({"LIST": lists((b"\\Sent", b"Out")),
                      "STATUS": lambda c, t, l: c.sendall(b"* STATUS Out (UIDVALIDITY 7 UIDNEXT 3)\r\n" + t + b" OK\r\n")}, heads)
    seen = plugin.job(settings=settings(server.port))
    server.stop()
    assert seen.ok and [t["direction"] for t in seen.touches] == ["out", "in"], str(seen)
    assert {t["address"] for t in seen.touches} == {"mailto:ana@example.net"}, str(seen)

    heads = [(number, head("sam@doe.example", "ana@example.net", number * 100)) for number in (1, 2)]
    labels = {1: b'"\\\\Sent" work', 2: b"sent work"}

    def fetch(connection, tag, line):
        for uid, each in heads:
            if asks_for(line, {uid}):
                connection.sendall(b'* %d FETCH (UID %d X-GM-LABELS (%s) BODY[HEADER.FIELDS (FROM TO)] {%d}\r\n' % (uid, uid, labels[uid], len(each)) + each + b")\r\n")
        connection.sendall(tag + b" OK\r\n")

    server = BadImap({"CAPABILITY": lambda c, t, l: c.sendall(b"* CAPABILITY IMAP4rev1 X-GM-EXT-1\r\n" + t + b" OK\r\n"),
                      "LIST": lists((b"\\All", b"INBOX")), "UID FETCH": fetch}, heads)
    seen = plugin.job(settings=settings(server.port))
    server.stop()
    assert seen.ok and [t["direction"] for t in seen.touches] == ["out"], str(seen)


def state_of_many():
    """A server that claims to tell the state of many folders in one answer, and hangs up at that, tells half of it, or nothing."""
    def half(connection, tag, line):
        connection.sendall(b"".join(b'* LIST () "/" "%s"\r\n* STATUS "%s" (UIDNEXT 3)\r\n' % (name, name) for name in counts) + tag + b" OK\r\n")

    counts = {b"INBOX": 2, b"Sent": 2, b"Archive": 2, b"Letters": 2, b"Friends": 2}
    for many in (lambda c, t, l: "close", half, lambda c, t, l: c.sendall(t + b" NO not here\r\n")):
        server = folder_server(counts)
        server.replace = {"CAPABILITY": lambda c, t, l: c.sendall(b"* CAPABILITY IMAP4rev1 LIST-EXTENDED LIST-STATUS\r\n" + t + b" OK\r\n"),
                          'LIST "" (': many} | server.replace
        folders = ["INBOX", "Archive", "Letters", "Friends"]
        first = plugin.job(settings=settings(server.port, folders=folders))
        asked = sum(c.startswith(b'LIST "" (') for c in server.commands)
        more = plugin.job(settings=settings(server.port, folders=folders), cursor=first.cursor)
        again = sum(c.startswith(b'LIST "" (') for c in server.commands) - asked
        server.stop()
        assert asked == 1 and again == 0 and more.ok and len(refs([first, more])) == 10, (asked, again, str(first), str(more))


def wide_validity():
    """GreenMail numbers a folder by milliseconds, beyond 32 bits, and lets a value follow its name at once."""
    validity = [1764189000123]

    def status(connection, tag, line):
        connection.sendall(b"* STATUS INBOX (HIGHESTMODSEQ 98765432109876 UIDVALIDITY %d UIDNEXT %d)\r\n" % (validity[0], server.next_uid) + tag + b" OK\r\n")

    def examine(connection, tag, line):
        connection.sendall(b"* OK [UIDVALIDITY %d] ok\r\n* OK [UIDNEXT %d] ok\r\n" % (validity[0], server.next_uid) + tag + b" OK\r\n")

    def fetch(connection, tag, line):
        for uid, head in server.mails:
            if asks_for(line, {uid}):
                connection.sendall(b"* %d FETCH (BODY[HEADER.FIELDS (FROM TO)]{%d}\r\n" % (uid, len(head)) + head + b" UID %d)\r\n" % uid)
        connection.sendall(tag + b" OK\r\n")

    server = BadImap({"STATUS": status, "EXAMINE": examine, "UID FETCH": fetch}, [(uid, header(number=uid)) for uid in (1, 2, 3)])
    seen = plugin.job(settings=settings(server.port))
    again = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    validity[0] += 1
    another = plugin.job(settings=settings(server.port), cursor=again.cursor)
    server.stop()
    assert seen.ok and len(seen.touches) == 3 and seen.coverage["complete"], str(seen)
    assert again.ok and not again.touches and again.coverage["complete"], str(again)
    assert another.ok and len(another.touches) == 3, str(another)


sys.exit(lab.run([no_search_for_people, searched_for_nobody, search_damaged_at_many, search_of_one_new, search_that_overlooks, search_that_proves_nothing, out_of_order, empty_window, search_of_nobody, nobodys_life, strangers_dates,
                  state_ahead, index_that_lags, flags_apart, asked_and_not_read, labels_over_flags, unlisted_address, state_of_many, wide_validity]))
