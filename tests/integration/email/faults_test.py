#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Bad days of the plugin `email`: each has a clear health line and a bounded cost, and nothing is lost or forged."""

import json
import pathlib
import re
import shutil
import sys
import time

import lab
from bad_imap import BadImap, asks_for, fetched, folder_server, header, lists, mails, settings
from lab import DAY, NOW, message, run_quietly
from oauth import Tokens

plugin = lab.Plugin(*sys.argv[1:4])
SANITIZED = b"__asan_init" in pathlib.Path(sys.argv[2]).read_bytes()  # its shadow memory is not ours


def fails(outcome, kind, words, within_ms=59_000):
    assert not outcome.ok and outcome.kind == kind and words in outcome.text, str(outcome)
    assert outcome.end["took_ms"] < within_ms, outcome.end
    assert SANITIZED or outcome.end["max_rss_kb"] < 60_000, outcome.end
    assert "-secret" not in outcome.text and "!" not in outcome.text


def refusals(authority, folder):
    """Password, certificates, names, ports."""
    good = lab.Dovecot(folder / "good", authority)
    expired = lab.Dovecot(folder / "expired", authority, cert=authority.expired())
    other = lab.Dovecot(folder / "other", authority, cert=authority.issue("other", "DNS:elsewhere.example"))
    stranger = lab.Authority(folder / "stranger", "Stranger")
    try:
        tls = {"user": "sam", "ca": str(authority.pem)}
        at = lambda server: tls | {"imap": f"imaps://localhost:{server.imaps}"}
        fails(plugin.job(settings=at(good), secrets={"password": "wrong-secret"}), "auth", "refused the login of sam")
        fails(plugin.job(settings=at(good) | {"ca": str(stranger.pem)}), "config", "nobody this computer trusts")
        fails(plugin.job(settings={k: v for k, v in at(good).items() if k != "ca"}), "config", "nobody this computer trusts")
        fails(plugin.job(settings=at(good) | {"imap": f"imap://localhost:{good.imap}", "ca": str(stranger.pem)}), "config",
              "nobody this computer trusts")
        fails(plugin.job(settings=at(expired)), "temporary", "has expired")
        fails(plugin.job(settings=at(other)), "config", "not for that name")
        assert plugin.job(settings=at(good) | {"imap": f" IMAPS://localhost:{good.imaps}/INBOX "}).ok, "spelled otherwise"
        fails(plugin.job(settings=at(good) | {"imap": "imaps://nowhere.invalid"}), "temporary", "was not found")
        fails(plugin.job(settings=at(good) | {"imap": f"imaps://localhost:{lab.free_port()}"}), "temporary", "takes no connection")
        fails(plugin.job(settings=at(good) | {"imap": f"imaps://localhost:{good.imap}"}), "temporary", "check the port")
        fails(plugin.job(settings=at(good) | {"ca": str(folder / "no-such-file")}), "config", "ca: ")
    finally:
        for server in (good, expired, other):
            server.stop()


def wrong_settings():
    """Settings that cannot work are told with their key, and nobody is called."""
    good = {"imap": "imaps://mail.example.org", "user": "sam"}
    for wrong, words in (({"imap": "https://mail.example.org"}, "imap: write it like"), ({"user": ""}, "user: "),
                         ({"unencrypted": True}, "unencrypted: only"),
                         ({"imap": "imap://127.evil.example", "unencrypted": True}, "unencrypted: only"), ({"auth": "xoauth2"}, "token: "),
                         ({"imap": ""}, "name a server"), ({"max_recipients": 0}, "max_recipients: "),
                         ({"imap": "imaps://sam:secret@mail.example.org"}, "user's name belongs"),
                         ({"imap": "imaps://localhost:99999"}, "imap: behind the colon goes a port"),
                         ({"imap": "imaps://localhost:"}, "imap: behind the colon goes a port"),
                         ({"imap": "imaps://[::1]:x"}, "imap: behind the colon goes a port"),
                         ({"imap": "imaps://local host"}, "imap: write it like"), ({"imap": "localhost"}, "imap: write it like"),
                         ({"smtp": "smtps://mail.example.org"}, "to: write your address"),
                         ({"smtp": "smtps://mail.example.org", "to": "sam@example.org", "from": "me"}, "from: write your address")):
        fails(plugin.job(settings=good | wrong), "config", words)
    fails(plugin.job(settings=good, secrets={}), "config", "password: ")


def tokens(authority, folder):
    """XOAUTH2 and OAUTHBEARER against Dovecot, with a token that is good, and one that has expired."""
    token_server = Tokens("good-token")
    server = lab.Dovecot(folder / "oauth", authority, extra=token_server.dovecot(folder))
    try:
        server.put("INBOX", message())
        server.ready()
        config = {"imap": f"imaps://localhost:{server.imaps}", "user": "sam", "ca": str(authority.pem)}
        for auth in ("auto", "xoauth2", "oauthbearer"):
            seen = plugin.job(settings=config | {"auth": auth}, secrets={"token": "good-token\n"})
            assert seen.ok and len(seen.touches) == 1, (auth, str(seen))
        fails(plugin.job(settings=config, secrets={"token": "stale-secret"}), "auth", "password or token")
    finally:
        server.stop()
        token_server.stop()


def told(server, kind, words, auth="auto", folders=(), **more):
    try:
        outcome = plugin.job(settings=settings(server.port, auth=auth, folders=list(folders)), **more)
        fails(outcome, kind, words)
        return outcome
    finally:
        server.stop()


def offers(text):
    return lambda c, t, l: c.sendall(b"* CAPABILITY IMAP4rev1 " + text + b"\r\n" + t + b" OK done\r\n")


def says(text):
    return lambda c, t, l: c.sendall(t + b" " + text + b"\r\n")


def plain(connection, tag, line):
    """AUTHENTICATE PLAIN, with the answer in the command or behind it."""
    if len(line.split(b" ")) == 2:
        connection.sendall(b"+ \r\n")
        connection.recv(999)
    connection.sendall(tag + b" OK in\r\n")


