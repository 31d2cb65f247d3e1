#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The command line as a newcomer meets it: cli_test.py BINDIR FIXTURES. Prints each test; exit 1 if one failed."""

import datetime
import json
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parents[2]
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import OPEN_ALL_DAY, ripe_life, run  # noqa: E402

OFFLINE = ["check", "audit", "rehearse", "rule", "plugin", "completions"]
COLD = "status next why list watch offer undo going done smaller later skip already pause resume".split()
DEADLINE = 60


class Place:
    """An empty home with a runtime folder and nothing running in it."""

    def __init__(self, prefix, fixtures):
        self.bin = pathlib.Path(prefix).resolve()
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="kith-cli-"))
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS_", "KITH_", "NOTIFY_"))}
        self.env = clean | {"HOME": str(self.dir), "XDG_RUNTIME_DIR": str(self.dir), "TZ": "UTC",
                            "PATH": f"{self.bin}:{os.environ['PATH']}", "KITH_PLUGIN_PATH": fixtures}

    def kith(self, *words, given=None, **more):
        return subprocess.run([self.bin / "kith", *map(str, words)], env=self.env | more, input=given,
                              capture_output=True, text=True, timeout=DEADLINE)

    def config(self, text, name="life"):
        folder = self.dir / name
        folder.mkdir(exist_ok=True)
        (folder / "kith.yaml").write_text(text)
        return folder

    def close(self):
        shutil.rmtree(self.dir, ignore_errors=True)


def at_a_place(test):
    def wrapped(prefix, fixtures):
        place = Place(prefix, fixtures)
        try:
            test(place)
        finally:
            place.close()

    wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
    return wrapped


def words_of(place):
    """The commands, as the overview lists them."""
    return re.findall(r"^  ([a-z-]+)", place.kith("--help").stdout, re.M)


PEOPLE = """version: 1
you: {name: Sam, timezone: Europe/Lisbon}
connections:
  - {id: ana, name: Ana, circle: close, addresses: [ana@example.net]}
  - {id: dad, name: Dad, circle: inner}
"""


@at_a_place
def help_teaches(place):
    """Every command has a --help that begins with what it does and how it is used; `help WORD` is the same."""
    words = words_of(place)
    assert len(words) >= 26, words
    for word in words:
        said = place.kith(word, "--help")
        assert said.returncode == 0 and not said.stderr, (word, said)
        first, _, usage = said.stdout.splitlines()[:3]
        assert first.endswith("."), (word, first)
        assert usage.startswith(f"Usage: kith {word}"), (word, usage)
        assert place.kith("help", word).stdout == said.stdout, word
        assert "!" not in said.stdout and "\t" not in said.stdout, word
    # What the overview says of kith-offline's words is what they themselves say.
    overview = place.kith("--help").stdout
    for word in ("check", "rehearse", "rule", "completions"):
        usage = place.kith(word, "--help").stdout.splitlines()[2].removeprefix("Usage: kith ")
        assert f"  {usage}" in overview, usage
    for word in ("list", "info", "try"):
        assert f"Usage: kith plugin {word}" in place.kith("plugin", word, "--help").stdout


@at_a_place
def wrong_use(place):
    """Exit code 2, one plain sentence, the nearest word, and nothing on standard output."""
    life = place.config(PEOPLE)
    cases = {
        ("statsu",): "Did you mean `kith status`?", ("frobnicate",): "`kith --help` lists them",
        ("status", "--jsn"): "Did you mean --json?", ("status", "extra"): "one word too many: extra",
        ("log",): "a name is missing", ("not-a-touch",): "REF is missing", ("log", "ana", "--minutes", "x"): "whole number",
        ("log", "ana", "--minutes"): "--minutes needs a value", ("later", "tonigth"): "Did you mean tonight?",
        ("later", "tonight", "weekend"): "one time is enough", ("check", "--jso"): "Did you mean --json?",
        ("rehearse",): "--from is missing", ("rehearse", "--frm", "2026-03-02"): "Did you mean --from?",
        ("rehearse", "--from"): "--from needs a value", ("rehearse", "--from", "2026-13-01", "--config", life): "2026-13-01",
        ("rehearse", "--from", "2026-03-02", "--days", "0"): "from 1 to 3700, not 0",
        ("rehearse", "--from", "2026-03-02", "--days", "soon"): "from 1 to 3700, not soon",
        ("rehearse", "--from", "2026-03-02", "--answers", "mixd"): "Did you mean mixed?",
        ("rule", "every", "Saturday", "--from", "2026-03-28"): "goes into quotes",
        ("rule", "every Satruday", "--from", "2026-03-28"): "did you mean saturday?",
        ("rule", "every day", "--from", "soon"): "soon", ("rule", "every day"): "--from is missing",
        ("rule", "every day", "--from", "2026-03-28", "--zone", "Europe/Lisbonn"): "did you mean Europe/Lisbon?",
        ("rule", "FREQ=SECONDLY", "--from", "2026-03-28"): "finer than Kith goes",
        ("plugin",): "list, info or try", ("plugin", "lst"): "Did you mean list?", ("plugin", "try"): "NAME is missing",
        ("plugin", "try", "files", "fly"): "cannot fly", ("completions", "tcsh"): "bash, zsh or fish",
    }
    for words, expected in cases.items():
        said = place.kith(*words)
        assert said.returncode == 2, (words, said)
        assert expected in said.stderr and not said.stdout, (words, said)
        assert "!" not in said.stderr and len(said.stderr.splitlines()) <= 2, said.stderr
    assert place.kith().returncode == 2


