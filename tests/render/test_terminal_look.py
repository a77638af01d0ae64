"""Width, colours, marks and links follow the stream and the environment."""

from __future__ import annotations

import io
import os
import pty
import socket
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detachdoc.render.terminal import Look, look_at
from detachdoc.render.terminal.marks import ASCII, UNICODE
from tests.render import samples
from tests.render.tools import drawn


@pytest.fixture
def terminal() -> Iterator[Any]:
    """A stream on a real terminal of 93 columns."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (30, 93))
    with open(slave, "w", encoding="utf-8") as stream:
        yield stream
    os.close(master)


def pipe(encoding: str = "utf-8") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


def test_a_terminal_is_asked_for_its_width(terminal: Any) -> None:
    look = look_at(terminal, {"TERM": "xterm-256color"})
    assert (look.width, look.color, look.links) == (93, True, True)


def test_columns_win_over_the_terminal(terminal: Any) -> None:
    assert look_at(terminal, {"TERM": "xterm", "COLUMNS": "64"}).width == 64


@pytest.mark.parametrize(
    ("columns", "width", "screen"),
    [("", 100, 100), ("0", 100, 100), ("x", 100, 100), ("²", 100, 100), ("20", 40, 40), ("180", 110, 180)],
)
def test_a_pipe_has_a_hundred_columns_unless_told(columns: str, width: int, screen: int) -> None:
    look = look_at(pipe(), {"COLUMNS": columns})
    assert (look.width, look.screen, look.color, look.links) == (width, screen, False, False)


def test_a_dumb_terminal_gets_neither_colors_nor_drawing(terminal: Any) -> None:
    look = look_at(terminal, {"TERM": "dumb"})
    assert (look.color, look.links, look.marks) == (False, False, ASCII)


@pytest.mark.parametrize(("encoding", "marks"), [("utf-8", UNICODE), ("ascii", ASCII), ("latin-1", ASCII)])
def test_drawing_follows_the_encoding(encoding: str, marks: object) -> None:
    assert look_at(pipe(encoding), {}).marks == marks


def test_plain_has_no_colors_however_forced() -> None:
    assert not look_at(pipe(), {"FORCE_COLOR": "1"}, color="always", plain=True).color


def test_without_colors_there_is_no_escape_at_all() -> None:
    assert "\x1b" not in drawn(samples.DIAGNOSED, look=Look(color=False))


def test_forced_colors_are_written_into_a_pipe() -> None:
    assert "\x1b[" in drawn(samples.DIAGNOSED, look=look_at(pipe(), {}, color="always"))


def test_only_palette_colors_that_are_legible_on_light_and_dark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    text = drawn(samples.DIAGNOSED, samples.UNDECIDED, look=Look(color=True))
    codes = {code for part in text.split("\x1b[")[1:] for code in part.split("m")[0].split(";")}
    # Reset, bold, dim; red, green, magenta, cyan. No yellow, white, bright colour or background.
    assert codes <= {"0", "1", "2", "31", "32", "35", "36"}


def test_the_text_is_the_same_with_and_without_colors_but_for_backticks() -> None:
    import re

    colored = re.sub(r"\x1b\[[0-9;]*m", "", drawn(samples.DIAGNOSED, look=Look(width=110, screen=110, color=True)))
    plain = drawn(samples.DIAGNOSED, look=Look(width=110, screen=110))
    assert colored.split() == plain.replace("`", "").split()


def test_a_reference_to_a_local_file_is_a_link_with_the_host(tmp_path: Path) -> None:
    path = str(tmp_path / "a b.py")
    text = drawn(samples.DIAGNOSED, look=Look(color=True, links=True), locate=lambda _file: path)
    assert f";file://{socket.gethostname()}{path.replace(' ', '%20')}\x1b\\" in text
    assert "app/auth.py:19" in text


def test_a_windows_path_becomes_a_url() -> None:
    text = drawn(samples.DIAGNOSED, look=Look(color=True, links=True), locate=lambda _file: "C:\\app\\a.py")
    assert f";file://{socket.gethostname()}/C%3A/app/a.py" in text


def test_no_link_to_a_file_that_is_not_here() -> None:
    assert "file://" not in drawn(samples.DIAGNOSED, look=Look(color=True, links=True), locate=lambda _file: None)


def test_no_link_without_a_terminal_that_knows_them() -> None:
    assert "\x1b]8" not in drawn(samples.DIAGNOSED, look=Look(color=True), locate=lambda file: f"/{file}")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
def test_a_closed_terminal_has_the_default_width(terminal: Any) -> None:
    class Detached(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert look_at(Detached(), {"TERM": "xterm"}).width == 100
