"""How wide the screen is, whichever stream shows it."""

from __future__ import annotations

import os
import pty
import termios
from collections.abc import Iterator

import pytest

from detachdoc.screen import screen_columns


@pytest.fixture
def terminal() -> Iterator[int]:
    """A descriptor of a terminal with 93 columns."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (30, 93))
    yield slave
    os.close(slave)
    os.close(master)


@pytest.fixture
def pipe() -> Iterator[int]:
    """A descriptor that is no terminal."""
    reader, writer = os.pipe()
    yield writer
    os.close(reader)
    os.close(writer)


def test_the_first_terminal_tells(terminal: int, pipe: int) -> None:
    assert screen_columns({}, pipe, terminal) == 93


def test_no_terminal_tells_nothing(pipe: int) -> None:
    assert screen_columns({}, pipe, 10_000) is None


@pytest.mark.parametrize(("told", "columns"), [("64", 64), ("0", 93), ("wide", 93), ("²", 93), ("99999999999", 93)])
def test_the_variable_wins_if_it_is_a_width(told: str, columns: int, terminal: int) -> None:
    assert screen_columns({"COLUMNS": told}, terminal) == columns


def test_a_terminal_without_a_size_tells_nothing(terminal: int) -> None:
    termios.tcsetwinsize(terminal, (0, 0))
    assert screen_columns({}, terminal) is None
