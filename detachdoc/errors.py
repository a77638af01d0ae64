"""The errors detachdoc raises on purpose; anything else that escapes is a defect of ours (exit 70).

Each message is one line: what is wrong, where, and what to do about it.
"""

from __future__ import annotations


class DetachdocError(Exception):
    """Root of every error that is shown to the user as one line, without a traceback."""

    #: Process exit code, as the command-line contract fixes it.
    exit_code = 70


class InputError(DetachdocError):
    """A file, folder or stream the user named cannot be used."""

    exit_code = 2


class UsageError(DetachdocError):
    """An option or an `--answer` does not exist or does not fit."""

    exit_code = 2


class KnowledgeError(DetachdocError):
    """The YAML of the knowledge folder is wrong.

    Args:
        problems: one `file:line: what` per mistake, all of them.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        #: `file:line: what`, in file order.
        self.problems = problems


class Interrupted(DetachdocError):  # noqa: N818 - Ctrl-C is not an error of anybody's
    """The user pressed Ctrl-C or closed the prompt."""

    exit_code = 130
