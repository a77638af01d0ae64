"""Text in, `Report` out: cut, decode, unwrap, translate, read, name, group. One direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from detachdoc.model.report import Report
from detachdoc.report.decode import decode
from detachdoc.report.errors import Found, errors_of
from detachdoc.report.formats import translate
from detachdoc.report.grouping import Groups
from detachdoc.report.interleaved import take_apart
from detachdoc.report.lines import numbered
from detachdoc.report.mentions import mentions
from detachdoc.report.stream import Tally, pieces
from detachdoc.report.tracebacks import read_tracebacks
from detachdoc.report.unwrap import unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.report.chains import Chain


def read(stream: BinaryIO) -> Report:
    """Read a whole stream of bytes: a paste, a file, a log of any size.

    Args:
        stream: read to its end in large blocks; memory stays flat.

    Returns:
        The distinct errors, the likeliest root error first; none when the input holds no error.
    """
    groups, tally = Groups(), Tally()
    for piece in pieces(stream, tally):
        groups.add(_errors(decode(piece.data), piece.first_line))
    return Report(groups.in_order(), tally.size)


def read_text(text: str) -> Report:
    """Read text that is in memory already; like `read`."""
    from io import BytesIO

    return read(BytesIO(text.encode("utf-8", "replace")))


def _errors(text: str, first_line: int) -> Iterator[Found]:
    for stream in unwrap(numbered(text, first_line)):
        strands = take_apart(translate(stream))
        for strand in strands:
            reading = read_tracebacks(strand)
            for chain in reading.chains:
                yield from errors_of(_marked(chain) if len(strands) > 1 else chain)
            yield from mentions(reading.context)


def _marked(chain: Chain) -> Chain:
    return chain._replace(damage=tuple(sorted({*chain.damage, "interleaved"})))