@at_a_place
def no_daemon(place):
    """Without kithd: exit code 3 and what to do; the words that need none still work."""
    for word in COLD:
        said = place.kith(word)
        assert said.returncode == 3 and "kithd is not running" in said.stderr and not said.stdout, (word, said)
    assert place.kith("list", "--ids").stdout == ""
    assert place.kith("--version").stdout.startswith("kith ")
    assert place.kith("plugin", "list").returncode == 0


def with_mail(settings, deliver=""):
    return PEOPLE + deliver + f"plugins:\n  - {{id: post, plugin: email, settings: {{{settings}}}}}\nsecrets: {{s: {{gnome: sam}}}}\n"


@at_a_place
def check_mail(place):
    """The settings of a plugin are checked by what its manifest says, each at its place."""
    server, sends = 'imap: "imaps://mail.example.org", user: sam, password: {secret: s}', 'smtp: "smtp://mail.example.org", to: sam@example.org'
    for fits in (server, f'{server}, {sends}, smtp_user: ""', f'{sends}, smtp_user: ""'):
        said = place.kith("check", place.config(with_mail(fits), "fits"))
        assert said.returncode == 0 and said.stdout.splitlines()[-1] == "That fits.", (fits, said)
    for wrong, deliver, told in ((server + ', from: ""', "", ":7:116: error: plugins.post.settings.from: this is empty"),
                                 (server + ", aliases: [Sam Doe]", "", "error: plugins.post.settings.aliases: "),
                                 ("user: sam", "", "error: plugins.post.settings.imap: the plugin email needs one of the settings imap, smtp"),
                                 (server.partition(", password")[0], "", ":7:42: error: plugins.post.settings.password: the plugin email "
                                  "needs one of the settings password, token beside imap"),
                                 (sends + ", smtp_user: sam", "", "smtp_password, password, token beside smtp_user"),
                                 (server, "deliver: [post]\n", ":6:11: error: deliver: post needs the setting smtp to deliver: Where mail")):
        said = place.kith("check", place.config(with_mail(wrong, deliver), "wrong"))
        assert said.returncode == 1 and told in said.stdout, (told, said.stdout)
        assert said.stdout.count("error: ") == 1, said.stdout
    said = place.kith("check", place.config(with_mail(f'{server}, {sends}', "deliver: [post]\n"), "both"))
    assert said.returncode == 0, said


