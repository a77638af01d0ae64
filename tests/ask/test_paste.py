"""Reading whole lines, for terminals without raw keys, and random pastes cut at random places."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detachdoc.ask import paste
from detachdoc.ask.keyboard import keyboard
from detachdoc.ask.paste_buffer import PasteBuffer
from detachdoc.report import ends_traceback

FIRST = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nValueError: no\n'
#: What terminals let through in a paste: no control keys but tabs and line ends.
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n"), max_size=200)
CUTS = st.lists(st.integers(min_value=1, max_value=9), min_size=1)


def _lines(text: str) -> str:
    return paste.read_lines(io.BytesIO(text.encode()), ends_traceback).decode()


def test_lines_end_at_the_blank_one_after_the_last() -> None:
    assert _lines(FIRST + "\nmore\n") == FIRST


def test_lines_end_at_the_end_of_the_input() -> None:
    assert _lines(FIRST) == FIRST
    assert _lines("") == ""


def test_a_blank_line_elsewhere_is_kept() -> None:
    text = "\nsome log\n\n" + FIRST
    assert _lines(text) == text


@settings(deadline=None)
@given(TEXT, CUTS)
def test_any_bracketed_paste_arrives_unchanged(text: str, cuts: list[int]) -> None:
    buffer = PasteBuffer(ends_traceback)
    _feed(buffer, b"\x1b[200~" + text.replace("\n", "\r").encode() + b"\x1b[201~\r", cuts)
    assert buffer.done
    assert buffer.text.decode() == text


@settings(deadline=None)
@given(TEXT, CUTS)
def test_any_other_paste_arrives_unchanged_up_to_ctrl_d(text: str, cuts: list[int]) -> None:
    buffer = PasteBuffer(ends_traceback)
    _feed(buffer, text.replace("\n", "\r").encode() + b"\x04", cuts)
    assert buffer.done
    assert buffer.text.decode() == text


def _feed(buffer: PasteBuffer, keys: bytes, cuts: list[int]) -> None:
    start, at = 0, 0
    while start < len(keys):
        length = cuts[at % len(cuts)]
        buffer.feed(keys[start : start + length])
        start, at = start + length, at + 1


def test_a_megabyte_in_small_reads_takes_no_time() -> None:
    buffer = PasteBuffer(ends_traceback)
    chunk = (FIRST * 40).replace("\n", "\r").encode()[:4095]
    for _ in range(260):
        assert buffer.feed(chunk) == ""
        buffer.pause()
    assert len(buffer.text) == len(chunk) * 260


@pytest.mark.parametrize(("columns", "lines"), [(100, 1), (40, 2)])
def test_the_instruction_fits_the_width(monkeypatch: pytest.MonkeyPatch, columns: int, lines: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = paste._instruction()
    assert max(map(len, text.splitlines())) < columns
    assert len(text.splitlines()) == lines


def test_without_a_terminal_there_is_no_keyboard() -> None:
    held = os.dup(0), os.dup(2)
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 2)
        with pytest.raises(OSError), keyboard():
            pass
    finally:
        os.dup2(held[0], 0)
        os.dup2(held[1], 2)
        for descriptor in (*held, nowhere):
            os.close(descriptor)
