"""The quick parser reads the same as typer, or leaves the arguments alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Literal, get_args, get_type_hints

import pytest
import typer

from detachdoc.cli import app, diagnosing, quick
from detachdoc.cli.commands.diagnose import diagnose
from detachdoc.cli.failures import guarded
from detachdoc.cli.options import TABLE, DiagnoseOptions
from tests.ask.tools import environment

if TYPE_CHECKING:
    from collections.abc import Callable

#: Arguments both understand; FILE stands for an existing file.
UNDERSTOOD = [
    ["FILE", "--json"],
    ["--json", "FILE"],
    ["FILE", "--json", "--no-source"],
    ["--no-source", "FILE", "--format", "json"],
    ["--format=json", "--no-source", "FILE"],
    ["FILE", "--json", "--format", "json", "--no-source"],
    ["FILE", "--json", "--no-source", "--answer", "journey=straight"],
    ["FILE", "--json", "--no-source", "--answer=journey=taken-out"],
    ["FILE", "--json", "--no-source", "--answer", "journey=straight", "--answer", "session-owner=own"],
    ["FILE", "--json", "--no-source", "--answer", "journey=unknown", "--answer=ended-by=block"],
    ["FILE", "--json", "--no-source", "--fastapi-version", "0.115.12"],
    ["FILE", "--json", "--no-source", "--fastapi-version=0.120.4", "--brief", "--why", "--trace", "--plain"],
    ["FILE", "--json", "--no-source", "--no-input", "--color", "never"],
    ["FILE", "--json", "--source", "FOLDER"],
    ["FILE", "--json", "--source=FOLDER"],
    ["MISSING", "--json"],
    ["FOLDER", "--json"],
    ["FILE", "--json", "--source", "MISSING"],
    ["FILE", "--json", "--source", "FOLDER", "--no-source"],
    ["FILE", "--json", "--format", "markdown"],
    ["FILE", "--json", "--answer", "no=such"],
    ["FILE", "--json", "--answer", "journey"],
    ["FILE", "--json", "--fastapi-version", "newest"],
    ["FILE", "--no-source", "--no-input"],
    ["FILE", "--no-source", "--no-input", "--brief", "--color=always"],
]
#: Arguments that are for typer alone.
LEFT_TO_TYPER = [
    [],
    ["--help"],
    ["-h"],
    ["--version"],
    ["causes"],
    ["diagnose", "--help"],
    ["diagnose", "FILE", "-h"],
    ["diagnose", "--jso", "FILE"],
    ["diagnose", "--json=yes", "FILE"],
    ["diagnose", "--", "FILE"],
    ["diagnose", "FILE", "FILE"],
    ["diagnose", "FILE", "--format", "xml"],
    ["diagnose", "FILE", "--format"],
    ["diagnose", "FILE", "--format="],
    ["diagnose", "FILE", "--source", "--json"],
    ["diagnose", "FILE", "--json", "--json"],
    ["diagnose", "FILE", "--color", "never", "--color", "always"],
    ["diagnose", ""],
    ["diagnose", "FILE", "-x"],
]


@pytest.fixture
def words(lazy: str, tmp_path: object) -> Callable[[list[str]], list[str]]:
    names = {"FILE": lazy, "FOLDER": str(tmp_path), "MISSING": f"{tmp_path}/missing"}

    def replaced(given: list[str]) -> list[str]:
        for name, path in names.items():
            given = [word.replace(name, path) for word in given]
        return given

    return replaced


@pytest.mark.parametrize("given", UNDERSTOOD, ids=" ".join)
def test_both_parsers_give_the_same_bytes_and_the_same_exit_code(
    given: list[str],
    words: Callable[[list[str]], list[str]],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "1")
    command = ["diagnose", *words(given)]
    options = quick.parse(command)
    assert options is not None
    code = guarded(command, lambda: diagnosing.run(options))
    output = capfd.readouterr()
    assert guarded(command, lambda: app.run(command)) == code
    assert capfd.readouterr() == output
    assert output.out or code == 2


@pytest.mark.parametrize("given", UNDERSTOOD, ids=" ".join)
def test_both_parsers_read_the_same_options(
    given: list[str], words: Callable[[list[str]], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[DiagnoseOptions] = []
    monkeypatch.setattr(diagnosing, "run", lambda options: seen.append(options) or 0)
    command = ["diagnose", *words(given)]
    app.run(command)
    assert seen == [quick.parse(command)]


@pytest.mark.parametrize("given", LEFT_TO_TYPER, ids=" ".join)
def test_everything_else_is_left_to_typer(given: list[str], words: Callable[[list[str]], list[str]]) -> None:
    assert quick.parse(words(given)) is None


def test_dash_is_a_file_name() -> None:
    assert quick.parse(["diagnose", "-", "--json"]) == DiagnoseOptions(file="-", json=True)


def test_typer_declares_exactly_the_table() -> None:
    command = typer.main.get_command(app.app).commands["diagnose"]
    options = {option.name: option for option in command.params if isinstance(option, typer.core.TyperOption)}
    assert list(options) == [row.field for row in TABLE]
    for row in TABLE:
        option = options[row.field]
        assert option.opts == [row.flag]
        assert option.secondary_opts == []
        assert option.help == row.help
        assert option.metavar == row.metavar
        assert option.is_flag == (row.metavar is None)
        assert option.multiple == row.repeated


def test_values_of_the_table_are_the_values_typer_accepts() -> None:
    hints = get_type_hints(diagnose)
    for row in TABLE:
        if row.values:
            literals = [part for part in (hints[row.field], *get_args(hints[row.field])) if _is_literal(part)]
            assert get_args(literals[0]) == row.values


def _is_literal(hint: object) -> bool:
    return getattr(hint, "__origin__", None) is Literal


def test_every_option_has_a_field_and_every_field_an_option() -> None:
    assert {row.field for row in TABLE} | {"file"} == set(DiagnoseOptions._fields)


def test_the_json_path_loads_nothing_heavy(lazy: str) -> None:
    code = (
        "import sys; from detachdoc.__main__ import main; sys.argv[1:] = sys.argv[1:]; main();"
        "heavy = {'typer', 'rich', 'questionary', 'prompt_toolkit', 'sqlalchemy', 'pydantic', 'yaml', 'dataclasses',"
        "'pathlib', 'inspect', 'logging', 'asyncio', 'importlib.metadata', 'textwrap', 'shutil', 'difflib', 'shlex'};"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "diagnose", lazy, "--json", "--no-source"]
    subprocess.run(command, capture_output=True, check=True, env=environment())
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    assert result.stderr.strip() == ""
