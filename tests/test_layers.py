"""The import contracts hold, and each of them would notice when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: A new file with an import that is not allowed -> the contract that says so.
BREACHES = {
    "a value imports the command line": (
        "model/bad.py", "import detachdoc.cli", "Rooms import downwards only",
    ),
    "a room that has no layer": (
        "new_room/__init__.py", "", "Rooms import downwards only",
    ),
    "two rooms of one layer know each other": (
        "ask/bad.py", "import detachdoc.render", "Rooms import downwards only",
    ),
    "a circle inside a room": (
        "knowledge/problems.py", "import detachdoc.knowledge.nodes", "import each other in a circle",
    ),
    "yaml in the decision": ("decision/bad.py", "import yaml", "Only knowledge/ imports yaml"),
    "rich beside the terminal view": ("render/bad.py", "from rich.text import Text", "Only render/terminal/ imports rich"),
    "a prompt in the decision": ("decision/bad.py", "import questionary", "Only ask/ imports questionary"),
    "typer in the library": ("decision/bad.py", "import typer", "Only cli/ imports typer"),
    "sqlalchemy inside a function": (
        "evidence/bad.py", "def late():\n    import sqlalchemy", "Only recorder/ imports sqlalchemy",
    ),
    "pydantic": ("model/bad.py", "from pydantic import BaseModel", "Nothing imports the frameworks"),
}  # fmt: skip


def lint(folder: Path) -> str:
    """What `lint-imports` says about a checkout, each contract on its line."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder, env={"PYTHONPATH": str(folder), "COLUMNS": "200", "PATH": ""}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def broken(told: str) -> list[str]:
    return [line for line in told.splitlines() if "BROKEN" in line]


@pytest.fixture
def checkout(tmp_path):
    """A copy of the package with its contracts, to break them in."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(ROOT / "detachdoc", tmp_path / "detachdoc", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_all_contracts_hold():
    told = lint(ROOT)
    assert ", 0 broken." in told, told


@pytest.mark.parametrize(("file", "text", "contract"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_noticed(checkout, file, text, contract):
    path = checkout / "detachdoc" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{text}\n")
    told = lint(checkout)
    assert any(contract in line for line in broken(told)), told
