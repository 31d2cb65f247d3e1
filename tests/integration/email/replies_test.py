#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Answers by reply: only the person's own replies to an offer are opened; and the whole way, from an offer of the real
kithd by mail to a reply in the mailbox."""

import datetime
import email
import email.policy
import pathlib
import sqlite3
import sys
import time

import lab
from lab import DAY, NOW, message

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "daemon"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "time"))
from life import Life  # noqa: E402
from owned_clock import OwnedClock  # noqa: E402

plugin = lab.Plugin(*sys.argv[1:4])
PREFIX = sys.argv[4]
SHIM = sys.argv.pop(5)
ID = "0123456789abcdef0123456789abcdef"


def reply(text, sender="sam@example.org", to="sam@example.org", nudge=ID, at=NOW - 3600, **headers):
    head = message(sender, to, at, In_Reply_To=f"<kith.{nudge}@example.org>", **headers)
    return head.replace("Nor this.\r\n", text + "\r\n")


def only_own(authority, folder):
    """What is opened, on the wire; and what comes of it."""
    server = lab.Dovecot(folder / "own", authority)
    try:
        with lab.Tap(server.imap) as tap:
            config = {"imap": f"imap://127.0.0.1:{tap.port}", "user": "sam", "unencrypted": True}
            for text in (reply("yes", "ana@example.net"), reply("yes", "Sam <ana@example.net>"), reply("yes", nudge=ID[:-1]),
                         reply("yes", Auto_Submitted="auto-replied"), reply("yes", at=NOW - 20 * DAY),
                         message("sam@example.org", "sam@example.org"), reply("yes", "sam@example.org, ana@example.net")):
                server.put("INBOX", text, NOW - (20 * DAY if "10 Feb" in text else 3600))
            server.ready()
            first = plugin.job(settings=config)
            assert first.ok and not first.of("reply"), str(first)
            assert b"BODY.PEEK[TEXT]" not in tap.take()

            mine = reply("met Ana\r\n\r\nOn Monday, Kith wrote:\r\n> A hello for Ana?")
            server.put("INBOX", mine, NOW - 60)
            server.put("Sent", mine, NOW - 60)
            server.ready()
            second = plugin.job(settings=config, cursor=first.cursor)
            heard = second.of("reply")
            assert len(heard) == 1 and heard[0]["nudge"] == ID and heard[0]["text"] == "met Ana", str(second)
            assert datetime.datetime.fromisoformat(heard[0]["at"]).timestamp() == NOW - 3600, heard
            said = tap.take()
            assert said.count(b"BODY.PEEK[TEXT]<0.65536>") == 1 and b"SUBJECT" not in said.upper()
            assert not plugin.job(settings=config, cursor=second.cursor).of("reply")
            server.put("INBOX", reply("done").replace("In-Reply-To: ", "In-Reply-To: <first@lab.example>\r\n "), NOW - 30)
            server.ready()
            third = plugin.job(settings=config, cursor=second.cursor)
            assert [r["text"] for r in third.of("reply")] == ["done"], str(third)
    finally:
        server.stop()


def renamed(offer):
    """An offer as it arrives where the sending server gave it a Message-ID of its own."""
    lines = offer.split("\r\n")
    return "\r\n".join("Message-ID: <AM0PR01MB42@provider.example>" if line.startswith("Message-ID: ") else line
                       for line in lines)


def answer_to(arrived, text, sender="sam@example.org", to="sam@example.org", at=NOW - 3600):
    """A reply as mail programs write it: RFC 5322, 3.6.4."""
    parent = email.message_from_string(arrived, policy=email.policy.default)
    before = " ".join(filter(None, (parent["References"], parent["Message-ID"])))
    return message(sender, to, at, In_Reply_To=parent["Message-ID"], References=before).replace("Nor this.\r\n", text + "\r\n")


def by_references(authority, folder):
    """An offer whose Message-ID was replaced on its way is known by its References; of few mails they are asked for, by
    pass and by search."""
    for way in ("headers", "search", "auto"):
        sink = lab.Sink(folder / f"{way}-sink")
        server = lab.Dovecot(folder / way, authority)
        try:
            with lab.Tap(server.imap) as tap:
                account = {"imap": f"imap://127.0.0.1:{tap.port}", "user": "sam", "unencrypted": True, "read": way,
                           "smtp": f"smtp://127.0.0.1:{sink.port}", "smtp_user": "", "to": "sam@example.org"}
                nudge = {"nudge": ID, "connection": "ana", "title": "A hello for Ana?", "body": "One line.", "step": "one-line"}
                done = plugin.job(call="deliver", nudge=nudge, settings=account, addresses=[])
                assert done.ok, str(done)
                offer = sink.messages()[-1].decode()
                arrived = renamed(offer)
                server.put("INBOX", arrived, NOW - 7200)
                server.put("INBOX", message("stranger@other.example"))
                server.ready()
                first = plugin.job(settings=account)
                assert first.ok and not first.of("reply"), str(first)
                tap.take()

                nobodys = "Message-ID: <other@lab.example>\r\n\r\n"
                for text in (answer_to(arrived, "done", "ana@example.net"), answer_to(arrived, "done", to="ana@example.net"),
                             answer_to(arrived, "done", at=NOW - 20 * DAY), answer_to(nobodys, "a note"),
                             message("stranger@other.example"), message("sam@example.org", "stranger@other.example")):
                    server.put("INBOX", text, NOW - (20 * DAY if "10 Feb" in text else 3600))
                server.ready()
                second = plugin.job(settings=account, cursor=first.cursor)
                said = tap.take()
                assert second.ok and not second.of("reply") and b"BODY.PEEK[TEXT]" not in said, str(second)
                assert said.count(b"FROM IN-REPLY-TO REFERENCES)") == 1, said

                mine = answer_to(arrived, "met Ana\r\n\r\nOn Monday, Kith wrote:\r\n> A hello for Ana?")
                server.put("INBOX", mine, NOW - 60)
                server.put("Sent", mine, NOW - 60)
                server.ready()
                third = plugin.job(settings=account, cursor=second.cursor)
                assert [(r["nudge"], r["text"]) for r in third.of("reply")] == [(ID, "met Ana")], str(third)
                assert tap.take().count(b"BODY.PEEK[TEXT]<0.65536>") == 1
                server.put("INBOX", reply("done"), NOW - 30)  # where the id was left as it was
                server.ready()
                fourth = plugin.job(settings=account, cursor=third.cursor)
                assert [r["text"] for r in fourth.of("reply")] == ["done"], str(fourth)

                # What one writes to oneself in answer to one's own reply is left alone, whatever became of the ids.
                for begin in (mine, answer_to(offer, "done")):
                    server.put("INBOX", answer_to(begin, "yes"), NOW - 20)
                server.ready()
                fifth = plugin.job(settings=account, cursor=fourth.cursor)
                assert fifth.ok and not fifth.of("reply"), str(fifth)
                # The smaller offer in the same thread.
                done = plugin.job(call="deliver", nudge=nudge | {"replaces": True, "title": "A smaller one?"}, settings=account, addresses=[])
                smaller = sink.messages()[-1].decode()
                assert done.ok and smaller != offer, str(done)
                for text in (answer_to(renamed(smaller), "later"), answer_to(smaller, "skip")):
                    server.put("INBOX", text, NOW - 10)
                server.ready()
                sixth = plugin.job(settings=account, cursor=fifth.cursor)
                assert sorted(r["text"] for r in sixth.of("reply")) == ["later", "skip"], str(sixth)
        finally:
            server.stop()
            sink.stop()


CONFIG = """version: 1
you: {name: Sam, addresses: [sam@example.org], timezone: UTC}
hours:
  slots: ["00:00", "06:00", "12:00", "18:00"]
  open_for: 6 hours
  quiet: {from: "00:00", to: "00:00", weekend_to: "00:00"}