def password_ways():
    """A password goes by what a password can do, whatever else is offered; and by LOGIN where nothing is."""
    mails = [(1, header())]
    refuse = says(b"NO [AUTHENTICATIONFAILED] no ticket")
    for ways in (b"AUTH=GSSAPI AUTH=PLAIN AUTH=LOGIN", b"AUTH=NTLM AUTH=PLAIN", b"AUTH=GSSAPI AUTH=NTLM AUTH=PLAIN SASL-IR",
                 b"AUTH=SCRAM-SHA-256 AUTH=DIGEST-MD5 AUTH=CRAM-MD5 AUTH=PLAIN"):
        for user in ("sam", "sam@example.org"):
            server = BadImap({"CAPABILITY": offers(ways), "AUTHENTICATE PLAIN": plain, "AUTHENTICATE": refuse}, mails)
            seen = plugin.job(settings=settings(server.port, user=user))
            server.stop()
            assert seen.ok and len(seen.touches) == 1 and server.connections == 1, (ways, str(seen))
    server = BadImap({"CAPABILITY": offers(b"AUTH=ANONYMOUS"), "AUTHENTICATE": refuse}, mails)
    seen = plugin.job(settings=settings(server.port))
    server.stop()
    assert seen.ok and len(seen.touches) == 1 and server.connections == 2, str(seen)
    told(BadImap({"CAPABILITY": offers(b"LOGINDISABLED")}), "config", "offers no such login there")
    told(BadImap({"CAPABILITY": offers(b"AUTH=PLAIN")}), "config", "offers no such login there", auth="login")
    server = BadImap({"CAPABILITY": offers(b"AUTH=PLAIN AUTH=LOGIN"), "AUTHENTICATE": plain})
    told(server, "config", "offers no such login there", secrets={"token": "good-token"})
    assert not any(c.startswith((b"AUTHENTICATE", b"LOGIN")) for c in server.commands), "a token is no password"


def their_own_words():
    """Why a login or a connection is refused, in the server's words; and only a wrong password is called one."""
    for answer, kind, words in (
            (b"NO [AUTHENTICATIONFAILED] Invalid credentials, please try again", "auth",
             "check the user name and the password or token: Invalid credentials, please try again"),
            (b"NO Login failed.", "auth", "the password or token: Login failed"),
            (b"NO [EXPIRED] your password has expired", "auth", "refused the login of sam: your password has expired"),
            (b"NO [ALERT] Please log in at https://support.example/1", "auth", "of sam: Please log in at https://"),
            (b"NO [CONTACTADMIN] account locked", "auth", "of sam: account locked"),
            (b"NO [PRIVACYREQUIRED] encrypt", "auth", "of sam: encrypt"),
            (b"NO too many logins", "temporary", "takes no login just now: too many logins"),
            (b"NO [ALERT] Too many simultaneous connections. (Failure)", "temporary",
             "takes no login just now: Too many simultaneous connections. (Failure)"),
            (b"NO [ALERT] Account exceeded command or bandwidth limits. (Failure)", "temporary", "just now: Account exceeded"),
            (b"NO [ALERT] Invalid credentials (Failure)", "auth", "refused the login of sam"),
            (b"NO Server Unavailable. 15", "temporary", "takes no login just now: Server Unavailable. 15"),
            (b"NO [THROTTLED] slow down", "temporary", "takes no login just now: slow down"),
            (b"BAD internal error", "temporary", "takes no login just now: internal error")):
        server = BadImap({"LOGIN": says(answer)})
        outcome = told(server, kind, words)
        assert "A00" not in outcome.text and "NO [" not in outcome.text, outcome.text
    told(BadImap(greeting=b"* BYE Too many connections from your IP\r\n"), "temporary",
         "asks for a pause: Too many connections from your IP")
    told(BadImap(greeting=b"* BYE [UNAVAILABLE] back at noon\r\n"), "temporary", "asks for a pause: back at noon")
    silent = BadImap(greeting=b"")
    told(silent, "temporary", "is it the right port? One for TLS wants `imaps:`", deadline_ms=3500)


def over_the_limit():
    """A server that shows only so many mails at once is asked for fewer in the same run; one that shows none soon left alone."""
    most = [300]

    def fetch(connection, tag, line):
        if sum(asks_for(line, [uid]) for uid, _ in server.mails) > most[0]:
            return connection.sendall(tag + b" NO [LIMIT] too many at once\r\n")
        return server.answer(connection, tag, line)

    server = BadImap({"UID FETCH": fetch}, mails(2000))
    seen = plugin.job(settings=settings(server.port))
    assert seen.ok and len(seen.touches) == 2000 and seen.coverage["complete"] and len(server.commands) < 40, (len(server.commands), str(seen))
    most[0] = 0
    server.commands.clear()
    fails(plugin.job(settings=settings(server.port)), "temporary", "too many at once")
    server.stop()
    assert len(server.commands) < 30, server.commands


def blank_lines():
    """A line left free between two is no answer and no harm; nothing but free lines is."""
    def spaced(connection, tag, line):
        connection.sendall(b"\r\n")
        server.answer(connection, tag, line)
        connection.sendall(b"\r\n\n")

    server = BadImap({word: spaced for word in ("LIST", "STATUS", "EXAMINE", "UID")}, mails(3))
    seen = plugin.job(settings=settings(server.port))
    server.stop()
    assert seen.ok and len(seen.touches) == 3, str(seen)
    told(BadImap({"STATUS": lambda c, t, l: c.sendall(b"\r\n" * 20_000 + t + b" OK\r\n")}), "temporary", "sent too long an answer")


def who_is_there():
    """163.com opens no folder before it was told which program asks; that is said once, where a folder is opened, and to no others."""
    introduced = set()

    def hear(connection, tag, line):
        introduced.add(connection)
        connection.sendall(b"* ID NIL\r\n" + tag + b" OK\r\n")

    def examine(connection, tag, line):
        if connection not in introduced:
            return connection.sendall(tag + b" NO EXAMINE Unsafe Login. Please contact us for help\r\n")
        return server.answer(connection, tag, line)

    server = BadImap({"CAPABILITY": offers(b"ID"), "ID ": hear, "EXAMINE": examine}, mails(3))
    seen = plugin.job(settings=settings(server.port))
    assert seen.ok and len(seen.touches) == 3 and server.commands.count(b'ID ("name" "Kith")') == 1, str(seen)
    server.commands.clear()
    quiet = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert quiet.ok and not any(c.startswith(b"ID") for c in server.commands), server.commands
    server = BadImap({}, mails(3))
    seen = plugin.job(settings=settings(server.port))
    server.stop()
    assert seen.ok and not any(c.startswith(b"ID") for c in server.commands), server.commands


def named_like_the_password():
    """A folder may be called like the password, which stands in no cursor all the same."""
    server = folder_server({b"INBOX": 2, b"secret": 3})
    config = settings(server.port, folders=["secret"])
    seen = plugin.job(settings=config)
    assert seen.ok and len(seen.touches) == 5 and "secret" not in seen.cursor, str(seen)
    again = plugin.job(settings=config, cursor=seen.cursor)
    server.stop()
    assert again.ok and not again.touches and again.coverage["complete"], str(again)


