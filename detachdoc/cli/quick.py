"""Reads well-formed `diagnose` arguments without typer, whose import alone costs more than a diagnosis.

Whatever it does not know exactly (help, abbreviations, mistakes) it leaves to typer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detachdoc.cli.options import TABLE, DiagnoseOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROWS = {row.flag: row for row in TABLE}


def parse(words: Sequence[str]) -> DiagnoseOptions | None:
    """Read the arguments after the program's name; None when they are for typer to read."""
    if not words or words[0] != "diagnose":
        return None
    given: dict[str, Any] = {}
    rest = iter(words[1:])
    for word in rest:
        if not (_option(word, rest, given) if word.startswith("-") and word != "-" else _file(word, given)):
            return None
    return DiagnoseOptions(**given)


def _file(word: str, given: dict[str, Any]) -> bool:
    if not word or "file" in given:
        return False
    given["file"] = word
    return True


def _option(word: str, rest: Iterator[str], given: dict[str, Any]) -> bool:
    flag, equals, value = word.partition("=")
    row = _ROWS.get(flag)
    if row is None or (row.field in given and not row.repeated):
        return False
    if row.metavar is None:
        given[row.field] = True
        return not equals
    value = value if equals else next(rest, "")
    if not value or value.startswith("-") or (row.values and value not in row.values):
        return False
    given[row.field] = (*given.get(row.field, ()), value) if row.repeated else value
    return True
