"""One test for each row of the exit-code table, as a program: code, stdout and stderr."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from detachdoc.cli import exit_codes
from tests.ask.tools import environment
from tests.cli.tools import CHAINED, LAZY, OTHER, SETTLED, one_line, run, run_here


def _outcome(text: str) -> str:
    return str(json.loads(text)["diagnoses"][0]["outcome"])


def test_0_a_cause_is_named(lazy: str) -> None:
    result = run("diagnose", lazy, "--no-source", "--json", "--answer", SETTLED)
    assert (result.returncode, _outcome(result.stdout), result.stderr) == (0, "diagnosed", "")


def test_1_undecided(lazy: str) -> None:
    result = run("diagnose", lazy, "--no-source", "--json")
    assert (result.returncode, _outcome(result.stdout), result.stderr) == (1, "undecided", "")


def test_1_a_reason_outside_the_six(lazy: str) -> None:
    result = run("diagnose", lazy, "--no-source", "--json", "--answer", "journey=deleted")
    assert (result.returncode, _outcome(result.stdout)) == (1, "outside-the-six")


@pytest.mark.parametrize(
    "words",
    [
        ["diagnose", "--nonsense"],
        ["diagnose", "no-such-file.txt"],
        ["diagnose", "one.txt", "two.txt"],
        ["diagnose", "--color", "green"],
        ["diagnose", "--format", "xml"],
        ["diagnose", "--source"],
        ["diagnose", "--answer", "nonsense"],
        ["diagnose", "--answer", "jurney=straight"],
        ["diagnose", "--plain", "--plain", "--answer"],
        ["diagnose", "--source", ".", "--no-source"],
        ["diagnose", "--fastapi-version", "latest"],
        ["diagnose", ".", "--no-source"],
        ["explain", "7"],
        ["explain"],
        ["nonsense"],
        ["knowledge"],
    ],
)
def test_2_usage(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    code, output, remarks = run_here(capfd, *words)
    assert (code, output) == (2, "")
    assert one_line(remarks).startswith("detachdoc: ")


def test_2_usage_as_a_program() -> None:
    result = run("diagnose", "--nonsense", stdin=LAZY)
    assert (result.returncode, result.stdout) == (2, "")
    assert one_line(result.stderr).startswith("detachdoc: ")


def test_2_no_command_at_all_shows_the_help() -> None:
    result = run()
    assert result.returncode == 2
    assert "diagnose" in result.stdout


def test_3_another_error(other: str) -> None:
    result = run("diagnose", other, "--no-source", "--json")
    assert (result.returncode, _outcome(result.stdout)) == (3, "other-error")


def test_4_no_error_in_the_input(nothing: str) -> None:
    result = run("diagnose", nothing, "--no-source", "--json")
    assert (result.returncode, _outcome(result.stdout)) == (4, "no-error")


def test_4_empty_input_says_so() -> None:
    result = run("diagnose", "--json", stdin="")
    assert (result.returncode, _outcome(result.stdout)) == (4, "no-error")
    assert one_line(result.stderr) == "detachdoc: standard input is empty."


BROKEN = "import detachdoc.api as api; api.read = lambda stream: 1 / 0; from detachdoc.__main__ import main; sys.exit(main())"


def _broken(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command line with a defect in it."""
    command = [sys.executable, "-c", f"import sys; {BROKEN}", *words]
    return subprocess.run(
        command, input="x", capture_output=True, text=True, timeout=60, check=False, env=environment(**(env or {}))
    )


def test_70_a_defect_of_ours_is_one_line_with_how_to_report_it() -> None:
    result = _broken("diagnose", "-")
    line = one_line(result.stderr)
    assert (result.returncode, result.stdout) == (70, "")
    assert "ZeroDivisionError: division by zero" in line
    assert "report it" in line
    assert "DETACHDOC_DEBUG=1" in line


def test_70_with_debugging_the_python_traceback_is_shown() -> None:
    result = _broken("diagnose", "-", env={"DETACHDOC_DEBUG": "1"})
    assert result.returncode == 70
    assert "Traceback (most recent call last)" in result.stderr


def test_70_with_json_is_a_document_too() -> None:
    result = _broken("diagnose", "-", "--json")
    problem = json.loads(result.stdout)["problem"]
    assert (result.returncode, problem["exit_code"]) == (70, 70)
    assert "ZeroDivisionError" in problem["message"]


@pytest.mark.parametrize(
    "words", [["diagnose"], ["diagnose", "--color=auto", "-", "--redact", "--redact"], ["diagnose", "-", "--json"]]
)
def test_130_ctrl_c_while_reading_a_pipe(words: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "detachdoc", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    _wait_until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    output, remarks = process.communicate(timeout=30)
    assert (process.returncode, one_line(remarks)) == (130, "detachdoc: cancelled.")
    assert (json.loads(output)["problem"]["exit_code"] == 130) if "--json" in words else output == ""


def _wait_until_it_reads(pid: int) -> None:
    """Until the process blocks in a read of its stdin (Linux says `pipe_read`), or for long enough elsewhere."""
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        time.sleep(0.05)
        if os.path.exists(f"/proc/{pid}/wchan"):
            with open(f"/proc/{pid}/wchan", encoding="ascii") as waiting:
                if "pipe" in waiting.read():
                    return


def test_with_several_errors_the_likeliest_root_error_decides() -> None:
    result = run("diagnose", "--json", "--no-source", stdin=OTHER + "\nlater:\n" + CHAINED)
    outcomes = [one["outcome"] for one in json.loads(result.stdout)["diagnoses"]]
    assert outcomes[0] in {"undecided", "diagnosed"}
    assert result.returncode == {"undecided": 1, "diagnosed": 0}[outcomes[0]]


def test_every_outcome_of_the_contract_has_a_code() -> None:
    from typing import get_args

    from detachdoc.model.diagnosis import Outcome

    assert set(exit_codes._BY_OUTCOME) == set(get_args(Outcome))


def test_no_diagnosis_at_all_is_no_error() -> None:
    assert exit_codes.of(()) == exit_codes.NO_ERROR
