"""Finds the examples of knowledge/causes and runs them on the installed FastAPI and SQLAlchemy.

Needs nothing of detachdoc, so the matrix in noxfile.py installs only what the examples use.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, Self

import yaml
from packaging.specifiers import SpecifierSet

CAUSES = Path(__file__).parents[2] / "knowledge" / "causes"
FORKSERVER = Path(__file__).with_name("forkserver.py")
PACKAGES = ("fastapi", "sqlalchemy")

#: SQLAlchemy's words for what it wanted to load, by the fact `operation`.
MESSAGES = {
    "lazy-load": re.compile(r"Parent instance <(\w+) at \w+> .*; lazy load operation of attribute '(\w+)'"),
    "deferred": re.compile(r"Parent instance <(\w+) at \w+> .*; deferred load operation of attribute '(\w+)'"),
    "refresh": re.compile(r"Instance <(\w+) at \w+> .*; (attribute refresh) operation cannot proceed"),
}


class Variant(NamedTuple):
    """One example folder."""

    folder: Path
    spec: dict

    @property
    def id(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    def scripts(self) -> list[Path]:
        """before.py, after.py and, if there is one, popular.py."""
        return [path for path in map(self.script, ("before", "after", "popular")) if path.exists()]

    def script(self, name: str) -> Path:
        return self.folder / f"{name}.py"

    def runs_here(self) -> bool:
        """Whether the installed libraries are among those the example is written for."""
        return _all_hold(self.spec.get("needs", {}))

    def raises_here(self) -> bool:
        """Whether before.py must raise on the installed libraries."""
        return _all_hold(self.spec.get("raises_when", {}))

    def named(self, role: str) -> list[str]:
        """The names variant.yaml gives to `class`, `attribute`, `object` or `function`."""
        return [name for name, given in self.spec["names"].items() if given == role]


class Run(NamedTuple):
    """How a script ended."""

    code: int
    log: str
    #: Files it left in its working or temporary folder.
    left: tuple[str, ...] = ()

    @property
    def is_detached_error(self) -> bool:
        return "DetachedInstanceError" in self.log


class ForkServer:
    """Runs scripts through forkserver.py; use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ended: dict[Path, Run] = {}

    def __enter__(self) -> Self:
        command = [sys.executable, "-W", "default", str(FORKSERVER)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *error: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def run(self, script: Path) -> Run:
        """Run `script`, which is run once however often it is asked for."""
        if script not in self._ended:
            self._ended[script] = self._run(script)
        return self._ended[script]

    def _run(self, script: Path) -> Run:
        folder = self._folder / str(len(self._ended))
        folder.mkdir()
        print(json.dumps({"script": str(script), "folder": str(folder)}), file=self._process.stdin, flush=True)
        ended = json.loads(self._process.stdout.readline())
        return Run(**ended, left=tuple(path.name for path in folder.iterdir()))


def variants() -> list[Variant]:
    """All examples there are; a new folder needs no change here."""
    return [
        Variant(path.parent, yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(CAUSES.glob("*/*/variant.yaml"))
    ]


def _all_hold(ranges: dict[str, str]) -> bool:
    return all(version(package) in SpecifierSet(wanted) for package, wanted in ranges.items())