def passing_refusals():
    """A server that is busy is no wrong password."""
    for text in (b" NO [UNAVAILABLE] database is resting\r\n", b" NO [LIMIT] Too many simultaneous connections\r\n"):
        server = BadImap({"LOGIN": lambda c, t, l, text=text: c.sendall(t + text)})
        told(server, "temporary", "takes no login just now")
    server = BadImap({"UID FETCH": lambda c, t, l: c.sendall(b"* BYE [LIMIT] come back later\r\n") or "close"}, [(1, header())])
    told(server, "temporary", "come back later")
    server = BadImap({"EXAMINE": lambda c, t, l: c.sendall(t + b" NO [OVERQUOTA] bandwidth\r\n")}, [(1, header())])
    told(server, "temporary", "bandwidth")


def stalls():
    """Half-open, and silent in the middle of a literal: ended before the job's deadline, and what came before stays."""
    def half(connection, tag, line):
        connection.sendall(fetched(1, 1, header())[:-20])

    for replace, mails, deadline in (({"CAPABILITY": None}, [], 3500), ({"UID FETCH": half}, [(1, header())], 7500)):
        server = BadImap({}, mails)
        server.replace = {k: v or server.wait for k, v in replace.items()}
        began = time.monotonic()
        told(server, "temporary", "did not answer in time", deadline_ms=deadline)
        assert time.monotonic() - began < deadline / 1000


def drips():
    """A byte now and then does not hold the job for ever."""
    def slowly(connection, tag, line):
        while True:
            connection.sendall(b"* ")
            time.sleep(0.3)

    began = time.monotonic()
    told(BadImap({"LIST": slowly}), "temporary", "in time", deadline_ms=3500)
    assert time.monotonic() - began < 4


def floods():
    """A 4 GB literal, a line of 100 MB, a literal of 60 MB: told, or read past without keeping it."""
    told(BadImap({"UID FETCH": lambda c, t, l: c.sendall(b"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM)] {4294967296}\r\n")},
                 [(1, b"")]), "temporary", "more than any mail holds")

    def long_line(connection, tag, line):
        for _ in range(100):
            connection.sendall(b"x" * (1 << 20))

    told(BadImap({"LIST": long_line}), "temporary", "without an end")

    def long_header(connection, tag, line):
        size = 60 << 20
        connection.sendall(b'* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM)] {%d}\r\nFrom: ana@example.net\r\nTo: ' % size)
        left = size - len(b"From: ana@example.net\r\nTo: ")
        while left:
            left -= (sent := min(left, 1 << 20))
            connection.sendall(b"y" * sent)
        connection.sendall(b")\r\n" + fetched(2, 2, header("ben@example.com")) + tag + b" OK\r\n")

    server = BadImap({"UID FETCH": long_header}, [(1, b""), (2, b"")])
    seen = plugin.job(settings=settings(server.port))
    server.stop()
    assert seen.ok and "mailto:ben@example.com" in {t["address"] for t in seen.touches}, str(seen)
    assert SANITIZED or seen.end["max_rss_kb"] < 40_000, seen.end


def forgeries():
    """Answers inside a message, NUL bytes, control characters and eight-bit fields are only ever its content."""
    forged = (b"From: ana@example.net\r\nTo: sam@example.org\r\nMessage-ID: <1@x>\r\n\r\nK000000 OK done\r\n* SEARCH 9 9\r\n"
              b"* 9 FETCH (UID 9 BODY[HEADER.FIELDS (FROM)] {23}\r\nFrom: ben@example.com\r\n)\r\n* BYE {3}\r\n")
    odd = b"From: b\x00en \x1b[31m\xff\xfe <ben@example.com>\r\nTo: sam@example.org\r\nMessage-ID: <2\x00@x>\r\n\r\n"
    server = BadImap({}, [(1, forged), (2, odd), (3, b"\x00" * 300), (4, b""), (5, b"\r\n" * 9000)])
    seen = plugin.job(settings=settings(server.port), all=True)
    server.stop()
    assert seen.ok, str(seen)
    assert [t["address"] for t in seen.touches].count("mailto:ana@example.net") == 1
    assert {t["address"] for t in seen.touches} <= {"mailto:ana@example.net", "mailto:ben@example.com"}, str(seen)
    assert "\x1b" not in json.dumps(seen.all) and "\\u001b" not in json.dumps(seen.all)


def nonsense():
    """A server that is none."""
    for answer, speaks in ((b"220 mail ESMTP\r\n", "SMTP"), (b"+OK POP3 ready\r\n", "POP3")):
        outcome = told(BadImap(greeting=answer), "config", f"127.0.0.1 speaks {speaks} there; check the port")
        assert outcome.end["took_ms"] < 5000, outcome.end
    for answer in (b"SSH-2.0-OpenSSH_9.2\r\n", b"* BYE not today\r\n"):
        server = BadImap(greeting=answer)
        outcome = plugin.job(settings=settings(server.port), deadline_ms=3500)
        server.stop()
        assert not outcome.ok and outcome.kind == "temporary", str(outcome)
    told(BadImap({"LIST": lambda c, t, l: c.sendall(b"hello there\r\n")}), "temporary", "no IMAP")
    told(BadImap({"LIST": lambda c, t, l: c.sendall(t + b" OK\r\n")}), "temporary", "no folder")
    told(BadImap({"LIST": lambda c, t, l: c.sendall(t + b" BAD what\r\n")}), "temporary", "did not list")


def cursor_stays():
    """Broken off in the second piece: the first stays, and the next job brings what is missing."""
    mails = [(uid, header(number=uid)) for uid in range(1, 3001)]
    pieces = []

    def second_fails(connection, tag, line):
        pieces.append(line)
        if len(pieces) == 2:
            connection.sendall(fetched(1, 900, header(number=900)))
            return "close"
        server.answer(connection, tag, line)

    server = BadImap({"UID FETCH": second_fails}, mails)
    broken = plugin.job(settings=settings(server.port))
    assert broken.kind == "temporary" and broken.cursor, str(broken)
    whole = plugin.job(settings=settings(server.port), cursor=broken.cursor)
    server.stop()
    assert whole.ok and whole.coverage["complete"], str(whole)
    first = {t["ref"] for t in broken.touches}
    assert len(first | {t["ref"] for t in whole.touches}) == 3000
    assert len(whole.touches) == 1000, len(whole.touches)


