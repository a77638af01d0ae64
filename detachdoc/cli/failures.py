"""Turns everything that can stop a command into one line on stderr, an exit code and, on request, JSON."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from detachdoc.cli.exit_codes import DEFECT, INTERRUPTED
from detachdoc.cli.streams import ReaderGone, emit, remark
from detachdoc.errors import DetachdocError, Interrupted, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def guarded(words: Sequence[str], command: Callable[[], int]) -> int:
    """Run a command and report what stops it.

    Args:
        words: the arguments as typed, to see whether JSON was wanted before anything could be parsed.
        command: does the work and returns the exit code.

    Returns:
        The exit code.
    """
    try:
        return command()
    except ReaderGone as gone:
        return gone.exit_code
    except (KeyboardInterrupt, Interrupted):
        return _report(words, "cancelled.", INTERRUPTED)
    except KnowledgeError as error:
        return _report(words, _mistakes(error), error.exit_code)
    except DetachdocError as error:
        return _report(words, str(error), error.exit_code)
    except Exception as defect:  # noqa: BLE001 - the one place where a defect of ours becomes an exit code
        if os.environ.get("DETACHDOC_DEBUG"):
            sys.excepthook(type(defect), defect, defect.__traceback__)
        return _report(words, _apology(defect), DEFECT)


def wants_json(words: Sequence[str]) -> bool:
    """Whether the arguments ask for JSON, even if they are otherwise wrong."""
    options = words[: words.index("--")] if "--" in words else words
    follows_format = any(word == "json" and options[at - 1] == "--format" for at, word in enumerate(options) if at)
    return "--json" in options or "--format=json" in options or follows_format


def _mistakes(error: KnowledgeError) -> str:
    first, *others = error.problems
    more = f" (and {len(others)} more)" if others else ""
    return f"its knowledge has mistakes: {first}{more}. `detachdoc knowledge check` lists them."


def _apology(defect: Exception) -> str:
    what = " ".join(f"{type(defect).__name__}: {defect}".split())[:300]
    return (
        f"failed with {what}. This is a defect of detachdoc, not of your code. "
        "Please report it with the traceback that DETACHDOC_DEBUG=1 adds."
    )


def _report(words: Sequence[str], message: str, code: int) -> int:
    from detachdoc.render.sanitise import sanitise

    message = sanitise(message, lines=False)
    remark(f"detachdoc: {message}")
    if wants_json(words):
        try:
            emit(_document(message, code))
        except DetachdocError:
            # stdout is what failed; the line on stderr and the exit code remain.
            return code
    return code


def _document(message: str, code: int) -> str:
    from detachdoc import __version__
    from detachdoc.render import json_v1

    return json_v1.dumps(json_v1.problem(message, code, version=__version__)) + "\n"
