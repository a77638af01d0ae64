"""The README is true: its commands are run, what it shows is what they print, its table is the contract."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from detachdoc.cli import exit_codes

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHELL = re.compile(r"```sh\n(.+?)```", re.DOTALL)


def _refreshed(text: str) -> str:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "docs" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.refreshed(text)


def test_what_is_shown_is_what_the_commands_print_today() -> None:
    assert _refreshed(README) == README, "run: python docs/readme.py"


@pytest.mark.slow
def test_the_first_command_works_on_a_fresh_copy(tmp_path: Path) -> None:
    command = SHELL.findall(README)[0]
    assert command.count("\n") == 1, "one command"
    copy = tmp_path / "checkout"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copyfile(ROOT / name, target)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        command, shell=True, cwd=copy, env=kept | {"CI": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == exit_codes.DIAGNOSED, done.stdout + done.stderr
    assert "Cause 2 of 6" in done.stdout
    assert "shop/auth.py:12" in done.stdout


def test_the_test_command_is_the_one_that_is_checked_before_a_merge() -> None:
    command = SHELL.findall(README)[-1]
    assert "'.[dev]'" in command
    checks = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(r'pip install .*"\.\[dev\]"', checks)
    tests = command.rpartition("&& ")[2].strip().removeprefix(".venv/bin/")
    assert f"step {tests}\n" in checks


def test_every_exit_code_is_in_the_table_and_nothing_else() -> None:
    shown = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    ours = {value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert shown == ours - {exit_codes.READER_GONE}


def test_the_note_it_quotes_is_the_recorded_one() -> None:
    quoted = README[README.index("[detachdoc:") :].partition("]")[0]
    recorded = (ROOT / "docs" / "example" / "recorded.txt").read_text("utf-8")
    assert " ".join(quoted.split()) in recorded


def test_every_file_it_points_to_exists() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)|(?:src|srcset)=\"([^\"]+)\"", README)
    missing = [link for pair in links for link in pair if link and not (ROOT / link).exists()]
    assert missing == []
