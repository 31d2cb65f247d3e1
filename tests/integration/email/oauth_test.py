#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Mail looked at and sent with OAuth tokens: by servers that take nothing else, with tokens as long as providers give
them; and the whole way, with a token that a command prints and one of GNOME Online Accounts."""

import base64
import email
import email.policy
import pathlib
import sys
import time

import lab
from lab import DAY, message
from oauth import Tokens

for room in ("daemon", "secrets"):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / room))
from life import Life  # noqa: E402
from places import Home  # noqa: E402

plugin = lab.Plugin(*sys.argv[1:4])
PREFIX = sys.argv[4]
SHORT = "ya29." + "a" * 20
LONG = "eyJ0eXAiOiJKV1QifQ." + "b" * 2400  # which no first line of a login holds
NUDGE = {"nudge": "0123456789abcdef0123456789abcdef", "connection": "ana", "title": "A hello for Ana?", "body": "One line is plenty.",
         "step": "one-line", "open": "mailto:ana@example.net", "answers": ["going"], "labels": ["Say hi"], "reply_with": "Reply with"}


def deliver(settings, token, **secrets):
    return plugin.job(call="deliver", deadline_ms=20_000, nudge=NUDGE, settings=settings, secrets={"token": token} | secrets, addresses=[])


def is_quiet_about(outcome, token):
    said = str(outcome) + str(outcome.all) + outcome.text
    return token not in said and base64.b64encode(token.encode()).decode()[:20] not in said


def dovecot(authority, folder):
    """Dovecot's IMAP and submission, neither of which takes a password: STARTTLS and TLS, both ways to hand a token over."""
    tokens, sink = Tokens(SHORT, LONG), lab.Sink(folder / "sink")
    server = lab.Dovecot(folder / "dovecot", authority, relay_port=sink.port, extra=tokens.dovecot(folder, only=True))
    try:
        server.put("INBOX", message())
        server.ready()
        account = {"user": "sam", "ca": str(authority.pem), "to": "sam@example.org"}
        imap = [f"imap://localhost:{server.imap}", f"imaps://localhost:{server.imaps}"]
        smtp = [f"smtp://localhost:{server.submission}", f"smtps://localhost:{server.submissions}"]
        sent = 0
        for auth in ("auto", "xoauth2", "oauthbearer"):
            for token in (SHORT, LONG + "\n"):
                for url in imap:
                    seen = plugin.job(settings=account | {"imap": url, "auth": auth}, secrets={"token": token})
                    assert seen.ok and len(seen.touches) == 1, (auth, url, len(token), str(seen))
                for url in smtp:
                    done = deliver(account | {"smtp": url, "auth": auth}, token)
                    sent += 1
                    assert done.ok and done.end["delivered"], (auth, url, len(token), str(done))
                    assert len(sink.messages()) == sent
        stale = "stale-" + "c" * 30
        for auth, url in (("auto", smtp[1]), ("xoauth2", smtp[0]), ("oauthbearer", smtp[1])):
            asked = len(tokens.asked)
            done = deliver(account | {"smtp": url, "auth": auth}, stale)
            assert done.kind == "auth" and "refused the login of sam" in done.text and "token" in done.text, (auth, str(done))
            assert is_quiet_about(done, stale) and not done.end["delivered"], str(done)
            assert len(tokens.asked) == asked + 1, "no storm of logins"
        # A password is not tried where a token is wanted, nor a token where a password is.
        done = plugin.job(call="deliver", nudge=NUDGE, addresses=[], settings=account | {"smtp": smtp[1]}, secrets={"password": "secret"})
        assert not done.ok and done.kind in ("auth", "config"), str(done)
        assert len(sink.messages()) == sent
    finally:
        server.stop()
        sink.stop()
        tokens.stop()


