#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Where a named host's services point to may be reached, with `discovery`: python3 service_test.py BINDIR FIXTURES.
In a network and a name service of its own (RFC 2782), so that no other is asked."""

import fcntl
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading

from network_test import Server, Try

SRV, A = 33, 1
# Not of this computer, though this network's only one.
PUBLIC = "203.0.113.7"
INSIDE = {"inner.example.org": "127.0.0.1", "lan.example.org": "192.168.7.7", "meta.example.org": "169.254.169.254"}


def encoded(name):
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"


class Names:
    """A name server that knows some services; every other name is a server's outside, but those of INSIDE."""

    def __init__(self, services):
        self.services, self.asked = services, []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            question, whom = self.socket.recvfrom(1500)
            self.socket.sendto(self.answer(question), whom)

    def answer(self, question):
        at, parts = 12, []
        while question[at]:
            parts.append(question[at + 1:at + 1 + question[at]].decode())
            at += 1 + question[at]
        name, kind = ".".join(parts), struct.unpack_from("!H", question, at + 1)[0]
        self.asked.append((name, kind))
        found = []
        if kind == SRV and name in self.services:
            host, port = self.services[name]
            found = [struct.pack("!HHH", 10, 5, port) + encoded(host)]
        if kind == A and not name.startswith("_"):
            found = [socket.inet_aton(INSIDE.get(name, PUBLIC))]
        rows = b"".join(b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data for data in found)
        head = question[:2] + struct.pack("!HHHHH", 0x8580, 1, len(found), 0, 0)
        return head + question[12:at + 5] + rows


def network_of_its_own():
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for number, address in enumerate([PUBLIC, *INSIDE.values()]):
        name = f"lo:{number}".encode()
        fcntl.ioctl(line, 0x8916, struct.pack("16sHH4s8x", name, socket.AF_INET, 0, socket.inet_aton(address)))
    flags = struct.unpack_from("16xh", fcntl.ioctl(line, 0x8913, struct.pack("16sh14x", b"lo", 0)))[0]
    fcntl.ioctl(line, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("resolv.conf", "nameserver 127.0.0.1\n"), ("nsswitch.conf", "hosts: files dns\n")):
            file = pathlib.Path(folder) / name
            file.write_text(text)
            subprocess.run(["mount", "--bind", file, f"/etc/{name}"], check=True)


def main():
    network_of_its_own()
    led, other, web = Server("led", address=""), Server("other", address=""), Server("web", address="", port=80)
    names = Names({"_web._tcp.example.org": ("deep.example.org", led.port),
                   "_away._tcp.example.org": ("example.net", led.port),
                   "_web._tcp.unlisted.com": ("example.org", led.port),
                   **{f"_{name.split('.')[0]}._tcp.example.org": (name, led.port) for name in INSIDE}})
    with tempfile.TemporaryDirectory(prefix="kith-srv-") as scratch:
        tries = Try(sys.argv[1], sys.argv[2], pathlib.Path(scratch))
        given = {"server": "example.org:1", "how": "service"}
        ran = tries(plugin="fetch_led", target="_web._tcp.example.org", **given)
        assert ran.returncode == 0 and '"ref":"led"' in ran.stdout, ran
        # The host it points to on another port, and a host it does not point to.
        plain = {"server": "example.org:1", "how": "plain"}
        for host in ("deep.example.org", "example.org"):
            tries.fails("Permission denied", plugin="fetch_led", target=f"http://{host}:{other.port}/", **plain)
        # A service that points out of the domain; one of a host nobody named; and without discovery.
        tries.fails("Permission denied", plugin="fetch_led", target="_away._tcp.example.org", **given)
        for service in ("_web._tcp.unlisted.com", "example.org", "_tcp.example.org"):
            tries.fails("res_query", plugin="fetch_led", target=service, **given)
        assert not any(name.endswith("unlisted.com") for name, _ in names.asked), names.asked
        tries.fails("res_query", target="_web._tcp.example.org", **given)
        tries.fails("res_query", plugin="fetch_led", target="_none._tcp.example.org", **given)
        # A public name that points inside, by its service and by the ports of the web.
        for name in INSIDE:
            tries.fails("Permission denied", plugin="fetch_led", target=f"_{name.split('.')[0]}._tcp.example.org", **given)
            tries.fails("Permission denied", plugin="fetch_led", target=f"http://{name}:80/", **plain)
        ran = tries(plugin="fetch_led", target="http://www.example.org:80/", **plain)
        assert ran.returncode == 0 and '"ref":"web"' in ran.stdout, ran
    assert other.seen == 0 and led.seen == 1 and web.seen == 1
    print("services lead where they may, and nowhere else")


if os.environ.get("KITH_OWN_NETWORK"):
    main()
else:
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    os.environ["KITH_OWN_NETWORK"] = "1"
    os.execvp("unshare", ["unshare", *mapped, "--mount", "--net", sys.executable, *sys.argv])