def one_bad_mail():
    """A mail the server refuses does not keep the others from being seen, and is asked for again; so are many of them."""
    mails = [(uid, header(number=uid)) for uid in range(1, 200)]
    refused = set()

    def not_those(connection, tag, line):
        wanted = [tuple(int(n) for n in (part.split(b":") * 2)[:2]) for part in line.split(b" ")[2].split(b",")]
        if not any(low <= uid <= high for low, high in wanted for uid in refused):
            return server.answer(connection, tag, line)
        shown = b"".join(fetched(uid, uid, head) for uid, head in server.mails
                         if some and uid not in refused and any(low <= uid <= high for low, high in wanted))
        return connection.sendall(shown + tag + b" NO " + words + b"\r\n")

    for some, words in ((False, b"[SERVERBUG] Internal error occurred"), (True, b"Some messages could not be FETCHed (Failure)")):
        refused |= {17}
        server = BadImap({"UID FETCH": not_those}, mails)
        seen = plugin.job(settings=settings(server.port))
        assert seen.ok and {t["ref"] for t in seen.touches} and "keeps back a mail in INBOX" in seen.text, str(seen)
        assert len({t["ref"] for t in seen.touches}) == 198 and not seen.coverage["complete"], (len(seen.touches), str(seen))
        refused.clear()
        well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        assert well.ok and len(well.touches) == 1 and well.coverage["complete"] and "mail in INBOX" not in well.text, str(well)
        refused |= set(range(1, 101))
        many = plugin.job(settings=settings(server.port))
        assert many.ok and len({t["ref"] for t in many.touches}) == 99, (len(many.touches), str(many))
        assert "keeps back a mail in INBOX" in many.text and "goes on without it" not in many.text, str(many)
        refused.clear()
        healed = plugin.job(settings=settings(server.port), cursor=many.cursor)
        server.stop()
        assert healed.ok and len(healed.touches) == 100 and healed.coverage["complete"], (len(healed.touches), str(healed))


def poison(at):
    """Real Dovecot says BYE where it finds a mail's file damaged: that mail holds up the others for some runs, not for ever;
    and a mailbox of which nothing is shown is not taken for read."""
    mails = [(uid, header(number=uid)) for uid in range(1, 401)]
    spoilt, hung_up = {at}, []

    def goodbye(connection, tag, line):
        wanted = [tuple(int(n) for n in (part.split(b":") * 2)[:2]) for part in line.split(b" ")[2].split(b",")]
        asked = [m for m in server.mails if any(low <= m[0] <= high for low, high in wanted)]
        for number, (uid, head) in enumerate(asked, 1):
            if uid in spoilt:
                connection.sendall(b"* BYE Internal error occurred. Refer to server log for more information.\r\n")
                hung_up.append(uid)
                return "close"
            connection.sendall(fetched(number, uid, head))
        connection.sendall(tag + b" OK done\r\n")

    server = BadImap({"UID FETCH": goodbye}, mails)
    seen, cursor, runs, touched = None, None, 0, set()
    while runs < 9 and (seen is None or not seen.ok):
        seen = plugin.job(settings=settings(server.port), cursor=cursor, all=True)
        cursor, runs = seen.cursor or cursor, runs + 1
        touched |= {t["ref"] for t in seen.touches}
    assert seen.ok and runs <= 7 and len(touched) == 399, (runs, len(touched), str(seen))
    assert seen.text == "127.0.0.1 does not show a mail in INBOX, and Kith goes on without it", str(seen)
    assert [s["ref"] for s in seen.of("skipped")] == [f"uid-{at}"] and seen.coverage["complete"], str(seen)
    # A new one of the kind, alone; then the whole mailbox.
    spoilt, hung_up[:] = {401}, []
    server.mails, server.next_uid = mails + [(401, header(number=401))], 402
    for run in range(3):
        seen = plugin.job(settings=settings(server.port), cursor=cursor)
        cursor = seen.cursor or cursor
        assert seen.kind == "temporary" and "broke the connection off: Internal error occurred." in seen.text, str(seen)
    spoilt |= set(range(1, 402))
    seen = plugin.job(settings=settings(server.port), cursor=cursor)
    assert seen.kind == "temporary", "nothing is shown, so nothing is given up: " + str(seen)
    spoilt.clear()
    seen = plugin.job(settings=settings(server.port), cursor=cursor)
    server.stop()
    assert seen.ok and seen.coverage["complete"], str(seen)
    assert len(seen.touches) == 1 and "mail in INBOX" not in seen.text, "it was the hour, not the mail: " + str(seen)


def alone():
    """The one mail there is, at a server that hung up for a while: it is asked for again, with no other to compare."""
    server = BadImap({"UID FETCH": lambda connection, tag, line: "close"}, [(5, header(number=5))])
    cursor = None
    for _ in range(5):
        seen = plugin.job(settings=settings(server.port), cursor=cursor)
        cursor = seen.cursor or cursor
        assert seen.kind == "temporary", str(seen)
    server.replace = {}
    seen = plugin.job(settings=settings(server.port), cursor=cursor)
    server.stop()
    assert seen.ok and len(seen.touches) == 1 and seen.coverage["complete"], str(seen)


def searched():
    """Where the server searches, one damaged mail among many that match holds up no others either."""
    mails = [(uid, header(number=uid)) for uid in range(1, 401)]

    def goodbye(connection, tag, line):
        wanted = [tuple(int(n) for n in (part.split(b":") * 2)[:2]) for part in line.split(b" ")[2].split(b",")]
        if any(low <= 200 <= high for low, high in wanted):
            connection.sendall(b"* BYE Internal error occurred.\r\n")
            return "close"
        return server.answer(connection, tag, line)

    server = BadImap({"UID FETCH": goodbye}, mails)
    seen, cursor, runs, touched = None, None, 0, set()
    while runs < 9 and (seen is None or not seen.ok):
        seen = plugin.job(settings=settings(server.port, read="search"), cursor=cursor)
        cursor, runs = seen.cursor or cursor, runs + 1
        touched |= {t["ref"] for t in seen.touches}
    server.stop()
    assert seen.ok and runs <= 7 and len(touched) == 399, (runs, len(touched), str(seen)[:300])


def poisoned():
    for at in (1, 200, 400):
        poison(at)


def lone_refusal():
    """The one new mail is refused: it is asked for again, and the mailbox counts as read, since it shows others."""
    mails = [(uid, header(number=uid)) for uid in range(1, 4)]
    server = BadImap({}, mails)
    first = plugin.job(settings=settings(server.port))
    server.mails, server.next_uid = mails + [(4, header(number=4))], 5
    server.replace = {"UID FETCH 4 ": lambda c, t, l: c.sendall(t + b" NO [SERVERBUG] Internal error occurred\r\n")}
    seen = plugin.job(settings=settings(server.port), cursor=first.cursor)
    assert seen.ok and "keeps back a mail in INBOX" in seen.text and not seen.touches, str(seen)
    server.replace = {}
    well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert well.ok and len(well.touches) == 1 and well.coverage["complete"], str(well)