policy: {settle_h: 0}
deliver: [post]
connections:
  - {id: ana, name: Ana, circle: inner, addresses: [ana@example.net], steps: [letter, one-line]}
  - {id: lee, name: Lee, circle: close, addresses: [lee@example.net]}
  - {id: leo, name: Leo, circle: wide, addresses: [leo@example.net]}
plugins:
  - id: post
    plugin: email
    settings:
      imap: "imaps://localhost:@IMAPS@"
      smtp: "smtp://localhost:@SMTP@"
      user: sam
      to: sam@example.org
      password: {secret: post}
      ca: @CA@
secrets:
  post: {file: @DIR@/password}
"""


def the_whole_way(authority, folder):
    sink = lab.Sink(folder / "sink")
    server = lab.Dovecot(folder / "whole", authority, relay_port=sink.port)
    life = Life(PREFIX, "version: 1\n")
    now = time.time()
    try:
        life.write(CONFIG.replace("@IMAPS@", str(server.imaps)).replace("@SMTP@", str(server.submission))
                   .replace("@CA@", str(authority.pem)))
        (life.dir / "password").write_text("secret\n")
        (life.dir / "password").chmod(0o600)
        for name, ago in (("ana", 12), ("lee", 2), ("leo", 2)):
            server.put("INBOX", message(f"{name}@example.net", at=now - ago * DAY), now - ago * DAY)
        server.ready()
        life.start()
        life.until(sink.messages, "an offer comes by mail")
        life.until(lambda: (life.json("status")["outstanding"] or {}).get("state") == "delivered", "its receipt")
        offer = email.message_from_bytes(sink.messages()[0], policy=email.policy.default)
        nudge = offer["Message-ID"].removeprefix("<kith.").split("@")[0]
        assert "Ana" in offer["Subject"] + offer.get_body(("plain",)).get_content()

        def answer(text):
            """A reply in the mailbox, and a kithd that looks for the first time after its start."""
            server.put("INBOX", reply(text, nudge=nudge, at=time.time()), time.time())
            server.ready()
            life.stop()
            life.start()

        def past(name):
            return " ".join(line["what"] for line in life.json("show", name)["past"])

        answer("smaller")
        life.until(lambda: len(sink.messages()) == 2, "the smaller offer comes in the same thread")
        smaller = email.message_from_bytes(sink.messages()[1], policy=email.policy.default)
        assert smaller["In-Reply-To"] == offer["Message-ID"] and smaller["Message-ID"] != offer["Message-ID"]

        answer("called Le yesterday")
        life.until(lambda: len(sink.messages()) == 3, "an unsure name is asked back")
        question = email.message_from_bytes(sink.messages()[2], policy=email.policy.default)
        text = question.get_body(("plain",)).get_content()
        assert question["In-Reply-To"] == offer["Message-ID"] and "Lee / Leo" in text, text

        answer("met Le yesterday")  # asked once, also over a restart
        answer("called leo yesterday")
        life.until(lambda: "call, logged" in past("leo"), "the contact is noted")
        assert "call" not in past("lee")
        answer("I met Leo and Lee")
        life.until(lambda: "logged" in past("lee") and past("leo").count("logged") == 2, "both are noted")
        answer("met Leo and Xaver, all well")
        life.until(lambda: past("leo").count("logged") == 3, "who is known is noted")
        assert len(sink.messages()) == 3, "what stands behind may be no name"
        answer("met Xaver")
        life.until(lambda: len(sink.messages()) == 4, "the name nobody has is asked back")
        for text in ("called Leo, no answer", "met nobody", "saw it"):
            server.put("INBOX", reply(text, nudge=nudge, at=time.time()), time.time())
        answer("I called her yesterday")
        life.until(lambda: "call, logged" in past("ana"), "she is whom the offer was about")
        assert past("leo").count("logged") == 3, past("leo")

        answer("This is a letter about something else, and done is a word in it.")
        answer("Yes, called my bank first")
        life.until(lambda: "you answered: going" in past("ana"), "the yes stands")
        answer("done\r\n\r\nOn Monday, Kith wrote:\r\n> A hello")
        life.until(lambda: "you answered: done" in past("ana"), "the answer arrives")
        assert len(sink.messages()) == 4
        assert not life.health(), life.health()

        server.admin("mailbox", "create", "-u", "sam", "Friends")
        server.put("Friends", message("lee@example.net", at=now - 3 * DAY), now - 3 * DAY)
        server.put("Sent", message("sam@doe.example", "lee@example.net", at=now - 3 * DAY), now - 3 * DAY)
        server.put("Sent", message("leo@example.net", "lee@example.net", at=now - 3 * DAY), now - 3 * DAY)
        server.ready()
        assert life.kith("no-contact", "leo").returncode == 0
        said = life.kith("doctor", "--ring")
        assert said.returncode == 0 and "hint  post: Friends: mail of your people" in said.stdout, said.stdout + said.stderr
        assert "hint  post: sam@doe.example: you seem to have sent mail from it (1); if it is yours, add it to `you.addresses`." in said.stdout, said.stdout
        assert "doe.example" not in life.kith("status").stdout
        assert said.stdout.count("you seem to have sent mail") == 1, "nobody without contact is asked about: " + said.stdout
        assert "post: has brought a sample just now." in said.stdout, said.stdout
        sample = email.message_from_bytes(sink.messages()[-1], policy=email.policy.default)
        assert "A sample from Kith" in sample["Subject"] + sample.get_body(("plain",)).get_content(), sample
    finally:
        life.close()
        server.stop()
        sink.stop()


def read_days_later(authority, folder):
    """A question names nobody who is discreet or gone; and what a reply says of time counts from when it was written."""
    sink = lab.Sink(folder / "late-sink")
    server = lab.Dovecot(folder / "late", authority, relay_port=sink.port)
    life = Life(PREFIX, "version: 1\n")
    clock = OwnedClock(life, SHIM)
    now = time.time()
    try:
        people = ("{id: leo, name: Leonora, circle: wide, addresses: [leo@example.net], discreet: true}\n"
                  "  - {id: lev, name: Levin, label: Sunny, circle: wide, addresses: [lev@example.net]}\n"
                  "  - {id: lea, name: Lea Alt, circle: close, state: remembered}\n"
                  "  - {id: ler, name: Leroy, circle: close, state: ended}\n"
                  "  - {id: zita, name: Zita, circle: wide, state: no_contact}\n"
                  "  - {id: les, name: \"Left Bank, with Zita\", circle: group}")
        life.write(CONFIG.replace("@IMAPS@", str(server.imaps)).replace("@SMTP@", str(server.submission))
                   .replace("@CA@", str(authority.pem))
                   .replace("{id: leo, name: Leo, circle: wide, addresses: [leo@example.net]}", people))
        (life.dir / "password").write_text("secret\n")
        (life.dir / "password").chmod(0o600)
        for name, ago in (("ana", 12), ("lee", 2), ("leo", 2), ("lev", 2)):
            server.put("INBOX", message(f"{name}@example.net", at=now - ago * DAY), now - ago * DAY)
        server.ready()
        life.start()
        life.until(sink.messages, "an offer comes by mail")
        life.until(lambda: (life.json("status")["outstanding"] or {}).get("state") == "delivered", "its receipt")
        offer = email.message_from_bytes(sink.messages()[0], policy=email.policy.default)
        nudge = offer["Message-ID"].removeprefix("<kith.").split("@")[0]

        def put(text):
            server.put("INBOX", reply(text, nudge=nudge, at=time.time()), time.time())
            server.ready()

        def asked(text, number):
            put(text)
            life.stop()
            life.start()
            life.until(lambda: len(sink.messages()) == number, "the name is asked back")
            said = email.message_from_bytes(sink.messages()[-1], policy=email.policy.default)
            return said.get_body(("plain",)).get_content()

        text = asked("met Le", 2)
        assert "Lee" in text and "Sunny" in text and "Leonora" not in text and "Levin" not in text, text
        assert "Lea" not in text and "Leroy" not in text and "Zita" not in text and "Left" not in text, text
        text = asked("met Leonor", 3)
        assert "not in your list" in text and "Leonora" not in text, text
        text = asked("met Lee on 3 March", 4)
        assert "Lee? One more" in text, text

        life.stop()
        put("called Lee yesterday")
        put("met with Sunny")
        put("later tomorrow")
        written = datetime.datetime.now(datetime.timezone.utc)
        clock.ahead = 3 * DAY
        clock.start()

        def told(name, what):
            return [line["at"] for line in life.json("show", name)["past"] if what in line["what"]]

        life.until(lambda: told("lee", "call, logged") and told("lev", "logged"), "both contacts")
        assert told("lee", "call, logged")[0].startswith(str(written.date() - datetime.timedelta(days=1)))
        assert told("lev", "logged")[0].startswith(str(written.date()))
        life.until(lambda: told("ana", "you answered: later"), "the answer")
        life.stop()
        with sqlite3.connect(life.state / "ledger.db") as ledger:
            until = ledger.execute("SELECT json_extract(body, '$.until') FROM event WHERE kind = 'answered' AND "
                                   "json_extract(body, '$.answer') = 'later'").fetchall()
        assert len(until) == 1 and until[0][0] < (written + datetime.timedelta(days=2)).timestamp(), (until, written)
    finally:
        life.close()
        server.stop()
        sink.stop()


def in_german(authority, folder):
    """An offer in another language has no English in it, and its own words come back understood."""
    sink = lab.Sink(folder / "german-sink")
    server = lab.Dovecot(folder / "german", authority, relay_port=sink.port)
    life = Life(PREFIX, "version: 1\n")
    now = time.time()
    try:
        life.write(CONFIG.replace("@IMAPS@", str(server.imaps)).replace("@SMTP@", str(server.submission))
                   .replace("@CA@", str(authority.pem)) + "language: de\n")
        (life.dir / "password").write_text("secret\n")
        (life.dir / "password").chmod(0o600)
        server.put("INBOX", message("ana@example.net", at=now - 12 * DAY), now - 12 * DAY)
        server.ready()
        life.start()
        life.until(sink.messages, "an offer comes by mail")
        offer = email.message_from_bytes(sink.messages()[0], policy=email.policy.default)
        for kind in ("plain", "html"):
            text = offer.get_body((kind,)).get_content()
            assert "Hallo sagen" in text and "Antworte mit: " in text, text
            assert "Say hi" not in text and "Reply with" not in text, text
        nudge = offer["Message-ID"].removeprefix("<kith.").split("@")[0]
        server.put("INBOX", reply("Schon wieder vergessen, tut mir leid", nudge=nudge, at=time.time()), time.time())
        server.put("INBOX", reply("Habe Leo gestern angerufen", nudge=nudge, at=time.time()), time.time())
        server.ready()
        life.stop()
        life.start()
        past = lambda name: " ".join(line["what"] for line in life.json("show", name)["past"])
        life.until(lambda: "logged" in past("leo"), "the call is noted")
        assert "answered" not in past("ana"), past("ana")
    finally:
        life.close()
        server.stop()
        sink.stop()


def main():
    with lab.scratch() as folder:
        authority = lab.Authority(folder / "ca")
        return lab.run(lab.given((only_own, by_references, the_whole_way, read_days_later, in_german), authority, folder))


sys.exit(main())
