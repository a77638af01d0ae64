"""Which lines a code frame shows."""

from __future__ import annotations

from detachdoc.model.place import Place
from detachdoc.render.excerpt import excerpt
from tests.render.tools import lines_of


def shown(place: Place, lines: object = lines_of) -> list[tuple[int | None, str, bool]]:
    return [tuple(row)[:3] for row in excerpt(place, lines)]  # type: ignore[arg-type, misc]


def test_the_line_and_the_one_above_it_without_common_indentation() -> None:
    assert shown(Place("app/auth.py", 19)) == [
        (18, "with SessionLocal() as session:", False),
        (19, "    user = session.get(User, user_id)", True),
    ]


def test_a_block_brings_its_own_lines() -> None:
    assert [row[0] for row in shown(Place("app/auth.py", 18, 20))] == [18, 19, 20]


def test_a_long_block_is_shown_by_its_ends() -> None:
    assert [row[0] for row in shown(Place("app/auth.py", 16, 20))] == [16, None, 20]


def test_an_empty_line_above_is_left_out() -> None:
    assert [row[0] for row in shown(Place("app/auth.py", 16))] == [16]


def test_without_the_file_the_printed_line_is_shown() -> None:
    assert shown(Place("gone.py", 7, code="x = y.z")) == [(7, "x = y.z", True)]
    assert shown(Place("app/auth.py", 19, code="user = get()"), None) == [(19, "user = get()", True)]


def test_a_file_that_has_changed_since_is_not_believed() -> None:
    assert shown(Place("app/auth.py", 19, code="user = other(1)")) == [(19, "user = other(1)", True)]
    assert shown(Place("app/auth.py", 900, code="x")) == [(900, "x", True)]


def test_several_printed_lines_keep_their_numbers() -> None:
    assert [row[0] for row in shown(Place("gone.py", 7, code="x(\n  1)"))] == [7, 8]


def test_no_code_no_rows() -> None:
    assert shown(Place("gone.py", 7)) == []


def test_lines_of_the_file_are_cleaned() -> None:
    found = excerpt(Place("a.py", 1), lambda *_: ["x = '\x1b[2J'\r\n"])
    assert found[0].code == r"x = '\x1b[2J'"