def vanishing():
    """A folder that goes between being asked for and being opened, and a server that tells no UIDNEXT."""
    gone = {"EXAMINE": lambda c, t, l: c.sendall(t + b" NO [NONEXISTENT] no such mailbox\r\n")}
    server = BadImap(gone, [(1, header())])
    seen = plugin.job(settings=settings(server.port))
    assert seen.kind == "temporary" and "does not let Kith open INBOX: no such mailbox" in seen.text, str(seen)
    assert not seen.touches and not seen.coverage["complete"], str(seen)
    server.replace = {"STATUS": lambda c, t, l: c.sendall(b"* STATUS INBOX (UIDVALIDITY 7)\r\n" + t + b" OK\r\n"),
                      "EXAMINE": lambda c, t, l: c.sendall(b"* OK [UIDVALIDITY 7] ok\r\n" + t + b" OK\r\n")}
    seen = plugin.job(settings=settings(server.port))
    assert seen.ok and len(seen.touches) == 1, str(seen)
    server.mails.append((5, header("ben@example.com", number=5)))
    more = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert [t["address"] for t in more.touches] == ["mailto:ben@example.com"], str(more)


def refuses(command, folder, words):
    """A server that says no to this command for this folder."""
    def answer(connection, tag, line):
        if folder in line:
            return connection.sendall(tag + b" NO " + words + b"\r\n")
        return server.answer(connection, tag, line)

    server = BadImap({command: answer, "LIST": lists((b"", b"INBOX"), (b"\\Sent", b"Sent"), (b"", b"Friends"))}, [(1, header())])
    return server


def closed_folders():
    """A folder that cannot be opened is told, and the others are read; one with all mail is replaced by them."""
    for command in ("STATUS", "EXAMINE"):
        server = refuses(command, b"INBOX", b"Mailbox is in use")
        seen = plugin.job(settings=settings(server.port))
        # Without the inbox nobody's silence means anything.
        assert seen.kind == "temporary", str(seen)
        assert seen.text == "127.0.0.1 does not let Kith open INBOX: Mailbox is in use", str(seen)
        assert len(seen.touches) == 1 and not seen.coverage["complete"], "what was sent is read all the same"
        said = len(server.commands)
        again = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        commands = server.commands[said:]
        assert again.text == seen.text and [c[:4] for c in commands].count(b"STAT") == 2, commands
        assert not any(c.startswith(b"LIST") for c in commands), "it was refused before: that is no news"
        server.replace.pop(command)
        well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        server.stop()
        assert well.ok and len(well.touches) == 1 and well.coverage["complete"] and not well.text, str(well)
        # Whatever the reason is called: one folder's trouble stops no other, and all of theirs fails.
        for words, why in ((b"Permission denied", "Permission denied"), (b"[NOPERM] no", "no"), (b"[INUSE] locked", "locked"),
                           (b"[UNAVAILABLE] down", "down"), (b"[LIMIT] enough", "enough"),
                           (b"[SERVERBUG] Internal error. [2026-11-26 08:39:21] (0.001 + 0.000 secs).", "Internal error.")):
            server = refuses(command, b"Friends", words)
            seen = plugin.job(settings=settings(server.port, folders=["Friends"]))
            assert seen.ok and seen.text.endswith("does not let Kith open Friends: " + why), str(seen)
            assert len(seen.touches) == 2 and not seen.coverage["complete"], str(seen)
            server.stop()
        told(refuses(command, b"", b"[UNAVAILABLE] resting"), "temporary", "let Kith open INBOX: resting")

        server = refuses(command, b"Everything", b"too large")
        server.replace["LIST"] = lists((b"", b"INBOX"), (b"\\Sent", b"Sent"), (b"\\All", b"Everything"))
        for cursor in ({}, {"cursor": seen.cursor}):
            seen = plugin.job(settings=settings(server.port), **cursor)
            assert seen.ok and seen.coverage["complete"] and not seen.text, str(seen)
        server.stop()


def broken_folder(authority, folder):
    """A folder a real server cannot read: told by its name, without the server's stopwatch, and the others are read."""
    server = lab.Dovecot(folder / "broken", authority)
    try:
        server.admin("mailbox", "create", "-u", "sam", "Archive/Old")
        server.put("Archive/Old", message("ben@example.com"))
        server.put("INBOX", message())
        server.ready()
        config = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(authority.pem)}
        first = plugin.job(settings=config)
        assert first.ok and len(first.touches) == 2 and not first.text, str(first)
        server.put("INBOX", message("o'cleo@example.net"))
        server.put("Archive/Old", message("ben@example.com"))
        server.ready()
        server.box("Archive/Old").chmod(0)
        for cursor, touches in (({"cursor": first.cursor}, 1), ({}, 2)):
            seen = plugin.job(settings=config, **cursor)
            assert seen.ok and len(seen.touches) == touches, str(seen)
            assert "localhost does not let Kith open Archive/Old: " in seen.text and "secs" not in seen.text, seen.text
            assert not seen.coverage["complete"], str(seen)
        server.box("Archive/Old").chmod(0o700)
        well = plugin.job(settings=config, cursor=seen.cursor)
        assert well.ok and not well.text and well.coverage["complete"] and len(well.touches) == 2, str(well)
    finally:
        server.stop()


def from_a_backup(authority, folder):
    """A mailbox put back from a backup has its old UIDVALIDITY and gives numbers away a second time."""
    server = lab.Dovecot(folder / "restored", authority)
    try:
        config = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(authority.pem)}
        server.put("INBOX", message(at=NOW - 5 * DAY), NOW - 5 * DAY)
        server.ready()
        assert len(plugin.job(settings=config).touches) == 1
        server.stop()
        run_quietly("cp", "-a", server.dir / "mail", server.dir / "backup")
        server.start()
        for _ in range(3):
            server.put("INBOX", message("stranger@other.example"))
        server.ready()
        seen = plugin.job(settings=config)
        server.stop()
        shutil.rmtree(server.dir / "mail")
        (server.dir / "backup").rename(server.dir / "mail")
        server.start()
        for _ in range(2):
            server.put("INBOX", message("ben@example.com"))
        server.ready()
        restored = plugin.job(settings=config, cursor=seen.cursor)
        assert restored.ok and [t["address"] for t in restored.touches].count("mailto:ben@example.com") == 2, str(restored)
        assert not plugin.job(settings=config, cursor=restored.cursor).touches
    finally:
        server.stop()


