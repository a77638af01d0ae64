"""Runs the tests on every supported Python that is installed, and with the oldest libraries allowed.

`nox` runs all of it, `nox -l` lists the sessions.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2024.4"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False

PYTHONS = ("3.11", "3.12", "3.13")
_FLOOR = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)\s*>=\s*(?P<version>[0-9][0-9a-z.]*)")


def lowest_direct() -> list[str]:
    """The oldest release pyproject.toml allows of each library detachdoc uses itself."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    floors = [_FLOOR.match(requirement) for requirement in project["dependencies"]]
    return [f"{floor['name']}=={floor['version']}" for floor in floors if floor]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests, with the newest libraries."""
    session.install(".[dev]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """All tests but those of the build and the layers, with the oldest direct dependencies."""
    session.install(".[dev]")
    # Afterwards and without theirs: hatchling and import-linter ask for newer ones, detachdoc itself must do without.
    session.install("--no-deps", *lowest_direct())
    not_here = [f"--ignore=tests/{name}" for name in ("test_wheel.py", "test_layers.py")]
    session.run("python", "-m", "pytest", *not_here, *session.posargs)


# FastAPI x SQLAlchemy: the sessions that run the examples of knowledge/causes on many releases belong here.