@at_a_place
def check(place):
    """FILE:LINE:COL: error: KEY: REASON, all of them; then the sum; exit code 1 for an error alone."""
    bad = place.config("version: 1\nyou: {name: Sam}\npase: steady\nconnections:\n"
                       "  - {id: ana, name: Ana, circle: closer}\n  - {id: ana, name: Ann, circle: inner}\n", "bad")
    said = place.kith("check", bad)
    lines = said.stdout.splitlines()
    assert said.returncode == 1 and len(lines) >= 4, said
    for line in lines[:-1]:
        assert re.fullmatch(re.escape(str(bad)) + r"/kith\.yaml:\d+:\d+: (error|warning|note): [^:]+: .+", line), line
    assert "pace" in lines[0] and ":3:1: error: pase" in lines[0], lines[0]
    assert lines[-1].endswith("things to mend; nothing else is lost."), lines[-1]
    told = json.loads(place.kith("check", bad, "--json").stdout)
    assert told["ok"] is False and len(told["problems"]) == len(lines) - 1
    assert {"file", "line", "col", "severity", "key", "reason"} == set(told["problems"][0])

    kept = place.config(PEOPLE + "silent_days: [home.ics]\n", "kept")
    said = place.kith("check", kept)
    assert said.returncode == 0, said
    assert re.search(r":\d+:\d+: warning: silent_days: .*kept, not used yet", said.stdout), said.stdout
    assert "hellos a week" in said.stdout and said.stdout.splitlines()[-1] == "That fits.", said.stdout
    assert json.loads(place.kith("check", kept, "--json").stdout)["fits"] is True
    course = ('rituals:\n  - {id: course, with: [ana], rule: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20200201T000000Z", '
              'since: "2020-01-07"}\n')
    said = place.kith("check", place.config(PEOPLE + course, "ended"))
    assert said.returncode == 0 and re.search(r":\d+:\d+: warning: rituals\[0\]\.rule: nothing of it lies", said.stdout), said
    rare = 'rituals:\n  - {id: lunch, with: [dad], rule: "FREQ=MONTHLY;BYDAY=1SU", since: "2020-01-05"}\n'
    said = place.kith("check", place.config(PEOPLE + rare, "rare"))
    assert said.returncode == 0 and re.search(r":\d+:\d+: warning: rituals\[0\]\.rule: it comes round less", said.stdout), said
    weekly = rare.replace("MONTHLY;BYDAY=1SU", "WEEKLY;BYDAY=SU")
    assert "comes round" not in place.kith("check", place.config(PEOPLE + weekly, "weekly")).stdout
    day = lambda ahead: (datetime.date.today() + datetime.timedelta(days=ahead)).isoformat()
    until = lambda ahead: day(ahead).replace("-", "") + "T235959Z"
    for rule, since, seldom in ((f"FREQ=WEEKLY;UNTIL={until(20)}", day(-70), False), (f"FREQ=WEEKLY;UNTIL={until(1)}", day(-70), False),
                                ("FREQ=WEEKLY", day(330), False), ("FREQ=WEEKLY", day(361), False), ("FREQ=DAILY", day(-70), False),
                                ("FREQ=DAILY;COUNT=1", day(20), False), (f"FREQ=MONTHLY;UNTIL={until(90)}", day(-200), True),
                                ("FREQ=YEARLY", day(-200), True), ("FREQ=YEARLY", day(20), True)):
        of = f'rituals:\n  - {{id: lunch, with: [dad], rule: "{rule}", since: "{since}"}}\n'
        said = place.kith("check", place.config(PEOPLE + of, "spaced"))
        assert said.returncode == 0 and ("comes round less" in said.stdout) == seldom, (rule, since, said)
    hours = ("12:00", "14:00"), ("17:00", "18:30")
    every = "rituals:\n" + "".join(f'  - {{id: r{n}, with: [ana], rule: every day, from: "{a}", to: "{b}"}}\n' for n, (a, b) in enumerate(hours))
    said = place.kith("check", place.config(PEOPLE + every, "every"))
    assert said.returncode == 0 and re.search(r":\d+:\d+: warning: rituals\[0\]\.from: .*every slot", said.stdout), said
    said = place.kith("check", place.config(PEOPLE + every.replace("17:00", "20:00").replace("18:30", "21:00"), "evening"))
    assert said.returncode == 0 and "every slot" not in said.stdout, said
    many = "".join(f"  - {{id: p{i}, name: P{i}, circle: inner}}\n" for i in range(9))
    said = place.kith("check", place.config(PEOPLE + many, "many"))
    assert said.returncode == 0 and "stretched by" in said.stdout, said.stdout
    low = PEOPLE.replace("timezone:", "usual_energy: low, timezone:")
    said = place.kith("check", place.config(low, "low"))
    assert said.returncode == 0, said
    assert re.search(r":\d+:\d+: warning: you\.usual_energy: .*: ana and dad are never offered", said.stdout), said.stdout
    said = place.kith("check", place.config(low.replace("circle: close", "circle: close, feels: safe"), "safe"))
    assert ": dad is never offered" in said.stdout, said.stdout
    stranger = PEOPLE + "plugins:\n  - {id: talk, plugin: chatty}\n"
    life = place.config(stranger, "stranger")
    said = place.kith("check", life)
    assert said.returncode == 0 and "talk does not run: " in said.stdout and "trust: true" in said.stdout, said
    assert "No plugin looks for contacts" in said.stdout, said
    assert [each["id"] for each in json.loads(place.kith("check", life, "--json").stdout)["refused"]] == ["talk"]

    # A program is started for what is said of it, and one that nothing is said of is named.
    page = PEOPLE + "reflection: {day: sunday, by: [page]}\nplugins:\n  - {id: page, plugin: command, settings: {program: [cat]}}\n"
    spare = page + "  - id: spare\n    plugin: command\n    settings: {program: [cat]}\n"
    said = place.kith("check", place.config(spare, "spare"))
    assert said.returncode == 0 and "No plugin looks for contacts" in said.stdout, said.stdout
    assert re.search(r":\d+:\d+: warning: plugins\.spare\.plugin: nothing starts spare yet: .*`senses: true`", said.stdout), said
    assert "plugins.page" not in said.stdout, said.stdout
    said = place.kith("check", place.config(spare.replace("[cat]}\n", "[cat], senses: true}\n"), "senses"))
    assert "Asked for contacts: spare." in said.stdout and "nothing starts" not in said.stdout, said.stdout
    vain = PEOPLE + "deliver: [spare]\n" + spare[len(PEOPLE):].replace("[cat]}\n", "[cat], senses: true}\n")
    said = place.kith("check", place.config(vain, "vain"))
    assert re.search(r"warning: plugins\.(spare|page)\.settings\.senses: \w+ brings messages", said.stdout), said.stdout
    said = place.kith("check", place.config(stranger.replace("chatty", "chatty, trust: true"), "trusted"))
    assert said.returncode == 0 and "not run" not in said.stdout and "Asked for contacts: talk." in said.stdout, said
    said = place.kith("check", place.dir / "nowhere")
    assert said.returncode == 1 and "nowhere" in said.stdout, said
    assert place.kith("check", f"{kept}/kith.yaml").stdout == place.kith("check", kept).stdout
    said = place.kith("check", place.dir / "nowhere/kith.yaml")
    assert said.returncode == 1 and "is not there" in said.stdout, said
    (kept / "connections/friends").mkdir(parents=True)
    (kept / "connections/friends/zoe.yaml").write_text("id: zoe\n")
    said = place.kith("check", kept)
    assert said.returncode == 0 and f"{kept}/connections/friends:" in said.stdout and "is passed over" in said.stdout, said
    gone = place.config(PEOPLE + f"plugins:\n  - {{id: mail, plugin: files, settings: {{maildir: [{place.dir}/no-mail]}}}}\n",
                        "gone")
    said = place.kith("check", gone)
    assert said.returncode == 0, said
    assert re.search(r"/kith\.yaml:\d+:\d+: warning: plugins\.mail\.settings\.maildir: .*/no-mail is not there", said.stdout), said
    for life in ("config/demo", "config"):
        if (TREE / life / "kith.yaml").exists():
            assert place.kith("check", TREE / life).returncode == 0, life


