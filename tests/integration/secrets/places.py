# SPDX-License-Identifier: MIT
"""The real places a secret may come from, each in a scratch home with a bus of its own: gnome-keyring, pass with
gpg, and a service that speaks the interface of GNOME Online Accounts."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

DEADLINE = 30

# A session of the Secret Service lives as long as its connection, so both calls come from one process.
UNLOCK = """
import sys
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
def call(interface, method, arguments):
    return bus.call_sync("org.freedesktop.secrets", "/org/freedesktop/secrets", interface, method, arguments, None,
                         Gio.DBusCallFlags.NONE, 9000).unpack()
_, session = call("org.freedesktop.Secret.Service", "OpenSession",
                  GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
call("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
     GLib.Variant("(o(oayays))", ("/org/freedesktop/secrets/collection/login",
                                  (session, b"", sys.argv[1].encode(), "text/plain"))))
"""


class Home:
    """A home folder with a private session bus; everything started here ends with it."""

    def __init__(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="ks-", dir="/tmp"))  # gpg's sockets need a short path
        for name in ("run", "share", "config", "gnupg", "store"):
            (self.dir / name).mkdir(mode=0o700)
        self.env = {k: os.environ[k] for k in ("PATH", "LANG") if k in os.environ}
        self.env |= {"HOME": str(self.dir), "XDG_RUNTIME_DIR": str(self.dir / "run"), "LC_ALL": "C.UTF-8",
                     "XDG_DATA_HOME": str(self.dir / "share"), "XDG_CONFIG_HOME": str(self.dir / "config"),
                     "GNUPGHOME": str(self.dir / "gnupg"), "PASSWORD_STORE_DIR": str(self.dir / "store")}
        self.children = []

    def run(self, *words, text=None, check=True):
        done = subprocess.run([str(w) for w in words], env=self.env, input=text, capture_output=True, text=True,
                              timeout=DEADLINE)
        assert not check or done.returncode == 0, (words, done)
        return done

    def spawn(self, *words, **more):
        child = subprocess.Popen([str(w) for w in words], env=self.env | more.pop("environment", {}), text=True, **more)
        self.children.append(child)
        return child

    def until(self, true, what):
        end = time.monotonic() + DEADLINE
        while not true():
            assert time.monotonic() < end, f"never: {what}"
            time.sleep(0.02)

    def bus(self, activate=()):
        """A bus that starts nothing but what is named here as (name, program)."""
        services = self.dir / "services"
        services.mkdir()
        for name, program in activate:
            (services / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec={program}\n")
        config = self.dir / "bus.conf"
        config.write_text(f"""<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={self.dir}/run/bus</listen><servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>""")
        self.spawn("dbus-daemon", "--nofork", "--config-file", config)
        self.until(lambda: (self.dir / "run" / "bus").exists(), "the bus")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self.dir}/run/bus"

    def wait_for_name(self, name):
        self.run("gdbus", "wait", "--session", "--timeout", "20", name)

    def keyring(self, password="pw"):
        keyring = self.spawn("gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground",
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        keyring.stdin.write(password)
        keyring.stdin.close()
        self.wait_for_name("org.freedesktop.secrets")
        return keyring

    def lock_keyring(self):
        self.run("gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path",
                 "/org/freedesktop/secrets", "--method", "org.freedesktop.Secret.Service.Lock",
                 "['/org/freedesktop/secrets/collection/login']")

    def unlock_keyring(self, password="pw"):
        """As logging in does: the daemon that runs is handed the password, nobody is asked."""
        self.run("/usr/bin/python3", "-c", UNLOCK, password)

    def store(self, secret, **attributes):
        words = [word for pair in attributes.items() for word in pair]
        self.run("secret-tool", "store", "--label=Kith", *words, text=secret)

    def pass_with(self, secret, passphrase=""):
        """A password store whose key has a passphrase; gpg-agent may not be asked for it."""
        marker = self.dir / "asked"
        pinentry = self.dir / "pinentry"
        pinentry.write_text(f"#!/bin/sh\necho asked >>{marker}\nexit 1\n")
        pinentry.chmod(0o700)
        (self.dir / "gnupg" / "gpg-agent.conf").write_text(
            f"pinentry-program {pinentry}\nallow-loopback-pinentry\nmax-cache-ttl 999999\ndefault-cache-ttl 999999\n")
        for kind in (("ed25519/cert,sign+cv25519/encr",), ("default", "default")):
            if self.run("gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", passphrase,
                        "--quick-gen-key", "sam@example.org", *kind, "never", check=False).returncode == 0:
                break
        self.run("pass", "init", "sam@example.org")
        self.run("pass", "insert", "-e", "mail/sam", text=secret + "\n")
        return marker

    def lock_gpg(self):
        self.run("gpgconf", "--reload", "gpg-agent")  # forgets what it was told

    def unlock_gpg(self, passphrase):
        self.run("gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", passphrase, "-d",
                 self.dir / "store" / "mail" / "sam.gpg")

    def gnome(self, accounts):
        """accounts: [{id, identity, provider, token | password, attention}]"""
        service = self.spawn("/usr/bin/python3", pathlib.Path(__file__).with_name("gnome_accounts.py"),
                             repr(accounts), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert service.stdout.readline() == "ready\n"
        return service

    def close(self):
        subprocess.run(["gpgconf", "--kill", "all"], env=self.env, capture_output=True)
        for child in reversed(self.children):
            if child.poll() is None:
                child.kill()
            child.wait()
        shutil.rmtree(self.dir, ignore_errors=True)
