"""Text in, `Report` out: unwrap, read the tracebacks, name the errors, group them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from detachdoc.model.report import Report
from detachdoc.report.decode import decode
from detachdoc.report.errors import Found, errors_of
from detachdoc.report.formats import translate
from detachdoc.report.grouping import Groups
from detachdoc.report.lines import numbered
from detachdoc.report.mentions import mentions
from detachdoc.report.tracebacks import read_tracebacks
from detachdoc.report.unwrap import unwrap


def read(stream: BinaryIO) -> Report:
    """Read a whole stream of bytes: a paste, a file, a log of any size."""
    data = stream.read()
    text = decode(data)
    report = read_text(text)
    return report._replace(size=len(data))


def read_text(text: str) -> Report:
    """Read text that fits in memory."""
    groups = Groups()
    groups.add(_errors(text))
    return Report(groups.in_order(), text.count("\n") + 1, len(text))


def _errors(text: str) -> Iterator[Found]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for stream in unwrap(numbered(text)):
        reading = read_tracebacks(translate(stream))
        for chain in reading.chains:
            yield from errors_of(chain)
        yield from mentions(reading.context)
