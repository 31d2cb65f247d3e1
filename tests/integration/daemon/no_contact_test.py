#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`kith no-contact`: their lines leave the configuration, what was remembered goes, silence stays."""

import pathlib
import re
import sys
import time

from life import DAY, OPEN_ALL_DAY, Life, run

MORE = """  # Lee lives next door
  - {id: choir, name: Choir, circle: group, members: [zebedee, lee]}
rituals:
  - {id: walk, with: [zebedee, lee], rule: every Saturday}
"""
PEOPLE = """connections:
  - {id: zebedee, name: Zebedee, circle: inner, addresses: [zebedee@example.net]}
"""


def known_life(prefix):
    config = OPEN_ALL_DAY.replace("connections:\n  - {id: ana, name: Ana, circle: inner, addresses: [ana@example.net]}\n",
                                  PEOPLE).replace("plugins:\n", MORE + "plugins:\n")
    life = Life(prefix, config)
    life.mail(time.time() - 12 * DAY, "zebedee@example.net", "sam@example.org")
    life.mail(time.time() - 2 * DAY, "lee@example.net", "sam@example.org")
    life.start()
    life.until(lambda: (life.source("mail") or {}).get("fresh"), "the mail is read")
    return life


def traces(life):
    """Files of Kith's own, and what its commands say, that hold their name."""
    found = [str(p) for top in (life.state, life.dir / "config") for p in pathlib.Path(top).rglob("*")
             if p.is_file() and b"zebedee" in p.read_bytes().lower()]
    for words in (["status"], ["list"], ["why"], ["why", "--not"], ["next"], ["offer"], ["list", "--ids"], ["lean-on"],
                  ["ritual"], ["show", "choir"], ["why", "choir"], ["show", "lee"], ["doctor"]):
        for more in ([], ["--json"]):
            out = life.kith(*words, *more)
            if re.search("zebedee", out.stdout + out.stderr, re.I):
                found.append(" ".join(words + more))
    if "zebedee" in (life.dir / "log").read_text().lower():
        found.append("the log")
    return found


def taken_out(prefix, _):
    """With a yes nothing of them is left anywhere, and undo ends the boundary alone."""
    life = known_life(prefix)
    try:
        kith_yaml = life.dir / "config" / "kith.yaml"
        kith_yaml.chmod(0o600)
        before = kith_yaml.read_text()
        said = life.typed("no", "no-contact", "Zebedee")
        assert said.returncode == 0 and "kith.yaml:" in said.stdout and "lines stay" in said.stdout, said
        assert kith_yaml.read_text() == before
        said = life.kith("no-contact", "zebedee")
        assert said.returncode == 0 and "so already" in said.stdout and "--yes" in said.stdout, said
        said = life.typed("yes", "no-contact", "zebedee")
        assert said.returncode == 0 and "taken out" in said.stdout and "erased" in said.stdout, said
        after = before.replace(PEOPLE, "connections:\n").replace("members: [zebedee, lee]", "members: [lee]") \
                      .replace("with: [zebedee, lee]", "with: [lee]")
        assert kith_yaml.read_text() == after, kith_yaml.read_text()
        assert kith_yaml.stat().st_mode & 0o777 == 0o600
        assert traces(life) == [], traces(life)
        life.mail(time.time() - 60, "zebedee@example.net", "sam@example.org")
        life.stop()
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the mail is read")
        assert traces(life) == [], traces(life)
        # Under another id, by one of their addresses, they are known again, and only to stay silent.
        kith_yaml.write_text(after.replace("connections:\n", "connections:\n  - {id: newcomer, name: Newcomer, circle: inner,"
                                           " addresses: [zebedee@example.net]}\n"))
        assert life.kith("reload").returncode == 0
        assert "newcomer" not in life.kith("list", "--ids").stdout
        assert life.kith("show", "newcomer").returncode == 1
        kith_yaml.write_text(after)
        assert life.kith("reload").returncode == 0
        undone = life.kith("undo")
        assert undone.returncode == 0, undone
        undone = undone.stdout
        assert "no-contact" in undone and "stay out" in undone, undone
        assert kith_yaml.read_text() == after
        kith_yaml.write_text(before)
        assert life.kith("reload").returncode == 0
        assert life.json("show", "zebedee")["state"] == "active"
    finally:
        life.close()


