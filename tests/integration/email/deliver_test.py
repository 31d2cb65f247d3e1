#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Offers by mail: through a real submission server to one that keeps them, and past servers that go wrong."""

import email
import email.policy
import re
import socket
import sys
import threading
import time

import lab

plugin = lab.Plugin(*sys.argv[1:4])
ID = "0123456789abcdef0123456789abcdef"
NUDGE = {"nudge": ID, "connection": "ana", "title": "A hello for Ana?", "body": "One line is plenty.", "step": "one-line",
         "open": "mailto:ana@example.net", "answers": ["going", "smaller", "later"], "labels": ["Say hi", "Smaller", "Not now"],
         "reply_with": "Reply with"}


def deliver(settings, deadline_ms=20_000, **nudge):
    return plugin.job(call="deliver", deadline_ms=deadline_ms, nudge=NUDGE | nudge, settings=settings, addresses=[])


def to_sink(sink, **more):
    return {"smtp": f"smtp://127.0.0.1:{sink.port}", "unencrypted": True, "to": "sam@example.org"} | more


def parsed(raw):
    for line in raw.decode("ascii").split("\r\n"):
        assert len(line) <= 78 or re.match("(Message-ID|In-Reply-To|References): ", line), line
    return email.message_from_bytes(raw, policy=email.policy.default)


def submission(authority, folder, sink):
    """STARTTLS and TLS, with a login, as providers have it; and what arrives."""
    server = lab.Dovecot(folder / "submission", authority, relay_port=sink.port)
    try:
        account = {"imap": f"imaps://localhost:{server.imaps}", "user": "sam", "ca": str(authority.pem),
                   "to": "sam@example.org", "from": "kith@example.org"}
        ways = [account | {"smtp": f"smtp://localhost:{server.submission}"},
                account | {"smtp": f"smtps://localhost:{server.submissions}"},
                account | {"smtp": f"smtps://localhost:{server.submissions}", "auth": "login"}]
        for way in ways:
            done = deliver(way)
            assert done.ok and done.end["delivered"] and len(done.of("receipt")) == 1, str(done)
        assert len(sink.messages()) == 3
        mail = parsed(sink.messages()[-1])
        assert mail["From"] == "Kith <kith@example.org>" and mail["To"] == "sam@example.org", mail["From"]
        assert mail["Reply-To"] == "sam@example.org"
        assert mail["Subject"] == "A hello for Ana?"
        assert mail["Message-ID"] == f"<kith.{ID}@example.org>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert abs(email.utils.parsedate_to_datetime(mail["Date"]).timestamp() - time.time()) < 300
        assert mail.get_content_type() == "multipart/alternative"
        text, page = (part.get_content() for part in mail.iter_parts())
        assert text.splitlines() == ["A hello for Ana?", "", "One line is plenty.", "", "Say hi: mailto:ana@example.net", "",
                                     "Reply with: Say hi · Smaller · Not now"], text
        assert '<a href="mailto:ana@example.net">Say hi</a>' in page, page
        assert "<img" not in page and "http" not in page and "style" not in page

        wrong = deliver(ways[0] | {"smtp_user": "other"})
        assert wrong.ok, "the other account has the same password"
        refused = plugin.job(call="deliver", nudge=NUDGE, settings=ways[0], secrets={"password": "wrong"}, deadline_ms=20_000)
        assert refused.kind == "auth" and "login of sam" in refused.text, str(refused)
    finally:
        server.stop()


def hostile_words(sink):
    """Names and words can add no header and no markup, and every letter arrives."""
    before = len(sink.messages())
    title = "Ana\r\nBcc: evil@example.com\r\n\r\n<b>Zoë & \"Żółć\" 日本語\x1b[31m" + "é" * 60
    body = ".\r\n..\n.hidden\nFrom here on\n" + "ü" * 200 + " <script>"
    done = deliver(to_sink(sink), title=title, body=body, open='javascript:alert("x")')
    assert done.ok, str(done)
    raw = sink.messages()[before]
    mail = parsed(raw)
    assert set(mail.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "References", "Auto-Submitted", "MIME-Version",
                                "Content-Type"}, mail.keys()
    assert mail["Subject"].startswith('Ana Bcc: evil@example.com <b>Zoë & "Żółć" 日本語[31mééé'), mail["Subject"]
    text, page = (part.get_content() for part in mail.iter_parts())
    assert ". .. .hidden From here on üüü" in text.replace("\r\n", "\n"), text
    assert "<script>" not in page and "javascript" not in raw.decode() and "\x1b" not in raw.decode()
    assert "&lt;b&gt;Zoë &amp; &quot;Żółć&quot;" in page, page


