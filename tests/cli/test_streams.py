"""stdout holds results and nothing else, whoever reads it, and whatever fails."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detachdoc.render import schema
from tests.cli.tools import LAZY, NOTHING, OTHER, SETTLED, one_line, run, run_here, shell

FAILING = [
    ["diagnose", "--json", "--nonsense"],
    ["diagnose", "--nonsense", "--json"],
    ["diagnose", "--format", "json", "one", "two"],
    ["diagnose", "--format=json", "no-such-file"],
    ["diagnose", "--json", "--answer", "x"],
    ["diagnose", "--json", "--source", "no-such-folder"],
    ["explain", "no-such-cause", "--json"],
    ["explain", "--json"],
    ["explain", "3", "--json", "--format", "text"],
    ["nonsense", "--json"],
]


@pytest.mark.parametrize("words", FAILING, ids=" ".join)
def test_json_is_one_document_also_when_something_failed(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    code, output, remarks = run_here(capfd, *words)
    document = json.loads(output)
    jsonschema.validate(document, json.loads(schema.text()))
    assert code == document["problem"]["exit_code"] == 2
    assert document["diagnoses"] == []
    assert document["problem"]["message"] in one_line(remarks)


def test_json_after_the_end_of_options_is_a_file_name() -> None:
    assert run("diagnose", "--nonsense", "--", "--json").stdout == ""


@pytest.mark.parametrize("text", [LAZY, OTHER, NOTHING, "", LAZY + OTHER])
def test_json_is_one_document_and_says_nothing_on_stderr_but_about_empty_input(text: str) -> None:
    result = run("diagnose", "--json", "--no-source", stdin=text)
    jsonschema.validate(json.loads(result.stdout), json.loads(schema.text()))
    assert result.stderr == ("" if text else "detachdoc: standard input is empty.\n")


def test_results_go_to_stdout_and_nothing_to_stderr(lazy: str) -> None:
    result = run("diagnose", lazy, "--no-source")
    assert "/srv/shop/api/orders.py:44" in result.stdout
    assert "--answer journey=" in result.stdout
    assert result.stderr == ""


def test_a_pipe_and_a_dash_read_the_same(lazy: str) -> None:
    piped = run("diagnose", "--json", "--no-source", stdin=LAZY)
    dashed = run("diagnose", "-", "--json", "--no-source", stdin=LAZY)
    named = run("diagnose", lazy, "--json", "--no-source")
    assert piped.stdout == dashed.stdout == named.stdout


@pytest.mark.parametrize(
    "options", ["--no-source", "--no-source --json", "--no-source --plain", "--help", "--nonsense"]
)
def test_a_reader_that_stops_early_gets_no_complaint(options: str, lazy: str) -> None:
    result = shell(f'$detachdoc diagnose "$1" {options} 2>/dev/stderr | head -0; echo ${{PIPESTATUS[0]}}', lazy)
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr
    assert int(result.stdout) in {0, 1, 2, 141}


def test_a_reader_that_is_gone_is_told_by_141(lazy: str) -> None:
    script = '{ $detachdoc diagnose "$1" --no-source; echo $? >&2; } | true'
    result = shell(f"sleep 0.1; {script}", lazy)
    assert one_line(result.stderr) in {"141", "1"}


def test_head_sees_the_first_line(lazy: str) -> None:
    result = shell('$detachdoc diagnose "$1" --no-source | head -1', lazy)
    assert one_line(result.stdout).strip().startswith("Undecided")
    assert result.stderr == ""


def test_a_closed_stdout_is_one_line_and_70(lazy: str) -> None:
    result = shell('$detachdoc diagnose "$1" --no-source >&-; echo $?', lazy)
    assert result.stdout == "70\n"
    assert one_line(result.stderr) == "detachdoc: cannot write the result: standard output is closed."


def test_a_full_disk_is_one_line_and_70(lazy: str) -> None:
    result = shell('$detachdoc diagnose "$1" --no-source >/dev/full; echo $?', lazy)
    assert result.stdout == "70\n"
    assert one_line(result.stderr).startswith("detachdoc: cannot write the result to standard output: No space left")


@pytest.mark.parametrize("words", ["--help", "diagnose --help", "--version", "", "--show-completion bash"])
def test_a_full_disk_is_no_defect_of_the_help(words: str) -> None:
    result = shell(f"$detachdoc {words} >/dev/full; echo $?")
    assert result.stdout == "70\n"
    assert one_line(result.stderr).startswith("detachdoc: cannot write the result to standard output: No space left")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
def test_without_stderr_the_result_and_the_exit_code_remain(redirection: str, lazy: str) -> None:
    result = shell(f'$detachdoc diagnose "$1" --no-source --json {redirection}; echo CODE $?', lazy)
    document, _, code = result.stdout.partition("CODE ")
    assert (json.loads(document)["diagnoses"][0]["outcome"], code) == ("undecided", "1\n")


def test_without_stderr_a_failure_keeps_its_exit_code() -> None:
    assert shell("$detachdoc diagnose no-such-file 2>&-; echo $?").stdout == "2\n"


def test_a_closed_stdin_is_one_line() -> None:
    result = shell("$detachdoc diagnose <&-; echo $?")
    assert result.stdout == "2\n"
    assert one_line(result.stderr).startswith("detachdoc: cannot read standard input: it is closed.")


def test_an_old_encoding_does_not_stop_it(lazy: str) -> None:
    result = shell(
        '$detachdoc diagnose "$1" --no-source | cat', lazy, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert "/srv/shop/api/orders.py:44" in result.stdout
    assert result.stderr == ""


def test_ci_is_never_asked(lazy: str) -> None:
    result = run("diagnose", lazy, "--no-source", env={"CI": "true"})
    assert result.returncode == 1
    assert "--answer journey=" in result.stdout


def test_settled_by_an_answer(lazy: str) -> None:
    result = run("diagnose", lazy, "--no-source", "--answer", SETTLED)
    assert result.returncode == 0
    assert f"--answer {SETTLED}" in result.stdout
