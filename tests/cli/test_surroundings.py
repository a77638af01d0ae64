"""Who can be asked, and when prompts are plain."""

from __future__ import annotations

import io
import sys

import pytest

from detachdoc.cli.options import DiagnoseOptions
from detachdoc.cli.surroundings import Surroundings, look


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _look(monkeypatch: pytest.MonkeyPatch, options: DiagnoseOptions, environment: dict[str, str]) -> Surroundings:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, _Terminal())
    return look(options, environment)


@pytest.mark.parametrize(
    ("options", "environment", "asked"),
    [
        (DiagnoseOptions(), {}, True),
        (DiagnoseOptions(output_format="markdown"), {}, True),
        (DiagnoseOptions(no_input=True), {}, False),
        (DiagnoseOptions(json=True), {}, False),
        (DiagnoseOptions(output_format="json"), {}, False),
        (DiagnoseOptions(), {"CI": "true"}, False),
        (DiagnoseOptions(), {"CI": "1"}, False),
        (DiagnoseOptions(), {"CI": ""}, True),
        (DiagnoseOptions(), {"CI": "false"}, True),
    ],
)
def test_who_is_asked(
    monkeypatch: pytest.MonkeyPatch, options: DiagnoseOptions, environment: dict[str, str], asked: bool
) -> None:
    assert _look(monkeypatch, options, environment).can_ask is asked


def test_questions_nobody_can_see_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _look(monkeypatch, DiagnoseOptions(), {"TERM": "xterm"}).can_ask
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not look(DiagnoseOptions(), {"TERM": "xterm"}).can_ask
    monkeypatch.setattr(sys, "stderr", None)
    assert not look(DiagnoseOptions(), {"TERM": "xterm"}).can_ask


@pytest.mark.parametrize(
    ("options", "environment", "plain", "plain_prompts"),
    [
        (DiagnoseOptions(), {"TERM": "xterm"}, False, False),
        (DiagnoseOptions(plain=True), {"TERM": "xterm"}, True, True),
        (DiagnoseOptions(), {"TERM": "xterm", "ACCESSIBLE": "1"}, True, True),
        (DiagnoseOptions(), {"TERM": "xterm", "ACCESSIBLE": "0"}, False, False),
        (DiagnoseOptions(), {"TERM": "dumb"}, False, True),
        (DiagnoseOptions(), {}, False, True),
    ],
)
def test_when_it_is_plain(
    monkeypatch: pytest.MonkeyPatch,
    options: DiagnoseOptions,
    environment: dict[str, str],
    plain: bool,
    plain_prompts: bool,
) -> None:
    around = _look(monkeypatch, options, environment)
    assert (around.plain, around.plain_prompts) == (plain, plain_prompts)


@pytest.mark.parametrize(
    ("color", "environment", "colored"),
    [
        ("auto", {"TERM": "xterm"}, True),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ("always", {"TERM": "xterm", "NO_COLOR": "1"}, True),
        ("never", {"TERM": "xterm", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colors_of_prompts(
    monkeypatch: pytest.MonkeyPatch, color: str, environment: dict[str, str], colored: bool
) -> None:
    assert _look(monkeypatch, DiagnoseOptions()._replace(color=color), environment).prompt_color is colored


def test_a_stdin_that_is_no_terminal_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert not look(DiagnoseOptions(), {}).typed
    monkeypatch.setattr(sys, "stdin", None)
    assert not look(DiagnoseOptions(), {}).typed