def another_server(authority, folder):
    """aiosmtpd, which wants STARTTLS and XOAUTH2 and tells its reason in a challenge, as large providers do."""
    taken = folder / "taken"
    taken.write_text(f"{SHORT}\n{LONG}\n")
    sink = lab.Sink(folder / "bearers", taken, authority)
    try:
        account = {"smtp": f"smtp://localhost:{sink.port}", "user": "sam", "ca": str(authority.pem), "to": "sam@example.org"}
        for count, (auth, token) in enumerate((("auto", SHORT), ("xoauth2", SHORT), ("auto", LONG), ("xoauth2", LONG)), 1):
            done = deliver(account | {"auth": auth}, token)
            assert done.ok and done.end["delivered"] and len(sink.messages()) == count, (auth, len(token), str(done))
        for stale in ("stale-" + "c" * 30, "stale-" + "d" * 2400):
            done = deliver(account, stale)
            assert done.kind == "auth" and "refused the login of sam" in done.text, str(done)
            assert is_quiet_about(done, stale) and "eyJz" not in done.text, str(done)
        done = deliver(account | {"auth": "oauthbearer"}, SHORT)
        assert done.kind == "config" and "offers no such login there" in done.text, str(done)
        # A password of its own for sending counts before the token that reads the mail.
        done = deliver(account, SHORT, smtp_password="secret")
        assert done.kind == "config" and "offers no such login there" in done.text, str(done)
        assert len(sink.messages()) == 4
    finally:
        sink.stop()


CONFIG = """version: 1
you: {name: Sam, addresses: [sam@example.org], timezone: UTC}
deliver: [post]
connections:
  - {id: ana, name: Ana, circle: wide, addresses: [ana@example.net]}
plugins:
  - id: post
    plugin: email
    settings:
      imap: "imaps://localhost:@IMAPS@"
      smtp: "smtp://localhost:@SMTP@"
      user: sam
      to: sam@example.org
      token: {secret: post}
      ca: @CA@
secrets:
  post: @FROM@
"""


def the_whole_way(authority, folder):
    """kithd has the token from the user's command, and from GNOME Online Accounts; with it mail is looked at and sent."""
    tokens, sink = Tokens("by-command", "by-gnome"), lab.Sink(folder / "whole-sink")
    server = lab.Dovecot(folder / "whole", authority, relay_port=sink.port, extra=tokens.dovecot(folder, only=True))
    home = Home()
    home.bus()
    home.gnome([{"id": "account_1", "identity": "sam@example.org", "provider": "google", "token": "by-gnome"}])
    life = Life(PREFIX, "version: 1\n", DBUS_SESSION_BUS_ADDRESS=home.env["DBUS_SESSION_BUS_ADDRESS"])
    now = time.time()

    def configure(source):
        life.write(CONFIG.replace("@IMAPS@", str(server.imaps)).replace("@SMTP@", str(server.submission))
                   .replace("@CA@", str(authority.pem)).replace("@FROM@", source))

    def rings(token):
        before, tokens.asked[:] = len(sink.messages()), []
        said = life.kith("doctor", "--ring")
        assert said.returncode == 0 and "post: has brought a sample just now." in said.stdout, said.stdout + said.stderr
        assert "post: read just now." in said.stdout and len(sink.messages()) == before + 1, said.stdout
        assert set(tokens.asked) == {token}, tokens.asked
        sample = email.message_from_bytes(sink.messages()[-1], policy=email.policy.default)
        assert "A sample from Kith" in sample["Subject"] + sample.get_body(("plain",)).get_content(), sample

    try:
        server.put("INBOX", message("ana@example.net", at=now - 2 * DAY), now - 2 * DAY)
        server.ready()
        printed = life.dir / "printed"
        printed.write_text("by-command\n")
        configure(f"{{command: [cat, {printed}]}}")
        life.start()
        rings("by-command")
        assert life.json("show", "ana")["past"], "the contact is seen"
        printed.write_text("expired-since\n")
        said = life.kith("doctor", "--ring")
        assert said.returncode == 1 and said.stdout.count("refused the login of sam") == 1, said.stdout
        assert "expired-since" not in said.stdout and len(sink.messages()) == 1, said.stdout
        printed.write_text("by-command\n")
        rings("by-command")
        configure("{gnome: sam@example.org}")
        life.until(lambda: life.kith("reload").returncode == 0, "the new place of the token is taken")
        rings("by-gnome")
        assert not life.health(), life.health()
    finally:
        life.close()
        home.close()
        server.stop()
        sink.stop()
        tokens.stop()


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        return lab.run(lab.given((dovecot, another_server, the_whole_way), authority, folder))


sys.exit(main())
