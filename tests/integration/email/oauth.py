# SPDX-License-Identifier: MIT
"""Who says whether an OAuth token is good: the provider's side, for a real Dovecot to ask."""

import http.server
import json
import threading
import urllib.parse


class Tokens:
    """`good` are the tokens of sam that are taken."""

    def __init__(self, *good):
        self.good, self.asked = set(good), []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                token = urllib.parse.unquote(self.path.partition("token=")[2])
                outer.asked.append(token)
                good = token in outer.good
                body = json.dumps({"username": "sam", "active": True} if good else {"error": "invalid_token"}).encode()
                self.send_response(200 if good else 401)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def dovecot(self, folder, only=False):
        """What makes a Dovecot ask here; with `only`, one that takes no password at all."""
        (folder / "oauth2.conf").write_text(f"tokeninfo_url = http://127.0.0.1:{self.server.server_port}/?token=\n"
                                            "username_attribute = username\nactive_attribute = active\nactive_value = true\n")
        passdb = f"passdb {{\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = {folder}/oauth2.conf\n}}\n"
        return passdb + ("auth_mechanisms = xoauth2 oauthbearer\n" if only else "")

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
