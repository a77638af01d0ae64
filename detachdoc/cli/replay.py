"""The command that gives the same result again, without its answers: the renderers add those."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.cli.options import DiagnoseOptions

#: Under these paths lie this process's own streams.
_STREAMS = ("/dev/", "/proc/")


def command(options: DiagnoseOptions) -> tuple[str, ...]:
    """The words of the command, not yet quoted: what was read and what decides the verdict.

    Args:
        options: of this run. A paste or a pipe becomes `-`, since its text has no name that lasts.
    """
    words = ["detachdoc", "diagnose", _input(options.file)]
    for flag, value in (("--source", options.source), ("--fastapi-version", options.fastapi_version)):
        words += [flag, value] if value is not None else []
    for flag, wanted in (("--no-source", options.no_source), ("--redact", options.redact)):
        words += [flag] if wanted else []
    return tuple(map(_masked, words) if options.redact else words)


def feeding(options: DiagnoseOptions) -> str:
    """How to give a text that has no name to that command; empty when a file was named."""
    if _input(options.file) != "-":
        return ""
    return "  (To run that command, save the same text as saved.txt and add: < saved.txt)"


def _masked(word: str) -> str:
    from detachdoc.render.masks import secrets

    return secrets(word)


def _input(file: str | None) -> str:
    if file is None or file == "-" or _passes(file):
        return "-"
    return os.path.join(os.curdir, file) if file.startswith("-") else file


def _passes(file: str) -> bool:
    """Whether it can be read only once: `<(command)` of a shell, a named pipe."""
    return file.startswith(_STREAMS) or (os.path.exists(file) and not os.path.isfile(file))
