"""When a paste ends, and that its text arrives unchanged."""

from __future__ import annotations

import pytest

from detachdoc.ask.paste_buffer import PasteBuffer
from detachdoc.errors import Interrupted

FIRST = """Traceback (most recent call last):
  File "/app/a.py", line 3, in load
    connect()
ConnectionError: refused"""
CHAIN = f"""{FIRST}

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/b.py", line 9, in show
\tuser.orders
sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f> is not bound"""


def _ends(line: str) -> bool:
    return "Error: " in line


def _buffer() -> PasteBuffer:
    return PasteBuffer(_ends)


def _keys(text: str) -> bytes:
    """The text as terminals send it: Return for every line end."""
    return text.replace("\n", "\r").encode()


def _bracketed(text: str) -> bytes:
    return b"\x1b[200~" + _keys(text) + b"\x1b[201~"


@pytest.mark.parametrize("text", [FIRST, CHAIN, FIRST + "\n", "\n\n" + CHAIN + "\n\n\n", "just\n\nwords\n\n"])
def test_a_bracketed_paste_keeps_every_line_and_enter_ends_it(text: str) -> None:
    buffer = _buffer()
    buffer.feed(_bracketed(text))
    assert not buffer.pause()
    buffer.feed(b"\r")
    assert buffer.done
    assert buffer.text.decode() == text


def test_two_bracketed_pastes_are_one_text() -> None:
    buffer = _buffer()
    buffer.feed(_bracketed("one\n"))
    buffer.feed(_bracketed("two"))
    buffer.feed(b"\r")
    assert (buffer.text, buffer.done) == (b"one\ntwo", True)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 4095])
def test_markers_and_line_ends_may_be_cut_anywhere(size: int) -> None:
    keys = _bracketed(CHAIN).replace(b"\r", b"\r\n") + b"\r"
    buffer = _buffer()
    for start in range(0, len(keys), size):
        buffer.feed(keys[start : start + size])
    assert buffer.done
    assert buffer.text.decode() == CHAIN


def test_an_escape_that_is_no_marker_is_kept() -> None:
    buffer = _buffer()
    buffer.feed(b"\x1b[200~\x1b[31mred\x1b[20m\x1b[201~\r")
    assert buffer.text == b"\x1b[31mred\x1b[20m"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_kind_of_line_end_becomes_one_line_feed(end: str) -> None:
    buffer = _buffer()
    buffer.feed(f"a{end}b{end}".encode())
    assert buffer.text == b"a\nb\n"


def test_without_brackets_a_blank_line_after_the_last_line_ends_it() -> None:
    buffer = _buffer()
    buffer.feed(_keys(CHAIN + "\n"))
    assert not buffer.pause()
    buffer.feed(b"\r")
    assert buffer.pause()
    assert buffer.text.decode().rstrip() == CHAIN


def test_without_brackets_a_blank_line_inside_a_chain_does_not_end_it() -> None:
    buffer = _buffer()
    for line in CHAIN.splitlines(keepends=True):
        buffer.feed(_keys(line))
        assert not buffer.done
    assert not buffer.pause()
    assert buffer.text.decode() == CHAIN


def test_without_brackets_a_paste_that_ends_with_a_blank_line_needs_no_key() -> None:
    buffer = _buffer()
    buffer.feed(_keys(CHAIN + "\n\n"))
    assert buffer.pause()


def test_without_brackets_enter_completes_the_last_line_and_ends_it() -> None:
    buffer = _buffer()
    buffer.feed(_keys(CHAIN))
    assert not buffer.pause()
    buffer.feed(b"\r")
    assert buffer.pause()


@pytest.mark.parametrize("tail", ["\nINFO: Finished server process", "\nINFO: Bye\n", "\n\nINFO: Bye\n\n\n"])
def test_without_brackets_one_enter_ends_a_log_that_goes_on_after_the_last_line(tail: str) -> None:
    buffer = _buffer()
    buffer.feed(_keys(CHAIN + tail))
    assert not buffer.pause()
    assert not buffer.waits
    buffer.feed(b"\r")
    assert buffer.pause()
    assert buffer.text.decode().rstrip() == (CHAIN + tail).rstrip()


