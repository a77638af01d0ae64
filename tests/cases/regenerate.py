"""Runs the triggers of the cases and rewrites each `traceback.txt` with what really came out.

    python -m tests.cases.regenerate OLD_PYTHON NEW_PYTHON [part of a case's name ...]

Every program is run twice: with the bug it must print the expected error at the expected line, without it it must succeed.
Both interpreters need sqlalchemy[asyncio], sqlmodel, aiosqlite, httpx, pydantic-settings, uvicorn, cachetools, dependency-injector.
OLD_PYTHON: fastapi 0.115.12, starlette 0.46.2, sqlalchemy 2.0.41. NEW_PYTHON: the newest, plus apscheduler and celery.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from typing import Any, NamedTuple

import yaml

from tests.cases import patching

HERE = os.path.dirname(os.path.abspath(__file__))
#: Beside the project, no part of it.
APPARATUS = ("expect.yaml", "traceback.txt", "trigger.py", "fixed.patch", "broken.patch")
DETACHED = "DetachedInstanceError"


class Run(NamedTuple):
    """How one run of a trigger went."""

    code: int
    #: stderr, with the paths of another machine.
    log: str


class UnexpectedRunError(Exception):
    """A trigger did something else than its case says."""


def cases() -> list[str]:
    """Names of all cases, `<cause>/<case>`."""
    found = [
        f"{group}/{name}"
        for group in os.listdir(HERE)
        if os.path.isdir(os.path.join(HERE, group)) and not group.startswith("_")
        for name in os.listdir(os.path.join(HERE, group))
    ]
    return sorted(name for name in found if os.path.exists(os.path.join(HERE, name, "expect.yaml")))


def expectation(case: str) -> dict[str, Any]:
    """What `expect.yaml` of the case says."""
    with open(os.path.join(HERE, case, "expect.yaml"), encoding="utf-8") as file:
        said: dict[str, Any] = yaml.safe_load(file)
    return said


def copy_project(case: str, target: str, *, patched: bool) -> None:
    """Copy the project without its apparatus to `target`, with the patch beside it applied or not."""
    folder = os.path.join(HERE, case)
    shutil.copytree(folder, target, ignore=lambda where, names: APPARATUS if where == folder else ["__pycache__"])
    patch = next((name for name in ("fixed.patch", "broken.patch") if os.path.exists(os.path.join(folder, name))), None)
    if patched and patch:
        with open(os.path.join(folder, patch), encoding="utf-8") as file:
            patching.apply(file.read(), target)


def run(case: str, python: str, *, patched: bool) -> Run:
    """Run the trigger on a copy of the project."""
    expected = expectation(case)
    with tempfile.TemporaryDirectory() as scratch:
        box = os.path.join(scratch, "box")
        copy_project(case, box, patched=patched)
        code_root = os.path.join(box, expected.get("root", "."))
        path = os.pathsep.join([HERE, os.path.normpath(code_root)])
        # Beside the copy, for Python puts the script's own folder first.
        trigger = shutil.copy(os.path.join(HERE, case, "trigger.py"), scratch)
        done = subprocess.run(
            [python, trigger],
            cwd=box,
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Run(done.returncode, elsewhere(done.stderr, os.path.normpath(code_root), expected["prefix"]))


def elsewhere(log: str, root: str, prefix: str) -> str:
    """Change the path prefixes to those of the machine the error is said to come from; nothing else."""
    log = log.replace(HERE + "/", "/usr/local/lib/python3.11/site-packages/")
    log = re.sub(r'"[^"\n]*/site-packages/', '"/usr/local/lib/python3.11/site-packages/', log)
    log = re.sub(r'"/[^"\n]*/(?:versions/3[^/]*/)lib/python3\.11/', '"/usr/local/lib/python3.11/', log)
    log = re.sub(re.escape(root) + r'(/[^"\n]*)?', lambda match: prefix + (match[1] or ""), log)
    if "\\" not in prefix:
        return log
    log = log.replace("/usr/local/lib/python3.11/", "C:\\Python311\\Lib\\")
    return re.sub(r'File "([^"\n]*)"', lambda match: 'File "{}"'.format(match[1].replace("/", "\\")), log)


def regenerate(case: str, old: str, new: str) -> None:
    """Rewrite the traceback of one case. Raises UnexpectedRunError."""
    expected = expectation(case)
    python = old if expected["versions"]["fastapi"] == "0.115.12" else new
    control = case.startswith("controls/")
    bad, good = run(case, python, patched=control), run(case, python, patched=not control)
    check(expected, bad, good)
    with open(os.path.join(HERE, case, "traceback.txt"), "w", encoding="utf-8") as file:
        file.write(bad.log)


def check(expected: dict[str, Any], bad: Run, good: Run) -> None:
    """Raise UnexpectedRunError unless `bad` failed as the case says and `good` did not fail."""
    error = expected.get("error", DETACHED)
    if bad.code == 0 or error not in bad.log:
        raise UnexpectedRunError(f"no {error}, exit code {bad.code}\n{bad.log}")
    if good.code != 0 or DETACHED in good.log:
        raise UnexpectedRunError(f"mended, and still fails with exit code {good.code}\n{good.log}")
    access = expected.get("sites", {}).get("access")
    if access and "get_attribute_error" not in bad.log and not printed(access, bad.log):
        raise UnexpectedRunError(f"{access} is not among the frames\n{bad.log}")


def printed(site: str, log: str) -> bool:
    """Whether a frame of the log is at `file:line`."""
    path, line = site.rsplit(":", 1)
    name = os.path.basename(path)
    return re.search(rf'{re.escape(name)}", line {line},', log) is not None


def main() -> int:
    """Regenerate the cases named on the command line, or all."""
    old, new, *parts = sys.argv[1:]
    failed = 0
    for case in cases():
        if parts and not any(part in case for part in parts):
            continue
        try:
            regenerate(case, old, new)
        except UnexpectedRunError as problem:
            failed += 1
            print(f"{case}: {problem}", file=sys.stderr)
        else:
            print(case)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
