# SPDX-License-Identifier: MIT
"""A tap for the encrypted ways as well: what the plugin says is counted as it goes over the wire, however it connects."""

import select
import ssl

import lab

WAYS = ("plain", "tls", "starttls")


class TlsTap(lab.Tap):
    """Stands between the plugin and a Dovecot. With TLS it ends the encryption on both sides, from the start or where the
    plugin says STARTTLS; what was said before is kept as well."""

    def __init__(self, server, way):
        super().__init__(server.imaps if way == "tls" else server.imap)
        self.way = way
        self.near = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.near.load_cert_chain(server.authority.cert, server.authority.key)
        self.far = ssl.create_default_context(cafile=str(server.authority.pem))
        # Later versions send tickets behind the handshake, for which `recv` would wait where `select` saw bytes.
        self.far.maximum_version = ssl.TLSVersion.TLSv1_2

    def settings(self, port=None):
        return {"imap": f"{'imaps' if self.way == 'tls' else 'imap'}://127.0.0.1:{port or self.port}",
                "unencrypted": self.way == "plain"}

    def commands(self):
        """What was said since the last time, a command each: its words behind the tag."""
        return [line.split(b" ", 1)[1] for line in self.take().splitlines() if b" " in line]

    def encrypt(self, near, far):
        return self.near.wrap_socket(near, server_side=True), self.far.wrap_socket(far, server_hostname="localhost")

    def serve(self, near, far):
        try:
            self.relay(near, far)
        except OSError:
            pass  # either side may end it as it likes

    def relay(self, near, far):
        if self.way == "tls":
            near, far = self.encrypt(near, far)
        while True:
            sides = [s for s in (near, far) if isinstance(s, ssl.SSLSocket) and s.pending()] or select.select([near, far], [], [])[0]
            for source in sides:
                data = source.recv(65536)
                if not data:
                    return
                if source is far:
                    near.sendall(data)
                    continue
                self.said += data
                far.sendall(data)
                if self.way == "starttls" and data.endswith(b" STARTTLS\r\n"):
                    near.sendall(far.recv(65536))
                    near, far = self.encrypt(near, far)
                    break
