"""When colours and links are written."""

from __future__ import annotations

import pytest

from detachdoc.render.color import use_color, use_links


@pytest.mark.parametrize(
    ("flag", "env", "isatty", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "false"}, True, False),
        ("auto", {"FORCE_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_color(flag: str, env: dict[str, str], isatty: bool, wanted: bool) -> None:
    assert use_color(flag, env, isatty=isatty) is wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("env", "wanted"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "6800"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4600"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
        ({"TERM": "screen", "STY": "1.pts"}, False),
        ({"TERM": "xterm", "INSIDE_EMACS": "29"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm", "CI": "true"}, False),
    ],
)
def test_links_only_where_they_are_understood(env: dict[str, str], wanted: bool) -> None:
    assert use_links(env, color=True, isatty=True) is wanted


def test_no_links_into_a_pipe_nor_without_colors() -> None:
    assert not use_links({"TERM": "xterm"}, color=True, isatty=False)
    assert not use_links({"TERM": "xterm"}, color=False, isatty=True)
