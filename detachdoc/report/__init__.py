"""Reads anything people paste: text or bytes in, a `Report` out."""

from __future__ import annotations

from detachdoc.report.endings import ends_traceback
from detachdoc.report.reader import read, read_text

__all__ = ["ends_traceback", "read", "read_text"]