@at_a_place
def help_numbers(place):
    """What kith check says of the help page: its country, and a support.yaml of one's own."""
    at_home = lambda country: place.config(f"version: 1\nyou: {{country: {country}}}\nconnections: [{{id: ana}}]\n", country)
    for country in ("US", "de"):
        said = place.kith("check", at_home(country))
        assert said.returncode == 0 and "country" not in said.stdout, said
    for country, meant in (("UK", "GB"), ("Germany", "DE")):
        said = place.kith("check", at_home(country))
        assert said.returncode == 1 and f"did you mean {meant}?" in said.stdout, said
    far = at_home("PT")
    said = place.kith("check", far)
    assert said.returncode == 0 and ":2:" in said.stdout and "warning: you.country" in said.stdout, said
    assert "116 123" in place.kith("support", far).stdout
    (far / "support.yaml").write_text("version: 1\nhelp:\n  - {country: PT, name: Mine, call: 1}\n  - {country: PRT, name: x, call: 1}\n")
    said = place.kith("check", far)
    assert said.returncode == 1 and "support.yaml:4:" in said.stdout and "warning" not in said.stdout, said
    assert "116 123" not in place.kith("support", far).stdout


@at_a_place
def audit(place):
    """What each plugin may reach; a host without a port is open on any, and that is said."""
    life = place.config(PEOPLE + "plugins:\n  - {id: web, plugin: fetch, settings: {url: 'https://a.example', server: b.example}}\n"
                        "  - {id: calm, plugin: behave}\n")
    said = place.kith("audit", life)
    assert said.returncode == 0 and "  connects to a.example:443 and b.example (any port)\n" in said.stdout, said
    assert "calm (behave)\n  reaches nothing" in said.stdout, said
    told = json.loads(place.kith("audit", life, "--json").stdout)["plugins"]
    assert told[0]["hosts"] == ["a.example:443", "b.example"] and told[1]["hosts"] == [], told
    # Without a kithd nothing is known of their runs; the level of this computer is tried.
    assert "ran last" not in said.stdout and "has not run" not in said.stdout, said
    assert re.search(r"^This computer fences a plugin in: (full|partial|limits) \(.+\)$", said.stdout, re.M), said
    assert told[0]["fenced"] == [], told