def half_a_conversation():
    """With no folder of sent mail nobody is told that all contact is seen."""
    server = BadImap({"LIST": lists((b"", b"INBOX"), (b"", b"Ausgang"))}, [(1, header())])
    seen = plugin.job(settings=settings(server.port))
    assert seen.ok and seen.coverage["schemes"] == [] and "name yours in `sent`" in seen.text, str(seen)
    named = plugin.job(settings=settings(server.port, sent=["Ausgang"]))
    assert named.ok and named.coverage["schemes"] == ["mailto"] and not named.text, str(named)
    missing = plugin.job(settings=settings(server.port, sent=["Postausgang"]))
    assert missing.ok and missing.text == "sent: 127.0.0.1 has no folder Postausgang", str(missing)
    assert len(missing.touches) == 1 and missing.coverage["schemes"] == [], str(missing)
    one = plugin.job(settings=settings(server.port, sent=["Postausgang", "Ausgang"]))
    assert one.ok and one.coverage["schemes"] == ["mailto"] and one.coverage["complete"] and not one.text, str(one)
    both = plugin.job(settings=settings(server.port, sent=["Postausgang"], folders=["Nirgends", "Ausgang"]))
    assert both.ok and not both.coverage["complete"] and len(both.touches) == 2, str(both)
    assert both.text == "sent: 127.0.0.1 has no folder Postausgang; folders: 127.0.0.1 has no folder Nirgends", str(both)
    server.replace["LIST"] = lists((b"", b"INBOX"), (b"", b"Envoy&AOk-s"))
    french = plugin.job(settings=settings(server.port))
    server.stop()
    assert french.ok and french.coverage["schemes"] == ["mailto"] and not french.text, str(french)


def long_names():
    """However long the names of the folders are, what was read is kept: the cursor fits into what kithd takes."""
    names = [(b"", b"Archive/" + b"&ZeVnLIqe-" * 50 + b"%d" % i) for i in range(70)]
    server = BadImap({"LIST": lists((b"", b"INBOX"), (b"\\Sent", b"Sent"), (b"", b"Archive"), *names)}, [(1, header())])
    seen = plugin.job(settings=settings(server.port))
    assert seen.ok and seen.cursor and 9_000 < len(seen.cursor) < 32_768, (len(seen.cursor or ""), str(seen))
    said = len(server.commands)
    again = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    server.stop()
    assert again.ok and not again.touches and again.coverage["complete"], str(again)
    assert not any(c.startswith((b"UID", b"LIST")) for c in server.commands[said:]), server.commands[said:]


def one_by_one():
    """A server that tells the state of one folder at a time, and knows no AUTHENTICATE: six commands all the same."""
    years = [b"Archive/%d" % year for year in range(2014, 2027)]
    server = BadImap({"LIST": lists((b"", b"INBOX"), (b"\\Sent", b"Sent"), (b"", b"Archive"), *((b"", year) for year in years))},
                     [(1, header())])
    new, asked = [None], []

    def status(connection, tag, line):
        folder = re.search(rb'"(.*)"', line)[1]
        asked.append(folder)
        connection.sendall(b"* STATUS INBOX (UIDVALIDITY 7 UIDNEXT %d)\r\n" % (3 if folder == new[0] else 2) + tag + b" OK\r\n")

    server.replace["STATUS"] = status
    first = plugin.job(settings=settings(server.port))
    assert first.ok and first.coverage["complete"] and len(first.touches) == 16, str(first)
    assert server.connections == 2, "the first finds out that there is only LOGIN"
    later = NOW + 20 * DAY  # since when nothing came
    seen = plugin.job(settings=settings(server.port), cursor=first.cursor, now=later)
    asked.clear()
    for run in range(1, 15):
        server.commands.clear()
        server.connections = 0
        seen = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=later + run * 3600)
        assert seen.ok and not seen.touches and server.connections == 1, (server.connections, server.commands)
        assert len([c for c in server.commands if c != b"LOGOUT"]) <= 5 and seen.coverage["complete"], server.commands
    assert set(asked) == {b"INBOX", b"Sent", b"Archive", *years} and asked.count(b"Sent") == 14, asked
    # Whoever looks three times a day asks for all of them once.
    counts, thrice = [], seen
    for look in range(1, 8):
        asked.clear()
        thrice = plugin.job(settings=settings(server.port), cursor=thrice.cursor, now=later + 14 * 3600 + look * 8 * 3600)
        counts.append(len(asked))
    assert counts == [16, 3, 3] * 2 + [16], counts
    new[0] = b"Archive/2017"
    server.mails.append((2, header("ben@example.com", number=2)))
    server.next_uid = 3
    runs = 0
    while not seen.touches:
        runs += 1
        assert runs < 15, "its turn comes"
        seen = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=later + 2 * DAY // 3 + runs * 600)
    asked.clear()
    plugin.job(settings=settings(server.port), cursor=seen.cursor, now=later + 2 * DAY // 3 + 20 * 600)
    assert b"Archive/2017" in asked, "and it is asked for again"
    # Who learnt another way to log in since is logged in by that.
    server.replace |= {"CAPABILITY": offers(b"AUTH=NTLM AUTH=PLAIN"), "AUTHENTICATE PLAIN": plain,
                       "AUTHENTICATE": says(b"NO [AUTHENTICATIONFAILED] no ticket"), "LOGIN": says(b"NO no more")}
    seen = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=later + DAY)
    server.stop()
    assert seen.ok, str(seen)


def folders_of_others():
    """What other people wrote to each other is no contact of the person's."""
    server = BadImap({"CAPABILITY": offers(b"NAMESPACE"),
                      "NAMESPACE": lambda c, t, l: c.sendall(b'* NAMESPACE (("" "/")) (("bob/" "/")) NIL\r\n' + t + b" OK\r\n"),
                      "LIST": lists((b"", b"INBOX"), (b"", b"Sent"), (b"\\Archive", b"bob/Archive"), (b"", b"bob/Sent"))})
    seen = plugin.job(settings=settings(server.port), all=True)
    server.stop()
    assert seen.ok and not any(b"bob" in command for command in server.commands), server.commands


def locked_mailbox():
    """Mails that do not come are no mails that are read: neither of one folder nor of a piece."""
    mails = [(uid, header(number=uid)) for uid in range(1, 41)]
    for answer in (b" NO Mailbox is locked by another session\r\n", b" OK done\r\n"):
        server = BadImap({"UID FETCH": lambda c, t, l, answer=answer: c.sendall(t + answer)}, mails)
        seen = plugin.job(settings=settings(server.port))
        assert seen.kind == "temporary" and "does not show the mails in INBOX just now" in seen.text, str(seen)
        assert not seen.coverage["complete"] and len(server.commands) < 50, len(server.commands)
        server.replace = {}
        well = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        assert well.ok and len(well.touches) == 40, str(well)
        # The same for what came since.
        server.replace = {"UID FETCH": lambda c, t, l, answer=answer: c.sendall(t + answer)}
        server.mails.append((41, header(number=41)))
        server.next_uid = 42
        later = plugin.job(settings=settings(server.port), cursor=well.cursor)
        assert later.kind == "temporary", str(later)
        server.replace = {}
        last = plugin.job(settings=settings(server.port), cursor=later.cursor)
        server.stop()
        assert last.ok and len(last.touches) == 1, str(last)


