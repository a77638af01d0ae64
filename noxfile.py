"""Runs the tests on every supported Python that is installed, and with the oldest libraries allowed.

`nox` runs all of it, `nox -l` lists the sessions.
"""

from __future__ import annotations

import itertools
import os
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


#: Both sides of each release that changed the order of cleanup, with each SQLAlchemy the examples are written for.
VERIFIED = tomllib.loads(Path("knowledge/verified.toml").read_text(encoding="utf-8"))
#: Beside the newest of both, which `tests` runs.
IN_CI = (("0.105.0", "2.0"), ("0.115.12", "2.0"))
#: Their TestClient hands httpx an argument that 0.28 no longer takes.
_OLD_CLIENT = ("0.95.2", "0.105.0", "0.106.0")


def combinations() -> list[nox.param]:
    """FastAPI x SQLAlchemy, as parameters; `nox -t ci` runs the few that CI does."""
    every = dict.fromkeys([*itertools.product([*VERIFIED["fastapi"], "newest"], VERIFIED["sqlalchemy"]), *IN_CI])
    return [
        nox.param(*pair, id="fastapi-{}-sqlalchemy-{}".format(*pair), tags=["ci"] if pair in IN_CI else [])
        for pair in every
    ]


@nox.session(python=PYTHONS[0], reuse_venv=True)
@nox.parametrize(("fastapi", "sqlalchemy"), combinations())
def examples(session: nox.Session, fastapi: str, sqlalchemy: str) -> None:
    """Every before.py raises where it says so, every after.py answers; the measured facts hold."""
    httpx = "httpx<0.28" if fastapi in _OLD_CLIENT else "httpx"
    wanted = "fastapi" if fastapi == "newest" else f"fastapi=={fastapi}"
    session.install(wanted, f"sqlalchemy=={sqlalchemy}.*", httpx, "aiosqlite", "greenlet")
    session.install("pytest", "PyYAML", "packaging")
    session.run("python", "-m", "pytest", "tests/variants", *session.posargs)


@nox.session(python=PYTHONS[0], reuse_venv=True, default=False)
def teardown(session: nox.Session) -> None:
    """Measure the order of cleanup on many FastAPI releases and rewrite knowledge/teardown.yaml."""
    session.install("PyYAML", "packaging")
    environments = os.path.join(session.create_tmp(), "environments")
    session.run("python", "scripts/measure_teardown.py", "--write", "--environments", environments)