@at_a_place
def rehearse(place):
    """JSON lines with a summary, text to read, histories with their places, and the same thing twice."""
    life = place.config(PEOPLE)
    words = ["rehearse", "--config", life, "--from", "2026-03-02", "--days", "30", "--answers", "mixed", "--seed", "rain"]
    lines = [json.loads(line) for line in place.kith(*words, "--json").stdout.splitlines()]
    assert len(lines) == 61 and set(lines[-1]) == {"summary"}, len(lines)
    assert {"slots", "nudges", "silences", "per_week_max", "by_connection"} <= set(lines[-1]["summary"])
    assert lines[0]["at"] == "2026-03-02T12:30:00+00:00" and lines[0]["because"] == ["settling"], lines[0]
    assert lines[-2]["at"] == "2026-03-31T17:30:00+01:00", lines[-2]
    nudge = next(line for line in lines if line.get("outcome") == "nudge")
    assert {"at", "slot", "connection", "step", "title", "body", "score", "ratio", "band"} <= set(nudge), nudge
    assert place.kith(*words, "--json").stdout == place.kith(*words, "--json").stdout
    text = place.kith(*words).stdout
    assert nudge["title"] in text and "silent until" in text and "still settling in" in text, text
    assert "\033" not in text

    good = '{"at":"2026-02-01T18:30:00+00:00","connection":"ana","channel":"call","direction":"both","minutes":12,"source":"manual","ref":"1"}'
    words = ["rehearse", "--config", life, "--from", "2026-03-02", "--days", "3"]
    assert place.kith(*words, "--history", "-", given=good + "\n\n").returncode == 0
    bad = [good.replace('"ana"', '"bob"').replace('"1"', '"2"'), "rubbish", good.replace('"call"', '"smoke"'),
           good.replace("2026-02-01T", "yesterday"), good[:-1] + ',"mood":"fine"}', '{"at":"2026-02-01T18:30:00Z"}']
    past = place.dir / "past.jsonl"
    past.write_text("\n".join([good, *bad]) + "\n")
    said = place.kith(*words, "--history", past)
    problems = said.stderr.splitlines()
    assert said.returncode == 1 and not said.stdout and len(problems) == len(bad), said
    for number, line in enumerate(problems, 2):
        assert line.startswith(f"{past}:{number}: ") and len(line) > len(str(past)) + 6, line
    assert place.kith(*words, "--history", place.dir / "none").returncode == 1


@at_a_place
def rule(place):
    """Instants as RFC 3339, gaps as RFC 5545 has them, and the same as JSON."""
    words = ["rule", "every day", "--from", "2026-03-28T01:30", "--zone", "Europe/Lisbon", "--for", "3"]
    lines = place.kith(*words).stdout.splitlines()
    assert lines == ["2026-03-28T01:30:00+00:00", "2026-03-29T02:30:00+01:00", "2026-03-30T01:30:00+01:00"], lines
    assert json.loads(place.kith(*words, "--json").stdout) == {"zone": "Europe/Lisbon", "instants": lines}
    said = place.kith("rule", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "--from", "2026-01-01")
    assert said.returncode == 1 and "never" in said.stderr and not said.stdout, said


