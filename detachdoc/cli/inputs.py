"""Opens what the user wants diagnosed: a file, a pipe, or a paste."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from detachdoc.cli.patience import said_if_slow
from detachdoc.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.cli.options import DiagnoseOptions
    from detachdoc.cli.patience import Stop
    from detachdoc.cli.surroundings import Surroundings

_HEAD, _LONGEST_CHARACTER = 2048, 4
#: Seconds after which a pipe that has not ended is mentioned.
_SLOW = 2.0
_STILL_READING = (
    "Still reading standard input, up to its end. A log that is followed (-f), or a server's, does not end by itself: "
    "Ctrl-C ends it, and what has come by then is diagnosed."
)
#: How compressed files begin, and the program that unpacks them to a pipe.
_PACKED = ((b"\x1f\x8b", "zcat"), (b"BZh", "bzcat"), (b"\xfd7zXZ\0", "xzcat"), (b"(\xb5/\xfd", "zstdcat"))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@contextlib.contextmanager
def opened(options: DiagnoseOptions, around: Surroundings, stop: Stop) -> Iterator[BinaryIO]:
    """Open the input.

    Args:
        options: may name a file, or `-` for standard input.
        around: whether standard input is a person.
        stop: is told of Ctrl-C while a pipe is read, which then ends.

    Yields:
        The bytes to read.

    Raises:
        InputError: the file or the stream cannot be read.
        UsageError: there is nothing to read and nobody to wait for.
        Interrupted: on Ctrl-C during a paste.
    """
    try:
        with _source(options, around, stop) as stream:
            yield stream
    except OSError as error:
        what = error.filename if error.filename == options.file else name(options.file)
        raise InputError(f"cannot read {what}: {error.strerror or error}.") from None


def not_text(stream: BinaryIO, file: str | None) -> str:
    """A sentence about an input that begins like a compressed file, a program or a picture; empty for text.

    Args:
        stream: nothing is taken from it; a paste is always text.
        file: its name, None or `-` for standard input.
    """
    head = stream.peek(_HEAD)[:_HEAD] if isinstance(stream, io.BufferedReader) else b""
    for beginning, unpacker in _PACKED:
        if head.startswith(beginning):
            return f"{name(file)} is compressed. Unpack it on the way: {_unpacked(file, unpacker)} | detachdoc diagnose"
    return f"{name(file)} looks like a binary file, not like text." if _is_binary(head) else ""


def _unpacked(file: str | None, unpacker: str) -> str:
    import shlex

    return f"… | {unpacker}" if file in {None, "-"} else shlex.join([unpacker, str(file)])


def _is_binary(head: bytes) -> bool:
    if b"\0" not in head or head.startswith(_UTF_16):
        return False
    try:
        # A log that lost a block holds NULs too, and they are valid UTF-8.
        head[:-_LONGEST_CHARACTER].decode()
    except UnicodeDecodeError:
        return True
    return False


def name(file: str | None) -> str:
    """The input as messages call it."""
    return "standard input" if file in {None, "-"} else str(file)


def _source(options: DiagnoseOptions, around: Surroundings, stop: Stop) -> contextlib.AbstractContextManager[BinaryIO]:
    if options.file not in {None, "-"}:
        return _file(str(options.file))
    if around.typed:
        if options.file is None and not around.can_ask:
            raise UsageError("nothing to read: name a FILE, or pipe a traceback in. (This way no paste is asked for.)")
        return contextlib.nullcontext(_paste())
    if sys.stdin is None:
        raise InputError("cannot read standard input: it is closed. Name a FILE instead.")
    return _piped(around, stop)


@contextlib.contextmanager
def _piped(around: Surroundings, stop: Stop) -> Iterator[BinaryIO]:
    """Standard input; says after a while that it has not ended, as with `docker logs --follow`."""
    with said_if_slow(_SLOW, _STILL_READING, watched=around.watched), stop.ending(sys.stdin.fileno()):
        yield sys.stdin.buffer


def _file(path: str) -> BinaryIO:
    if os.path.isdir(path):
        raise InputError(
            f"cannot read {path}: it is a folder. Name the file with the traceback; --source takes folders."
        )
    return open(path, "rb")


def _paste() -> BinaryIO:
    from detachdoc.ask.paste import read_paste
    from detachdoc.report import ends_traceback

    return io.BytesIO(read_paste(ends_traceback))
