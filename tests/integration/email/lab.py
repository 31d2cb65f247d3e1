# SPDX-License-Identifier: MIT
"""Real peers for the plugin `email`, started on free ports and gone afterwards: Dovecot (IMAP in the clear, with
STARTTLS and with TLS; submission), a certificate authority of its own, an SMTP server that keeps what it gets.
And `job`: one job of the plugin in the real host."""

import contextlib
import email.utils
import itertools
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

DAY = 86400
NOW = 1772445600  # 2026-03-02T10:00:00Z
DEADLINE = 30
numbers = itertools.count()

ADDRESSES = [
    {"self": True, "address": "mailto:sam@example.org"},
    {"self": True, "address": "mailto:sam.doe@work.example"},
    {"connection": "ana", "address": "mailto:ana@example.net"},
    {"connection": "ana", "address": "mailto:ana@xn--bcher-kva.example"},
    {"connection": "ben", "address": "mailto:ben@example.com"},
    {"connection": "ben", "address": 'mailto:"ben maria"@example.com'},
    {"connection": "cleo", "address": "mailto:o'cleo@example.net"},
    {"connection": "shop", "address": "mailto:no-reply@shop.example"},
]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def until(true, what, within=DEADLINE):
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            raise AssertionError("never: " + what)
        time.sleep(0.02)