def shown_again(sink):
    """The same words are no second mail; other words are one, in the same thread."""
    before = len(sink.messages())
    first = deliver(to_sink(sink))
    receipt = first.of("receipt")[0]["receipt"]
    again = deliver(to_sink(sink), replaces=True, previous=receipt)
    assert again.ok and len(sink.messages()) == before + 1
    other = deliver(to_sink(sink), replaces=True, previous=receipt, title="A smaller hello for Ana?")
    assert other.ok and len(sink.messages()) == before + 2
    mail = parsed(sink.messages()[-1])
    assert re.fullmatch(f"<kith.{ID}.[0-9a-f]{{16}}@example.org>", mail["Message-ID"])
    first = f"<kith.{ID}@example.org>"
    assert mail["In-Reply-To"] == first and mail["References"] == f"<kith.{ID}.thread@example.org>", mail["References"]


def discreet(sink):
    """kithd sees to the words; a link would name somebody all the same."""
    before = len(sink.messages())
    assert deliver(to_sink(sink), discreet=True, title="A small idea", body="Whenever you like.").ok
    mail = parsed(sink.messages()[before])
    everything = mail["Subject"] + "".join(part.get_content() for part in mail.iter_parts())
    assert "Ana" not in everything and "ana@" not in everything and "Whenever you like" in everything


def refusals(sink):
    """5xx is the next deliverer's turn; 4xx is tried again, and told when it lasts."""
    before = len(sink.messages())
    done = deliver(to_sink(sink, to="reject@example.org", **{"from": "sam@example.org"}))
    assert done.kind == "refused" and "no such user" in done.text, str(done)
    done = deliver(to_sink(sink, to="later-once@example.org", **{"from": "sam@example.org"}))
    assert done.ok and len(sink.messages()) == before + 1, str(done)
    done = deliver(to_sink(sink, to="later@example.org", **{"from": "sam@example.org"}), deadline_ms=12_500)
    assert done.kind == "temporary" and "greylisted" in done.text, str(done)
    for wrong in ("not an address", "a@b@c", "<sam@example.org>", "sam@example.org\r\nRCPT TO:<x@y.example>", "zoë@example.org"):
        done = deliver(to_sink(sink, to=wrong))
        assert done.kind == "config" and done.text.startswith("to: write your address"), str(done)
    done = deliver({"imap": "imaps://mail.example.org", "user": "sam"})
    assert done.kind == "config" and done.text.startswith("smtp: "), str(done)
    assert len(sink.messages()) == before + 1


class BadSmtp:
    """Speaks as told: `answers` maps a command's beginning to what is said, None closes the line."""

    def __init__(self, greeting=b"220 hi\r\n", **answers):
        self.greeting, self.connections, self.said = greeting, 0, []
        self.answers = {"EHLO": b"250-hello\r\n250 8BITMIME\r\n", "MAIL": b"250 ok\r\n", "RCPT": b"250 ok\r\n",
                        "DATA": b"354 go on\r\n", "dot": b"250 kept\r\n", "QUIT": b"221 bye\r\n"} | answers
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.dots = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        self.connections += 1
        connection.sendall(self.greeting)
        data = False
        lines = iter(connection.makefile("rb"))
        for line in lines:
            word = line[:4].decode("latin-1").upper().strip()
            if not data:
                self.said.append(line.strip().decode("latin-1"))
            if data:
                if line != b".\r\n":
                    continue
                data, word = False, "dot"
                self.dots += 1
            if word == "AUTH" and len(line.split()) == 2:
                connection.sendall(b"334 \r\n")
                next(lines)
            answer = self.answers.get(word, b"500 what\r\n")
            if answer is None:
                connection.shutdown(socket.SHUT_RDWR)
                return
            data = word == "DATA" and answer.startswith(b"354")
            connection.sendall(answer)

    def stop(self):
        self.listener.close()


