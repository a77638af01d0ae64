"""What the examples of a cause were run on, and the test that keeps the error away. Read only for `explain`."""

from __future__ import annotations

import os
import tomllib

from detachdoc.errors import KnowledgeError
from detachdoc.model.knowledge import Proof

_RELEASES = "verified.toml"
#: The first line names the example the test is run against; a reader has an application of their own.
_FOR_THE_TESTS = "# example:"


def proof_of(folder: str, cause_id: str) -> Proof:
    """Return the proof of one cause; what a folder does not hold stays empty.

    Args:
        folder: a folder laid out like the project's `knowledge/`.
        cause_id: name of the cause's folder.

    Raises:
        KnowledgeError: verified.toml is no TOML, or lists no releases.
    """
    test = _text(os.path.join(folder, "causes", cause_id, "test_regression.py"))
    lines = [line for line in test.splitlines() if not line.startswith(_FOR_THE_TESTS)]
    return Proof(*_releases(_text(os.path.join(folder, _RELEASES))), "\n".join(lines).strip())


def _releases(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        listed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError((f"{_RELEASES}:1: this is no TOML: {error}",)) from error
    fastapi, sqlalchemy = listed.get("fastapi", []), listed.get("sqlalchemy", [])
    if not isinstance(fastapi, list) or not isinstance(sqlalchemy, list):
        raise KnowledgeError((f"{_RELEASES}:1: fastapi and sqlalchemy are lists of releases",))
    return tuple(map(str, fastapi)), tuple(map(str, sqlalchemy))


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""
