#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A plugin on an unmodified libcurl, in the jail, against real servers: python3 network_test.py BINDIR FIXTURES.
It reaches the host and port its settings name, by name or address, https with a CA of its own, and nothing else."""

import http.server
import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options)


def make_ca(folder):
    """A CA as a folder that libcurl takes, and a certificate by it for localhost."""
    ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    run("openssl", "req", "-x509", *ec, "-days", "30", "-subj", "/CN=Own CA", "-keyout", "ca.key", "-out", "ca.pem",
        "-addext", "keyUsage=critical,keyCertSign", cwd=folder)
    run("openssl", "req", *ec, "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "asked.csr", cwd=folder)
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    run("openssl", "x509", "-req", "-in", "asked.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30",
        "-extfile", "names", "-out", "cert.pem", cwd=folder)
    trusted = folder / "trusted"
    trusted.mkdir()
    name = run("openssl", "x509", "-hash", "-noout", "-in", "ca.pem", cwd=folder).stdout.strip()
    (trusted / (name + ".0")).write_text((folder / "ca.pem").read_text())
    return trusted


class Server(http.server.ThreadingHTTPServer):
    """Answers with its word, or leads elsewhere."""

    def __init__(self, word, leads_to=None, tls=None, address="127.0.0.1", port=0):
        server = self
        self.seen = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.seen += 1
                self.send_response(302 if leads_to else 200)
                if leads_to:
                    self.send_header("Location", leads_to)
                self.end_headers()
                self.wfile.write(word.encode() + b"\n")

            def log_message(self, *_):
                pass

        super().__init__((address, port), Handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls / "cert.pem", tls / "key.pem")
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Try:
    def __init__(self, prefix, fixtures, scratch):
        self.kith, self.scratch = pathlib.Path(prefix) / "kith", scratch
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(scratch), "KITH_PLUGIN_PATH": fixtures, "LANG": "C.UTF-8"}

    def __call__(self, plugin="fetch", **settings):
        file = self.scratch / "settings.yaml"
        file.write_text("".join(f"{key}: {json.dumps(str(value))}\n" for key, value in settings.items()))
        ran = subprocess.run([self.kith, "plugin", "try", plugin, "sense", "--settings", file], capture_output=True, text=True,
                             env=self.environment, timeout=60)
        return ran

    def gets(self, word, **settings):
        ran = self(**settings)
        assert ran.returncode == 0 and f'"ref":"{word}"' in ran.stdout, (settings, ran)

    def fails(self, words, **settings):
        ran = self(**settings)
        assert ran.returncode == 1 and words in ran.stderr, (settings, ran)
        return ran


def named_hosts(tries, plain, other):
    by_name, by_number = f"http://localhost:{plain.port}/", f"http://127.0.0.1:{plain.port}/"
    for how in ("curl", "plain"):
        tries.gets("plain", url=by_name, how=how)
        tries.gets("plain", url=by_number, how=how)
        tries.gets("plain", server=f"localhost:{plain.port}", target=by_name, how=how)
        tries.gets("plain", server="localhost", target=by_name, how=how)  # no port named: any
        # Another port of the same host, and another host.
        tries.fails("", url=by_name, target=f"http://localhost:{other.port}/", how=how)
        tries.fails("", url=by_name, target=f"http://127.0.0.1:{other.port}/", how=how)
        tries.fails("", url="http://example.net/", target=by_name, how=how)
        tries.fails("", target=by_name, how=how)
    assert other.seen == 0
    tries.fails("resolve", url=by_name, target="http://unlisted.example/")
    tries.fails("Permission denied", url=by_name, target="http://unlisted.example:80/", how="plain")
    tries.fails('fetch: asked for "unlisted.example" and was refused it', url=by_name,
                target="http://unlisted.example:80/", how="plain")


def redirects(tries, other):
    leading = Server("leading", leads_to=f"http://localhost:{other.port}/")
    for plugin in ("fetch", "fetch_led"):
        tries.fails("", plugin=plugin, url=f"http://localhost:{leading.port}/")
    assert leading.seen == 2 and other.seen == 0


def certificates(tries, scratch):
    trusted = make_ca(scratch)
    secure = Server("secure", tls=scratch)
    url = f"https://localhost:{secure.port}/"
    tries.gets("secure", url=url, ca=trusted)
    tries.gets("secure", url=f"https://127.0.0.1:{secure.port}/", ca=trusted)
    tries.fails("certificate", url=url)
    (scratch / "empty").mkdir()
    tries.fails("certificate", url=url, ca=scratch / "empty")


def main():
    prefix, fixtures = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="kith-net-") as scratch:
        scratch = pathlib.Path(scratch)
        tries = Try(prefix, fixtures, scratch)
        plain, other = Server("plain"), Server("other")
        named_hosts(tries, plain, other)
        redirects(tries, other)
        certificates(tries, scratch)
    print("the named host is reached, and nothing else")


if __name__ == "__main__":
    main()
