# SPDX-License-Identifier: MIT
"""An IMAP server that goes wrong in the ways a real one cannot be made to: it says just what a test tells it."""

import re
import socket
import threading
import time

from lab import message


class BadImap:
    """Answers as a small mailbox would; `replace` maps a command's beginning to a function(connection, tag, line)
    that answers instead. Each connection has a thread of its own; `stop` ends them all."""

    def __init__(self, replace=None, mails=(), greeting=b"* OK ready\r\n", next_uid=None):
        self.replace = replace or {}
        self.mails = list(mails)  # (uid, header bytes)
        self.greeting = greeting
        self.next_uid = next_uid or max((uid for uid, _ in self.mails), default=0) + 1
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections, self.commands, self.open = 0, [], []
        self.stopped = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self.open.append(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            connection.sendall(self.greeting)
            for line in connection.makefile("rb"):
                line = line.rstrip(b"\r\n")
                tag, _, command = line.partition(b" ")
                self.commands.append(command)
                for begin, answer in self.replace.items():
                    if command.upper().startswith(begin.encode()):
                        if answer(connection, tag, command) == "close":
                            connection.shutdown(socket.SHUT_RDWR)
                            return
                        break
                else:
                    self.answer(connection, tag, command)
        except OSError:
            pass

    def answer(self, connection, tag, command, hidden=()):
        word = command.split(b" ")[0].upper()
        said = b""
        if word == b"CAPABILITY":
            said = b"* CAPABILITY IMAP4rev1\r\n"
        elif word == b"LIST":
            said = b'* LIST () "/" INBOX\r\n'
        elif word == b"STATUS":
            said = b"* STATUS INBOX (UIDVALIDITY 7 UIDNEXT %d)\r\n" % self.next_uid
        elif word == b"EXAMINE":
            said = b"* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT %d] ok\r\n" % self.next_uid
        elif command.upper().startswith(b"UID SEARCH"):
            named = re.search(rb"UID ([\d:,*]+)", command[4:])
            parts = [(part.split(b":") * 2)[:2] for part in (named[1] if named else b"1:*").split(b",")]
            ranges = [(int(low), 1 << 32 if high == b"*" else int(high)) for low, high in parts]
            said = b"* SEARCH " + b" ".join(b"%d" % uid for uid, _ in self.mails
                                            if any(low <= uid <= high for low, high in ranges)) + b"\r\n"
        elif command.upper().startswith(b"UID FETCH"):
            wanted = [tuple(int(n) for n in (part.split(b":") * 2)[:2]) for part in command.split(b" ")[2].split(b",")]
            for number, (uid, header) in enumerate(self.mails, 1):
                if uid not in hidden and any(low <= uid <= high for low, high in wanted):
                    said += fetched(number, uid, header)
        connection.sendall(said + tag + b" OK done\r\n")

    def wait(self, *_):
        """Says nothing until the test is over."""
        self.stopped.wait(60)
        return "close"

    def stop(self):
        self.stopped.set()
        self.listener.close()
        for connection in self.open:
            try:
                connection.close()
            except OSError:
                pass


def fetched(number, uid, header):
    return (b'* %d FETCH (UID %d INTERNALDATE "01-Mar-2026 10:00:00 +0000" BODY[HEADER.FIELDS (FROM TO)] {%d}\r\n'
            % (number, uid, len(header))) + header + b")\r\n"


def settings(port, **more):
    return {"imap": f"imap://127.0.0.1:{port}", "user": "sam", "unencrypted": True} | more


def header(sender="ana@example.net", number=1):
    return message(sender, number=[number]).replace("Subject: Nobody reads this\r\n", "").split("\r\n\r\n")[0].encode() + b"\r\n\r\n"


def lists(*names):
    """The answer to LIST: of each folder its marks and its name."""
    return lambda c, t, l: c.sendall(b"".join(b'* LIST (%s) "/" "%s"\r\n' % (marks, name) for marks, name in names) + t + b" OK\r\n")


def wanted(line):
    """The ranges a UID FETCH asks for."""
    return [tuple(int(n) for n in (part.split(b":") * 2)[:2]) for part in line.split(b" ")[2].split(b",")]


def asks_for(line, uids):
    return any(low <= uid <= high for low, high in wanted(line) for uid in uids)


def mails(count):
    return [(uid, header(number=uid)) for uid in range(1, count + 1)]


def folder_server(counts):
    """A server with so many mails in each of its folders; whose numbers are of their own."""
    server = BadImap({"LIST": lists(*((b"\\Sent" if name == b"Sent" else b"\\Archive" if name == b"Archive" else b"", name)
                                      for name in counts))})
    opened = {}

    def name_in(line):
        return re.search(rb'"(.*)"', line)[1]

    def status(connection, tag, line):
        connection.sendall(b'* STATUS "%s" (UIDVALIDITY 7 UIDNEXT %d)\r\n' % (name_in(line), counts[name_in(line)] + 1) + tag + b" OK\r\n")

    def examine(connection, tag, line):
        opened[connection] = name_in(line)
        server.mails = [(uid, header(number=hash((opened[connection], uid)) % 10**9)) for uid in range(1, counts[opened[connection]] + 1)]
        server.next_uid = len(server.mails) + 1
        server.answer(connection, tag, line)

    server.replace |= {"STATUS": status, "EXAMINE": examine}
    server.opened = opened
    return server


def until_well(plugin, server, runs, cursor=None):
    """The outcomes up to the first that is well and has everything."""
    out = []
    while len(out) < runs and not (out and out[-1].ok and out[-1].coverage["complete"]):
        out.append(plugin.job(settings=settings(server.port), cursor=cursor))
        cursor = out[-1].cursor or cursor
    return out


def refs(outcomes):
    return {t["ref"] for seen in outcomes for t in seen.touches}


def drip(connection, data, pause, pieces):
    for _ in range(pieces):
        connection.sendall(data)
        time.sleep(pause)
