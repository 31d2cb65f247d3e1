#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the real kithd says: the language, a word file of one's own, and discreet offers."""

import sys
import time

from life import DAY, OPEN_ALL_DAY, ripe_life, run


def speaks(language):
    return OPEN_ALL_DAY.replace("deliver:", f"language: {language}\ndeliver:")


def first_offer(life):
    life.start()
    life.until(life.offered, "an offer arrives")
    return life.offered()[0]


def test_the_language_is_spoken(prefix, _):
    life = ripe_life(prefix, speaks("de"))
    try:
        offer = first_offer(life)
        assert "Ana" in offer["title"] + offer["body"], offer
        assert life.health() == "", life.health()
        assert any(word in offer["title"] + offer["body"]
                   for word in ("ein", "Ein", "dein", "Deine", "Hallo", "Lieber", "Rat", "Was")), offer
    finally:
        life.close()


def test_a_word_file_of_ones_own_is_read_and_read_again(prefix, _):
    life = ripe_life(prefix)
    life.mail(time.time() - 11.9 * DAY, "sam@example.org", "ana@example.net")  # so that it is no reply
    own = life.dir / "config" / "words"
    own.mkdir()
    off = ["hello", "photo", "few-words", "week", "day", "smile", "question", "song", "opinion", "like", "joke",
           "mind", "again"]
    lines = "".join(f"    {key}: off\n" for key in off)
    (own / "en.yaml").write_text("version: 1\ntemplates:\n  text:\n    mine: \"{name}, aye? | A word.\"\n"
                                 "    bad: \"{name}, you must | Now.\"\n" + lines)
    try:
        offer = first_offer(life)
        assert (offer["title"], offer["body"]) == ("Ana, aye?", "A word."), offer
        place = f"{own}/en.yaml:5:10: error: templates.text.bad: \"must\" commands or shames"
        assert place in life.health(), life.health()
        assert life.kith("check", str(life.dir / "config")).returncode == 1
        (own / "en.yaml").write_text("version: 1\n")
        life.until(lambda: "must" not in life.health(), "the mended file is read")
    finally:
        life.close()


def test_a_discreet_offer_names_nobody(prefix, _):
    life = ripe_life(prefix, OPEN_ALL_DAY.replace("circle: inner,", "circle: inner, discreet: true,"))
    try:
        offer = first_offer(life)
        assert "Ana" not in offer["title"] + offer["body"], offer
        assert offer["open"] is None
        assert "Ana" in life.kith("next").stdout + life.kith("status").stdout
    finally:
        life.close()


sys.exit(run([test_the_language_is_spoken, test_a_word_file_of_ones_own_is_read_and_read_again,
              test_a_discreet_offer_names_nobody], *sys.argv[1:3]))
