"""Is the recorder's note read back, whatever a log did to it?"""

from __future__ import annotations

import html
import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detachdoc.model.place import Place
from detachdoc.report import read_text
from detachdoc.report.recorder_note import extract

NOTE = (
    "[detachdoc: under /srv/my%20shop; loaded at app/users.py:19 in get, request 7, task Task-3; "
    "let go at app/auth.py:18 in current_user, by block-exit, through app/db.py:30 in __exit__, request 7; "
    "session made at app/auth.py:18 in current_user, for function, owner own; "
    "expired at app/auth.py:20 in current_user, by commit; "
    "other session made at /opt/lib/db.py:9 in get_db, for dependency; "
    "used at app/api.py:44 in (genexpr), request 8 over, task Task-9, thread AnyIO worker thread, site background]"
)
TEXT = (
    "Parent instance <User at 0x7f> is not bound to a Session; lazy load operation of attribute 'orders' cannot proceed"
)
LINK = " (Background on this error at: https://sqlalche.me/e/20/bhk3)"
MESSAGE = f"{TEXT} {NOTE}{LINK}"


def test_text_without_the_note_is_sqlalchemys() -> None:
    assert extract(MESSAGE)[0] == TEXT + LINK


def test_every_part_is_read() -> None:
    note = extract(MESSAGE)[1]

    assert note is not None
    assert note.loaded == Place("/srv/my shop/app/users.py", 19, function="get")
    assert note.detached == Place("/srv/my shop/app/auth.py", 18, function="current_user")
    assert note.detached_by == "block-exit"
    assert note.through == Place("/srv/my shop/app/db.py", 30, function="__exit__")
    assert note.expired == Place("/srv/my shop/app/auth.py", 20, function="current_user")
    assert note.expired_by == "commit"
    assert note.made == note.detached
    assert note.other == Place("/opt/lib/db.py", 9, function="get_db")
    assert note.used == Place("/srv/my shop/app/api.py", 44, function="<genexpr>")
    assert note.extra == (
        ("load-request", "7"),
        ("load-kind", "request"),
        ("load-task", "Task-3"),
        ("detach-request", "7"),
        ("detach-kind", "request"),
        ("made-for", "function"),
        ("made-owner", "own"),
        ("other-for", "dependency"),
        ("use-request", "8"),
        ("use-kind", "request"),
        ("use-over", "yes"),
        ("use-task", "Task-9"),
        ("use-thread", "AnyIOworkerthread"),
        ("use-site", "background"),
    )


def test_message_without_a_note_is_left_alone() -> None:
    assert extract(TEXT + LINK) == (TEXT + LINK, None)


def test_all_notes_are_taken_out_and_the_first_is_read() -> None:
    second = NOTE.replace("request 7", "request 9")

    text, note = extract(f"a {NOTE} b {second} c")

    assert text == "a b c"
    assert note == extract(MESSAGE)[1]


@pytest.mark.parametrize("width", [20, 33, 47, 80, 132])
def test_hard_wraps_do_not_matter(width: int) -> None:
    wrapped = "\n".join(MESSAGE[start : start + width] for start in range(0, len(MESSAGE), width))

    assert extract(wrapped)[1] == extract(MESSAGE)[1]


def test_soft_wraps_and_indentation_do_not_matter() -> None:
    wrapped = textwrap.fill(MESSAGE, 60, subsequent_indent="      ")

    assert extract(wrapped)[1] == extract(MESSAGE)[1]


@pytest.mark.parametrize("change", [repr, json.dumps, html.escape, lambda text: repr(repr({"msg": text}))])
def test_escapes_do_not_touch_it(change) -> None:
    assert NOTE in change(MESSAGE)


@pytest.mark.parametrize("end", range(len(NOTE) - 1, 12, -9))
def test_note_that_was_cut_off_never_says_anything_else(end: int) -> None:
    whole = extract(MESSAGE)[1]
    cut = extract(f"{TEXT} {NOTE[:end]}")[1]

    assert cut is not None
    assert whole is not None
    assert cut.loaded in {None, whole.loaded}
    assert cut.detached in {None, whole.detached}
    assert cut.detached_by in {None, whole.detached_by}
    assert set(cut.extra) <= set(whole.extra)


def test_cut_off_by_the_background_link() -> None:
    text, note = extract(f"{TEXT} [detachdoc: loaded at /a.py:1 in f; let go at /b{LINK}")

    assert text == TEXT + LINK[1:]
    assert note is not None
    assert note.loaded == Place("/a.py", 1, function="f")
    assert note.detached is None


def test_parts_of_a_later_version_are_passed_over() -> None:
    note = extract("[detachdoc: flown at /a.py:1 in f; loaded at /a.py:1 in f, by moonlight, sideways 3]")[1]

    assert note is not None
    assert note.loaded == Place("/a.py", 1, function="f")
    assert note.extra == ()


def test_windows_drive_is_absolute() -> None:
    note = extract("[detachdoc: under C:/shop; loaded at D:/other/a.py:3 in f; used at b.py:4 in g]")[1]

    assert note is not None
    assert note.loaded == Place("D:/other/a.py", 3, function="f")
    assert note.used == Place("C:/shop/b.py", 4, function="g")


def test_whole_report_carries_it_and_a_clean_message() -> None:
    log = f'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    u.orders\nsqlalchemy.orm.exc.DetachedInstanceError: {MESSAGE}\n'

    error = read_text(log).errors[0]

    assert error.recorder == extract(MESSAGE)[1]
    assert "detachdoc" not in error.message
    assert error.attribute == "orders"


def test_same_error_with_other_request_numbers_is_counted_not_repeated() -> None:
    block = 'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    u.orders\nsqlalchemy.orm.exc.DetachedInstanceError: '
    log = f"{block}{MESSAGE}\n{block}{MESSAGE.replace('request 8', 'request 9').replace('0x7f', '0x8f')}\n"

    report = read_text(log)

    assert len(report.errors) == 1
    assert report.errors[0].occurrences == 2


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    extract(text)
    extract(f"[detachdoc: {text}")
    extract(f"[detachdoc: loaded at {text}; let go at {text}, by {text}]")


def test_long_hostile_text_takes_linear_time() -> None:
    import time

    def seconds(size: int) -> float:
        start = time.perf_counter()
        extract("[detachdoc: loaded at " + "a:1in" * size + ";")
        extract("[ " * size)
        extract("[detachdoc:" * size)
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(100_000) < 5
