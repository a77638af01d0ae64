"""The smaller commands, and what the help says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

import detachdoc
from detachdoc.cli.options import TABLE
from detachdoc.knowledge import data_folder, load
from tests.cli.tools import one_line, run_here, shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

IDS = [cause.id for cause in sorted(load().causes, key=lambda cause: cause.number)]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; gives its exit code, stdout and stderr."""

    def running(*words: str) -> tuple[int, str, str]:
        return run_here(capfd, *words)

    return running


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("wanted", ["text", "markdown", "json"])
def test_a_cause_is_explained_by_id_and_by_number(run: Run, number: int, wanted: str) -> None:
    by_number = run("explain", str(number), "--format", wanted)
    assert by_number == run("explain", IDS[number - 1], "--format", wanted)
    assert by_number[0] == 0
    assert IDS[number - 1] in by_number[1]


def test_json_is_the_same_as_format_json(run: Run) -> None:
    code, output, _ = run("explain", "4", "--json")
    assert (code, output) == run("explain", "4", "--format", "json")[:2]
    assert json.loads(output)["cause"]["id"] == "background-task"


def test_a_cause_that_does_not_exist_is_refused_with_the_nearest(run: Run) -> None:
    code, output, remarks = run("explain", "background-tusk")
    assert (code, output) == (2, "")
    assert "Did you mean background-task?" in one_line(remarks)
    assert all(cause in remarks for cause in IDS)


@pytest.mark.parametrize("word", ["0", "7", "", "zzz"])
def test_a_number_outside_the_six_is_refused(run: Run, word: str) -> None:
    code, _, remarks = run("explain", word)
    assert code == 2
    assert "or 1 to 6." in one_line(remarks)


def test_color_and_plain_are_obeyed(run: Run) -> None:
    assert "\x1b[" in run("explain", "2", "--color", "always")[1]
    assert "\x1b[" not in run("explain", "2")[1]
    assert "├" not in run("explain", "2", "--plain")[1]


def test_the_causes_are_listed_by_number(run: Run) -> None:
    code, output, _ = run("causes")
    assert code == 0
    assert [line.split()[:2] for line in output.splitlines()] == [
        [str(at), name] for at, name in enumerate(IDS, start=1)
    ]


def test_the_causes_as_json(run: Run) -> None:
    document = json.loads(run("causes", "--json")[1])
    assert [cause["id"] for cause in document["causes"]] == IDS
    assert document["tool"]["version"] == detachdoc.__version__


@pytest.mark.parametrize("words", [[], ["diagnose"], ["explain"], ["causes"]])
def test_the_schema_is_of_the_command_it_is_asked_for(run: Run, words: list[str]) -> None:
    code, output, _ = run("schema", *words)
    assert code == 0
    assert f"`detachdoc {words[0] if words else 'diagnose'} " in json.loads(output)["title"]


@pytest.mark.parametrize("words", [("causes",), ("explain", "6"), ("explain", "nonsense")])
def test_what_a_command_prints_as_json_fits_its_schema(run: Run, words: tuple[str, ...]) -> None:
    shape = json.loads(run("schema", words[0])[1])
    Draft202012Validator(shape).validate(json.loads(run(*words, "--json")[1]))


def test_a_command_without_json_has_no_schema(run: Run) -> None:
    code, _, remarks = run("schema", "run")
    assert code == 2
    assert "'run' is not one of" in one_line(remarks)


def test_the_version_names_tool_and_knowledge(run: Run) -> None:
    assert run("--version") == (0, f"detachdoc {detachdoc.__version__} (knowledge {load().version})\n", "")


def test_the_own_knowledge_has_no_mistakes(run: Run) -> None:
    assert run("knowledge", "check") == (0, f"{data_folder()}: no mistakes.\n", "")


def test_every_mistake_of_a_folder_is_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tree.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    code, output, remarks = run("knowledge", "check", str(tmp_path))
    assert code == 1
    assert any(line.startswith("tree.yaml:1: ") for line in output.splitlines())
    assert one_line(remarks).endswith(f"in {tmp_path}.")


def test_a_knowledge_folder_that_is_none(run: Run, tmp_path: Path) -> None:
    code, _, remarks = run("knowledge", "check", str(tmp_path / "none"))
    assert code == 2
    assert "is not a folder" in one_line(remarks)


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize(
    "command", [[], ["diagnose"], ["explain"], ["causes"], ["schema"], ["knowledge"], ["knowledge", "check"]]
)
def test_every_command_has_help(run: Run, command: list[str], flag: str) -> None:
    code, output, remarks = run(*command, flag)
    assert (code, remarks) == (0, "")
    assert output.startswith("Usage: detachdoc")


def test_the_help_of_diagnose_names_every_option_and_exit_code(run: Run) -> None:
    words = " ".join(run("diagnose", "--help")[1].split())
    assert all(row.flag in words and row.help in words for row in TABLE)
    assert all(f"{code} " in words for code in (0, 1, 2, 3, 4, 70, 130))


def test_no_command_is_cut_short_in_the_list(run: Run) -> None:
    commands = run("--help")[1].partition("Commands:")[2]
    assert "diagnose" in commands
    assert "..." not in commands


def test_a_mistyped_command_or_option_gets_a_hint(run: Run) -> None:
    assert "Did you mean 'diagnose'?" in one_line(run("dignose")[2])
    remarks = one_line(run("diagnose", "--formt")[2])
    assert "--format" in remarks
    assert remarks.endswith("See `detachdoc diagnose --help`.")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_is_offered_for_the_usual_shells(name: str) -> None:
    result = shell(f"$detachdoc --show-completion {name}")
    assert result.returncode == 0
    assert "_DETACHDOC_COMPLETE" in result.stdout


def test_completion_completes_commands_and_options() -> None:
    completed = shell(
        "$detachdoc",
        env={"_DETACHDOC_COMPLETE": "complete_bash", "COMP_WORDS": "detachdoc diagnose --fast", "COMP_CWORD": "2"},
    )
    assert completed.stdout.split() == ["--fastapi-version"]


def _completed(line: str) -> list[str]:
    """What bash is offered at the end of a line."""
    words = line.split(" ")
    variables = {"_DETACHDOC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return shell("$detachdoc", env=variables).stdout.split()


def test_a_shell_completes_causes() -> None:
    assert _completed("detachdoc explain ") == IDS
    assert _completed("detachdoc explain used") == ["used-across-requests"]


def test_a_shell_completes_answers() -> None:
    offered = _completed("detachdoc diagnose tb.txt --answer session-owner")
    assert {"session-owner=own", "session-owner=unknown"} <= set(offered)
    assert all(word.startswith("session-owner=") for word in offered)


def test_the_help_is_whole_without_docstrings() -> None:
    for words in ("", "diagnose", "explain", "causes", "demo", "schema", "knowledge", "knowledge check"):
        script = f"$detachdoc {words} --help"
        bare = shell(script, env={"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"})
        assert bare.stdout == shell(script).stdout
        assert bare.stdout.startswith("Usage: detachdoc")


def test_the_help_tells_every_exit_code(run: Run) -> None:
    told = " ".join(run("diagnose", "--help")[1].split())
    assert "0 a cause is named, 1 undecided, or a reason outside the six, 2 usage, 3 another error" in told


def test_the_help_of_schema_names_the_commands_it_has_one_for(run: Run) -> None:
    told = run("schema", "--help")[1]
    assert all(f"`{command} --json`" in told for command in ("diagnose", "explain", "causes"))