def test_text_that_is_no_traceback_ends_after_two_enters() -> None:
    buffer = _buffer()
    buffer.feed(_keys('{"event": "failed"}'))
    buffer.feed(b"\r")
    assert not buffer.pause()
    buffer.feed(b"\r")
    assert buffer.pause()


@pytest.mark.parametrize("keys", [[b"hello", b"\r"], [b"hello\r\r"], [b"hello", b"\r\r"]])
def test_enter_after_text_that_is_no_traceback_waits_for_more(keys: list[bytes]) -> None:
    buffer = _buffer()
    assert not buffer.waits
    for key in keys:
        buffer.feed(key)
    assert not buffer.pause()
    assert buffer.waits


@pytest.mark.parametrize(
    "keys", [b"\r\r", b"hello", b"hello\r", _keys(FIRST), _bracketed("hello\n\n"), b"\x1b[200~a\r\r"]
)
def test_nothing_is_awaited_before_text_or_enter_or_in_a_bracketed_paste(keys: bytes) -> None:
    buffer = _buffer()
    buffer.feed(keys)
    buffer.pause()
    assert not buffer.waits


def test_enter_before_anything_was_pasted_changes_nothing() -> None:
    buffer = _buffer()
    for _ in range(4):
        buffer.feed(b"\r")
        assert not buffer.pause()


@pytest.mark.parametrize("before", [b"", b"some text", b"line\r"])
def test_ctrl_d_ends_it_at_once(before: bytes) -> None:
    buffer = _buffer()
    buffer.feed(before)
    buffer.feed(b"\x04")
    assert buffer.done
    assert buffer.text == before.replace(b"\r", b"\n")


def test_ctrl_c_cancels() -> None:
    with pytest.raises(Interrupted):
        _buffer().feed(b"abc\x03")


def test_control_keys_inside_a_bracketed_paste_are_text() -> None:
    buffer = _buffer()
    buffer.feed(b"\x1b[200~a\x03b\x04c\x7f\x1b[201~\r")
    assert buffer.text == b"a\x03b\x04c\x7f"


def test_backspace_removes_a_character_not_a_byte() -> None:
    buffer = _buffer()
    echo = buffer.feed("né".encode()) + buffer.feed(b"\x7f") + buffer.feed(b"o")
    assert buffer.text == b"no"
    assert echo == "né\b \bo"


def test_backspace_stays_on_its_line() -> None:
    buffer = _buffer()
    buffer.feed(b"one\r")
    assert buffer.feed(b"\x7f\x7f") == ""
    assert buffer.text == b"one\n"


def test_ctrl_u_clears_the_typed_line() -> None:
    buffer = _buffer()
    buffer.feed(b"one\rtwo")
    assert buffer.feed(b"\x15") == "\b \b" * 3
    assert buffer.text == b"one\n"


def test_pasted_text_is_not_echoed() -> None:
    assert _buffer().feed(_keys(CHAIN)) == ""
    assert _buffer().feed(_bracketed("hi")) == ""


def test_typed_escape_sequences_are_not_echoed() -> None:
    assert _buffer().feed(b"\x1b[A") == ""


@pytest.mark.parametrize(("keys", "lines"), [(b"", 0), (b"\r\r", 0), (b"one", 1), (b"one\r\rthree\r\r", 3)])
def test_lines_are_counted_without_blank_ones_at_the_end(keys: bytes, lines: int) -> None:
    buffer = _buffer()
    buffer.feed(keys)
    assert buffer.lines == lines


def test_a_long_line_is_kept_whole() -> None:
    line = "x" * 100_000
    buffer = _buffer()
    for start in range(0, len(line), 4095):
        buffer.feed(line[start : start + 4095].encode())
    assert buffer.text.decode() == line