def listens(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def run_quietly(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


class Authority:
    """A certificate authority and certificates for this machine: good, expired, and for another name."""

    def __init__(self, folder, name="Lab"):
        self.dir = pathlib.Path(folder)
        self.dir.mkdir(parents=True, exist_ok=True)
        self.pem = self.dir / "ca.pem"
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        run_quietly("openssl", "req", "-x509", *curve, "-days", 30, "-subj", f"/CN={name} CA", "-keyout",
                    self.dir / "ca.key", "-out", self.pem, "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
                    "keyUsage=critical,keyCertSign,cRLSign")
        self.curve = curve
        self.cert, self.key = self.issue("server", "DNS:localhost,IP:127.0.0.1")

    def issue(self, name, alt, days=("-days", "30")):
        key, request, cert = (self.dir / f"{name}.{end}" for end in ("key", "csr", "pem"))
        run_quietly("openssl", "req", *self.curve, "-subj", "/CN=localhost", "-keyout", key, "-out", request)
        extensions = self.dir / f"{name}.ext"
        extensions.write_text(f"subjectAltName={alt}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
        run_quietly("openssl", "x509", "-req", "-in", request, "-CA", self.pem, "-CAkey", self.dir / "ca.key",
                    "-CAcreateserial", "-out", cert, "-extfile", extensions, *days)
        key.chmod(0o644)  # the server is started as nobody
        return cert, key

    def expired(self):
        """Issued in the past by `openssl ca`, which alone takes a beginning and an end."""
        work = self.dir / "expired"
        work.mkdir()
        (work / "index").write_text("")
        (work / "serial").write_text("77\n")
        config = work / "ca.conf"
        config.write_text(f"[ca]\ndefault_ca=d\n[d]\ndatabase={work}/index\nserial={work}/serial\nnew_certs_dir={work}\n"
                          "default_md=sha256\npolicy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n"
                          "[x]\nsubjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
        key, request, cert = work / "k.key", work / "r.csr", work / "c.pem"
        run_quietly("openssl", "req", *self.curve, "-subj", "/CN=localhost", "-keyout", key, "-out", request)
        run_quietly("openssl", "ca", "-batch", "-config", config, "-cert", self.pem, "-keyfile", self.dir / "ca.key",
                    "-in", request, "-out", cert, "-startdate", "20200101000000Z", "-enddate", "20200201000000Z", "-notext")
        key.chmod(0o644)
        return cert, key


class Dovecot:
    def __init__(self, folder, authority, relay_port=None, special="", extra="", cert=None, before=None):
        self.dir = pathlib.Path(folder)
        for name in ("run", "state", "mail", "home"):
            (self.dir / name).mkdir(parents=True)
        self.imap, self.imaps, self.submission, self.submissions = (free_port() for _ in range(4))
        self.authority = authority
        self.user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        group = "nogroup" if os.geteuid() == 0 else self.user
        certificate, key = cert or (authority.cert, authority.key)
        (self.dir / "users").write_text("sam:{PLAIN}secret\nother:{PLAIN}secret\n")
        self.process = None
        submission = "" if relay_port is None else f"""
submission_relay_host = 127.0.0.1
submission_relay_port = {relay_port}
service submission-login {{
  chroot =
  inet_listener submission {{
    port = {self.submission}
  }}
  inet_listener submissions {{
    port = {self.submissions}
    ssl = yes
  }}
}}"""
        self.config = self.dir / "dovecot.conf"
        self.config.write_text(f"""
base_dir = {self.dir}/run
state_dir = {self.dir}/state
log_path = {self.dir}/log
protocols = imap{'' if relay_port is None else ' submission'}
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_dh =
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{self.dir}/mail/%u
first_valid_uid = 1
default_internal_user = {self.user}
default_internal_group = {group}
default_login_user = {self.user}
mail_max_userip_connections = 50
auth_mechanisms = plain login {'xoauth2 oauthbearer' if 'oauth2' in extra else ''}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {self.dir}/users
}}
userdb {{
  driver = static
  args = uid={self.user} gid={group} home={self.dir}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
  {special}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = {self.imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
{submission}
{extra}
""")
        if before:
            before()
        self.own(self.dir)
        self.start()

    def own(self, path):
        if os.geteuid() == 0:
            run_quietly("chown", "-R", f"{self.user}:nogroup", path)

    def start(self):
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen([*as_user, "dovecot", "-F", "-c", str(self.config)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=open(self.dir / "err", "a"))
        until(lambda: listens(self.imap) or self.process.poll() is not None, "dovecot listens")
        assert self.process.poll() is None, (self.dir / "err").read_text()

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(DEADLINE)
            self.process = None

    def admin(self, *words):
        return run_quietly("doveadm", "-c", self.config, *words)

    def box(self, mailbox):
        base = self.dir / "mail" / "sam"
        return base if mailbox == "INBOX" else base / ("." + mailbox.replace("/", "."))

    def put(self, mailbox, message, at=NOW - DAY):
        """Files a message as delivery does; its time is the INTERNALDATE."""
        folder = self.box(mailbox)
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self.count = getattr(self, "count", 0) + 1
        file = folder / "tmp" / f"{int(at)}.M{self.count:07}P1.lab"
        file.write_bytes(message if isinstance(message, bytes) else message.encode())
        os.utime(file, (at, at))
        return file.rename(folder / "new" / file.name)

    def ready(self):
        self.own(self.dir / "mail")


class Tap:
    """Stands between the plugin and a server that speaks in the clear, and keeps what the plugin says."""

    def __init__(self, port):
        self.to, self.said, self.heard, self.connections = port, b"", 0, 0
        self.speakers = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)  # or it would wait on, and take what comes to the next tap
        self.thread.join(DEADLINE)
        self.listener.close()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            far = socket.create_connection(("127.0.0.1", self.to))
            self.speakers.append(threading.Thread(target=self.serve, args=(near, far), daemon=True))
            self.speakers[-1].start()

    def serve(self, near, far):
        """Ends when nothing more will be said."""
        threading.Thread(target=self.pump, args=(far, near, False), daemon=True).start()
        self.pump(near, far, True)

    def pump(self, source, sink, near):
        try:
            while data := source.recv(65536):
                if near:
                    self.said += data
                else:
                    self.heard += len(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def take(self):
        """What was said in the connections so far, all of which are over or about to be."""
        for speaker in self.speakers:
            speaker.join(DEADLINE)
            assert not speaker.is_alive(), "a connection goes on"
        said, self.said, self.speakers = self.said, b"", []
        return said


class Sink:
    """An SMTP server that keeps every message; some recipients are refused, for now or for good. Given `bearers`, a file of
    tokens and an authority, it wants one of these."""

    def __init__(self, folder, *bearers):
        self.dir = pathlib.Path(folder)
        self.dir.mkdir(parents=True)
        self.port = free_port()
        script = pathlib.Path(__file__).with_name("sink.py")
        tokens = [bearers[0], bearers[1].cert, bearers[1].key] if bearers else []
        self.process = subprocess.Popen(["/usr/bin/python3", script, str(self.port), str(self.dir), *map(str, tokens)])
        until(lambda: listens(self.port), "the SMTP server listens")

    def messages(self):
        return [f.read_bytes() for f in sorted(self.dir.glob("*.eml"))]

    def stop(self):
        self.process.terminate()
        self.process.wait(DEADLINE)


class Plugin:
    def __init__(self, tool, host, plugins):
        self.command = [tool, host, plugins, "email"]

    def job(self, **request):
        request = {"now": NOW, "since": NOW - 180 * DAY, "addresses": ADDRESSES, "secrets": {"password": "secret"}} | request
        done = subprocess.run(self.command, input=json.dumps(request), capture_output=True, text=True, timeout=90)
        assert done.returncode == 0, (done.stdout, done.stderr)
        return Outcome([json.loads(line) for line in done.stdout.splitlines()], done.stderr)


class Outcome:
    def __init__(self, records, stderr):
        self.all, self.stderr = records[:-1], stderr
        self.ok, self.kind, self.text = (records[-1][k] for k in ("ok", "kind", "text"))
        self.end = records[-1]

    def of(self, kind):
        return [r for r in self.all if r.get("type", "touchpoint") == kind]

    @property
    def touches(self):
        return self.of("touchpoint")

    @property
    def cursor(self):
        return self.of("cursor")[-1]["cursor"] if self.of("cursor") else None

    @property
    def coverage(self):
        return self.of("coverage")[-1] if self.of("coverage") else None

    def __str__(self):
        return f"{self.kind}: {self.text}\n{self.stderr}" + "\n".join(map(str, self.all[:20]))


def message(sender="ana@example.net", to="sam@example.org", at=NOW - DAY, number=[0], **headers):
    number[0] += 1
    lines = [f"From: {sender}", f"To: {to}", f"Date: {email.utils.formatdate(at)}", f"Message-ID: <m{number[0]}@lab.example>",
             "Subject: Nobody reads this"] + [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
    return "\r\n".join(lines) + "\r\n\r\nNor this.\r\n"


@contextlib.contextmanager
def scratch():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kith-email-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def given(tests, *arguments):
    """These tests with their arguments, each under its own name."""
    def bound(test):
        def call():
            test(*arguments)
        call.__name__ = test.__name__
        return call
    return [bound(test) for test in tests]


def fresh(tests, authority, folder):
    """These tests, each with a Dovecot of its own."""
    def bound(test):
        def call():
            server = Dovecot(folder / f"d{next(numbers)}", authority)  # short, for its sockets
            try:
                test(server)
            finally:
                server.stop()
        call.__name__ = test.__name__
        return call
    return [bound(test) for test in tests]


def run(tests, *arguments):
    """Runs the tests, or those named on the command line behind the plugin's; the exit code."""
    failed = 0
    named = sys.argv[5:]
    for test in tests:
        if named and test.__name__ not in named:
            continue
        began = time.monotonic()
        try:
            test(*arguments)
            print(f"ok      {test.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:  # every failure is printed and counted
            failed += 1
            print(f"FAILED  {test.__name__}", flush=True)
            traceback.print_exc()
    print(f"{failed} failed")
    return 1 if failed else 0