@at_a_place
def plugins(place):
    """list, info and try, for the bundled ones and for the fixtures, good and bad."""
    told = json.loads(place.kith("plugin", "list", "--json").stdout)["plugins"]
    assert {"files", "desktop", "command", "behave", "crashes"} <= {each["name"] for each in told}
    for each in told:
        said = place.kith("plugin", "info", each["name"])
        assert said.returncode == 0 and each["summary"] in said.stdout, said
        assert json.loads(place.kith("plugin", "info", each["name"], "--json").stdout)["name"] == each["name"]
    said = place.kith("plugin", "info", "fils")
    assert said.returncode == 1 and "did you mean files?" in said.stderr, said

    (place.dir / "mail" / "cur").mkdir(parents=True)
    for name in ("new", "tmp"):
        (place.dir / "mail" / name).mkdir()
    (place.dir / "mail" / "new" / "1.M1.h").write_text("From: ana@example.net\nTo: sam@example.org\n"
                                                      "Date: Sun, 01 Mar 2026 10:00:00 +0000\nMessage-ID: <a@b>\n\nHi\n")
    settings = place.dir / "files.yaml"
    settings.write_text("maildir: [~/mail]\n")
    addresses = place.dir / "addresses"
    addresses.write_text("# mine, then hers\nself sam@example.org\nana@example.net ana\n")
    words = ["plugin", "try", "files", "--settings", settings, "--addresses", addresses, "--since", "2026-02-01"]
    said = place.kith(*words)
    records = [json.loads(line) for line in said.stdout.splitlines()]
    touches = [r for r in records if r.get("channel") == "email"]
    assert said.returncode == 0 and len(touches) == 1 and touches[0]["direction"] == "in", said
    settings.write_text("maildirs: [~/mail]\n")
    said = place.kith(*words)
    assert said.returncode == 2 and f"{settings}:1:1: error: " in said.stderr and "maildir" in said.stderr, said
    assert place.kith("plugin", "try", "files").returncode == 1

    program = place.dir / "command.yaml"
    program.write_text(f"program: [sh, -c, \"cat >{place.dir}/got\"]\n")
    said = place.kith("plugin", "try", "command", "deliver", "--settings", program, "--title", "A hello?")
    assert said.returncode == 0, said
    assert json.loads((place.dir / "got").read_text())["title"] == "A hello?"
    said = place.kith("plugin", "try", "behave", "--addresses", addresses, "--cursor", "41")
    assert said.returncode == 0 and {"type": "cursor", "cursor": "42"} in map(json.loads, said.stdout.splitlines()), said
    said = place.kith("plugin", "try", "behave", "withdraw", "--receipt", "7")
    assert said.returncode == 0, said
    said = place.kith("plugin", "try", "behave", "deliver", "--cursor", "41")
    assert said.returncode == 2 and "for sense alone" in said.stderr, said
    password, kept = place.dir / "password", place.dir / "kept"
    password.write_text("tall grass\n")
    program.write_text("password: {secret: mail}\n")
    words = ["plugin", "try", "lengths", "deliver", "--settings", program, "--secret", f"mail={password}", "--state", kept]
    said = place.kith(*words)
    assert said.returncode == 0 and (kept / "length").read_text() == "10" and kept.stat().st_mode & 0o777 == 0o700, said
    (kept / "length").write_text("before")
    assert place.kith(*words).returncode == 0 and (kept / "length").read_text() == "10"
    assert place.kith(*words[:-2]).returncode == 1
    words[3] = "sense"
    said = place.kith(*words)
    assert said.returncode == 1 and said.stderr == (
        "lengths: one record was passed over: a record held a secret\n"
        "lengths: asked for a name that is no host and was refused it; its settings have to name it\n"), said
    program.write_text("password: {secret: mail}\nmode: forges\n")
    said = place.kith(*words)
    assert said.returncode == 1 and said.stderr.splitlines()[-2:] == [
        "lengths: one record was passed over", "lengths: auth: the server does not know (a secret)"], said
    kept.chmod(0o755)
    said = place.kith(*words)
    assert said.returncode == 2 and f"others may open {kept}" in said.stderr and kept.stat().st_mode & 0o777 == 0o755, said
    # What kith status would say of a job that is done but for something, and of one that crashed.
    program.write_text("mode: drains\n")
    said = place.kith("plugin", "try", "watches", "deliver", "--settings", program, "--stay", "20")
    assert said.returncode == 0 and said.stderr == "watches: three bytes\n", said
    said = place.kith("plugin", "try", "crashes")
    assert said.returncode == 1 and said.stderr.startswith("crashes: crashed (it "), said
    said = place.kith("plugin", "try", "rubbish", "--all")
    broken = [each for each in map(json.loads, said.stdout.splitlines()) if each.get("type") == "skipped"]
    assert said.returncode == 1 and len(broken) == 13 and all(each["because"].startswith("record ") for each in broken), said
    said = place.kith("plugin", "try", "command", "deliver")
    assert said.returncode == 2 and said.stderr.startswith("(no --settings):1:1: error: program"), said
    # A telephone number may hold blanks; the last word is the connection's id.
    addresses.write_text("tel:+351 210 000 000 ana\ntel:+44 20 7946 0000\nben@example.net ben\n")
    program.write_text(f"senses: true\nprogram: [sh, -c, \"cat >{place.dir}/asked\"]\n")
    said = place.kith("plugin", "try", "command", "--addresses", addresses, "--settings", program)
    assert json.loads((place.dir / "asked").read_text())["addresses"] == [
        {"connection": "ana", "address": "tel:+351210000000"},
        {"connection": "+442079460000", "address": "tel:+442079460000"},
        {"connection": "ben", "address": "mailto:ben@example.net"}], said
    for name in ("crashes", "throws", "lies_abi", "short_struct", "no_symbol"):
        said = place.kith("plugin", "try", name)
        assert said.returncode == 1 and said.stderr.startswith(name + ": "), (name, said)
        for line in said.stdout.splitlines():
            json.loads(line)