def over_later(prefix, _):
    """Without a terminal --yes is the yes; --over ends it later by the id, and undo takes that back."""
    life = known_life(prefix)
    try:
        kith_yaml = life.dir / "config" / "kith.yaml"
        before = kith_yaml.read_text()
        link = life.dir / "config" / "real.txt"
        kith_yaml.rename(link)
        kith_yaml.symlink_to("real.txt")
        assert life.json("no-contact", "zebedee", "--yes")["lines"]
        assert kith_yaml.is_symlink() and "zebedee" not in link.read_text(), "a link stays a link"
        assert traces(life) == [], traces(life)
        assert life.kith("no-contact", "somebody", "--over").returncode == 1
        assert "over" in life.kith("no-contact", "zebedee", "--over").stdout
        assert life.kith("undo").returncode == 0
        link.write_text(before)
        assert life.kith("reload").returncode == 0
        assert "zebedee" not in life.kith("list", "--ids").stdout
        assert life.kith("no-contact", "zebedee", "--over").returncode == 0
        assert "zebedee" in life.kith("list", "--ids").stdout
    finally:
        life.close()


def plugins_name_nobody(prefix, fixtures):
    """What a plugin says of them reaches no line of health and none of the journal, nor once their lines are taken out."""
    people = PEOPLE.replace("name: Zebedee", "name: Zebedee Winter").replace("zebedee@example.net", "zw77@example.net")
    config = OPEN_ALL_DAY.replace("connections:\n", people).replace("plugins:\n", "plugins:\n  - {id: gossip, plugin: gossips}\n")
    life = Life(prefix, config, KITH_PLUGIN_PATH=fixtures)
    theirs = re.compile("zebedee|winter|zw77", re.I)
    log = lambda: (life.dir / "log").read_text()

    def silent():
        said = life.kith("doctor")
        assert "gossip: " in said.stdout and "someone" in said.stdout and not theirs.search(said.stdout), said
        for words in (["doctor", "--json"], ["status"], ["status", "--json"]):
            assert not theirs.search(life.kith(*words).stdout), life.kith(*words)
        assert "odd mail from someone" in log() and not theirs.search(log()), log()

    try:
        loop = life.dir / "cal" / "Zebedee Winter 6.ics"
        loop.symlink_to(loop.name)
        life.start()
        life.until(lambda: "gossip: " in life.health(), "it tells of its trouble")
        assert theirs.search(life.health()), life.health()
        assert life.kith("no-contact", "zebedee").returncode == 0
        silent()
        assert life.kith("no-contact", "zebedee", "--yes").returncode == 0
        assert "zebedee" not in (life.dir / "config" / "kith.yaml").read_text()
        silent()
        life.stop()
        (life.dir / "log").unlink()
        life.start()
        life.until(lambda: "gossip: " in life.health(), "it tells of its trouble again")
        silent()
    finally:
        life.close()


def wrong_without_them(prefix, _):
    """Where the rest would not be right, no byte changes, and the boundary holds."""
    life = known_life(prefix)
    try:
        kith_yaml = life.dir / "config" / "kith.yaml"
        kith_yaml.write_text(kith_yaml.read_text() + "colour: red\n")
        before = kith_yaml.read_text()
        said = life.kith("no-contact", "zebedee", "--yes")
        assert said.returncode == 1 and "colour" in said.stderr, said
        assert kith_yaml.read_text() == before
        assert "zebedee" not in life.kith("list", "--ids").stdout
    finally:
        life.close()


