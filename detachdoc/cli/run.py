"""`detachdoc run COMMAND...`: starts a command with the recorder in every Python process it starts."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from detachdoc.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: For typer: everything from the command's name on belongs to the command.
CONTEXT_SETTINGS: Final = {"allow_interspersed_args": False, "help_option_names": ["-h", "--help"]}


def command(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="COMMAND...", help="Any command, with its arguments.")
    ] = None,
) -> int:
    """Run a command with the recorder on: uvicorn, gunicorn, celery, pytest, a script.

    When a DetachedInstanceError is raised in it, or in any process it starts, the error's message says where the object
    was loaded and let go.
    """
    return run(words or ())


def run(words: Sequence[str]) -> int:
    """Run a command with the recorder on.

    Where the system allows it, the command takes this process's place, so that signals, terminal and exit code are
    its own.

    Args:
        words: the command and its arguments, as a shell would split them.

    Returns:
        The command's exit code, on Windows only.

    Raises:
        UsageError: there is no command.
        InputError: it cannot be started.
    """
    if not words:
        raise UsageError("run what? For example: `detachdoc run uvicorn app.main:app --reload`.")
    program = _find(words[0])
    environment = with_recorder(os.environ)
    try:
        if os.name == "posix":
            _flush()
            os.execve(program, list(words), environment)  # noqa: S606 - the user's own command
        return _wait([program, *words[1:]], environment)
    except OSError as error:
        raise InputError(f"cannot run `{words[0]}`: {error.strerror}.") from None


def with_recorder(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` changed so that every Python started in it starts the recorder first."""
    from detachdoc import recorder

    folder = os.path.join(os.path.dirname(os.path.abspath(recorder.__file__)), "bootstrap")
    before = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path and path != folder]
    return {**environment, "PYTHONPATH": os.pathsep.join([folder, *before])}


def _find(name: str) -> str:
    """The program's path: as a shell finds it, or beside the Python that runs detachdoc."""
    beside = os.path.dirname(sys.executable)
    found = shutil.which(name) or shutil.which(name, path=beside)
    if found is not None:
        return found
    hint = f" To run a script, write `detachdoc run python {name}`." if name.endswith(".py") else ""
    raise InputError(f"cannot run `{name}`: no such command, neither on PATH nor in {beside}.{hint}")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _wait(words: Sequence[str], environment: Mapping[str, str]) -> int:
    import subprocess

    with subprocess.Popen(words, env=environment) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                # The console sends Ctrl-C to the child as well; its answer is its exit code.
                continue