@at_a_place
def a_stranger_is_tried(place):
    """A plugin from elsewhere that wants programs runs by --trust alone; and it has nothing of the terminal."""
    said = place.kith("plugin", "try", "chatty")
    assert said.returncode == 1 and "add --trust" in said.stderr and not said.stdout, said
    forging = place.dir / "forging"
    forging.mkdir()
    (forging / "counts.so").touch()
    (forging / "counts.plugin.yaml").write_text('name: counts\nabi: 1\nsummary: "Counts\\ncan    sense"\nroles: [sense]\n')
    told = place.kith("plugin", "info", "counts", KITH_PLUGIN_PATH=str(forging)).stdout
    assert told.startswith("counts  Counts can    sense\n") and "summary: this must be one line" in told, told
    assert "needs  `trust: true`" in place.kith("plugin", "info", "chatty").stdout
    told = json.loads(place.kith("plugin", "list", "--json").stdout)["plugins"]
    assert [each["name"] for each in told if each["needs_trust"]] == ["chatty", "clings"], told

    said = place.kith("plugin", "try", "chatty", "--trust", given="my password\n")
    assert said.returncode == 0 and [json.loads(line) for line in said.stdout.splitlines()] == \
        [{"type": "cursor", "cursor": "true"}], said
    lines = said.stderr.splitlines()
    assert lines and all(line.startswith("chatty: ") for line in lines) and "\x1b" not in said.stderr, said
    assert "chatty: kith: all is well" in lines and "chatty: 0 bytes were read" in lines, said

    ours, terminal = pty.openpty()
    try:
        os.write(ours, b"my password\n")
        ran = subprocess.run([place.bin / "kith", "plugin", "try", "chatty", "--trust"], env=place.env, stdin=terminal,
                             stdout=terminal, stderr=terminal, timeout=DEADLINE, start_new_session=True)
        shown = b""
        while select.select([ours], [], [], 0)[0]:
            shown += os.read(ours, 65536)
    finally:
        os.close(ours)
        os.close(terminal)
    assert ran.returncode == 0 and b"chatty: 0 bytes were read" in shown and b"\x1b]" not in shown, (ran, shown)


@at_a_place
def pipes(place):
    """A reader that leaves early is no error to speak of; a full disk is."""
    life = place.config(PEOPLE)
    long = f"kith rehearse --config {life} --from 2026-03-02 --days 3000 --json"
    for line in (f"{long} | head -n 1", "kith --help | head -n 1"):
        said = subprocess.run(["bash", "-c", line], env=place.env, capture_output=True, text=True, timeout=DEADLINE)
        assert said.returncode == 0 and not said.stderr and said.stdout, (line, said)
    for line in (f"{long} >/dev/full", "kith --help >/dev/full", "kith plugin list >/dev/full"):
        said = subprocess.run(["bash", "-c", line], env=place.env, capture_output=True, text=True, timeout=DEADLINE)
        assert said.returncode == 1 and "could not be written" in said.stderr, (line, said)


@at_a_place
def colours(place):
    """Bold on a terminal, plain with NO_COLOR, in a pipe, and on a dumb terminal."""
    words = f"kith rehearse --config {place.config(PEOPLE)} --from 2026-03-02 --days 2"
    if not shutil.which("script"):
        print("  SKIPPED: colours on a terminal (no `script` on this machine)")
        return

    def on_terminal(**more):
        return subprocess.run(["script", "-qec", words, "/dev/null"], env=place.env | {"TERM": "xterm"} | more,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=DEADLINE).stdout

    assert "\033[2m" in on_terminal()
    assert "\033" not in on_terminal(NO_COLOR="1")
    assert "\033" not in on_terminal(TERM="dumb")


