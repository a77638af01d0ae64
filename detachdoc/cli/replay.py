"""The command that gives the same result again, without its answers: the renderers add those."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.cli.options import DiagnoseOptions


def command(options: DiagnoseOptions) -> tuple[str, ...]:
    """The words of the command, not yet quoted: what was read and what decides the verdict.

    Args:
        options: of this run. A paste or a pipe becomes `-`, since its text has no name.
    """
    words = ["detachdoc", "diagnose", _input(options.file)]
    for flag, value in (("--source", options.source), ("--fastapi-version", options.fastapi_version)):
        words += [flag, value] if value is not None else []
    for flag, wanted in (("--no-source", options.no_source), ("--redact", options.redact)):
        words += [flag] if wanted else []
    return tuple(words)


def feeding(options: DiagnoseOptions) -> str:
    """How to give a text that has no name to that command; empty when a file was named."""
    if options.file not in {None, "-"}:
        return ""
    return "  (To run that command, save the same text as saved.txt and add: < saved.txt)"


def _input(file: str | None) -> str:
    if file is None:
        return "-"
    return os.path.join(os.curdir, file) if file.startswith("-") and file != "-" else file