def name_as_shown(authority, folder):
    """A server that keeps everything below INBOX: the name Kith prints may be written, and the one a mail program shows."""
    for separator, own in ((".", "INBOX."), ("/", "INBOX/"), (".", "mail.")):
        special = f"prefix = {own}\n mailbox Sent {{\n special_use =\n auto = no\n }}\n separator = {separator}"
        server = lab.Dovecot(folder / f"below{separator == '.'}{own[:2]}", authority, special=special)
        try:
            name = own + separator.join(("Post", "Raus"))
            server.admin("mailbox", "create", "-u", "sam", name)
            server.put("Post/Raus", message("sam@example.org", "ben@example.com"))
            server.ready()
            config = {"imap": f"imap://localhost:{server.imap}", "user": "sam", "ca": str(authority.pem)}
            for written in (name, "Post.Raus", "post/raus"):
                for key in ("sent", "folders"):
                    seen = plugin.job(settings=config | {key: [written]})
                    assert len(seen.touches) == 1 and seen.ok, (written, key, str(seen))
                    assert (seen.coverage["schemes"] == ["mailto"]) == (key == "sent"), (written, key, str(seen))
        finally:
            server.stop()


def withheld_mails():
    """An OK that leaves mails out: they are asked for again, what came counts, and one that never comes is no plug for ever."""
    mails = [(uid, header(number=uid)) for uid in (1, 2, 3, 5)]  # 4 is long gone
    server = BadImap({}, mails)
    hidden = {2, 5}

    def some(connection, tag, line):
        BadImap.answer(server, connection, tag, line, hidden)

    server.replace = {"UID FETCH": some}
    first = plugin.job(settings=settings(server.port))
    assert first.ok and "keeps back a mail in INBOX" in first.text and not first.coverage["complete"], str(first)
    assert len(first.touches) == 2, str(first)
    hidden.remove(5)
    second = plugin.job(settings=settings(server.port), cursor=first.cursor)
    assert second.ok and len(second.touches) == 1 and "keeps back" in second.text, str(second)
    # New mail comes all the same; and after some tries and a day the one that never comes is let go, and that is told.
    server.mails.append((6, header("ben@example.com", number=6)))
    server.next_uid = 7
    seen = second
    for run in range(20):
        seen = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=NOW + run * 600)
        assert seen.ok and "keeps back" in seen.text and len(seen.touches) == (1 if run == 0 else 0), str(seen)
    well = plugin.job(settings=settings(server.port), cursor=second.cursor, now=NOW + DAY)
    assert "keeps back" in well.text, "a day alone is not enough, Kith may have been off"
    let_go = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=NOW + DAY, all=True)
    assert let_go.ok and let_go.text == "127.0.0.1 does not show a mail in INBOX, and Kith goes on without it", str(let_go)
    assert any(s["ref"] == "uid-2" for s in let_go.of("skipped")) and let_go.coverage["complete"], str(let_go)
    after = plugin.job(settings=settings(server.port), cursor=let_go.cursor, now=NOW + DAY + 600)
    assert after.ok and "mail in INBOX" not in after.text and after.coverage["complete"], str(after)
    hidden.remove(2)
    late = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=NOW + DAY)
    assert late.ok and len(late.touches) == 1 and late.coverage["complete"] and "mail in INBOX" not in late.text, str(late)
    hidden.add(2)
    # One that went meanwhile is owed no more.
    gone = plugin.job(settings=settings(server.port))
    server.mails = [m for m in server.mails if m[0] != 2]
    gone = plugin.job(settings=settings(server.port), cursor=gone.cursor)
    assert gone.ok and "keeps back" not in gone.text and gone.coverage["complete"] and not gone.touches, str(gone)
    # A mailbox that keeps back more than can be remembered stays where it was.
    server.mails = [(uid, header(number=uid)) for uid in range(1, 301)]
    server.next_uid = 301
    hidden.update(range(1, 200))
    many = plugin.job(settings=settings(server.port))
    assert many.kind == "temporary" and "does not show the mails in INBOX" in many.text, str(many)
    hidden.clear()
    well = plugin.job(settings=settings(server.port), cursor=many.cursor)
    server.stop()
    assert well.ok and len(well.touches) == 300 and well.coverage["complete"], str(well)


def answer_to(nudge):
    return (f"From: sam@example.org\r\nTo: sam@example.org\r\nMessage-ID: <r1@x>\r\nIn-Reply-To: <kith.{nudge}@example.org>\r\n"
            "\r\n").encode()


def opened(head, text):
    """The first mail, with its beginning."""
    return (b"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM)] {%d}\r\n" % len(head) + head
            + b" BODY[TEXT]<0> {%d}\r\n" % len(text) + text + b")\r\n")


def refused_words():
    """A reply whose words a server does not show just now is heard at a later try, once."""
    reply = answer_to("00112233445566778899aabbccddeeff")
    for refusal in (b" NO [SERVERBUG] Internal error\r\n", b" NO [INUSE] locked\r\n", b" NO no\r\n", b" OK\r\n"):
        refuse = [True]

        def fetch(connection, tag, line):
            if b"BODY.PEEK[TEXT]" not in line:
                return server.answer(connection, tag, line)
            if refuse[0]:
                return connection.sendall(tag + refusal)
            return connection.sendall(opened(reply, b"done\r\n") + tag + b" OK\r\n")

        server = BadImap({"UID FETCH": fetch}, [(1, reply)])
        seen = plugin.job(settings=settings(server.port))
        for _ in range(2):
            assert seen.ok and not seen.of("reply") and "keeps back a mail in INBOX" in seen.text, str(seen)
            seen = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        refuse[0] = False
        heard = plugin.job(settings=settings(server.port), cursor=seen.cursor)
        assert heard.ok and "keeps back" not in heard.text and [r["text"] for r in heard.of("reply")] == ["done"], str(heard)
        again = plugin.job(settings=settings(server.port), cursor=heard.cursor)
        assert again.ok and not again.of("reply") and "keeps back" not in again.text, str(again)
        refuse[0] = True
        seen, runs = plugin.job(settings=settings(server.port)), 0
        while "keeps back" in seen.text:
            runs += 1
            seen = plugin.job(settings=settings(server.port), cursor=seen.cursor, now=NOW + runs * 3 * 3600)
            assert runs < 20, str(seen)
        assert runs > 8 and "goes on without it" in seen.text, (runs, str(seen))
        server.stop()