def lines_that_break():
    """Only from the last dot on may a mail have arrived; then it is never sent again."""
    def ends(kind, words, dots, deadline_ms=12_000, **answers):
        server = BadSmtp(**answers)
        done = deliver(to_sink(server), deadline_ms=deadline_ms)
        server.stop()
        assert not done.ok and done.kind == kind and words in done.text and not done.end["delivered"], str(done)
        assert server.dots == dots, server.dots

    ends("unknown", "broke the connection off after the whole mail", 1, dot=None)
    ends("unknown", "no SMTP after the whole mail", 1, dot=b"hello\r\n")
    ends("unknown", "did not answer in time after the whole mail", 1, dot=b"", deadline_ms=2500)
    ends("temporary", "451 later", 2, dot=b"451 later\r\n")
    ends("refused", "550 no such account; see https://x.example", 0, RCPT=b"550-no such account;\r\n550 see https://x.example\r\n")
    ends("refused", "554 no too dull", 1, dot=b"554-no\r\n554 too dull\r\n")
    ends("temporary", "broke the connection off", 0, DATA=None, deadline_ms=9000)
    ends("temporary", "broke the connection off", 0, MAIL=None, deadline_ms=9000)
    ends("refused", "did not take mail from your address", 0, MAIL=b"550 no\r\n")
    ends("temporary", "421 closing", 0, RCPT=b"421 closing\r\n", deadline_ms=9000)
    ends("refused", "503", 0, DATA=b"503 bad order\r\n")
    ends("temporary", "too long an answer", 0, MAIL=b"250-x\r\n" * 4000, deadline_ms=9000)


def logins():
    """PLAIN and LOGIN come before what a password cannot do; and no login is no sending in silence."""
    class Offers(BadSmtp):
        def __init__(self, ways, auth=b"235 in\r\n", **answers):
            super().__init__(EHLO=b"250-hello\r\n" + ways + b"250 8BITMIME\r\n", AUTH=auth, **answers)

    def ends(server, kind, words, connections=1, **secrets):
        done = plugin.job(call="deliver", deadline_ms=20_000, nudge=NUDGE, addresses=[],
                          settings=to_sink(server, user="sam", auth="auto"), secrets=secrets or {"password": "secret"})
        server.stop()
        assert done.kind == kind and words in done.text and "eyJz" not in done.text, str(done)
        assert server.connections == connections, server.connections
        return server.said

    said = ends(Offers(b"250-AUTH GSSAPI NTLM DIGEST-MD5 CRAM-MD5 PLAIN LOGIN\r\n"), "none", "")
    assert any(line.startswith("AUTH PLAIN") for line in said), said
    said = ends(Offers(b""), "config", "offers no login there; check the port, or write `smtp_user: \"\"` if it wants none")
    assert not any(line.startswith("MAIL") for line in said), said
    server = BadSmtp()
    assert deliver(to_sink(server, user="sam", smtp_user="")).ok, "an empty name is no login"
    server.stop()
    plain = b"250-AUTH PLAIN\r\n"
    ends(Offers(plain, b"535 5.7.8 Wrong password, please try again\r\n"), "auth", "or token: Wrong password, please try again")
    ends(Offers(plain, b"534 5.7.9 Application-specific password required\r\n"), "auth",
         "of sam: Application-specific password required")
    ends(Offers(plain, greeting=b"554 5.7.1 your address is on a list\r\n"), "refused", "away: your address is on a list")
    ends(Offers(plain, b"454 4.7.0 Temporary failure\r\n"), "temporary", "no login just now: Temporary failure", 4)
    said = ends(Offers(plain), "config", "offers no such login there", token="stale")
    assert not any(line.startswith("AUTH") for line in said), "a token is no password"
    stale = Offers(b"250-AUTH PLAIN XOAUTH2\r\n", b"334 eyJzdGF0dXMiOiI0MDAifQ==\r\n")
    said = ends(stale, "auth", "refused the login of sam; check the user name and the password or token", token="stale")
    assert "eyJz" not in said, said
    ends(Offers(plain, greeting=b"421 4.7.0 too many connections\r\n"), "temporary", "just now: too many connections", 4)


def greetings():
    """The name of a home computer is none in the DNS, and some servers turn away whoever greets with it."""
    for path, name in (("", "[127.0.0.1]"), ("/", "[127.0.0.1]"), ("/desk.example.org", "desk.example.org"), ("/a b", None)):
        server = BadSmtp()
        done = deliver(to_sink(server) | {"smtp": f"smtp://127.0.0.1:{server.port}{path}"})
        server.stop()
        assert done.ok and server.said[0] == f"EHLO {name}" if name else done.kind == "config", (server.said, str(done))


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        sink = lab.Sink(folder / "sink")

        def given(test, *arguments):
            def with_arguments():
                test(*arguments)
            with_arguments.__name__ = test.__name__
            return with_arguments

        try:
            return lab.run([given(submission, authority, folder, sink), given(hostile_words, sink), given(shown_again, sink),
                            given(discreet, sink), given(refusals, sink), lines_that_break, logins,
                            greetings])
        finally:
            sink.stop()


sys.exit(main())
