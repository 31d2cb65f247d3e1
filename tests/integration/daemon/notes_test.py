#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Notes, and support in both directions: notes_test.py BINDIR FIXTURES."""

import sys

from life import OPEN_ALL_DAY, Life, ripe_life, run

PEOPLE = OPEN_ALL_DAY.replace("name: Ana,", "name: Ana, feels: safe, lean_on: true, support: [emotional],").replace(
    "name: Lee,", "name: Lee, feels: hard, lean_on: true,").replace(
    "timezone: UTC", "timezone: UTC, country: US")


def with_life(test, config=PEOPLE):
    def wrapped(prefix, _):
        life = Life(prefix, config)
        try:
            life.start()
            test(life)
        finally:
            life.close()

    wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
    return wrapped


def kept(life):
    return b"".join(p.read_bytes() for p in life.state.rglob("*") if p.is_file())


@with_life
def a_note_is_kept_shown_and_taken_back(life):
    said = life.kith("note", "ana", "new", "job", "--on", "2030-01-02", "--until", "2030-02-01")
    assert said.returncode == 0 and "new job, 2030-01-02" in said.stdout, said
    assert life.json("show", "ana")["notes"] == [{"text": "new job", "on": "2030-01-02"}]
    assert "You noted: new job" in life.kith("show", "ana").stdout
    life.stop()
    life.start()
    assert len(life.json("show", "ana")["notes"]) == 1
    undone = life.kith("undo")
    assert undone.returncode == 0 and "note" in undone.stdout, undone
    assert life.json("show", "ana")["notes"] == []
    assert life.kith("note", "ana").returncode == 2
    assert life.kith("note", "nobody", "x").returncode == 1
    assert life.kith("note", "ana", "x", "--on", "someday").returncode == 1


@with_life
def a_note_goes_with_forget(life):
    assert life.kith("note", "lee", "zebra", "crossing").returncode == 0
    assert b"zebra" in kept(life)
    life.write("\n".join(line for line in PEOPLE.splitlines() if "id: lee" not in line) + "\n")
    assert life.kith("forget", "lee", "--yes").returncode == 0
    assert b"zebra" not in kept(life)


@with_life
def a_crisis_is_met_with_the_help_page_and_kept_nowhere(life):
    said = life.kith("note", "ana", "some days I want to die")
    assert said.returncode == 0 and "988" in said.stdout and "Ana" not in said.stdout, said
    assert life.json("show", "ana")["notes"] == []
    assert b"want to die" not in kept(life)
    assert "want to die" not in (life.dir / "log").read_text()


@with_life
def support_in_both_directions(life):
    lean = life.json("lean-on")
    assert [p["id"] for p in lean["people"]] == ["ana"], lean
    assert lean["people"][0]["open"] == ["mailto:ana@example.net"], lean
    asked = life.json("ask", "ear")
    assert asked["connection"] == "ana" and "Ana" in asked["sentence"], asked
    hand = life.json("ask", "hand", "ana", "--about", "the boxes")
    assert "the boxes" in hand["sentence"], hand
    life.kith("note", "ana", "knows about bread")
    assert "bread" in life.json("ask", "advice", "ana")["sentence"]
    assert life.kith("ask").returncode == 0 and "kith ask ear" in life.kith("ask").stdout
    assert life.kith("ask", "money").returncode == 2
    assert not life.offered()


@with_life
def what_drains_three_times_may_rest(life):
    assert life.kith("felt", "fine").returncode == 2
    assert life.kith("felt", "lighter").returncode == 1  # nobody was met yet
    for _ in range(2):
        said = life.kith("felt", "drained", "ana")
        assert said.returncode == 0 and "kith rest" not in said.stdout, said
    said = life.kith("felt", "drained", "ana").stdout
    assert "kith rest ana" in said and "every:" in said, said
    assert "kith rest" not in life.kith("felt", "same", "ana").stdout
    for _ in range(3):
        said = life.kith("felt", "drained", "ana").stdout
    assert "kith rest ana" in said, said
    assert life.kith("in-memory", "ana").returncode == 0
    said = life.kith("felt", "drained", "ana")
    assert said.returncode == 0 and "kith rest" not in said.stdout and "tiring" not in said.stdout, said
    life.kith("log", "lee")
    assert "Lee" in life.kith("felt", "lighter").stdout
    assert life.kith("let-go", "Lee").returncode == 0
    assert "Lee" not in life.kith("felt", "lighter").stdout


@with_life
def three_questions_are_there_for_whoever_asks(life):
    asked = life.json("self-check")
    assert len(asked["questions"]) == 3 and asked["earlier"] == [], asked
    assert life.kith("self-check", "often", "often").returncode == 2
    assert life.kith("self-check", "often", "often", "always").returncode == 2
    said = life.kith("self-check", "often", "sometimes", "sometimes")
    assert said.returncode == 0 and "kith support" not in said.stdout, said
    assert "often, sometimes, sometimes" in life.kith("self-check").stdout
    assert life.kith("undo").returncode == 0
    assert life.json("self-check")["earlier"] == []
    assert not life.offered()


def the_help_page_needs_nobody(prefix, _):
    """Without kithd, and with a configuration that is broken, it is there."""
    life = Life(prefix, "version: 1\nnonsense: [\n")
    try:
        page = life.kith("support", str(life.dir / "config"))
        assert page.returncode == 0, page
        assert page.stdout.count("\n- ") >= 10 and "findahelpline.com" in page.stdout, page.stdout
        (life.dir / "config" / "support.yaml").write_text(
            "version: 1\nhelp:\n  - {country: US, name: My clinic, call: 555 0100}\n")
        life.write("version: 1\nyou: {country: us}\nlanguage: de\n")
        page = life.kith("support", str(life.dir / "config")).stdout
        assert "My clinic: 555 0100" in page and "988" not in page and "Jemand zum Reden" in page, page
        assert life.kith("support", str(life.dir / "config"), "--json").stdout.startswith("{")
    finally:
        life.close()


def a_discreet_note_leaves_by_nothing_but_the_screen(prefix, _):
    config = OPEN_ALL_DAY.replace("circle: inner,", "circle: inner, discreet: true,")
    life = ripe_life(prefix, config.replace("deliver: [term]\n", ""))
    try:
        life.start()
        assert life.kith("note", "ana", "zebra").returncode == 0
        life.stop()
        life.write(config)
        life.start()
        offers = lambda: [each for each in life.offered() if "title" in each]
        life.until(offers, "an offer")
        assert "zebra" not in life.offers.read_text() and "Ana" not in offers()[0]["title"], offers()
    finally:
        life.close()


sys.exit(run([a_note_is_kept_shown_and_taken_back, a_note_goes_with_forget,
              a_crisis_is_met_with_the_help_page_and_kept_nowhere, support_in_both_directions,
              what_drains_three_times_may_rest, three_questions_are_there_for_whoever_asks, the_help_page_needs_nobody,
              a_discreet_note_leaves_by_nothing_but_the_screen], *sys.argv[1:3]))