def answer_elsewhere():
    """A reply in a piece that was not read to its end is opened in its own folder or not at all, and heard later; and a
    mail is opened only as the reply it was taken for."""
    reply = answer_to("00112233445566778899aabbccddeeff")
    private = header("sam@example.org")
    state = {"folder": b"", "resting": True, "another": False, "bodies": 0}

    def examine(connection, tag, line):
        state["folder"] = line
        server.answer(connection, tag, line)

    def fetch(connection, tag, line):
        inbox = b"INBOX" in state["folder"]
        if b"BODY.PEEK[TEXT]" in line:
            state["bodies"] += 1
            mine = inbox and not state["another"]
            return connection.sendall((opened(reply, b"done") if mine else opened(private, b"Dear doctor")) + tag + b" OK\r\n")
        said = fetched(1, 1, reply if inbox else private)
        if inbox and state["resting"]:
            return connection.sendall(said + tag + b" NO [UNAVAILABLE] resting\r\n")
        connection.sendall(said + fetched(2, 2, private) + tag + b" OK\r\n")

    server = BadImap({"LIST": lists((b"", b"INBOX"), (b"\\Sent", b"Sent")), "EXAMINE": examine, "UID FETCH": fetch},
                     [(1, b""), (2, b"")])
    seen = plugin.job(settings=settings(server.port))
    assert seen.kind == "temporary" and not seen.of("reply") and state["bodies"] == 0, (state, str(seen))
    state |= {"resting": False, "another": True}
    odd = plugin.job(settings=settings(server.port), cursor=seen.cursor)
    assert state["bodies"] == 1 and not odd.of("reply") and "keeps back a mail in INBOX" in odd.text, (state, str(odd))
    state["another"] = False
    for cursor in (seen.cursor, odd.cursor):
        heard = plugin.job(settings=settings(server.port), cursor=cursor)
        assert heard.ok and [r["text"] for r in heard.of("reply")] == ["done"], str(heard)
    server.stop()


def endless_answers():
    """Answers that never end cost neither memory nor the whole time, and are called what they are."""
    def endless(data):
        def flood(connection, tag, line):
            while True:
                connection.sendall(data)
        return flood

    odd = b"* SEARCH " + b" ".join(b"%d" % i for i in range(1, 100_000, 2)) + b"\r\n"
    words = b"* CAPABILITY " + b" ".join(b"X%d" % i for i in range(8000)) + b"\r\n"
    asked = []

    def later(connection, tag, line):
        asked.append(line)  # libcurl asks first, on each of its connections, and looks after itself
        return server.answer(connection, tag, line) if len(asked) <= server.connections else endless(words)(connection, tag, line)

    server = BadImap({"CAPABILITY": later}, [(1, header())])
    outcome = told(server, "temporary", "sent too long an answer")
    assert SANITIZED or outcome.end["max_rss_kb"] < 45_000, outcome.end
    name = b'* LIST () "/" "' + b"x" * 60_000 + b'"\r\n'
    for command, data in (("UID SEARCH", odd), ("STATUS", b"* OK still here\r\n" * 100), ("LIST", name)):
        outcome = told(BadImap({command: endless(data)}, [(1, header())]), "temporary", "sent too long an answer")
        assert SANITIZED or (outcome.end["max_rss_kb"] < 45_000 and outcome.end["took_ms"] < 10_000), (command, outcome.end)
    outcome = told(BadImap({"STATUS": endless(b"* 3 EXISTS\r\n" * 1000)}, [(1, header())]), "temporary", "did not answer in time",
                   deadline_ms=4000)
    assert outcome.end["took_ms"] < 4000, outcome.end


def restless_numbers():
    """A mailbox that has another UIDVALIDITY at every look is not read as a whole each time, and what is new is seen."""
    mails = [(uid, header(number=uid)) for uid in range(1, 4)]
    count = [7]

    def status(connection, tag, line):
        count[0] += 1
        connection.sendall(b"* STATUS INBOX (UIDVALIDITY %d UIDNEXT %d)\r\n" % (count[0], server.next_uid) + tag + b" OK\r\n")

    def examine(connection, tag, line):
        count[0] += at_examine
        connection.sendall(b"* OK [UIDVALIDITY %d] ok\r\n* OK [UIDNEXT %d] ok\r\n" % (count[0], server.next_uid) + tag + b" OK\r\n")

    for at_examine in (0, 1):
        server = BadImap({"STATUS": status, "EXAMINE": examine}, mails)
        cursor, days = {}, []
        for run in range(7):
            server.commands.clear()
            seen = plugin.job(settings=settings(server.port), **cursor)
            assert seen.ok and seen.coverage["complete"] and seen.touches, str(seen)
            cursor = {"cursor": seen.cursor}
            days += [c.rsplit(b" ", 1)[1] for c in server.commands if b"SINCE" in c]
        server.stop()
        assert days[:2] == [b"1-Sep-2025"] * 2 and days[-3:] == [b"28-Feb-2026"] * 3, days


def looking_closer():
    """A search in a folder that is not read goes piece by piece, and its failure is none of the mailbox."""
    mails = [(uid, header(number=uid)) for uid in range(1, 1201)]
    server = BadImap({"LIST": lists((b"", b"INBOX"), (b"", b"Sent"), (b"", b"Old"))}, mails)
    seen = plugin.job(settings=settings(server.port), all=True)
    searches = [c for c in server.commands if b" OR " in c]
    assert seen.ok and len(searches) == 3 and searches[0].startswith(b"UID SEARCH UID 701:1200 "), searches
    assert any("seems to be there (1200)" in s["because"] for s in seen.of("skipped")), str(seen)

    def silent(connection, tag, line):
        return server.wait() if b" OR " in line else server.answer(connection, tag, line)

    server.replace["UID SEARCH"] = silent
    seen = plugin.job(settings=settings(server.port), all=True, deadline_ms=9000)
    server.stop()
    assert seen.ok and seen.coverage["complete"], str(seen)


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        return lab.run([*lab.given((refusals, tokens, broken_folder, from_a_backup, name_as_shown), authority, folder), wrong_settings, password_ways, their_own_words, over_the_limit, blank_lines, who_is_there, named_like_the_password, passing_refusals, stalls, drips, floods, forgeries,
                        nonsense, cursor_stays, one_bad_mail, poisoned, alone, searched, lone_refusal, vanishing, closed_folders,
                        half_a_conversation, long_names, one_by_one, folders_of_others, locked_mailbox, withheld_mails, refused_words, answer_elsewhere, endless_answers, restless_numbers, looking_closer])


sys.exit(main())
