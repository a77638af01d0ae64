"""The part of a line that Python 3.11 and later underline."""

from __future__ import annotations

import pytest

from detachdoc.report import read_text

LINE = 'return {"nurse": nurse.name, "ward": nurse.ward.label}'


def columns(under: str, prefix: str = "", code: str = LINE) -> tuple[int | None, int | None]:
    """What is underlined in the frame of the user's own code."""
    lines = [
        "Traceback (most recent call last):",
        '  File "/srv/clinic/main.py", line 71, in start_shift',
        f"    {code}",
        *([f"    {under}"] if under else []),
        "sqlalchemy.orm.exc.DetachedInstanceError: Instance <Nurse at 0x7f1> is not bound to a Session; attribute refresh operation cannot proceed",
    ]
    frame = read_text("\n".join(prefix + line for line in lines)).errors[0].access
    assert frame is not None
    assert frame.code == code
    return frame.column, frame.end_column


@pytest.mark.parametrize("prefix", ["", "api-1  | ", "2026-01-05T10:00:00Z "])
def test_carets_mark_an_expression(prefix: str) -> None:
    start = LINE.index("nurse.name")
    assert columns(" " * start + "^" * 10, prefix) == (start, start + 10)


def test_tildes_belong_to_it() -> None:
    start = LINE.index("nurse.ward.label")
    assert columns(" " * start + "~~~~~~~~~~^^^^^^") == (start, start + 16)


@pytest.mark.parametrize("under", ["", " " * 70 + "^^^^", "^" * 70, "  ^^ and words"])
def test_nothing_is_taken_from_other_lines(under: str) -> None:
    assert columns(under) == (None, None)


def test_only_the_first_row_counts() -> None:
    assert columns("^^^^^^\n    ~~~~~~~") == (0, 6)
