#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads every include of ours and fails on an arrow that should not be (docs/architecture.md):
which room may use which, and which room owns which third-party header."""

import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent

# Room -> rooms it may include from. The longest prefix decides which room a file is in.
MAY_USE = {
    "base": [],
    "core/model": ["base"],
    "core/calendar": ["base", "core/model"],
    "core/config": ["base", "core/model", "core/calendar", "core/words"],
    "core/words": ["base", "core/model"],
    "core/policy": ["base", "core/model", "core/calendar", "core/words"],
    "wire": ["base", "core", "plugins/api"],
    "daemon": ["base", "core", "wire"],
    "daemon/fleet": ["base", "core", "wire"],
    "daemon/ledger": ["base", "core"],
    "daemon/life": ["base", "core", "daemon/ledger"],
    "daemon/secrets": ["base", "core", "wire", "daemon/fleet"],
    "daemon/loop": ["base", "core", "wire", "daemon/life", "daemon/ledger", "daemon/fleet", "daemon/secrets"],
    "daemon/control": ["base", "core", "daemon/life", "daemon/ledger", "daemon/loop"],
    "plugins/api": [],
    "plugins/host": ["base", "core", "wire", "plugins/api"],
    "plugins/support": ["base", "core/calendar", "core/model/instant.hpp"],
    "plugins/files": ["base", "core/calendar", "core/model/instant.hpp", "plugins/api", "plugins/support"],
    "plugins/email": ["base", "core/calendar", "core/model/instant.hpp", "plugins/api", "plugins/support"],
    "plugins/desktop": ["base", "core/calendar", "plugins/api", "plugins/support"],
    "plugins/command": ["base", "core/calendar", "plugins/api", "plugins/support"],
    "cli/common": ["base"],
    "cli/client": ["base", "cli/common"],
    "cli/offline": ["base", "core", "wire", "cli/common"],
}
MAY_USE["daemon"] += [room for room in MAY_USE if room.startswith("daemon/")]  # app and main

# Third-party header -> the only places that may include it.
OWNED = {
    r"nlohmann/": ["base/json.hpp"],
    r"spdlog/": ["base/"],
    r"yaml-cpp/": ["core/config/"],
    r"date/": ["core/calendar/"],
    r"utf8proc\.h": ["core/words/"],
    r"sqlite3\.h": ["daemon/ledger/"],
    r"(gmime/|glib)": ["plugins/support/mail/"],
    r"(libsecret/|gio/)": ["daemon/secrets/helper/"],
    r"libical/": ["plugins/support/ical/"],
    r"CLI/": ["cli/offline/"],
    r"systemd/": ["base/", "daemon/", "cli/client/", "plugins/desktop/"],
    r"dlfcn\.h": ["plugins/host/"],
    r"curl/": ["plugins/support/net/"],
    r"seccomp\.h": ["plugins/host/"],
    r"libpsl\.h": ["plugins/host/"],
}


def room_of(path):
    fits = [room for room in MAY_USE if path == room or path.startswith(room + "/")]
    return max(fits, key=len) if fits else None


def allowed(room, target):
    if target.startswith(room + "/"):
        return True
    return any(target == use or target.startswith(use + "/") for use in MAY_USE[room])


def main():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.cpp", "*.hpp", "*.h"],
                            cwd=TOP, capture_output=True, text=True, check=True).stdout.split()
    bad, seen = [], 0
    for name in listed:
        room = room_of(name)
        if room is None or not (TOP / name).exists():
            continue
        for number, line in enumerate((TOP / name).read_text(encoding="utf-8").splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not found:
                continue
            seen += 1
            quote, target = found.groups()
            if quote == '"' and target.startswith("kith/"):
                target = "plugins/api/include/" + target
            if quote == '"' and not allowed(room, target):
                bad.append(f"{name}:{number}: {room} may not use {target}")
            if quote == "<":
                for pattern, owners in OWNED.items():
                    if re.match(pattern, target) and not any(name.startswith(owner) for owner in owners):
                        bad.append(f"{name}:{number}: {target} belongs to {', '.join(owners) or 'nobody'}")
    print("\n".join(bad))
    print(f"{seen} includes read, {len(bad)} arrows that should not be")
    return 1 if bad or seen == 0 else 0


sys.exit(main())
