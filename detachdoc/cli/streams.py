"""Writes results to stdout and remarks to stderr, also when one of them is closed or its reader has gone."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from detachdoc.cli.exit_codes import READER_GONE
from detachdoc.errors import DetachdocError


class ReaderGone(DetachdocError):  # noqa: N818 - nobody's error: `| head` has seen enough
    """Whoever read our output stopped reading."""

    exit_code = READER_GONE


def open_stdout() -> TextIO:
    """Standard output.

    Raises:
        DetachdocError: it is closed.
    """
    if sys.stdout is None:
        raise DetachdocError("cannot write the result: standard output is closed.")
    return sys.stdout


def emit(text: str) -> None:
    """Write a whole result to stdout.

    Raises:
        ReaderGone: nobody reads it any more.
        DetachdocError: it cannot be written: stdout is closed, the disk is full.
    """
    stream = open_stdout()
    try:
        # A file name or an old locale may hold what the stream's encoding cannot say.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        stream.write(text)
        stream.flush()
    except OSError as error:
        raise unwritten(error) from None


def unwritten(error: OSError) -> DetachdocError:
    """What to raise for a write to stdout that failed. What is still buffered goes nowhere.

    Args:
        error: as the write raised it.
    """
    _discard()
    if isinstance(error, BrokenPipeError):
        return ReaderGone("the reader of standard output has gone.")
    return DetachdocError(f"cannot write the result to standard output: {error.strerror}.")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def remark(text: str) -> None:
    """Write one line to stderr, if anybody can still read it; on a terminal, wrapped to its width."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write((_wrapped(text) if is_terminal(sys.stderr) else text) + "\n")
        sys.stderr.flush()
    except OSError:
        # Nobody is left to be told.
        return


def _wrapped(text: str) -> str:
    import textwrap

    from detachdoc.screen import STDERR, WIDEST, screen_columns

    width = min(screen_columns(os.environ, STDERR) or WIDEST, WIDEST)
    margin = " " * (len(text) - len(text.lstrip()))
    # What can be copied, such as a path, stays whole.
    return textwrap.fill(text, width, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False)


def _discard() -> None:
    """Let what is still buffered go nowhere, so that Python's exit does not complain about it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