def line_gone(prefix, _):
    """A `state:` line that is gone, as from a file written in part, brings nobody back: a command does."""
    config = OPEN_ALL_DAY.replace("addresses: [ana@example.net]}", "addresses: [ana@example.net], state: remembered}") \
                         .replace("addresses: [lee@example.net]", "addresses: [lee@example.net], state: no_contact")
    life = Life(prefix, config)
    try:
        for who in ("ana", "lee"):
            life.mail(time.time() - 30 * DAY, f"{who}@example.net", "sam@example.org")
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the mail is read")
        kith_yaml = life.dir / "config" / "kith.yaml"
        for restart in (False, True):
            kith_yaml.write_text(config.replace(", state: remembered", "").replace(", state: no_contact", ""))
            assert life.kith("reload").returncode == 0
            if restart:
                life.stop()
                life.start()
            for told in ("show", "why"):
                said = life.kith(told, "ana").stdout
                assert "Ana is remembered" in said and "`state:` line" in said and "kith in-memory ana --over" in said, said
            for told in ("status", "doctor"):
                said = life.kith(told).stdout
                gone = [line for line in said.splitlines() if "was taken out" in line]
                assert len(gone) == 2 and "kith in-memory ID --over" in said and "kith no-contact ID --over" in said, said
                assert not any(name in line.lower() for line in gone for name in ("ana", "lee")), gone
            assert "lee" not in life.kith("list", "--ids").stdout
            assert life.kith("show", "lee").returncode == 1 and not life.offered()
        # Who is content with it says so once.
        for words in (["in-memory", "ana"], ["no-contact", "lee"]):
            assert life.kith(*words).returncode == 0, words
        assert life.kith("reload").returncode == 0
        for told in ("status", "doctor"):
            assert "was taken out" not in life.kith(told).stdout, life.kith(told)
        assert life.kith("in-memory", "ana").returncode == 1
        assert life.kith("in-memory", "ana", "--over").returncode == 0
        assert life.kith("no-contact", "lee", "--over").returncode == 0
        assert {"ana", "lee"} <= set(life.kith("list", "--ids").stdout.split()), life.kith("list", "--ids")
        assert "Ana is remembered" not in life.kith("show", "ana").stdout
        assert "was taken out" not in life.kith("status").stdout + life.kith("doctor").stdout
        assert life.kith("let-go", "ana").returncode == 0
        assert "was taken out" not in life.kith("status").stdout and "line" not in life.kith("show", "ana").stdout
        assert life.kith("undo").returncode == 0
        assert life.kith("reload").returncode == 0 and "lee" in life.kith("list", "--ids").stdout
    finally:
        life.close()


KURT = "  - {id: kurt, name: Kurt, circle: inner, addresses: [kurt@example.net]@STATE@}\n"


def entry_gone(prefix, _):
    """With its whole entry a line goes as it does alone: nobody is named again, and what is written later is silent too."""
    config = OPEN_ALL_DAY.replace("connections:\n", "connections:\n" + KURT)
    life = Life(prefix, config.replace("@STATE@", ", state: no_contact"))
    try:
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the mail is read")
        assert life.kith("note", "ana", "new flat shared with Kurt").returncode == 0
        kith_yaml = life.dir / "config" / "kith.yaml"
        for restart in (False, True):
            kith_yaml.write_text(OPEN_ALL_DAY)
            assert life.kith("reload").returncode == 0
            if restart:
                life.stop()
                life.start()
            said = life.kith("show", "ana").stdout
            assert "new flat shared with someone" in said, said
            said = life.kith("forget", "somebody", "--yes").stderr
            assert "kurt" not in said, said
        kith_yaml.write_text(config.replace("@STATE@", ""))
        assert life.kith("reload").returncode == 0
        assert "kurt" not in life.kith("list", "--ids").stdout and life.kith("show", "kurt").returncode == 1
        assert "kith no-contact ID --over" in life.kith("status").stdout
        assert life.kith("no-contact", "kurt", "--over").returncode == 0
        assert "kurt" in life.kith("list", "--ids").stdout
        assert "with Kurt" in life.kith("show", "ana").stdout
        assert life.kith("forget", "kurt", "--yes").returncode == 1
    finally:
        life.close()


def others_names_lift_nothing(prefix, _):
    """Whoever is called after somebody without contact names them by their own name alone; what goes is counted first."""
    config = OPEN_ALL_DAY.replace("connections:\n", """connections:
  - {id: will, name: Will, circle: inner, addresses: [will@example.net]}
  - {id: leo, name: "Leo (Will's brother)", label: Will's brother, circle: inner, addresses: [leo@example.net]}
  - {id: wills-mum, name: Greta, circle: wide, addresses: [greta@example.net]}
""")
    life = Life(prefix, config)
    try:
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the mail is read")
        for text in ("new flat shared with Will", "I hope she will call", "swam far"):
            assert life.kith("note", "ana", text).returncode == 0
        said = life.kith("no-contact", "will")
        assert "One note about others calls them by name" in said.stdout and "A note that may mean them stays" in said.stdout, said
        said = life.kith("show", "ana").stdout
        assert "new flat shared with someone" in said and "Will" not in said, said
        said = life.kith("plan", "leo").stdout
        assert "Leo" in said and "Will's brother:" not in said and "with Will's brother" not in said, said
        past = [line["what"] for line in life.json("show", "leo")["past"]]
        assert re.fullmatch("a plan for [A-Z][a-z]{2}( [0-9]+ [A-Z][a-z]{2})? [0-9]{2}:[0-9]{2}", past[0]), past
        assert life.kith("no-contact", "will", "--yes").returncode == 0
        said = life.kith("show", "ana").stdout
        assert "flat" not in said and "I hope she someone call" in said and "swam far" in said, said
    finally:
        life.close()


