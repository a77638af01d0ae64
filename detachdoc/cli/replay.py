"""The command that gives the same result again without a question."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.cli.options import DiagnoseOptions
    from detachdoc.model.diagnosis import Diagnosis

#: Stands for the file a pasted or piped text has to be saved in first.
_SAVED = "saved.txt"


def command(options: DiagnoseOptions, diagnoses: Sequence[Diagnosis]) -> str:
    """Spell the command, quoted for the shell.

    Args:
        options: of this run.
        diagnoses: whose answers to repeat, `unknown` ones too.

    Returns:
        One line. For a paste or a pipe it reads the same text from a file the user saves it in.
    """
    piped = options.file in {None, "-"}
    words = ["detachdoc", "diagnose", "-" if piped else _path(str(options.file))]
    if options.no_source:
        words.append("--no-source")
    for flag, value in (("--source", options.source), ("--fastapi-version", options.fastapi_version)):
        if value is not None:
            words += [flag, value]
    for answer in _answers(diagnoses):
        words += ["--answer", answer]
    return f"{_quoted(words)} < {_SAVED}" if piped else _quoted(words)


def _path(path: str) -> str:
    return os.path.join(os.curdir, path) if path.startswith("-") else path


def _answers(diagnoses: Sequence[Diagnosis]) -> list[str]:
    """Every answer once. Where two errors were answered differently, the first, likelier one counts."""
    chosen: dict[str, str] = {}
    for diagnosis in diagnoses:
        for word in diagnosis.replay:
            chosen.setdefault(word.partition("=")[0], word)
    return list(chosen.values())


def _quoted(words: list[str]) -> str:
    if os.name == "nt":
        import subprocess

        return subprocess.list2cmdline(words)
    return shlex.join(words)
