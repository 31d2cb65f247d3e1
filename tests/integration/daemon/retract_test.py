#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a source takes back, on the real kithd: python3 retract_test.py BINDIR FIXTURES."""

import json
import os
import sys
import time

from life import DAY, OPEN_ALL_DAY, ripe_life, run


def stamp(at):
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))


def event(life, start, more=""):
    text = (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:meet\r\nDTSTAMP:{stamp(0)}\r\n"
            f"DTSTART:{stamp(start)}\r\nDURATION:PT1H\r\nSUMMARY:x\r\n"
            f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:lee@example.net\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n")
    half = life.dir / "meet.half"
    half.write_text(text)
    written = time.time() - 300  # what was changed just now may be half written
    os.utime(half, (written, written))
    half.rename(life.dir / "cal" / "meet.ics")


def again(life):
    """One sensing more: the first after a start. Nobody is still filling the folder."""
    life.stop()
    if (life.dir / "cal").is_dir():
        os.utime(life.dir / "cal", (time.time() - 300, time.time() - 300))
    life.start()
    life.until(lambda: life.source("mail")["fresh"], "the calendar is read")


def met(life):
    return "[meet]" in life.kith("show", "lee").stdout


def a_meeting_called_off_was_none(prefix, _):
    life = ripe_life(prefix)
    try:
        was = time.time() - DAY
        event(life, was)
        life.start()
        life.until(lambda: met(life), "the meeting counts")
        for change in ("STATUS:CANCELLED\r\n", "ATTENDEE;PARTSTAT=DECLINED:mailto:sam@example.org\r\n"):
            event(life, was, change)
            again(life)
            life.until(lambda: not met(life), f"taken back: {change}")
            again(life)
            assert not met(life)
            event(life, was)
            again(life)
            life.until(lambda: met(life), "it took place after all")
        event(life, time.time() + 5 * DAY)
        again(life)
        life.until(lambda: not met(life), "moved ahead, it is only a plan")
        event(life, was)
        again(life)
        life.until(lambda: met(life), "moved back")
        there, aside = life.dir / "cal" / "meet.ics", life.dir / "aside.ics"
        there.rename(aside)
        again(life)
        life.until(lambda: not met(life), "taken away")
        aside.rename(there)
        again(life)
        life.until(lambda: met(life), "back as it was")
        there.unlink()
        again(life)
        life.until(lambda: not met(life), "deleted")
        assert "m2@example.org" in life.kith("show", "lee").stdout  # Lee's mail stands
    finally:
        life.close()


def a_folder_that_is_not_there_takes_nothing_back(prefix, _):
    life = ripe_life(prefix)
    try:
        event(life, time.time() - DAY)
        life.start()
        life.until(lambda: met(life), "the meeting counts")
        (life.dir / "cal").rename(life.dir / "cal.aside")
        again(life)
        assert met(life)
        (life.dir / "cal").mkdir()  # as where a disk is not mounted
        again(life)
        assert met(life)
        (life.dir / "cal").rmdir()
        (life.dir / "cal.aside").rename(life.dir / "cal")
        again(life)
        assert met(life)
    finally:
        life.close()


def a_word_against_it_outlives_the_calendar(prefix, _):
    life = ripe_life(prefix)
    try:
        was = time.time() - DAY
        event(life, was)
        life.start()
        life.until(lambda: met(life), "the meeting counts")
        assert life.kith("not-a-touch", "meet").returncode == 0
        for change in ("STATUS:CANCELLED\r\n", ""):
            event(life, was, change)
            again(life)
            assert not met(life)
    finally:
        life.close()


def a_program_takes_back_what_it_told(prefix, _):
    sensor = """  - {id: calls, plugin: command, settings: {senses: true, program: [sh, -c, "cat @DIR@/lines"]}}\n"""
    life = ripe_life(prefix, OPEN_ALL_DAY + sensor)
    try:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3 * DAY))
        call = {"at": at, "connection": "lee", "channel": "call", "direction": "both", "minutes": 9, "ref": "call-17"}
        lines = life.dir / "lines"

        def told(*records):
            lines.write_text("".join(json.dumps(r) + "\n" for r in records))

        def called():
            return "[call-17]" in life.kith("show", "lee").stdout

        back = {"type": "retract", "ref": "call-17"}
        told(call)
        life.start()
        life.until(called, "the call counts")
        told(back)
        again(life)
        life.until(lambda: not called(), "the call was none")
        told(call, back)
        again(life)
        life.until(lambda: life.source("calls")["fresh"], "the program is read")
        assert not called()
        told(back, call)
        again(life)
        life.until(called, "told again, it counts again")
        (life.dir / "settings").write_text(json.dumps({"program": ["sh", "-c", f"cat {lines}"]}))
        tried = life.kith("plugin", "try", "command", "sense", "--settings", str(life.dir / "settings"), "--trust")
        assert '{"type":"retract","ref":"call-17"}' in tried.stdout, tried
    finally:
        life.close()


if __name__ == "__main__":
    sys.exit(run([a_meeting_called_off_was_none, a_folder_that_is_not_there_takes_nothing_back,
                  a_word_against_it_outlives_the_calendar, a_program_takes_back_what_it_told], *sys.argv[1:3]))