NAMESAKE_GROUPS = """rituals:
  - {id: reading, with: [grp], rule: every Thursday}
connections:
  - {id: zita, name: Zita Quast, circle: close, addresses: [zita@example.net]}
  - {id: grp, name: "Zita's book club", circle: group, meets: {rule: every Thursday, from: "19:30", to: "21:30"},
     members: [zita, ana]}
  - {id: zitas-choir, name: Quast singers, circle: group}
"""


def groups_called_after_them(prefix, _):
    """Whatever is said of a group called after them, no answer says their name; and to their name it does not answer."""
    life = Life(prefix, OPEN_ALL_DAY.replace("connections:\n", NAMESAKE_GROUPS))
    theirs = re.compile("zita|quast", re.I)
    try:
        life.start()
        life.until(lambda: (life.source("mail") or {}).get("fresh"), "the mail is read")
        assert "Zita's book club" in life.kith("log", "grp").stdout
        assert "Zita's book club" in life.kith("undo").stdout
        assert life.kith("no-contact", "zita").returncode == 0
        for erased in (False, True):
            for words in (["log", "grp"], ["undo"], ["note", "grp", "bring the book"], ["undo"],
                          ["plan", "grp", "--when", "saturday"], ["plan", "grp", "--off"], ["felt", "same", "grp"],
                          ["rest", "grp"], ["wake", "grp"], ["undo"], ["ritual", "reading", "keep"],
                          ["in-memory", "grp"], ["show", "grp"], ["undo"], ["let-go", "grp"], ["show", "grp"],
                          ["let-go", "grp", "--over"], ["list"], ["show", "grp"], ["ritual"], ["status"],
                          ["ask", "company", "grp"]):
                said = life.kith(*words)
                assert said.returncode == 0, (words, said)
                assert not theirs.search((said.stdout + said.stderr).replace("zitas-choir", "")), (words, said)
            for name in ("zita", "Zita", "quast", "zita quast"):
                said = life.kith("log", name)
                assert said.returncode == 1 and f"nobody here is called {name}" in said.stderr, said
            for whole in ("zitas-choir", "Quast singers", "Zita's book club"):
                assert life.kith("log", whole).returncode == 0 and life.kith("undo").returncode == 0, whole
            if not erased:
                assert life.kith("no-contact", "zita", "--yes").returncode == 0
    finally:
        life.close()


def their_group_is_offered(prefix, _):
    """While an offer about a group called after them is open, nothing that is said of it names them."""
    people = """connections:
  - {id: zita, name: Zita Quast, circle: wide, state: no_contact}
  - {id: grp, name: "Zita's book club", circle: group, dates: [{birthday: "@DAY@"}]}
""".replace("@DAY@", time.strftime("--%m-%d", time.gmtime()))
    life = Life(prefix, OPEN_ALL_DAY.replace("connections:\n", people))
    try:
        for who, days in (("ana", 1), ("lee", 1)):
            life.mail(time.time() - days * DAY, f"{who}@example.net", "sam@example.org")
        life.start()
        life.until(lambda: (life.json("status")["outstanding"] or {}).get("connection") == "grp", "its day is offered")
        said = "".join(life.kith(*words).stdout for words in (["status"], ["status", "--json"], ["why"], ["why", "grp"]))
        assert "An offer is " in said and not re.search("zita|quast", said, re.I), said
        said = life.kith("forget", "grp", "--yes")
        assert said.returncode == 1 and "still stands in" in said.stderr and "Zita" not in said.stderr, said
    finally:
        life.close()


sys.exit(run([taken_out, over_later, plugins_name_nobody, wrong_without_them, line_gone, entry_gone,
              others_names_lift_nothing, groups_called_after_them, their_group_is_offered], *sys.argv[1:3]))
