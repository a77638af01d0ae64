"""Turns bytes into text: byte-order marks, UTF-16 with and without one, UTF-8, and whatever else was written."""

from __future__ import annotations

import codecs

_SAMPLE = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Decode a piece of the input; never fails."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode(encoding_of(data), "replace")


def encoding_of(data: bytes) -> str:
    """The likely encoding, judged by where the NUL bytes stand in the beginning."""
    sample = data[:_SAMPLE]
    if sample.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if sample.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half >= 8 and odd > half * 0.6 and even < half * 0.2:
        return "utf-16-le"
    if half >= 8 and even > half * 0.6 and odd < half * 0.2:
        return "utf-16-be"
    return "utf-8"
