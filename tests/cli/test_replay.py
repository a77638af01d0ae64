"""The replay command: what it holds, and that a shell reads it back as it was."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from detachdoc.cli.options import DiagnoseOptions
from detachdoc.cli.replay import command, feeding
from tests.cli.tools import shell


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (DiagnoseOptions(file="tb.txt"), "detachdoc diagnose tb.txt"),
        (DiagnoseOptions(file="my tb.txt", source="it's"), "detachdoc diagnose 'my tb.txt' --source 'it'\"'\"'s'"),
        (DiagnoseOptions(file="-"), "detachdoc diagnose -"),
        (DiagnoseOptions(), "detachdoc diagnose -"),
        (DiagnoseOptions(file="-x"), "detachdoc diagnose ./-x"),
        (
            DiagnoseOptions(file="t", no_source=True, fastapi_version="0.115.0", redact=True),
            "detachdoc diagnose t --fastapi-version 0.115.0 --no-source --redact",
        ),
        (DiagnoseOptions(file="t", brief=True, plain=True, color="never", why=True), "detachdoc diagnose t"),
    ],
)
def test_it_holds_what_decides_the_verdict(options: DiagnoseOptions, expected: str) -> None:
    assert shlex.join(command(options)) == expected


def test_only_a_text_without_a_name_must_be_fed_again() -> None:
    assert feeding(DiagnoseOptions(file="tb.txt")) == ""
    assert "< saved.txt" in feeding(DiagnoseOptions())
    assert "< saved.txt" in feeding(DiagnoseOptions(file="-"))


def test_a_text_that_can_be_read_only_once_has_no_name(lazy: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for file in ("/dev/fd/63", "/dev/stdin", "/proc/self/fd/0", str(tmp_path / "pipe")):
        assert command(DiagnoseOptions(file=file)) == ("detachdoc", "diagnose", "-")
        assert "< saved.txt" in feeding(DiagnoseOptions(file=file))
    printed = shell('$detachdoc diagnose <(cat "$1") --no-source', lazy).stdout.splitlines()[-1]
    assert printed.strip() == "detachdoc diagnose - --no-source"


def test_a_token_in_a_name_is_masked_when_asked_for() -> None:
    options = DiagnoseOptions(file="tok=ghp_abcdefghijklmnopqrstuvwxyz0123456789.txt", source="app")
    assert "ghp_" in shlex.join(command(options))
    assert shlex.join(command(options._replace(redact=True))) == (
        "detachdoc diagnose 'tok=***.txt' --source app --redact"
    )


def test_the_printed_command_gives_the_same_verdict(lazy: str) -> None:
    script = '$detachdoc diagnose "$1" --no-source --answer journey=straight --answer session-owner=unknown'
    first = shell(script, lazy)
    printed = first.stdout[first.stdout.rindex("detachdoc diagnose") :]
    assert "--answer session-owner=unknown" in printed
    again = shell(printed.replace("detachdoc", "$detachdoc", 1))
    assert (again.stdout, again.returncode) == (first.stdout, 1)
