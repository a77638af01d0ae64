"""Keeps knowledge/teardown.yaml true: measures which places run before and after a dependency's cleanup.

    python scripts/measure_teardown.py            compare the installed FastAPI with the file
    python scripts/measure_teardown.py --write    measure many releases up to the newest, each in an environment
                                                  of its own, and rewrite the file

The releases listed are both sides of every change known so far. Should two neighbours differ without being
adjacent on the index, the releases between them are measured too, until the change is found.
"""

# ruff: noqa: INP001, T201 - a script
from __future__ import annotations

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
import textwrap
import venv
from pathlib import Path
from typing import NamedTuple

import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parents[1]
TEARDOWN = ROOT / "knowledge" / "teardown.yaml"
PLACES = Path(__file__).with_name("teardown_places.py")
RELEASES = (
    *("0.65.3", "0.73.0", "0.74.0", "0.95.2", "0.105.0", "0.106.0", "0.110.0", "0.115.12", "0.117.1"),
    *("0.118.0", "0.120.4", "0.121.0", "0.134.0"),
)

#: `{scope: {place: "before" or "after"}}` of one release.
Measured = dict[str, dict[str, str]]


class Row(NamedTuple):
    """A row of teardown.yaml."""

    #: A range such as `>=0.106,<0.118`.
    fastapi: str
    scope: str
    places: dict[str, str]


_HEADER = """\
# Which places run before and which after the cleanup of a dependency with `yield`, by FastAPI version.
# Written by `python scripts/measure_teardown.py --write`. Measured on FastAPI
{measured}."""


def measure(python: str) -> Measured:
    """Measure the FastAPI that `python` imports."""
    done = subprocess.run([python, "-W", "ignore", str(PLACES)], stdout=subprocess.PIPE, text=True, check=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def expected(release: str, table: dict[str, object]) -> Measured:
    """What the table says about one release."""
    rows = table["rows"]
    assert isinstance(rows, list)
    return {row["scope"]: row["places"] for row in rows if Version(release) in SpecifierSet(row["fastapi"])}


def rows(measured: dict[str, Measured]) -> list[Row]:
    """Join neighbouring releases that behave alike.

    Args:
        measured: release -> what was measured, in any order.

    Returns:
        The rows of teardown.yaml: a range starts at the first release measured with that behaviour.
    """
    found = []
    releases = sorted(measured, key=Version)
    for scope in ("request", "function"):
        having = [release for release in releases if scope in measured[release]]
        alike = [list(group) for _, group in itertools.groupby(having, key=lambda release: measured[release][scope])]
        starts = [_short(group[0]) for group in alike]
        for group, start, end in itertools.zip_longest(alike, starts, starts[1:]):
            fastapi = f">={start},<{end}" if end else f">={start}"
            found.append(Row(fastapi, scope, measured[group[0]][scope]))
    return found


def _short(release: str) -> str:
    """`0.106` for `0.106.0`; a range needs no more."""
    return release.removesuffix(".0")


def document(measured: dict[str, Measured]) -> str:
    """The text of teardown.yaml."""
    releases = sorted(measured, key=Version)
    lines = [
        _HEADER.format(measured=textwrap.fill(", ".join(releases), initial_indent="# ", subsequent_indent="# ")),
        f'verified_until: "{releases[-1]}"',
        "rows:",
    ]
    for row in rows(measured):
        lines += [f'  - fastapi: "{row.fastapi}"', f"    scope: {row.scope}", "    places:"]
        lines += [f"      {place}: {order}" for place, order in row.places.items()]
    return "\n".join(lines) + "\n"


def gaps(measured: dict[str, Measured], published: list[str]) -> list[str]:
    """One release between each two neighbours that differ and are not adjacent on the index."""
    releases, every = sorted(measured, key=Version), sorted(published, key=Version)
    middles = []
    for before, after in itertools.pairwise(releases):
        between = [release for release in every if Version(before) < Version(release) < Version(after)]
        if between and measured[before] != measured[after]:
            middles.append(between[len(between) // 2])
    return middles


def published() -> list[str]:
    """Every FastAPI release pip can install here."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", "fastapi"], stdout=subprocess.PIPE, text=True, check=True
    )
    found = re.search(r"^Available versions: (.*)$", listed.stdout, re.MULTILINE)
    if not found:
        raise SystemExit("pip lists no releases of FastAPI; is the package index reachable?")
    return found[1].split(", ")


def measure_release(release: str, environments: Path) -> Measured:
    """Install one release in an environment of its own, or use the one an earlier run left, and measure it."""
    folder = environments / release
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    ready = folder / "ready"
    if not ready.exists():
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"fastapi=={release}"], check=True)
        ready.touch()
    measured = measure(str(python))
    print(release, json.dumps(measured), file=sys.stderr, flush=True)
    return measured


def write(environments: Path) -> None:
    """Measure the listed releases, the newest, and those that gaps need; rewrite teardown.yaml."""
    on_index = published()
    wanted = [*RELEASES, max(on_index, key=Version)]
    measured: dict[str, Measured] = {}
    while wanted:
        measured.update({release: measure_release(release, environments) for release in wanted})
        wanted = gaps(measured, on_index)
    TEARDOWN.write_text(document(measured), encoding="utf-8")


def check() -> int:
    """Compare the installed FastAPI with the file; return the exit code."""
    import fastapi

    says = expected(fastapi.__version__, yaml.safe_load(TEARDOWN.read_text(encoding="utf-8")))
    is_so = measure(sys.executable)
    if says == is_so:
        print(f"FastAPI {fastapi.__version__} behaves as teardown.yaml says.")
        return 0
    print(f"FastAPI {fastapi.__version__} behaves like {is_so}, but teardown.yaml says {says}.")
    return 1


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Compare teardown.yaml with FastAPI, or measure it anew.")
    parser.add_argument("--write", action="store_true", help="measure many releases and rewrite the file")
    default = Path(tempfile.gettempdir(), "detachdoc-teardown")
    parser.add_argument("--environments", type=Path, default=default, help="where the environments are kept")
    options = parser.parse_args()
    if not options.write:
        return check()
    write(options.environments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
