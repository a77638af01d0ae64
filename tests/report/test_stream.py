"""Inputs larger than memory likes: found wherever they stand, with the right line, in flat memory."""

from __future__ import annotations

import tracemalloc
from io import BytesIO, RawIOBase
from typing import BinaryIO, cast

import pytest

from detachdoc.report import read, read_text, stream
from tests.report.tools import gist, sample_text

JOB = sample_text("plain-job__orders-count")
OTHER = sample_text("plain-py311__create-order")
NOISE = b'2026-11-22 10:00:00,118 INFO [access] 10.0.0.1 - "GET /orders/12 HTTP/1.1" 200 ValueError Error\n'
MEGABYTE = NOISE * (1_000_000 // len(NOISE))


@pytest.mark.parametrize("before", [0, 3, 9])
def test_traceback_in_a_big_log_is_found_with_its_line(before: int) -> None:
    data = MEGABYTE * before + JOB.encode() + b"\n" + MEGABYTE * (10 - before)
    report = read(BytesIO(data))
    assert gist(report) == gist(read_text(JOB))
    assert report.errors[0].first_line == MEGABYTE.count(b"\n") * before + 1
    assert report.size == len(data)


class Pipe(BytesIO):
    """Bytes that pass once."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("kind", [BytesIO, Pipe])
@pytest.mark.parametrize("started", [0, len(NOISE) * 5])
def test_lines_of_several_errors_are_right_however_the_bytes_come(kind: type[BytesIO], started: int) -> None:
    """`started`: bytes somebody else had read before."""
    again = OTHER.replace("0x7f", "0x8f")
    parts = [MEGABYTE * 5, JOB.encode() + b"\n", MEGABYTE * 9 + b"\n" * 7, again.encode() + b"\n", MEGABYTE * 2]
    data = b"".join(parts)
    stream = kind(data)
    stream.read(started)
    found = {error.kind: error.first_line for error in read(stream).errors}
    lines = data[started:].decode().split("\n")
    assert found == {
        "lazy-load": lines.index(JOB.split("\n", 1)[0]) + 1,
        "refresh": len(lines) - lines[::-1].index(again.split("\n", 1)[0]),
    }


@pytest.mark.parametrize("shift", range(-1500, 200, 170))
def test_traceback_across_two_blocks_is_found(shift: int) -> None:
    fill = (NOISE * (stream.WHOLE // len(NOISE) + 2))[: stream.WHOLE + shift].rpartition(b"\n")[0] + b"\n"
    data = fill + JOB.encode() + b"\n" + MEGABYTE * 6
    assert gist(read(BytesIO(data))) == gist(read_text(JOB))


def test_errors_far_apart_are_both_found_and_equal_ones_counted() -> None:
    again = JOB.replace("0x7fbabeffed10", "0x7fbabeffed99")
    data = b"\n".join(
        [MEGABYTE * 2, JOB.encode(), MEGABYTE * 3, OTHER.encode(), MEGABYTE * 3, again.encode(), MEGABYTE]
    )
    errors = read(BytesIO(data)).errors
    assert [(error.kind, error.occurrences) for error in errors] == [("lazy-load", 2), ("refresh", 1)]


def test_log_full_of_tracebacks_counts_them_all() -> None:
    copies = [JOB.replace("0x7fbabeffed10", hex(0x7F0000 + number)) for number in range(3000)]
    errors = read(BytesIO("\n\n".join(copies).encode())).errors
    assert [error.occurrences for error in errors] == [3000]


def test_utf_16_is_streamed_too() -> None:
    text = MEGABYTE.decode() * 2 + JOB + "\n" + MEGABYTE.decode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert gist(read(BytesIO(text.encode(encoding)))) == gist(read_text(JOB))


def test_record_in_one_huge_line_is_found() -> None:
    line = b'{"pad": "' + b"x" * 5_000_000 + b'", "exc_info": "' + JOB.replace('"', '\\"').replace("\n", "\\n").encode()
    data = MEGABYTE + line + b'", "more": "' + b"y" * 5_000_000 + b'"}\n'
    assert gist(read(BytesIO(data))) == gist(read_text(JOB))


class Endless(RawIOBase):
    """A log of 60 MB that is never in memory as a whole."""

    left = 60_000_000

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return (NOISE * (size // len(NOISE) + 1))[:size]


def test_memory_stays_flat() -> None:
    tracemalloc.start()
    try:
        report = read(cast("BinaryIO", Endless()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.size == Endless.left
    assert peak < 40_000_000
