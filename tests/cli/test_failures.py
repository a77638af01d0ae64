"""Each thing that can stop a command, its line and its code; and when JSON was wanted."""

from __future__ import annotations

import json

import pytest

from detachdoc.cli.failures import guarded, wants_json
from detachdoc.cli.streams import ReaderGone
from detachdoc.errors import DetachdocError, InputError, Interrupted, KnowledgeError, UsageError
from tests.cli.tools import one_line


def _raising(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (UsageError("no such option."), 2, "detachdoc: no such option."),
        (InputError("cannot read x."), 2, "detachdoc: cannot read x."),
        (DetachdocError("cannot write."), 70, "detachdoc: cannot write."),
        (Interrupted("anything"), 130, "detachdoc: cancelled."),
        (KeyboardInterrupt(), 130, "detachdoc: cancelled."),
        (
            KnowledgeError(("tree.yaml:1: bad",)),
            70,
            "detachdoc: its knowledge has mistakes: tree.yaml:1: bad. `detachdoc knowledge check` lists them.",
        ),
        (
            KnowledgeError(("a.yaml:1: bad", "b.yaml:2: bad", "c.yaml:3: bad")),
            70,
            "detachdoc: its knowledge has mistakes: a.yaml:1: bad (and 2 more). `detachdoc knowledge check` lists them.",
        ),
        (UsageError("two\nlines \x1b[31m"), 2, r"detachdoc: two\nlines \x1b[31m"),
    ],
)
def test_what_stops_a_command_is_one_line_and_a_code(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded([], lambda: _raising(error)) == code
    output = capsys.readouterr()
    assert (output.out, one_line(output.err)) == ("", line)


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError(), KeyError("x"), ValueError("one\ntwo" * 500)])
def test_a_defect_is_one_bounded_line(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded([], lambda: _raising(error)) == 70
    line = one_line(capsys.readouterr().err)
    assert type(error).__name__ in line
    assert len(line) < 600


def test_a_reader_that_has_gone_is_no_news(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["--json"], lambda: _raising(ReaderGone("gone"))) == 141
    assert capsys.readouterr() == ("", "")


def test_with_json_the_problem_is_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["diagnose", "--json"], lambda: _raising(InputError("cannot read x."))) == 2
    assert json.loads(capsys.readouterr().out)["problem"] == {"message": "cannot read x.", "exit_code": 2}


def test_a_command_that_succeeds_keeps_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["--json"], lambda: 3) == 3
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["diagnose", "--json"], True),
        (["diagnose", "--format", "json"], True),
        (["diagnose", "--format=json"], True),
        (["diagnose", "x", "--nonsense", "--json"], True),
        (["diagnose"], False),
        (["diagnose", "--format", "markdown"], False),
        (["diagnose", "json"], False),
        (["diagnose", "--", "--json"], False),
        (["diagnose", "--", "--format", "json"], False),
        (["json", "--format"], False),
        ([], False),
    ],
)
def test_json_is_recognised_in_wrong_arguments_too(words: list[str], wanted: bool) -> None:
    assert wants_json(words) is wanted