@at_a_place
def completions(place):
    """Each shell's script parses; bash's completes words, options, values and names."""
    for shell in ("bash", "zsh", "fish"):
        script = place.dir / f"kith.{shell}"
        script.write_text(place.kith("completions", shell).stdout)
        if not shutil.which(shell):
            print(f"  SKIPPED: the {shell} script is not parsed (no {shell} on this machine)")
            continue
        said = subprocess.run([shell, "-n", script], capture_output=True, text=True, timeout=DEADLINE)
        assert said.returncode == 0 and not said.stderr, (shell, said)
        for word in words_of(place):
            assert word in script.read_text(), (shell, word)

    def bash(*words):
        typed = " ".join(f"'{w}'" for w in words)
        line = f"source {place.dir}/kith.bash; COMP_WORDS=(kith {typed}); COMP_CWORD={len(words)}; _kith; echo ${{COMPREPLY[@]}}"
        said = subprocess.run(["bash", "-c", line], env=place.env, capture_output=True, text=True, timeout=DEADLINE)
        assert said.returncode == 0 and not said.stderr, said
        return said.stdout.split()

    assert bash("stat") == ["status"]
    assert bash("log", "--ch") == ["--channel"]
    assert bash("log", "ana", "--channel", "vo") == ["voice-note"]
    assert bash("rehearse", "--answers", "") == ["ignore", "accept", "mixed"]
    assert bash("later", "to") == ["tonight", "tomorrow"]
    assert bash("plugin", "") == ["list", "info", "try"]
    assert bash("show", "") == []


def with_daemon(prefix, fixtures):
    """Each reading command's --json is one object without the text it would print; names are found kindly."""
    life = ripe_life(prefix, OPEN_ALL_DAY)
    try:
        life.start()
        life.until(lambda: life.json("status")["outstanding"], "an offer")
        for words in (["status"], ["list"], ["show", "ana"], ["why"], ["why", "ana"], ["why", "--not", "lee"], ["next"],
                      ["offer"], ["offer", "--minutes", "5"]):
            said = life.kith(*words, "--json")
            told = json.loads(said.stdout)
            assert isinstance(told, dict) and "text" not in told and said.stdout.count("\n") == 1, (words, told)
            text = life.kith(*words)
            assert text.returncode == said.returncode and text.stdout and not text.stderr, (words, text)
            assert "!" not in text.stdout and "\033" not in text.stdout, text.stdout
        assert life.kith("list", "--ids").stdout.split() == ["ana", "lee"]
        assert life.json("list", "--ids")["ids"] == ["ana", "lee"]
        for name in ("ana", "Ana", "an", "LEE"):
            assert life.kith("show", name).returncode == 0, name
        said = life.kith("show", "anna")
        assert said.returncode == 1 and "Did you mean Ana?" in said.stderr, said
        said = life.kith("show", "nobody")
        assert said.returncode == 1 and "kith list" in said.stderr, said
        for words in (["log", "lee", "--channel", "cal"], ["log", "lee", "--direction", "up"], ["log", "lee", "--at", "soonish"],
                      ["plan", "lee", "--when", "soonish"], ["rest", "lee", "--until", "soonish"], ["pause", "--until", "soonish"]):
            said = life.kith(*words)
            assert said.returncode == 2 and not said.stdout and said.stderr, (words, said)
        for when in ("yesterday", "2 hours", "saturday"):
            assert life.kith("log", "lee", "--at", when).returncode == 0, when
            assert life.kith("undo").returncode == 0
    finally:
        life.close()


def watching(prefix, fixtures):
    """`kith watch` shows the open offer and takes an answer; it says so when kithd goes."""
    life = ripe_life(prefix, OPEN_ALL_DAY)
    try:
        life.start()
        life.until(lambda: life.json("status")["outstanding"], "an offer")
        title = life.json("status")["outstanding"]["title"]
        done = subprocess.run([life.bin / "kith", "watch"], env=life.environment(), input="what\nn\nq\n", capture_output=True,
                              text=True, timeout=DEADLINE)
        assert done.returncode == 0 and title in done.stdout, done
        assert "y Say hi   " in done.stdout and "d Done   " in done.stdout and "r Let it rest" not in done.stdout, done
        assert "One letter is enough" in done.stdout and "Another time, then." in done.stdout, done
        assert life.json("status")["outstanding"] is None
        left = subprocess.Popen([life.bin / "kith", "watch"], env=life.environment(), stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert "Nothing is open" in left.stdout.readline()
        life.stop()
        _, said = left.communicate(timeout=DEADLINE)
        assert left.returncode == 3 and "kithd has gone" in said, said
    finally:
        life.close()


if __name__ == "__main__":
    sys.exit(run([help_teaches, wrong_use, no_daemon, check, check_mail, help_numbers, audit, rehearse, rule, plugins, a_stranger_is_tried, pipes, colours, completions,
                  with_daemon, watching], *sys.argv[1:3]))
