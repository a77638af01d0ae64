"""Which versions does the project pin? Reads lock and requirements files near the source."""

from __future__ import annotations

import json
import re

#: Packages whose version changes a diagnosis.
WANTED = ("fastapi", "sqlalchemy", "starlette", "sqlmodel", "pydantic")

_PINNED = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]{0,80})(?:\[[^\]]{0,200}\])?\s*==\s*([0-9][0-9A-Za-z.+!]{0,40})")
_NAME = re.compile(r'^name = "([^"]{1,80})"')
_VERSION = re.compile(r'^version = "([^"]{1,40})"')


def versions(name: str, text: str) -> dict[str, str]:
    """Pinned versions in one file.

    Args:
        name: the file's name, which tells its format.
        text: its content.

    Returns:
        Package -> version, only packages of `WANTED`; empty when the file is damaged.
    """
    if name == "Pipfile.lock":
        return _pipfile(text)
    if name.endswith(".lock"):
        return _toml_packages(text)
    return _requirements(text)


def _requirements(text: str) -> dict[str, str]:
    pinned = (_PINNED.match(line) for line in text.splitlines())
    return {name: match[2] for match in pinned if match and (name := match[1].lower().replace("_", "-")) in WANTED}


def _toml_packages(text: str) -> dict[str, str]:
    """`[[package]]` tables of uv.lock, poetry.lock and pdm.lock, read by line: they may have 10,000."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("[["):
            name = ""
        elif match := _NAME.match(line):
            name = match[1].lower().replace("_", "-")
        elif name in WANTED and (match := _VERSION.match(line)):
            found.setdefault(name, match[1])
    return found


def _pipfile(text: str) -> dict[str, str]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):  # brackets nested deeper than any lock file's
        return {}
    default = document.get("default") if isinstance(document, dict) else None
    if not isinstance(default, dict):
        return {}
    return {
        name.lower(): version.removeprefix("==")
        for name, entry in default.items()
        if name.lower() in WANTED and isinstance(entry, dict) and isinstance(version := entry.get("version"), str)
    }
